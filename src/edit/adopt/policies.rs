//! What it takes to read the values of an old register and to write those of the new one.

use std::collections::HashSet;

use super::states::in_language;
use crate::register::{
    Policy, Register, StatusMeaning, arrow_steps, heading_steps, words_behind_sign,
};
use crate::vocabulary::{Vocabulary, fold};

/// What it takes to read and write values.
#[derive(Clone, Copy)]
pub(super) struct Policies<'a> {
    /// The policy by which the old register's words are read.
    pub old: &'a Policy,
    /// The policy of the new one.
    pub new: &'a Policy,
    pub words: &'a Vocabulary,
    /// The statuses of the old register that are mistyped.
    pub slips: &'a HashSet<&'a str>,
    /// Whether most titles have signs such as `/`, so that they would be read as menu paths.
    pub are_paths: bool,
    /// The language of the labels that are added.
    pub language: &'a str,
}

impl<'a> Policies<'a> {
    /// Those for a register, with its old policy and the new one.
    pub(super) fn of(
        register: &Register<'_>,
        [old, new]: [&'a Policy; 2],
        slips: &'a HashSet<&'a str>,
        words: &'a Vocabulary,
        language: &'a str,
    ) -> Self {
        Self { old, new, words, slips, are_paths: are_paths(register), language }
    }

    /// A state of the new flow in the word of the language, where no flow is stated in words.
    pub(super) fn in_language(self, state: &'a str) -> &'a str {
        in_language(state, self.new, self.words, self.language)
    }

    /// A status without the sign in front of its words, where these say the state.
    pub(super) fn without_sign(self, status: &str, state: StatusMeaning) -> &str {
        let is_state = |words: &&str| self.old.meaning(words, self.words) == Some(state);
        words_behind_sign(status).filter(is_state).unwrap_or(status)
    }

    /// Whether a text begins with the name of a state of the new flow, and not with another word for it.
    pub(super) fn names(self, text: &str, state: usize) -> bool {
        let Some(name) = self.new.flow.get(state) else { return false };
        let said = fold(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let begins_with = |name: &str| {
            let rest = said.strip_prefix(&fold(name));
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        begins_with(name) || begins_with(self.in_language(name))
    }
}

/// Whether most titles of a register would be read as menu paths because of signs such as `/`.
fn are_paths(register: &Register<'_>) -> bool {
    let titles = register.entries.iter().map(|entry| register.text(entry.title));
    let is_path = |title: &&str| heading_steps(title).len() > 1 && arrow_steps(title).len() == 1;
    titles.filter(is_path).count() * 10 >= register.entries.len() * 6
}
