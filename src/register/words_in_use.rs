//! The words that entries have for states and levels, and `lint` does not object to.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::soundness::Soundness;
use super::value_parts::ValueParts;
use crate::text::Ordered;
use crate::vocabulary::{Key, fold};

/// A longer value says more than its word.
pub(crate) const LONGEST_WORD: usize = 24;

impl<'a> Soundness<'a> {
    /// The words for a key, the most frequent first.
    pub(crate) fn words_in_use(self, key: Key) -> Vec<&'a str> {
        let mut counts: HashMap<String, (usize, &'a str)> = HashMap::new();
        for entry in &self.register.entries {
            let Some(text) = self.register.value_of(entry, key) else { continue };
            let text = ValueParts::of(text).word(|word| !self.objects_to(key, word));
            if is_word(text)
                && self.words.placeholder(text).is_none()
                && !self.objects_to(key, text)
            {
                counts.entry(fold(text)).or_insert((0, text)).0 += 1;
            }
        }
        let mut all: Vec<(usize, &str)> = counts.into_values().collect();
        all.order_by_key(|&(count, text)| (Reverse(count), text));
        all.into_iter().map(|(_, text)| text).collect()
    }

    /// A word as entries have it, if they do.
    pub(crate) fn as_in_use(self, key: Key, text: &str) -> Option<&'a str> {
        let folded = fold(text);
        self.words_in_use(key).into_iter().find(|word| fold(word) == folded)
    }
}

fn is_word(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= LONGEST_WORD
        && !value.contains(['\n', '(', ',', '[', ':', ';', '|'])
}
