//! What becomes of entries from one revision to the next, and their timelines.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use insta::assert_snapshot;

use super::*;
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::text::Source;
use crate::vocabulary::Key;

/// An entry in a line: `G-1 Title | Open | symptom | first seen | page`.
fn register(entries: &[&str]) -> String {
    let mut text = String::from("# Backend Gap Register\n");
    for (at, entry) in entries.iter().enumerate() {
        let parts: Vec<&str> = entry.split(" | ").collect();
        let (id, title) = parts[0].split_once(' ').unwrap();
        let _ = write!(text, "\n### 1.{} Loans → Desk → {title}\n\n", at + 1);
        let labels = ["Status", "Symptom", "First RegisterSnapshot", "Source page"];
        let fields =
            std::iter::once(("ID", id)).chain(labels.into_iter().zip(parts[1..].iter().copied()));
        for (label, value) in fields.filter(|(_, value)| *value != "-") {
            let _ = writeln!(text, "- **{label}:** {value}");
        }
    }
    text
}

fn snapshot(entries: &[&str]) -> RegisterSnapshot {
    let settings = Settings::built_in(Path::new("/"));
    let source = Source::new("gap-register.md", register(entries));
    RegisterSnapshot::of(&Register::read(&source, settings.reading()).unwrap())
}

fn pair(old: &[&str], new: &[&str]) -> SnapshotPair {
    SnapshotPair::of(snapshot(old), snapshot(new))
}

