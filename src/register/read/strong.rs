//! The strong text that an item starts with: its name.

use super::ids::behind_link;
use crate::document::{Block, BlockKind, Document, Mark};
use crate::text::Span;

/// The strong text that a block starts with, without its closing colon.
pub(super) fn strong_name(text: &str, document: &Document, lead: &Block) -> Option<Span> {
    strong_after(text, document, lead, None)
}

/// The words of a paragraph that is strong text and nothing else, without a colon at its end.
pub(super) fn caption(text: &str, document: &Document, paragraph: &Block) -> Option<Span> {
    let is_top = paragraph.kind == BlockKind::Paragraph && paragraph.depth == 0;
    let strong = document.inlines(paragraph).first().filter(|it| it.mark == Mark::Strong)?;
    let whole = strong.span.start == paragraph.content.start;
    let behind = Span { start: strong.span.end, end: paragraph.content.end };
    let is_all = behind.of(text).trim_matches([':', '：', ' ', '\n', '\r']).is_empty();
    if is_top && whole && is_all { strong_name(text, document, paragraph) } else { None }
}

/// The strong text right after an ID, or at the start where there is none.
pub(super) fn strong_after(
    text: &str,
    document: &Document,
    lead: &Block,
    id: Option<Span>,
) -> Option<Span> {
    let from = id.map_or(lead.content.start, |id| id.end);
    let strong = document
        .inlines(lead)
        .iter()
        .find(|inline| inline.mark == Mark::Strong && inline.span.start >= from.saturating_sub(2));
    let strong = strong.filter(|inline| id.is_none_or(|id| !inline.span.contains(id)))?;
    let between = Span { start: from.min(strong.span.start), end: strong.span.start };
    let is_next = behind_link(between.of(text)).chars().all(|c| !c.is_alphanumeric() && c != '(');
    let inner = strong.inner(text);
    let name = inner.of(text);
    let bare = inner.part(name, name.trim_end().trim_end_matches([':', '：', '.']).trim());
    (is_next && !bare.is_empty()).then_some(bare)
}

/// The words behind an ID within the same strong text: `**#12 (P2) Imports fail.** …`, `**G-3 Exports** – …`; `is_value`
/// says of one word whether it is a state, a level or a label.
pub(super) fn strong_behind(
    text: &str,
    document: &Document,
    lead: &Block,
    id: Span,
    is_value: impl Fn(&str) -> bool,
) -> Option<Span> {
    let mut inlines = document.inlines(lead).iter();
    let strong = inlines.find(|it| it.mark == Mark::Strong && it.span.contains(id))?;
    let inner = strong.inner(text);
    let rest = Span { start: id.end, end: inner.end };
    let whole = rest.of(text);
    let marks: &[char] = &[' ', ':', '：', '—', '–', '-', '.', '·', ']', '~', '`'];
    let words = whole.trim_start_matches(marks).trim_end_matches([':', '：', '.', ' ']);
    // What stands in parentheses alone is a level or a remark.
    let bare = words.strip_prefix('(').and_then(|it| it.split_once(')')).map_or(words, |it| it.1);
    // One word may be the state, the level or a label: `**G-1 OPEN** …`, `**G-2 Symptom:** …`.
    let is_name =
        match bare.split_whitespace().filter(|it| it.contains(char::is_alphabetic)).count() {
            0 => false,
            1 => !is_value(bare.trim()),
            _ => true,
        };
    is_name.then(|| rest.part(whole, words))
}
