//! One line of a text.

use super::{NotPlain, Plain};

/// A line. Its blanks are spaces: a line with other white space at its ends has a first or a last
/// sign that is no part of anything plain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    /// The number of spaces before its first sign.
    pub(super) indent: usize,
    /// Its first sign.
    pub(super) first: usize,
    /// One past its last sign.
    pub(super) end: usize,
    /// The start of the next line.
    pub(super) next: usize,
}

/// Whether it is a blank that is no space: a tab, or one that ends a page.
pub(super) fn is_odd_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | 0x0b | 0x0c)
}

/// Whether HTML may begin with a text that begins with `<`.
pub(super) fn may_be_html(text: &[u8]) -> bool {
    text.get(1).is_some_and(|next| next.is_ascii_alphabetic() || b"/!?".contains(next))
}

impl Line {
    pub(super) fn at(bytes: &[u8], start: usize, text_end: usize) -> Self {
        let line_end = memchr::memchr(b'\n', &bytes[start..text_end]).map(|at| start + at);
        let next = line_end.map_or(text_end, |at| at + 1);
        let mut end = line_end.unwrap_or(text_end);
        if end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        while end > start && bytes[end - 1] == b' ' {
            end -= 1;
        }
        let indent = bytes[start..end].iter().take_while(|&&byte| byte == b' ').count();
        Self { start, indent, first: start + indent, end, next }
    }

    pub(super) fn is_blank(self) -> bool {
        self.first == self.end
    }

    /// Whether it begins or ends with a blank that is no space.
    pub(super) fn has_odd_ends(self, bytes: &[u8]) -> bool {
        let ends = [bytes[self.first], bytes[self.end - 1]];
        ends.into_iter().any(is_odd_blank)
    }

    /// Whether it would make a heading of the paragraph above it.
    pub(super) fn is_underline(self, bytes: &[u8]) -> bool {
        let text = &bytes[self.first..self.end];
        matches!(text.first(), Some(b'=' | b'-')) && text.iter().all(|byte| *byte == text[0])
    }

    /// What a line of a quote holds.
    pub(super) fn quoted(self, bytes: &[u8]) -> Plain<Self> {
        let inside = self.first + 1;
        if inside == self.end {
            return Ok(Self { first: self.end, ..self });
        }
        if bytes[inside] != b' ' {
            return Err(NotPlain);
        }
        let indent = bytes[inside + 1..self.end].iter().take_while(|&&b| b == b' ').count();
        Ok(Self { indent, first: inside + 1 + indent, ..self })
    }
}
