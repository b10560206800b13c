//! Whether a value is understood, and whether two mean the same.

use super::{Policy, StatusMeaning};
use crate::values::{PartOfYear, Sla, year_and_month};
use crate::vocabulary::{Key, Unread, ValueKind, Vocabulary, fold, without_qualifier};

impl Policy {
    /// Whether two values of a key mean the same, in whatever words and languages.
    pub(crate) fn same_value(&self, key: Key, a: &str, b: &str, words: &Vocabulary) -> bool {
        let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
        let is_same_value = match key {
            Key::Status => self.same_status(a, b, words),
            // A register may call its priorities by levels: `High`.
            Key::Priority if words.priority(a).or(words.priority(b)).is_none() => {
                same(words.severity(a), words.severity(b))
            }
            Key::Priority => same(words.priority(a), words.priority(b)),
            Key::Severity => same(words.severity(a), words.severity(b)),
            Key::Sla => match [a, b].map(|text| Sla::parse(text, words)) {
                [Some((a, _)), Some((b, _))] => a == b,
                _ => false,
            },
            Key::FirstSeen | Key::LastReviewed | Key::Due | Key::AcceptedUntil => {
                let days = [a, b].map(|text| self.read_day(key, text, words));
                match days {
                    [Ok(a), Ok(b)] => a.value == b.value,
                    [Err(_), Err(_)] => {
                        let months = [a, b].map(year_and_month);
                        let parts = [a, b].map(|text| PartOfYear::of(text, words));
                        months[0].is_some() && months[0] == months[1]
                            || parts[0].is_some() && parts[0] == parts[1]
                    }
                    _ => false,
                }
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

    fn same_status(&self, a: &str, b: &str, words: &Vocabulary) -> bool {
        let [Some(one), Some(two)] = [a, b].map(|text| self.meaning(text, words)) else {
            return false;
        };
        // A box tells no more than whether the gap is closed.
        let is_box = |text: &str| matches!(text, "[ ]" | "[x]" | "[X]");
        let is_further = |state| matches!(state, StatusMeaning::Further(_));
        match (is_box(a), is_box(b)) {
            (true, false) if is_further(two) => (a != "[ ]") == self.is_closed_unrepaired(two),
            (false, true) if is_further(one) => (b != "[ ]") == self.is_closed_unrepaired(one),
            _ => one == two,
        }
    }

    /// Whether a value means something under its key.
    pub(crate) fn is_understood(&self, key: Key, text: &str, words: &Vocabulary) -> bool {
        match key {
            Key::Status => self.allows(text, words),
            Key::Priority => words.priority(text).is_some(),
            Key::Severity => words.severity(text).is_some(),
            Key::Sla => Sla::parse(text, words).is_some(),
            Key::FirstSeen | Key::Due | Key::AcceptedUntil => {
                self.read_day(key, text, words).is_ok()
            }
            _ => words.placeholder(text).is_none(),
        }
    }

    /// The name of the state or level that a text means of which every word is understood.
    pub(crate) fn word_meaning<'p>(
        &'p self,
        key: Key,
        text: &str,
        words: &'p Vocabulary,
    ) -> Option<&'p str> {
        match key {
            Key::Status => self.whole_meaning(text, words).map(|state| self.state_name(state)),
            Key::Priority => words.priority(text),
            Key::Severity => words.severity(text),
            _ => None,
        }
    }

    /// Whether two words say the same. Where no flow is stated, what is closed need not be verified.
    pub(crate) fn says_alike(&self, key: Key, one: &str, other: &str, words: &Vocabulary) -> bool {
        let meaning = self.word_meaning(key, one, words);
        let is_closed = |text| key == Key::Status && words.says_closed(text);
        meaning.is_some()
            && meaning == self.word_meaning(key, other, words)
            && (self.declares_flow || is_closed(one) == is_closed(other))
    }

    /// What of a value is not understood, if anything.
    pub(crate) fn unread<'t>(
        &self,
        key: Key,
        text: &'t str,
        words: &Vocabulary,
    ) -> Option<Unread<'t>> {
        match key {
            Key::Status if self.meaning(text, words).is_some() => None,
            Key::Status => self.read_status(text, words).err(),
            Key::Priority => words.read_priority(text).err(),
            Key::Severity => words.read_severity(text).err(),
            Key::Sla => Sla::read(text, words).err(),
            Key::FirstSeen | Key::Due | Key::LastReviewed | Key::AcceptedUntil => {
                self.read_day(key, text, words).err()
            }
            _ => None,
        }
    }
}

/// What the day of a field is.
pub(crate) fn day_kind(key: Key) -> ValueKind {
    match key {
        Key::Due | Key::AcceptedUntil => ValueKind::Deadline,
        Key::LastReviewed => ValueKind::Review,
        _ => ValueKind::Day,
    }
}

/// The parts of a short value without the remark after it, each by its meaning.
fn plain(text: &str, words: &Vocabulary) -> Vec<String> {
    let folded = without_remarks(&fold(text));
    let parts = without_qualifier(&folded).split([',', ';', '/']).map(str::trim);
    let part = |part: &str| {
        let bare =
            part.strip_prefix('v').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let bare = bare.unwrap_or(part);
        words.value(bare).unwrap_or(bare).to_owned()
    };
    parts.filter(|part| !part.is_empty()).map(part).collect()
}

/// A text without the parentheses behind its words: `ada (API), mia (desk)`.
fn without_remarks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(" (") {
        let Some(length) = rest[open..].find(')') else { break };
        let behind = &rest[open + length + 1..];
        let ends = behind.is_empty() || behind.starts_with([',', ';', '/', ' ']);
        let kept = if ends { open } else { open + length + 1 };
        out.push_str(&rest[..kept]);
        rest = behind;
    }
    out + rest
}
