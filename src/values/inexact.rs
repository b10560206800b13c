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

/// A week, a quarter or a half of a year, in whatever language: `Q1 2027`, `2027 1. çeyrek`, `KW 49`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartOfYear {
    part: Particle,
    number: u8,
    year: Option<u16>,
}

impl PartOfYear {
    /// The part of a year that a text is, and nothing more.
    pub(crate) fn of(text: &str, words: &Vocabulary) -> Option<Self> {
        let is_sign = |c: char| c.is_whitespace() || ".,/-–()'’".contains(c);
        let (mut part, mut number, mut year) = (None, None, None);
        for token in text.split(is_sign).filter(|token| !token.is_empty()) {
            let letters = token.trim_matches(|c: char| c.is_ascii_digit());
            let digits = token.trim_matches(char::is_alphabetic);
            if letters.is_empty() && is_year(token) {
                (year.is_none()).then_some(())?;
                year = token.parse().ok();
                continue;
            }
            let named = match letters {
                _ if token == letters && number.is_some() && is_ordinal_ending(token) => continue,
                "" => None,
                "T" if !digits.is_empty() => Some(Particle::Quarter),
                _ if is_ordinal_ending(letters) && token.starts_with(digits) => None,
                letters => Some(words.particle(letters)?),
            };
            let is_new = named.is_none() || part.is_none();
            (is_new && (digits.is_empty() || number.is_none())).then_some(())?;
            part = part.or(named);
            if !digits.is_empty() {
                number = Some(digits.parse().ok()?);
            }
        }
        let most = match part? {
            Particle::Week => 53,
            Particle::Quarter => 4,
            Particle::Half => 2,
            _ => return None,
        };
        let number = number.filter(|number| (1..=most).contains(number))?;
        Some(Self { part: part?, number, year })
    }
}

/// Whether letters may end the number of one in a row: `1st`, `2nd`, `1er`.
fn is_ordinal_ending(letters: &str) -> bool {
    matches!(
        letters,
        "st" | "nd"
            | "rd"
            | "th"
            | "er"
            | "ère"
            | "e"
            | "º"
            | "ª"
            | "o"
            | "a"
            | "inci"
            | "ıncı"
            | "üncü"
            | "uncu"
    )
}

/// Whether some words are for a time: a month, a quarter, or words such as `end of`.
fn is_time(parts: &[&str], words: &Vocabulary) -> bool {
    let is_word = |text: &str| words.particle(text).is_some_and(Particle::is_inexact);
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
    fn a_part_of_a_year_is_the_same_in_each_language() {
        let words = Vocabulary::with(&UniqueMap::default());
        let of = |text: &str| PartOfYear::of(text, &words);
        for (one, other) in [
            ("Q1 2027", "2027 1. çeyrek"),
            ("Q1/2027", "2027-Q1"),
            ("1st quarter 2027", "1. Quartal 2027"),
            ("T2 2027", "2. çeyrek 2027"),
            ("2027 Q3", "3er trimestre 2027"),
            ("KW 49", "49. hafta"),
            ("week 49/2026", "2026-W49"),
            ("H1 2027", "1. Halbjahr 2027"),
        ] {
            assert!(of(one).is_some() && of(one) == of(other), "{one}, {other}");
        }
        assert_ne!(of("Q1 2027"), of("2027 2. çeyrek"));
        assert_ne!(of("Q1 2027"), of("Q1"));
        for text in
            ["2027", "March 2027", "Q5 2027", "Q1 Q2 2027", "end of Q1 2027", "week 60", "1", ""]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }

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
