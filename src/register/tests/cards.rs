//! Entries whose titles are no headings, with fields below.

use super::shapes::listed;
use super::*;

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

#[test]
fn paragraphs_that_are_titles_with_fields_below_are_entries() {
    let lists = "# Shelf backend gaps\n\n**[S-1] Holds are lost**\n- State: open\n- Severity: high\n\nSeen in May.\n\n\
                 **Labels are cut**\n- State: closed\n- Severity: low\n\n## Notes\n\n- **Owner:** Desk\n";
    insta::assert_snapshot!(shown(lists), @r#"
    S-1 |  | Holds are lost
      ID = "S-1"
      Status = "open"
      Severity = "high"
      Symptom = "Seen in May."
     |  | Labels are cut
      Status = "closed"
      Severity = "low"
    "#);
    let lines = "# Gaps\n\n**S-1 – Holds are lost**\\\nState: open | Owner: Mia\n\n**S-2 – Labels are cut**\nState: closed\n";
    insta::assert_snapshot!(shown(lines), @r#"
    S-1 |  | Holds are lost
      ID = "S-1"
      Status = "open"
      Owner = "Mia"
    S-2 |  | Labels are cut
      ID = "S-2"
      Status = "closed"
    "#);
    let bare = "Gap: Holds are lost\nID: S-01\nStatus: Open\n\nGap: Labels are cut\nID: S-02\nStatus: Fixed\n";
    insta::assert_snapshot!(shown(bare), @r#"
    S-01 |  | Holds are lost
      Gap = "Holds are lost"
      ID = "S-01"
      Status = "Open"
    S-02 |  | Labels are cut
      Gap = "Labels are cut"
      ID = "S-02"
      Status = "Fixed"
    "#);
}

#[test]
fn paragraphs_in_an_entry_are_parts_of_it() {
    let text = "# Gaps\n\n### S-1: Holds are lost\n\n**At the desk**\n- Status: Open\n\n**On the web**\n- Status: Open\n\n\
                ### Labels are cut\n\n- Owner: Mia\n\n**Tracking**\n- Status: Open\n\n**Details**\n- Impact: None.\n";
    assert_eq!(
        listed(text),
        "Headings Generic\nS-1 | Open | Holds are lost\n | Open | Labels are cut\n"
    );
}

#[test]
fn a_card_with_an_id_may_be_alone_below_its_heading() {
    let card = |id: u8| format!("**L-0{id} – Title {id}**\nStatus: open\nOwner: Jana\n\n");
    let text = format!("# Gaps\n\n## Login\n\n{}{}## Cart\n\n{}", card(1), card(2), card(3));
    let ids = |text: &str| {
        with_register(text, |register| {
            register
                .entries
                .iter()
                .filter_map(|it| register.id(it).map(str::to_owned))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(ids(&text), ["L-01", "L-02", "L-03"]);
}

#[test]
fn a_title_that_lost_its_marks_starts_an_entry_where_the_labels_below_are_those_of_the_others() {
    let card = |title: &str, state: &str| format!("{title}\n\n- State: {state}\n- Owner: Desk\n\n");
    let lines = |title: &str, state: &str| format!("{title}\nState: {state}\nOwner: Desk\n\n");
    for part in [&card as &dyn Fn(&str, &str) -> String, &lines] {
        for slip in
            ["Labels are cut", "**Labels are cut", "*Labels are cut*", "** Labels are cut**"]
        {
            let (first, last) =
                (part("**Holds are lost**", "open"), part("**Fines double**", "open"));
            let text = format!("# Known issues\n\n{first}{}{last}", part(slip, "fixed"));
            assert_eq!(
                listed(&text),
                "Checklist Generic\n | Open | Holds are lost\n | Fixed | Labels are cut\n | Open | Fines double\n",
                "{text}"
            );
        }
        // Words between the parts of an entry are its own.
        let text = format!(
            "# Known issues\n\n{}Seen in May.\n\n{}",
            part("**Holds are lost**", "open"),
            part("**Fines double**", "open"),
        );
        assert_eq!(
            listed(&text),
            "Checklist Generic\n | Open | Holds are lost\n | Open | Fines double\n"
        );
    }
}

#[test]
fn a_title_starts_an_entry_also_where_its_first_label_has_a_slip() {
    for (line, state) in [
        ("State open", "Open"),
        ("State = open", "Open"),
        ("State:open", "Open"),
        ("State; open", "Open"),
        ("State on the shelf", "–"),
        ("Satte: open", "–"),
        ("open", "–"),
    ] {
        for sign in ["- ", ""] {
            let card = |title: &str, line: &str| {
                let blank = if sign.is_empty() { "" } else { "\n" };
                format!("**{title}**\n{blank}{sign}{line}\n{sign}Owner: Desk\n\n")
            };
            let text = format!(
                "# Known issues\n\n{}{}{}",
                card("Holds are lost", "State: fixed"),
                card("Labels are cut", line),
                card("Fines double", "State: open"),
            );
            assert_eq!(
                listed(&text),
                format!(
                    "Checklist Generic\n | Fixed | Holds are lost\n | {state} | Labels are cut\n | Open | Fines double\n"
                ),
                "{text}"
            );
        }
    }
}

#[test]
fn a_title_needs_no_blank_line_above_it() {
    for sign in ["- ", ""] {
        let card = |title: &str| format!("**{title}**\n{sign}State: open\n{sign}Owner: Desk\n");
        let text = format!(
            "# Known issues\n\n{}\n{}{}",
            card("Holds are lost"),
            card("Labels are cut"),
            card("Fines double")
        );
        assert_eq!(
            listed(&text),
            "Checklist Generic\n | Open | Holds are lost\n | Open | Labels are cut\n | Open | Fines double\n",
            "{text}"
        );
    }
}

#[test]
fn what_melts_into_the_entry_above_it_is_not_read() {
    let text = "# Gaps\n\n- **Holds are lost**\n  - State: open\n  - Owner: Desk\n**Labels are cut**\n  - State: open\n\
                - **Fines double**\n  - State: open\n";
    with_register(text, |register| {
        let lines = register.unread.iter().map(|it| (register.text(it.span), it.why));
        assert_eq!(
            lines.collect::<Vec<_>>(),
            [("**Labels are cut**\n  - State: open", Refusal::NoTitle)]
        );
    });
}

#[test]
fn lines_that_start_with_an_id_which_no_entry_has_are_not_read() {
    let card =
        |id: &str| format!("**{id}** · high · @ana · open\n\nThe crane asks each second.\n\n");
    let text = format!(
        "# Debt log\n\n{}{}{}{}",
        card("D-1"),
        card("D-5"),
        card("D-2").replace("**D-2**", "**D-2"),
        card("D-3").trim_end().to_owned() + "\n" + &card("D-4")
    );
    with_register(&text, |register| {
        let lines: Vec<&str> = register.unread.iter().map(|it| register.text(it.span)).collect();
        assert_eq!(register.entries.len(), 3);
        assert_eq!(lines, ["**D-2 · high · @ana · open", "**D-4** · high · @ana · open"]);
    });
}
