//! The strong text that an item starts with: its name.

use crate::document::{Block, Document, Mark};
use crate::text::Span;

/// The strong text that a block starts with, without its closing colon.
pub(super) fn strong_name(text: &str, document: &Document, lead: &Block) -> Option<Span> {
    strong_after(text, document, lead, None)
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
    let is_next = between.of(text).chars().all(|c| !c.is_alphanumeric() && c != '(');
    let inner = strong.inner(text);
    let name = inner.of(text);
    let bare = inner.part(name, name.trim_end().trim_end_matches([':', '：', '.']).trim());
    (is_next && !bare.is_empty()).then_some(bare)
}
