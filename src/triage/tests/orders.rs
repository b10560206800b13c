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

#[test]
fn a_row_follows_an_id_that_was_changed_at_the_heading() {
    let entry = |id: &str, title: &str| format!("{id} — {title}\n\n- **Status:** Open");
    let entries = [entry("T-01", "Lamp flickers at night"), entry("T-40", "Belt slips")];
    let entries = entries.each_ref().map(String::as_str);
    let head = "| ID | Gap | Status |\n|---|---|---|\n| T-01 | Lamp flickers | Open |";
    let last = |row: &str| {
        let table = table("{}", &format!("{head}\n{row}"), &entries);
        table.lines().skip(3).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(last("| T-04 | Belt slips | Open |"), "| T-40 | Belt slips | Open |");
    assert_eq!(
        last("| [T-04](#t-04--belt-slips) | the belt | Open |"),
        "| [T-40](#t-40--belt-slips) | the belt | Open |"
    );
    // Another entry was removed, and this one is new.
    assert_eq!(
        last("| T-04 | Wheel squeaks | Open |"),
        "| T-04 | Wheel squeaks | Open |\n| T-40 | Belt slips | Open |"
    );
    // Which of the two it was is not known.
    assert_eq!(
        last("| T-04 | Belt slips | Open |\n| T-05 | Belt slips | Open |").lines().count(),
        3
    );
}

#[test]
fn the_id_in_a_new_row_is_a_link_where_the_others_are() {
    let entry = |id: &str, title: &str| format!("{id} — {title}\n\n- **Status:** Open");
    let entries = [entry("T-1", "Lamp is dark"), entry("T-2", "Belt slips"), entry("T-3", "Odd")];
    let entries = entries.each_ref().map(String::as_str);
    for (form, want) in [
        ("[T-1](#t-1--lamp-is-dark)", "[T-3](#t-3--odd)"),
        ("[T-1](https://t.example/T-1)", "[T-3](https://t.example/T-3)"),
        ("[T-1](#elsewhere)", "T-3"),
        ("T-1", "T-3"),
    ] {
        let second = form.replace("T-1", "T-2").replace("t-1--lamp-is-dark", "t-2--belt-slips");
        let before = format!("| ID | Status |\n|---|---|\n| {form} | Open |\n| {second} | Open |");
        let table = table("{}", &before, &entries);
        assert_eq!(table.lines().last().unwrap(), format!("| {want} | Open |"), "{form}");
    }
}
