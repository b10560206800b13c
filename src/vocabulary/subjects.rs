//! Words that name what registers track, with the endings that languages add to them.

use super::lexicon::Lexicon;

/// A shorter word may begin another by chance.
const SHORTEST_STEM: usize = 6;

/// Fewer letters in front of an ending that is a subject are no word.
const SHORTEST_BEGINNING: usize = 3;

/// No ending that is a subject is shorter.
const SHORTEST_END: usize = 3;

/// How many letters an ending has at most.
const LONGEST_ENDING: usize = 5;

/// How many signs a word has at most in a script without blanks between words.
const LONGEST_WORD: usize = 6;

/// Whether a folded word is a subject, starts with one that its language bends (`eksiklik|lerin`),
/// or holds one in a script without blanks (`已知|问题`).
pub(super) fn is_subject(subjects: &Lexicon, word: &str) -> bool {
    let is_known = |part: &str| subjects.get(part).is_some();
    if is_known(word) {
        return true;
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    if word.chars().any(is_ideograph) {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        return starts.enumerate().any(|(at, start)| {
            let last = ends.len().min(at + LONGEST_WORD);
            ends[at.min(last)..last].iter().skip(1).any(|&end| is_known(&word[start..end]))
        });
    }
    if ends_in_subject(word, &ends, is_known) {
        return true;
    }
    let stems = ends.iter().rev().skip(1).take(LONGEST_ENDING);
    stems.enumerate().any(|(cut, &end)| ends.len() - cut > SHORTEST_STEM && is_known(&word[..end]))
}

/// Whether a word is joined of others of which the last is listed as an ending: `Testdekningshull`, `…hull`.
fn ends_in_subject(word: &str, ends: &[usize], is_known: impl Fn(&str) -> bool) -> bool {
    let begins =
        ends.iter().take(ends.len().saturating_sub(SHORTEST_END)).skip(SHORTEST_BEGINNING - 1);
    begins.copied().any(|at| is_known(&format!("…{}", &word[at..])))
}

/// Whether a sign is of a script without blanks between words.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