/// `ID Title ⇒ ID Title, in place of Title`, a line for each transition.
fn lines(transitions: &[Transition]) -> String {
    let name = |entry: &Option<Arc<EntrySnapshot>>| {
        entry.as_ref().map_or("nothing".to_owned(), |entry| {
            format!("{} {}", entry.id.as_deref().unwrap_or("-"), entry.title)
        })
    };
    let line = |own: &Transition| {
        let displaced =
            own.displaced.as_ref().map(|owner| format!(", in place of {}", owner.title));
        format!("{} ⇒ {}{}", name(&own.before), name(&own.after), displaced.unwrap_or_default())
    };
    transitions.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn between(old: &[&str], new: &[&str]) -> String {
    lines(&transitions(&[pair(old, new)])[0])
}

const OLD: [&str; 3] = [
    "G-1 Renewal is lost | Open | A renewed loan is due on the old day. | 2026-01-04 | /docs/en/a.md",
    "G-2 Hold list is empty | Fixed | The list of holds shows nothing at all. | 2026-01-05 | /docs/en/a.md",
    "G-3 Fine is doubled | Open | A fine shows twice on the slip of a reader. | 2026-01-06 | /docs/en/b.md",
];

#[test]
fn entries_are_matched_by_their_text_and_then_by_their_ids() {
    assert_snapshot!(between(&OLD, &OLD), @"
    G-1 Renewal is lost ⇒ G-1 Renewal is lost
    G-2 Hold list is empty ⇒ G-2 Hold list is empty
    G-3 Fine is doubled ⇒ G-3 Fine is doubled
    ");
    // A new entry in front of them, and all of them renumbered.
    let new = [
        "G-1 Receipt is blank | Open | The printer gives an empty strip. | 2026-03-01 | /docs/en/c.md",
        &OLD[0].replace("G-1", "G-2"),
        &OLD[1].replace("G-2", "G-3"),
        &OLD[2].replace("G-3", "G-4"),
    ];
    assert_snapshot!(between(&OLD, &new), @"
    nothing ⇒ G-1 Receipt is blank, in place of Renewal is lost
    G-1 Renewal is lost ⇒ G-2 Renewal is lost, in place of Hold list is empty
    G-2 Hold list is empty ⇒ G-3 Hold list is empty, in place of Fine is doubled
    G-3 Fine is doubled ⇒ G-4 Fine is doubled
    ");
    // Other words on the same day.
    let new = [
        OLD[0],
        OLD[1],
        "G-3 Charges appear two times | Open | Slips list each charge again. | 2026-01-06 | /docs/en/b.md",
    ];
    assert_snapshot!(between(&OLD, &new), @"
    G-1 Renewal is lost ⇒ G-1 Renewal is lost
    G-2 Hold list is empty ⇒ G-2 Hold list is empty
    G-3 Fine is doubled ⇒ G-3 Charges appear two times
    ");
    // Another entry with the same ID.
    let new = [
        OLD[0],
        OLD[1],
        "G-3 Opening hours are wrong | Open | Sunday is said to be open. | 2026-03-06 | /docs/en/c.md",
    ];
    assert_snapshot!(between(&OLD, &new), @"
    G-1 Renewal is lost ⇒ G-1 Renewal is lost
    G-2 Hold list is empty ⇒ G-2 Hold list is empty
    nothing ⇒ G-3 Opening hours are wrong, in place of Fine is doubled
    G-3 Fine is doubled ⇒ nothing
    ");
    // Entries without IDs get IDs, and one title is corrected.
    let old = OLD.map(|entry| format!("- {}", &entry[4..]));
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let corrected = OLD[2].replace("Fine is doubled", "A fine counts twice");
    assert_snapshot!(between(&old, &[OLD[0], OLD[1], &corrected]), @"
    - Renewal is lost ⇒ G-1 Renewal is lost
    - Hold list is empty ⇒ G-2 Hold list is empty
    - Fine is doubled ⇒ G-3 A fine counts twice
    ");
    // One removed, one added.
    assert_snapshot!(between(&OLD[..2], &OLD[1..]), @"
    G-2 Hold list is empty ⇒ G-2 Hold list is empty
    nothing ⇒ G-3 Fine is doubled
    G-1 Renewal is lost ⇒ nothing
    ");
}

#[test]
fn an_entry_may_move_to_another_register_of_its_language() {
    let pair = |language: &str, old: &[&str], new: &[&str]| SnapshotPair {
        language: language.to_owned(),
        ..pair(old, new)
    };
    let registers =
        [pair("en", &OLD, &OLD[..2]), pair("en", &[], &OLD[2..]), pair("tr", &OLD, &OLD[..2])];
    let of_registers = transitions(&registers);
    assert_snapshot!(of_registers.iter().map(|own| lines(own)).collect::<Vec<_>>().join("\n\n"), @"
    G-1 Renewal is lost ⇒ G-1 Renewal is lost
    G-2 Hold list is empty ⇒ G-2 Hold list is empty

    G-3 Fine is doubled ⇒ G-3 Fine is doubled

    G-1 Renewal is lost ⇒ G-1 Renewal is lost
    G-2 Hold list is empty ⇒ G-2 Hold list is empty
    G-3 Fine is doubled ⇒ nothing
    ");
}

#[test]
fn changes_are_listed_by_field() {
    let settings = Settings::built_in(Path::new("/"));
    let new = [
        "G-1 Renewal is lost | In Progress | A renewed loan is due on the old day. | 2026-01-04 | /docs/en/a.md",
        "G-2 Hold list is empty at noon | Verified | The list of holds shows nothing. | 2026-01-05 | -",
        "G-4 Receipt is blank | Open | The printer gives an empty strip. | 2026-03-01 | /docs/en/c.md",
    ];
    let source = Source::new("gap-register.md", register(&new));
    let register = Register::read(&source, settings.reading()).unwrap();
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    let pair = SnapshotPair::of(snapshot(&OLD), RegisterSnapshot::of(&register));
    let transitions = transitions(&[pair]);
    let mut lines = String::new();
    for change in transitions[0].iter().filter_map(|own| own.change(&policy, &settings.vocabulary))
    {
        let _ = writeln!(lines, "{:?} {}", change.kind, change.snapshot.name);
        for FieldChange { field, before, after } in change.fields {
            let _ = writeln!(lines, "  {field}: {before:?} → {after:?}");
        }
    }
    assert_snapshot!(lines, @r#"
    Moved G-1
      Status: Some("Open") → Some("In Progress")
    Closed G-2
      Title: Some("Hold list is empty") → Some("Hold list is empty at noon")
      Status: Some("Fixed") → Some("Verified")
      Symptom: Some("The list of holds shows nothing at all.") → Some("The list of holds shows nothing.")
      Source page: Some("/docs/en/a.md") → None
    Added G-4
    Removed G-3
    "#);
}

/// The revisions of a register as `(commit, parents, entries)`; the timelines as `commit: ID status`.
fn timelines(history: &[(&str, &[usize], &[&str])]) -> String {
    let revisions = history.iter().enumerate().map(|(at, (commit, parents, _))| Revision {
        commit: Some((*commit).to_owned()),
        day: format!("2026-01-{:02}", at + 1).parse().unwrap(),
        author: String::new(),
        subject: String::new(),
        parents: parents.to_vec(),
    });
    let timelines = Timelines::through(revisions.collect(), |at| {
        let snapshot = Some(Arc::new(snapshot(history[at].2)));
        vec![RegisterRevision { path: "gap-register.md".into(), snapshot }]
    });
    let line = |last: usize| {
        let timeline = timelines.timeline(last);
        let steps = timeline.steps().map(|(revision, step)| {
            let commit = revision.commit.as_deref().unwrap_or_default();
            let id = step.snapshot.id.as_deref().unwrap_or("-");
            let status = step.snapshot.value(Key::Status).unwrap_or("-");
            if step.is_end { format!("{commit}: gone") } else { format!("{commit}: {id} {status}") }
        });
        steps.collect::<Vec<_>>().join(", ")
    };
    let last = timelines.of_register("gap-register.md").iter().copied();
    last.chain(timelines.ended()).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_step_belongs_to_the_commit_that_made_it_and_not_to_the_merge() {
    let [renewal, hold, fine] = OLD;
    let fixed = |entry: &str| entry.replace("| Open |", "| Fixed |");
    let (renewal_fixed, fine_fixed) = (fixed(renewal), fixed(fine));
    let history: [(&str, &[usize], &[&str]); 6] = [
        ("first", &[], &[renewal, hold]),
        ("side", &[0], &[&renewal_fixed, hold, fine]),
        ("main", &[0], &[renewal, &hold.replace("G-2", "G-9")]),
        ("merge", &[2, 1], &[&renewal_fixed, &hold.replace("G-2", "G-9"), fine]),
        ("later", &[3], &[&renewal_fixed, &hold.replace("G-2", "G-9"), &fine_fixed]),
        ("same", &[4], &[&renewal_fixed, &hold.replace("G-2", "G-9"), &fine_fixed]),
    ];
    assert_snapshot!(timelines(&history), @"
    first: G-1 Open, side: G-1 Fixed
    first: G-2 Fixed, main: G-9 Fixed
    side: G-3 Open, later: G-3 Fixed
    ");
}

#[test]
fn a_step_of_both_branches_belongs_to_the_earlier_one_and_a_merge_has_its_own_steps() {
    let [renewal, hold, fine] = OLD;
    let state = |entry: &str, state: &str| entry.replace("| Open |", &format!("| {state} |"));
    let history: [(&str, &[usize], &[&str]); 4] = [
        ("first", &[], &[renewal, fine, hold]),
        ("side", &[0], &[&state(renewal, "Fixed"), &state(fine, "In Progress")]),
        ("main", &[0], &[&state(renewal, "Fixed"), fine, hold]),
        ("merge", &[2, 1], &[&state(renewal, "Fixed"), &state(fine, "Verified")]),
    ];
    assert_snapshot!(timelines(&history), @"
    first: G-1 Open, side: G-1 Fixed
    first: G-3 Open, side: G-3 In Progress, merge: G-3 Verified
    first: G-2 Fixed, side: gone
    ");
}

#[test]
fn an_entry_that_was_removed_and_came_back_has_one_timeline() {
    let [renewal, hold, _] = OLD;
    let history: [(&str, &[usize], &[&str]); 4] = [
        ("first", &[], &[renewal, hold]),
        ("gone", &[0], &[renewal]),
        ("back", &[1], &[renewal, hold]),
        ("again", &[2], &[hold]),
    ];
    assert_snapshot!(timelines(&history[..3]), @"
    first: G-1 Open
    first: G-2 Fixed, gone: gone, back: G-2 Fixed
    ");
    assert_snapshot!(timelines(&history), @"
    first: G-2 Fixed, gone: gone, back: G-2 Fixed
    first: G-1 Open, again: gone
    ");
}

/// The transitions of items without IDs.
fn between_items(old: &[&str], new: &[&str]) -> String {
    let settings = Settings::built_in(Path::new("/"));
    let [old, new] = [old, new].map(|items| {
        let items: Vec<String> = items.iter().map(|item| format!("- {item}\n")).collect();
        let items = items.concat();
        let source = Source::new("gap-register.md", format!("# Open points\n\n{items}"));
        RegisterSnapshot::of(&Register::read(&source, settings.reading()).unwrap())
    });
    lines(&transitions(&[SnapshotPair::of(old, new)])[0])
}

#[test]
fn an_item_whose_remark_was_edited_is_the_same() {
    let old = ["[ ] Block an account (Mia) – in work", "[ ] Labels (Ada)", "[ ] Fines of a year"];
    let new =
        ["[x] Block an account (Mia) – tested", "[ ] Labels (Jo), soon", "[ ] Fines of a year"];
    assert!(!between_items(&old, &new).contains("nothing"), "{}", between_items(&old, &new));
    // In another place, what it begins with is enough where that is long.
    let moved = ["[ ] Labels (Jo)", "[ ] Fines of a year", "[x] Block an account – tested"];
    assert!(!between_items(&old, &moved).contains("nothing"), "{}", between_items(&old, &moved));
    // Another item in its place is another.
    let other = ["[ ] Scan a passport (Mia)", "[ ] Labels (Ada)", "[ ] Fines of a year"];
    assert_eq!(between_items(&old, &other).matches("nothing").count(), 2);
    assert_eq!(between_items(&old, &old[1..]).matches("nothing").count(), 1);
}
