//! Registers merged: what one side changed is taken, what both changed is a conflict of that place.

use std::path::Path;

use super::{Beyond, Markers, MergeInput, Precedence, Side, Three, Unmergeable, merge};
use crate::settings::Settings;

/// Nobody answers.
struct Alone {
    is_leading: bool,
}

impl Beyond for Alone {
    fn leading(&self, _: Side, _: &str) -> Option<Precedence> {
        None
    }

    fn is_leading(&self) -> bool {
        self.is_leading
    }

    fn used_ids(&self) -> Vec<String> {
        Vec::new()
    }
}

fn entry(number: usize, title: &str) -> String {
    format!(
        "### 1.{number} Loans → {title}\n\n- **ID:** G-00{number}\n- **First Seen:** 2026-02-0{number}\n\
         - **Status:** Open\n- **Priority:** P1\n- **Owner:** Desk\n- **SLA:** 7d\n\
         - **Symptom:** {title}.\n"
    )
}

fn row(number: usize, title: &str) -> String {
    format!("| G-00{number} | {title} | Desk | Open | call the desk |\n")
}

/// A register with entries of these titles.
fn register(titles: &[&str]) -> String {
    let all = || titles.iter().enumerate().map(|(at, title)| (at + 1, *title));
    let rows: String = all().map(|(number, title)| row(number, title)).collect();
    let entries: Vec<String> = all().map(|(number, title)| entry(number, title)).collect();
    format!(
        "# Gap register\n\nStatus flow: **Open → In Progress → Fixed → Verified**.\n\n## Triage\n\n\
         | ID | Gap | Owner | Status | Workaround |\n|---|---|---|---|---|\n{rows}\n\
         ## 1) Open gaps\n\n{}\n## 2) Notes\n\nKeep it short.\n",
        entries.join("\n---\n\n")
    )
}

fn two() -> String {
    register(&["Slip is blank", "Fine is doubled"])
}

/// The register with a text replaced in one entry.
fn with(text: &str, id: &str, from: &str, to: &str) -> String {
    let at = text.find(&format!("**ID:** {id}")).unwrap();
    format!("{}{}", &text[..at], text[at..].replacen(from, to, 1))
}

fn markers() -> Markers {
    Markers { size: 7, ours: "ours".to_owned(), theirs: "theirs".to_owned(), base: None }
}

/// The merged text, and how many conflicts it has.
fn merged_by(beyond: &Alone, base: &str, ours: &str, theirs: &str) -> (String, usize) {
    let settings = Settings::built_in(Path::new("/"));
    let texts = Three { base, ours, theirs };
    let input = MergeInput { path: "gap-register.md", texts, settings: &settings, beyond };
    let merged = merge(input).unwrap();
    (merged.text(&markers()), merged.conflicts())
}

fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
    merged_by(&Alone { is_leading: true }, base, ours, theirs)
}

fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let (text, conflicts) = merged(base, ours, theirs);
    assert_eq!(conflicts, 0, "{text}");
    text
}

/// The lines that one text has and the other has not, with `-` and `+`.
fn difference(old: &str, new: &str) -> Vec<String> {
    let [olds, news] = [old, new].map(|text| text.lines().collect::<Vec<_>>());
    let gone = olds.iter().filter(|line| !news.contains(line)).map(|line| format!("-{line}"));
    let come = news.iter().filter(|line| !olds.contains(line)).map(|line| format!("+{line}"));
    gone.chain(come).collect()
}

#[test]
fn two_fields_of_one_entry_are_both_taken() {
    let base = two();
    let ours = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Web");
    let theirs = with(&base, "G-001", "**Status:** Open", "**Status:** In Progress");
    let text = clean(&base, &ours, &theirs);
    assert_eq!(
        difference(&base, &text),
        [
            "-| G-001 | Slip is blank | Desk | Open | call the desk |",
            "+| G-001 | Slip is blank | Web | In Progress | call the desk |",
            "+- **Status:** In Progress",
            "+- **Owner:** Web",
        ]
    );
    assert_eq!(clean(&base, &theirs, &ours), text);
}

