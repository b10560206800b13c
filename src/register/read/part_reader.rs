//! Reads what is under the headings of a text, to be kept: of the next version, what was read again.

use super::heading_text;
use super::heading_tree::{HeadingTree, TreeHeading};
use super::headings::fields_below;
use super::known_parts::{KnownPart, KnownParts};
use super::labels::Labels;
use crate::document::Document;
use crate::register::Reading;
use crate::text::TextChange;

/// What is read under headings.
#[derive(Clone, Copy)]
pub(crate) struct PartReader<'a> {
    pub(crate) text: &'a str,
    pub(crate) document: &'a Document,
    pub(crate) reading: Reading<'a>,
}

impl<'a> PartReader<'a> {
    /// Reads what is under every heading.
    pub(crate) fn all(self) -> KnownParts {
        let labels = Labels::new(self.text, self.document, self.reading.vocabulary);
        let all = HeadingTree::of(self.document).into_iter();
        KnownParts::of(all.map(|heading| self.part(&labels, &heading)))
    }

    /// Reads what is under the headings in a change; the others are known.
    pub(crate) fn changed(self, known: KnownParts, change: TextChange) -> KnownParts {
        let labels = Labels::new(self.text, self.document, self.reading.vocabulary);
        let all = HeadingTree::of(self.document).into_iter();
        let new = all.filter(|heading| change.new_range().contains(&self.start(heading)));
        known.with(new.map(|heading| self.part(&labels, &heading)).collect(), change)
    }

    fn start(self, heading: &TreeHeading) -> usize {
        self.document.blocks[heading.block].span.start as usize
    }

    fn part(self, labels: &Labels<'a>, heading: &TreeHeading) -> KnownPart {
        let block = &self.document.blocks[heading.block];
        let text = heading_text::parse(block.content, self.text, self.reading);
        let mut fields = fields_below(labels, heading, text.id.is_some());
        // They are kept as long as the text is open.
        fields.shrink_to_fit();
        KnownPart { start: block.span.start, text, fields }
    }
}
