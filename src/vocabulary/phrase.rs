//! Phrases as they are looked up: words, whatever signs and joining words are between them.

use super::fold::fold;

/// A shorter word before an apostrophe is no stem with a suffix: `d'intégration`.
const SHORTEST_STEM: usize = 3;

/// The words of a text, folded, without the signs between them and without words that join others:
/// `Backend/Integration Gap’leri` and `backend and integration gap` are one phrase.
pub(crate) fn phrase(text: &str, is_connective: impl Fn(&str) -> bool) -> String {
    let folded = fold(text);
    let is_sign = |c: char| !c.is_alphanumeric() && c != '\'' && !is_mark(c);
    let words = folded.split(is_sign).map(stem).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| !is_connective(word)).collect();
    if folded.chars().any(is_ideograph) {
        // These scripts put no blanks between words.
        return words.concat().chars().filter(|c| !"与與和及的のと".contains(*c)).collect();
    }
    words.join(" ")
}

/// A word without the suffixes that Turkish adds after an apostrophe.
fn stem(word: &str) -> &str {
    let word = word.trim_matches('\'');
    match word.split_once('\'') {
        Some((stem, _)) if stem.chars().count() >= SHORTEST_STEM => stem,
        _ => word,
    }
}

/// Whether a sign belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Whether a sign is of a script without blanks between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
