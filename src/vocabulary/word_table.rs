//! The built-in words, as the build script writes them.

use std::cmp::Ordering;

/// Folded words, each with its meaning.
///
/// All words are in one text, because a table of pointers would have to be relocated at every start
/// of the program.
#[derive(Debug)]
pub(super) struct WordTable<T: 'static> {
    /// The words one after the other: the shortest first, those of one length in order.
    pub(crate) text: &'static str,
    /// For each length in bytes, where its words begin in the text, and how many are shorter; at
    /// the end, where the text ends, and how many there are.
    pub(crate) starts: &'static [(u16, u16)],
    /// For each word, the index of its meaning.
    pub(crate) meant: &'static [u8],
    /// All that a word can mean.
    pub(crate) meanings: &'static [T],
}

impl<T> WordTable<T> {
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        // Most lookups are of texts longer than any word, or of a length that few words have.
        let length = word.len();
        let &[(begin, first), (_, end)] = self.starts.get(length..)?.first_chunk()?;
        let (mut low, mut high) = (0, usize::from(end - first));
        while low < high {
            let middle = usize::midpoint(low, high);
            let known = &self.text[usize::from(begin) + middle * length..][..length];
            match known.cmp(word) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => {
                    let meant = self.meant[usize::from(first) + middle];
                    return self.meanings.get(usize::from(meant));
                }
            }
        }
        None
    }

    /// Every word.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let lengths = self.starts.iter().zip(self.starts.iter().skip(1)).enumerate();
        lengths.flat_map(move |(length, (&(begin, first), &(_, end)))| {
            (0..usize::from(end - first))
                .map(move |at| &self.text[usize::from(begin) + at * length..][..length])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_among_those_of_its_length() {
        static TABLE: WordTable<&str> = WordTable {
            text: "aaabace",
            starts: &[(0, 0), (0, 0), (1, 1), (7, 4)],
            meant: &[0, 1, 2, 1],
            meanings: &["one", "two", "three"],
        };
        let asked = ["a", "aa", "ba", "ce", "", "b", "ca", "zz", "aaa", "aaaa"];
        let found = asked.map(|word| TABLE.get(word).copied());
        let known = [Some("one"), Some("two"), Some("three"), Some("two")];
        assert_eq!(found[..4], known);
        assert_eq!(found[4..], [None; 6]);
        assert_eq!(TABLE.words().collect::<Vec<_>>(), asked[..4]);
    }

    #[test]
    fn a_table_may_be_empty() {
        static TABLE: WordTable<u8> =
            WordTable { text: "", starts: &[(0, 0)], meant: &[], meanings: &[] };
        assert_eq!((TABLE.get(""), TABLE.get("a"), TABLE.words().count()), (None, None, 0));
    }

    #[test]
    fn the_empty_word_may_be_in_it() {
        static TABLE: WordTable<u8> = WordTable {
            text: "a",
            starts: &[(0, 0), (0, 1), (1, 2)],
            meant: &[0, 0],
            meanings: &[7],
        };
        assert_eq!(["", "a", "b"].map(|word| TABLE.get(word)), [Some(&7), Some(&7), None]);
        assert_eq!(TABLE.words().collect::<Vec<_>>(), ["", "a"]);
    }
}
