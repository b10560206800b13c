//! Marked text: strong text, code, links and comments, where they are plain.

use super::line::may_be_html;
use super::{NotPlain, Plain, Scanner};
use crate::document::block::{BlockKind, Inline, Mark};
use crate::document::parser::parse;
use crate::text::Span;

/// Bytes that may begin or end marked text.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let signs = b"*_`[]!<\\";
    let mut at = 0;
    while at < signs.len() {
        special[signs[at] as usize] = true;
        at += 1;
    }
    special
};

/// What is open while the text of a block is read.
struct Reading {
    at: usize,
    end: usize,
    start: usize,
    emphasis: Vec<Emphasis>,
    link: Option<Link>,
    /// The emphasis or the link that the text starts with.
    first: Option<Wrapped>,
}

/// What emphasis or a link wraps.
struct Wrapped {
    inner: Span,
    /// Where its last sign ends.
    end: usize,
}

/// Emphasis, strong or not, that is open.
pub(super) struct Emphasis {
    start: usize,
    sign: u8,
    len: usize,
    /// The place of strong text among the marks.
    mark: usize,
}

/// A link.
#[derive(Clone, Copy)]
struct Link {
    start: usize,
    /// The end of its text.
    text: usize,
    end: usize,
}

impl Scanner<'_, '_> {
    /// Reads the text of a paragraph or heading, whose lines begin and end there; what of it is
    /// content. What is not plain in it, the parser reads.
    pub(super) fn read_text(&mut self, kind: BlockKind, text: Span, lines: Span) -> Plain<Span> {
        let size = self.document.size();
        if let Ok(content) = self.read_inline(text.start as usize, text.end as usize) {
            return Ok(content);
        }
        self.document.cut(size);
        let mut read = parse(self.text, lines.range());
        let [block] = &read.blocks[..] else { return Err(NotPlain) };
        let content = block.content;
        // The text behind a check box may look like another block, and a link may have no text.
        if block.kind != kind || content.is_empty() {
            return Err(NotPlain);
        }
        self.document.inlines.append(&mut read.inlines);
        self.document.comments.append(&mut read.comments);
        Ok(content)
    }

    pub(super) fn read_inline(&mut self, start: usize, end: usize) -> Plain<Span> {
        let emphasis = std::mem::take(&mut self.emphasis);
        let mut reading = Reading { at: start, end, start, emphasis, link: None, first: None };
        while let Some(found) =
            self.bytes[reading.at..end].iter().position(|&b| SPECIAL[b as usize])
        {
            reading.at += found;
            match self.bytes[reading.at] {
                b'`' => self.take_code(&mut reading)?,
                b'*' | b'_' => self.take_emphasis(&mut reading)?,
                b'[' => self.take_bracket(&mut reading)?,
                b']' => self.take_closing_bracket(&mut reading)?,
                b'<' => self.take_angle(&mut reading)?,
                b'!' => {
                    if self.byte(reading.at + 1, end) == Some(b'[') {
                        return Err(NotPlain);
                    }
                    reading.at += 1;
                }
                _ => self.take_backslash(&mut reading)?,
            }
        }
        if !reading.emphasis.is_empty() || reading.link.is_some() {
            return Err(NotPlain);
        }
        self.emphasis = reading.emphasis;
        // The signs around all of a text are no content.
        let wrapped = reading.first.filter(|first| first.end == end);
        Ok(wrapped.map_or(Span::new(start, end), |first| first.inner))
    }

    fn byte(&self, at: usize, end: usize) -> Option<u8> {
        self.bytes[..end].get(at).copied()
    }

    fn run(&self, at: usize, end: usize) -> usize {
        let sign = self.bytes[at];
        self.bytes[at..end].iter().take_while(|&&byte| byte == sign).count()
    }

    fn take_code(&mut self, reading: &mut Reading) -> Plain {
        let (start, end) = (reading.at, reading.end);
        let len = self.run(start, end);
        let mut at = start + len;
        while let Some(found) = memchr::memchr(b'`', &self.bytes[at..end]) {
            at += found;
            let own = self.run(at, end);
            at += own;
            if own == len {
                if reading.link.is_some_and(|link| at > link.text) {
                    return Err(NotPlain);
                }
                self.document.inlines.push(Inline { mark: Mark::Code, span: Span::new(start, at) });
                reading.at = at;
                return Ok(());
            }
        }
        reading.at = start + len;
        Ok(())
    }

    fn take_emphasis(&mut self, reading: &mut Reading) -> Plain {
        let (start, sign) = (reading.at, self.bytes[reading.at]);
        let len = self.run(start, reading.end);
        let after = start + len;
        reading.at = after;
        let sides = (self.side_before(start), self.side_behind(after, reading.end));
        if sides == (Side::Blank, Side::Blank)
            || sign == b'_' && sides == (Side::Letter, Side::Letter)
        {
            return Ok(());
        }
        if len > 2 || reading.link.is_some() {
            return Err(NotPlain);
        }
        let is_match = |open: &Emphasis| (open.sign, open.len) == (sign, len);
        let is_closable = reading.emphasis.last().is_some_and(is_match);
        let is_first = !reading.emphasis.iter().any(|open| open.sign == sign);
        match flanks(sign, sides, is_closable, is_first)? {
            Flank::Opens => {
                let mark = self.document.inlines.len();
                if len == 2 {
                    self.document
                        .inlines
                        .push(Inline { mark: Mark::Strong, span: Span::new(start, after) });
                }
                reading.emphasis.push(Emphasis { start, sign, len, mark });
            }
            Flank::Closes => {
                let open = reading.emphasis.pop().filter(is_match).ok_or(NotPlain)?;
                if len == 2 {
                    self.document.inlines[open.mark].span.end = after as u32;
                } else if open.start == reading.start {
                    let inner = Span::new(open.start + 1, start);
                    reading.first = Some(Wrapped { inner, end: after });
                }
            }
        }
        Ok(())
    }

