//! The blocks of a document, its tables and its marked text.

use crate::text::Span;

/// What kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading of that level.
    Heading(u8),
    /// A paragraph, or the leading text of a list item.
    Paragraph,
    /// A list item; its blocks follow. With a box, whether it is done.
    Item(Option<bool>),
    /// Fenced or indented code.
    Code,
    /// Raw HTML, comments among it.
    Html,
    /// A table, by its place in [`Document::tables`].
    Table(u32),
    /// A thematic break.
    Rule,
}

/// A block, without the blocks in it.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// All of it, markers included.
    pub(crate) span: Span,
    /// The text in it: a heading's or a paragraph's; empty for the others.
    pub(crate) content: Span,
    /// In how many list items it is; the item of an outermost list counts itself, so it has 1.
    pub(crate) depth: u8,
    /// Whether it lies in a block quote.
    pub(crate) quoted: bool,
    /// The index of its first mark in [`Document::inlines`].
    pub(super) first_inline: u32,
}

/// Marked text within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inline {
    pub(crate) mark: Mark,
    /// All of it, delimiters included.
    pub(crate) span: Span,
}

/// A mark that registers use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `**strong**`
    Strong,
    /// `` `code` ``
    Code,
}

impl Inline {
    /// The marked text without its delimiters.
    pub(crate) fn inner(self, text: &str) -> Span {
        let all = self.span.of(text);
        let delimiter = match self.mark {
            Mark::Strong => 2,
            Mark::Code => all.len() - all.trim_start_matches('`').len(),
        };
        let (start, end) =
            (self.span.start as usize + delimiter, self.span.end as usize - delimiter);
        Span::new(start, end.max(start))
    }
}

/// A table: its cells by row, the header first.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) span: Span,
    pub(super) rows: Vec<TableRow>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug)]
pub(crate) struct TableRow {
    /// All of it, the line end left out.
    pub(crate) span: Span,
    /// Its cells, without the blanks around them.
    pub(crate) cells: Box<[Span]>,
}

impl Table {
    /// The header's cells.
    pub(crate) fn header(&self) -> &[Span] {
        self.rows.first().map_or(&[], |row| &row.cells)
    }

    /// The rows under the header.
    pub(crate) fn rows(&self) -> &[TableRow] {
        self.rows.get(1..).unwrap_or_default()
    }
}

/// The blocks of one file, in order.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Every block.
    pub(crate) blocks: Vec<Block>,
    /// Every table.
    pub(crate) tables: Vec<Table>,
    /// Every HTML comment.
    pub(crate) comments: Vec<Span>,
    pub(super) inlines: Vec<Inline>,
}

impl Document {
    /// The marked text within a block, in order.
    pub(crate) fn inlines(&self, block: &Block) -> &[Inline] {
        let from = &self.inlines[block.first_inline as usize..];
        &from[..from.partition_point(|inline| inline.span.start < block.content.end)]
    }
}
