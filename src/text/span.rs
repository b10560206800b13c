//! Spans of a text.

use std::ops::Range;

/// Sorts things by their places; those of one place keep their order.
///
/// With cached keys, the program contains one sort for things of all types.
pub(crate) fn sort_by_place<T>(things: &mut [T], place: impl FnMut(&T) -> Span) {
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
    pub(crate) fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start: start as u32, end: end as u32 }
    }

    /// The empty span at `offset`: a place to insert.
    pub(crate) fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The span as indices.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its length in bytes.
    pub(crate) fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it covers nothing.
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// What it covers of `text`.
    pub(crate) fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies within it.
    pub(crate) fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without the white space at both ends; a blank span becomes the empty span at its start.
    pub(crate) fn trim(self, text: &str) -> Self {
        let all = self.of(text);
        // White space beyond ASCII is rare, and slow to look for.
        let inner = all.trim_ascii();
        let is_bare = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let is_done = is_bare(inner.as_bytes().first()) && is_bare(inner.as_bytes().last());
        let inner = if is_done { inner } else { inner.trim() };
        if inner.is_empty() { Self::at(self.start as usize) } else { self.part(all, inner) }
    }

    /// The span of `part`, a slice of the text `whole` that this span covers; of any other text,
    /// the empty span at the start.
    pub(crate) fn part(self, whole: &str, part: &str) -> Self {
        let offset = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize);
        let offset = offset.filter(|offset| offset + part.len() <= whole.len());
        let start = self.start as usize;
        offset.map_or(Self::at(start), |at| Self::new(start + at, start + at + part.len()))
    }
}

/// The start of the character that `offset` is in, or the end of the text.
pub(crate) fn char_start(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
