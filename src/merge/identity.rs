//! Which entry of one version is which entry of another.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::three::{Side, Three};
use super::version::Version;
use crate::timeline::{EntrySnapshot, same_entries};
use crate::vocabulary::{Key, fold};

/// An entry, by its place in each version that has it.
pub(super) type Triple = Three<Option<usize>>;

/// Every entry of three versions.
pub(super) fn triples(versions: &Three<Version<'_>>) -> Vec<Triple> {
    let all = |version: &Version<'_>| (0..version.entries.len()).collect::<Vec<_>>();
    let base = all(&versions.base);
    let ours = Pairs::of(&versions.base, &base, &versions.ours, &all(&versions.ours), false);
    let theirs = Pairs::of(&versions.base, &base, &versions.theirs, &all(&versions.theirs), false);
    let find = |pairs: &Pairs, old: usize| pairs.new_of.get(&old).copied();
    let mut triples: Vec<Triple> = base
        .iter()
        .map(|&at| Three { base: Some(at), ours: find(&ours, at), theirs: find(&theirs, at) })
        .collect();
    let both = Pairs::of(&versions.ours, &ours.rest, &versions.theirs, &theirs.rest, true);
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
    /// Pairs some entries of two versions: of a version and its base, or those that both sides added.
    fn of(
        old: &Version<'_>,
        olds: &[usize],
        new: &Version<'_>,
        news: &[usize],
        are_added: bool,
    ) -> Self {
        let mut pairs = Self { new_of: HashMap::with_capacity(news.len()), rest: Vec::new() };
        let (before, after) = (titled(old, olds), titled(new, news));
        for (mark, &at) in &after {
            if let (Some(is), Some(&Some(was))) = (at, before.get(mark)) {
                pairs.new_of.insert(was, is);
            }
        }
        let taken: HashSet<usize> = pairs.new_of.values().copied().collect();
        let left: Vec<usize> =
            olds.iter().copied().filter(|at| !pairs.new_of.contains_key(at)).collect();
        let right: Vec<usize> = news.iter().copied().filter(|at| !taken.contains(at)).collect();
        if left.is_empty() || right.is_empty() {
            pairs.rest = right;
            return pairs;
        }
        let (olds, news) = (snapshots(old, &left), snapshots(new, &right));
        let found = if are_added { added_twice(&olds, &news) } else { same_entries(&olds, &news) };
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

/// For each new entry, the place of the old one that it is, where both sides added it: it was
/// picked from the other branch. Two people who write down two gaps use the same ID and the same phrases,
/// so only the heading counts, or the symptom at the same pages and endpoints.
fn added_twice(old: &[Arc<EntrySnapshot>], new: &[Arc<EntrySnapshot>]) -> Vec<Option<usize>> {
    let heading =
        |entry: &EntrySnapshot| Some(fold(&entry.heading)).filter(|text| !text.is_empty());
    let symptom = |entry: &EntrySnapshot| {
        let symptom = entry.value(Key::Symptom)?;
        let points = entry.points_at.join(" ");
        (!points.is_empty()).then(|| format!("{symptom} {points}"))
    };
    let is_same = |was: &EntrySnapshot, is: &EntrySnapshot| {
        let differs = |key| was.value(key).zip(is.value(key)).is_some_and(|(was, is)| was != is);
        !(differs(Key::FirstSeen) && differs(Key::Symptom))
    };
    let (mut found, mut taken) = (vec![None; new.len()], vec![false; old.len()]);
    let marks: [Mark<'_>; 2] = [&heading, &symptom];
    for mark in marks {
        let (olds, news) = (marked(old, mark), marked(new, mark));
        for (text, is) in news {
            let was = olds.get(&text).copied().flatten().zip(is);
            let free = was.filter(|(was, is)| found[*is].is_none() && !taken[*was]);
            if let Some((was, is)) = free.filter(|(was, is)| is_same(&old[*was], &new[*is])) {
                found[is] = Some(was);
                taken[was] = true;
            }
        }
    }
    found
}

/// What an entry is known by.
type Mark<'m> = &'m dyn Fn(&EntrySnapshot) -> Option<String>;

/// The entries of each mark; nothing where several have the same.
fn marked(entries: &[Arc<EntrySnapshot>], mark: Mark<'_>) -> HashMap<String, Option<usize>> {
    let mut found = HashMap::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        if let Some(mark) = mark(entry) {
            found.entry(mark).and_modify(|place| *place = None).or_insert(Some(at));
        }
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
