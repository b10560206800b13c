//! IDs: their form, and their parts.

use std::borrow::Cow;

use regex_lite::Regex;

use crate::text::{char_start, lookalike};

/// No ID is longer than this.
const LONGEST: usize = 80;

/// The form of an ID.
#[derive(Clone, Debug, Default)]
pub struct IdPattern(Option<ConfiguredPattern>);

/// A pattern, anchored at the start of a text, and at both ends: of `a|ab`, the first finds `a` in
/// `ab`, the second all of it.
#[derive(Clone, Debug)]
struct ConfiguredPattern {
    start: Regex,
    whole: Regex,
}

impl IdPattern {
    /// The pattern of a configuration, which must match a whole ID.
    pub(crate) fn new(pattern: &str) -> Result<Self, regex_lite::Error> {
        let start = Regex::new(&format!("^(?:{pattern})"))?;
        let whole = Regex::new(&format!("^(?:{pattern})$"))?;
        Ok(Self(Some(ConfiguredPattern { start, whole })))
    }

    /// Whether the configuration gives a pattern.
    pub(crate) fn is_configured(&self) -> bool {
        self.0.is_some()
    }

    /// Whether all of `text` is an ID.
    pub(crate) fn matches(&self, text: &str) -> bool {
        self.is_matched_by(text)
            || matches!(lookalike::plain(text), Cow::Owned(look) if self.is_matched_by(&look))
    }

    fn is_matched_by(&self, text: &str) -> bool {
        match &self.0 {
            Some(pattern) => pattern.whole.is_match(text),
            None => usual_id(text).is_some_and(|id| id.len() == text.len()),
        }
    }

    /// The ID at the start of `text`.
    ///
    /// Without a configured pattern, an ID is capital letters and digits, with or without hyphens, and
    /// ends in a number, or in a letter behind it: `G-001`, `GAP-12`, `G-SOURCE-04`, `R12`, `G-9a`.
    pub(crate) fn prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.exact_prefix(text).or_else(|| {
            // An ID with signs that look like others.
            let end = char_start(text, LONGEST.min(text.len()));
            let Cow::Owned(look) = lookalike::plain(&text[..end]) else { return None };
            let id = self.exact_prefix(&look)?;
            Some(&text[..lookalike::length_of_look(text, id.len())])
        })
    }

    fn exact_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        let id = match &self.0 {
            Some(pattern) => pattern.start.find(text)?.as_str(),
            None => usual_id(text)?,
        };
        let ends =
            !text[id.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        (ends && !id.is_empty()).then_some(id)
    }
}

fn usual_id(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '-')
        .unwrap_or(text.len());
    let id = text[..end].trim_end_matches('-');
    if !id.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    // `SEC-1.2` and `G1.2`, but not a full stop.
    let mut end = id.len();
    while id.ends_with(|c: char| c.is_ascii_digit()) && text[end..].starts_with('.') {
        let digits = text[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        end += 1 + digits;
    }
    let id = &text[..end];
    let base = without_letter(id);
    let sound = base.ends_with(|c: char| c.is_ascii_digit())
        && !id.as_bytes().windows(2).any(|pair| pair == b"--");
    sound.then(|| &text[..id.len() + small_letter(id, &text[id.len()..])])
}

/// The length of the small letter right behind an ID, where what follows ends the word: `G-9a`, `KS9b`, but
/// neither `G-9am` nor `K8s`.
fn small_letter(id: &str, behind: &str) -> usize {
    let rest = behind.strip_prefix(|c: char| c.is_ascii_lowercase());
    let Some(rest) = rest.filter(|_| id.ends_with(|c: char| c.is_ascii_digit())) else { return 0 };
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    let capitals = id.bytes().filter(u8::is_ascii_uppercase).count();
    let is_early = || capitals > 1 && behind.starts_with(['a', 'b', 'c', 'd', 'e', 'f']);
    usize::from(ends && (id.contains('-') || is_early()))
}

/// An ID without the letter behind its number: `KS-9` of `KS-9a` and `KS-9A`.
fn without_letter(id: &str) -> &str {
    let base = id.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(id);
    let is_numbered = base.contains('-') || id.ends_with(|c: char| c.is_ascii_lowercase());
    if is_numbered && base.ends_with(|c: char| c.is_ascii_digit()) { base } else { id }
}

/// The letter behind the number of an ID: `a` of `KS-9a`.
pub(crate) fn id_letter(id: &str) -> Option<char> {
    id[without_letter(id).len()..].chars().next()
}

/// What `split_id` says of an ID without the letter behind its number: `KS-9a` → `("KS-", 9, 1)`.
pub(crate) fn split_base_id(id: &str) -> Option<(&str, u64, usize)> {
    split_id(without_letter(id))
}

/// The prefix of an ID, its number, and how many digits that has: `G-004` → `("G-", 4, 3)`.
pub(crate) fn split_id(id: &str) -> Option<(&str, u64, usize)> {
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = id.split_at(id.len() - digits);
    Some((prefix, number.parse().ok()?, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_a_form_that_other_words_have_not() {
        let usual = IdPattern::default();
        for id in
            ["G-001", "GAP-12", "R12", "G-SOURCE-04", "SEC-1.2", "G1.2", "KS-9a", "G-001B", "KS9b"]
        {
            assert!(usual.matches(id), "{id}");
        }
        for text in [
            "g-001", "G-", "001", "G-001ab", "Phase 2", "G--1", "K8s", "MP3s", "H2o", "G-A",
            "G-1-a",
        ] {
            assert!(!usual.matches(text), "{text}");
        }
        assert_eq!(usual.prefix("G-004: Logs"), Some("G-004"));
        assert_eq!(usual.prefix("G\u{2011}004: Logs"), Some("G\u{2011}004"));
        assert_eq!(usual.prefix("G-004\u{2014}Logs"), Some("G-004"));
        assert!(usual.matches("G\u{2212}\u{ff10}1") && !usual.matches("Phase\u{2011}1"));
        assert_eq!(usual.prefix("KS-9a Mail"), Some("KS-9a"));
        assert_eq!(usual.prefix("KS-9am"), None);
        assert_eq!(usual.prefix("P0：会话"), Some("P0"));
        assert_eq!(usual.prefix("G-4ö"), None);
        let own = IdPattern::new(r"[a-z]+-\d{2}").unwrap();
        assert!(own.matches("gap-01") && !own.matches("gap-001") && !own.matches("G-01"));
        assert!(IdPattern::new(r"G-\d|G-\d\d").unwrap().matches("G-12"));
    }

    #[test]
    fn the_letter_behind_a_number_is_no_part_of_the_number() {
        assert_eq!(split_base_id("KS-9a"), Some(("KS-", 9, 1)));
        assert_eq!(split_base_id("G-012B"), Some(("G-", 12, 3)));
        assert_eq!(split_base_id("G-012"), split_id("G-012"));
        assert_eq!(split_base_id("login"), None);
        assert_eq!(
            ["KS-9a", "KS-9A", "KS-9", "login"].map(id_letter),
            [Some('a'), Some('A'), None, None]
        );
    }
}