    fn take_bracket(&mut self, reading: &mut Reading) -> Plain {
        let start = reading.at;
        reading.at += 1;
        let inside = &self.bytes[start + 1..reading.end];
        let Some(close) = memchr::memchr3(b'[', b']', b'\n', inside) else { return Ok(()) };
        let text = start + 1 + close;
        if self.bytes[text] != b']' || self.byte(text + 1, reading.end) != Some(b'(') {
            return Ok(());
        }
        let target = &self.bytes[text + 2..reading.end];
        let is_plain = |byte: &&u8| {
            !matches!(byte, 0..=b' ' | 0x7f | b'(' | b')' | b'<' | b'>' | b'\\' | b'&')
        };
        let len = target.iter().take_while(is_plain).count();
        if reading.link.is_some() || close == 0 || len == 0 || target.get(len) != Some(&b')') {
            return Err(NotPlain);
        }
        reading.link = Some(Link { start, text, end: text + 3 + len });
        Ok(())
    }

    fn take_closing_bracket(&mut self, reading: &mut Reading) -> Plain {
        let at = reading.at;
        reading.at += 1;
        match reading.link {
            Some(link) if link.text == at => {
                reading.link = None;
                reading.at = link.end;
                if link.start == reading.start {
                    let inner = Span::new(link.start + 1, link.text);
                    reading.first = Some(Wrapped { inner, end: link.end });
                }
                Ok(())
            }
            _ if self.byte(at + 1, reading.end) == Some(b'(') => Err(NotPlain),
            _ => Ok(()),
        }
    }

    fn take_angle(&mut self, reading: &mut Reading) -> Plain {
        let start = reading.at;
        reading.at += 1;
        let rest = &self.bytes[start..reading.end];
        if rest.starts_with(b"<!--") {
            let close = memchr::memmem::find(&rest[4..], b"-->").ok_or(NotPlain)?;
            let comment = &rest[..4 + close + 3];
            if close == 0
                || matches!(rest[4], b'>' | b'-')
                || comment.contains(&b'\n')
                || reading.link.is_some()
            {
                return Err(NotPlain);
            }
            reading.at = start + comment.len();
            self.document.comments.push(Span::new(start, reading.at));
            return Ok(());
        }
        if may_be_html(rest) { Err(NotPlain) } else { Ok(()) }
    }

    fn take_backslash(&mut self, reading: &mut Reading) -> Plain {
        let start = reading.at;
        match self.byte(start + 1, reading.end) {
            Some(next) if next.is_ascii_punctuation() => {
                // The content starts behind a backslash that is its first sign.
                if start <= reading.start + 1 || b"`[]!<\\&".contains(&next) {
                    return Err(NotPlain);
                }
                reading.at += 2;
            }
            _ => reading.at += 1,
        }
        Ok(())
    }

    fn side_before(&self, at: usize) -> Side {
        self.text[..at].chars().next_back().map_or(Side::Blank, Side::of)
    }

    fn side_behind(&self, at: usize, end: usize) -> Side {
        self.text[at..end].chars().next().map_or(Side::Blank, Side::of)
    }
}

/// What is beside a run of stars or underscores.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Blank,
    Letter,
    Sign,
    /// Which other signs are punctuation, the parser knows.
    Unknown,
}

impl Side {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_whitespace() => Self::Blank,
            _ if c.is_alphanumeric() => Self::Letter,
            _ if c.is_ascii_punctuation() => Self::Sign,
            '«' | '»' | '¡' | '¿' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' => {
                Self::Sign
            }
            _ => Self::Unknown,
        }
    }
}

enum Flank {
    Opens,
    Closes,
}

/// What a run does. One that could do both closes what it matches; one that could do neither, or
/// that matches nothing, is not plain.
fn flanks(sign: u8, sides: (Side, Side), is_closable: bool, is_first: bool) -> Plain<Flank> {
    use Side::{Blank, Letter, Sign, Unknown};
    match sides {
        (Blank, Letter | Sign | Unknown) | (Sign, Letter) => Ok(Flank::Opens),
        (Letter | Sign | Unknown, Blank) | (Letter, Sign) => Ok(Flank::Closes),
        (Letter | Unknown, Unknown) | (Unknown, Letter) if sign == b'_' => Err(NotPlain),
        (Sign | Unknown, Sign) | (Letter, Letter | Unknown) if is_closable => Ok(Flank::Closes),
        (Sign, Sign | Unknown) | (Letter | Unknown, Letter) if is_first => Ok(Flank::Opens),
        _ => Err(NotPlain),
    }
}
