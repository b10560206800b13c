//! The headings of a document outside of lists and quotes, each with the heading above it and with what is below it.

use std::iter::successors;
use std::ops::{Deref, Range};

use crate::document::{BlockKind, Document};
use crate::text::Span;

/// A heading, and the blocks below it.
#[derive(Clone, Debug)]
pub(super) struct TreeHeading {
    pub(super) block: usize,
    pub(super) level: u8,
    pub(super) span: Span,
    pub(super) content: Span,
    /// The nearest heading before it of a higher level, by its place among the headings.
    pub(super) parent: Option<usize>,
    /// The block of the next heading of any level.
    pub(super) body_end: usize,
    /// The block of the next heading of its level or a higher one.
    pub(super) end: usize,
}

impl TreeHeading {
    /// The blocks right below it, up to the next heading.
    pub(super) fn body(&self) -> Range<usize> {
        self.block + 1..self.body_end
    }
}

/// Where a block of a text starts, or the end of the text where there is no such block.
pub(super) fn start_of(block: usize, document: &Document, text: &str) -> u32 {
    document.blocks.get(block).map_or(text.len() as u32, |block| block.span.start)
}

/// The headings, in order.
pub(super) struct HeadingTree(Vec<TreeHeading>);

impl HeadingTree {
    pub(super) fn of(document: &Document) -> Self {
        let mut all: Vec<TreeHeading> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let count = document.blocks.len();
        for (block, it) in document.blocks.iter().enumerate() {
            let BlockKind::Heading(level) = it.kind else { continue };
            if it.quoted || it.depth > 0 {
                continue;
            }
            if let Some(last) = all.last_mut() {
                last.body_end = block;
            }
            while let Some(ended) = open.pop_if(|&mut last| all[last].level >= level) {
                all[ended].end = block;
            }
            let parent = open.last().copied();
            open.push(all.len());
            let (span, content) = (it.span, it.content);
            let (body_end, end) = (count, count);
            all.push(TreeHeading { block, level, span, content, parent, body_end, end });
        }
        Self(all)
    }

    /// Whether the first heading is the title: all others have a lower level.
    pub(super) fn is_titled(&self) -> bool {
        let parted = self.0.split_first();
        parted.is_some_and(|(title, rest)| rest.iter().all(|it| it.level > title.level))
    }

    /// The last heading before a block.
    pub(super) fn nearest(&self, block: usize) -> Option<&TreeHeading> {
        let behind = self.0.partition_point(|heading| heading.block < block);
        self.0[..behind].last()
    }

    /// The headings above a block, the nearest first.
    pub(super) fn above(&self, block: usize) -> impl Iterator<Item = &TreeHeading> {
        successors(self.nearest(block), |heading| heading.parent.map(|at| &self.0[at]))
    }
}

impl Deref for HeadingTree {
    type Target = [TreeHeading];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl IntoIterator for HeadingTree {
    type Item = TreeHeading;
    type IntoIter = std::vec::IntoIter<TreeHeading>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn a_heading_has_one_above_it_and_blocks_below_it() {
        let text = "### A\n\n# T\n\none\n\n### B\n\n## C\n\n> # quoted\n\n### D\n\ntwo\n\n## E\n";
        let source = Source::new("gaps.md", text);
        let document = Document::read(&source).unwrap();
        let tree = HeadingTree::of(&document);
        let said = tree.iter().map(|it| {
            let parent = it.parent.map_or("–", |at| tree[at].content.of(text));
            let name = |block: usize| {
                let next = document.blocks.get(block);
                next.map_or("–", |next| next.content.of(text))
            };
            format!("{}<{parent} {} {}", it.content.of(text), name(it.body_end), name(it.end))
        });
        let said: Vec<String> = said.collect();
        assert_eq!(said, ["A<– T T", "T<– B –", "B<T C C", "C<T D E", "D<C E E", "E<T – –"]);
        assert!(!tree.is_titled());
    }
}
