//! An entry that has no translation, and one that translates nothing, where both may be one gap: somebody changed the
//! ID on one side.

use std::mem::discriminant;

use super::pair::Pair;
use crate::register::Entry;
use crate::text::Span;
use crate::vocabulary::Key;

/// The entry of the translation at the place of one that has none, where it is the only one there, has another ID, and
/// says nothing else.
pub(crate) fn at_its_place<'r>(pair: &Pair<'r>, entry: &Entry) -> Option<&'r Entry> {
    let alignment = &pair.alignment;
    let at = alignment.pairs.partition_point(|pair| pair.leading.span < entry.span);
    let before = at.checked_sub(1).map(|at| &alignment.pairs[at]);
    let after = alignment.pairs.get(at);
    let own = [before.map(|it| it.leading.span), after.map(|it| it.leading.span)];
    only_between(&alignment.missing, own)?;
    let theirs = [before.map(|it| it.mirror.span), after.map(|it| it.mirror.span)];
    let other = only_between(&alignment.extra, theirs)?;
    let is_alike = discriminant(&entry.form) == discriminant(&other.form);
    let is_named = entry.id.is_some() && other.id.is_some() && is_alike;
    (is_named && says_the_same(pair, entry, other)).then_some(other)
}

/// The only one of some entries, which are in order, between two others.
fn only_between<'r>(all: &[&'r Entry], [before, after]: [Option<Span>; 2]) -> Option<&'r Entry> {
    let start = before.map_or(0, |span| span.end);
    let from = all.partition_point(|one| one.span.start < start);
    let is_there = |one: &&&Entry| after.is_none_or(|after| one.span < after);
    let mut there = all[from..].iter().take(2).filter(is_there);
    there.next().filter(|_| there.next().is_none()).copied()
}

/// Whether two entries have a tracked value that is the same, and none that differs.
fn says_the_same(pair: &Pair<'_>, entry: &Entry, other: &Entry) -> bool {
    let keys = [Key::Status, Key::Priority, Key::Owner, Key::Due, Key::FirstSeen];
    let values = keys.into_iter().filter_map(|key| {
        let own = pair.leading.value_of(entry, key)?;
        Some((key, own, pair.mirror.value_of(other, key)?))
    });
    let mut same = values.map(|(key, own, theirs)| pair.same_value(key, own, theirs)).peekable();
    same.peek().is_some() && same.all(|is_same| is_same)
}
