//! The name of the state that a status gives.

use std::collections::HashSet;

use crate::register::{Policy, Register};
use crate::vocabulary::{Key, Vocabulary};

/// A longer text names no state.
const MOST_WORDS: usize = 4;
const LONGEST: usize = 40;

/// The words with which a status starts, where they may be the name of a state.
pub(super) fn own_name(status: &str) -> Option<&str> {
    let line = status.lines().next().unwrap_or_default();
    let words = without_shortcodes(line).trim_start_matches(|c: char| !c.is_alphanumeric());
    let signs = ["(", ",", ";", ":", ".", "|", "*", "`", "~", "/", "→", " — ", " – ", " - ", "—"];
    let end = signs.iter().filter_map(|sign| words.find(sign)).min().unwrap_or(words.len());
    let name = words[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_name = (1..=MOST_WORDS).contains(&name.split_whitespace().count())
        && name.len() <= LONGEST
        && name.contains(char::is_alphabetic);
    is_name.then_some(name)
}

/// A text without the names of signs at its start: `:red_circle:`.
fn without_shortcodes(mut text: &str) -> &str {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase() || c == '+' || c == '-')
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(&b))
    };
    while let Some((name, rest)) =
        text.trim_start().strip_prefix(':').and_then(|rest| rest.split_once(':'))
        && is_name(name)
    {
        text = rest;
    }
    text
}

/// The statuses that are mistyped, and so name no state of their own: no policy knows them, and they look
/// like the state of another entry.
pub(super) fn slips<'a, 'r: 'a>(
    registers: impl IntoIterator<Item = &'a Register<'r>>,
    policy: &Policy,
    words: &Vocabulary,
) -> HashSet<&'r str> {
    let own = registers.into_iter().flat_map(|register| {
        register.entries.iter().filter_map(|entry| register.value_of(entry, Key::Status))
    });
    let statuses: HashSet<&str> = own.collect();
    let known: HashSet<&str> = statuses.iter().filter_map(|status| words.status(status)).collect();
    let is_slip = |status: &&str| {
        let near = words.similar_status(status);
        policy.meaning(status, words).is_none() && near.is_some_and(|near| known.contains(near))
    };
    statuses.into_iter().filter(is_slip).collect()
}

#[cfg(test)]
mod tests {
    use super::own_name;

    #[test]
    fn a_state_is_named_by_the_first_few_words() {
        assert_eq!(own_name("Monitoring"), Some("Monitoring"));
        assert_eq!(own_name("🟡 **Parked** until May"), Some("Parked"));
        assert_eq!(own_name(":large_yellow_circle: being looked at"), Some("being looked at"));
        assert_eq!(own_name(":red_circle:"), None);
        assert_eq!(own_name(":x: :+1: Parked"), Some("Parked"));
        assert_eq!(own_name("Owner-pending (T3-04) — the code is ready"), Some("Owner-pending"));
        assert_eq!(own_name("Form yalnızca taklit (console.log)"), Some("Form yalnızca taklit"));
        assert_eq!(own_name("No further failure was seen since the repair"), None);
        assert_eq!(own_name("✅"), None);
    }
}
