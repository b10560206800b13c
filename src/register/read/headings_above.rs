//! The headings above the blocks of a document.

use std::iter::successors;

use crate::document::{BlockKind, Document};
use crate::text::Span;

/// All headings of a document, so that none is looked for from block to block.
pub(super) struct Headings(Vec<Heading>);

pub(super) struct Heading {
    block: usize,
    level: u8,
    pub content: Span,
    /// Whether it is in no list and no quote.
    is_plain: bool,
    /// The nearest plain heading above it, of a higher level if it is plain itself.
    above: Option<usize>,
}

impl Headings {
    pub(super) fn of(document: &Document) -> Self {
        let mut all: Vec<Heading> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, block) in document.blocks.iter().enumerate() {
            let BlockKind::Heading(level) = block.kind else { continue };
            let is_plain = block.depth == 0 && !block.quoted;
            if is_plain {
                open.retain(|&above| all[above].level < level);
            }
            let above = open.last().copied();
            if is_plain {
                open.push(all.len());
            }
            all.push(Heading { block: at, level, content: block.content, is_plain, above });
        }
        Self(all)
    }

    /// The last heading before a block.
    pub(super) fn nearest(&self, block: usize) -> Option<&Heading> {
        let behind = self.0.partition_point(|heading| heading.block < block);
        self.0[..behind].last()
    }

    /// The texts of the plain headings above a block, the nearest first.
    pub(super) fn above(&self, block: usize) -> impl Iterator<Item = Span> {
        let all = successors(self.nearest(block), |heading| heading.above.map(|at| &self.0[at]));
        all.filter(|heading| heading.is_plain).map(|heading| heading.content)
    }
}
