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

    /// The same, where paragraphs of their own start at some places within paragraphs outside of quotes; an item
    /// ends before them.
    pub(crate) fn parted_at(&self, text: &str, places: &[u32]) -> Self {
        let Self { blocks, tables, comments, inlines } = self;
        let (tables, comments, inlines) = (tables.clone(), comments.clone(), inlines.clone());
        let mut parted = Vec::with_capacity(blocks.len() + places.len());
        for block in blocks {
            let first = places.partition_point(|place| *place <= block.span.start);
            let behind = places[first..].partition_point(|place| *place < block.span.end);
            let within = &places[first..first + behind];
            let before = |span: Span| {
                let end = within.first().map_or(span.end, |place| span.end.min(*place));
                Span { start: span.start, end }.trim(text)
            };
            match within {
                [] => parted.push(block.clone()),
                _ if block.kind != BlockKind::Paragraph => {
                    parted.push(Block { span: before(block.span), ..block.clone() });
                }
                _ => {
                    let own = Block {
                        span: before(block.span),
                        content: before(block.content),
                        ..*block
                    };
                    parted.push(own);
                    let ends = within.iter().skip(1).copied().chain([block.content.end]);
                    for (&start, end) in within.iter().zip(ends) {
                        let span = Span { start, end: end.max(start) }.trim(text);
                        let first = inlines.partition_point(|inline| inline.span.start < start);
                        let first_inline = first as u32;
                        parted.push(Block {
                            span,
                            content: span,
                            depth: 0,
                            first_inline,
                            ..*block
                        });
                    }
                }
            }
        }
        Self { blocks: parted, tables, comments, inlines }
    }

    pub(super) fn find_comments(&mut self, text: &str, span: Span) {
        let (open, close) = ("<!--", "-->");
        let mut at = span.start as usize;
        while let Some(found) = text[at..span.end as usize].find(open) {
            let start = at + found;
            let rest = &text[start + open.len()..span.end as usize];
            let Some(len) = rest.find(close) else { return };
            at = start + open.len() + len + close.len();
            self.comments.push(Span::new(start, at));
        }
    }

    /// Makes room for the parts of a text, which are added one by one. Without that, there is room for twice
    /// as much.
    pub(super) fn with_room_for(parts: &[Option<Self>]) -> Self {
        let count = |of: fn(&Self) -> usize| parts.iter().flatten().map(of).sum();
        Self {
            blocks: Vec::with_capacity(count(|part| part.blocks.len())),
            tables: Vec::with_capacity(count(|part| part.tables.len())),
            comments: Vec::with_capacity(count(|part| part.comments.len())),
            inlines: Vec::with_capacity(count(|part| part.inlines.len())),
        }
    }

    /// Adds the blocks of the text that follows.
    pub(super) fn append(&mut self, mut next: Self) {
        let (inlines, tables) = (self.inlines.len() as u32, self.tables.len() as u32);
        for block in &mut next.blocks {
            block.first_inline += inlines;
            if let BlockKind::Table(at) = &mut block.kind {
                *at += tables;
            }
        }
        self.blocks.append(&mut next.blocks);
        self.inlines.append(&mut next.inlines);
        self.tables.append(&mut next.tables);
        self.comments.append(&mut next.comments);
    }

    /// Forgets what was read within the last block, which is no longer there.
    pub(super) fn forget_inlines(&mut self, last: &Block) {
        self.inlines.truncate(last.first_inline as usize);
        let comments = self.comments.partition_point(|comment| comment.start < last.span.start);
        self.comments.truncate(comments);
    }

    pub(super) fn size(&self) -> Size {
        let Self { blocks, tables, comments, inlines } = self;
        Size {
            blocks: blocks.len(),
            tables: tables.len(),
            comments: comments.len(),
            inlines: inlines.len(),
        }
    }

    /// Forgets what was read since the document had this size.
    pub(super) fn cut(&mut self, size: Size) {
        self.blocks.truncate(size.blocks);
        self.tables.truncate(size.tables);
        self.comments.truncate(size.comments);
        self.inlines.truncate(size.inlines);
    }
}

/// How much a document holds.
#[derive(Clone, Copy)]
pub(super) struct Size {
    blocks: usize,
    tables: usize,
    comments: usize,
    inlines: usize,
}
