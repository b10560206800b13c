//! The words that ship, as the build script writes them.

/// Folded words, each with what it means.
#[derive(Debug)]
pub(super) struct Table<T: 'static> {
    /// The shortest words first, those of one length in order.
    pub words: &'static [(&'static str, T)],
    /// For each length in bytes, the place of its first word; at the end, how many words there are.
    pub starts: &'static [u16],
}

impl<T> Table<T> {
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        // Most of what is asked for is longer than any word, or of a length that few words have.
        let &[start, end] = self.starts.get(word.len()..)?.first_chunk()?;
        let same_length = &self.words[start.into()..end.into()];
        let at = same_length.binary_search_by(|(known, _)| (*known).cmp(word)).ok()?;
        Some(&same_length[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_among_those_of_its_length() {
        let table = Table { words: &[("a", 1), ("aa", 2), ("ba", 3)], starts: &[0, 0, 1, 3] };
        let asked = ["a", "aa", "ba", "", "b", "ca", "aaa", "aaaa"];
        let found = asked.map(|word| table.get(word).copied());
        assert_eq!(found, [Some(1), Some(2), Some(3), None, None, None, None, None]);
        let empty = Table::<u8> { words: &[], starts: &[0] };
        assert_eq!((empty.get(""), empty.get("a")), (None, None));
    }
}
