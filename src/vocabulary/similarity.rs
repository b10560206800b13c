//! How similar two words are: whether one may be a typing error for the other.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// A word without case and marks, to be compared with others.
#[derive(Debug)]
pub(super) struct ComparableWord {
    text: String,
    length: usize,
    /// Which letters occur, a bit for each: rules out most pairs quickly.
    letters: u32,
}

impl ComparableWord {
    pub(super) fn of(word: &str) -> Self {
        let text: String = fold(word).nfd().filter(|&c| !is_combining_mark(c)).collect();
        let letters = text.chars().fold(0, |letters, c| letters | 1 << (c as u32 % 32));
        Self { length: text.chars().count(), letters, text }
    }

    /// Whether the difference is certainly a typing error: one letter of a long word, or another
    /// order of letters. In a short word, another letter may make another word.
    pub(super) fn is_certainly(&self, other: &Self) -> bool {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        match self.distance(other) {
            Some(0) => true,
            Some(1) => self.length > 5 || sorted(&self.text) == sorted(&other.text),
            _ => false,
        }
    }

    /// How many typing errors are between the two, if they are few enough.
    pub(super) fn distance(&self, other: &Self) -> Option<usize> {
        let most = match self.length {
            0..4 => return None,
            4..6 => 1,
            _ => 2,
        };
        // An error adds at most one letter and removes one.
        let different = (self.letters ^ other.letters).count_ones() as usize;
        if self.length.abs_diff(other.length) > most || different > 2 * most {
            return None;
        }
        let distance = strsim::osa_distance(&self.text, &other.text);
        (distance <= most).then_some(distance)
    }
}
