//! A cache of answers about words.

/// The last answers to a question about words, in a table indexed by their hash: the same few words
/// are in every entry, and hardly two of them have one index.
#[derive(Debug)]
pub(crate) struct WordCache<'t, T>(Vec<(&'t str, Option<T>)>);

const INDEX_BITS: u32 = 9;

impl<T: Copy> Default for WordCache<'_, T> {
    fn default() -> Self {
        Self(vec![("", None); 1 << INDEX_BITS])
    }
}

impl<'t, T: Copy> WordCache<'t, T> {
    /// The answer for a word; `ask` gives it where it is not in the cache.
    pub(crate) fn answer(&mut self, word: &'t str, ask: impl FnOnce(&'t str) -> T) -> T {
        let mix = |sum: u32, byte: &u8| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        let mixed = word.as_bytes().iter().fold(0x811c_9dc5, mix);
        let place = &mut self.0[(mixed >> (u32::BITS - INDEX_BITS)) as usize];
        match *place {
            (known, Some(answer)) if known == word => answer,
            _ => {
                let answer = ask(word);
                *place = (word, Some(answer));
                answer
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_the_cache_is_not_asked_for_again() {
        let mut cache = WordCache::default();
        let mut asked = Vec::new();
        for word in ["Owner", "", "Owner", "", "Impact"] {
            assert_eq!(
                cache.answer(word, |word| {
                    asked.push(word);
                    word.len()
                }),
                word.len()
            );
        }
        assert_eq!(asked, ["Owner", "", "Impact"]);
    }

    #[test]
    fn words_of_one_index_get_their_own_answers() {
        let words: Vec<String> = (0..2_000).map(|number| format!("word {number}")).collect();
        let mut cache = WordCache::default();
        for word in words.iter().chain(&words) {
            assert_eq!(cache.answer(word, str::len), word.len());
        }
    }
}
