//! Values without labels, and lines of them: `P1 / assigned to Mia / still open`, `open, P1, Mia`.

use super::heading_values::single_value;
use crate::values::{DayReadings, day_of, year_and_month};
use crate::vocabulary::{Key, Vocabulary};

/// What may part the values of a line.
const SIGNS: [&str; 6] = [" / ", " · ", " | ", " — ", "; ", ", "];

/// A longer name is a sentence, and so is a longer state.
const MOST_WORDS: usize = 3;

/// The values of a line that has several, of different keys, and nothing else. One part may be a name, which
/// is that of the owner.
pub(super) fn values_of_line<'t>(line: &'t str, words: &Vocabulary) -> Option<Vec<(Key, &'t str)>> {
    const SEVERAL: usize = 2;
    let line = within_brackets(line);
    let sign = SIGNS.into_iter().find(|sign| line.contains(sign))?;
    let mut values: Vec<(Key, &str)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for part in line.split(sign).map(|part| part.trim_matches(['.', ' ', '*', '_'])) {
        match value_of(part, words).or_else(|| Some((Key::Status, state_of(part, words)?))) {
            Some((key, _)) if values.iter().any(|(known, _)| *known == key) => return None,
            Some(value) => values.push(value),
            None if is_name(part) => names.push(part),
            None => return None,
        }
    }
    if values.len() < SEVERAL || names.len() > 1 {
        return None;
    }
    let has_owner = values.iter().any(|(key, _)| *key == Key::Owner);
    match names.pop() {
        Some(_) if has_owner => None,
        name => {
            values.extend(name.map(|name| (Key::Owner, name)));
            Some(values)
        }
    }
}

/// A line without the brackets around all of it: `[open, Mia]`.
fn within_brackets(line: &str) -> &str {
    let whole = line.trim().trim_end_matches('.');
    let pairs = [['[', ']'], ['(', ')']].into_iter();
    let mut inner = pairs.filter_map(|[open, close]| whole.strip_prefix(open)?.strip_suffix(close));
    inner.find(|inner| !inner.contains(['[', ']', '(', ')'])).unwrap_or(line)
}

/// The state that a part is, or starts with.
pub(super) fn state_of<'t>(part: &'t str, words: &Vocabulary) -> Option<&'t str> {
    let is_short = part.split_whitespace().count() <= MOST_WORDS;
    let is_state = words.status(part).or_else(|| words.leading_status(part)).is_some();
    (is_short && is_state).then_some(part)
}

/// Whether a text may be the name of a person or of a team.
pub(super) fn is_name(part: &str) -> bool {
    part.starts_with(|c: char| c.is_uppercase() || c == '@')
        && part.split_whitespace().count() <= MOST_WORDS
        && !part.contains(|c: char| c.is_ascii_digit() || c == ':')
}

/// What a part says: a level, an account, a person it is assigned to, or a day with the word for it.
pub(super) fn value_of<'t>(part: &'t str, vocabulary: &Vocabulary) -> Option<(Key, &'t str)> {
    if let Some(key) = single_value(part, vocabulary).filter(|key| *key != Key::Status) {
        return Some((key, part));
    }
    let is_account = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    if part.strip_prefix('@').is_some_and(is_account) {
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
pub(super) fn is_value_of(key: Key, value: &str, words: &Vocabulary) -> bool {
    const MOST_NAMES: usize = 2;
    match key {
        Key::Status => words.status(value).is_some(),
        Key::Priority | Key::Severity => {
            matches!(single_value(value, words), Some(Key::Priority | Key::Severity))
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_line_of_values_has_nothing_else() {
        let words = Vocabulary::with(&UniqueMap::default());
        let read = |line| {
            let values = values_of_line(line, &words)?;
            Some(values.into_iter().map(|(key, value)| format!("{key:?} {value}")).collect())
        };
        let said = |parts: &[&str]| -> Option<Vec<String>> {
            Some(parts.iter().map(|&part| part.to_owned()).collect())
        };
        assert_eq!(read("P2 / open"), said(&["Priority P2", "Status open"]));
        assert_eq!(
            read("done, high, Mia Holm"),
            said(&["Status done", "Severity high", "Owner Mia Holm"])
        );
        assert_eq!(
            read("P1 · assigned to Can · fixed in 4.2"),
            said(&["Priority P1", "Owner Can", "Status fixed in 4.2"])
        );
        assert_eq!(read("[open, P1, Bea]."), said(&["Status open", "Priority P1", "Owner Bea"]));
        assert_eq!(read("owner Bea, P2"), said(&["Owner Bea", "Priority P2"]));
        for line in ["open", "P1, see the log", "Mia, open", "P1, P2", "P1, open, Mia, Can"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
