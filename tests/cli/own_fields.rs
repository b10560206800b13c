//! Labels and columns of a team's own: `set` and `new` take the same names.

use crate::common::tree::Tree;

const ROWS: &str = "# Depot gaps\n\n| ID | Gap | Status | Target | Notes |\n|--|--|--|--|--|\n\
    | D-1 | Lift jams | Open | 2026-12-20 | ask Ada |\n| D-2 | Gate sticks | Open | 2027-01-10 |  |\n";
const SECTIONS: &str = "# Depot gaps\n\n### D-1 Lift jams\n\n- Status: Open\n- Target: 2026-12-20\n- Notes: ask Ada\n\n\
    ### D-2 Gate sticks\n\n- Status: Open\n- Owner: Ben\n- Crew: Night\n\n\
    ### D-3 Rail bends\n\n- Status: Open\n- Owner: Ben\n- Crew: Day\n";

/// The text of a register after a command that succeeds.
fn after(text: &str, command: &str, more: &[&str]) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with(command, more);
    assert!(said.starts_with("exit 0"), "{command} {more:?} {said}");
    tree.read("gap-register.md")
}

#[test]
fn a_cell_of_an_own_column_is_set_and_emptied() {
    let set = after(ROWS, "set D-2", &["notes=left | right", "status=Done"]);
    let row = "| D-2 | Gate sticks | Done | 2027-01-10 | left \\| right |";
    assert_eq!(set, ROWS.replace("| D-2 | Gate sticks | Open | 2027-01-10 |  |", row));
    assert_eq!(after(ROWS, "set D-1 Notes=Eve", &[]), ROWS.replace("ask Ada", "Eve"));
    assert_eq!(after(ROWS, "set D-1 notes=", &[]), ROWS.replace("ask Ada ", ""));
    assert_eq!(after(ROWS, "set D-2 notes=", &[]), ROWS);
    let new = after(ROWS, "new Rust target=2027-02-01 notes=dry status=Open", &[]);
    assert_eq!(new, format!("{ROWS}| D-3 | Rust | Open | 2027-02-01 | dry |\n"));
}

#[test]
fn a_line_of_an_own_label_is_set_added_and_taken_out() {
    let set = after(SECTIONS, "set D-1", &["notes=left | right"]);
    assert_eq!(set, SECTIONS.replace("ask Ada", "left | right"));
    let added = after(SECTIONS, "set D-2 notes=Eve", &[]);
    let [old, new] = [
        "- Status: Open\n- Owner: Ben\n- Crew: N",
        "- Status: Open\n- Notes: Eve\n- Owner: Ben\n- Crew: N",
    ];
    assert_eq!(added, SECTIONS.replace(old, new));
    assert_eq!(after(SECTIONS, "set D-1 notes=", &[]), SECTIONS.replace("- Notes: ask Ada\n", ""));
    let new = after(SECTIONS, "new Rust crew=Late status=Open owner=Eve", &[]);
    assert_eq!(
        new,
        format!("{SECTIONS}\n### D-4 Rust\n\n- Status: Open\n- Owner: Eve\n- Crew: Late\n")
    );
}

#[test]
fn a_column_of_the_triage_table_is_the_place_of_a_section_too() {
    let text = "# Depot gaps\n\n| ID | Gap | Status | Target | Crew |\n|--|--|--|--|--|\n\
        | D-1 | Lift jams | Open | 2026-12-20 | night |\n| D-2 | Gate sticks | Open | 2027-01-10 | |\n\n\
        ### D-1 Lift jams\n\n- Status: Open\n- Target: 2026-12-20\n\nLoud.\n\n\
        ### D-2 Gate sticks\n\n- Status: Open\n- Target: 2027-01-10\n\nCold.\n";
    let set = after(text, "set D-2 crew=day target=2027-02-02", &[]);
    let new =
        text.replace("2027-01-10 | |", "2027-02-02 | day |").replace("2027-01-10", "2027-02-02");
    assert_eq!(set, new);
    assert_eq!(after(text, "set D-1 crew=", &[]), text.replace("| night |", "| |"));
}

#[test]
fn the_name_that_a_register_has_is_that_of_the_answer() {
    let tree = Tree::with(ROWS);
    insta::assert_snapshot!(tree.run("set D-2 target=2027-02-01"), @"
    exit 0

    --- stderr
    wrote gap-register.md
      D-2 Target: 2027-01-10 → 2027-02-01
    ");
    insta::assert_snapshot!(tree.run("set D-2 target=soon"), @"
    exit 2

    --- stderr
    error: gap-register.md: D-2: `soon` is not a valid Target; write one such as `2026-01-31`
    ");
    insta::assert_snapshot!(tree.run("set D-2 deadline=2027-02-02"), @"
    exit 0

    --- stderr
    wrote gap-register.md
      D-2 Target: 2027-02-01 → 2027-02-02
    ");
}

#[test]
fn a_translation_with_another_word_keeps_its_cell() {
    let tr = ROWS.replace("Gap |", "Eksik |").replace("Notes", "Notlar").replace("Status", "Durum");
    let tr = tr.replace("Open", "Açık").replace("Depot gaps", "Depo eksikleri");
    let tree = Tree::new().put("gaps.en.md", ROWS).put("gaps.tr.md", &tr);
    let said = tree.run("set D-1 notes=Eve status=Done gaps.en.md gaps.tr.md");
    assert!(said.starts_with("exit 0"), "{said}");
    assert!(tree.read("gaps.en.md").contains("| Done | 2026-12-20 | Eve |"));
    let row =
        tr.replacen("| Açık | 2026-12-20 | ask Ada |", "| Düzeltildi | 2026-12-20 | ask Ada |", 1);
    assert_eq!(tree.read("gaps.tr.md"), row);
}

#[test]
fn what_is_no_label_anywhere_is_refused() {
    let tree = Tree::with(ROWS);
    insta::assert_snapshot!(tree.run("set D-1 colour=red"), @"
    exit 2

    --- stderr
    error: no field is called `colour`
    ");
    assert_eq!(tree.read("gap-register.md"), ROWS);
}
