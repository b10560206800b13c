//! Which entry of a register is which of its translation.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::likeness::Likeness;
use crate::register::{Entry, Register};
use crate::text::sort_by_place;

/// How two entries were found to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// They have the same ID.
    Id,
    /// They share what a translation cannot change: how much of it, in percent.
    Content(u8),
}

/// An entry and its translation.
#[derive(Clone, Copy, Debug)]
pub struct Couple<'r> {
    /// The entry.
    pub leading: &'r Entry,
    /// Its translation.
    pub mirror: &'r Entry,
    /// How they were found.
    pub bond: Bond,
}

/// The entries of two registers, side by side.
#[derive(Debug, Default)]
pub struct Alignment<'r> {
    /// Those that belong together, in the order of the source.
    pub couples: Vec<Couple<'r>>,
    /// Those that have no translation.
    pub missing: Vec<&'r Entry>,
    /// Those that translate nothing.
    pub extra: Vec<&'r Entry>,
    /// Those that could belong to more than one, with one it could be.
    pub doubtful: Vec<(&'r Entry, &'r Entry)>,
}

/// Aligns the entries of a register and its translation.
pub(super) fn align<'r>(leading: &'r Register<'r>, mirror: &'r Register<'r>) -> Alignment<'r> {
    let (own, theirs) = (unique_ids(leading), unique_ids(mirror));
    let mut found = Alignment::default();
    let mut left: Vec<&Entry> = Vec::new();
    for entry in &leading.entries {
        let id = leading.id(entry).filter(|id| own.contains_key(id));
        match id.and_then(|id| theirs.get(id)) {
            Some(twin) => {
                found.couples.push(Couple { leading: entry, mirror: twin, bond: Bond::Id });
            }
            None => left.push(entry),
        }
    }
    left.retain(|entry| {
        let id = leading.id(entry).filter(|id| own.contains_key(id));
        let at = found.couples.partition_point(|c| c.leading.span < entry.span);
        let after = at.checked_sub(1).map_or(0, |at| found.couples[at].mirror.span.start);
        let before = found.couples.get(at).map_or(u32::MAX, |c| c.mirror.span.start);
        let twin = id.and_then(|id| best_holder(leading, mirror, entry, (id, after..before)));
        let couple = twin.map(|mirror| Couple { leading: entry, mirror, bond: Bond::Id });
        found.couples.extend(couple);
        couple.is_none()
    });
    sort_by_place(&mut found.couples, |couple| couple.leading.span);
    let taken: HashSet<u32> = found.couples.iter().map(|c| c.mirror.span.start).collect();
    let is_alone = |entry: &&Entry| !taken.contains(&entry.span.start);
    let right: Vec<&Entry> = mirror.entries.iter().filter(is_alone).collect();
    if left.is_empty() || right.is_empty() {
        (found.missing, found.extra) = (left, right);
        return found;
    }
    by_content(leading, mirror, &left, &right, &mut found);
    // One left on each side, and nothing to tell them by: they are what is left.
    if let ([own], [theirs]) = (&found.missing[..], &found.extra[..])
        && (leading.id(own).is_none() || mirror.id(theirs).is_none())
    {
        found.couples.push(Couple { leading: own, mirror: theirs, bond: Bond::Content(0) });
        (found.missing, found.extra) = (Vec::new(), Vec::new());
    }
    sort_by_place(&mut found.couples, |couple| couple.leading.span);
    found
}

/// Of several entries of a mirror with one ID, the one that is most like the source's; of equals,
/// the one in its place, or else the first.
fn best_holder<'r>(
    leading: &Register<'_>,
    mirror: &'r Register<'_>,
    entry: &Entry,
    (id, place): (&str, Range<u32>),
) -> Option<&'r Entry> {
    let is_holder = |other: &&Entry| mirror.id(other) == Some(id);
    let holders: Vec<&Entry> = mirror.entries.iter().filter(is_holder).collect();
    let likeness = Likeness::of(leading, mirror, &[entry], &holders);
    let is_in_place = |at: usize| place.contains(&holders[at].span.start);
    let best = (0..holders.len()).rev().max_by(|&a, &b| {
        let likeness = likeness.score(0, a).total_cmp(&likeness.score(0, b));
        likeness.then(is_in_place(a).cmp(&is_in_place(b)))
    });
    best.map(|at| holders[at])
}

/// The entries of each ID that no other has: an ID that stands twice tells nothing.
fn unique_ids<'r>(register: &'r Register<'r>) -> HashMap<&'r str, &'r Entry> {
    let mut ids: HashMap<&str, Option<&Entry>> = HashMap::new();
    for entry in &register.entries {
        let Some(id) = register.id(entry) else { continue };
        ids.entry(id).and_modify(|first| *first = None).or_insert(Some(entry));
    }
    ids.into_iter().filter_map(|(id, entry)| Some((id, entry?))).collect()
}

/// Aligns what is left by what it says.
fn by_content<'r>(
    leading: &'r Register<'r>,
    mirror: &'r Register<'r>,
    left: &[&'r Entry],
    right: &[&'r Entry],
    found: &mut Alignment<'r>,
) {
    let likeness = Likeness::of(leading, mirror, left, right);
    let mut partner: HashMap<usize, usize> = HashMap::new();
    for (rows, columns) in likeness.groups() {
        partner.extend(likeness.assign(&rows, &columns));
    }
    let taken: HashMap<usize, usize> = partner.iter().map(|(&a, &b)| (b, a)).collect();
    let mut settled: HashSet<usize> = HashSet::new();
    for (at, &entry) in left.iter().enumerate() {
        let Some(&other) = partner.get(&at) else {
            found.missing.push(entry);
            continue;
        };
        settled.insert(other);
        if likeness.is_doubtful(at, other, &partner, &taken) {
            found.doubtful.push((entry, right[other]));
            continue;
        }
        let bond = Bond::Content(percent(likeness.score(at, other)));
        found.couples.push(Couple { leading: entry, mirror: right[other], bond });
    }
    let rest = right.iter().enumerate().filter(|(at, _)| !settled.contains(at));
    found.extra.extend(rest.map(|(_, &entry)| entry));
}

/// A share of one in percent.
fn percent(share: f64) -> u8 {
    (0..=100).rev().find(|&percent| f64::from(percent) <= (share * 100.0).round()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_percent() {
        assert_eq!([0.0, 0.25, 0.994, 0.996, 1.0].map(percent), [0, 25, 99, 100, 100]);
    }
}
