//! The status of an entry in today's form.

use super::policies::Policies;
use super::values::Values;
use crate::edit::state_name::own_name;
use crate::register::{StatusMeaning, one_line};
use crate::vocabulary::{Key, fold};

impl Values {
    /// A state of the flow with the words beside it. A gap is verified only where a field shows how; where
    /// its status says so by name, that is all there is to show, and becomes its closure note.
    pub(super) fn status(&mut self, old: &str, policies: Policies<'_>) -> Option<String> {
        let is_sign = !old.contains(char::is_alphabetic)
            || old.starts_with('[')
            || policies.words.placeholder(old).is_some();
        let Some(meaning) = policies.old.meaning(old, policies.words) else {
            return self.own_status(old, policies);
        };
        if old.contains('\n') {
            // A status is one line; the others stay beside it.
            self.keep(Key::Status, old.to_owned(), policies);
            let name = policies.old.state_name(meaning).to_owned();
            return self.status(&name, policies);
        }
        let StatusMeaning::Flow(state) = meaning else {
            let is_bare = is_sign || policies.words.status_word_alone(old).is_some();
            self.needs_reason = policies.old.is_closed_unrepaired(meaning)
                && (is_bare || old.split_whitespace().count() < 3)
                && !self.known.contains_key(&Key::ClosureNote);
            let name = || policies.old.state_name(meaning).to_owned();
            let words = policies.without_sign(old, meaning);
            return Some(if is_sign { name() } else { words.to_owned() });
        };
        let name = policies.old.flow.get(state)?;
        let mut state = policies.new.state(name, policies.words)?;
        let has_evidence = [Key::Verification, Key::ClosureNote, Key::Evidence]
            .into_iter()
            .any(|key| self.known.contains_key(&key));
        let stated = state;
        if state == policies.new.last_state() && !has_evidence {
            if policies.names(old, state) {
                self.known.insert(Key::ClosureNote, one_line(old));
            } else {
                state = policies.new.repaired_from(policies.words).min(state);
            }
        }
        let name = policies.new.flow.get(state)?;
        if state != stated && !is_sign {
            // Less than the source says: its own words stay beside it.
            self.keep(Key::Status, old.to_owned(), policies);
            return Some(policies.in_language(name).to_owned());
        }
        let bare = old.trim_matches(|c: char| !c.is_alphanumeric());
        let says_so = policies.new.state(old, policies.words) == Some(state);
        if is_sign || fold(bare) == fold(name) {
            return Some(policies.in_language(name).to_owned());
        }
        if says_so {
            return Some(policies.without_sign(old, meaning).to_owned());
        }
        let word = policies.in_language(name);
        let text = format!("{word} — {}", one_line(without_first(old, name)));
        if policies.new.state(&text, policies.words) == Some(state) {
            return Some(text);
        }
        // Beside the state, the old words would make it unclear.
        self.keep(Key::Status, old.to_owned(), policies);
        Some(word.to_owned())
    }

    /// A state that no flow knows, in the register's own words: one beside the flow. A slip stays for
    /// people to correct. What names no state is kept, and the gap is as open as one can be.
    fn own_status(&mut self, old: &str, policies: Policies<'_>) -> Option<String> {
        let Policies { new, words, slips, .. } = policies;
        let explained = policies.old.explained(old);
        let is_known = new.meaning(old, words).is_some() || slips.contains(old);
        if is_known && !old.contains('\n') && explained.is_none() {
            return Some(old.to_owned());
        }
        let is_sign = explained.is_some() && !old.contains(char::is_alphanumeric);
        if !is_sign {
            self.keep(Key::Status, old.to_owned(), policies);
        }
        match own_name(explained.unwrap_or(old)).filter(|name| new.meaning(name, words).is_some()) {
            Some(name) => Some(name.to_owned()),
            None => new.flow.first().cloned(),
        }
    }
}

/// `fixed in 2.7.1` without the `Fixed` that it repeats.
fn without_first<'t>(text: &'t str, word: &str) -> &'t str {
    let first = text.split_whitespace().next().unwrap_or_default();
    let rest = text.trim_start()[first.len()..].trim_start();
    if fold(first) == fold(word) && !rest.is_empty() { rest } else { text }
}
