//! The one place at which a text differs from another.

use std::ops::Range;

use super::Span;

/// What lies between the start and the end that two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextChange {
    /// Where it starts in both.
    pub(crate) start: usize,
    /// Where it ends in the old text.
    pub(crate) old_end: usize,
    /// Where it ends in the new one.
    pub(crate) new_end: usize,
}

impl TextChange {
    /// What distinguishes a new text from an old one; the bounds are those of characters of both.
    pub(crate) fn between(old: &str, new: &str) -> Self {
        let least = old.len().min(new.len());
        let mut start = common_start(old.as_bytes(), new.as_bytes());
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let rest = least - start;
        let [own, theirs] = [old, new].map(|text| &text.as_bytes()[text.len() - rest..]);
        let mut common = common_end(own, theirs);
        while !old.is_char_boundary(old.len() - common) || !new.is_char_boundary(new.len() - common)
        {
            common -= 1;
        }
        Self { start, old_end: old.len() - common, new_end: new.len() - common }
    }

    /// Where a place behind the change has moved to.
    pub(crate) fn moved(self, at: u32) -> u32 {
        at.wrapping_add((self.new_end as u32).wrapping_sub(self.old_end as u32))
    }

    /// A span behind the change, as it is in the new text.
    pub(crate) fn moved_span(self, span: Span) -> Span {
        Span { start: self.moved(span.start), end: self.moved(span.end) }
    }

    /// The place in the old text of one behind the change in the new text.
    pub(crate) fn before(self, at: usize) -> usize {
        at + self.old_end - self.new_end
    }

    /// What is new in the new text.
    pub(crate) fn new_range(self) -> Range<usize> {
        self.start..self.new_end
    }
}

/// How much is compared at once.
const STEP: usize = 4096;

fn common_start(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.chunks_exact(STEP).zip(new.chunks_exact(STEP));
    let from = STEP * blocks.take_while(|(old, new)| old == new).count();
    let rest = old[from..].iter().zip(&new[from..]);
    from + rest.take_while(|(old, new)| old == new).count()
}

fn common_end(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.rchunks_exact(STEP).zip(new.rchunks_exact(STEP));
    let from = STEP * blocks.take_while(|(old, new)| old == new).count();
    let [old, new] = [old, new].map(|text| &text[..text.len() - from]);
    let rest = old.iter().rev().zip(new.iter().rev());
    from + rest.take_while(|(old, new)| old == new).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(old: &str, new: &str) -> (usize, usize, usize) {
        let TextChange { start, old_end, new_end } = TextChange::between(old, new);
        (start, old_end, new_end)
    }

    #[test]
    fn a_change_is_between_what_both_have() {
        assert_eq!(change("abc", "abxc"), (2, 2, 3));
        assert_eq!(change("abc", "ac"), (1, 2, 1));
        assert_eq!(change("aa", "aaa"), (2, 2, 3));
        assert_eq!(change("", "x"), (0, 0, 1));
        assert_eq!(change("same", "same"), (4, 4, 4));
    }

    #[test]
    fn a_change_never_cuts_a_letter() {
        // Both letters have their first or their last byte in common.
        assert_eq!(change("aéb", "aèb"), (1, 3, 3));
        assert_eq!(change("\u{e9}", "\u{129}"), (0, 2, 2));
    }

    #[test]
    fn long_texts_are_compared_in_steps() {
        let [front, back] = ["f".repeat(3 * STEP + 7), "b".repeat(2 * STEP + 9)];
        let (old, new) = (format!("{front}old{back}"), format!("{front}newer{back}"));
        let start = front.len();
        assert_eq!(change(&old, &new), (start, start + 3, start + 5));
    }
}
