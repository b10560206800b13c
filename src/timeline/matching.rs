//! Finds which entry of one snapshot is which entry of the next.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;

use super::snapshot::{EntrySnapshot, FieldSnapshot, SnapshotPair};
use crate::values;
use crate::vocabulary::{Key, fold};

/// Two entries do not have a text of this many bytes in common by chance.
const LONG_ENOUGH: usize = 20;

/// For each entry of the later snapshot, the place of the same entry in the earlier one.
///
/// People renumber entries, so the text of an entry counts for more than its ID. An ID alone is
/// enough unless everything else says that it is another entry.
pub(super) fn matching<'p>(
    old: &'p [Arc<EntrySnapshot>],
    new: &'p [Arc<EntrySnapshot>],
    repeated: &'p RepeatedTexts<'_>,
) -> Vec<Option<usize>> {
    let mut matching =
        Matching { old, new, of_new: vec![None; new.len()], is_taken: vec![false; old.len()] };
    matching.match_ends();
    matching.match_by(|entry| Some(Arc::as_ptr(entry)), |_, _| true);
    let has_same_title =
        |was: &EntrySnapshot, is: &EntrySnapshot| fold(&was.title) == fold(&is.title);
    matching.match_by(|entry| entry.id.as_deref(), has_same_title);
    if matching.is_complete() {
        return matching.of_new;
    }
    let repeated = repeated.texts();
    let says_the_same = |was: &EntrySnapshot, is: &EntrySnapshot| {
        has_same_title(was, is)
            || own_texts(is, repeated)
                .any(|text| own_texts(was, repeated).any(|before| before == text))
    };
    matching.match_by(|entry| entry.id.as_deref(), says_the_same);
    let heading =
        |entry: &Arc<EntrySnapshot>| Some(fold(&entry.heading)).filter(|text| !text.is_empty());
    matching
        .match_by(heading, |was, is| !(has_another_day(was, is) && has_another_symptom(was, is)));
    matching.match_by_texts(|entry| own_texts(entry, repeated).collect());
    matching.match_by(|entry| entry.id.as_deref(), |was, is| !is_another_entry(was, is));
    // Without an ID and labels, what is below a heading is all that stays when the heading is reworded.
    let is_alone = |text: &str, all: &[Arc<EntrySnapshot>]| {
        all.iter().filter(|entry| entry.text == text).count() == 1
    };
    matching.match_by(free_text, |was, is| is_alone(&was.text, old) && is_alone(&is.text, new));
    matching.match_by(|entry| head(entry).filter(|head| is_telling(head)), |_, _| true);
    matching.match_in_place();
    matching.of_new
}

/// The same for two versions of one register.
pub(crate) fn same_entries(
    old: &[Arc<EntrySnapshot>],
    new: &[Arc<EntrySnapshot>],
) -> Vec<Option<usize>> {
    let pair =
        SnapshotPair { before: old.to_vec(), after: new.to_vec(), ..SnapshotPair::default() };
    matching(old, new, &RepeatedTexts::in_any(&[pair]))
}

/// The text of a field, with the key of the field.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct KeyedText<'p> {
    key: Option<Key>,
    text: &'p str,
}

/// The entries of two snapshots, as far as they are matched.
struct Matching<'p> {
    old: &'p [Arc<EntrySnapshot>],
    new: &'p [Arc<EntrySnapshot>],
    /// For each new entry, the old entry that it is.
    of_new: Vec<Option<usize>>,
    /// For each old entry, whether it is matched.
    is_taken: Vec<bool>,
}

impl<'p> Matching<'p> {
    /// Matches the unchanged entries before the first and after the last change: nearly all.
    fn match_ends(&mut self) {
        let (old, new) = (self.old, self.new);
        let is_same = |(was, is): &(&Arc<EntrySnapshot>, &Arc<EntrySnapshot>)| Arc::ptr_eq(was, is);
        let before = old.iter().zip(new).take_while(is_same).count();
        let rest = old[before..].iter().rev().zip(new[before..].iter().rev());
        let behind = rest.take_while(is_same).count();
        (0..before).for_each(|at| self.put(at, at));
        (1..=behind).for_each(|at| self.put(old.len() - at, new.len() - at));
    }

    /// Whether all entries of one side are matched.
    fn is_complete(&self) -> bool {
        self.unmatched_old().next().is_none() || self.unmatched_new().next().is_none()
    }

