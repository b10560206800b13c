//! The values in brackets at the ends of a title: `[High] Imports fail`, `Imports fail [resolved]`.

use super::heading_values;
use super::own_levels::OwnLevels;
use crate::register::{Entry, Field};
use crate::vocabulary::{Key, Vocabulary};

/// Takes what stands in brackets before the words of a heading or behind them: `[P1] [Resolved] Imports fail`,
/// `Imports fail [resolved]`; behind the former also who is to do it, as in comments of code: `TODO(mia):`.
pub(super) fn take_brackets(text: &str, entry: &mut Entry, words: (&Vocabulary, &OwnLevels<'_>)) {
    while take_bracket(text, entry, words) {}
    let whole = entry.title.of(text);
    let behind = ["TODO(", "FIXME("].iter().find_map(|word| whole.strip_prefix(word));
    let Some((name, rest)) = behind.and_then(|it| it.split_once("):")) else { return };
    let (name, rest) = (name.trim(), rest.trim_start());
    let is_name = !name.is_empty() && name.split_whitespace().count() <= 2 && !rest.is_empty();
    if is_name && entry.field(Key::Owner).is_none() {
        entry.fields.push(Field::unlabelled(Key::Owner, entry.title.part(whole, name)));
        entry.title = entry.title.part(whole, rest);
    }
}

fn take_bracket(
    text: &str,
    entry: &mut Entry,
    (words, own): (&Vocabulary, &OwnLevels<'_>),
) -> bool {
    let whole = entry.title.of(text);
    let before = || {
        let (inner, rest) = whole.strip_prefix('[')?.split_once(']')?;
        let is_link = rest.starts_with(['(', '[']) && !rest.starts_with("[ ");
        Some((inner, rest.trim_start_matches([':', '-', '—', '–', ' ']))).filter(|_| !is_link)
    };
    let behind = || {
        let (rest, inner) = whole.strip_suffix(']')?.rsplit_once(" [")?;
        Some((inner, rest.trim_end()))
    };
    // `[FIXED in 3.1, Ann]`
    let state = |inner: &str| {
        let first = inner.split_once(' ').filter(|(first, _)| words.is_status_word(first));
        (first.is_some() && words.leading_status(inner).is_some()).then_some(Key::Status)
    };
    let value = |(inner, rest)| {
        let key = heading_values::single_value(inner, words).or_else(|| own.key(inner));
        Some((key.or_else(|| state(inner))?, inner, rest))
    };
    let found = before().and_then(value).or_else(|| behind().and_then(value));
    let Some((key, inner, rest)) = found.filter(|(_, _, rest)| !rest.is_empty()) else {
        return false;
    };
    entry.put_own(key, entry.title.part(whole, inner));
    entry.title = entry.title.part(whole, rest);
    true
}
