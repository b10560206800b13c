//! Items and sections among entries that were not taken for any.

use super::outline::announces_other;
use crate::document::{Block, BlockKind, Document};
use crate::register::{Entry, Form, Reading, Refusal, Unread, UnreadKind};
use crate::text::{Span, sort_by_place};

/// Adds what is among the entries of a document and is none of them: an item in a list of some, and a section
/// between two of them.
pub(super) fn add_unread(
    text: &str,
    document: &Document,
    entries: &[Entry],
    reading: Reading<'_>,
    unread: &mut Vec<Unread>,
) {
    let among = Among { text, document, entries, reading };
    unread.extend(among.items());
    unread.extend(among.sections());
    sort_by_place(unread, |it| it.span);
    let mut end = 0;
    unread.retain(|it| {
        let is_apart = it.span.start >= end;
        end = it.span.end.max(end);
        is_apart
    });
}

struct Among<'a> {
    text: &'a str,
    document: &'a Document,
    entries: &'a [Entry],
    reading: Reading<'a>,
}

impl Among<'_> {
    /// The runs of items without entries in lists that have some.
    fn items(&self) -> Vec<Unread> {
        if !self.entries.iter().any(|entry| entry.form == Form::Item) {
            return Vec::new();
        }
        let is_item = |block: &Block| matches!(block.kind, BlockKind::Item(_)) && block.depth == 1;
        let mut found = Vec::new();
        for list in self.document.blocks.split(|block| block.depth == 0 || block.quoted) {
            let items: Vec<Span> = list
                .iter()
                .filter(|block| is_item(block))
                .map(|it| it.span.trim(self.text))
                .collect();
            if !items.iter().any(|item| self.is_entry(*item)) {
                continue;
            }
            for run in items.chunk_by(|a, b| self.is_read(*a) == self.is_read(*b)) {
                found.extend(self.unread(run, UnreadKind::List));
            }
        }
        found
    }

    /// The runs of sections without entries between those that are entries, of the same level.
    fn sections(&self) -> Vec<Unread> {
        let headings = self.document.blocks.iter().filter(|block| {
            matches!(block.kind, BlockKind::Heading(_)) && block.depth == 0 && !block.quoted
        });
        let headings: Vec<&Block> = headings.collect();
        let ends = headings.iter().skip(1).map(|next| next.span.start);
        let ends = ends.chain([self.text.len() as u32]);
        let sections: Vec<(BlockKind, Span, Span)> = headings
            .iter()
            .zip(ends)
            .map(|(it, end)| {
                (it.kind, it.content, Span { start: it.span.start, end }.trim(self.text))
            })
            .collect();
        let mut found = Vec::new();
        for window in sections.windows(3) {
            let [(before, _, first), (kind, words, own), (behind, _, last)] = window else {
                continue;
            };
            let is_between = before == kind
                && behind == kind
                && self.is_entry(*first)
                && self.is_entry(*last)
                && !self.is_read(*own);
            let is_plain = || !announces_other(words.of(self.text), self.reading.vocabulary);
            if is_between && is_plain() {
                found.extend(self.unread(&[*own], UnreadKind::Sections));
            }
        }
        found
    }

    fn unread(&self, run: &[Span], what: UnreadKind) -> Option<Unread> {
        let (first, last) = (run.first()?, run.last()?);
        let span = Span { start: first.start, end: last.end };
        let is_new = !self.is_read(*first) && span.of(self.text).contains(char::is_alphanumeric);
        is_new.then_some(Unread { span, what, count: run.len(), why: Refusal::OthersCertain })
    }

    /// Whether an entry is all of a span.
    fn is_entry(&self, span: Span) -> bool {
        self.around(span).is_some_and(|entry| entry.span.start == span.start)
    }

    /// Whether a span is an entry, or within one.
    fn is_read(&self, span: Span) -> bool {
        self.around(span).is_some()
    }

    fn around(&self, span: Span) -> Option<&Entry> {
        let at = self.entries.partition_point(|entry| entry.span.start <= span.start);
        let entry = &self.entries[at.checked_sub(1)?];
        (entry.span.end > span.start).then_some(entry)
    }
}