#[test]
fn a_contradiction_is_a_conflict_of_its_field() {
    let base = two();
    let ours = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Web");
    let theirs = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Data");
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, 1);
    let conflict = "<<<<<<< ours\n- **Owner:** Web\n=======\n- **Owner:** Data\n>>>>>>> theirs\n";
    assert!(text.contains(conflict), "{text}");
    assert!(text.contains("| G-001 | Slip is blank | Web |"), "{text}");
    let other = ["<<<<<<<", "=======", ">>>>>>>", "**Owner:** Data", "| G-001 |"];
    for line in difference(&ours, &text) {
        assert!(other.iter().any(|known| line.contains(known)), "{line}");
    }
}

#[test]
fn both_entries_stay_and_one_moves() {
    let base = two();
    let ours = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    let theirs = register(&["Slip is blank", "Fine is doubled", "Card is void"]);
    let (one, other) = (clean(&base, &ours, &theirs), clean(&base, &theirs, &ours));
    for text in [&one, &other] {
        assert!(text.contains("| G-003 | Card is void |"), "{text}");
        assert!(text.contains("| G-004 | Hold is lost |"), "{text}");
    }
    assert_eq!(one, other, "the order hangs on the side");
    assert!(one.contains("### 1.3 Loans → Card is void\n\n- **ID:** G-003\n"), "{one}");
    assert!(one.contains("### 1.4 Loans → Hold is lost\n\n- **ID:** G-004\n"), "{one}");
    assert_eq!(one.matches("\n---\n").count(), 3, "{one}");
    assert!(one.ends_with("Hold is lost.\n\n## 2) Notes\n\nKeep it short.\n"), "{one}");
}

#[test]
fn the_highest_id_stays_first_where_it_is() {
    let upside_down = |titles: &[(&str, &str)]| {
        let rows = titles.iter().map(|(id, title)| format!("| {id} | {title} | Open |\n"));
        format!("# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n{}", rows.collect::<String>())
    };
    let known = [("G-002", "Fine is doubled"), ("G-001", "Slip is blank")];
    let with = |new: &[(&'static str, &'static str)]| upside_down(&[new, &known].concat());
    let (hold, card) = (("G-003", "Hold is lost"), ("G-004", "Card is void"));
    let (base, ours, theirs) = (with(&[]), with(&[hold]), with(&[card]));
    assert_eq!(clean(&base, &ours, &theirs), with(&[card, hold]));
    assert_eq!(clean(&base, &theirs, &ours), with(&[card, hold]));
}

#[test]
fn phrases_that_two_people_use_make_no_entry_of_two() {
    let base = two();
    let phrase = |text: &str| {
        text.replacen("\n## 2)", "- **Admin Workaround:** Nothing but to wait for it.\n\n## 2)", 1)
    };
    let add = |title: &str| phrase(&register(&["Slip is blank", "Fine is doubled", title]));
    let text = clean(&base, &add("Card 21 is blank"), &add("Hold 21 is blank"));
    assert!(text.contains("Card 21 is blank.") && text.contains("Hold 21 is blank."), "{text}");
}

#[test]
fn an_entry_that_both_have_is_there_once() {
    let base = two();
    let ours = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    let theirs = with(&ours, "G-003", "**Status:** Open", "**Status:** In Progress");
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!((conflicts, text.matches("Hold is lost.").count()), (1, 1), "{text}");
}

#[test]
fn the_earlier_gap_keeps_its_id() {
    let base = two();
    let late = |text: &str| with(text, "G-003", "2026-02-03", "2026-02-09");
    let ours = late(&register(&["Slip is blank", "Fine is doubled", "Card is void"]));
    let theirs = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    assert!(clean(&base, &ours, &theirs).contains("| G-003 | Hold is lost |"));
}

#[test]
fn what_speaks_of_a_moved_entry_moves_along() {
    let base = two();
    let add = |title: &str| register(&["Slip is blank", "Fine is doubled", title]);
    let ours = add("Card is void");
    let theirs = add("Hold is lost")
        .replace("Keep it short.", "Keep it short. G-003 waits, see [it](#g-003).");
    let text = clean(&base, &ours, &theirs);
    assert!(text.contains("Keep it short. G-004 waits, see [it](#g-004)."), "{text}");
}

#[test]
fn an_id_that_a_text_names_is_given_to_no_moved_entry() {
    let base = two().replace("Keep it short.", "G-004 is in another file.");
    let add = |title: &str| {
        register(&["Slip is blank", "Fine is doubled", title])
            .replace("Keep it short.", "G-004 is in another file.")
    };
    let text = clean(&base, &add("Card is void"), &add("Hold is lost"));
    assert!(text.contains("- **ID:** G-005\n") && !text.contains("- **ID:** G-004\n"), "{text}");
}

