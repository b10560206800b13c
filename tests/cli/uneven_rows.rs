//! Rows with more or fewer cells than their table has columns: they are reported, and nothing of them is copied.

use crate::common::tree::Tree;

const TR: &str = "# Feribot eksikleri\n\n| No | Eksik | Sorumlu | Durum | Son tarih |\n|---|---|---|---|---|\n\
    | F-1 | Bilet boş | Ana | açık | 15.01.2027 |\n| F-2 | Zil yok | Bo | engellendi | 18.01.2027 |\n\
    | F-3 | Lamba sönük | Ana | açık | 20.01.2027 |\n";

fn en(row: &str) -> String {
    format!(
        "# Ferry gaps\n\n| ID | Gap | Owner | Status | Due |\n|---|---|---|---|---|\n\
         | F-1 | Ticket is blank | Ana | open | 2027-01-15 |\n{row}\n\
         | F-3 | Lamp is dim | Ana | open | 2027-01-20 |\n"
    )
}

#[test]
fn nothing_of_an_uneven_row_is_copied_in_either_direction() {
    for (row, count) in [
        ("| F-2 | No bell | Bo blocked | 2027-01-18 |", "4 cells"),
        ("| F-2 | No bell | aft deck | Cem | blocked | |", "6 cells"),
        ("| F-2 | No bell | Cem | blocked", "4 cells"),
    ] {
        let tree =
            Tree::new().put("docs/en/gap-register.md", en(row)).put("docs/tr/gap-register.md", TR);
        let said = tree.run("check --fix --output-format concise");
        assert!(said.contains("uneven-row") && said.contains(count), "{said}");
        assert_eq!(tree.read("docs/tr/gap-register.md"), TR, "{row}");
        assert_eq!(tree.read("docs/en/gap-register.md"), en(row), "{row}");
    }
}

#[test]
fn a_table_whose_rows_are_all_short_has_a_habit() {
    let text = "# Ferry gaps\n\n| ID | Gap | Owner | Status | Notes |\n|---|---|---|---|---|\n\
                | F-1 | Ticket is blank | Ana | open |\n| F-2 | No bell | Bo | open |\n| F-3 | Lamp is dim | Bo | open |\n";
    let said = Tree::with(text).run("lint --output-format concise");
    assert!(!said.contains("uneven-row"), "{said}");
}

#[test]
fn a_row_from_a_table_with_one_column_more_is_read_by_the_look_of_its_cells() {
    let text = "# Ferry gaps\n\n| ID | Gap | Where | Owner | Closed on | Notes |\n|---|---|---|---|---|---|\n\
                | F-1 | Ticket is blank | `till.md` | Ana | 2026-10-02 | note 3 |\n\
                | F-2 | No bell | `deck.md` | Bo | 2026-09-14 | first one |\n\
                | F-3 | `--dim` is not named | `lamp.md` | Cem | open | 2027-01-10 | |\n";
    let said = Tree::with(text).run("list");
    assert!(said.contains("Cem") && !said.contains("`lamp.md`"), "{said}");
}
