//! Which words of a register and its translation stand for each other where one of them is not known:
//! those that the same entries have.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::vocabulary::Key;

/// Values with more different pairs are texts, and no words.
const MOST: usize = 256;

/// Whether the values of a key are names, which no list knows.
pub(super) fn is_name(key: Key) -> bool {
    key.is_copied() && !key.is_typed() && key != Key::Ticket
}

/// A word: its meaning, or the word itself where it is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Known(String),
    Unknown(String),
}

impl Word {
    pub(super) fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }
}

/// The words of both sides, the leading one first.
pub(super) type WordPair = [Word; 2];

/// How many entries have a pair of words, and which of all pairs of entries is the first of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    pub count: usize,
    pub first: usize,
}

/// How many entries have another word in the translation, and how many the same.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habit {
    pub other: usize,
    pub same: usize,
}

/// How many entries have each pair of words.
#[derive(Debug, Default)]
pub(super) struct CountedWords {
    pairs: HashMap<Key, BTreeMap<WordPair, Usage>>,
    shared: HashMap<Key, isize>,
}

/// Words that stand for each other: no entries have other words as often in the place of one of them,
/// or a name of both languages a third as often.
#[derive(Debug, Default)]
pub(super) struct Counterparts {
    words: HashMap<Key, KeyWords>,
    /// For the fields of a register's own, how many more entries have the same text on both sides than have
    /// another, codes left out.
    shared: HashMap<Key, isize>,
}

/// Those of one key.
#[derive(Debug, Default)]
struct KeyWords {
    pairs: BTreeMap<WordPair, Usage>,
    /// Those that are refused only because the other language has one of the names, too.
    doubtful: BTreeSet<WordPair>,
    habit: Habit,
}

impl CountedWords {
    /// Counts the words of one more pair of entries, which is at a place among all.
    pub(super) fn add(&mut self, key: Key, words: WordPair, at: usize) {
        let usages = self.pairs.entry(key).or_default();
        usages.entry(words).or_insert(Usage { count: 0, first: at }).count += 1;
    }

    /// Counts a text of one more pair of entries, which is the same on both sides or is not.
    pub(super) fn add_text(&mut self, key: Key, is_same: bool) {
        *self.shared.entry(key).or_default() += if is_same { 1 } else { -1 };
    }

    /// Those that stand for each other, found once for all entries that ask.
    pub(super) fn counterparts(self) -> Counterparts {
        let words = self.pairs.into_iter().map(|(key, all)| (key, KeyWords::among(key, all)));
        Counterparts { words: words.collect(), shared: self.shared }
    }
}

impl KeyWords {
    fn among(key: Key, mut all: BTreeMap<WordPair, Usage>) -> Self {
        let same = all.iter().filter(|(words, _)| words[0] == words[1]);
        let same: usize = same.map(|(_, usage)| usage.count).sum();
        let mut habit = Habit { other: 0, same };
        if all.len() > MOST {
            return Self { habit, ..Self::default() };
        }
        let rivals: Vec<(WordPair, usize)> =
            all.iter().map(|(words, usage)| (words.clone(), usage.count)).collect();
        let is_refused = |words: &WordPair, usage: &Usage, weight: fn(Key, &WordPair) -> usize| {
            rivals.iter().any(|(rival, count)| {
                count * weight(key, rival) >= usage.count && are_rivals(key, words, rival)
            })
        };
        let mut doubtful = BTreeSet::new();
        all.retain(|words, usage| {
            let is_kept = !is_refused(words, usage, weight);
            if !is_kept && !is_refused(words, usage, |_, _| 1) {
                doubtful.insert(words.clone());
            }
            is_kept
        });
        let others = all.iter().filter(|(words, usage)| words[0] != words[1] && usage.count > 1);
        habit.other = others.map(|(_, usage)| usage.count).sum();
        Self { pairs: all, doubtful, habit }
    }
}

/// How much an entry with a pair of words counts against another pair. A name that the other language
/// has, too, is rarely translated: the other entries may have been handed over.
fn weight(key: Key, [own, theirs]: &WordPair) -> usize {
    if is_name(key) && own == theirs { 3 } else { 1 }
}

/// Whether only one of two pairs of words can stand for each other.
fn are_rivals(key: Key, [own, theirs]: &WordPair, [a, b]: &WordPair) -> bool {
    // Nothing says that two words of the source mean different things where one is not known.
    let are_different =
        is_name(key) || theirs.is_known() || a == b || (a.is_known() && own.is_known());
    (a == own && b != theirs) || (b == theirs && a != own && are_different)
}

impl Counterparts {
    /// The words of the translation for one of the source.
    pub(super) fn of_leading<'w>(
        &'w self,
        key: Key,
        word: &'w Word,
    ) -> impl Iterator<Item = (&'w WordPair, Usage)> {
        let all = self.words.get(&key).into_iter().flat_map(|words| &words.pairs);
        all.filter(move |(words, _)| words[0] == *word).map(|(words, usage)| (words, *usage))
    }

    /// How often two words stand for each other.
    pub(super) fn usage(&self, key: Key, words: &WordPair) -> Option<Usage> {
        self.words.get(&key)?.pairs.get(words).copied()
    }

    /// Whether names may stand for each other, or belong to entries that were handed over in one language.
    pub(super) fn is_doubtful(&self, key: Key, words: &WordPair) -> bool {
        self.words.get(&key).is_some_and(|own| own.doubtful.contains(words))
    }

    /// How many entries have a word for which the translation has another, which several entries show,
    /// and how many have the same word on both sides.
    pub(super) fn habit(&self, key: Key) -> Habit {
        self.words.get(&key).map_or_else(Habit::default, |words| words.habit)
    }

    /// Whether the texts of a field of a register's own are names, which both sides share.
    pub(super) fn are_names(&self, key: Key) -> bool {
        self.shared.get(&key).is_some_and(|&more| more > 0)
    }
}
