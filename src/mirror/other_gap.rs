//! Entries of one ID that are two gaps: both sides gave a new entry the next free ID, as happens on two branches.

use std::collections::HashSet;

use super::align::{Bond, EntryPair};
use super::contradiction::Contradiction;
use super::literals::{leave_out_language, literals};
use super::pair::Pair;
use crate::register::{Entry, Register};
use crate::vocabulary::Key;

const HELP: &str = "it is not copied: the two may be different gaps, as First Seen and the page differ, too. If \
                    so, give one of them another ID";

/// Withholds what would be copied into an entry that says of another gap what does not change with time.
pub(super) fn withhold(
    pair: &Pair<'_>,
    entries: &EntryPair<'_>,
    mut found: Vec<Contradiction>,
) -> Vec<Contradiction> {
    if found.iter().any(|one| one.fix.is_some()) && are_two_gaps(pair, entries) {
        for one in &mut found {
            if one.fix.take().is_some() {
                one.help = Some(HELP.into());
            }
        }
    }
    found
}

/// Whether the day, the pages and who repairs it, or how urgent it is, are all others. A correction of the source
/// seldom changes them together.
pub(super) fn are_two_gaps(pair: &Pair<'_>, entries: &EntryPair<'_>) -> bool {
    let EntryPair { leading: own, mirror: theirs, bond } = *entries;
    let differs = |key: Key| {
        let values = pair.leading.value_of(own, key).zip(pair.mirror.value_of(theirs, key));
        values.is_some_and(|(own, theirs)| !pair.same_value(key, own, theirs))
    };
    bond == Bond::Id
        && differs(Key::FirstSeen)
        && (differs(Key::Owner) || differs(Key::Priority))
        && have_other_pages(pair, own, theirs)
}

fn have_other_pages(pair: &Pair<'_>, own: &Entry, theirs: &Entry) -> bool {
    let pages = |register: &Register<'_>, entry: &Entry| -> HashSet<String> {
        let field = entry.field(Key::SourcePage).map(|field| literals(register, field.value));
        let text = |mut one: super::literals::Literal<'_>| {
            leave_out_language(&mut one.text);
            one.text.into_owned()
        };
        field.into_iter().flatten().map(text).collect()
    };
    let [own, theirs] = [pages(pair.leading, own), pages(pair.mirror, theirs)];
    !own.is_empty() && !theirs.is_empty() && own.is_disjoint(&theirs)
}
