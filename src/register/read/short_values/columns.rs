//! Values without labels that several lines have in the same order: `— open — Mia`, `(Mia, open)`. What each is,
//! the lines show together, as the columns of a table do.

use std::collections::{HashMap, HashSet};

use super::heading::single_value;
use super::part::{is_name, value_of};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// With more words, a part is no name.
const MOST_WORDS: usize = 3;

/// What the lines of the usual number of parts show.
pub(in crate::register::read) struct UsualKeys {
    /// What each part is.
    pub(in crate::register::read) keys: Vec<Option<Key>>,
    /// How many lines there are.
    pub(in crate::register::read) count: usize,
}

/// What each part of some lines is that have the number of parts which most have.
pub(in crate::register::read) fn usual_keys(
    text: &str,
    lines: &[Vec<Span>],
    words: &Vocabulary,
) -> Option<UsualKeys> {
    const SEVERAL: usize = 2;
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        *counts.entry(line.len()).or_default() += 1;
    }
    let usual = counts.into_iter().max_by_key(|&(parts, count)| (count, parts));
    let (length, count) = usual.unwrap_or_default();
    let alike: Vec<&Vec<Span>> = lines.iter().filter(|line| line.len() == length).collect();
    let is_usual = count >= SEVERAL && count * 10 >= lines.len() * 6;
    is_usual.then(|| UsualKeys { keys: keys_of_columns(text, &alike, length, words), count })
}

/// What each part of some lines is. Lines of another number of parts than most have say nothing.
pub(in crate::register::read) fn keys_of_parts(
    text: &str,
    lines: &[Vec<Span>],
    words: &Vocabulary,
) -> Vec<Vec<Option<Key>>> {
    let usual = usual_keys(text, lines, words);
    let of_line = |line: &Vec<Span>| match &usual {
        Some(usual) if line.len() == usual.keys.len() => {
            let keys = line.iter().zip(&usual.keys);
            keys.map(|(part, key)| key.or_else(|| key_of_day(part.of(text), words))).collect()
        }
        _ => line.iter().map(|part| key_of_part(part.of(text), words)).collect(),
    };
    lines.iter().map(of_line).collect()
}

/// The key of a part that is a day with the word for it.
fn key_of_day(part: &str, words: &Vocabulary) -> Option<Key> {
    let key = value_of(part, words).map(|(key, _)| key);
    key.filter(|key| matches!(key, Key::Due | Key::FirstSeen))
}

/// What a part says by itself.
pub(in crate::register::read) fn key_of_part(part: &str, words: &Vocabulary) -> Option<Key> {
    const MOST_WORDS: usize = 6;
    let value = || value_of(part, words).map(|(key, _)| key);
    let is_short = part.split_whitespace().count() <= MOST_WORDS;
    let state = || words.status_at_start(part).filter(|_| is_short).map(|_| Key::Status);
    // `open since 2026-04-02` is a state.
    single_value(part, words).or_else(state).or_else(value)
}

/// What each column of lines with the same number of parts is.
fn keys_of_columns(
    text: &str,
    lines: &[&Vec<Span>],
    length: usize,
    words: &Vocabulary,
) -> Vec<Option<Key>> {
    let column = |at: usize| lines.iter().map(move |line| line[at].of(text));
    let share =
        |at: usize, is_one: &dyn Fn(&str) -> bool| column(at).filter(|it| is_one(it)).count();
    let most = |at: usize, is_one: &dyn Fn(&str) -> bool| share(at, is_one) * 10 >= lines.len() * 6;
    let mut keys: Vec<Option<Key>> = vec![None; length];
    for (at, key) in keys.iter_mut().enumerate() {
        let is_of = |wanted: Key| move |part: &str| single_value(part, words) == Some(wanted);
        let levels = [Key::Severity, Key::Priority];
        *key = levels.into_iter().find(|&level| most(at, &is_of(level)));
    }
    let is_state = |part: &str| words.status_at_start(part).is_some();
    let states = |at: usize| share(at, &is_state);
    let free = (0..length).filter(|&at| keys[at].is_none());
    // States are said in many words.
    let best = free.max_by_key(|&at| states(at)).filter(|&at| states(at) * 10 >= lines.len() * 4);
    if let Some(at) = best.filter(|&at| states(at) > 1) {
        keys[at] = Some(Key::Status);
    }
    let is_short = |part: &str| {
        part.split_whitespace().count() <= MOST_WORDS
            && !part.contains(|c: char| c.is_ascii_digit())
    };
    let repeats = |at: usize| column(at).collect::<HashSet<_>>().len() * 10 <= lines.len() * 8;
    let is_owner = |&at: &usize| {
        keys[at].is_none() && most(at, &is_short) && (most(at, &is_name) || repeats(at))
    };
    // Names are those of owners beside states or levels.
    let has_value = keys.iter().any(Option::is_some);
    if let Some(at) = (0..length).find(is_owner).filter(|_| has_value) {
        keys[at] = Some(Key::Owner);
    }
    keys
}
