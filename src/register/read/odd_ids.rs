//! IDs of other forms than the usual one, which several entries show together: `OP 3` in strong text before
//! the words of items.

use std::collections::{HashMap, HashSet};

use super::first_clause::first_clause;
use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::vocabulary::Key;

/// What may part an ID from the words behind it.
const SEPARATORS: [char; 7] = [':', '：', '—', '–', '-', '·', ' '];

/// Letters before numbers that name other things.
pub(super) const NAMES: [&str; 13] =
    ["HTTP", "RFC", "ISO", "DIN", "PHP", "TLS", "KW", "CW", "UTF", "SHA", "AES", "EN", "MP"];

/// Takes the names of items that are letters and a number for IDs, where several have the same letters
/// and no two the same number.
pub(super) fn take_spaced_ids(text: &str, entries: &mut [Entry]) {
    const SEVERAL: usize = 2;
    let handle = |entry: &Entry| {
        let is_free = entry.form == Form::Item && entry.id.is_none() && entry.number.is_none();
        let (letters, number) = spaced(entry.title.of(text)).filter(|_| is_free)?;
        let words = entry
            .fields
            .iter()
            .position(|field| field.key == Some(Key::Symptom) && field.label == entry.title)?;
        Some((letters, number, words))
    };
    let all: Vec<(&str, &str, usize)> = entries.iter().filter_map(handle).collect();
    let different: HashSet<(&str, &str)> = all.iter().map(|(a, b, _)| (*a, *b)).collect();
    if different.len() < all.len() {
        return;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (letters, ..) in all {
        *counts.entry(letters).or_default() += 1;
    }
    for entry in entries.iter_mut() {
        let Some((.., words)) = handle(entry)
            .filter(|(own, ..)| counts.get(own).is_some_and(|&count| count >= SEVERAL))
        else {
            continue;
        };
        let id = entry.title;
        let value = entry.fields[words].value;
        let line = value.of(text).lines().next().unwrap_or_default().trim_end();
        let title = first_clause(text, value.part(value.of(text), line));
        entry.fields[words].label = title;
        if title == value {
            entry.fields.remove(words);
        }
        entry.id = Some(id);
        entry.fields.insert(0, Field::unlabelled(Key::Id, id));
        (entry.heading, entry.title) = (title, title);
    }
}

/// Takes the letters and the number that most headings or items start with for IDs, where no two have the same:
/// `GAP 7: Imports fail`.
pub(super) fn take_leading_spaced_ids(text: &str, entries: &mut [Entry]) {
    const SEVERAL: usize = 2;
    let leading = |entry: &Entry| {
        let is_free = !matches!(entry.form, Form::Row(_)) && entry.id.is_none();
        let whole = entry.title.of(text);
        if let Some((letters, id)) = lettered(whole).or_else(|| issue(whole)).filter(|_| is_free) {
            return Some((letters, id));
        }
        let digits = whole.find(|c: char| c.is_ascii_digit()).filter(|_| is_free)?;
        let behind = whole[digits..].trim_start_matches(|c: char| c.is_ascii_digit());
        let id = &whole[..whole.len() - behind.len()];
        let is_apart = behind.starts_with(SEPARATORS) || behind.is_empty();
        spaced(id).filter(|_| is_apart).map(|(letters, _)| (letters, id))
    };
    let mut ids: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut found = 0;
    for (letters, id) in entries.iter().filter_map(leading) {
        ids.entry(letters).or_default().insert(id);
        found += 1;
    }
    let all = entries.iter().filter(|entry| !matches!(entry.form, Form::Row(_))).count();
    let different: usize = ids.values().map(HashSet::len).sum();
    if different < found || found * 2 < all {
        return;
    }
    for entry in entries.iter_mut() {
        let Some((letters, id)) = leading(entry) else { continue };
        if ids.get(letters).is_none_or(|ids| ids.len() < SEVERAL) {
            continue;
        }
        let (title, whole) = (entry.title, entry.title.of(text));
        let span = title.part(whole, id);
        entry.id = Some(span);
        if entry.form == Form::Heading {
            entry.heading_id = entry.id;
        } else {
            entry.fields.insert(0, Field::unlabelled(Key::Id, span));
        }
        let behind = (span.end - title.start) as usize;
        let words = whole[behind..].trim_start_matches(SEPARATORS);
        let is_named = entry.field(Key::Gap).is_some();
        if words.is_empty() && is_named {
            entry.title = Span::at(title.end as usize);
        } else if !words.is_empty() {
            entry.title = title.part(whole, words);
            entry.heading.start = entry.title.start.min(entry.heading.end);
        }
    }
}

/// The word and the number of an issue that a title starts with: `Issue #7: Imports fail`.
fn issue(title: &str) -> Option<(&str, &str)> {
    let (word, rest) = title.split_once(" #")?;
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &title[word.len() + 1..title.len() - behind.len()];
    let is_parted = behind.trim_start().starts_with([':', '：', '—', '–', '-']);
    let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
    (is_word && is_parted && number.len() > 1).then_some((word, number))
}

/// The ID that a title starts with whose last part is a letter, and the letters before that: `TD-A: Swaps fail`.
fn lettered(title: &str) -> Option<(&str, &str)> {
    if let Some((letters, number)) = title.split_once('/') {
        // `DEV/2026/001`
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_whole = (2..=6).contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && number.contains('/')
            && number.split('/').all(is_number);
        return is_whole.then_some((letters, title));
    }
    let (letters, rest) = title.split_once('-')?;
    let are_letters = (2..=6).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && !NAMES.contains(&letters);
    let is_parted = rest.len() > 1 && rest.as_bytes()[0].is_ascii_uppercase() && {
        let behind = rest[1..].trim_start_matches(' ');
        behind.starts_with([':', '：', '—', '–', '·'])
            || (behind.len() + 1 < rest.len() && behind.starts_with("- "))
    };
    (are_letters && is_parted).then(|| (letters, &title[..letters.len() + 2]))
}

/// The letters and the number of a name such as `OP 3`.
pub(super) fn spaced(name: &str) -> Option<(&str, &str)> {
    let (letters, number) = name.split_once([' ', '\u{a0}'])?;
    let are_letters = (2..=6).contains(&letters.len())
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && !NAMES.contains(&letters);
    let is_number =
        (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (are_letters && is_number).then_some((letters, number))
}
