//! The sign before the words of a heading, where it says a level or a state: `### 🔴 G-004: …`.

use std::collections::{HashMap, HashSet};

use crate::register::{Entry, Form, Register, TrackedValues};
use crate::text::Span;
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// The keys by which entries are alike, those that say most first.
const ALIKE: [&[Key]; 5] = [
    &[Key::Severity, Key::Status],
    &[Key::Priority, Key::Status],
    &[Key::Severity],
    &[Key::Priority],
    &[Key::Status],
];

/// The sign that the heading of a new entry has in the place of that of its model.
pub(super) fn new_sign(
    input: TableInput<'_>,
    model: &Entry,
    values: &[(Key, String)],
) -> Option<(Span, String)> {
    let register = input.register;
    let old = sign_of(register, model);
    let sign = sign_like(input, values);
    let text = register.source.text();
    if old.is_empty() {
        let line = &text[model.span.start as usize..];
        let marks = line.len() - line.trim_start_matches(['#', ' ']).len();
        let place = Span::at(model.span.start as usize + marks);
        return (!sign.is_empty()).then(|| (place, format!("{sign} ")));
    }
    let behind = &text[old.end as usize..];
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let span = Span::new(old.start as usize, old.end as usize + blanks);
    let blanks = if sign.is_empty() { "" } else { &behind[..blanks] };
    Some((span, format!("{sign}{blanks}")))
}

/// The sign before the words of a heading; an empty place where there is none.
fn sign_of(register: &Register<'_>, entry: &Entry) -> Span {
    let before = Span { start: entry.span.start, end: words_start(entry) };
    let text = register.text(before);
    let signs = text.trim_start_matches(['#', ' ']).trim_matches(['*', '_', '[', '`', ' ']);
    let is_sign = !signs.is_ascii() && !signs.contains(char::is_alphanumeric);
    if is_sign { before.part(text, signs) } else { Span::at(before.end as usize) }
}

/// Where the words of a heading start: its number, its ID, its menu path or its title.
fn words_start(entry: &Entry) -> u32 {
    let parts = [entry.number, entry.heading_id, entry.area.first().copied(), Some(entry.title)];
    let starts = parts.into_iter().flatten().map(|span| span.start);
    starts.filter(|start| *start >= entry.span.start).min().unwrap_or(entry.span.start)
}

/// The sign for the heading of a new entry with these values: the one that all have, else that of
/// most entries like it.
fn sign_like<'s>(input: TableInput<'s>, values: &[(Key, String)]) -> &'s str {
    let register = input.register;
    let headings = register.entries.iter().filter(|entry| entry.form == Form::Heading);
    let signed: Vec<(&Entry, &str)> =
        headings.map(|entry| (entry, register.text(sign_of(register, entry)))).collect();
    let signs: HashSet<&str> = signed.iter().map(|(_, sign)| *sign).collect();
    // One that means nothing is an ornament.
    if let [only] = &*signs.into_iter().collect::<Vec<_>>()
        && !input.vocabulary.is_of_legend(only)
    {
        return only;
    }
    for keys in ALIKE {
        let alike = signed.iter().filter(|(entry, _)| is_alike(input, entry, values, keys));
        let signs: Vec<&str> = alike.map(|(_, sign)| *sign).collect();
        if !signs.is_empty() {
            return most(&signs);
        }
    }
    ""
}

/// Whether an entry is open or closed as the values say, and has the same values of some keys.
fn is_alike(input: TableInput<'_>, entry: &Entry, values: &[(Key, String)], keys: &[Key]) -> bool {
    let TableInput { register, policy, vocabulary, .. } = input;
    let value = |key: Key| {
        let own = values.iter().find(|(own, _)| *own == key);
        own.map(|(_, text)| text.as_str())
    };
    let is_over = |tracked: TrackedValues<'_>| tracked.is_over(policy, vocabulary);
    let status = |key: Key| value(key).filter(|_| key == Key::Status);
    let is_same = |key: Key| {
        let pair = value(key).zip(register.value_of(entry, key));
        pair.is_some_and(|(a, b)| policy.same_value(key, a, b, vocabulary))
    };
    is_over(TrackedValues::read(status, policy, vocabulary))
        == is_over(TrackedValues::of(register, entry, policy, vocabulary))
        && keys.iter().all(|&key| is_same(key))
}

/// The sign of more than half; else none.
fn most<'s>(signs: &[&'s str]) -> &'s str {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for sign in signs {
        *counts.entry(sign).or_default() += 1;
    }
    let most = counts.into_iter().find(|(_, count)| count * 2 > signs.len());
    most.map_or("", |(sign, _)| sign)
}
