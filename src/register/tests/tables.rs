//! Tables with rows that belong together, two header rows, and more cells than columns.

use super::*;

/// A line for each entry: name, area, title, and the values of known fields.
fn rows(text: &str) -> String {
    with_register(text, |register| {
        let mut out = String::new();
        for entry in &register.entries {
            let area: Vec<_> = entry.area.iter().map(|&step| register.text(step)).collect();
            let name = register.name(entry).unwrap_or_default();
            write!(out, "{name} | {} | {}", area.join("/"), register.text(entry.title)).unwrap();
            for key in [Key::Priority, Key::Status, Key::Owner] {
                let value = entry.field(key).map(|field| register.value(field));
                write!(out, " | {}", value.as_deref().unwrap_or("–")).unwrap();
            }
            out.push('\n');
        }
        out
    })
}

#[test]
fn a_row_with_one_cell_is_the_caption_of_those_below() {
    let text = "# Open gaps\n\n| Screen | Gap | Priority | Owner |\n|---|---|---|---|\n\
        | **Loans** | | | |\n| | Renewal is refused | P1 | Ana |\n| | The due date is lost | P2 | Can |\n\
        | **Holds** | | | |\n| | The queue is not shown | P2 | Eve |\n";
    insta::assert_snapshot!(rows(text), @"
    | Loans | Renewal is refused | P1 | – | Ana
    | Loans | The due date is lost | P2 | – | Can
    | Holds | The queue is not shown | P2 | – | Eve
    ");
}

#[test]
fn a_first_column_filled_once_holds_for_the_rows_below() {
    let text = "# Open gaps\n\n| Screen | Gap | Priority | Owner |\n|---|---|---|---|\n\
        | Loans | Renewal is refused | P1 | Ana |\n| | The due date is lost | P2 | Can |\n\
        | Holds | The queue is not shown | P2 | Eve |\n";
    insta::assert_snapshot!(rows(text), @"
    |  | Renewal is refused | P1 | – | Ana
    | Loans | The due date is lost | P2 | – | Can
    |  | The queue is not shown | P2 | – | Eve
    ");
    let levels = |last: &str| {
        rows(&format!(
            "# Open gaps\n\n| Priority | Gap | Owner |\n|---|---|---|\n\
             | P1 | Renewal is refused | Ana |\n| | The due date is lost | Can |\n\
             | {last} | The queue is not shown | Eve |\n"
        ))
    };
    insta::assert_snapshot!(levels("P2"), @"
    |  | Renewal is refused | P1 | – | Ana
    |  | The due date is lost | P1 | – | Can
    |  | The queue is not shown | P2 | – | Eve
    ");
    // A level that is named twice names no group: the cell between is empty.
    insta::assert_snapshot!(levels("P1"), @"
    |  | Renewal is refused | P1 | – | Ana
    |  | The due date is lost | – | – | Can
    |  | The queue is not shown | P1 | – | Eve
    ");
}

#[test]
fn a_second_header_row_names_the_columns() {
    let text = "# Open gaps\n\n| ID | Description | | Tracking | |\n|---|---|---|---|---|\n\
        | | Gap | Impact | Status | Owner |\n| G-1 | Renewal is refused | High | Open | Ana |\n\
        | G-2 | The due date is lost | Low | Fixed | Can |\n";
    insta::assert_snapshot!(rows(text), @"
    G-1 |  | Renewal is refused | – | Open | Ana
    G-2 |  | The due date is lost | – | Fixed | Can
    ");
}

#[test]
fn a_title_ends_at_the_first_line_of_its_cell() {
    let text = "# Open gaps\n\n| ID | Gap | Status |\n|---|---|---|\n\
        | G-1 | Renewal of `<a>` is refused<br>- only for guests<BR>- since May | Open |\n\
        | G-2 | **The due date is lost**<br/>after a renewal | Fixed |\n";
    insta::assert_snapshot!(rows(text), @"
    G-1 |  | Renewal of `<a>` is refused | – | Open | –
    G-2 |  | The due date is lost | – | Fixed | –
    ");
}
