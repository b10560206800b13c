//! The values in brackets at the ends of a title: `[High] Imports fail`, `Imports fail [resolved]`.

use super::own_levels::OwnLevels;
use super::short_values::{self, values_of_line};
use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// Takes what stands in brackets before the words of a heading or behind them: `[P1] [Resolved] Imports fail`,
/// `Imports fail [resolved]`; behind the former also who is to do it, as comments of code name them: `GAP(mia): …`.
pub(super) fn take_brackets(text: &str, entry: &mut Entry, words: (&Vocabulary, &OwnLevels<'_>)) {
    while take_bracket(text, entry, words) {}
    let whole = entry.title.of(text);
    let is_subject =
        |word: &str| !word.contains(|c: char| !c.is_uppercase()) && words.0.is_subject(word);
    let behind = whole.split_once('(').filter(|(word, _)| is_subject(word));
    let Some((name, rest)) = behind.and_then(|(_, it)| it.split_once("):")) else { return };
    let (name, rest) = (name.trim(), rest.trim_start());
    let is_level = short_values::single_value(name, words.0).is_some();
    let is_name =
        !name.is_empty() && !is_level && name.split_whitespace().count() <= 2 && !rest.is_empty();
    if is_name && entry.field(Key::Owner).is_none() {
        entry.fields.push(Field::unlabelled(Key::Owner, entry.title.part(whole, name)));
        entry.title = entry.title.part(whole, rest);
    }
}

/// Takes what is near a state for one, where at least as many others have a state in brackets: `[Opne]`
/// beside `[Open]`.
pub(super) fn take_mistyped(text: &str, entries: &mut [Entry], words: &Vocabulary) {
    let is_in_brackets = |field: &Field| {
        let (before, behind) =
            (&text[..field.value.start as usize], &text[field.value.end as usize..]);
        field.key == Some(Key::Status) && before.ends_with('[') && behind.starts_with(']')
    };
    let is_row = |entry: &Entry| matches!(entry.form, Form::Row(_));
    let others = entries.iter().filter(|entry| !is_row(entry));
    let states = others.filter(|entry| entry.fields.iter().any(is_in_brackets)).count();
    if states == 0 {
        return;
    }
    let slip = |entry: &Entry| {
        let whole = entry.title.of(text);
        let (inner, rest) = before_words(whole).or_else(|| behind_words(whole))?;
        let has_own = entry.field(Key::Status).is_some_and(|field| entry.has_within(field));
        let is_slip = !has_own && !rest.is_empty() && words.nearest_status(inner).is_some();
        is_slip.then(|| (entry.title.part(whole, inner), entry.title.part(whole, rest)))
    };
    let slips: Vec<(usize, (Span, Span))> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| !is_row(entry))
        .filter_map(|(at, entry)| Some((at, slip(entry)?)))
        .collect();
    if slips.len() > states {
        return;
    }
    for (at, (state, title)) in slips {
        entries[at].put_own(Key::Status, state);
        entries[at].title = title;
    }
}

/// What is in brackets before the words of a title, and these.
fn before_words(whole: &str) -> Option<(&str, &str)> {
    let (inner, rest) = whole.strip_prefix('[')?.split_once(']')?;
    let is_link = rest.starts_with(['(', '[']) && !rest.starts_with("[ ");
    Some((inner, rest.trim_start_matches([':', '-', '—', '–', ' ']))).filter(|_| !is_link)
}

/// What is in brackets behind the words of a title, and these.
fn behind_words(whole: &str) -> Option<(&str, &str)> {
    let (rest, inner) = whole.strip_suffix(']')?.rsplit_once(" [")?;
    Some((inner, rest.trim_end()))
}

fn take_bracket(
    text: &str,
    entry: &mut Entry,
    (words, own): (&Vocabulary, &OwnLevels<'_>),
) -> bool {
    let whole = entry.title.of(text);
    // `[FIXED in 3.1, Ann]`
    let state = |inner: &str| {
        let first = inner.split_once(' ').filter(|(first, _)| words.is_status_word(first));
        (first.is_some() && words.leading_status(inner).is_some()).then_some(Key::Status)
    };
    // `[CRITICAL · FIXED 2026-03-01]`
    let several = |inner| {
        let values = values_of_line(inner, words)?;
        values.iter().all(|(key, _)| key.is_tracked()).then_some(values)
    };
    let values = |(inner, rest)| {
        let key = short_values::single_value(inner, words).or_else(|| own.key(inner));
        let one = || Some(vec![(key.or_else(|| state(inner))?, inner)]);
        Some((one().or_else(|| several(inner))?, rest))
    };
    let behind_id = || leading_values(whole, words).filter(|_| entry.id.is_some());
    let found = before_words(whole).and_then(values);
    let found = found.or_else(|| behind_words(whole).and_then(values)).or_else(behind_id);
    let Some((values, rest)) = found.filter(|(_, rest)| !rest.is_empty()) else {
        return false;
    };
    for (key, value) in values {
        entry.put_own(key, entry.title.part(whole, value));
    }
    entry.title = entry.title.part(whole, rest);
    true
}

/// The values in parentheses that the words behind an ID start with, and those words: `(P1, open): Imports fail`.
pub(super) fn leading_values<'t>(
    text: &'t str,
    words: &Vocabulary,
) -> Option<(Vec<(Key, &'t str)>, &'t str)> {
    let (inner, behind) = text.trim_start().strip_prefix('(')?.split_once(')')?;
    let rest = behind.trim_start_matches(['*', ' ']).strip_prefix([':', '—', '–', '-'])?;
    let one = || Some(vec![(short_values::single_value(inner, words)?, inner)]);
    Some((one().or_else(|| values_of_line(inner, words))?, rest.trim_start()))
}
