//! What was asked about words a moment ago.

/// Answers to a question about words, each at a place of its own: the same few words stand in every
/// entry, and with so many places hardly two of them share one.
#[derive(Debug)]
pub struct Recent<'t, T>([(&'t str, Option<T>); 1 << PLACE_BITS]);

const PLACE_BITS: u32 = 9;

impl<T: Copy> Default for Recent<'_, T> {
    fn default() -> Self {
        Self([("", None); 1 << PLACE_BITS])
    }
}

impl<'t, T: Copy> Recent<'t, T> {
    /// The answer for a word; it is asked for where it is not at hand.
    pub fn answer(&mut self, word: &'t str, ask: impl FnOnce(&'t str) -> T) -> T {
        let mix = |sum: u32, byte: &u8| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        let mixed = word.as_bytes().iter().fold(0x811c_9dc5, mix);
        let place = &mut self.0[(mixed >> (u32::BITS - PLACE_BITS)) as usize];
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
    fn what_is_at_hand_is_not_asked_for_again() {
        let mut recent = Recent::default();
        let mut asked = Vec::new();
        for word in ["Owner", "", "Owner", "", "Impact"] {
            assert_eq!(
                recent.answer(word, |word| {
                    asked.push(word);
                    word.len()
                }),
                word.len()
            );
        }
        assert_eq!(asked, ["Owner", "", "Impact"]);
    }

    #[test]
    fn words_that_share_a_place_get_their_own_answers() {
        let words: Vec<String> = (0..2_000).map(|number| format!("word {number}")).collect();
        let mut recent = Recent::default();
        for word in words.iter().chain(&words) {
            assert_eq!(recent.answer(word, str::len), word.len());
        }
    }
}
