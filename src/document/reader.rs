//! Parser events → blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;

use super::block::{Block, BlockKind, Document, Inline, Mark, Table, TableRow};
use crate::text::Span;

/// How much text is read in one piece. The parser builds a tree of its whole input before its first
/// event, so pieces keep its memory small; and they are read in parallel.
const PIECE: usize = 256 * 1024;

/// Reads `text` from byte `start` on.
pub(super) fn read(text: &str, start: usize) -> Document {
    read_in_pieces(text, start, PIECE)
}

fn read_in_pieces(text: &str, start: usize, size: usize) -> Document {
    let pieces = pieces(text, start, size);
    if let [whole] = &pieces[..] {
        return read_piece(text, whole.clone());
    }
    let read: Vec<Document> =
        pieces.par_iter().map(|piece| read_piece(text, piece.clone())).collect();
    let mut document = Document::default();
    for (piece, part) in pieces.into_iter().zip(read) {
        // The piece ends within an open block, so what follows is no heading: read the rest at once.
        if piece.end < text.len() && is_left_open(&part, piece.end) {
            document.append(read_piece(text, piece.start..text.len()));
            break;
        }
        document.append(part);
    }
    document
}

/// Cuts a text before headings, because a heading at the start of a line ends every paragraph, list
/// and quote. Only code and HTML can go on over it.
fn pieces(text: &str, start: usize, size: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut from = start;
    while bytes.len() - from > 2 * size {
        let headings = memchr::memmem::find_iter(&bytes[from + size..], b"\n#");
        let cut = headings.map(|at| from + size + at + 1).find(|&at| starts_part(bytes, at));
        let Some(cut) = cut else { break };
        pieces.push(from..cut);
        from = cut;
    }
    pieces.push(from..bytes.len());
    pieces
}

/// Whether a heading starts at `at`, a blank line before it.
fn starts_part(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[..at];
    let level = bytes[at..].iter().take_while(|&&byte| byte == b'#').count();
    (before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n"))
        && level <= 6
        && matches!(bytes.get(at + level), Some(b' ' | b'\t'))
}

/// Whether the last block includes the blank line at the end of its piece: an unclosed fence or
/// comment.
fn is_left_open(part: &Document, end: usize) -> bool {
    part.blocks.last().is_some_and(|last| {
        matches!(last.kind, BlockKind::Code | BlockKind::Html) && last.span.end as usize == end
    })
}

fn read_piece(text: &str, piece: Range<usize>) -> Document {
    let mut reader = Reader::new(text, piece.start);
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(&text[piece], options).into_offset_iter() {
        reader.take(&event, range);
    }
    reader.document
}

impl Document {
    /// Adds the blocks of the text that follows.
    fn append(&mut self, mut next: Document) {
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
            Event::Rule => self.push_closed(BlockKind::Rule, span),
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
                self.find_comments(span);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::FileFailurePersistence;

    use super::*;

    /// Lines that open, close and contain blocks of all kinds.
    fn line() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            "",
            "",
            "# a",
            "## **b** `c`",
            "###",
            "#no",
            "text",
            "- **x:** y",
            "  - z",
            "> q",
            "```",
            "~~~~",
            "    ",
            "    code",
            "<!-- c",
            "-->",
            "<!-- d -->",
            "<div>",
            "</div>",
            "<pre>",
            "</pre>",
            "| a | b |",
            "|---|---|",
            "---",
            "1. n",
            "- ```",
            "> <!--",
            "\t# t",
            "[r]: /x",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_failure_persistence(
            FileFailurePersistence::Direct("tests/regressions/document.txt")
        ))]

        #[test]
        fn pieces_are_read_like_the_whole(lines in prop::collection::vec(line(), 0..80), crlf: bool) {
            let text = lines.join(if crlf { "\r\n" } else { "\n" });
            let whole = format!("{:#?}", read_in_pieces(&text, 0, text.len()));
            for size in [1, 16, 64] {
                prop_assert_eq!(&format!("{:#?}", read_in_pieces(&text, 0, size)), &whole, "{}", text);
            }
        }
    }
}
