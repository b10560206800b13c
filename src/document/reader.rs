//! Parser events → blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, Document, Inline, Kind, Mark, Row, Table};
use crate::text::Span;

/// Reads `text` from byte `start` on.
pub(super) fn read(text: &str, start: usize) -> Document {
    let mut reader = Reader::new(text, start);
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(&text[start..], options).into_offset_iter() {
        reader.take(&event, range);
    }
    reader.document
}

struct Reader<'t> {
    text: &'t str,
    start: usize,
    document: Document,
    /// The heading or paragraph whose text is being read.
    open: Option<usize>,
    /// The text of a tight list item, which has no paragraph of its own.
    is_implied: bool,
    /// In code or a table cell, whose text is taken as a whole.
    is_verbatim: bool,
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
            Event::Rule => self.push_closed(Kind::Rule, span),
            Event::Html(_) => {}
            Event::InlineHtml(_) => {
                self.find_comments(span);
                self.extend(span);
            }
            Event::Code(_) => self.mark(Mark::Code, span),
            _ => self.extend(span),
        }
    }

    fn open_tag(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.push_open(Kind::Paragraph, span),
            Tag::Heading { level, .. } => self.push_open(Kind::Heading(*level as u8), span),
            Tag::Item => {
                self.depth = self.depth.saturating_add(1);
                self.push_closed(Kind::Item(None), span);
            }
            Tag::List(_) => self.close_implied(),
            Tag::BlockQuote(_) => {
                self.close_implied();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.push_closed(Kind::Code, span);
                self.is_verbatim = true;
            }
            Tag::HtmlBlock => {
                self.push_closed(Kind::Html, span);
                self.find_comments(span);
            }
            Tag::Table(_) => {
                self.push_closed(Kind::Table(self.document.tables.len() as u32), span);
                self.document.tables.push(Table { span: span.trim(self.text), rows: Vec::new() });
            }
            Tag::TableCell => {
                self.cells.push(span.trim(self.text));
                self.is_verbatim = true;
            }
            Tag::Strong => self.mark(Mark::Strong, span),
            _ => {}
        }
    }

    fn close_tag(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.open = None,
            TagEnd::Item => {
                self.close_implied();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock | TagEnd::TableCell => self.is_verbatim = false,
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells).into_boxed_slice();
                if let Some(table) = self.document.tables.last_mut() {
                    table.rows.push(Row { span: span.trim(self.text), cells });
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, kind: Kind, span: Span) {
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

    fn push_closed(&mut self, kind: Kind, span: Span) {
        self.push(kind, span);
        self.open = None;
    }

    fn push_open(&mut self, kind: Kind, span: Span) {
        self.push(kind, span);
        self.open = Some(self.document.blocks.len() - 1);
    }

    fn close_implied(&mut self) {
        if std::mem::take(&mut self.is_implied) {
            self.open = None;
        }
    }

    fn tick(&mut self, done: bool) {
        let item = self.document.blocks.iter_mut().rev().find(|b| matches!(b.kind, Kind::Item(_)));
        if let Some(item) = item {
            item.kind = Kind::Item(Some(done));
        }
    }

    fn mark(&mut self, mark: Mark, span: Span) {
        self.extend(span);
        if self.open.is_some() && !self.is_verbatim {
            self.document.inlines.push(Inline { mark, span });
        }
    }

    /// Takes inline text into the open block, opening one for a tight item.
    fn extend(&mut self, span: Span) {
        if self.is_verbatim {
            return;
        }
        if self.open.is_none() {
            if self.depth == 0 {
                return;
            }
            self.push_open(Kind::Paragraph, span);
            self.is_implied = true;
        }
        let Some(block) = self.open.map(|at| &mut self.document.blocks[at]) else { return };
        if block.content.is_empty() {
            block.content = span;
        }
        block.content.end = block.content.end.max(span.end);
        block.span.end = block.span.end.max(span.end);
    }

    fn find_comments(&mut self, span: Span) {
        let (open, close) = ("<!--", "-->");
        let mut at = span.start as usize;
        while let Some(found) = self.text[at..span.end as usize].find(open) {
            let start = at + found;
            let rest = &self.text[start + open.len()..span.end as usize];
            let Some(len) = rest.find(close) else { return };
            at = start + open.len() + len + close.len();
            self.document.comments.push(Span::new(start, at));
        }
    }
}
