//! Which words of a register and its translation stand for each other where one of them is not known:
//! those that the same entries have.

use std::collections::{BTreeMap, HashMap};

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
pub(super) struct Counterparts(HashMap<Key, BTreeMap<WordPair, Usage>>);

impl Counterparts {
    /// Counts the words of one more pair of entries, which is at a place among all.
    pub(super) fn add(&mut self, key: Key, words: WordPair, at: usize) {
        let usages = self.0.entry(key).or_default();
        usages.entry(words).or_insert(Usage { count: 0, first: at }).count += 1;
    }

    /// The words of the translation for one of the source.
    pub(super) fn of_leading<'w>(
        &'w self,
        key: Key,
        word: &'w Word,
    ) -> impl Iterator<Item = &'w WordPair> {
        let all = self.0.get(&key).into_iter().flat_map(BTreeMap::keys);
        all.filter(move |[own, _]| own == word)
    }

    /// How often two words stand for each other; nothing where entries have other words as often in
    /// the place of one of them.
    pub(super) fn usage(&self, key: Key, words: &WordPair) -> Option<Usage> {
        let all = self.0.get(&key).filter(|all| all.len() <= MOST)?;
        let usage = *all.get(words)?;
        let [own, theirs] = words;
        let is_rival = |([a, b], rival): (&WordPair, &Usage)| {
            let is_of_own = a == own && b != theirs;
            // Nothing says that two words of the source mean different things where one is not known.
            let are_different =
                is_name(key) || theirs.is_known() || a == b || (a.is_known() && own.is_known());
            let is_of_theirs = b == theirs && a != own && are_different;
            (is_of_own || is_of_theirs) && rival.count >= usage.count
        };
        (!all.iter().any(is_rival)).then_some(usage)
    }

    /// How many entries have a word for which the translation has another, which several entries show,
    /// and how many have the same word on both sides.
    pub(super) fn habit(&self, key: Key) -> Habit {
        let mut habit = Habit::default();
        for (words, usage) in self.0.get(&key).into_iter().flatten() {
            if words[0] == words[1] {
                habit.same += usage.count;
            } else if usage.count > 1 && self.usage(key, words).is_some() {
                habit.other += usage.count;
            }
        }
        habit
    }
}
