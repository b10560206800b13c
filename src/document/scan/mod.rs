//! Plain lines → blocks, without the Markdown parser. What is not plain is left to it.
//!
//! Both give the same blocks. A line is plain where one look at it, and at what is open above it,
//! says what it is: no tabs, no lazy continuations, no setext underlines, no HTML but comments.

mod block_start;
mod inline;
mod items;
mod leaf;
mod line;
mod quote;
mod table;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::block_start::{BlockStart, Marker};
use self::inline::Emphasis;
use self::line::Line;
use super::block::{Block, BlockKind, Document};
use super::parts::starts_part;
use crate::text::Span;

/// A line that only the Markdown parser understands.
#[derive(Debug)]
pub(super) struct NotPlain;

type Plain<T = ()> = Result<T, NotPlain>;

/// How far a text was read.
pub(super) struct Scanned {
    /// The start of what was not read: the end of the text, or a place at which no block is open.
    pub(super) end: usize,
    /// Where the line starts that is not plain.
    pub(super) refused: Option<usize>,
}

/// Reads plain lines of a text into a document, from a place where no block is open.
pub(super) fn scan(text: &str, part: Range<usize>, document: &mut Document) -> Scanned {
    let Range { start, end } = part;
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        end,
        document,
        items: Vec::new(),
        paragraph: None,
        is_after_blank: true,
        emphasis: Vec::new(),
    };
    let (mut at, mut part) = (start, start);
    let mut size = scanner.document.size();
    while at < end {
        let line = Line::at(scanner.bytes, at, end);
        if at > part && scanner.is_after_blank && starts_part(scanner.bytes, at) {
            if scanner.close(0, at).is_err() {
                scanner.document.cut(size);
                return Scanned { end: part, refused: Some(at) };
            }
            part = at;
            size = scanner.document.size();
        }
        let Ok(next) = scanner.take(line) else {
            scanner.document.cut(size);
            return Scanned { end: part, refused: Some(at) };
        };
        at = next;
    }
    if scanner.close(0, end).is_err() {
        scanner.document.cut(size);
        return Scanned { end: part, refused: Some(end) };
    }
    Scanned { end, refused: None }
}

/// A list item whose end is not reached.
struct OpenItem {
    /// Its place among the blocks.
    block: usize,
    /// The column of its text.
    column: usize,
    marker: Marker,
}

/// Lines of text.
#[derive(Clone, Copy)]
struct OpenParagraph {
    start: usize,
    /// The end of its last line, without blanks and the line end.
    end: usize,
    /// The start of the next line.
    next: usize,
}

struct Scanner<'t, 'd> {
    text: &'t str,
    bytes: &'t [u8],
    end: usize,
    document: &'d mut Document,
    items: Vec<OpenItem>,
    paragraph: Option<OpenParagraph>,
    is_after_blank: bool,
    /// What is open in the text that is read: an empty list, kept for the next one.
    emphasis: Vec<Emphasis>,
}

impl Scanner<'_, '_> {
    /// Reads a line, and those below it that belong to the same block; where the next one starts.
    fn take(&mut self, line: Line) -> Plain<usize> {
        if line.is_blank() {
            self.close_paragraph()?;
            self.is_after_blank = true;
            return Ok(line.next);
        }
        let is_after_blank = std::mem::take(&mut self.is_after_blank);
        let level = self.items.partition_point(|item| item.column <= line.indent);
        let indent = line.indent - self.column(level);
        let is_inside = level == self.items.len();
        if indent >= 4 {
            // Code, or one more line of a paragraph.
            let is_text = is_inside && !line.has_odd_ends(self.bytes);
            return if is_text { self.continue_paragraph(line) } else { Err(NotPlain) };
        }
        match BlockStart::of(self.bytes, line)? {
            BlockStart::Text => self.take_text(line, level, is_after_blank),
            BlockStart::Item(marker) => self.take_item(line, level, marker),
            BlockStart::Fence(fence) => {
                self.close(level, line.start)?;
                self.take_fence(line, level, fence)
            }
            BlockStart::Comment => {
                self.close(level, line.start)?;
                self.take_comment(line, level)
            }
            // What is rare in an item is not plain.
            _ if level > 0 => Err(NotPlain),
            BlockStart::Heading(depth) => {
                self.close(0, line.start)?;
                self.take_heading(line, depth)
            }
            BlockStart::Rule => {
                // Below a paragraph, a rule of hyphens makes a heading of it.
                if self.paragraph.is_some() && is_inside && self.bytes[line.first] == b'-' {
                    return Err(NotPlain);
                }
                self.close(0, line.start)?;
                self.push(BlockKind::Rule, Span::new(line.first, line.next));
                Ok(line.next)
            }
            BlockStart::Quote => {
                self.close(0, line.start)?;
                self.take_quote(line)
            }
        }
    }

    fn column(&self, level: usize) -> usize {
        level.checked_sub(1).map_or(0, |item| self.items[item].column)
    }

    fn take_text(&mut self, line: Line, level: usize, is_after_blank: bool) -> Plain<usize> {
        if self.paragraph.is_some() {
            // A line further out would continue the paragraph all the same.
            return if level == self.items.len() {
                self.continue_paragraph(line)
            } else {
                Err(NotPlain)
            };
        }
        if !is_after_blank && level < self.items.len() {
            return Err(NotPlain);
        }
        self.close(level, line.start)?;
        if table::is_delimiter_row(self.bytes, line.next, self.end) {
            return if level == 0 { self.take_table(line) } else { Err(NotPlain) };
        }
        self.open_paragraph(line.first, line)
    }

    fn open_paragraph(&mut self, start: usize, line: Line) -> Plain<usize> {
        if table::is_delimiter_row(self.bytes, line.next, self.end) {
            return Err(NotPlain);
        }
        self.paragraph = Some(OpenParagraph { start, end: line.end, next: line.next });
        Ok(line.next)
    }

    fn continue_paragraph(&mut self, line: Line) -> Plain<usize> {
        let paragraph = self.paragraph.as_mut().ok_or(NotPlain)?;
        // A table may begin within a paragraph.
        if line.is_underline(self.bytes) || table::is_delimiter_row(self.bytes, line.next, self.end)
        {
            return Err(NotPlain);
        }
        (paragraph.end, paragraph.next) = (line.end, line.next);
        Ok(line.next)
    }

    fn close_paragraph(&mut self) -> Plain {
        let Some(OpenParagraph { start, end, next }) = self.paragraph.take() else { return Ok(()) };
        let in_item = !self.items.is_empty();
        let at = self.push(BlockKind::Paragraph, Span::new(start, next));
        let content =
            self.read_text(BlockKind::Paragraph, Span::new(start, end), Span::new(start, next))?;
        let block = &mut self.document.blocks[at];
        block.content = content;
        if in_item {
            block.span = content;
        }
        Ok(())
    }

    /// Closes the items from a level on, and what is open in them.
    fn close(&mut self, level: usize, at: usize) -> Plain {
        self.close_paragraph()?;
        for item in self.items.drain(level..) {
            self.document.blocks[item.block].span.end = at as u32;
        }
        Ok(())
    }

    fn push(&mut self, kind: BlockKind, span: Span) -> usize {
        self.document.blocks.push(Block {
            kind,
            span,
            content: Span::at(span.start as usize),
            depth: u8::try_from(self.items.len()).unwrap_or(u8::MAX),
            quoted: false,
            first_inline: self.document.inlines.len() as u32,
        });
        self.document.blocks.len() - 1
    }
}
