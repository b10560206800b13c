//! How a register writes a value: in the words and the language it uses itself.

use crate::register::{FurtherState, Policy, Register, StatusMeaning};
use crate::values::Sla;
use crate::vocabulary::{Key, Vocabulary};

/// A value, and the one that it replaces.
#[derive(Clone, Copy)]
pub(crate) struct Replacement<'v> {
    pub old: Option<&'v str>,
    pub new: &'v str,
}

impl Register<'_> {
    /// A state as this register writes it: in the register's language, if the old one was.
    pub(crate) fn state_like<'p>(
        &self,
        old: Option<&str>,
        state: usize,
        policy: &'p Policy,
        words: &'p Vocabulary,
    ) -> &'p str {
        let name = policy.flow.get(state).map(String::as_str).unwrap_or_default();
        if old.is_some_and(is_box) {
            // A box has only two states.
            return match state {
                0 => "[ ]",
                state if state >= policy.repaired_from(words) => "[x]",
                _ => name,
            };
        }
        let own = || words.status_word(&self.language, name);
        old.filter(|old| self.is_translated(old, words)).and_then(|_| own()).unwrap_or(name)
    }

    /// A state as this register writes it, in the flow or beside it.
    pub(crate) fn status_like<'p>(
        &self,
        Replacement { old, new }: Replacement<'_>,
        state: StatusMeaning,
        policy: &'p Policy,
        words: &'p Vocabulary,
    ) -> &'p str {
        match state {
            StatusMeaning::Flow(at) if !policy.declares_flow && !old.is_some_and(is_box) => {
                let name = policy.state_name(state);
                let language = old.filter(|old| self.is_translated(old, words));
                let language = language.map_or("en", |_| &self.language);
                let closed = words.closed_word(language, name, new);
                closed.unwrap_or_else(|| self.state_like(old, at, policy, words))
            }
            StatusMeaning::Flow(at) => self.state_like(old, at, policy, words),
            // A box has only two states.
            StatusMeaning::Further(_) if old.is_some_and(is_box) => {
                if policy.is_closed_unrepaired(state) { "[x]" } else { "[ ]" }
            }
            StatusMeaning::Further(at) => {
                let FurtherState { name, word, .. } = &policy.further[at];
                let is_translated = |old: &str| self.is_translated(old, words);
                let own = words.status_word(&self.language, name);
                let own = own.filter(|_| name == word && old.is_some_and(is_translated));
                own.unwrap_or(word)
            }
        }
    }

    /// A value of another register as this one writes it.
    pub(crate) fn value_like(
        &self,
        key: Key,
        Replacement { old, new }: Replacement<'_>,
        policy: &Policy,
        words: &Vocabulary,
    ) -> String {
        let own = match key {
            // The explanation after a status is text, and is not copied.
            Key::Status => policy.meaning(new, words).map(|state| {
                let replacement = Replacement { old, new };
                self.status_like(replacement, state, policy, words).to_owned()
            }),
            // A register may call its priorities by levels.
            Key::Severity | Key::Priority => words.severity(new).map(|severity| {
                let is_own = |old: &str| words.severity(old).is_some_and(|known| known != old);
                let word = || words.severity_word(&self.language, severity);
                old.filter(|old| is_own(old)).and_then(|_| word()).unwrap_or(severity).to_owned()
            }),
            Key::Sla => Sla::parse(new, words).map(|(sla, _)| sla.to_string()),
            _ => None,
        };
        own.unwrap_or_else(|| new.to_owned())
    }
}

fn is_box(status: &str) -> bool {
    status.starts_with('[') && status.ends_with(']')
}
