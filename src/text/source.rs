//! The text of a file.

use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::Span;
use super::looks::Looks;

/// One file: its name as users see it, and its exact text.
#[derive(Debug)]
pub struct Source {
    path: Arc<str>,
    text: Arc<String>,
    looks: Looks,
}

const BOM: &str = "\u{feff}";

impl Source {
    /// A source of that name and text, byte order mark and line ends included.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self::shared(path, Arc::new(text.into()))
    }

    /// The same, of a text that others keep, too.
    pub(crate) fn shared(path: impl Into<Arc<str>>, text: Arc<String>) -> Self {
        Self { path: path.into(), text, looks: Looks::default() }
    }

    /// Another source of the same name and text.
    pub(crate) fn twin(&self) -> Self {
        Self::shared(self.path.clone(), self.text.clone())
    }

    /// The source of a file's bytes. If they are not UTF-8, the source of those before the first
    /// invalid byte, and the error.
    pub(crate) fn decode(
        path: impl Into<Arc<str>>,
        bytes: Vec<u8>,
    ) -> Result<Self, (Self, NotUtf8)> {
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

    /// Whether all line ends are lone carriage returns: for Markdown they are line ends, for
    /// everything else they are not.
    pub(crate) fn has_lone_returns(&self) -> bool {
        let bytes = self.text.as_bytes();
        memchr::memchr_iter(b'\r', bytes)
            .any(|at| bytes.get(at + 1).is_some_and(|&next| next != b'\n'))
            && !bytes.contains(&b'\n')
    }

    /// The whole text, byte order mark included, so that offsets are those of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the text begins: after the byte order mark, if there is one.
    pub(crate) fn body_start(&self) -> usize {
        if self.text.starts_with(BOM) { BOM.len() } else { 0 }
    }

    /// What `span` covers.
    pub(crate) fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// What `span` covers, as it looks.
    pub(crate) fn plain(&self, span: Span) -> &str {
        self.looks.of(&self.text, span)
    }

    /// The span of the line that holds `offset`, without its line end.
    pub(crate) fn line_at(&self, offset: usize) -> Span {
        let start = memchr::memrchr(b'\n', &self.text.as_bytes()[..offset]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[offset..])
            .map_or(self.text.len(), |at| offset + at);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start.max(self.body_start().min(end)), end)
    }

    /// The start of the line after the one that holds `offset`.
    pub(crate) fn next_line(&self, offset: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[offset..])
            .map_or(self.text.len(), |at| offset + at + 1)
    }

    /// The line end in use around `offset`: that of its line, else of the file's first line.
    pub(crate) fn newline_at(&self, offset: usize) -> &'static str {
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

/// The error for bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The first byte that is not UTF-8.
    pub(crate) offset: usize,
    /// The encoding that the bytes seem to be in, if any.
    pub(crate) guess: Option<&'static str>,
    /// Whether they do not seem to be text in any encoding.
    pub(crate) is_binary: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
