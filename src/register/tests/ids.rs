//! Where the IDs of entries are found.

use super::shapes::listed;
use super::with_register;

#[test]
fn ids_are_read_with_any_marks_around_them() {
    let rows = [
        "**G-01**",
        "~~G-02~~",
        "`G-03`",
        "[G-04](#g-04)",
        "✅ G-05",
        "<a id=\"g-6\"></a>G-06",
        "**G-07** Login is slow",
    ];
    let rows: String = rows.map(|id| format!("| {id} | it fails |\n")).concat();
    insta::assert_snapshot!(listed(&format!("# Gaps\n\n| ID | Details |\n|---|---|\n{rows}")), @"
    Table Generic
    G-01 | – | it fails
    G-02 | Verified | it fails
    G-03 | – | it fails
    G-04 | – | it fails
    G-05 | Fixed | it fails
    G-06 | – | it fails
    G-07 | – | Login is slow
    ");
}

#[test]
fn an_id_may_be_the_text_of_a_link() {
    let text = "# Backend gaps\n\n* [S-1](https://x.org/S-1) **Holds are lost** on Mondays\n* [S-2](https://x.org/S-2) Labels are cut\n\
                * **[S-3](https://x.org/S-3)** – Fines are doubled\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\nS-1 | – | Holds are lost\nS-2 | – | Labels are cut\nS-3 | – | Fines are doubled\n"
    );
    let text = "# Backend gaps\n\n## [S-1](https://x.org/S-1) Holds are lost\n\n- Status: Open\n- Owner: Mia\n";
    assert_eq!(listed(text), "Headings Generic\nS-1 | Open | Holds are lost\n");
}

#[test]
fn ids_with_one_digit_are_known_by_their_sequence() {
    for (one, two) in [("S-1", "S-2"), ("S1", "S2")] {
        let text = format!(
            "# Gaps\n\n### {one} Holds are lost\n\nStatus: open\n\n### {two} Labels are cut\n\nStatus: closed\n"
        );
        assert_eq!(
            listed(&text),
            format!(
                "Headings Generic\n{one} | Open | Holds are lost\n{two} | Verified | Labels are cut\n"
            )
        );
    }
    // The order is not that of the numbers where sections are those of states, or others have two digits.
    let part = |id: &str| format!("### {id} Holds are lost\n\nOwner: Mia\n\n");
    let text =
        format!("# Gaps\n\n## Open\n\n{}{}## Closed\n\n{}", part("S-8"), part("S-9"), part("S-2"));
    assert_eq!(listed(&text).matches("\nS-").count(), 3);
    let text = format!("# Gaps\n\n{}{}{}", part("S-11"), part("S-12"), part("S-9"));
    assert_eq!(listed(&text).matches("\nS-").count(), 3);
    let text = format!("# Gaps\n\n{}{}", part("UTF-8"), part("UTF-8"));
    assert_eq!(listed(&text).matches("\n | – | UTF-8 ").count(), 2);
    // A letter may be behind the number.
    let text = format!("# Gaps\n\n{}{}{}{}", part("S-5a"), part("S-5b"), part("S-6"), part("S-7"));
    assert_eq!(listed(&text).matches("\nS-").count(), 4);
    let text = format!("# Gaps\n\n{}{}{}", part("S-5a"), part("S-5b"), part("S-6"));
    assert_eq!(listed(&text).matches("\nS-").count(), 3);
    // The first one counts.
    let text = format!("# Gaps\n\n{}", part("G-1"));
    assert!(listed(&text).contains("\nG-1 "), "{}", listed(&text));
    // Neither another lone one, nor those of decisions.
    let text = "# Gaps\n\n## HTTP-2 is refused\n\nStatus: open. Owner: Mia.\n\n## Labels are cut\n\nStatus: open. Owner: Mia.\n\n\
                ## Decisions\n\n### D-1 One desk\n\nStatus: accepted. Owner: Mia.\n\n### D-2 One till\n\nStatus: accepted. Owner: Ada.\n";
    assert_eq!(
        listed(text),
        "Headings Generic\n | Open | HTTP-2 is refused\n | Open | Labels are cut\n"
    );
}

#[test]
fn ids_in_parentheses_behind_titles_are_those_of_headings() {
    let text = "# Defects\n\n### Holds are lost (DEF-20)\n\nStatus: open\n\n### Labels are cut (DEF-21)\n\nStatus: closed\n";
    assert_eq!(
        listed(text),
        "Headings Generic\nDEF-20 | Open | Holds are lost\nDEF-21 | Verified | Labels are cut\n"
    );
    let twice = text.replace("DEF-21", "DEF-20");
    assert_eq!(
        listed(&twice),
        "Headings Generic\n | Open | Holds are lost (DEF-20)\n | Verified | Labels are cut (DEF-20)\n"
    );
}

#[test]
fn letters_and_a_number_with_a_blank_are_an_id() {
    let ids = |text: &str| {
        with_register(text, |register| {
            let all = register.entries.iter();
            let all = all.map(|it| {
                format!("{}: {}", register.id(it).unwrap_or("–"), register.text(it.title))
            });
            all.collect::<Vec<_>>().join(", ")
        })
    };
    let read = "GAP 7: Late, GAP 9: Lost";
    let fields = "\n\nStatus: open\nOwner: Ina\n\n";
    for text in [
        format!("# Pool\n\n## GAP 7: Late{fields}## GAP 9: Lost{fields}"),
        format!("# Pool\n\n## GAP 7 Late{fields}## GAP 9 Lost{fields}"),
        "# Gaps\n\n- GAP 7: Late\n- GAP 9: Lost\n".to_owned(),
        "# Pool\n\n| ID | Gap | Status |\n|---|---|---|\n| GAP 7 | Late | open |\n| GAP 9 | Lost | open |\n".to_owned(),
    ] {
        assert_eq!(ids(&text), read, "{text}");
    }
    let words = format!("# Pool\n\n## HTTP 404 is shown{fields}## HTTP 500 is shown{fields}");
    assert_eq!(ids(&words), "–: HTTP 404 is shown, –: HTTP 500 is shown");
}

