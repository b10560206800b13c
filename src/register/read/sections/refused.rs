//! Keeps what the evidence speaks against.

use super::tree::{Piece, Section, pieces};
use super::{Candidate, Evidence, Members};
use crate::document::BlockKind;
use crate::register::{Refusal, UnreadKind};
use crate::text::Span;

impl Evidence<'_, '_> {
    /// Refuses a list, by the blocks of its items.
    pub(super) fn refuse_list(&self, items: &[usize], why: Refusal) {
        let (Some(&first), Some(&last)) = (items.first(), items.last()) else { return };
        let span = Span { start: self.block(first).span.start, end: self.block(last).span.end };
        self.refusals.refuse(span.trim(self.text), UnreadKind::List, items.len(), why);
    }

    /// Refuses the rows of a table, by where it starts.
    pub(super) fn refuse_table(&self, start: u32, rows: usize, why: Refusal) {
        let tables = &self.document.tables;
        if let Ok(at) = tables.binary_search_by_key(&start, |table| table.span.start) {
            self.refusals.refuse(tables[at].span, UnreadKind::Table, rows, why);
        }
    }

    /// Refuses the members of a candidate; sections one run after the other.
    pub(super) fn refuse(&self, candidate: &Candidate, sections: &[Section], why: Refusal) {
        match &candidate.members {
            Members::Items(blocks) | Members::Paragraphs(blocks) => self.refuse_list(blocks, why),
            &Members::Table(start, rows) => self.refuse_table(start, rows, why),
            Members::Headings(blocks) => {
                let is_one = |section: &&Section| {
                    section.heading.is_some_and(|heading| blocks.binary_search(&heading).is_ok())
                };
                let members: Vec<&Section> = sections.iter().filter(is_one).collect();
                self.refuse_sections(&members, why);
            }
        }
    }

    /// Refuses sections; those that follow each other together.
    pub(super) fn refuse_sections(&self, sections: &[&Section], why: Refusal) {
        for run in sections.chunk_by(|one, next| next.heading == Some(one.end)) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let start = first.heading.map_or(0, |at| self.block(at).span.start);
            let next = self.document.blocks.get(last.end);
            let end = next.map_or(self.text.len() as u32, |block| block.span.start);
            let span = Span { start, end: end.max(start) }.trim(self.text);
            self.refusals.refuse(span, UnreadKind::Sections, run.len(), why);
        }
    }

    /// Refuses the lists in sections that announce something else, where most items have a box or
    /// an ID.
    pub(super) fn refuse_asides(&self, sections: &[Section]) {
        let mut end = 0;
        for section in sections {
            let start = section.heading.unwrap_or(0);
            if section.is_aside {
                end = section.end.max(end);
            }
            if start >= end {
                continue;
            }
            for piece in pieces(self.document, section.body.clone()) {
                if let Piece::List(items) = piece
                    && items.iter().filter(|&&at| self.is_marked(at)).count() * 10
                        >= items.len() * 6
                {
                    self.refuse_list(&items, Refusal::Aside);
                }
            }
        }
    }

    /// Whether an item has a box, or starts with an ID.
    fn is_marked(&self, item: usize) -> bool {
        let text = self.lead_text(item).trim_start_matches(['*', '`', '[', '~', ' ']);
        let words = self.reading.vocabulary;
        let id = self.reading.id.prefix(text);
        matches!(self.block(item).kind, BlockKind::Item(Some(_)))
            || id.is_some_and(|id| !words.is_priority_word(id) && !words.is_severity_word(id))
    }
}
