//! Markdown → blocks, by the events of the Markdown parser.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::block::{Block, BlockKind, Document, Inline, Mark, Table, TableRow};
use crate::text::Span;

/// Reads a part of a text at whose start no block is open.
pub(super) fn parse(text: &str, part: Range<usize>) -> Document {
    let mut reader = Reader::new(text, part.start);
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(&text[part], options).into_offset_iter() {
        reader.take(&event, range);
    }
    reader.document
}

/// The marked parts of a line, which must not be cut: code, emphasis, links, images.
pub(crate) fn marked_ranges(line: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_STRIKETHROUGH;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(line, options).into_offset_iter() {
        let is_marked = match event {
            Event::Code(_) | Event::InlineHtml(_) => true,
            Event::Start(tag) => matches!(
                tag,
                Tag::Emphasis
                    | Tag::Strong
                    | Tag::Strikethrough
                    | Tag::Link { .. }
                    | Tag::Image { .. }
            ),
            _ => false,
        };
        if is_marked && ranges.last().is_none_or(|last| last.end <= range.start) {
            ranges.push(range);
        }
    }
    ranges
}

struct Reader<'t> {
    text: &'t str,
    start: usize,
    document: Document,
    /// The index of the heading or paragraph whose text is being read.
    open: Option<usize>,
    /// Whether the open block is the text of a tight list item, which has no paragraph event.
    is_implied: bool,
    /// Whether the text is that of code or of a table cell, which is not read as marked text.
    is_verbatim: bool,
    /// The emphasis or the link that the open text starts with. Where nothing is behind it, its signs
    /// are no content.
    wrapping: Option<Span>,
    depth: u8,
    quotes: u32,
    cells: Vec<Span>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        Self {
            text,
            start,
            document: Document::default(),
            open: None,
            is_implied: false,
            is_verbatim: false,
            wrapping: None,
            depth: 0,
            quotes: 0,
            cells: Vec::new(),
        }
    }

    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        let span = Span::new(self.start + range.start, self.start + range.end);
        match event {
            Event::Start(tag) => self.open_tag(tag, span),
            Event::End(tag) => self.close_tag(*tag, span),
            Event::TaskListMarker(done) => self.tick(*done),
            Event::Rule => self.push_closed(BlockKind::Rule, span),
            Event::Html(_) => {}
            Event::InlineHtml(_) => {
                self.document.find_comments(self.text, span);
                self.extend(span);
            }
            Event::Code(_) => self.mark(Mark::Code, span),
            _ => self.extend(span),
        }
    }

    fn open_tag(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.push_open(BlockKind::Paragraph, span),
            Tag::Heading { level, .. } => self.push_open(BlockKind::Heading(*level as u8), span),
            Tag::Item => {
                self.depth = self.depth.saturating_add(1);
                self.push_closed(BlockKind::Item(None), span);
            }
            Tag::List(_) => self.close_implied(),
            Tag::BlockQuote(_) => {
                self.close_implied();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.push_closed(BlockKind::Code, span);
                self.is_verbatim = true;
            }
            Tag::HtmlBlock => {
                self.push_closed(BlockKind::Html, span);
                self.document.find_comments(self.text, span);
            }
            Tag::Table(_) => {
                self.push_closed(BlockKind::Table(self.document.tables.len() as u32), span);
                self.document.tables.push(Table { span: span.trim(self.text), rows: Vec::new() });
            }
            Tag::TableCell => {
                self.cells.push(span.trim(self.text));
                self.is_verbatim = true;
            }
            Tag::Strong => self.mark(Mark::Strong, span),
            Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } => self.wrap(span),
            _ => {}
        }
    }

    fn close_tag(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) => {
                self.open = None;
                self.wrapping = None;
            }
            TagEnd::Paragraph => {
                self.wrapping = None;
                let block = self.open.take().map(|at| &mut self.document.blocks[at]);
                // The text of a tight item is no paragraph to the parser, so this one has no line
                // end either.
                if let Some(block) = block.filter(|_| self.depth > 0) {
                    block.span = block.content;
                }
            }
            TagEnd::Item => {
                self.close_implied();
                self.wrapping = None;
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock | TagEnd::TableCell => self.is_verbatim = false,
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells).into_boxed_slice();
                if let Some(table) = self.document.tables.last_mut() {
                    table.rows.push(TableRow { span: span.trim(self.text), cells });
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        self.close_implied();
        self.document.blocks.push(Block {
            kind,
            span,
            content: Span::at(span.start as usize),
            depth: self.depth,
            quoted: self.quotes > 0,
            first_inline: self.document.inlines.len() as u32,
        });
    }

    fn push_closed(&mut self, kind: BlockKind, span: Span) {
        self.push(kind, span);
        self.open = None;
    }

    fn push_open(&mut self, kind: BlockKind, span: Span) {
        self.push(kind, span);
        self.open = Some(self.document.blocks.len() - 1);
    }

    fn close_implied(&mut self) {
        if std::mem::take(&mut self.is_implied) {
            self.open = None;
            self.wrapping = None;
        }
    }

    fn tick(&mut self, done: bool) {
        let item =
            self.document.blocks.iter_mut().rev().find(|b| matches!(b.kind, BlockKind::Item(_)));
        if let Some(item) = item {
            item.kind = BlockKind::Item(Some(done));
        }
    }

    fn mark(&mut self, mark: Mark, span: Span) {
        self.extend(span);
        if self.open.is_some() && !self.is_verbatim {
            self.document.inlines.push(Inline { mark, span });
        }
    }

    /// Takes emphasis, a link or an image, whose text is still to come.
    fn wrap(&mut self, span: Span) {
        let is_empty = self.open.is_none_or(|at| self.document.blocks[at].content.is_empty());
        if !is_empty || self.wrapping.is_some() {
            self.extend(span);
        } else if !self.is_verbatim {
            self.wrapping = Some(span);
        }
    }

    /// Extends the open block by inline text, or opens one for a tight list item.
    fn extend(&mut self, span: Span) {
        if self.is_verbatim {
            return;
        }
        if self.open.is_none() {
            if self.depth == 0 {
                return;
            }
            self.push_open(BlockKind::Paragraph, span);
            self.is_implied = true;
        }
        let Some(block) = self.open.map(|at| &mut self.document.blocks[at]) else { return };
        if block.content.is_empty() {
            block.content = span;
        }
        if let Some(first) = self.wrapping.take_if(|first| first.end <= span.start) {
            block.content.start = first.start;
            block.span.start = block.span.start.min(first.start);
        }
        block.content.end = block.content.end.max(span.end);
        block.span.end = block.span.end.max(span.end);
    }
}
