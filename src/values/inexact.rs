//! Times that are not exact days: weeks, months and quarters.

use super::dated::{is_quarter, is_year};
use super::months::month;
use crate::vocabulary::{Particle, Vocabulary};

/// A longer text says more than a time.
const MOST_WORDS: usize = 5;

/// Whether a text is a time that is not an exact day: `KW 49`, `Q1/2027`, `end of March`, `next week`.
pub(crate) fn is_inexact_day(text: &str, words: &Vocabulary) -> bool {
    let is_sign = |c: char| c.is_whitespace() || ".,/-–()*_~`".contains(c);
    let parts: Vec<&str> = text.split(is_sign).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.len() > MOST_WORDS {
        return false;
    }
    let (mut at, mut names_time) = (0, false);
    while at < parts.len() {
        // The longest phrase counts.
        let phrase = (at + 1..=parts.len()).rev().find(|&end| is_time(&parts[at..end], words));
        if let Some(end) = phrase {
            (at, names_time) = (end, true);
        } else if is_count(parts[at]) || is_year(parts[at]) {
            at += 1;
        } else {
            return false;
        }
    }
    names_time
}

/// Whether some words are for a time: a month, a quarter, or words such as `end of`.
fn is_time(parts: &[&str], words: &Vocabulary) -> bool {
    let is_word = |text: &str| words.particle(text) == Some(Particle::Inexact);
    match parts {
        &[part] => {
            let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = &part[letters.len()..];
            is_word(part)
                || month(part).is_some()
                || is_quarter(part)
                || (is_count(number) && is_word(letters))
        }
        parts => is_word(&parts.join(" ")),
    }
}

/// Whether a text is the number of a day, a week or a quarter: `49`, `49.`, `3rd`.
fn is_count(part: &str) -> bool {
    let digits = part.trim_end_matches(char::is_alphabetic);
    let ending = part.len() - digits.len();
    (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && ending <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UniqueMap;

    #[test]
    fn a_time_may_be_no_exact_day() {
        let words = Vocabulary::with(&UniqueMap::default());
        for text in [
            "KW 49",
            "KW49/2026",
            "2026-W49",
            "week 49",
            "49. hafta",
            "Q1 2027",
            "2027 Q1",
            "end of March",
            "end of Q1 2027",
            "Ende März",
            "Mart sonu",
            "March 2027",
            "fin mars",
            "finales de marzo",
            "mid-March",
            "soon",
            "next week",
            "nächste Woche",
            "Sommer 2027",
        ] {
            assert!(is_inexact_day(text, &words), "{text}");
        }
        for text in [
            "",
            "2026",
            "49",
            "Open",
            "v2.1",
            "the end of it",
            "Marchand",
            "1.2.3",
            "2 weeks",
            "Release 49",
            "end of the sprint we are in",
        ] {
            assert!(!is_inexact_day(text, &words), "{text}");
        }
    }
}
