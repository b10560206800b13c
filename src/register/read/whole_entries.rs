//! A heading with a state right below it that is an entry with all of its sub-headings, although it has no ID and
//! no other field.

use super::heading_text;
use super::heading_tree::{HeadingTree, TreeHeading};
use crate::document::Document;
use crate::register::{Entry, Reading};
use crate::text::Span;
use crate::vocabulary::Key;

/// Finds such entries among the headings of a document.
pub(super) struct WholeEntries<'a> {
    text: &'a str,
    document: &'a Document,
    reading: Reading<'a>,
    /// The headings outside lists and quotes, in order.
    headings: HeadingTree,
    /// How many of them have each level.
    levels: [usize; 7],
}

impl<'a> WholeEntries<'a> {
    pub(super) fn of(text: &'a str, document: &'a Document, reading: Reading<'a>) -> Self {
        let headings = HeadingTree::of(document);
        let mut levels = [0; 7];
        for heading in headings.iter() {
            levels[usize::from(heading.level.min(6))] += 1;
        }
        Self { text, document, reading, headings, levels }
    }

    /// Whether the sub-headings of an entry are its parts: one is a label, or no other heading of its level is in
    /// the file and it is no name of an area. None of them has a number or an ID. Without sub-headings, whether its
    /// state is an item of its list.
    pub(super) fn owns_its_parts(&self, entry: &Entry) -> bool {
        let at = self.headings.partition_point(|it| it.span.start < entry.span.start);
        let rest = self.headings.get(at..).unwrap_or_default();
        let Some((own, behind)) = rest.split_first() else { return false };
        if own.span.start != entry.span.start {
            return false;
        }
        let count = behind.partition_point(|it| it.span.start < entry.span.end);
        let parts = &behind[..count];
        let Some(first) = parts.first() else { return self.is_in_list(entry) };
        let is_right_below =
            |span: Span| own.span.end <= span.start && span.end <= first.span.start;
        entry.field(Key::Status).is_some_and(|field| is_right_below(field.span))
            && !parts.iter().any(|part| self.has_handle(part))
            && (parts.iter().any(|part| self.is_label(part)) || self.is_lone(own, entry))
    }

    fn has_handle(&self, part: &TreeHeading) -> bool {
        let read = heading_text::parse(part.content, self.text, self.reading);
        read.number.is_some() || read.id.is_some() || !read.area.is_empty()
    }

    fn is_label(&self, part: &TreeHeading) -> bool {
        let words = self.reading.vocabulary;
        let label = part.content.of(self.text).trim_matches(['*', '_', ' ', ':']);
        words.key(label).is_some_and(Key::belongs_to_entry) || words.is_tracking(label)
    }

    fn is_lone(&self, own: &TreeHeading, entry: &Entry) -> bool {
        /// With fewer words, a heading is the name of an area.
        const FEWEST_WORDS: usize = 3;
        self.levels[usize::from(own.level.min(6))] == 1
            && entry.heading.of(self.text).split_whitespace().count() >= FEWEST_WORDS
    }

    /// Whether the state of an entry is an item of a list below it, and there is no table: no item is called
    /// `Status`.
    fn is_in_list(&self, entry: &Entry) -> bool {
        let is_item =
            |span: Span| ["- ", "* ", "+ "].iter().any(|it| span.of(self.text).starts_with(it));
        let state = entry.field(Key::Status).filter(|field| entry.has_within(field));
        let tables = &self.document.tables;
        let next = tables.partition_point(|table| table.span.start < entry.span.start);
        state.is_some_and(|field| is_item(field.span))
            && !tables.get(next).is_some_and(|table| entry.span.contains(table.span))
    }
}
