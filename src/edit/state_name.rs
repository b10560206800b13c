//! The name of the state that a status gives.

use crate::vocabulary::Vocabulary;

/// A longer text names no state.
const MOST_WORDS: usize = 4;
const LONGEST: usize = 40;

/// The words with which a status starts, where they may be the name of a state.
pub(super) fn own_name(status: &str) -> Option<&str> {
    let line = status.lines().next().unwrap_or_default();
    let words = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let signs = ["(", ",", ";", ":", ".", "|", "*", "`", "~", "/", "→", " — ", " – ", " - ", "—"];
    let end = signs.iter().filter_map(|sign| words.find(sign)).min().unwrap_or(words.len());
    let name = words[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_name = (1..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.len() <= LONGEST
        && name.contains(char::is_alphabetic);
    is_name.then_some(name)
}

/// Whether a status that no policy knows looks like a mistyped one, and so names no state of its own.
pub(super) fn is_slip(status: &str, words: &Vocabulary) -> bool {
    words.nearest_status(status).is_some()
}

#[cfg(test)]
mod tests {
    use super::own_name;

    #[test]
    fn a_state_is_named_by_the_first_few_words() {
        assert_eq!(own_name("Monitoring"), Some("Monitoring"));
        assert_eq!(own_name("🟡 **Parked** until May"), Some("Parked"));
        assert_eq!(own_name("Owner-pending (T3-04) — the code is ready"), Some("Owner-pending"));
        assert_eq!(own_name("Form yalnızca taklit (console.log)"), Some("Form yalnızca taklit"));
        assert_eq!(own_name("No further failure was seen since the repair"), None);
        assert_eq!(own_name("✅"), None);
    }
}
