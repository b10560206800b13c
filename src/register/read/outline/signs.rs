//! What the signs in front of headings mean, where the file explains them: `🟡`.

use crate::register::Field;
use crate::register::read::short_values::{level_with_label, single_value};
use crate::vocabulary::{Key, Vocabulary};

/// The key of whose values a sign is one, where the file explains it.
pub(in crate::register::read) fn key_of_sign(
    sign: &str,
    text: &str,
    signs: &[Field],
    words: &Vocabulary,
) -> Option<Key> {
    let explained = |sign: &str| signs.iter().find(|it| it.label.of(text) == sign);
    // Of two signs, each is one of them: `🟢🟡`.
    let first = || {
        let end = sign.char_indices().nth(1).map_or(sign.len(), |(at, _)| at);
        let rest = sign[end..].trim_start_matches('\u{fe0f}');
        explained(&sign[..end]).filter(|_| explained(rest).is_some())
    };
    let explained = explained(sign).or_else(first)?;
    let meaning = explained.value.of(text);
    let level = || level_with_label(meaning, words).map(|(key, _)| key);
    Some(single_value(meaning, words).or_else(level).unwrap_or(Key::Status))
}

/// Whether the signs that a file explains are states: one of them is explained as a state that is known.
pub(in crate::register::read) fn are_states(
    text: &str,
    signs: &[Field],
    words: &Vocabulary,
) -> bool {
    signs.iter().any(|sign| words.status(sign.value.of(text)).is_some())
}
