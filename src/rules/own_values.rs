//! Values that are a register's own: it writes them again, or joins known ones.

use std::collections::HashMap;

use super::Context;
use crate::vocabulary::{Key, fold};

/// What ends the value in a text that explains it.
const ENDS: [&str; 7] = [" (", " — ", " – ", " - ", ": ", ", ", ". "];

/// How often the values of a key are written.
pub(super) struct OwnValues(HashMap<String, usize>);

impl OwnValues {
    pub(super) fn of(cx: &Context<'_>, key: Key) -> Self {
        let mut counts = HashMap::new();
        for given in cx.answered(key) {
            *counts.entry(lead(given.text)).or_default() += 1;
        }
        Self(counts)
    }

    /// Whether several entries have a value that starts as a text does.
    pub(super) fn has_again(&self, text: &str) -> bool {
        self.0.get(&lead(text)).is_some_and(|&count| count > 1)
    }

    /// Whether a level is one of the register's own: used again, or one between two known ones,
    /// `Medium-High`.
    pub(super) fn has_level(&self, cx: &Context<'_>, text: &str) -> bool {
        let value = lead(text);
        let words = cx.words();
        let mut parts = value.split(['-', '/', '–']).map(str::trim);
        let is_joined = parts.clone().count() > 1
            && parts.all(|part| words.is_severity_word(part) || words.is_priority_word(part));
        is_joined || self.has_again(text)
    }
}

/// The value that a text starts with: `Parked (T3) — …` is `Parked`.
fn lead(text: &str) -> String {
    let end = ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    fold(&text[..end])
}
