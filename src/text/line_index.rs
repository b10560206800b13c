//! Lines and columns of a text.

use super::{Source, Span, char_start};

/// A line and a column, both counted from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The number of the line.
    pub line: usize,
    /// The number of the character in the line.
    pub column: usize,
    pub(crate) offset: usize,
}

/// Where the lines of a text start. It is made once for each file with findings.
#[derive(Debug)]
pub struct LineIndex<'s> {
    text: &'s str,
    body_start: usize,
    starts: Vec<u32>,
    /// In long lines, some bytes with their columns, so that many findings on one very long line do not
    /// each count its characters from the start.
    marks: Vec<(u32, u32)>,
}

/// How many bytes are between two marks.
const BETWEEN_MARKS: usize = 1024;

impl<'s> LineIndex<'s> {
    /// The index of a source.
    pub fn new(source: &'s Source) -> Self {
        let text = source.text();
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        let mut marks = Vec::new();
        let ends = starts.iter().skip(1).map(|&end| end as usize).chain([text.len()]);
        for (&start, end) in starts.iter().zip(ends) {
            let mut mark = (start as usize).max(source.body_start().min(end));
            let mut column = 1;
            while end - mark > BETWEEN_MARKS {
                let next = char_start(text, mark + BETWEEN_MARKS);
                column += text[mark..next].chars().count();
                marks.push((next as u32, column as u32));
                mark = next;
            }
        }
        Self { text, body_start: source.body_start(), starts, marks }
    }

    /// The number of the line that holds a byte, and its start, with the byte order mark.
    fn line_start(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start as usize <= offset);
        (line, self.starts[line - 1] as usize)
    }

    /// The span of the line that holds a byte, without its line end.
    pub(crate) fn line_at(&self, offset: usize) -> Span {
        let (line, start) = self.line_start(offset);
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next as usize - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start.max(self.body_start.min(end)), end)
    }

    /// The position of a byte; one inside a character counts as that character's start.
    pub fn position(&self, offset: usize) -> Position {
        let offset = char_start(self.text, offset);
        let (line, start) = self.line_start(offset);
        let start = start.max(self.body_start.min(offset));
        let marks = self.marks.partition_point(|&(mark, _)| mark as usize <= offset);
        let mark =
            self.marks[..marks].last().map(|&(mark, column)| (mark as usize, column as usize));
        let (from, column) = mark.filter(|(mark, _)| *mark > start).unwrap_or((start, 1));
        let column = column + self.text[from..offset].chars().count();
        Position { line, column, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let source = Source::new("a.md", text);
        let position = LineIndex::new(&source).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "önce\nİğdır: x";
        assert_eq!(at(text, text.find('x').unwrap()), (2, 8));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(at("\u{feff}ab", 3), (1, 1));
        assert_eq!(at("\u{feff}ab", 4), (1, 2));
        assert_eq!(at("\u{feff}", 0), (1, 1));
    }

    #[test]
    fn a_column_of_a_very_long_line_is_counted_from_the_nearest_mark() {
        let long = "é¼x".repeat(1500);
        let text = format!("\u{feff}{long}\r\nb\n{long}\n{}", "y".repeat(1024));
        let source = Source::new("a.md", &*text);
        let index = LineIndex::new(&source);
        let (mut line, mut column) = (1, 1);
        for (offset, c) in text.char_indices().skip(1) {
            assert_eq!(index.position(offset), Position { line, column, offset });
            assert_eq!(index.line_at(offset), source.line_at(offset));
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(index.position(text.len()).column, 1025);
    }
}
