//! Which entry of a register is which of its translation.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::assignment::assign;
use super::similarity::Similarity;
use crate::register::{Entry, Register};
use crate::text::sort_by_place;

/// How an entry and its translation were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// They have the same ID.
    Id,
    /// They share what a translation cannot change: how much of it, in percent.
    Content(u8),
}

/// An entry and its translation.
#[derive(Clone, Copy, Debug)]
pub struct EntryPair<'r> {
    /// The entry of the leading register.
    pub leading: &'r Entry,
    /// Its translation.
    pub mirror: &'r Entry,
    /// How they were found.
    pub bond: Bond,
}

/// An entry that could have more than one translation, with one of them.
#[derive(Clone, Copy, Debug)]
pub struct DoubtfulPair<'r> {
    /// The entry of the leading register.
    pub leading: &'r Entry,
    /// One that could be its translation.
    pub candidate: &'r Entry,
}

/// An entry whose ID another entry of the mirror has by mistake.
#[derive(Clone, Copy, Debug)]
pub struct CrossedPair<'r> {
    /// The entry of the leading register.
    pub leading: &'r Entry,
    /// The one of its ID in the mirror.
    pub mirror: &'r Entry,
    /// Its translation, as code and pages say.
    pub translation: &'r Entry,
}

/// The entries of two registers, side by side.
#[derive(Debug, Default)]
pub struct Alignment<'r> {
    /// Those that belong together, in the order of the leading register.
    pub pairs: Vec<EntryPair<'r>>,
    /// Those that have no translation.
    pub missing: Vec<&'r Entry>,
    /// Those that translate nothing.
    pub extra: Vec<&'r Entry>,
    /// Those that could have more than one translation.
    pub doubtful: Vec<DoubtfulPair<'r>>,
    /// Those that have the ID of another's translation.
    pub crossed: Vec<CrossedPair<'r>>,
}

/// Aligns the entries of a register and its translation.
pub(super) fn align<'r>(leading: &'r Register<'r>, mirror: &'r Register<'r>) -> Alignment<'r> {
    if let Some(pairs) = pairs_in_step(leading, mirror) {
        return Alignment { pairs, ..Alignment::default() };
    }
    let mut aligner = Aligner { leading, mirror, found: Alignment::default() };
    let left = aligner.pair_by_id();
    sort_by_place(&mut aligner.found.pairs, |pair| pair.leading.span);
    let taken: HashSet<u32> = aligner.found.pairs.iter().map(|p| p.mirror.span.start).collect();
    let is_free = |entry: &&Entry| !taken.contains(&entry.span.start);
    let right: Vec<&Entry> = mirror.entries.iter().filter(is_free).collect();
    if left.is_empty() || right.is_empty() {
        return Alignment { missing: left, extra: right, ..aligner.found };
    }
    aligner.pair_by_content(&left, &right);
    sort_by_place(&mut aligner.found.pairs, |pair| pair.leading.span);
    aligner.found
}

struct Aligner<'r> {
    leading: &'r Register<'r>,
    mirror: &'r Register<'r>,
    found: Alignment<'r>,
}

