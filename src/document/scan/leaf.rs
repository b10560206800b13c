//! Headings, code and comments.

use super::block_start::Fence;
use super::line::Line;
use super::{NotPlain, Plain, Scanner};
use crate::document::block::BlockKind;
use crate::text::Span;

impl Scanner<'_, '_> {
    pub(super) fn take_heading(&mut self, line: Line, level: u8) -> Plain<usize> {
        let text = self.heading_text(line, level)?;
        let lines = Span::new(line.first, line.next);
        let at = self.push(BlockKind::Heading(level), lines);
        let content = self.read_text(BlockKind::Heading(level), text, lines)?;
        // Before closing signs, the parser takes the end of a mark for content.
        if content.end < text.end && (text.end as usize) < line.end {
            return Err(NotPlain);
        }
        self.document.blocks[at].content = content;
        Ok(line.next)
    }

    /// The text of a heading, without the signs that may close it.
    fn heading_text(&self, line: Line, level: u8) -> Plain<Span> {
        let signs = line.first + usize::from(level);
        let all = &self.bytes[signs..line.end];
        let start = signs + all.iter().take_while(|&&byte| byte == b' ').count();
        let mut text = &self.bytes[start..line.end];
        let closing = text.iter().rev().take_while(|&&byte| byte == b'#').count();
        let before = &text[..text.len() - closing];
        if closing > 0 && matches!(before.last(), None | Some(b' ')) {
            text = before.trim_ascii_end();
        }
        // For the parser, a vertical tab is a blank, too.
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'\x0b';
        match (text.first(), text.last()) {
            (Some(first), Some(last))
                if line.indent == 0 && !is_blank(first) && !is_blank(last) =>
            {
                Ok(Span::new(start, start + text.len()))
            }
            _ => Err(NotPlain),
        }
    }

    pub(super) fn take_fence(&mut self, line: Line, level: usize, fence: Fence) -> Plain<usize> {
        let column = self.column(level);
        let mut at = line.next;
        while at < self.end {
            let next = Line::at(self.bytes, at, self.end);
            at = next.next;
            if next.is_blank() {
                continue;
            }
            if next.indent < column {
                return Err(NotPlain);
            }
            if next.indent - column < 4 && fence.is_closed_by(self.bytes, next) {
                // The parser counts blanks behind it.
                if self.bytes.get(next.end) == Some(&b' ') {
                    return Err(NotPlain);
                }
                self.push(BlockKind::Code, Span::new(line.first, next.end));
                return Ok(at);
            }
        }
        Err(NotPlain)
    }

    pub(super) fn take_comment(&mut self, line: Line, level: usize) -> Plain<usize> {
        let text = &self.text[line.first..self.end];
        // The blanks before it are text to the parser.
        if line.indent > self.column(level) {
            return Err(NotPlain);
        }
        if text.starts_with("<!-->") || text.starts_with("<!--->") {
            return Err(NotPlain);
        }
        let close = memchr::memmem::find(text.as_bytes(), b"-->").ok_or(NotPlain)?;
        let last = Line::at(self.bytes, line.first + close, self.end);
        if level > 0 && last.next != line.next {
            return Err(NotPlain);
        }
        let span = Span::new(line.first, last.next);
        self.push(BlockKind::Html, span);
        self.document.find_comments(self.text, span);
        Ok(last.next)
    }
}
