//! The pieces of a gap section: outermost items of lists, tables, paragraphs, and headings below its own.

use std::ops::Range;

use crate::document::{Block, BlockKind, Document};

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Heading,
    /// An item; with a number before it or not, and with a box that is ticked or not.
    Item {
        is_numbered: bool,
        is_done: bool,
    },
    /// A table, by its place in the document.
    Table(u32),
    Paragraph,
}

/// A piece, and the places of its blocks.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub kind: PieceKind,
    pub blocks: Range<usize>,
}

impl Piece {
    pub(super) fn block<'d>(&self, document: &'d Document) -> &'d Block {
        &document.blocks[self.blocks.start]
    }
}

/// The pieces among some blocks, in order. What is quoted, code and HTML are none.
pub(super) fn pieces(text: &str, document: &Document, blocks: Range<usize>) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = blocks.start;
    while at < blocks.end {
        let block = &document.blocks[at];
        let inner = document.blocks[at + 1..blocks.end]
            .iter()
            .take_while(|inner| inner.span.start < block.span.end);
        let end = at + 1 + inner.count();
        let kind = match block.kind {
            _ if block.quoted => None,
            BlockKind::Heading(_) => Some(PieceKind::Heading),
            BlockKind::Item(done) => Some(PieceKind::Item {
                is_numbered: block.span.of(text).starts_with(|c: char| c.is_ascii_digit()),
                is_done: done == Some(true),
            }),
            BlockKind::Table(table) => Some(PieceKind::Table(table)),
            BlockKind::Paragraph => Some(PieceKind::Paragraph),
            BlockKind::Code | BlockKind::Html | BlockKind::Rule => None,
        };
        found.extend(kind.map(|kind| Piece { kind, blocks: at..end }));
        at = end;
    }
    found
}
