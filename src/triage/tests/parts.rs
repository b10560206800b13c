//! A table that is split under captions.

use super::*;

const HEAD: &str = "| ID | Gap | Owner | Status |\n|---|---|---|---|\n";

/// A register with a triage section and an entry for each `ID number status owner`.
fn register(section: &str, entries: &[&str]) -> String {
    let section = section.replace("TABLE\n", HEAD);
    let mut text = format!("# R\n\n## Triage Summary\n\n{section}\n## Gaps\n");
    for entry in entries {
        let mut words = entry.split(", ");
        let mut next = || words.next().unwrap_or_default();
        let (id, number, status, owner) = (next(), next(), next(), next());
        let fields = [("ID", id), ("First Seen", next()), ("Status", status), ("Owner", owner)];
        text = format!("{text}\n### {number} Desk → Gap {id}\n\n");
        for (label, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            text = format!("{text}- **{label}:** {value}\n");
        }
    }
    text
}

/// The triage section as it is written.
fn section(section: &str, entries: &[&str]) -> String {
    let written = written("{}", &register(section, entries));
    let (_, rest) = written.split_once("## Triage Summary\n\n").unwrap();
    rest.split_once("\n## Gaps").unwrap().0.replace(HEAD, "TABLE\n")
}

#[test]
fn each_row_is_in_the_part_of_its_state() {
    let before = "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n| G-2 | Two | Web | Open |\n\n\
        ### Closed\n\nTABLE\n| G-3 | Three | Web | Verified |\n";
    let entries = [
        "G-1, 1.1, Open, Web",
        "G-2, 1.2, Verified, Web",
        "G-3, 1.3, Open, Ops",
        "G-4, 1.4, Open, Web",
    ];
    assert_eq!(
        section(before, &entries),
        "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n| G-3 | Three | Ops | Open |\n\
         | G-4 | Gap G-4 | Web | Open |\n\n\
         ### Closed\n\nTABLE\n| G-2 | Two | Web | Verified |\n"
    );
}

#[test]
fn captions_are_headings_bold_lines_and_summaries() {
    let table = |open: &str, closed: &str| {
        format!(
            "{open}TABLE\n| G-1 | One | Web | Open |\n\n{closed}TABLE\n| G-2 | Two | Web | Verified |\n"
        )
    };
    for (open, closed) in [
        ("### Open\n\n", "### Closed\n\n"),
        ("**Open**\n\n", "**Closed (1):**\n\n"),
        ("**Açık**\n\n", "**Kapalı**\n\n"),
        ("### Açıklar\n\n", "### Kapalılar\n\n"),
        ("Still open:\n\n", "Closed:\n\n"),
        ("", "<details>\n<summary>Closed</summary>\n\n"),
        ("### Open and in progress\n\n", "### Fixed & verified\n\n"),
    ] {
        let before = table(open, closed);
        let entries =
            ["G-1, 1.1, Open, Web", "G-2, 1.2, Verified, Web", "G-3, 1.3, In Progress, Web"];
        let new = "| G-3 | Gap G-3 | Web | In Progress |\n";
        let wanted = before.replacen("Open |\n", &format!("Open |\n{new}"), 1);
        assert_eq!(section(&before, &entries), wanted, "{open}");
    }
}

