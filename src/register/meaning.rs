//! Whether two values mean the same, and how a register writes a value of its own.

use jiff::civil::Date;

use super::{Field, Policy, Register};
use crate::values::{self, Sla};
use crate::vocabulary::{Key, Vocabulary, fold, without_qualifier};

impl Policy {
    /// Whether two values of a key mean the same, in whatever words and languages.
    pub fn same_value(&self, key: Key, a: &str, b: &str, words: &Vocabulary) -> bool {
        let same = |a: Option<&str>, b: Option<&str>| a.is_some() && a == b;
        let is_same_value = match key {
            Key::Status => {
                let [a, b] = [a, b].map(|text| self.state(text, words));
                a.is_some() && a == b
            }
            Key::Priority => same(words.priority(a), words.priority(b)),
            Key::Severity => same(words.severity(a), words.severity(b)),
            Key::Sla => match [a, b].map(|text| Sla::parse(text, words)) {
                [Some((a, _)), Some((b, _))] => a.equals(b),
                _ => false,
            },
            Key::FirstSeen | Key::LastReviewed | Key::Due => match [a, b].map(date) {
                [Some(a), Some(b)] => a == b,
                _ => false,
            },
            _ => same(words.value(a), words.value(b)) || plain(a, words) == plain(b, words),
        };
        // Nothing in one language is nothing in another.
        let nothing = || {
            let [a, b] = [a, b].map(|text| words.placeholder(text));
            a.is_some() && a == b
        };
        is_same_value || fold(a) == fold(b) || nothing()
    }

    /// Whether a value means something under its key.
    pub fn is_understood(&self, key: Key, text: &str, words: &Vocabulary) -> bool {
        match key {
            Key::Status => self.state(text, words).is_some(),
            Key::Priority => words.priority(text).is_some(),
            Key::Severity => words.severity(text).is_some(),
            Key::Sla => Sla::parse(text, words).is_some(),
            Key::FirstSeen => values::parse_date(text).is_some(),
            _ => words.placeholder(text).is_none(),
        }
    }
}

fn date(text: &str) -> Option<Date> {
    let first = text.split_whitespace().next().unwrap_or_default();
    values::parse_date(text).or_else(|| values::parse_foreign_date(first))
}

/// A short value without the remark behind it: its parts, each by its meaning.
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

impl Register<'_> {
    /// A state as this register writes states: in its own language where the old one was.
    pub fn state_like<'p>(
        &self,
        old: Option<&str>,
        state: usize,
        policy: &'p Policy,
        words: &'p Vocabulary,
    ) -> &'p str {
        let name = policy.flow.get(state).map(String::as_str).unwrap_or_default();
        if old.is_some_and(|old| old.starts_with('[') && old.ends_with(']')) {
            // A box shows two states and no more.
            return match state {
                0 => "[ ]",
                state if state >= policy.repaired_from(words) => "[x]",
                _ => name,
            };
        }
        let is_translated =
            |old: &str| words.translated_status(old).is_some_and(|canonical| canonical != old);
        let own = || words.status_word(&self.language, name);
        old.filter(|old| is_translated(old)).and_then(|_| own()).unwrap_or(name)
    }

    /// A value of another register as this one would write it beside `old`.
    pub fn value_like(
        &self,
        key: Key,
        old: Option<&str>,
        value: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> String {
        let own = match key {
            // An explanation beside the value is prose, and stays where it was written.
            Key::Status => policy
                .state(value, words)
                .map(|state| self.state_like(old, state, policy, words).to_owned()),
            Key::Severity => words.severity(value).map(|severity| {
                let is_own = |old: &str| words.severity(old).is_some_and(|known| known != old);
                let word = || words.severity_word(&self.language, severity);
                old.filter(|old| is_own(old)).and_then(|_| word()).unwrap_or(severity).to_owned()
            }),
            Key::Sla => Sla::parse(value, words).map(|(sla, _)| sla.to_string()),
            _ => None,
        };
        own.unwrap_or_else(|| value.to_owned())
    }

    /// A value on one line: broken lines joined, the items of a list parted by semicolons.
    pub fn line_of(&self, field: &Field) -> String {
        one_line(&self.value(field))
    }
}

/// A text on one line: broken lines joined, the items of a list parted by semicolons.
pub fn one_line(value: &str) -> String {
    if !value.contains('\n') {
        return without_marker(value.trim()).to_owned();
    }
    let mut out = String::with_capacity(value.len());
    for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = without_marker(line);
        if !out.is_empty() {
            out.push_str(if item.len() < line.len() { "; " } else { " " });
        }
        out.push_str(item.trim_end_matches('\\').trim_end());
    }
    out
}

/// A line without the bullet, number or quote sign before it.
pub fn without_marker(line: &str) -> &str {
    let bullet = ["- ", "* ", "+ ", "> "].into_iter().find_map(|mark| line.strip_prefix(mark));
    let numbered = || {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = rest.len() < line.len() && line.len() - rest.len() <= 3;
        rest.strip_prefix(['.', ')']).filter(|rest| is_number && rest.starts_with(' '))
    };
    bullet.or_else(numbered).unwrap_or(line).trim_start()
}
