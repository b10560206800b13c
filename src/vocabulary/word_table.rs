//! The built-in words, as the build script writes them.

use super::word_hash::word_hash;

/// Folded words, each with its meaning.
///
/// All words are in one text, because a table of pointers would have to be relocated at every start
/// of the program.
#[derive(Debug)]
pub(super) struct WordTable<T: 'static> {
    /// The words one after the other.
    pub(crate) text: &'static str,
    /// For each hash the word that has it, or one of the next: a power of two of places, of which some
    /// are empty.
    pub(crate) slots: &'static [WordSlot],
    /// All that a word can mean.
    pub(crate) meanings: &'static [T],
}

/// Where a word begins in the text, its length, and the index of its meaning; [`EMPTY`] where no word is.
pub(super) type WordSlot = (u16, u8, u8);

/// No word is as long.
const EMPTY: u8 = u8::MAX;

impl<T> WordTable<T> {
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        let word = word.as_bytes();
        let last = self.slots.len().checked_sub(1)?;
        let mut at = word_hash(word) & last;
        loop {
            let &(begin, length, meaning) = self.slots.get(at)?;
            if length == EMPTY {
                return None;
            }
            // Most words that come one after the other differ in length.
            if usize::from(length) == word.len()
                && self.text.as_bytes()[usize::from(begin)..].starts_with(word)
            {
                return self.meanings.get(usize::from(meaning));
            }
            at = (at + 1) & last;
        }
    }

    /// The word in a place; nothing if it is empty.
    fn word(&self, (begin, length, _): WordSlot) -> Option<&'static str> {
        let begin = usize::from(begin);
        (length != EMPTY).then(|| &self.text[begin..begin + usize::from(length)])
    }

    /// Every word.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().filter_map(|&slot| self.word(slot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        const NONE: WordSlot = (0, EMPTY, 0);
        let words = ["a", "aa", "ba", "ce", ""];
        let mut slots = [NONE; 8];
        for (meant, word) in (0..).zip(words) {
            let mut at = word_hash(word.as_bytes()) % 8;
            while slots[at] != NONE {
                at = (at + 1) % 8;
            }
            let begin = "aaabace".find(word).map_or(0, |begin| begin as u16);
            slots[at] = (begin, word.len() as u8, meant);
        }
        let slots = Vec::leak(slots.to_vec());
        let table = WordTable { text: "aaabace", slots, meanings: &[0, 1, 2, 3, 4] };
        for (meant, word) in words.iter().enumerate() {
            assert_eq!(table.get(word), Some(&meant), "{word}");
        }
        assert_eq!(["b", "ca", "zz", "aaa", "aaaa"].map(|word| table.get(word)), [None; 5]);
        assert_eq!(table.words().count(), 5);
    }

    #[test]
    fn a_table_may_be_empty() {
        static TABLE: WordTable<u8> =
            WordTable { text: "", slots: &[(0, EMPTY, 0)], meanings: &[] };
        assert_eq!((TABLE.get(""), TABLE.get("a"), TABLE.words().count()), (None, None, 0));
    }
}
