//! The words that a register with a form of its own has for states and levels.

use std::collections::HashMap;

use crate::vocabulary::{Key, fold, without_qualifier};

/// The words of a register that nobody else knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnWords {
    states: UnknownWords,
    priorities: UnknownWords,
    severities: UnknownWords,
}

/// The values of a key that are not known, and how often entries have each.
#[derive(Clone, Debug, Default)]
pub(super) struct UnknownWords {
    counts: HashMap<String, usize>,
    /// Whether the entries have fewer known words than unknown ones.
    are_most: bool,
}

impl OwnWords {
    /// The words of all entries, by the key.
    pub(super) fn of(words: impl Fn(Key) -> UnknownWords) -> Self {
        Self {
            states: words(Key::Status),
            priorities: words(Key::Priority),
            severities: words(Key::Severity),
        }
    }

    /// Whether an unknown value of a key may be a word of its own: it is used again, or most are
    /// unknown.
    pub(super) fn has(&self, key: Key, text: &str) -> bool {
        let words = match key {
            Key::Status => &self.states,
            Key::Priority => &self.priorities,
            Key::Severity => &self.severities,
            _ => return false,
        };
        words.are_most || words.counts.get(&word(text)).is_some_and(|count| *count > 1)
    }
}

impl UnknownWords {
    /// Those among all values.
    pub(super) fn among<'v>(
        values: impl Iterator<Item = &'v str>,
        is_known: impl Fn(&str) -> bool,
    ) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let (mut known, mut unknown) = (0, 0);
        for text in values {
            if is_known(text) {
                known += 1;
            } else {
                unknown += 1;
                *counts.entry(word(text)).or_default() += 1;
            }
        }
        Self { counts, are_most: known < unknown }
    }
}

/// A value in any case, without what belongs to one entry.
fn word(text: &str) -> String {
    fold(without_qualifier(text))
}
