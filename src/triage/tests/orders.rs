//! Tables that have an order of their own.

use super::*;

/// The numbers of the rows that are written, of a table with rows of some entries, in this order.
fn rows(config: &str, tracked: &[usize], entries: &[usize]) -> String {
    let head = "| ID | Gap | Severity |\n|---|---|---|\n";
    let row = |number: &usize| format!("| T-{number:02} | lamp {number} | Low |");
    let before = head.to_owned() + &tracked.iter().map(row).collect::<Vec<_>>().join("\n");
    let entry = |number: &usize| {
        format!("T-{number:02} — lamp {number}\n\n- **Severity:** Low\n- **Status:** Open")
    };
    let entries: Vec<String> = entries.iter().map(entry).collect();
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let table = table(config, &before, &entries);
    let id = |line: &str| Some(line.strip_prefix("| T-")?[..2].to_owned());
    table.lines().filter_map(id).collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_that_are_sorted_by_hand_stay_and_new_ones_get_a_place() {
    let entries = [4, 2, 8, 6, 1, 7, 5, 3];
    for (what, tracked, want) in [
        ("by ID, one row at the top", &[7, 1, 2, 3, 4, 5, 6, 8][..], "07 01 02 03 04 05 06 08"),
        ("and an entry is new", &[7, 1, 2, 3, 5, 6, 8], "07 01 02 03 04 05 06 08"),
        ("by hand", &[3, 6, 8, 7, 1, 2, 5], "03 06 08 07 01 02 05 04"),
        ("by ID", &[1, 2, 3, 5, 6, 7, 8], "01 02 03 04 05 06 07 08"),
        ("like the entries", &[4, 2, 8, 1, 7, 5, 3], "04 02 08 06 01 07 05 03"),
        ("like the entries, but for one", &[4, 8, 6, 1, 7, 5, 3, 2], "04 02 08 06 01 07 05 03"),
    ] {
        assert_eq!(rows("{}", tracked, &entries), want, "{what}");
    }
    let order = "triage: { order: [ID] }";
    assert_eq!(rows(order, &[3, 6, 8, 7, 1, 2, 5], &entries), "01 02 03 04 05 06 07 08");
}

#[test]
fn an_id_that_was_renamed_moves_no_row() {
    let entries = [4, 2, 18, 6, 1, 7, 5, 3];
    assert_eq!(rows("{}", &[1, 2, 3, 4, 5, 6, 7, 18], &entries), "01 02 03 04 05 06 07 18");
    let entries = [4, 2, 8, 6, 1, 7, 5, 13];
    assert_eq!(rows("{}", &[1, 2, 13, 4, 5, 6, 7, 8], &entries), "01 02 13 04 05 06 07 08");
}
