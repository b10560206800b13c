//! What the places of a declaration took already.

use crate::register::Entry;
use crate::text::Span;

/// The spans of the entries of earlier places, in order.
#[derive(Debug, Default)]
pub(super) struct Taken {
    spans: Vec<Span>,
}

impl Taken {
    pub(super) fn extend(&mut self, entries: &[Entry]) {
        self.spans.extend(entries.iter().map(|entry| entry.span));
        self.spans.sort_unstable();
    }

    /// Whether a span lies in one of them, or holds one.
    pub(super) fn touches(&self, span: Span) -> bool {
        // Entries of one place do not overlap, those of several neither.
        let before = self.spans.partition_point(|taken| taken.start < span.end);
        before.checked_sub(1).is_some_and(|last| self.spans[last].end > span.start)
    }
}
