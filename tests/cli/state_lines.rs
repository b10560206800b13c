//! Checklists whose items have a line of their own for their state, beside their boxes.

use crate::common::tree::Tree;

const LIST: &str = "# Gaps of the ferry\n\n\
    - [ ] **Q-01 — Ramp sensor is off**\n  - Owner: Ines\n  - Status: In progress\n\
    - [ ] **Q-02 — Tickets print twice**\n  - Owner: Omar\n  - Status: Open\n\
    - [x] **Q-03 — Clock is late**\n  - Owner: Omar\n  - Status: Fixed\n";

const TURKISH: &str = "# Feribotun eksikleri\n\n\
    - [ ] **Q-01 — Rampa algılayıcısı kapalı**\n  - Sorumlu: Ines\n  - Durum: Devam ediyor\n\
    - [ ] **Q-02 — Bilet iki kez basılıyor**\n  - Sorumlu: Omar\n  - Durum: Açık\n\
    - [x] **Q-03 — Saat geri**\n  - Sorumlu: Omar\n  - Durum: Düzeltildi\n";

fn states(tree: &Tree) -> String {
    tree.run("list gap-register.md --format csv --columns id,status").replace("exit 0\n", "")
}

#[test]
fn the_line_is_the_state() {
    assert_eq!(states(&Tree::with(LIST)), "id,status\nQ-01,In Progress\nQ-02,Open\nQ-03,Fixed\n");
}

#[test]
fn an_answer_of_a_server_is_no_state() {
    let text = LIST.replace("Status: In progress", "Status: 404 Not Found");
    let text = text.replace("Status: Open", "Says that the status: of the ticket is void.");
    assert_eq!(states(&Tree::with(text)), "id,status\nQ-01,Open\nQ-02,Open\nQ-03,Fixed\n");
}

#[test]
fn a_box_that_contradicts_the_line_is_reported() {
    let text = LIST.replace("[ ] **Q-01", "[x] **Q-01");
    let said = Tree::with(&text).run("lint --output-format concise");
    insta::assert_snapshot!(said, @"
    exit 1
    gap-register.md:5:13: error[contradicting-box] Q-01: its state is `In progress`, and its box is ticked

    --- stderr
    1 error in 3 entries of 1 file
    ");
    let said = Tree::with(LIST).run("lint --output-format concise");
    assert!(said.starts_with("exit 0\n\n"), "{said}");
}

#[test]
fn boxes_that_say_something_else_are_a_habit() {
    let text = LIST.replace("[x]", "[ ]").replace("In progress", "Fixed").replace("Open", "Fixed");
    let said = Tree::with(text).run("lint --output-format concise");
    assert!(!said.contains("contradicting-box"), "{said}");
}

#[test]
fn a_mistyped_state_is_reported() {
    let said = Tree::with(LIST.replace("In progress", "In progres")).run("lint");
    assert!(said.contains("unknown-status") && said.contains("did you mean"), "{said}");
}

#[test]
fn set_writes_the_line_and_the_box_of_both_languages() {
    let tree = Tree::with(LIST).put("gap-register.tr.md", TURKISH);
    tree.run_with("set Q-02", &["status=In progress", "--yes"]);
    tree.run_with("set Q-01", &["status=Fixed", "--yes"]);
    tree.run_with("set Q-03", &["status=Open", "--force", "--yes"]);
    let text = LIST
        .replace("[ ] **Q-01", "[x] **Q-01")
        .replace("[x] **Q-03", "[ ] **Q-03")
        .replace("Status: Fixed", "Status: Reopened")
        .replace("Status: In progress", "Status: Fixed")
        .replace("Status: Open", "Status: In progress")
        .replace("Status: Reopened", "Status: Open");
    assert_eq!(tree.read("gap-register.md"), text);
    let turkish = tree.read("gap-register.tr.md");
    assert!(
        turkish.contains("- [x] **Q-01 ") && turkish.contains("Durum: Düzeltildi"),
        "{turkish}"
    );
    let said = tree.run("check --output-format concise");
    assert!(said.starts_with("exit 0\n\n"), "{said}");
}

#[test]
fn mirror_ticks_the_box_with_the_state_that_it_copies() {
    let text = LIST.replace("[ ] **Q-02", "[x] **Q-02").replace("Status: Open", "Status: Fixed");
    let tree = Tree::with(text).put("gap-register.tr.md", TURKISH);
    tree.run("mirror --fix");
    let turkish = TURKISH.replace("[ ] **Q-02", "[x] **Q-02").replace("Açık", "Düzeltildi");
    assert_eq!(tree.read("gap-register.tr.md"), turkish);
}

#[test]
fn fields_before_a_sentence_are_in_order() {
    let with = |text: &str| format!("{text}- [ ] **Q-04 — 4**\n  - A.\n  - Owner: Ines\n  - B.\n");
    let list =
        with(&LIST.replace("  - Status: Open\n", "  - Status: Open\n  - It prints `A5` twice.\n"));
    let turkish =
        with(&TURKISH.replace("  - Durum: Açık\n", "  - Durum: Açık\n  - `A5` iki kez basar.\n"));
    let turkish = turkish.replace("Owner: Ines\n  - B", "Sorumlu: Ines\n  - B");
    let said = |turkish: &str| {
        let tree = Tree::with(&list).put("gap-register.tr.md", turkish);
        tree.run("mirror --output-format concise")
    };
    assert!(said(&turkish).starts_with("exit 0\n\n"), "{}", said(&turkish));
    let turned = turkish
        .replace("  - Sorumlu: Omar\n  - Durum: Açık\n", "  - Durum: Açık\n  - Sorumlu: Omar\n");
    assert!(
        said(&turned).contains("Q-02: in the source, `Sorumlu` comes first"),
        "{}",
        said(&turned)
    );
}

#[test]
fn the_copy_of_a_checklist_is_in_step_with_it() {
    let list = LIST
        .replace("  - Status: Open\n", "  - Seen on 2026-01-04\n  - Status: Open\n  - It jams.\n");
    let tree = Tree::with(list).put("gap-register.tr.md", "# Feribotun eksikleri\n");
    tree.run("mirror --fix --stub");
    let said = tree.run("mirror --output-format concise");
    assert!(said.starts_with("exit 0") && !said.contains("mirror-field"), "{said}");
}
