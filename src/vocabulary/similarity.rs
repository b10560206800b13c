//! How alike two words are: what was meant by a slip of the pen.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, without_qualifier};

/// The word closest to `text`, letters without their marks, when few enough slips apart.
pub fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let text = ComparedWord::of(without_qualifier(text));
    let near = words.filter_map(|word| Some((text.distance(&ComparedWord::of(word))?, word)));
    near.min().map(|(_, word)| word)
}

/// A word without case and marks, to be compared with others.
#[derive(Debug)]
pub(super) struct ComparedWord {
    text: String,
    length: usize,
    /// Which letters occur, a bit for each: enough to rule most pairs out at once.
    letters: u32,
}

impl ComparedWord {
    pub(super) fn of(word: &str) -> Self {
        let text: String = fold(word).nfd().filter(|&c| !is_combining_mark(c)).collect();
        let letters = text.chars().fold(0, |letters, c| letters | 1 << (c as u32 % 32));
        Self { length: text.chars().count(), letters, text }
    }

    /// Whether a slip of the pen alone parts the two: one letter of a long word, or letters in
    /// another order. One letter of a short word may make another word.
    pub(super) fn is_surely(&self, other: &Self) -> bool {
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

    /// How many slips lie between the two, when they are few enough to be slips.
    pub(super) fn distance(&self, other: &Self) -> Option<usize> {
        let most = match self.length {
            0..4 => return None,
            4..6 => 1,
            _ => 2,
        };
        // A slip brings at most one letter in and takes one out.
        let strange = (self.letters ^ other.letters).count_ones() as usize;
        if self.length.abs_diff(other.length) > most || strange > 2 * most {
            return None;
        }
        let distance = strsim::osa_distance(&self.text, &other.text);
        (distance <= most).then_some(distance)
    }
}