impl<'r> Aligner<'r> {
    /// Pairs the entries of one ID; returns the leading ones that are left.
    fn pair_by_id(&mut self) -> Vec<&'r Entry> {
        let (own, theirs) = (unique_ids(self.leading), unique_ids(self.mirror));
        let unique_id = |entry| self.leading.id(entry).filter(|id| own.contains_key(id));
        let mut open = Vec::new();
        for entry in &self.leading.entries {
            let id = unique_id(entry);
            match id.and_then(|id| theirs.get(id)) {
                Some(twin) => {
                    let pair = EntryPair { leading: entry, mirror: twin, bond: Bond::Id };
                    self.found.pairs.push(pair);
                }
                None => open.push((entry, id)),
            }
        }
        let mut left = Vec::new();
        for (entry, id) in open {
            match id.and_then(|id| self.best_holder(entry, id)) {
                Some(mirror) => {
                    self.found.pairs.push(EntryPair { leading: entry, mirror, bond: Bond::Id });
                }
                None => left.push(entry),
            }
        }
        left
    }

    /// Of several entries of the mirror with one ID, the one most similar to a leading entry; of
    /// equals, the one in its place, or else the first.
    fn best_holder(&self, entry: &'r Entry, id: &str) -> Option<&'r Entry> {
        let is_holder = |other: &&Entry| self.mirror.id(other) == Some(id);
        let holders: Vec<&Entry> = self.mirror.entries.iter().filter(is_holder).collect();
        let similarity = Similarity::of(self.leading, self.mirror, &[entry], &holders);
        let place = self.place_of(entry);
        let is_in_place = |at: usize| place.contains(&holders[at].span.start);
        let best = (0..holders.len()).rev().max_by(|&a, &b| {
            let by_score = similarity.score(0, a).total_cmp(&similarity.score(0, b));
            by_score.then(is_in_place(a).cmp(&is_in_place(b)))
        });
        best.map(|at| holders[at])
    }

    /// The place in the mirror between the translations of an entry's neighbours.
    fn place_of(&self, entry: &Entry) -> Range<u32> {
        let pairs = &self.found.pairs;
        let at = pairs.partition_point(|pair| pair.leading.span < entry.span);
        let after = at.checked_sub(1).map_or(0, |at| pairs[at].mirror.span.start);
        let before = pairs.get(at).map_or(u32::MAX, |pair| pair.mirror.span.start);
        after..before
    }

    /// Pairs the entries that are left by their content.
    fn pair_by_content(&mut self, left: &[&'r Entry], right: &[&'r Entry]) {
        let similarity = Similarity::of(self.leading, self.mirror, left, right);
        let mut partner: HashMap<usize, usize> = HashMap::new();
        for block in similarity.blocks() {
            partner.extend(assign(&similarity, &block));
        }
        let taken: HashMap<usize, usize> = partner.iter().map(|(&a, &b)| (b, a)).collect();
        for (at, &leading) in left.iter().enumerate() {
            let Some(&other) = partner.get(&at) else {
                self.found.missing.push(leading);
                continue;
            };
            if similarity.is_doubtful(at, other, &partner, &taken) {
                self.found.doubtful.push(DoubtfulPair { leading, candidate: right[other] });
                continue;
            }
            let bond = Bond::Content(percent(similarity.score(at, other)));
            self.found.pairs.push(EntryPair { leading, mirror: right[other], bond });
        }
        let rest = right.iter().enumerate().filter(|(at, _)| !taken.contains_key(at));
        self.found.extra.extend(rest.map(|(_, &entry)| entry));
    }
}

/// The entries of two registers that have the same IDs in the same order, each of them once, as nearly
/// all have.
fn pairs_in_step<'r>(
    leading: &'r Register<'r>,
    mirror: &'r Register<'r>,
) -> Option<Vec<EntryPair<'r>>> {
    if leading.entries.len() != mirror.entries.len() {
        return None;
    }
    let mut seen = HashSet::with_capacity(leading.entries.len());
    let both = leading.entries.iter().zip(&mirror.entries);
    both.map(|(own, theirs)| {
        let id = leading.id(own)?;
        let is_in_step = mirror.id(theirs) == Some(id) && seen.insert(id);
        is_in_step.then_some(EntryPair { leading: own, mirror: theirs, bond: Bond::Id })
    })
    .collect()
}

/// The entries of each ID that occurs once.
fn unique_ids<'r>(register: &'r Register<'r>) -> HashMap<&'r str, &'r Entry> {
    let mut ids: HashMap<&str, Option<&Entry>> = HashMap::new();
    for entry in &register.entries {
        let Some(id) = register.id(entry) else { continue };
        ids.entry(id).and_modify(|first| *first = None).or_insert(Some(entry));
    }
    ids.into_iter().filter_map(|(id, entry)| Some((id, entry?))).collect()
}

/// A share of one in percent.
fn percent(share: f64) -> u8 {
    (0..=100).rev().find(|&percent| f64::from(percent) <= (share * 100.0).round()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_in_percent() {
        assert_eq!([0.0, 0.25, 0.994, 0.996, 1.0].map(percent), [0, 25, 99, 100, 100]);
    }
}
