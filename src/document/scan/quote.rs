//! Quotes that hold nothing but paragraphs.

use super::block_start::BlockStart;
use super::line::Line;
use super::{NotPlain, OpenParagraph, Plain, Scanner, table};
use crate::document::block::BlockKind;
use crate::text::Span;

impl Scanner<'_, '_> {
    /// Reads a quote that holds nothing but paragraphs.
    pub(super) fn take_quote(&mut self, first: Line) -> Plain<usize> {
        let (mut line, mut open) = (first, None::<OpenParagraph>);
        loop {
            let inner = line.quoted(self.bytes)?;
            if inner.is_blank() {
                self.close_quoted(open.take())?;
            } else {
                self.check_quoted(inner)?;
                let start = open.map_or(inner.first, |open| open.start);
                open = Some(OpenParagraph { start, end: inner.end, next: inner.next });
            }
            let next = Line::at(self.bytes, line.next, self.end);
            if next.is_blank() {
                break;
            }
            // Another line would continue the paragraph all the same.
            if next.indent >= 4 || self.bytes[next.first] != b'>' {
                return Err(NotPlain);
            }
            line = next;
        }
        self.close_quoted(open)?;
        Ok(line.next)
    }

    /// Checks that a line is nothing but text.
    fn check_quoted(&self, line: Line) -> Plain {
        let next = Line::at(self.bytes, line.next, self.end);
        let may_be_table = !next.is_blank()
            && self.bytes[next.first] == b'>'
            && table::is_delimiter_row(self.bytes, next.first + 1, self.end);
        let is_text = matches!(BlockStart::of(self.bytes, line)?, BlockStart::Text);
        let is_plain = is_text && line.indent < 4 && !line.is_underline(self.bytes);
        if is_plain && !may_be_table { Ok(()) } else { Err(NotPlain) }
    }

    fn close_quoted(&mut self, open: Option<OpenParagraph>) -> Plain {
        let Some(OpenParagraph { start, end, next }) = open else { return Ok(()) };
        let at = self.push(BlockKind::Paragraph, Span::new(start, next));
        // The marks of its further lines are no text.
        let lines = Span::new(start, end);
        let is_one_line = !self.text[start..end].contains('\n');
        let content = if is_one_line {
            self.read_text(BlockKind::Paragraph, lines, lines)?
        } else {
            self.read_inline(start, end)?
        };
        let block = &mut self.document.blocks[at];
        (block.content, block.quoted) = (content, true);
        Ok(())
    }
}
