//! Whether a value is understood, and whether two mean the same.

use super::Policy;
use crate::values::{Sla, read_day};
use crate::vocabulary::{Key, Unread, ValueKind, Vocabulary, fold, without_qualifier};

impl Policy {
    /// Whether two values of a key mean the same, in whatever words and languages.
    pub(crate) fn same_value(&self, key: Key, a: &str, b: &str, words: &Vocabulary) -> bool {
        let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
        let is_same_value = match key {
            Key::Status => {
                let [a, b] = [a, b].map(|text| self.state(text, words));
                a.is_some() && a == b
            }
            Key::Priority => same(words.priority(a), words.priority(b)),
            Key::Severity => same(words.severity(a), words.severity(b)),
            Key::Sla => match [a, b].map(|text| Sla::parse(text, words)) {
                [Some((a, _)), Some((b, _))] => a == b,
                _ => false,
            },
            Key::FirstSeen | Key::LastReviewed | Key::Due => {
                let [a, b] = [a, b].map(|text| read_day(text, day_kind(key), words));
                a.is_ok_and(|a| b.is_ok_and(|b| a.value == b.value))
            }
            _ => same(words.value(a), words.value(b)) || plain(a, words) == plain(b, words),
        };
        // `N/A` in one language equals `N/A` in another.
        let nothing = || {
            let [a, b] = [a, b].map(|text| words.placeholder(text));
            a.is_some() && a == b
        };
        is_same_value || fold(a) == fold(b) || nothing()
    }

    /// Whether a value means something under its key.
    pub(crate) fn is_understood(&self, key: Key, text: &str, words: &Vocabulary) -> bool {
        match key {
            Key::Status => self.state(text, words).is_some(),
            Key::Priority => words.priority(text).is_some(),
            Key::Severity => words.severity(text).is_some(),
            Key::Sla => Sla::parse(text, words).is_some(),
            Key::FirstSeen | Key::Due => read_day(text, day_kind(key), words).is_ok(),
            _ => words.placeholder(text).is_none(),
        }
    }

    /// What of a value is not understood, if anything.
    pub(crate) fn unread<'t>(
        &self,
        key: Key,
        text: &'t str,
        words: &Vocabulary,
    ) -> Option<Unread<'t>> {
        match key {
            Key::Status => self.read_state(text, words).err(),
            Key::Priority => words.read_priority(text).err(),
            Key::Severity => words.read_severity(text).err(),
            Key::Sla => Sla::read(text, words).err(),
            Key::FirstSeen | Key::Due | Key::LastReviewed => {
                read_day(text, day_kind(key), words).err()
            }
            _ => None,
        }
    }
}

/// What the day of a field is.
pub(crate) fn day_kind(key: Key) -> ValueKind {
    match key {
        Key::Due => ValueKind::Deadline,
        Key::LastReviewed => ValueKind::Review,
        _ => ValueKind::Day,
    }
}

/// The parts of a short value without the remark after it, each by its meaning.
fn plain(text: &str, words: &Vocabulary) -> Vec<String> {
    let folded = fold(text);
    let parts = without_qualifier(&folded).split([',', ';', '/']).map(str::trim);
    let part = |part: &str| {
        let bare =
            part.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let bare = bare.unwrap_or(part);
        words.value(bare).unwrap_or(bare).to_owned()
    };
    parts.filter(|part| !part.is_empty()).map(part).collect()
}