#[test]
fn an_id_of_a_table_is_one_in_a_heading() {
    for ids in [["P1", "P2"], ["X1", "X2"], ["OP-3", "OP-7"]] {
        let [one, two] = ids;
        let text = format!(
            "# Missing\n\n| Nr. | Gap | Status |\n|---|---|---|\n| [{one}](#a) | Holds | open |\n\
             | {two} | Labels | closed |\n\n## {one} Holds are lost\n\nCalls `POST /holds`.\n\n\
             - [x] The form\n- [ ] The mail\n\n## {two} Labels are cut\n\nSeen on paper.\n"
        );
        assert_eq!(
            listed(&text),
            format!(
                "Headings Generic\n{one} | Open | Holds are lost\n{two} | Verified | Labels are cut\n"
            )
        );
        with_register(&text, |register| assert_eq!(register.triage.len(), 1, "{one}"));
    }
}

#[test]
fn levels_above_entries_are_no_ids() {
    let group = |level: &str| {
        format!("## {level} Urgent\n\n| Gap | Owner |\n|---|---|\n| Holds are lost | Mia |\n\n")
    };
    let legend = "| Code | Meaning |\n|---|---|\n| P1 | Now |\n| P2 | Soon |\n\n";
    let text = format!("# Gaps\n\n{legend}{}{}", group("P1"), group("P2"));
    assert!(!listed(&text).contains("Urgent"), "{}", listed(&text));
    // Where others count on behind the levels, all are IDs.
    let entry = |at: u8| format!("## P{at} Holds are lost\n\n- Owner: Mia\n- Status: open\n\n");
    let text = format!("# Gaps\n\n{}", (1..8).map(entry).collect::<String>());
    assert_eq!(listed(&text).matches("\nP").count(), 7, "{}", listed(&text));
}

#[test]
fn the_row_and_the_section_of_an_id_with_a_letter_are_one_entry() {
    let table = |ids: [&str; 3]| {
        let rows = ids.map(|id| format!("| {id} | Label {id} is cut | open | Mia |\n")).concat();
        let section = |id: &str| format!("\n## {id} Label {id} is cut\n\n**Seen by:** the desk\n");
        let sections = ids.map(section).concat();
        format!("# Gaps\n\n| No. | Label | Status | Owner |\n|---|---|---|---|\n{rows}{sections}")
    };
    for ids in [
        ["LB-8", "LB-9a", "LB-9b"],
        ["LB-8", "LB-9A", "LB-9B"],
        ["LB-08", "LB-09", "LB-09a"],
        ["LB8", "LB9a", "LB9b"],
        ["8a", "9a", "9b"],
        ["K8a", "K9a", "K9b"],
    ] {
        let read = listed(&table(ids));
        let want = ids.map(|id| format!("{id} | Open | Label {id} is cut\n")).concat();
        assert_eq!(read.split_once('\n').unwrap().1, want);
    }
}

#[test]
fn a_word_with_a_number_and_a_letter_in_a_heading_is_no_id() {
    let part = |title: &str| format!("## {title}\n\n- Status: open\n- Owner: Mia\n\n");
    let text = format!("# Gaps\n\n{}{}", part("K8s probes fail"), part("Labels are cut"));
    assert!(listed(&text).contains("| K8s probes fail\n"), "{}", listed(&text));
    // A table of something else lists no IDs of entries.
    let plan = "| Sprint | Team |\n|---|---|\n| 9a | Web |\n\n";
    let text = format!("# Gaps\n\n{plan}{}{}", part("9a probes fail"), part("Labels are cut"));
    assert!(listed(&text).contains("| 9a probes fail\n"), "{}", listed(&text));
}

#[test]
fn a_piece_of_a_program_in_code_is_no_id() {
    let entry = |at: usize| {
        format!(
            "## Import {at} fails\n\n- **Code:** `parseInt('{at}') || 50` is falsy\n- **Severity:** High\n\n"
        )
    };
    let text = format!("# Known bugs\n\n{}{}{}", entry(1), entry(2), entry(3));
    with_register(&text, |register| {
        assert!(register.entries.iter().all(|entry| entry.id.is_none()));
        assert_eq!(register.entries.len(), 3);
    });
}

#[test]
fn an_id_that_is_there_twice_leaves_the_others_theirs() {
    let section = |title: &str| format!("## {title}\n\n- **Status:** open\n- **Owner:** Mia\n\n");
    let text = |titles: [&str; 4]| format!("# Known gaps\n\n{}", titles.map(section).concat());
    let ids = |text: &str| {
        with_register(text, |register| register.ids().map(str::to_owned).collect::<Vec<_>>())
    };
    let titles =
        ["B-1 Lids are cut", "B-2 Bells are mute", "B-2 Seats are lost", "B-4 Doors stick"];
    assert_eq!(ids(&text(titles)), ["B-1", "B-2", "B-2", "B-4"]);
    let words = ["UTF-8 imports", "UTF-8 exports", "Lids are cut", "Bells are mute"];
    assert_eq!(ids(&text(words)), [""; 0]);
}
