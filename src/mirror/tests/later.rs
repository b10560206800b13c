//! Which side of a contradicted value was changed later.

use std::cell::Cell;
use std::convert::Infallible;

use super::*;
use crate::mirror::outdated::{CommitTime, FileRevision};
use crate::mirror::{LaterChanges, contradictions, later_changes};

/// Each revision is a time and the owners of then, the newest first.
type Owners<'r> = &'r [(i64, [&'static str; 2])];

/// A text of two entries, with the owners of both.
fn text(owners: [&str; 2]) -> String {
    let owned = |id, owner| entry(id, &format!("- **Owner:** {owner}\n"));
    format!("# R\n\n{}{}", owned("G-01", owners[0]), owned("G-02", owners[1]))
}

/// The same, with the owners in a table above the entries and nowhere else.
fn tabled(owners: [&str; 2]) -> String {
    let row = |id, owner| format!("| {id} | Open | {owner} |\n");
    let section = |id| format!("## {id} — It fails\n\n**Where:** Home\n\nOne call.\n");
    let [one, two] = [row("G-01", owners[0]), row("G-02", owners[1])];
    let table = format!("| ID | Status | Owner |\n|---|---|---|\n{one}{two}");
    format!("# R\n\n{table}\n{}\n{}", section("G-01"), section("G-02"))
}

/// The contradicted owners that were changed later on each side, and how many revisions were read.
fn later(own: Owners<'_>, theirs: Owners<'_>) -> String {
    later_in(text, own, theirs)
}

fn later_in(text: fn([&str; 2]) -> String, own: Owners<'_>, theirs: Owners<'_>) -> String {
    let [leading, mirror] = [("docs/en/a.md", own), ("docs/tr/a.md", theirs)]
        .map(|(path, revisions)| Source::new(path, text(revisions[0].1)));
    let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
    let reading = Reading::at_root(&vocabulary, &id);
    let registers = [&leading, &mirror].map(|source| Register::read(source, reading).unwrap());
    let policy = Policy::of(&registers[0], &ConfiguredPolicy::default(), &vocabulary);
    let pair = Pair::new(&registers[0], &registers[1], [&policy, &policy], &vocabulary);
    let contradicted = NewerValues::contradicted(&contradictions(&pair));
    let read = Cell::new(0);
    let revision = |(time, owners)| {
        read.set(read.get() + 1);
        let commit = Some(time).filter(|time| *time < 9).map(|time: i64| time.to_string());
        let day = "2026-01-01".parse().unwrap();
        let time = CommitTime { commit, day, place: time };
        Ok::<_, Infallible>(FileRevision { time, text: text(owners) })
    };
    let is_later = |one: &CommitTime, other: &CommitTime| other.place > one.place;
    let revisions = [own, theirs].map(|all| all.iter().copied().map(&revision));
    let Ok(LaterChanges { leading, mirror, both }) =
        later_changes(&pair, &contradicted, revisions, reading, &is_later);
    let names = |values: &NewerValues| -> Vec<String> {
        values.iter().map(|(name, _)| name.to_owned()).collect()
    };
    let [leading, mirror, both] = [&leading, &mirror, &both].map(names);
    format!("{leading:?} {mirror:?} {both:?}, {} read", read.get())
}

#[test]
fn the_side_that_was_changed_later_is_known_for_each_value() {
    let own = [(9, ["Desk", "Web"]), (5, ["Web", "Web"]), (1, ["Web", "Web"])];
    let theirs = [(9, ["Web", "Desk"]), (4, ["Web", "Desk"]), (1, ["Web", "Web"])];
    insta::assert_snapshot!(later(&own, &theirs), @r#"["G-01"] ["G-02"] [], 6 read"#);
    // Both were changed by one commit.
    let own = [(5, ["Desk", "Web"]), (1, ["Web", "Web"])];
    let theirs = [(5, ["Till", "Web"]), (1, ["Web", "Web"])];
    insta::assert_snapshot!(later(&own, &theirs), @r#"[] [] ["G-01"], 4 read"#);
}

#[test]
fn revisions_are_read_until_every_value_is_settled() {
    let own = [(9, ["Desk", "Web"]), (5, ["Web", "Web"]), (3, ["", ""]), (1, ["", ""])];
    let theirs = [(9, ["Web", "Web"]), (5, ["Till", "Web"]), (1, ["Web", "Web"])];
    insta::assert_snapshot!(later(&own, &theirs), @r#"[] [] ["G-01"], 4 read"#);
}

#[test]
fn a_value_in_the_row_of_a_section_has_a_side_that_changed_it_later() {
    let own = [(9, ["Web", "Web"]), (1, ["Web", "Web"])];
    let theirs = [(9, ["Desk", "Web"]), (1, ["Web", "Web"])];
    insta::assert_snapshot!(later_in(tabled, &own, &theirs), @r#"[] ["G-01"] [], 4 read"#);
    insta::assert_snapshot!(later_in(tabled, &theirs, &own), @r#"["G-01"] [] [], 4 read"#);
}
