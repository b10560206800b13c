//! Entries whose titles are no headings, with fields below.

use super::shapes::listed;

#[test]
fn a_summary_in_html_is_the_title_of_the_fields_below() {
    let part = |title: &str, state: &str| {
        format!(
            "<details>\n<summary>{title}</summary>\n\n- **Status:** {state}\n- **Owner:** Desk\n\n</details>\n\n"
        )
    };
    let text = format!(
        "# Known issues\n\n{}{}{}",
        part("<b>S-1</b> Holds are lost", "open"),
        part("<strong>S-2: Labels are cut</strong>", "fixed"),
        part("Fines are doubled", "open"),
    );
    assert_eq!(
        listed(&text),
        "Checklist Generic\nS-1 | Open | Holds are lost\nS-2 | Fixed | Labels are cut\n | Open | Fines are doubled\n"
    );
    // What is folded away in an entry is a part of it.
    let text =
        format!("# Gaps\n\n### S-1: Holds\n\n{}{}", part("Log", "open"), part("More", "open"));
    assert_eq!(listed(&text), "Headings Generic\nS-1 | Open | Holds\n");
}

#[test]
fn a_word_for_a_gap_and_its_number_are_the_title_of_the_lines_below() {
    for mark in ["**", "*", "_"] {
        let line = |label: &str, value: &str| format!("{mark}{label}:{mark} {value}\n");
        let card = |number: &str, what: &str, state: &str| {
            let lines = [line("What", what), line("Seen on", "2026-02-25"), line("State", state)];
            format!("**Gap {number}**\n\n{}\n", lines.concat())
        };
        let text = format!(
            "# Desk gaps\n\n{}{}",
            card("1", "Holds are lost", "fixed"),
            card("2", "Labels are cut", "open")
        );
        assert_eq!(
            listed(&text),
            "Checklist Generic\n1 | Fixed | Holds are lost\n2 | Open | Labels are cut\n"
        );
    }
    let text = "# Gaps\n\n**Gap 1** – Holds are lost\n- State: open\n\n**Gap 2** Labels are cut\n- State: fixed\n\n\
                **S-3** Fines are doubled\n- State: open\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\n1 | Open | Holds are lost\n2 | Fixed | Labels are cut\nS-3 | Open | Fines are doubled\n"
    );
}