    /// Matches unmatched entries that have the same mark, if no other unmatched entry of their side
    /// has it.
    fn match_by<M: Hash + Eq>(
        &mut self,
        mark: impl Fn(&'p Arc<EntrySnapshot>) -> Option<M>,
        fits: impl Fn(&EntrySnapshot, &EntrySnapshot) -> bool,
    ) {
        let old = unique(self.unmatched_old().filter_map(|at| Some((mark(&self.old[at])?, at))));
        let new = unique(self.unmatched_new().filter_map(|at| Some((mark(&self.new[at])?, at))));
        for (mark, is) in new {
            if let Some(&was) = old.get(&mark)
                && fits(&self.old[was], &self.new[is])
            {
                self.put(was, is);
            }
        }
    }

    /// Matches unmatched entries that have the most texts in common, of those that one entry on each
    /// side has.
    fn match_by_texts(&mut self, texts: impl Fn(&'p EntrySnapshot) -> Vec<KeyedText<'p>>) {
        let each =
            |at: usize, entry: &'p EntrySnapshot| texts(entry).into_iter().map(move |t| (t, at));
        let old = unique(self.unmatched_old().flat_map(|at| each(at, &self.old[at])));
        let new = unique(self.unmatched_new().flat_map(|at| each(at, &self.new[at])));
        let mut votes: HashMap<(usize, usize), usize> = HashMap::new();
        for (text, is) in new {
            if let Some(&was) = old.get(&text) {
                *votes.entry((was, is)).or_default() += 1;
            }
        }
        let mut votes: Vec<_> = votes.into_iter().collect();
        votes.sort_unstable_by_key(|&((was, is), count)| (std::cmp::Reverse(count), is, was));
        for ((was, is), _) in votes {
            // Without a similar title or symptom, the texts may only be phrased alike.
            let (old, new) = (&self.old[was], &self.new[is]);
            if !is_unlike(&old.title, &new.title) || has_similar_symptom(old, new) {
                self.put(was, is);
            }
        }
    }

    /// Matches entries without IDs that are where they were and were reworded: a remark behind the words of
    /// an item was edited.
    fn match_in_place(&mut self) {
        for is in 0..self.new.len() {
            if self.of_new[is].is_some() {
                continue;
            }
            let behind = match is.checked_sub(1) {
                Some(before) => self.of_new[before].map(|was| was + 1),
                None => Some(0),
            };
            let before = match self.of_new.get(is + 1) {
                Some(after) => after.and_then(|was| was.checked_sub(1)),
                None => self.old.len().checked_sub(1),
            };
            let places = [behind, before].into_iter().flatten();
            let mut free = places.filter(|&was| self.is_taken.get(was) == Some(&false));
            if let Some(was) = free.find(|&was| is_reworded(&self.old[was], &self.new[is])) {
                self.put(was, is);
            }
        }
    }

    fn put(&mut self, was: usize, is: usize) {
        if self.of_new[is].is_none() && !std::mem::replace(&mut self.is_taken[was], true) {
            self.of_new[is] = Some(was);
        }
    }

    fn unmatched_old(&self) -> impl Iterator<Item = usize> {
        (0..self.old.len()).filter(|&at| !self.is_taken[at])
    }

    fn unmatched_new(&self) -> impl Iterator<Item = usize> {
        (0..self.new.len()).filter(|&at| self.of_new[at].is_none())
    }
}

/// What an entry without an ID says without a label, where that is long enough to identify it.
fn free_text(entry: &Arc<EntrySnapshot>) -> Option<&str> {
    let is_telling = entry.id.is_none() && entry.text.len() >= LONG_ENOUGH;
    is_telling.then_some(&*entry.text)
}

/// The places of the marks that occur once.
fn unique<M: Hash + Eq>(marked: impl Iterator<Item = (M, usize)>) -> HashMap<M, usize> {
    let mut places: HashMap<M, Option<usize>> = HashMap::new();
    for (mark, at) in marked {
        places.entry(mark).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places.into_iter().filter_map(|(mark, at)| Some((mark, at?))).collect()
}

/// The texts of an entry that are long enough to identify it.
fn long_texts(entry: &EntrySnapshot) -> impl Iterator<Item = KeyedText<'_>> {
    let long = entry.prose().filter(|field| field.text.len() >= LONG_ENOUGH);
    long.map(|FieldSnapshot { key, text, .. }| KeyedText { key: *key, text })
}

/// Of those, the texts that no other entry has.
fn own_texts<'s>(
    entry: &'s EntrySnapshot,
    repeated: &'s HashSet<KeyedText<'s>>,
) -> impl Iterator<Item = KeyedText<'s>> {
    long_texts(entry).filter(|text| !repeated.contains(text))
}

