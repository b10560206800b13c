//! Which entry of one version is which entry of another.

use std::collections::HashMap;
use std::sync::Arc;

use super::three::{Side, Three};
use super::version::Version;
use crate::timeline::{EntrySnapshot, same_entries};
use crate::vocabulary::fold;

/// An entry, by its place in each version that has it.
pub(super) type Triple = Three<Option<usize>>;

/// Every entry of three versions.
pub(super) fn triples(versions: &Three<Version<'_>>) -> Vec<Triple> {
    let all = |version: &Version<'_>| (0..version.entries.len()).collect::<Vec<_>>();
    let base = all(&versions.base);
    let ours = Pairs::of(&versions.base, &base, &versions.ours, &all(&versions.ours), true);
    let theirs = Pairs::of(&versions.base, &base, &versions.theirs, &all(&versions.theirs), true);
    let find = |pairs: &Pairs, old: usize| pairs.new_of.get(&old).copied();
    let mut triples: Vec<Triple> = base
        .iter()
        .map(|&at| Three { base: Some(at), ours: find(&ours, at), theirs: find(&theirs, at) })
        .collect();
    let both = Pairs::of(&versions.ours, &ours.rest, &versions.theirs, &theirs.rest, false);
    let added = |at: &usize| Three { base: None, ours: Some(*at), theirs: find(&both, *at) };
    triples.extend(ours.rest.iter().map(added));
    triples.extend(both.rest.iter().map(|&at| Three { theirs: Some(at), ..Three::default() }));
    triples
}

/// The entries that two versions have in common.
struct Pairs {
    /// For an old entry, the new one.
    new_of: HashMap<usize, usize>,
    /// The new entries that are none of the old ones.
    rest: Vec<usize>,
}

impl Pairs {
    /// Pairs some entries of two versions. Whether an ID is enough: two people may give one ID to two
    /// entries.
    fn of(
        old: &Version<'_>,
        olds: &[usize],
        new: &Version<'_>,
        news: &[usize],
        is_id_enough: bool,
    ) -> Self {
        let mut pairs = Self { new_of: HashMap::with_capacity(news.len()), rest: Vec::new() };
        let (before, after) = (titled(old, olds), titled(new, news));
        for (mark, &at) in &after {
            if let (Some(is), Some(&Some(was))) = (at, before.get(mark)) {
                pairs.new_of.insert(was, is);
            }
        }
        let taken: std::collections::HashSet<usize> = pairs.new_of.values().copied().collect();
        let left: Vec<usize> =
            olds.iter().copied().filter(|at| !pairs.new_of.contains_key(at)).collect();
        let right: Vec<usize> = news.iter().copied().filter(|at| !taken.contains(at)).collect();
        if left.is_empty() || right.is_empty() {
            pairs.rest = right;
            return pairs;
        }
        let found = same_entries(&snapshots(old, &left), &snapshots(new, &right), is_id_enough);
        for (is, was) in right.into_iter().zip(found) {
            match was {
                Some(was) => drop(pairs.new_of.insert(left[was], is)),
                None => pairs.rest.push(is),
            }
        }
        pairs
    }
}

/// Entries by their ID and title; nothing where several have the same.
fn titled<'v>(
    version: &Version<'v>,
    entries: &[usize],
) -> HashMap<(&'v str, String), Option<usize>> {
    let mut found = HashMap::with_capacity(entries.len());
    for &at in entries {
        let Some(id) = version.id(at) else { continue };
        let entry = &version.register.entries[at];
        let title = fold(version.register.text(entry.title));
        found.entry((id, title)).and_modify(|place| *place = None).or_insert(Some(at));
    }
    found
}

fn snapshots(version: &Version<'_>, entries: &[usize]) -> Vec<Arc<EntrySnapshot>> {
    let entry = |at: &usize| &version.register.entries[*at];
    let snapshots = entries.iter().map(entry);
    snapshots.map(|entry| Arc::new(EntrySnapshot::of(&version.register, entry))).collect()
}

/// The entry in each version.
pub(super) fn place(triple: &Triple, side: Side) -> Option<usize> {
    *triple.get(side)
}
