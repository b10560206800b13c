//! Whether a symptom says that an endpoint is missing.

use super::Vocabulary;
use super::fold::fold;

/// The sign that stands for the words of `missing` in a pattern of `present`.
const PHRASE: char = '…';

/// The sign behind a noun whose number is right behind it: `order #…`.
const NUMBER: char = '#';

/// How many words may be between a word of `present` and what it is about.
const NEAR: usize = 3;

impl Vocabulary {
    /// Whether a text says that something is not there: `404`, `not found`, `not implemented`.
    pub(crate) fn says_missing(&self, text: &str) -> bool {
        let folded = fold(text);
        let says = |phrase: &str| {
            folded.match_indices(phrase).any(|(at, _)| {
                let (before, after) = (&folded[..at], &folded[at + phrase.len()..]);
                is_apart(before, phrase, after) && !self.says_opposite(before, after)
            })
        };
        self.missing.words().any(says)
    }

    /// Whether the words around a phrase say the opposite: `instead of …`.
    fn says_opposite(&self, before: &str, after: &str) -> bool {
        let clause = before.rsplit(['.', ';', ':', ',']).next().unwrap_or(before);
        let words: Vec<&str> = clause.split_whitespace().collect();
        let near = words[words.len().saturating_sub(NEAR + 1)..].join(" ");
        let behind = after.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.present.words().any(|pattern| match pattern.split_once(PHRASE) {
            Some((words, "")) => {
                let words = words.trim_end();
                if let Some(noun) = words.strip_suffix(NUMBER) {
                    let (noun, before) = (noun.trim_end(), before.trim_end());
                    return before.strip_suffix(noun).is_some_and(|rest| is_apart(rest, noun, ""));
                }
                near.match_indices(words)
                    .any(|(at, _)| is_apart(&near[..at], words, &near[at + words.len()..]))
            }
            Some((_, words)) => behind.starts_with(words.trim_start()),
            None => false,
        })
    }
}

/// Whether a phrase is no part of a longer word or number. Languages add endings to words, and not to
/// what is written in words of another script.
fn is_apart(before: &str, phrase: &str, after: &str) -> bool {
    let is_ascii = phrase.is_ascii();
    let is_number = phrase.bytes().all(|byte| byte.is_ascii_digit());
    let is_joined = |c: char| c.is_ascii_alphanumeric() || (is_number && "#.-_/".contains(c));
    let follows = |c: char| if is_number { c.is_ascii_digit() } else { c.is_ascii_alphanumeric() };
    !(before.ends_with(is_joined) || is_ascii && after.starts_with(follows))
}