#[test]
fn parts_may_be_those_of_owners_quarters_or_both() {
    let teams = "### Team Web\n\nTABLE\n| G-1 | One | Web | Open |\n\n### Ops (on call)\n\nTABLE\n| G-2 | Two | Ops | Open |\n";
    let entries = [
        "G-1, 1.1, Open, Ops",
        "G-2, 1.2, Open, Ops",
        "G-3, 1.3, Open, Web",
        "G-4, 1.4, Open, Ops",
    ];
    // Most rows are where their owner is.
    let written = section(teams, &entries[1..]);
    assert!(written.contains("Web | Open |\n| G-3 | Gap G-3 | Web |"), "{written}");
    assert!(written.contains("Ops | Open |\n| G-4 | Gap G-4 | Ops |"), "{written}");

    let quarters = "### Q1 2026\n\nTABLE\n| G-1 | One | Web | Open |\n\n### Q2 2026\n\nTABLE\n| G-2 | Two | Web | Open |\n";
    let entries = [
        "G-1, 1.1, Open, Web, 2026-01-04",
        "G-2, 1.2, Open, Web, 2026-04-04",
        "G-3, 1.3, Open, Web, 2026-03-31",
    ];
    let written = section(quarters, &entries);
    assert!(written.contains("| G-1 | One | Web | Open |\n| G-3 |"), "{written}");

    let both = "### Web\n\n**Open**\n\nTABLE\n| G-1 | One | Web | Open |\n\n**Closed**\n\nTABLE\n\n\
        ### Ops\n\n**Open**\n\nTABLE\n| G-2 | Two | Ops | Open |\n\n**Closed**\n\nTABLE\n| G-3 | Three | Ops | Verified |\n";
    let entries = [
        "G-1, 1.1, Open, Web",
        "G-2, 1.2, Verified, Ops",
        "G-3, 1.3, Verified, Ops",
        "G-4, 1.4, Verified, Web",
    ];
    let written = section(both, &entries);
    assert!(
        written.contains("**Closed**\n\nTABLE\n| G-4 | Gap G-4 | Web | Verified |"),
        "{written}"
    );
    assert!(
        written.contains("**Closed**\n\nTABLE\n| G-2 | Two | Ops | Verified |\n| G-3 |"),
        "{written}"
    );
}

#[test]
fn a_fixed_entry_stays_where_the_team_puts_it() {
    let part = |open: &str, closed: &str| {
        format!("### Open\n\nTABLE\n{open}\n### Closed\n\nTABLE\n{closed}")
    };
    let (one, two) = ("| G-1 | One | Web | Fixed |\n", "| G-2 | Two | Web | Verified |\n");
    let entries = ["G-1, 1.1, Fixed, Web", "G-2, 1.2, Verified, Web"];
    for before in [part(one, two), part("", &format!("{one}{two}"))] {
        assert_eq!(section(&before, &entries), before);
    }
}

#[test]
fn a_text_that_has_no_column_there_keeps_its_row() {
    let before = "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n\n### Closed\n\n| ID | Status |\n|---|---|\n| G-2 | Verified |\n";
    // What the entry says moves; what only the table says does not.
    let own = before.replace("| One |", "| Gap G-1 |");
    let entries = ["G-1, 1.1, Verified, Web", "G-2, 1.2, Verified, Web"];
    let written = section(&own, &entries);
    assert!(written.ends_with("| G-1 | Verified |\n| G-2 | Verified |\n"), "{written}");
    let written = section(before, &entries);
    assert!(written.contains("| G-1 | One | Web | Verified |\n\n### Closed"), "{written}");
}

#[test]
fn other_tables_are_no_parts() {
    let table = |other: &str| {
        format!("TABLE\n| G-1 | One | Web | Open |\n| G-2 | Two | Web | Verified |\n\n{other}")
    };
    for other in [
        // Removed entries, another view, a history, states and levels.
        "### Archive\n\nTABLE\n| G-8 | Eight | Web | Verified |\n| G-9 | Nine | Web | Verified |\n",
        "### This week\n\nTABLE\n| G-1 | One | Web | Open |\n",
        "### Changelog\n\n| ID | Gap | Status |\n|---|---|---|\n| G-3 | Three | Verified |\n",
        "### Levels\n\n| Priority | SLA |\n|---|---|\n| P1 | 7d |\n",
    ] {
        let before = table(other);
        let entries = ["G-1, 1.1, Open, Web", "G-2, 1.2, Verified, Web", "G-3, 1.3, Verified, Web"];
        let wanted = table(other).replacen(
            "Verified |\n",
            "Verified |\n| G-3 | Gap G-3 | Web | Verified |\n",
            1,
        );
        assert_eq!(section(&before, &entries), wanted, "{other}");
    }
}

#[test]
fn what_nothing_decides_is_left_and_named() {
    let before = "### Batch one\n\nTABLE\n| G-1 | One | Web | Open |\n\n### Batch two\n\nTABLE\n| G-2 | Two | Web | Open |\n";
    let entries = ["G-1, 1.1, In Progress, Web", "G-2, 1.2, Open, Web", "G-3, 1.3, Open, Web"];
    let text = register(before, &entries);
    let outcome = with_input("{}", &text, TableOutcome::of);
    let TableOutcome::Rewritten(source, tally) = outcome else { panic!("{text}") };
    assert_eq!(source.text(), text.replace("| One | Web | Open", "| One | Web | In Progress"));
    let why = "G-3 gets no row: it is not clear to which of the parts of the table (`Batch one`, \
        `Batch two`) it belongs; add the row by hand";
    assert_eq!(tally.stuck, [why]);
}

