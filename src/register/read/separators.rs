//! What parts the fields of a line.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::text::is_abbreviation;

/// What parts the fields of a line.
pub(super) struct Separator {
    pub(super) start: usize,
    /// Where the next field may start.
    pub(super) end: usize,
    pub(super) kind: SeparatorKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SeparatorKind {
    /// `·`, `•` or `|` between spaces.
    Sign,
    /// A dash, behind which a field has strong words for its label.
    Dash,
    /// The end of a sentence or a part of one, behind which a field has strong words, too.
    Stop,
}

/// What parts fields; a text that was pasted may have other blanks.
const SIGNS: [&str; 5] = ["| ", "· ", "• ", "·\u{a0}", "•\u{a0}"];

/// The sign before strong words behind others.
static STRONG: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" **"));

/// Each `·`, `•` or `|` between spaces, and each dash or end of a sentence before strong words.
pub(super) fn separators(text: &str, line: Range<usize>) -> impl Iterator<Item = Separator> {
    let Range { start: from, end: to } = line;
    let line = &text[from..to];
    let bytes = line.as_bytes();
    let signs = memchr::memchr3_iter(b'|', b'\xc2', b'\xe2', bytes).filter_map(move |at| {
        let is_apart = line[..at].ends_with([' ', '\u{a0}', '\u{202f}']);
        let is_at = |sign: &&str| is_apart && bytes[at..].starts_with(sign.as_bytes());
        let sign = SIGNS.into_iter().find(is_at)?;
        let start = from + at;
        Some(Separator { start, end: start + sign.len(), kind: SeparatorKind::Sign })
    });
    let strong = STRONG.find_iter(bytes).filter_map(move |blank| {
        let at = blank + 1;
        let (sign, kind) = [
            (" — ", SeparatorKind::Dash),
            (" – ", SeparatorKind::Dash),
            (". ", SeparatorKind::Stop),
            ("; ", SeparatorKind::Stop),
            (", ", SeparatorKind::Stop),
        ]
        .into_iter()
        .find(|(sign, _)| line[..at].ends_with(sign))?;
        let end = from + at;
        Some(Separator { start: end - sign.len(), end, kind })
    });
    signs.chain(strong)
}

/// A value without the full stop or the like that ends it. The stop of an abbreviation is a part of it.
pub(super) fn without_stop(value: &str) -> &str {
    let Some(words) = value.strip_suffix(['.', ';', ',']) else { return value };
    let last = words.rsplit(char::is_whitespace).next().unwrap_or(words);
    // `02.03.2026.` is a day with a stop behind it.
    let is_number = last.starts_with(|c: char| c.is_ascii_digit());
    if value.ends_with('.') && !is_number && is_abbreviation(last) { value } else { words }
}
