//! Values that are a register's own: it writes them again, or joins known ones.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Context;
use crate::vocabulary::{Key, fold};

/// What ends the value in a text that explains it.
const ENDS: [&str; 11] = [" (", "（", " — ", " – ", " - ", ": ", "：", ", ", "，", ". ", "。"];

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

    /// Whether a level is one of the register's own: used again, known with a reason behind it, or one between two
    /// known ones, `Medium-High`.
    pub(super) fn has_level(&self, cx: &Context<'_>, text: &str) -> bool {
        is_level(cx, words_before_end(text)) || self.has_again(text)
    }
}

/// A register's own words for states or levels. All entries are asked for a word, so each is asked for once.
pub(super) struct OwnWords<'c, 'a> {
    cx: &'c Context<'a>,
    key: Key,
    known: RefCell<HashMap<String, String>>,
}

impl<'c, 'a> OwnWords<'c, 'a> {
    pub(super) fn of(cx: &'c Context<'a>, key: Key) -> Self {
        Self { cx, key, known: RefCell::default() }
    }

    /// A word as the register writes it, if it has a form of its own.
    pub(super) fn word(&self, text: &str) -> String {
        let Context { register, policy, .. } = self.cx;
        if !self.cx.is_generic() {
            return text.to_owned();
        }
        let own = || register.in_own_words(self.key, text, policy, self.cx.words());
        self.known.borrow_mut().entry(text.to_owned()).or_insert_with(own).clone()
    }
}

/// The levels that the entries of a register have under a key, the most urgent first, each once.
pub(super) fn levels_in_use<'c>(cx: &Context<'c>, key: Key) -> Vec<&'c str> {
    let mut levels: Vec<&str> =
        cx.answered(key).map(|given| words_before_end(given.text)).collect();
    levels.retain(|level| is_level(cx, level));
    levels.sort_by_key(|level| (cx.words().urgency(level), fold(level)));
    levels.dedup_by_key(|level| fold(level));
    levels
}

fn is_level(cx: &Context<'_>, value: &str) -> bool {
    let words = cx.words();
    let mut parts = value.split(['-', '/', '–']).map(str::trim);
    parts.all(|part| words.is_severity_word(part) || words.is_priority_word(part))
}

/// The value that a text starts with: `Parked (T3) — …` is `Parked`.
fn lead(text: &str) -> String {
    fold(words_before_end(text))
}

/// The words of a text before those that explain them.
fn words_before_end(text: &str) -> &str {
    let end = ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    text[..end].trim()
}
