//! An ID is for ever: it is given once, in the registers in which it is unique.

use crate::common::registers::{ENTRY, sound, three, with, without};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// The register without its last entry and its row.
fn shortened() -> String {
    let text = without(&three(), "### 1.3");
    text.split_inclusive('\n').filter(|line| !line.starts_with("| G-003")).collect()
}

fn translated(text: &str) -> String {
    text.replace("Register (EN)", "Kayıt (TR)")
}

/// A pair whose third entry was removed in a commit.
fn removed() -> Tree {
    let tree = Tree::new().put(EN, three()).put(TR, translated(&three()));
    tree.repository();
    let tree = tree.put(EN, shortened()).put(TR, translated(&shortened()));
    tree.commit("removed");
    tree
}

fn new_id(tree: &Tree, args: &str) -> String {
    let output = tree.run_with(&format!("new --diff {args}"), &["Loans → Slips → Slip is blank"]);
    let line = output.lines().find(|line| line.contains(": Loans → Slips")).unwrap_or(&output);
    line.split(':').next().unwrap().to_owned()
}

#[test]
fn a_removed_id_is_not_given_again() {
    assert_eq!(new_id(&removed(), ""), "G-004");
    // The removal is not committed.
    let tree = Tree::new().put(EN, three());
    tree.repository();
    let tree = tree.put(EN, shortened());
    assert_eq!(new_id(&tree, ""), "G-004");
    // It was removed from the translation alone, which was ahead.
    let tree = Tree::new().put(EN, shortened()).put(TR, translated(&three()));
    tree.repository();
    let tree = tree.put(TR, translated(&shortened()));
    tree.commit("removed");
    assert_eq!(new_id(&tree, ""), "G-004");
}

#[test]
fn it_is_known_under_another_name_of_the_file() {
    let tree = removed();
    std::fs::create_dir_all(tree.path("handbook")).unwrap();
    tree.git("mv docs/en handbook/en");
    tree.git("mv docs/tr handbook/tr");
    tree.commit("moved");
    assert_eq!(new_id(&tree, ""), "G-004");
    assert_eq!(new_id(&tree, "--in handbook/tr"), "G-004");
}

#[test]
fn without_git_the_next_id_follows_the_largest() {
    assert_eq!(new_id(&Tree::new().put(EN, shortened()), ""), "G-003");
    let tree = Tree::new().put(EN, shortened());
    tree.git("init -q");
    assert_eq!(new_id(&tree, ""), "G-003");
}

#[test]
fn an_empty_register_goes_on_where_it_ended() {
    let tree = Tree::with(three().replace("G-00", "BACK-00"));
    tree.repository();
    let empty = sound().replace(ENTRY, "").replace("| G-001 | P1 | Backend | 7d | Open |\n", "");
    let tree = tree.put("gap-register.md", empty);
    assert_eq!(new_id(&tree, ""), "BACK-004");
}

#[test]
fn adopted_entries_get_ids_that_none_had() {
    let tree = removed();
    let text = shortened() + "\n### 1.3 Loans → Slips → Slip is blank\n\n- **Status:** Open\n";
    let tree = tree.put(EN, text);
    tree.run("adopt --write docs/en/gap-register.md");
    let text = tree.read(EN);
    assert!(text.contains("**ID:** G-004") && !text.contains("G-003"), "{text}");
}

fn service(ids: &[&str]) -> String {
    let entries = ids.iter().map(|id| ENTRY.replace("G-001", id));
    let titled = entries.enumerate().map(|(at, entry)| {
        entry
            .replace("1.1 ", &format!("1.{} ", at + 1))
            .replace("Renewal is refused", "Hold is lost")
    });
    format!("# Register (EN)\n\n{}", titled.collect::<Vec<_>>().join("\n"))
}

fn services() -> Tree {
    Tree::new()
        .put("loans/gap-register.md", service(&["G-001", "G-002"]))
        .put("fines/gap-register.en.md", service(&["G-003"]))
        .put("fines/gap-register.tr.md", service(&["G-003"]).replace("(EN)", "(TR)"))
}

#[test]
fn another_register_has_other_ids() {
    assert_eq!(new_id(&services(), "--in loans"), "G-004");
    assert_eq!(new_id(&services(), "--in fines"), "G-004");
}

#[test]
fn a_folder_may_have_ids_of_its_own() {
    let tree = services().put("gapreg.yaml", "ids: { scope: folder }\n");
    assert_eq!(new_id(&tree, "--in loans"), "G-003");
    assert_eq!(new_id(&tree, "--in fines"), "G-004");
    let tree = tree.put("holds/gap-register.md", service(&["G-001", "G-002"]));
    assert!(!tree.run("check").contains("duplicate-id"));
    // Two registers of one folder share their IDs.
    let tree = tree.put("holds/old-gap-register.md", service(&["G-002"]));
    assert!(tree.run("check").contains("duplicate-id"));
    let tree = tree.put("gapreg.yaml", "ids: { scope: project }\n");
    assert!(tree.run("check loans holds/gap-register.md").contains("duplicate-id"));
    let tree = tree.put("gapreg.yaml", "ids: { scope: service }\n");
    let output = tree.run("check");
    assert!(
        output.contains("unknown variant `service`, expected `project` or `folder`"),
        "{output}"
    );
}