#[test]
fn a_second_row_in_another_part_is_the_wrong_one_of_the_two() {
    let before = "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n| G-2 | Two | Web | Open |\n\n### Closed\n\nTABLE\n| G-2 | Two | Web | Verified |\n| G-3 | Three | Web | Verified |\n";
    let entries = ["G-1, 1.1, Open, Web", "G-2, 1.2, Verified, Web", "G-3, 1.3, Verified, Web"];
    let text = register(before, &entries);
    let (settings, source) = (settings("{}"), Source::new("gap-register.md", &*text));
    let register = Register::read(&source, settings.reading()).unwrap();
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    let input = TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage);
    let draft = TableDraft::of(input).unwrap();
    let [Drift::Repeated(row, first)] = draft.drifts() else { panic!("{:?}", draft.drifts()) };
    let closed = text.find("### Closed").unwrap() as u32;
    assert!(row.id.start < closed && first.start > closed);
}

#[test]
fn padded_parts_are_padded_each() {
    let before = "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n\n### Closed\n\nTABLE\n| G-2 | Two | Web | Open |\n";
    let entries = ["G-1, 1.1, Open, Web", "G-2, 1.2, Verified, Web"];
    let text = written("triage: { align: true }", &register(before, &entries));
    assert!(text.contains("| G-1 | One | Web   | Open   |"), "{text}");
    assert!(text.contains("| G-2 | Two | Web   | Verified |"), "{text}");
}

#[test]
fn captions_may_say_the_state_instead_of_a_column() {
    const BARE: &str = "| ID | Gap |\n|---|---|\n";
    let table = |open: &str, closed: &str| {
        format!("### Open\n\n{BARE}{open}\n### Closed\n\n{BARE}{closed}")
    };
    let entries = ["G-1, 1.1, Verified, Web", "G-2, 1.2, Verified, Web", "G-3, 1.3, Open, Web"];
    assert_eq!(
        section(&table("| G-1 | One |\n", "| G-2 | Two |\n"), &entries),
        table("| G-3 | Gap G-3 |\n", "| G-1 | One |\n| G-2 | Two |\n")
    );
}

#[test]
fn a_part_without_ids_is_refused_by_name() {
    let before = "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n\n### Closed\n\n| Gap | Owner | Status |\n|---|---|---|\n| Two | Web | Verified |\n";
    let text = register(before, &["G-1, 1.1, Open, Web", "G-2, 1.2, Verified, Web"]);
    let outcome = with_input("{}", &text, TableOutcome::of);
    let TableOutcome::Refused(why) = outcome else { panic!() };
    assert_eq!(why, TableRefusal::PartWithoutIds("Closed".to_owned()));
}

#[test]
fn a_table_that_follows_without_a_blank_line_is_refused() {
    let before = "**Open**\n\nTABLE\n| G-1 | One | Web | Open |\n**Closed**\nTABLE\n| G-2 | Two | Web | Verified |\n";
    let text = register(before, &["G-1, 1.1, Open, Web", "G-2, 1.2, Verified, Web"]);
    let outcome = with_input("{}", &text, TableOutcome::of);
    let TableOutcome::Refused(why) = outcome else { panic!() };
    assert_eq!(why, TableRefusal::Glued);
}

#[test]
fn a_state_beside_the_flow_is_open_or_closed() {
    let before = "### Open\n\nTABLE\n| G-1 | One | Web | Open |\n| G-2 | Two | Web | Open |\n\n\
        ### Closed\n\nTABLE\n| G-3 | Three | Web | Verified |\n";
    let entries = ["G-1, 1.1, Won't fix, Web", "G-2, 1.2, Blocked, Web", "G-3, 1.3, Verified, Web"];
    assert_eq!(
        section(before, &entries),
        "### Open\n\nTABLE\n| G-2 | Two | Web | Blocked |\n\n\
         ### Closed\n\nTABLE\n| G-1 | One | Web | Won't fix |\n| G-3 | Three | Web | Verified |\n"
    );
}