#[test]
fn a_translation_that_cannot_ask_leaves_both_in_conflict() {
    let add = |title: &str| register(&["Slip is blank", "Fine is doubled", title]);
    let beyond = Alone { is_leading: false };
    let (text, conflicts) =
        merged_by(&beyond, &two(), &add("Kart geçersiz"), &add("Ayırtma kayıp"));
    assert_eq!(conflicts, 2, "{text}");
    for words in ["Kart geçersiz.", "Ayırtma kayıp."] {
        assert_eq!(text.matches(words).count(), 1, "{text}");
    }
}

#[test]
fn a_removed_entry_that_the_other_side_changed_is_a_conflict() {
    let base = two();
    let ours = register(&["Slip is blank"]);
    let theirs = with(&base, "G-002", "**Owner:** Desk", "**Owner:** Web");
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, 1, "{text}");
    assert!(text.contains("<<<<<<< ours\n=======\n### 1.2 Loans → Fine is doubled\n"), "{text}");
    // Left as it was, it goes, and its row with it.
    let theirs = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Web");
    let text = clean(&base, &ours, &theirs);
    assert!(!text.contains("G-002") && text.contains("| Web |"), "{text}");
}

#[test]
fn a_moved_entry_keeps_what_the_other_side_changed() {
    let base = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    let moved = {
        let start = base.find("### 1.3").unwrap();
        let end = base.find("## 2)").unwrap();
        let entry = base[start..end].trim_end().to_owned();
        let rest = format!("{}{}", base[..start].trim_end().trim_end_matches("---"), &base[end..]);
        rest.replace("Keep it short.\n", &format!("Keep it short.\n\n## 3) Closed\n\n{entry}\n"))
    };
    let theirs = with(&base, "G-003", "**Owner:** Desk", "**Owner:** Web");
    for text in [clean(&base, &moved, &theirs), clean(&base, &theirs, &moved)] {
        let closed = text.find("## 3) Closed").unwrap();
        assert_eq!(text.matches("Hold is lost.").count(), 1, "{text}");
        assert!(text[closed..].contains("**Owner:** Web"), "{text}");
    }
}

#[test]
fn texts_by_hand_merge_by_cell() {
    let base = two();
    let ours = base.replacen("call the desk", "write to the desk", 1);
    let theirs = with(&base, "G-001", "**Status:** Open", "**Status:** Fixed");
    let text = clean(&base, &ours, &theirs);
    assert!(text.contains("| Desk | Fixed | write to the desk |"), "{text}");
    let theirs = base.replacen("call the desk", "wait", 1);
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, 1);
    assert!(text.contains("write to the desk |\n=======\n"), "{text}");
}

#[test]
fn a_cell_that_one_side_wrote_by_hand_stays() {
    let base = two();
    let cell = |name: &str| base.replacen("| Slip is blank | Desk |", name, 1);
    let entry = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Till");
    let by_hand = cell("| Slip is blank | Vault |");
    for [ours, theirs] in [[&by_hand, &entry], [&entry, &by_hand]] {
        let text = clean(&base, ours, theirs);
        assert!(text.contains("| Slip is blank | Vault |"), "{text}");
        assert!(text.contains("**Owner:** Till"), "{text}");
    }
    // Another spelling of what the entry says is no value of its own.
    let spelled = cell("| Slip is blank | desk |");
    let text = clean(&base, &spelled, &entry);
    assert!(text.contains("| Slip is blank | Till |"), "{text}");
}

#[test]
fn prose_merges_by_lines() {
    let base = two().replace("Keep it short.", "One.\nTwo.\nThree.\nFour.");
    let ours = base.replace("One.", "1.");
    let theirs = base.replace("Four.", "4.");
    assert!(clean(&base, &ours, &theirs).contains("1.\nTwo.\nThree.\n4."));
    let (text, conflicts) = merged(&base, &ours, &base.replace("One.", "I."));
    assert_eq!(conflicts, 1);
    assert!(text.contains("<<<<<<< ours\n1.\n=======\nI.\n>>>>>>> theirs\nTwo."), "{text}");
}

