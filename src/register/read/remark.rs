//! The values in the parentheses that end a line: `Imports fail (P1, blocked: waits for the key, owner Mia)`.

use super::joined_values::{level_with_label, owner_with_label};
use super::value_line::{is_name, is_value_of, state_of, value_of, values_of_line};
use crate::vocabulary::{Key, Vocabulary};

/// What may part the values; of these, the first that a remark has outside of inner parentheses.
const SIGNS: [&str; 6] = [" · ", " | ", " / ", "; ", ", ", "，"];

/// What may part a state from its reason.
const BEFORE_REASON: [&str; 7] = [" : ", ": ", "：", " – ", " — ", " - ", " ("];

const PAIRS: [[char; 2]; 3] = [['(', ')'], ['[', ']'], ['（', '）']];

/// The words before the parentheses that end a text and hold several values, and those.
pub(super) fn values_at_end<'t>(
    text: &'t str,
    words: &Vocabulary,
) -> Option<(&'t str, Vec<(Key, &'t str)>)> {
    let (before, inner) = remark_at_end(text)?;
    Some((before, values_of_remark(inner, words)?))
}

/// The words before the parentheses that end a text, and what is in these, inner ones included.
pub(super) fn remark_at_end(text: &str) -> Option<(&str, &str)> {
    let whole = text.trim_end_matches(['.', ' ', '*', '_', '\n']);
    let [open, close] = PAIRS.into_iter().find(|[_, close]| whole.ends_with(*close))?;
    let mut depth = 0;
    let (at, _) = whole.char_indices().rev().find(|&(_, c)| {
        depth += i32::from(c == close) - i32::from(c == open);
        depth == 0
    })?;
    let inner = &whole[at + open.len_utf8()..whole.len() - close.len_utf8()];
    Some((whole[..at].trim_end_matches([' ', '*', '_', '—', '–', '-']), inner))
}

/// The values of a remark that has several, of different keys, and nothing else. One part may be a name, which is
/// that of the owner; a state may have its reason behind it.
pub(super) fn values_of_remark<'t>(
    inner: &'t str,
    words: &Vocabulary,
) -> Option<Vec<(Key, &'t str)>> {
    const SEVERAL: usize = 2;
    if let Some(values) = values_of_line(inner, words) {
        return Some(values);
    }
    let mut values: Vec<(Key, &str)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for part in parts(inner) {
        match value_of_part(part, words) {
            Some((key, _)) if values.iter().any(|(known, _)| *known == key) => return None,
            Some(value) => values.push(value),
            None if is_name(part) => names.push(part),
            None => return None,
        }
    }
    let has_owner = values.iter().any(|(key, _)| *key == Key::Owner);
    let most_names = usize::from(!has_owner);
    let is_remark = names.len() <= most_names && values.len() >= SEVERAL;
    is_remark.then(|| {
        values.extend(names.pop().map(|name| (Key::Owner, name)));
        values
    })
}

/// What a part of a remark says, with its words for that or without.
fn value_of_part<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    labelled(part, words)
        .or_else(|| value_of(part, words))
        .or_else(|| level_with_label(part, words))
        .or_else(|| owner_with_label(part, words))
        .or_else(|| Some((Key::Status, state_of(part, words)?)))
        .or_else(|| words.status(part).map(|_| (Key::Status, part)))
        .or_else(|| state_with_reason(part, words).map(|state| (Key::Status, state)))
}

/// `owner: Mia`, `status open`.
fn labelled<'t>(part: &'t str, words: &Vocabulary) -> Option<(Key, &'t str)> {
    let with_colon = part.split_once([':', '：']).and_then(|(label, value)| {
        let key = words.key(label.trim()).filter(|key| key.is_short())?;
        let value = value.trim();
        let is_state = || key == Key::Status && state_with_reason(value, words).is_some();
        (is_value_of(key, value, words) || is_state()).then_some((key, value))
    });
    with_colon.or_else(|| {
        let (label, value) = part.split_once(' ')?;
        let is_state = words.key(label) == Some(Key::Status) && words.status(value).is_some();
        is_state.then_some((Key::Status, value))
    })
}

/// A part that starts with a state and says why behind a sign.
fn state_with_reason<'t>(part: &'t str, words: &Vocabulary) -> Option<&'t str> {
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
    (BEFORE_REASON.into_iter().any(is_state) || is_dated()).then_some(part)
}

/// The parts of a remark between its signs; those in inner parentheses part nothing.
fn parts(inner: &str) -> Vec<&str> {
    let outside = |sign: &str| -> Vec<usize> {
        let count = |text: &str, at: usize| {
            text.matches(|c| PAIRS.iter().any(|pair| pair[at] == c)).count()
        };
        let places = inner.match_indices(sign).map(|(at, _)| at);
        places.filter(|&at| count(&inner[..at], 0) == count(&inner[..at], 1)).collect()
    };
    let found = SIGNS.into_iter().map(|sign| (sign, outside(sign))).find(|it| !it.1.is_empty());
    let Some((sign, places)) = found else { return vec![inner] };
    let mut from = 0;
    let mut parts = Vec::new();
    for at in places {
        parts.push(&inner[from..at]);
        from = at + sign.len();
    }
    parts.push(&inner[from..]);
    parts.into_iter().map(|part| part.trim_matches(['.', ' ', '*', '_', '`'])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    fn read(text: &str) -> Option<String> {
        let words = Vocabulary::with(&UniqueMap::default());
        let (before, values) = values_at_end(text, &words)?;
        let values = values.iter().map(|(key, value)| format!("{key:?} {value}"));
        Some(std::iter::once(before.to_owned()).chain(values).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn a_remark_has_values_with_their_words_and_reasons() {
        for (text, said) in [
            (
                "Gate jams (P1, blocked: waits for the mast, owner Bea, due 2026-09-01)",
                "Gate jams | Priority P1 | Status blocked: waits for the mast | Owner Bea | Due 2026-09-01",
            ),
            (
                "Tor klemmt (P2, offen (seit Mai), zuständig: Bea)",
                "Tor klemmt | Priority P2 | Status offen (seit Mai) | Owner Bea",
            ),
            (
                "Kapı takılıyor [P1; ertelendi – bütçe yok; sorumlu Ayşe]",
                "Kapı takılıyor | Priority P1 | Status ertelendi – bütçe yok | Owner Ayşe",
            ),
            (
                "La porte coince (P1, bloqué : en attente du mât, responsable : Inès)",
                "La porte coince | Priority P1 | Status bloqué : en attente du mât | Owner Inès",
            ),
            (
                "Bell cracked (priority high, status open, Mo)",
                "Bell cracked | Priority high | Status open | Owner Mo",
            ),
            (
                "Drucker klemmt (P3, in Arbeit seit Mai, Mo)",
                "Drucker klemmt | Priority P3 | Status in Arbeit seit Mai | Owner Mo",
            ),
            (
                "Lamp is gone (blocked (mast, wire), P2)",
                "Lamp is gone | Status blocked (mast, wire) | Priority P2",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(said), "{text}");
        }
        // What is not understood as a whole says nothing.
        for text in [
            "Gate jams (P1, see the log)",
            "Gate jams (P1)",
            "Gate jams (open: the door, closed: the gate)",
            "Gate jams (P1, Mo, Bea, open)",
            "Gate jams) P1, open",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
