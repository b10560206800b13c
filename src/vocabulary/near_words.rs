//! Answers about unknown words that are kept: registers repeat the few words that they get wrong.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// More different words than that are not kept.
const MOST: usize = 4_096;
/// No word that is similar to a known one is longer, in bytes.
const LONGEST: usize = 128;

/// The answers about the first words that were asked about.
#[derive(Debug)]
pub(super) struct NearWords<A>(Mutex<HashMap<String, A>>);

impl<A> Default for NearWords<A> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<A: Clone> NearWords<A> {
    /// The answer for a word; `ask` gives it where it is not kept.
    pub(super) fn answer(&self, word: &str, ask: impl FnOnce() -> A) -> A {
        if word.len() > LONGEST {
            return ask();
        }
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(word) {
            return answer.clone();
        }
        let answer = ask();
        let mut known = known();
        if known.len() < MOST {
            known.insert(word.to_owned(), answer.clone());
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_for_short_words() {
        let words = NearWords::default();
        assert_eq!(words.answer("Prioirty", || 1), 1);
        assert_eq!(words.answer("Prioirty", || 2), 1);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(words.answer(&long, || 1), 1);
        assert_eq!(words.answer(&long, || 2), 2);
    }

    #[test]
    fn no_more_words_are_kept_than_a_register_repeats() {
        let words = NearWords::default();
        let names: Vec<String> = (0..2 * MOST).map(|at| at.to_string()).collect();
        for (at, name) in names.iter().chain(&names).enumerate() {
            assert_eq!(words.answer(name, || at % names.len()), at % names.len());
        }
        assert_eq!(words.0.lock().unwrap().len(), MOST);
    }
}
