//! What one part of a text between signs says by itself: a state, a level, an owner or a day, with a word for it or
//! without: `P1`, `high priority`, `assigned to Mia`, `due 2026-04-02`, `blocked: waits for the key`.

use super::heading::single_value;
use crate::values::{DayReadings, day_of, year_and_month};
use crate::vocabulary::{Key, Vocabulary};

/// A longer name is a sentence, and so is a longer state.
const MOST_WORDS: usize = 3;

/// What may be between a state and its reason.
const BEFORE_REASON: [&str; 7] = [" : ", ": ", "：", " – ", " — ", " - ", " ("];

/// What a part of a text says that is nothing but values.
pub(super) fn said<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    labelled(part, words).or_else(|| value_with_word(part, words)).or_else(|| {
        let is_state = words.status(part).is_some()
            || state_of(part, words).is_some()
            || has_reason(part, words);
        is_state.then_some((Key::Status, part))
    })
}

/// What a part says without a colon, also with a word beside it that needs a whole line of values around it.
pub(super) fn value_with_word<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    value_of(part, words)
        .or_else(|| level_with_label(part, words))
        .or_else(|| owner_with_label(part, words))
}

/// The state that a part is, or starts with.
pub(in crate::register::read) fn state_of<'t>(
    part: &'t str,
    words: &Vocabulary,
) -> Option<&'t str> {
    let is_short = part.split_whitespace().count() <= MOST_WORDS;
    (is_short && words.status_at_start(part).is_some()).then_some(part)
}

/// Whether a text may be the name of a person or of a team.
pub(in crate::register::read) fn is_name(part: &str) -> bool {
    part.starts_with(|c: char| c.is_uppercase() || c == '@')
        && part.split_whitespace().count() <= MOST_WORDS
        && !part.contains(|c: char| c.is_ascii_digit() || c == ':')
}

/// Whether a text is the name of an account: `@mia`.
pub(in crate::register::read) fn is_account(text: &str) -> bool {
    let name = text.strip_prefix('@');
    name.is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace))
}

/// What a part says: a level, an account, a person it is assigned to, or a day with the word for it.
pub(in crate::register::read) fn value_of<'t>(
    part: &'t str,
    vocabulary: &Vocabulary,
) -> Option<(Key, &'t str)> {
    if let Some(key) = single_value(part, vocabulary).filter(|key| key.is_level()) {
        return Some((key, part));
    }
    if is_account(part) {
        return Some((Key::Owner, part));
    }
    let blanks = part.match_indices(' ').map(|(at, _)| at);
    let mut splits = blanks.map(|at| (&part[..at], part[at..].trim_start()));
    splits.find_map(|(label, value)| match vocabulary.key(label)? {
        key @ (Key::FirstSeen | Key::Due) => is_day(value, vocabulary).then_some((key, value)),
        Key::Owner if value.split(' ').count() <= MOST_WORDS => {
            // With a colon, it is a label like any other.
            let is_word = label.ends_with(char::is_alphabetic);
            (is_of_name(label) || is_word && is_name(value)).then_some((Key::Owner, value))
        }
        _ => None,
    })
}

/// Whether a text is a whole value of a key, so that a label in front of it needs no colon to be one.
pub(in crate::register::read) fn is_value_of(key: Key, value: &str, words: &Vocabulary) -> bool {
    const MOST_NAMES: usize = 2;
    match key {
        Key::Status => words.status(value).is_some(),
        Key::Priority | Key::Severity => single_value(value, words).is_some_and(Key::is_level),
        Key::FirstSeen | Key::Due | Key::AcceptedUntil => is_day(value, words),
        Key::Owner | Key::ResolutionOwner | Key::AcceptedBy => {
            let are_names = value.split_whitespace().all(is_name);
            are_names && (1..=MOST_NAMES).contains(&value.split_whitespace().count())
        }
        _ => false,
    }
}

/// Whether a text is a day, also one that may be two, or a month.
fn is_day(text: &str, vocabulary: &Vocabulary) -> bool {
    day_of(text, vocabulary).is_some()
        || DayReadings::of(text).is_some()
        || year_and_month(text).is_some()
}

/// Whether a label needs a name behind it: `assigned to`.
fn is_of_name(label: &str) -> bool {
    const LONGEST: usize = 3;
    label.rsplit_once(' ').is_some_and(|(_, last)| last.chars().count() <= LONGEST)
}

/// `Priority high`, `high priority`.
pub(in crate::register::read) fn level_with_label<'t>(
    part: &'t str,
    words: &Vocabulary,
) -> Option<(Key, &'t str)> {
    let (first, last) = part.split_once(' ')?;
    let of_level = |label: &str| words.key(label).filter(|key| key.is_level());
    let is_level = |word: &str| single_value(word, words).is_some_and(Key::is_level);
    match (of_level(first), of_level(last)) {
        (Some(key), _) if is_level(last) => Some((key, last)),
        (_, Some(key)) if is_level(first) => Some((key, first)),
        _ => None,
    }
}

/// `Lo lleva Mia`: a label of an owner without its colon, in front of a name.
pub(in crate::register::read) fn owner_with_label<'t>(
    part: &'t str,
    words: &Vocabulary,
) -> Option<(Key, &'t str)> {
    const MOST_WORDS: usize = 4;
    let ends_in_name = |value: &str| {
        let last = value.rsplit(' ').next().unwrap_or(value);
        is_name(last) && value.split(' ').count() <= MOST_WORDS
    };
    let blanks = part.match_indices(' ').map(|(at, _)| at);
    let mut splits = blanks.map(|at| (&part[..at], part[at..].trim_start()));
    let found =
        splits.find(|(label, value)| words.key(label) == Some(Key::Owner) && ends_in_name(value));
    found.map(|(_, value)| (Key::Owner, value))
}

/// `owner: Mia`, `status open`.
fn labelled<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    let with_colon = part.split_once([':', '：']).and_then(|(label, value)| {
        let key = words.key(label.trim()).filter(|key| key.is_short())?;
        let value = value.trim();
        let is_state = || key == Key::Status && has_reason(value, words);
        (is_value_of(key, value, words) || is_state()).then_some((key, value))
    });
    with_colon.or_else(|| {
        let (label, value) = part.split_once(' ')?;
        let is_state = words.key(label) == Some(Key::Status) && words.status(value).is_some();
        is_state.then_some((Key::Status, value))
    })
}

/// Whether a part starts with a state and says why behind a sign.
fn has_reason(part: &str, words: &Vocabulary) -> bool {
    let is_state = |sign: &str| {
        let state = part.split_once(sign).map(|(state, _)| state.trim());
        state.is_some_and(|state| words.status_word_alone(state).is_some())
    };
    // `in progress since May`
    let is_dated = || {
        part.match_indices(' ').any(|(at, _)| {
            let day = part[at..].trim_start().split(' ').next().and_then(|word| words.key(word));
            matches!(day, Some(Key::FirstSeen | Key::Due))
                && words.status_word_alone(&part[..at]).is_some()
        })
    };
    BEFORE_REASON.into_iter().any(is_state) || is_dated()
}