#[test]
fn line_ends_are_those_of_the_receiving_side() {
    let base = two();
    let ours = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Web").replace('\n', "\r\n");
    let theirs = with(&base, "G-002", "**Owner:** Desk", "**Owner:** Data");
    let text = clean(&base, &ours, &theirs);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains("**Owner:** Web\r\n") && text.contains("**Owner:** Data\r\n"));
    let text = clean(&base, &theirs, &ours);
    assert!(!text.contains('\r') && text.contains("**Owner:** Web\n"));
}

#[test]
fn a_style_that_one_side_changed_is_no_contradiction() {
    let base = two();
    let ours = base.replace("- **", "* **");
    let theirs = with(&base, "G-001", "**Owner:** Desk", "**Owner:** Web");
    let text = clean(&base, &ours, &theirs);
    assert!(text.contains("* **Owner:** Web\n"), "{text}");
}

#[test]
fn nothing_changes_where_nothing_was_changed() {
    let base = two();
    let other = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    assert_eq!(clean(&base, &other, &other), other);
    assert_eq!(clean(&base, &other, &base), other);
    assert_eq!(clean(&base, &base, &other), other);
}

#[test]
fn both_may_add_the_file() {
    let ours = register(&["Slip is blank"]);
    let theirs = register(&["Fine is doubled"]);
    let (text, _) = merged("", &ours, &theirs);
    for words in ["Slip is blank.", "Fine is doubled."] {
        assert_eq!(text.matches(words).count(), 1, "{text}");
    }
    assert_eq!(text.matches("# Gap register").count(), 1, "{text}");
}

#[test]
fn what_is_no_register_is_refused() {
    let settings = Settings::built_in(Path::new("/"));
    let refusal = |base: &str, ours: &str, theirs: &str| {
        let beyond = Alone { is_leading: true };
        let texts = Three { base, ours, theirs };
        let input = MergeInput { path: "a.md", texts, settings: &settings, beyond: &beyond };
        merge(input).unwrap_err()
    };
    let (base, ours) = (two(), two().replace("Desk", "Web"));
    assert_eq!(refusal(&base, &ours, "Nothing.\n"), Unmergeable::NoRegister(Side::Theirs));
    let conflicted = format!("<<<<<<< a\n{base}=======\n{base}>>>>>>> b\n");
    assert_eq!(refusal(&conflicted, &ours, &base), Unmergeable::Conflicted(Side::Base));
}

#[test]
fn sections_that_both_added_get_numbers_of_their_own() {
    let base = "# Gaps\n\n## 1. Loans\n\n".to_owned() + &entry(1, "Slip is blank");
    let added = |section: &str, day: &str| {
        format!(
            "{base}\n## 2. {section}\n\n### 2.1 {section} → {section} are lost\n\n- **ID:** G-002\n\
             - **First Seen:** 2026-03-0{day}\n- **Status:** Open\n- **Priority:** P1\n\
             - **Symptom:** No {section} are shown; see [all](#2-{}).\n",
            section.to_lowercase()
        )
    };
    let (ours, theirs) = (added("Holds", "1"), added("Fines", "2"));
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let text = clean(&base, ours, theirs);
        let headings: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix('#'))
            .map(|l| l.trim_start_matches('#'))
            .collect();
        let numbers: Vec<&str> =
            headings.iter().filter_map(|heading| heading.split_whitespace().next()).collect();
        assert_eq!(numbers, ["Gaps", "1.", "1.1", "2.", "2.1", "3.", "3.1"], "{text}");
        let second = headings[5].trim().to_lowercase().replace(". ", "-");
        assert!(text.contains(&format!("](#{second})")), "{text}");
    }
    // The same section is there once.
    let more = ours.replace("G-002", "G-003").replace("Holds are lost", "A page is cut off");
    let text = clean(&base, &ours, &more.replace("No Holds are shown", "It ends after 20 lines"));
    assert_eq!(text.matches("## 2. Holds").count(), 1, "{text}");
    assert!(text.contains("### 2.2 Holds → A page is cut off"), "{text}");
}

