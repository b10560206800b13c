//! Whether the heading above an entry says another state than the entry.

use super::entry::Entry;
use super::{Policy, Register};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// A heading that says of an entry below it whether anything is left to repair, and the entry has a state
/// of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateAbove {
    pub(crate) heading: Span,
    /// Whether the heading says that nothing is left to repair.
    pub(crate) is_over: bool,
    /// Whether the entry says the opposite.
    pub(crate) contradicts: bool,
}

impl StateAbove {
    /// What the heading above an entry with a state of its own says of it.
    pub(crate) fn of(
        register: &Register<'_>,
        entry: &Entry,
        own: &str,
        (policy, words): (&Policy, &Vocabulary),
    ) -> Option<Self> {
        let &(_, heading) = entry.overruled.iter().find(|(key, _)| *key == Key::Status)?;
        let is_over = |text: &str| policy.is_over_in_words(text, words);
        let [says, own] = [is_over(register.text(heading))?, is_over(own)?];
        Some(Self { heading, is_over: says, contradicts: says != own })
    }
}

impl Policy {
    /// Whether a state says that nothing is left to repair; nothing where it is not understood.
    pub(crate) fn is_over_in_words(&self, text: &str, words: &Vocabulary) -> Option<bool> {
        Some(self.is_over(self.meaning(text, words)?, words))
    }
}
