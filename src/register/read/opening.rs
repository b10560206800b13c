//! The level and the state in the strong words that open the text of an entry:
//! `**Severity: high.** …`, `**Closed on Monday: …**`, and in a line of values: `P1 / Mia / open`.

use super::short_values::values_of_line;
use super::strong::strong_name;
use super::title_parts::state_behind_struck;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Field};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// The keys that may be told so.
const KEYS: [Key; 4] = [Key::Severity, Key::Priority, Key::Status, Key::Owner];

/// What ends a value.
const ENDS: [&str; 7] = [". ", ".", " — ", " – ", " (", "; ", ": "];

/// Takes the level, state or owner that the first text below a heading opens with.
pub(super) fn take_opening(text: &str, document: &Document, entry: &mut Entry, words: &Vocabulary) {
    let heading = document.block_from(entry.span.start);
    let Some(first) = document.blocks.get(heading + 1) else { return };
    let is_text = first.kind == BlockKind::Paragraph && entry.span.contains(first.span.trim(text));
    if is_text {
        take_line(text, first, entry, words);
    }
    if is_text && take_behind_struck(text, first, entry, words) {
        return;
    }
    let Some(name) = strong_name(text, document, first).filter(|_| is_text) else { return };
    // `**Accepted by:** Mia` is a field, and no state.
    if entry.fields.iter().any(|field| field.key.is_some() && field.label == name) {
        return;
    }
    let mut rest = name;
    if let Some((field, behind)) = labelled(text, name, words) {
        rest = behind;
        if field.key.is_some_and(|key| entry.field(key).is_none()) {
            entry.fields.push(field);
        }
    }
    if state_behind_struck(entry.title.of(text), words).is_some() {
        return;
    }
    let own = entry.span;
    // What the entry says of itself counts more than what the heading above it says.
    if entry.field(Key::Status).is_none_or(|field| !own.contains(field.span))
        && let Some(state) = state(text, rest, words)
    {
        entry.fields.retain(|field| field.key != Some(Key::Status));
        entry.fields.push(Field::unlabelled(Key::Status, state));
    }
}

/// Takes the state in strong words behind sentences that are struck out: `~~No export.~~ **Partly done** – …`; of a
/// struck heading whatever they are.
fn take_behind_struck(text: &str, first: &Block, entry: &mut Entry, words: &Vocabulary) -> bool {
    const FEW_WORDS: usize = 4;
    let whole = first.content.of(text);
    let strong = || {
        let (_, behind) = whole.strip_prefix("~~")?.split_once("~~")?;
        let (strong, _) = behind.trim_start().strip_prefix("**")?.split_once("**")?;
        Some(strong.trim_matches(['.', ':', ' ']))
    };
    let is_struck = entry.title.of(text).starts_with("~~");
    let is_state = |strong: &&str| {
        words.status(strong).is_some()
            || is_struck && strong.split_whitespace().count() <= FEW_WORDS && !strong.is_empty()
    };
    let Some(state) = strong().filter(is_state) else { return false };
    let is_own = |field: &Field| field.key == Some(Key::Status) && !field.label.is_empty();
    if !entry.fields.iter().any(is_own) {
        entry.fields.retain(|field| field.key != Some(Key::Status));
        let state = first.content.part(whole, state);
        entry.fields.push(Field::unlabelled(Key::Status, state));
    }
    true
}

/// Takes the values of a line without labels: `P1 / assigned to Mia / still open`.
fn take_line(text: &str, paragraph: &Block, entry: &mut Entry, words: &Vocabulary) {
    let whole = paragraph.content.of(text);
    let line = whole.lines().next().unwrap_or(whole).trim_end_matches(['\\', ' ']);
    for (key, value) in values_of_line(line, words).into_iter().flatten() {
        if entry.field(key).is_none() {
            entry.fields.push(Field::unlabelled(key, paragraph.content.part(whole, value)));
        }
    }
}

/// The field in a text `Severity: high. …`, and what is behind it.
fn labelled(text: &str, name: Span, words: &Vocabulary) -> Option<(Field, Span)> {
    let whole = name.of(text);
    let (label, value) = whole.split_once([':', '：'])?;
    let key = words.key(label.trim()).filter(|key| KEYS.contains(key))?;
    let value = value.trim_start();
    let end = end_of(value);
    let span = |part: &str| name.part(whole, part);
    let (label, given) = (span(label.trim()), span(value[..end].trim_end()));
    let behind = span(value[end..].trim_start_matches(['.', ' ', '—', '–', ';', ':']));
    (!given.is_empty())
        .then_some((Field { key: Some(key), label, value: given, span: given }, behind))
}

/// The state that a text starts with, with its day: `Closed on 2026-08-15 : …`.
fn state(text: &str, span: Span, words: &Vocabulary) -> Option<Span> {
    let whole = span.of(text);
    let end = end_of(whole);
    let first = whole[..end].trim_end();
    let is_state = words.status(first).or_else(|| words.leading_status(whole)).is_some();
    (is_state && !first.is_empty()).then(|| span.part(whole, first))
}

fn end_of(text: &str) -> usize {
    ENDS.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len())
}
