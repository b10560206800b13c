//! The signs that a file explains: `🟢 accepted · 🟡 before the release`.

use std::collections::HashMap;

use super::short_values::{level_with_label, single_value};
use crate::document::{BlockKind, Document};
use crate::register::Field;
use crate::register::entry::is_within;
use crate::register::{Entry, Reading};
use crate::text::{Span, is_shortcode};

/// With fewer signs, it is a sentence with a sign in it.
const FEW: usize = 2;

/// A longer meaning is a text.
const LONGEST: usize = 120;

/// The signs that paragraphs, items and tables outside the entries explain, each a field: the sign as
/// label, its meaning as value.
pub(super) fn signs(
    text: &str,
    document: &Document,
    entries: &[Entry],
    reading: Reading<'_>,
) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    let mut alone: Vec<Field> = Vec::new();
    for block in document.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        if is_within(entries, block.span) {
            continue;
        }
        let pairs = pairs(text, block.content);
        match &pairs[..] {
            // One sign a line, as the items of a list give them.
            [pair] if starts_with(text, block.content, pair.label) => alone.extend(pairs),
            [] | [_] => {}
            _ => found.extend(pairs),
        }
    }
    for table in document.tables.iter().filter(|table| !is_within(entries, table.span)) {
        alone.extend(table.rows().iter().filter_map(|row| row_pair(text, &row.cells)));
    }
    // A legend explains each sign once; a list of what is done begins each line with the same.
    let words = reading.vocabulary;
    let is_value = |field: &Field| {
        let meaning = field.value.of(text);
        single_value(meaning, words).is_some() || level_with_label(meaning, words).is_some()
    };
    // How often each sign is explained, and how often by a state or a level and nothing else.
    let mut counts: HashMap<&str, [usize; 2]> = HashMap::new();
    for field in &alone {
        let count = counts.entry(field.label.of(text)).or_default();
        count[0] += 1;
        count[1] += usize::from(is_value(field));
    }
    alone.retain(|field| {
        let [all, by_values] = counts.get(field.label.of(text)).copied().unwrap_or_default();
        all == 1 || by_values == 1 && is_value(field)
    });
    if alone.len() >= FEW {
        found.extend(alone);
    }
    found.retain(|field| !words.is_of_labels(field.value.of(text)));
    found
}

fn starts_with(text: &str, content: Span, sign: Span) -> bool {
    !text[content.start as usize..sign.start as usize].contains(char::is_alphanumeric)
}

/// The first two cells of a row where the first is a sign and nothing else.
fn row_pair(text: &str, cells: &[Span]) -> Option<Field> {
    let [sign, meaning, ..] = cells else { return None };
    let is_short = (1..=LONGEST).contains(&meaning.len());
    (is_sign(sign.of(text)) && is_short).then(|| field(*sign, *meaning))
}

fn field(label: Span, value: Span) -> Field {
    Field { key: None, label, value, span: Span { start: label.start, end: value.end } }
}

/// Each sign in a text, with the words behind it.
fn pairs(text: &str, content: Span) -> Vec<Field> {
    let whole = content.of(text);
    let tokens: Vec<&str> = whole.split_whitespace().collect();
    let signs: Vec<Span> = tokens
        .iter()
        .map(|token| token.trim_matches(['*', '`', '(', ')', '=']))
        .map(|token| if is_shortcode(token) { token } else { token.trim_matches(':') })
        .filter(|token| is_sign(token))
        .map(|token| content.part(whole, token))
        .collect();
    let ends = signs.iter().skip(1).map(|sign| sign.start).chain([content.end]);
    let meanings = signs.iter().zip(ends).filter_map(|(&sign, end)| {
        let behind = Span { start: sign.end, end: end.max(sign.end) };
        let words = behind.of(text).trim_start_matches(['*', '`', ':', '=', '—', '–', '-', ' ']);
        let end = words.find(['·', '|', '•', ';', '\n', '/']).unwrap_or(words.len());
        let words = words[..end].trim().trim_end_matches([',', '.', '*', '(', ')', '—', '–', ' ']);
        let is_meaning = words.contains(char::is_alphabetic) && words.len() <= LONGEST;
        is_meaning.then(|| field(sign, behind.part(behind.of(text), words)))
    });
    meanings.collect()
}

/// Whether a token is a sign that stands for something: an emoji, a tick; no dash, no arrow.
pub(in crate::register) fn is_sign(token: &str) -> bool {
    if is_shortcode(token) {
        return true;
    }
    let is_emoji =
        |c: char| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..);
    token.chars().any(is_emoji) && !token.contains(char::is_alphanumeric) && token.len() <= 16
}