/// The texts that several entries of one snapshot have, and that therefore identify none of them.
pub(super) struct RepeatedTexts<'p> {
    registers: &'p [SnapshotPair],
    texts: OnceCell<HashSet<KeyedText<'p>>>,
}

impl<'p> RepeatedTexts<'p> {
    /// Those of any snapshot of some registers; they are searched for when they are needed.
    pub(super) fn in_any(registers: &'p [SnapshotPair]) -> Self {
        Self { registers, texts: OnceCell::new() }
    }

    fn texts(&self) -> &HashSet<KeyedText<'p>> {
        self.texts.get_or_init(|| {
            let snapshots = self.registers.iter().flat_map(|pair| [&pair.before, &pair.after]);
            snapshots.flat_map(|entries| repeated_in(entries)).collect()
        })
    }
}

fn repeated_in(entries: &[Arc<EntrySnapshot>]) -> HashSet<KeyedText<'_>> {
    let mut met = HashSet::new();
    entries.iter().flat_map(|entry| long_texts(entry)).filter(|text| !met.insert(*text)).collect()
}

/// Whether two snapshots of one ID are of two entries: they have other words, and another day, or
/// other pages and endpoints if one day is not known.
pub(crate) fn is_another_entry(was: &EntrySnapshot, is: &EntrySnapshot) -> bool {
    let points_elsewhere = !was.points_at.is_empty()
        && !is.points_at.is_empty()
        && !is.points_at.iter().any(|page| was.points_at.contains(page));
    let are_days_known = first_seen(was).is_some() && first_seen(is).is_some();
    is_unlike(&was.title, &is.title)
        && !has_similar_symptom(was, is)
        && (has_another_day(was, is) || (points_elsewhere && !are_days_known))
}

fn first_seen(snapshot: &EntrySnapshot) -> Option<Date> {
    snapshot.value(Key::FirstSeen).and_then(values::parse_date)
}

fn has_another_day(was: &EntrySnapshot, is: &EntrySnapshot) -> bool {
    first_seen(was).zip(first_seen(is)).is_some_and(|(was, is)| was != is)
}

/// Whether both have a symptom, and the two are not similar.
fn has_another_symptom(was: &EntrySnapshot, is: &EntrySnapshot) -> bool {
    let symptoms = was.value(Key::Symptom).zip(is.value(Key::Symptom));
    symptoms.is_some_and(|(was, is)| is_unlike(was, is))
}

/// Whether both have a symptom, and the two are similar.
fn has_similar_symptom(was: &EntrySnapshot, is: &EntrySnapshot) -> bool {
    let symptoms = was.value(Key::Symptom).zip(is.value(Key::Symptom));
    symptoms.is_some_and(|(was, is)| !is_unlike(was, is))
}

/// What an entry without an ID says in front of a remark: `Block accounts` of `Block accounts (Mia) – tested`.
fn head(entry: &EntrySnapshot) -> Option<String> {
    const REMARKS: [&str; 6] = [" – ", " — ", " - ", " (", ", ", "; "];
    let text = entry.heading.trim_start_matches(['~', '*', ' ']);
    let end = REMARKS.iter().filter_map(|sign| text.find(sign)).min().unwrap_or(text.len());
    let head = fold(text[..end].trim_matches(['~', '*', ' ']));
    (entry.id.is_none() && !head.is_empty()).then_some(head)
}

/// Whether such words name one entry, wherever it is.
fn is_telling(head: &str) -> bool {
    const FEWEST_LETTERS: usize = 12;
    head.contains(' ') && head.chars().count() >= FEWEST_LETTERS
}

/// Whether two entries without IDs, one in the place of the other, begin alike or have most words in common.
fn is_reworded(was: &EntrySnapshot, is: &EntrySnapshot) -> bool {
    let Some(heads) = head(was).zip(head(is)) else { return false };
    let (old, new) = (words_of(&was.heading), words_of(&is.heading));
    let shared = old.intersection(&new).count();
    heads.0 == heads.1 || shared > 1 && shared * 2 >= old.len().max(new.len())
}

fn words_of(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 2).map(fold).collect()
}

/// Whether two texts have few words in common.
fn is_unlike(was: &str, is: &str) -> bool {
    let (was, is) = (words_of(was), words_of(is));
    let shared = was.intersection(&is).count();
    shared * 3 <= was.len().min(is.len())
}