#[test]
fn the_padding_of_a_table_is_no_change() {
    let padded = |rows: &[[&str; 3]]| {
        let all: Vec<[&str; 3]> =
            std::iter::once(["ID", "Gap", "Status"]).chain(rows.iter().copied()).collect();
        let width = |at: usize| all.iter().map(|row| row[at].len()).max().unwrap();
        let line = |row: &[&str; 3]| {
            let cell = |at: usize| format!("{:1$}", row[at], width(at));
            format!("| {} | {} | {} |\n", cell(0), cell(1), cell(2))
        };
        let rule = [0, 1, 2].map(|at| "-".repeat(width(at)));
        let rule = line(&rule.each_ref().map(String::as_str));
        let rows: String = all[1..].iter().map(line).collect();
        format!("# Gaps\n\n{}{rule}{rows}", line(&all[0]))
    };
    let first = ["G-001", "Slip is blank", "Open"];
    let wide = ["G-002", "Fines of more than one loan are doubled", "Open"];
    let long = ["G-003", "Holds are lost", "In Progress"];
    let base = padded(&[first]);
    let (ours, theirs) = (padded(&[first, wide]), padded(&[first, long]));
    assert_eq!(clean(&base, &ours, &theirs), padded(&[first, wide, long]));
    assert_eq!(clean(&base, &theirs, &ours), padded(&[first, wide, long]));
    let unpadded = ours.replace("  ", "");
    assert_eq!(clean(&base, &unpadded, &base), unpadded);
}

/// A register with a table of open rows and one of done ones, which has other columns.
fn two_tables(open: &[&str], done: &[&str]) -> String {
    let rows = |rows: &[&str]| rows.iter().flat_map(|row| [row, "\n"]).collect::<String>();
    format!(
        "# Gaps\n\n## Open\n\n| ID | Gap | Owner | Due | Effort |\n|---|---|---|---|---|\n{}\n## Done\n\n\
         | ID | Gap | Owner | Release |\n|---|---|---|---|\n{}",
        rows(open),
        rows(done)
    )
}

const SLIP: &str = "| K-1 | Slip is blank | Ada | 2026-03-01 | 2 |";
const FINE: &str = "| K-2 | Fine is doubled | Ben | 2026-04-01 | 3 |";
const HOLD: &str = "| K-3 | Hold is lost | Cem | 2026-05-01 | 5 |";
const CARD: &str = "| K-0 | Card is void | Ada | 3.1 |";

#[test]
fn a_row_in_another_table_keeps_what_the_other_side_changed() {
    let base = two_tables(&[SLIP, FINE, HOLD], &[CARD]);
    let moved = two_tables(&[SLIP, HOLD], &[CARD, "| K-2 | Fine is doubled | Ben | 3.2 |"]);
    let edited = base.replace("Fine is doubled | Ben", "Fines are doubled | Dana");
    let expected = two_tables(&[SLIP, HOLD], &[CARD, "| K-2 | Fines are doubled | Dana | 3.2 |"]);
    assert_eq!(clean(&base, &moved, &edited), expected);
    assert_eq!(clean(&base, &edited, &moved), expected);
}

#[test]
fn a_row_in_another_table_is_whole_on_both_sides_of_a_conflict() {
    let base = two_tables(&[SLIP, FINE, HOLD], &[CARD]);
    let moved = two_tables(&[SLIP, HOLD], &[CARD, "| K-2 | Fine is doubled | Ben | 3.2 |"]);
    // The other table has no place for the day.
    let later = base.replace("2026-04-01", "2026-06-01");
    for [ours, theirs] in [[&moved, &later], [&later, &moved]] {
        let (text, conflicts) = merged(&base, ours, theirs);
        assert_eq!(conflicts, 2, "{text}");
        assert_eq!(side_of(&text, true), *ours);
        assert_eq!(side_of(&text, false), *theirs);
    }
}

