//! Tables of entries, some of which have a heading below that says more.

use super::*;

/// A line for each entry: its ID, its title, its fields and its other text; and how many parts the triage
/// table has.
fn entries(text: &str) -> String {
    with_register(text, |register| {
        let mut out = format!("{} tables sum up\n", register.triage.len());
        for entry in &register.entries {
            let id = register.id(entry).unwrap_or_default();
            write!(out, "{id} | {}", register.text(entry.title)).unwrap();
            for field in entry.fields.iter().filter(|field| field.key != Some(Key::Gap)) {
                let value = register.value(field);
                write!(out, " | {}: {value}", register.text(field.label)).unwrap();
            }
            let line = format!(" | {}", register.free_texts(entry).join(" ").trim());
            writeln!(out, "{}", line.trim_end()).unwrap();
        }
        out
    })
}

const TABLE: &str = "| ID | Gap | Status | Cost |\n|---|---|---|---|\n";

#[test]
fn a_heading_without_fields_is_the_detail_of_its_row() {
    let parts = |details: &str| {
        entries(&format!(
            "# Known gaps\n\n## Print\n\n{TABLE}| P-1 | No margin | Open | 300 |\n\
             | P-2 | No colour | Open | 20 |\n\n## Mail\n\n{TABLE}| M-1 | No bell | Open | 5 |\n\n\
             ## Details\n\n{details}"
        ))
    };
    insta::assert_snapshot!(parts("### P-1 No margin\n\nOn A3 only.\n\n### P-2 No colour\n\nNever.\n"), @"
    0 tables sum up
    P-1 | No margin | ID: P-1 | Status: Open | Cost: 300 | On A3 only.
    P-2 | No colour | ID: P-2 | Status: Open | Cost: 20 | Never.
    M-1 | No bell | ID: M-1 | Status: Open | Cost: 5 |
    ");
    insta::assert_snapshot!(parts("### M-1 No bell\n\nIt is mute.\n"), @"
    0 tables sum up
    P-1 | No margin | ID: P-1 | Status: Open | Cost: 300 |
    P-2 | No colour | ID: P-2 | Status: Open | Cost: 20 |
    M-1 | No bell | ID: M-1 | Status: Open | Cost: 5 | It is mute.
    ");
    // A field of its own makes the section the entry, to which its row adds.
    insta::assert_snapshot!(parts("### P-1 No margin\n\n- **Owner:** Jo\n"), @"
    0 tables sum up
    P-2 | No colour | ID: P-2 | Status: Open | Cost: 20 |
    M-1 | No bell | ID: M-1 | Status: Open | Cost: 5 |
    P-1 | No margin | Owner: Jo | Status: Open | Cost: 300 |
    ");
}

#[test]
fn a_table_whose_rows_are_written_out_below_sums_up() {
    let section = |id: &str| format!("### {id} No margin\n\n- **Owner:** Jo\n\n");
    let done = format!("## Done\n\n{TABLE}| P-3 | No frame | Fixed | 5 |\n");
    let text = format!(
        "# Known gaps\n\n## Open\n\n{TABLE}| P-1 | No margin | Open | 300 |\n\
         | P-2 | No colour | Open | 20 |\n\n{done}\n## Details\n\n{}{}",
        section("P-1"),
        section("P-2"),
    );
    insta::assert_snapshot!(entries(&text), @"
    2 tables sum up
    P-3 | No frame | ID: P-3 | Status: Fixed | Cost: 5 |
    P-1 | No margin | Owner: Jo | Status: Open |
    P-2 | No margin | Owner: Jo | Status: Open |
    ");
    let all = "### P-1 No margin\n\nOn A3.\n";
    let one = format!("# Known gaps\n\n{TABLE}| P-1 | No margin | Open | 300 |\n\n{all}");
    insta::assert_snapshot!(entries(&one), @"
    1 tables sum up
    P-1 | No margin | Status: Open | On A3.
    ");
}

#[test]
fn a_section_of_another_title_is_another_entry() {
    let text = format!(
        "# Known gaps\n\n{TABLE}| P-1 | No margin | Open | 300 |\n| P-2 | No colour | Open | 20 |\n\
         | P-3 | No frame | Open | 20 |\n\n### P-1 Toner is out\n\n- **Owner:** Jo\n"
    );
    with_register(&text, |register| {
        let ids: Vec<_> = register.entries.iter().map(|entry| register.id(entry)).collect();
        assert_eq!(ids, [Some("P-1"), Some("P-2"), Some("P-3"), Some("P-1")]);
    });
}
