//! The exact text of a file, spans of it, and the line a byte stands on.

pub mod difference;
mod printable;
mod recent;

use std::ops::Range;
use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

pub use printable::{printable, printable_in_place};
pub use recent::Recent;

/// Puts things in the order of their places; those of one place stay as they were.
///
/// Keys are taken out first, so that the program has one sort for things of all kinds.
pub fn sort_by_place<T>(things: &mut [T], place: impl FnMut(&T) -> Span) {
    things.sort_by_cached_key(place);
}

/// A stretch of a source, in bytes of the file as it is on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start: start as u32, end: end as u32 }
    }

    /// The empty span at `offset`: a place to insert.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The span as indices.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// What it covers of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies within it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without the white space at both ends; an all-blank span shrinks to its start.
    pub fn trim(self, text: &str) -> Self {
        let all = self.of(text);
        // Blanks beyond ASCII are rare, and dear to look for.
        let inner = all.trim_ascii();
        let is_bare = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let is_done = is_bare(inner.as_bytes().first()) && is_bare(inner.as_bytes().last());
        let inner = if is_done { inner } else { inner.trim() };
        if inner.is_empty() { Self::at(self.start as usize) } else { self.part(all, inner) }
    }

    /// The span of `part`, a slice of the text `whole` that this span covers; of any other text,
    /// the empty span at the start.
    pub fn part(self, whole: &str, part: &str) -> Self {
        let offset = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize);
        let offset = offset.filter(|offset| offset + part.len() <= whole.len());
        let start = self.start as usize;
        offset.map_or(Self::at(start), |at| Self::new(start + at, start + at + part.len()))
    }
}

/// The start of the character that `offset` lies in, or the end of the text.
pub fn char_start(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A print of some bytes: FNV-1a, which will be the same in every version of the program.
pub fn print_of(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |print, byte| {
        (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One file: its name as users see it, and its exact text.
#[derive(Debug)]
pub struct Source {
    path: Arc<str>,
    text: String,
}

const BOM: &str = "\u{feff}";

impl Source {
    /// A source of that name and text, byte order mark and line ends included.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The source of a file's bytes. Of a file that is not UTF-8, what comes before the first bad
    /// byte, and what is wrong.
    pub fn decode(path: impl Into<Arc<str>>, bytes: Vec<u8>) -> Result<Self, (Self, NotUtf8)> {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Ok(Self::new(path, text)),
            Err(error) => error,
        };
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let sound = String::from_utf8_lossy(&bytes[..offset]).into_owned();
        Err((Self::new(path, sound), NotUtf8::of(&bytes, offset)))
    }

    /// The name, with forward slashes.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// Whether lines end in carriage returns alone, which Markdown takes for line ends and nobody
    /// else does any more.
    pub fn has_lone_returns(&self) -> bool {
        let bytes = self.text.as_bytes();
        memchr::memchr_iter(b'\r', bytes)
            .any(|at| bytes.get(at + 1).is_some_and(|&next| next != b'\n'))
            && !bytes.contains(&b'\n')
    }

    /// The whole text, byte order mark included, so that offsets are those of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text proper begins: after the byte order mark, if there is one.
    pub fn body_start(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len() } else { 0 }
    }

    /// What `span` covers.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The span of the line that holds `offset`, without its line end.
    pub fn line_at(&self, offset: usize) -> Span {
        let start = memchr::memrchr(b'\n', &self.text.as_bytes()[..offset]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[offset..])
            .map_or(self.text.len(), |at| offset + at);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start.max(self.body_start().min(end)), end)
    }

    /// The start of the line after the one that holds `offset`.
    pub fn next_line(&self, offset: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[offset..])
            .map_or(self.text.len(), |at| offset + at + 1)
    }

    /// The line end in use around `offset`: that of its line, else of the file's first line.
    pub fn newline_at(&self, offset: usize) -> &'static str {
        let bytes = self.text.as_bytes();
        let end = memchr::memchr(b'\n', &bytes[offset..])
            .map(|at| offset + at)
            .or_else(|| memchr::memchr(b'\n', bytes));
        match end {
            Some(at) if at > 0 && bytes[at - 1] == b'\r' => "\r\n",
            _ => "\n",
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The first byte that is not UTF-8.
    pub offset: usize,
    /// The encoding the bytes seem to be in, when they seem to be in one.
    pub guess: Option<&'static str>,
    /// Whether they do not look like text in any encoding.
    pub is_binary: bool,
}

impl NotUtf8 {
    fn of(bytes: &[u8], offset: usize) -> Self {
        let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        let is_binary = !is_utf16 && bytes.contains(&0);
        let guess = match (is_utf16, is_binary) {
            (true, _) => Some("UTF-16"),
            (_, true) => None,
            _ => {
                let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
                detector.feed(bytes, true);
                Some(detector.guess(None, Utf8Detection::Deny).name())
            }
        };
        Self { offset, guess, is_binary }
    }
}

/// A place as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
    /// The byte of the file.
    pub offset: usize,
}

/// Where the lines of a text start; made once for a file that has something to say.
#[derive(Debug)]
pub struct LineIndex<'s> {
    text: &'s str,
    body_start: usize,
    starts: Vec<u32>,
    // Within long lines, now and then a byte and its column, so that a thousand findings on one
    // endless line do not count its characters a thousand times.
    marks: Vec<(u32, u32)>,
}

/// So many bytes lie between two marks.
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

    /// The start of the line that holds a byte, before a byte order mark.
    fn line_start(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start as usize <= offset);
        (line, self.starts[line - 1] as usize)
    }

    /// The span of the line that holds a byte, without its line end.
    pub fn line_at(&self, offset: usize) -> Span {
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
    fn a_place_on_an_endless_line_is_counted_from_the_nearest_mark() {
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

    #[test]
    fn bytes_that_are_no_text_are_described() {
        let bad = |bytes: &[u8]| Source::decode("a.md", bytes.to_vec()).unwrap_err().1;
        let turkish = encoding_rs::WINDOWS_1254.encode("açık kayıtların listesi şöyle").0;
        assert_eq!(bad(&turkish).offset, 1);
        assert_eq!(bad(&turkish).guess, Some("windows-1254"));
        assert_eq!(bad(b"\xff\xfea\0").guess, Some("UTF-16"));
        assert!(bad(b"\x89PNG\0").is_binary);
    }

    #[test]
    fn a_line_ends_before_its_line_end() {
        let source = Source::new("a.md", "one\r\ntwo");
        assert_eq!(source.slice(source.line_at(1)), "one");
        assert_eq!(source.slice(source.line_at(6)), "two");
        assert_eq!(source.newline_at(6), "\r\n");
        assert_eq!(source.next_line(0), 5);
    }

    #[test]
    fn trimming_keeps_the_text_and_drops_the_blanks() {
        let text = "  a b \t";
        assert_eq!(Span::new(0, text.len()).trim(text), Span::new(2, 5));
        assert_eq!(Span::new(0, 2).trim(text), Span::at(0));
        let text = "\u{a0}\u{b} é \n\u{2003}";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "é");
        assert_eq!(Span::new(2, 3).trim(text), Span::at(2));
    }
}