/// A text with conflicts as one of both sides has it.
fn side_of(text: &str, is_ours: bool) -> String {
    let (mut out, mut place) = (String::new(), None);
    for line in text.lines() {
        match line.get(..7) {
            Some("<<<<<<<") => place = Some(true),
            Some("=======") => place = Some(false),
            Some(">>>>>>>") => place = None,
            _ if place.is_none_or(|place| place == is_ours) => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

#[test]
fn rows_that_both_sides_moved_to_another_table_are_there_once() {
    let base = two_tables(&[SLIP, FINE, HOLD], &[CARD]);
    let (fine, hold) =
        ("| K-2 | Fine is doubled | Ben | 3.2 |", "| K-3 | Hold is lost | Cem | 3.2 |");
    let ours = two_tables(&[SLIP, HOLD], &[fine, CARD]);
    let theirs = two_tables(&[SLIP, FINE], &[hold, CARD]);
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let text = clean(&base, ours, theirs);
        let rows = |from: &str| text[text.find(from).unwrap()..].lines().skip(4).count();
        assert_eq!((rows("## Open"), rows("## Done")), (9, 3), "{text}");
        assert!(text.starts_with(&two_tables(&[SLIP], &[])), "{text}");
    }
}

#[test]
fn an_item_below_another_heading_is_whole_on_both_sides_of_a_conflict() {
    let lists = |open: &[&str], done: &[&str], late: &[&str]| {
        let list =
            |items: &[&str]| items.iter().flat_map(|item| ["- ", item, "\n"]).collect::<String>();
        format!(
            "# Gaps\n\n## Open\n\n{}\n## Done\n\n{}\n## Deferred\n\n{}",
            list(open),
            list(done),
            list(late)
        )
    };
    let [slip, fine, hold, card] = [
        "**K-1** Slip is blank (owner: Ada)",
        "**K-2** Fine is doubled (owner: Ben)",
        "**K-3** Hold is lost (owner: Cem)",
        "**K-0** Card is void (owner: Ada)",
    ];
    let base = lists(&[slip, fine], &[card], &[hold]);
    let ours = lists(&[slip], &[card, "**K-2** Fine is doubled (owner: Dana)"], &[hold]);
    let theirs = lists(&[slip], &[card], &[hold, "**K-2** Fine is doubled (owner: Eli)"]);
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, 2, "{text}");
    assert_eq!([side_of(&text, true), side_of(&text, false)], [ours, theirs]);
    // Both moved it, and changed nothing in it.
    let ours = lists(&[slip], &[card, fine], &[hold]);
    let theirs = lists(&[slip], &[card], &[hold, fine]);
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, 2, "{text}");
    assert_eq!([side_of(&text, true), side_of(&text, false)], [ours, theirs]);
}

#[test]
fn cells_of_a_row_merge_where_one_was_empty() {
    let base = two_tables(&["| K-1 | Slip is blank | | 2026-03-01 | |", HOLD], &[CARD]);
    let ours = base.replace("blank | |", "blank | Ada |");
    let theirs = base.replace("2026-03-01 | |", "2026-04-01 | 2 |");
    let expected = two_tables(&["| K-1 | Slip is blank | Ada | 2026-04-01 | 2 |", HOLD], &[CARD]);
    assert_eq!(clean(&base, &ours, &theirs), expected);
    assert_eq!(clean(&base, &theirs, &ours), expected);
    let both = base.replace("blank | |", "blank | Ben |");
    assert_eq!(merged(&base, &ours, &both).1, 1);
}

#[test]
fn an_item_moved_to_another_part_with_a_state_of_its_own_is_whole_on_both_sides() {
    let text = |open: &str, done: &str| {
        format!(
            "# Gaps\n\n## Open\n\n- **K-1: Slip is blank.** Owner: Ada.\n{open}- **K-3: Hold is lost.** Owner: Cem.\n\n\
             ## Done\n\n{done}- **K-4: Card is void.** Owner: Ada.\n"
        )
    };
    let item = "- **K-2: Fine is doubled.** Owner: Ben.\n";
    let base = text(item, "");
    let moved = text("", &item.replace("Owner", "Fixed in 3.2. Owner"));
    let edited = base.replace("Ben", "Dana");
    for [ours, theirs] in [[&moved, &edited], [&edited, &moved]] {
        let (text, conflicts) = merged(&base, ours, theirs);
        assert!(conflicts > 0, "{text}");
        assert_eq!(side_of(&text, true), *ours);
        assert_eq!(side_of(&text, false), *theirs);
    }
}

/// A text without the last column of its table.
fn without_last_column(text: &str) -> String {
    let line = |line: &str| {
        let cut = line.strip_suffix('|').filter(|_| line.starts_with('|'));
        let cut = cut.and_then(|line| line.rsplit_once('|'));
        cut.map_or_else(|| line.to_owned(), |(kept, _)| format!("{kept}|"))
    };
    text.lines().map(|own| line(own) + "\n").collect()
}

/// Checks that a text of one side is in the result or in a conflict, whichever side merges the other.
fn assert_kept(base: &str, one: &str, other: &str, texts: &[&str], conflicts: usize) {
    for [ours, theirs] in [[one, other], [other, one]] {
        let (text, found) = merged(base, ours, theirs);
        assert_eq!(found, conflicts, "{text}");
        for own in texts {
            assert!(text.contains(own), "{own}: {text}");
        }
    }
}

