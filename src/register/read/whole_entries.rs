//! A heading with a state right below it that is an entry with all of its sub-headings, although it has no ID and
//! no other field.

use super::heading_text;
use crate::document::{BlockKind, Document};
use crate::register::{Entry, Reading};
use crate::text::Span;
use crate::vocabulary::Key;

/// Whether the sub-headings of an entry are its parts: one is a label, or no other heading of its level is in the
/// file and it is no name of an area. None of them has a number or an ID. Without sub-headings, whether its state is
/// an item of its list.
pub(super) fn owns_its_parts(
    text: &str,
    document: &Document,
    entry: &Entry,
    reading: Reading<'_>,
) -> bool {
    /// With fewer words, a heading is the name of an area.
    const FEWEST_WORDS: usize = 3;
    let words = reading.vocabulary;
    let headings = || {
        let blocks = document.blocks.iter().filter(|block| !block.quoted && block.depth == 0);
        blocks.filter_map(|block| match block.kind {
            BlockKind::Heading(level) => Some((level, block.span, block.content)),
            _ => None,
        })
    };
    let own = headings().find(|(_, span, _)| span.start == entry.span.start);
    let Some((level, own, _)) = own else { return false };
    let parts: Vec<(Span, Span)> = headings()
        .filter(|(_, span, _)| entry.span.start < span.start && span.start < entry.span.end)
        .map(|(_, span, content)| (span, content))
        .collect();
    let Some((first, _)) = parts.first() else { return is_in_list(text, document, entry) };
    let is_right_below = |span: Span| own.end <= span.start && span.end <= first.start;
    let has_state = entry.field(Key::Status).is_some_and(|field| is_right_below(field.span));
    let has_handle = |content: Span| {
        let read = heading_text::parse(content, text, reading);
        read.number.is_some() || read.id.is_some() || !read.area.is_empty()
    };
    let is_label = |content: Span| {
        let label = content.of(text).trim_matches(['*', '_', ' ', ':']);
        words.key(label).is_some_and(Key::belongs_to_entry) || words.is_tracking(label)
    };
    let is_lone = || {
        let title = entry.heading.of(text);
        headings().filter(|(other, ..)| *other == level).count() == 1
            && title.split_whitespace().count() >= FEWEST_WORDS
    };
    has_state
        && !parts.iter().any(|&(_, content)| has_handle(content))
        && (parts.iter().any(|&(_, content)| is_label(content)) || is_lone())
}

/// Whether the state of an entry is an item of a list below it, and there is no table: no item is called `Status`.
fn is_in_list(text: &str, document: &Document, entry: &Entry) -> bool {
    let is_item = |span: Span| ["- ", "* ", "+ "].iter().any(|it| span.of(text).starts_with(it));
    let state = entry.field(Key::Status).filter(|field| entry.has_within(field));
    state.is_some_and(|field| is_item(field.span))
        && !document.tables.iter().any(|table| entry.span.contains(table.span))
}