fn reused(tree: &Tree, args: &str) -> Vec<String> {
    let output = tree.run(&format!("check --select reused-id --output-format concise {args}"));
    output.lines().filter(|line| line.contains("[reused-id]")).map(str::to_owned).collect()
}

/// The register with a third entry that is another gap.
fn with_another() -> String {
    let text = three().replace("Hold list is empty", "Slip is blank");
    let text = text.replace("The list of holds shows nothing at all.", "The printer feeds paper.");
    with(&text, "G-003", "2026-02-01", "2026-02-04")
}

#[test]
fn an_id_of_long_ago_is_not_given_to_a_new_gap() {
    let tree = removed();
    for number in 1..4 {
        let text = shortened().replace("Readers renew", &format!("All {number} readers renew"));
        tree.change("2026-02-02", EN, &text);
    }
    tree.git("checkout -q -b work");
    let tree = tree.put(EN, with_another());
    let found = reused(&tree, "--base main");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("`G-003` was another gap before: Hold list is empty"), "{found:?}");
    tree.commit("another");
    assert_eq!(reused(&tree, "--base main").len(), 1);
    assert_eq!(reused(&tree, "--base main --each-commit").len(), 1);
    assert_eq!(reused(&tree, "--base HEAD").len(), 0, "what is done is done");
}

#[test]
fn an_entry_that_is_back_has_its_own_id() {
    let tree = removed();
    tree.change("2026-02-02", EN, &shortened().replace("Readers renew", "All renew"));
    let tree = tree.put(EN, three().replace("Readers renew", "All renew"));
    assert_eq!(reused(&tree, "--base HEAD"), [""; 0]);
    let tree = tree.put(EN, three().replace("Hold list is empty", "The list of holds is empty"));
    assert_eq!(reused(&tree, "--base HEAD"), [""; 0]);
}

#[test]
fn an_id_that_a_branch_gave_and_took_is_free() {
    let tree = Tree::new().put(EN, shortened());
    tree.repository();
    tree.git("checkout -q -b work");
    tree.change("2026-02-02", EN, &three());
    tree.change("2026-02-03", EN, &shortened());
    tree.change("2026-02-04", EN, &with_another());
    assert_eq!(reused(&tree, "--base main"), [""; 0]);
}

#[test]
fn folders_with_ids_of_their_own_take_none_from_each_other() {
    for (scope, count) in [("folder", 0), ("project", 1)] {
        let tree = services().put("gapreg.yaml", format!("ids: {{ scope: {scope} }}\n"));
        tree.repository();
        let text = service(&["G-001"]);
        tree.change("2026-02-02", "loans/gap-register.md", &text);
        tree.change("2026-02-03", "loans/gap-register.md", &text.replace("Hold is lost", "Lost"));
        let new = "\n### 1.2 Fines → Slips → Slip is blank\n\n- **ID:** G-002\n\
                   - **First Seen:** 2026-02-04\n- **Symptom:** The printer feeds paper.\n";
        let tree = tree.put("fines/gap-register.en.md", service(&["G-003"]) + new);
        assert_eq!(reused(&tree, "--base HEAD").len(), count, "{scope}");
    }
}

#[test]
fn a_table_without_a_column_for_ids_is_one_finding() {
    let table = |id: &str, cell: &str| {
        format!(
            "# Offene Mängel der Halle\n\n|{id} Mangel | Status |\n|{}---|---|\n|{cell} Waage zeigt Gramm | offen |\n\
             |{cell} Tor klemmt bei Regen | offen |\n",
            if id.is_empty() { "" } else { "---|" }
        )
    };
    let path = "docs/de/gap-register.md";
    let tree = Tree::new().put("gapreg.yaml", "required: [ID]\n").put(path, table("", ""));
    let printed = tree.run("lint --select missing-id");
    assert!(printed.contains("this table has no column for the IDs of its 2 rows"), "{printed}");
    assert!(printed.contains("help: add an empty column `ID`"), "{printed}");
    // Until then, a title names its row.
    let refused = tree.run_with("set", &["Tor klemmt", "status=erledigt"]);
    assert!(
        refused.contains("the entries here have no IDs, so write the whole title"),
        "{refused}"
    );
    // What the message says works.
    let tree = tree.put(path, table(" ID |", " |"));
    assert_eq!(tree.code("lint --unsafe-fixes"), 0);
    assert!(tree.read(path).contains("| G-002 | Tor klemmt bei Regen | offen |"));
    // Without the requirement, rows without IDs are right.
    let tree = Tree::new().put(path, table("", ""));
    assert_eq!(tree.code("lint --select missing-id"), 0);
}