#[test]
fn a_text_in_a_column_that_the_other_side_removed_is_a_conflict_of_its_row() {
    let base = two();
    let edited = base.replacen("call the desk", "print it again", 1);
    assert_kept(&base, &without_last_column(&base), &edited, &["print it again"], 1);
    let own = base.replace("Workaround", "Mood");
    let edited = own.replacen("call the desk", "print it again", 1);
    assert_kept(&own, &without_last_column(&own), &edited, &["print it again"], 1);
    // What follows the entry is in the entry.
    let owner =
        without_last_column(&base.replace("Workaround", "SLA").replace("call the desk", "7d"));
    let base = base.replace("Workaround", "SLA").replace("call the desk", "7d");
    let edited = with(&base, "G-001", "7d", "9d").replacen("Open | 7d", "Open | 9d", 1);
    assert_kept(&base, &owner, &edited, &["**SLA:** 9d"], 0);
}

#[test]
fn a_new_row_with_a_text_in_a_column_that_the_other_side_removed_is_a_conflict() {
    let base = two();
    let added = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    let edited = added.replace(
        "Hold is lost | Desk | Open | call the desk",
        "Hold is lost | Desk | Open | note it",
    );
    assert_kept(&base, &without_last_column(&base), &edited, &["note it", "**ID:** G-003"], 1);
    let empty = added
        .replace("Hold is lost | Desk | Open | call the desk", "Hold is lost | Desk | Open | ");
    assert_kept(
        &base,
        &without_last_column(&base),
        &empty,
        &["| G-003 | Hold is lost | Desk | Open |"],
        0,
    );
}

#[test]
fn a_cell_is_merged_in_a_column_that_the_other_side_renamed() {
    let base = two();
    let renamed = base.replace("Workaround", "Until then");
    let edited = base.replacen("call the desk", "print it again", 1);
    assert_kept(&base, &renamed, &edited, &["| Until then |", "Open | print it again |"], 0);
    // With another column in front, and with a header that means a field.
    let moved = |text: &str| text.replace("| ID | Gap | Owner |", "| ID | Gap | Assignee |");
    assert_kept(
        &base,
        &moved(&renamed),
        &edited,
        &["Assignee | Status | Until then |", "print it again"],
        0,
    );
    // Both renamed it.
    let other = edited.replace("Workaround", "For now");
    assert_kept(&base, &renamed, &other, &["Until then", "For now", "Open | print it again |"], 1);
}

#[test]
fn columns_with_one_name_are_different_columns() {
    let base = two().replace("| Status | Workaround |", "| Notes | Notes |");
    let edited = base.replacen("call the desk", "print it again", 1);
    let other = base.replacen(
        "G-002 | Fine is doubled | Desk | Open",
        "G-002 | Fine is doubled | Desk | seen",
        1,
    );
    assert_kept(
        &base,
        &edited,
        &other,
        &["| Open | print it again |", "| seen | call the desk |"],
        0,
    );
}

#[test]
fn a_cell_of_a_row_that_the_other_side_moved_to_a_new_table_is_merged() {
    let base = register(&["Slip is blank", "Fine is doubled", "Hold is lost"]);
    let head = "| ID | Gap | Owner | Status | Workaround |\n|---|---|---|---|---|\n";
    let fine = "| G-002 | Fine is doubled | Desk | Open | call the desk |\n";
    let moved = base.replacen(fine, "", 1).replacen(head, &format!("### Now\n\n{head}"), 1);
    let moved = moved.replacen("\n## 1)", &format!("\n### Done\n\n{head}{fine}\n## 1)"), 1);
    let edited = base.replacen(fine, "| G-002 | Fine is doubled | Desk | Open | pay 4711 |\n", 1);
    assert_kept(&base, &moved, &edited, &["pay 4711"], 0);
    for [ours, theirs] in [[&moved, &edited], [&edited, &moved]] {
        assert_eq!(
            clean(&base, ours, theirs),
            moved.replace(fine, "| G-002 | Fine is doubled | Desk | Open | pay 4711 |\n")
        );
    }
    // A table of two becomes one.
    let edited = moved.replacen(fine, "| G-002 | Fine is doubled | Desk | Open | pay 4711 |\n", 1);
    for [ours, theirs] in [[&base, &edited], [&edited, &base]] {
        let (text, _) = merged(&moved, ours, theirs);
        assert!(text.contains("pay 4711"), "{text}");
    }
}
