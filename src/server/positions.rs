//! Positions as editors count them: lines from 0, columns in the units that both sides agreed on.

use std::ops;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Position {
    pub line: u32,
    pub character: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Range {
    pub start: Position,
    pub end: Position,
}

impl Encoding {
    /// The best of those that an editor offers; UTF-16, which each understands, where it offers none.
    pub(super) fn chosen(offered: &[String]) -> Self {
        let has = |name: &str| offered.iter().any(|own| own == name);
        if has("utf-8") {
            Self::Utf8
        } else if has("utf-32") && !has("utf-16") {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    fn length(self, text: &str) -> usize {
        if self == Self::Utf8 || text.is_ascii() {
            return text.len();
        }
        text.chars().map(|c| self.width(c)).sum()
    }
}

/// Where the lines of a text start. A line ends at `\n`, at `\r\n`, and at `\r` alone.
#[derive(Clone, Debug)]
pub(super) struct Lines(Vec<u32>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let is_end = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end);
        Self(std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect())
    }

    /// Takes notice that a range of the text before was replaced by so many bytes.
    pub(super) fn replace(&mut self, new: &str, old: ops::Range<usize>, length: usize) {
        // Whether `\r` ends a line hangs on what is behind it.
        let from = self.0.partition_point(|&start| (start as usize) < old.start).max(1);
        let first = self.0[from - 1] as usize;
        let rest = self.0.partition_point(|&start| start as usize <= old.end + 1).max(from);
        let moved = |at: u32| at.wrapping_add((length as u32).wrapping_sub(old.len() as u32));
        self.0[rest..].iter_mut().for_each(|start| *start = moved(*start));
        let end = self.0.get(rest).map_or(new.len(), |&start| start as usize);
        let between = Self::of(&new[first..end]).0.into_iter().map(|at| at + first as u32);
        let between: Vec<u32> =
            between.skip(1).filter(|&at| rest == self.0.len() || (at as usize) < end).collect();
        self.0.splice(from..rest, between);
    }

    /// The span of a line without its end.
    pub(super) fn line(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.0.get(line)? as usize;
        let end = self.0.get(line + 1).map_or(text.len(), |&end| end as usize);
        let own = text[start..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + own.len()))
    }

    /// The line that a byte is on.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The byte at a position: where the line is shorter, its end; where there is no such line, the
    /// end of the text.
    pub(super) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let Some(line) = self.line(text, position.line as usize) else { return text.len() };
        let mut left = position.character as usize;
        for (at, c) in line.of(text).char_indices() {
            let width = encoding.width(c);
            if left < width {
                return line.start as usize + at;
            }
            left -= width;
        }
        line.end as usize
    }

    pub(super) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = crate::text::char_start(text, offset);
        let line = self.line_of(offset);
        let before = &text[self.0[line] as usize..offset];
        Position { line: line as u32, character: encoding.length(before) as u32 }
    }

    pub(super) fn range(&self, text: &str, span: Span, encoding: Encoding) -> Range {
        let [start, end] =
            [span.start, span.end].map(|at| self.position(text, at as usize, encoding));
        Range { start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}# İş\r\nçok 🦀 x\rcafé\n\n字x";

    #[test]
    fn positions_lead_back_to_their_bytes() {
        let lines = Lines::of(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (at, c) in TEXT.char_indices() {
                let position = lines.position(TEXT, at, encoding);
                let back = lines.offset(TEXT, position, encoding);
                // Within `\r\n` there is the end of the line only.
                let is_end = c == '\n' && TEXT[..at].ends_with('\r');
                assert_eq!(back, if is_end { at - 1 } else { at }, "{c:?} {encoding:?}");
            }
        }
    }

    #[test]
    fn lines_follow_the_changes_of_a_text() {
        let parts = ["", "x", "\n", "\r", "\r\n", "a\nb", "\n\r", "é\r"];
        for old in ["", "a", "a\nb\rc\r\nd\n", "\r\r\n\n\r", "\r\n\r\n"] {
            for (start, end) in
                (0..=old.len()).flat_map(|start| (start..=old.len()).map(move |end| (start, end)))
            {
                for part in parts {
                    let mut new = old.to_owned();
                    new.replace_range(start..end, part);
                    let mut lines = Lines::of(old);
                    lines.replace(&new, start..end, part.len());
                    assert_eq!(lines.0, Lines::of(&new).0, "{old:?} {start}..{end} {part:?}");
                }
            }
        }
    }

    #[test]
    fn columns_count_units() {
        let lines = Lines::of(TEXT);
        let x = TEXT.find("x\r").unwrap();
        let at = |encoding| lines.position(TEXT, x, encoding);
        assert_eq!(at(Encoding::Utf8), Position { line: 1, character: 10 });
        assert_eq!(at(Encoding::Utf16), Position { line: 1, character: 7 });
        assert_eq!(at(Encoding::Utf32), Position { line: 1, character: 6 });
        assert_eq!(lines.position(TEXT, TEXT.len(), Encoding::Utf16).line, 4);
    }

    #[test]
    fn positions_beyond_a_line_or_the_text_are_its_end() {
        let lines = Lines::of("ab\ncd");
        let offset =
            |line, character| lines.offset("ab\ncd", Position { line, character }, Encoding::Utf16);
        assert_eq!([offset(0, 9), offset(1, 9), offset(9, 0)], [2, 5, 5]);
    }
}
