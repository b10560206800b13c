//! Entries that neither an ID of their own nor their code and pages pair with their translations.

use std::collections::{BTreeMap, HashSet};
use std::mem;

use super::align::{Alignment, Bond, DoubtfulPair, EntryPair};
use super::assignment::assign_by;
use crate::register::{Entry, Field, Register};
use crate::text::sort_by_place;

/// The same place among those of one ID, where a value that both have counts one.
const OF_A_PLACE: f64 = 0.01;

/// Pairs what is left of the entries of two registers.
pub(super) fn pair_left<'r>(
    found: &mut Alignment<'r>,
    leading: &'r Register<'r>,
    mirror: &'r Register<'r>,
) {
    let has_both = |found: &Alignment<'_>| {
        let is_doubtful = !found.doubtful.is_empty();
        is_doubtful || (!found.missing.is_empty() && !found.extra.is_empty())
    };
    if has_both(found) {
        pair_by_shared_ids(found, leading, mirror);
        pair_the_last(found, leading, mirror);
        sort_by_place(&mut found.pairs, |pair| pair.leading.span);
    }
}

/// Pairs the last entry on each side, where no IDs of their own differ.
fn pair_the_last<'r>(
    found: &mut Alignment<'r>,
    leading: &'r Register<'r>,
    mirror: &'r Register<'r>,
) {
    let is_shared =
        |entry: &Entry| leading.id(entry).is_some_and(|id| leading.sharers(id).len() > 0);
    if let ([own], [theirs]) = (&found.missing[..], &found.extra[..])
        && (leading.id(own).is_none() || mirror.id(theirs).is_none() || is_shared(own))
    {
        let bond = Bond::Content(0);
        found.pairs.push(EntryPair { leading: own, mirror: theirs, bond });
        found.missing.clear();
        found.extra.clear();
    }
}

/// Pairs the entries of one ID that are left: by the values that both have, and of equals in their order.
fn pair_by_shared_ids<'r>(
    found: &mut Alignment<'r>,
    leading: &'r Register<'r>,
    mirror: &'r Register<'r>,
) {
    let open = found.missing.iter().copied();
    let own = by_id(leading, open.chain(found.doubtful.iter().map(|pair| pair.leading)));
    let free = found.extra.iter().copied();
    let theirs = by_id(mirror, free.chain(found.doubtful.iter().map(|pair| pair.candidate)));
    let mut pairs: Vec<EntryPair<'r>> = Vec::new();
    for (id, own) in own {
        let Some(theirs) = theirs.get(id) else { continue };
        let score = |at: usize, other: usize| {
            let place = if at == other { OF_A_PLACE } else { 0.0 };
            place + f64::from(same_values([leading, mirror], [own[at], theirs[other]]))
        };
        let assigned = assign_by(own.len(), theirs.len(), score).into_iter();
        pairs.extend(assigned.map(|(at, other)| EntryPair {
            leading: own[at],
            mirror: theirs[other],
            bond: Bond::Id,
        }));
    }
    take(found, pairs);
}

/// Some entries by their IDs, those of one ID in their order.
fn by_id<'r>(
    register: &'r Register<'r>,
    entries: impl Iterator<Item = &'r Entry>,
) -> BTreeMap<&'r str, Vec<&'r Entry>> {
    let mut by_id: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_id.entry(register.id(entry).unwrap_or_default()).or_default().push(entry);
    }
    by_id.remove("");
    for same in by_id.values_mut() {
        sort_by_place(same, |entry| entry.span);
    }
    by_id
}

/// How many fields of two entries have one value.
fn same_values([leading, mirror]: [&Register<'_>; 2], [own, theirs]: [&Entry; 2]) -> u32 {
    let is_same = |field: &&Field| {
        let value = leading.bare(field.value);
        let other = field.key.and_then(|key| mirror.value_of(theirs, key));
        !value.is_empty() && other == Some(value)
    };
    let same = own.fields.iter().filter(is_same).count();
    u32::try_from(same).unwrap_or(u32::MAX)
}

/// Puts pairs in the place of what was said of their entries before.
fn take<'r>(found: &mut Alignment<'r>, pairs: Vec<EntryPair<'r>>) {
    let own: HashSet<u32> = pairs.iter().map(|pair| pair.leading.span.start).collect();
    let theirs: HashSet<u32> = pairs.iter().map(|pair| pair.mirror.span.start).collect();
    let is_own = |entry: &Entry| own.contains(&entry.span.start);
    let is_theirs = |entry: &Entry| theirs.contains(&entry.span.start);
    found.missing.retain(|entry| !is_own(entry));
    found.extra.retain(|entry| !is_theirs(entry));
    for DoubtfulPair { leading, candidate } in mem::take(&mut found.doubtful) {
        match (is_own(leading), is_theirs(candidate)) {
            (true, true) => {}
            (true, false) => found.extra.push(candidate),
            (false, true) => found.missing.push(leading),
            (false, false) => found.doubtful.push(DoubtfulPair { leading, candidate }),
        }
    }
    sort_by_place(&mut found.missing, |entry| entry.span);
    sort_by_place(&mut found.extra, |entry| entry.span);
    found.pairs.extend(pairs);
}
