//! The encodings that UTF-8 is commonly mistaken for, and their bytes.

use std::sync::OnceLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252, WINDOWS_1254};

/// The encodings that UTF-8 is commonly mistaken for, with their names. Text labelled ISO-8859-9 is
/// read as Windows-1254.
pub(super) static ENCODINGS: [(&str, &Encoding); 3] =
    [("Windows-1252", WINDOWS_1252), ("Mac Roman", MACINTOSH), ("Windows-1254", WINDOWS_1254)];

/// The byte of each character above ASCII in an encoding, sorted by character.
pub(super) struct ByteTable {
    bytes: [(char, u8); 128],
    is_windows: bool,
}

impl ByteTable {
    /// The tables of [`ENCODINGS`], in the same order.
    pub(super) fn all() -> &'static [ByteTable; 3] {
        static ALL: OnceLock<[ByteTable; 3]> = OnceLock::new();
        ALL.get_or_init(|| ENCODINGS.map(|(_, encoding)| Self::of(encoding)))
    }

    fn of(encoding: &'static Encoding) -> Self {
        let mut bytes = std::array::from_fn(|at| {
            let byte = at as u8 + 128;
            let bytes = [byte];
            let read = encoding.decode_without_bom_handling(&bytes).0;
            (read.chars().next().unwrap_or('\0'), byte)
        });
        bytes.sort_unstable();
        Self { bytes, is_windows: encoding != MACINTOSH }
    }

    /// The byte of a character. A control character above ASCII is that of ISO-8859-1, whose other
    /// characters are those of the Windows encodings.
    pub(super) fn byte(&self, c: char) -> Option<u8> {
        if self.is_windows && matches!(c, '\u{80}'..='\u{9f}') {
            return Some(c as u8);
        }
        let at = self.bytes.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        Some(self.bytes[at].1)
    }
}
