//! Entries and fields by the names that people type.

use crate::register::{Entry, Register};
use crate::vocabulary::{Key, Vocabulary};

/// Every entry of an ID, in upper or lower case; of a number, where entries have no IDs.
pub(crate) fn named<'r>(register: &'r Register<'_>, id: &str) -> impl Iterator<Item = &'r Entry> {
    let number = id.trim_start_matches('#');
    let is_named = move |entry: &&Entry| match register.id(entry) {
        Some(own) => own.eq_ignore_ascii_case(id),
        None => {
            entry.number.is_some_and(|own| register.text(own).trim_start_matches('#') == number)
        }
    };
    register.entries.iter().filter(is_named)
}

/// The key that a word names: `status`, `EditTarget Version`, `öncelik`.
pub(crate) fn key_named(vocabulary: &Vocabulary, word: &str) -> Option<Key> {
    let word = word.trim().replace(['-', '_'], " ");
    vocabulary.key(&word).or_else(|| vocabulary.key_named(&word))
}
