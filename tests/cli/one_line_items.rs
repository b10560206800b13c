//! Lists whose items have their values on their first line.

use crate::common::tree::Tree;

const LIST: &str = "# Mängel\n\n## Offen\n\n\
    - [ ] **W-1** Waage zeigt null – Zuständig: Jule, bis 20.02.2027\n  - Nur im Tor 2.\n\
    - [ ] **W-2** Tor klemmt – Zuständig: Ravi, bis 12.03.2027\n\n\
    ## Erledigt\n\n- [x] **W-3** Licht flackert – Zuständig: Jule, erledigt 02.10.2026\n";

fn list() -> Tree {
    Tree::new().put("doku/gap-register.md", LIST)
}

#[test]
fn the_owner_of_an_item_with_a_note_is_set() {
    let tree = list();
    tree.run("set W-1 owner=Ravi --yes");
    let text = tree.read("doku/gap-register.md");
    assert!(text.contains("null – Zuständig: Ravi, bis 20.02.2027\n  - Nur im Tor 2.\n"), "{text}");
}

#[test]
fn a_new_item_has_its_values_where_the_others_have_them() {
    let tree = list();
    tree.run_with("new", &["Rampe fehlt", "--owner", "Jule", "due=2027-04-01", "--yes"]);
    let text = tree.read("doku/gap-register.md");
    let line = "- [ ] **W-4** Rampe fehlt – Zuständig: Jule, bis 01.04.2027\n";
    assert!(text.contains(line), "{text}");
}

#[test]
fn the_end_of_a_line_has_only_what_is_given() {
    let tree = list();
    tree.run_with("new", &["Rampe fehlt", "due=2027-04-01", "--yes"]);
    let text = tree.read("doku/gap-register.md");
    assert!(text.contains("- [ ] **W-4** Rampe fehlt – bis 01.04.2027\n"), "{text}");
}

#[test]
fn a_missing_owner_is_asked_for_in_the_form_of_the_others() {
    let text = LIST.replace("Tor klemmt – Zuständig: Ravi, bis 12.03.2027", "Tor klemmt");
    let tree =
        Tree::new().put("doku/gap-register.md", text).put("gapreg.yaml", "required: [ID, Owner]\n");
    insta::assert_snapshot!(tree.run("lint --select missing-field"), @"
    exit 1
    error[missing-field]: W-2: this entry has no Zuständig
     --> doku/gap-register.md:7:9
      |
    7 | - [ ] **W-2** Tor klemmt
      |         ^^^
      |
      = help: add `Zuständig: …` to its line, as other entries have it


    --- stderr
    1 error in 3 entries of 1 file
    ");
}

#[test]
fn a_copied_line_with_its_id_is_reported_with_and_without_a_declaration() {
    let copied = LIST
        .replace("\n\n## Erledigt", "\n- [ ] **W-2** Rampe fehlt – Zuständig: Jule\n\n## Erledigt");
    let tree = Tree::new().put("doku/gap-register.md", &copied);
    insta::assert_snapshot!(tree.run("lint --select duplicate-id --output-format concise"), @"
    exit 1
    doku/gap-register.md:8:9: error[duplicate-id] W-2 is the ID of another entry too

    --- stderr
    1 error in 4 entries of 1 file; `--unsafe-fixes` fixes 1
    ");
    let tree = tree.put("gapreg.yaml", "read: [{ files: '**/*.md', entries: [{ items: {} }] }]\n");
    insta::assert_snapshot!(tree.run("lint --select duplicate-id --output-format concise"), @"
    exit 1
    doku/gap-register.md:8:9: error[duplicate-id] W-2 is the ID of another entry too

    --- stderr
    1 error in 4 entries of 1 file; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn an_owner_who_is_open_and_a_day_that_does_not_exist_are_reported() {
    let text =
        LIST.replace("Zuständig: Ravi", "Zuständig: offen").replace("20.02.2027", "31.02.2027");
    let tree = Tree::new().put("doku/gap-register.md", &text);
    insta::assert_snapshot!(tree.run("lint --output-format concise"), @"
    exit 1
    doku/gap-register.md:5:55: error[bad-date] W-1: `31.02.2027` is not a date
    doku/gap-register.md:7:39: warning[placeholder-value] W-2: Zuständig is still to be filled in

    --- stderr
    1 error, 1 warning in 3 entries of 1 file
    ");
}

#[test]
fn boxes_are_no_states_of_a_flow_that_init_suggests() {
    let tree = list();
    tree.run("init doku/gap-register.md");
    let lines = tree.read("gapreg.yaml");
    assert!(!lines.contains("flow: ['[ ]'"), "{lines}");
}

#[test]
fn a_translation_of_a_list_is_begun_by_stubs() {
    let tree = list().put("doku/gap-register.en.md", "# Gaps\n");
    tree.run("mirror --fix --stub doku/gap-register.md doku/gap-register.en.md");
    insta::assert_snapshot!(tree.read("doku/gap-register.en.md"), @"
    # Gaps

    ## Open

    - [ ] **W-1** Waage zeigt null – Owner: Jule, bis 2027-02-20
      - Nur im Tor 2. <!-- gapreg:untranslated -->
    - [ ] **W-2** Tor klemmt – Owner: Ravi, bis 2027-03-12 <!-- gapreg:untranslated -->

    ## Fixed

    - [x] **W-3** Licht flackert – Owner: Jule, erledigt 02.10.2026 <!-- gapreg:untranslated -->
    ");
}

#[test]
fn a_translation_of_a_table_is_begun_by_stubs() {
    let tree = Tree::new()
        .put(
            "docs/gap-register.md",
            "# Gaps\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n\
             | W-1 | Scale shows zero | Open | Jule |\n| W-2 | Gate is stuck | Fixed | Ravi |\n",
        )
        .put("docs/tr/gap-register.md", "# Eksikler\n");
    tree.run("mirror --fix --stub docs");
    insta::assert_snapshot!(tree.read("docs/tr/gap-register.md"), @"
    # Eksikler

    | ID | Gap | Durum | Sorumlu |
    |---|---|---|---|
    | W-1 | Scale shows zero <!-- gapreg:untranslated --> | Open | Jule |
    | W-2 | Gate is stuck <!-- gapreg:untranslated --> | Fixed | Ravi |
    ");
}
