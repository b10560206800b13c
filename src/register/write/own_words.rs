//! The word that a register itself has for a value.

use std::collections::BTreeMap;

use crate::register::{DATED, Policy, Profile, Register};
use crate::values::{DateForm, DayReadings};
use crate::vocabulary::{Key, Vocabulary};

/// A longer value says more than its word.
const LONGEST: usize = 24;

impl<'s> Register<'s> {
    /// The form of the dates of its entries.
    pub(crate) fn date_form(&self, policy: &Policy, words: &Vocabulary) -> DateForm {
        let written = |key: Key, text: &'s str| {
            let day = policy.read_day(key, text, words).map(|day| day.text);
            // One that could be two days has a form as well.
            day.ok().or_else(|| DayReadings::of(text)?.either().map(|_| text))
        };
        let dates = |key: Key| {
            let texts = self.entries.iter().filter_map(move |entry| self.value_of(entry, key));
            texts.filter_map(move |text| written(key, text))
        };
        DateForm::of(DATED.into_iter().flat_map(dates), policy.day_orders.shared())
    }

    /// A state, priority or severity in the word that most entries have for it; else in the language
    /// and the case of the words that they have for others.
    pub(crate) fn in_own_words(
        &self,
        key: Key,
        text: &str,
        policy: &Policy,
        words: &Vocabulary,
    ) -> String {
        let meaning = |text: &str| match key {
            Key::Status => {
                let state = policy.meaning(text, words);
                state.map(|state| policy.state_name(state).to_owned())
            }
            Key::Priority => words.priority(text).map(str::to_owned),
            Key::Severity => words.severity(text).map(str::to_owned),
            _ => None,
        };
        let Some(wanted) = meaning(text) else { return text.to_owned() };
        let values = self.entries.iter().filter_map(|entry| self.value_of(entry, key));
        let values: Vec<&str> = values.filter(|value| is_word(value)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for value in values.iter().filter(|value| meaning(value).as_ref() == Some(&wanted)) {
            *counts.entry(value).or_default() += 1;
        }
        if let Some((own, _)) = counts.into_iter().max_by_key(|&(_, count)| count) {
            return own.to_owned();
        }
        let is_small = |value: &&str| !value.contains(char::is_uppercase);
        let are_small = !values.is_empty() && values.iter().all(is_small);
        // German nouns keep their capital letter: `in Arbeit`.
        let starts_small = |value: &&str| value.starts_with(char::is_lowercase);
        let begin_small = !values.is_empty() && values.iter().all(starts_small);
        let word = self.word_of_language(key, text, &values, words).unwrap_or(text);
        let is_large = |value: &&str| value.len() > 1 && !value.contains(char::is_lowercase);
        // A Turkish `i` has another capital letter.
        let has_capitals = key == Key::Status && self.language != "tr";
        let are_large = has_capitals && !values.is_empty() && values.iter().all(is_large);
        match (are_small, are_large) {
            (true, _) => word.to_lowercase(),
            (_, true) => word.to_uppercase(),
            _ if begin_small => with_small_start(word),
            _ => word.to_owned(),
        }
    }

    /// The states for a reader, in the words of a register with a form of its own: `offen → erledigt
    /// (or vertagt)`.
    pub(crate) fn states_in_own_words(&self, policy: &Policy, words: &Vocabulary) -> String {
        if policy.profile != Profile::Generic {
            return policy.states_in_words();
        }
        let own = |state: &str| self.in_own_words(Key::Status, state, policy, words);
        let flow: Vec<String> = policy.flow.iter().map(|state| own(state)).collect();
        let further: Vec<String> = policy.stated_further().map(own).collect();
        match &further[..] {
            [] => flow.join(" → "),
            further => format!("{} (or {})", flow.join(" → "), further.join(", ")),
        }
    }

    /// The word of the register's language, where its entries have such words.
    fn word_of_language<'v>(
        &self,
        key: Key,
        text: &'v str,
        values: &[&str],
        words: &'v Vocabulary,
    ) -> Option<&'v str> {
        let canonical = |value: &'v str| match key {
            Key::Status => words.status(value),
            Key::Severity => words.severity(value),
            _ => None,
        };
        let is_translated = |value: &&str| match key {
            Key::Status => {
                words.translated_status(value).is_some_and(|word| !word.eq_ignore_ascii_case(value))
            }
            _ => words.severity(value).is_some_and(|word| !word.eq_ignore_ascii_case(value)),
        };
        let own = canonical(text)?;
        if !values.iter().any(is_translated) {
            return None;
        }
        match key {
            Key::Status => words.status_word(&self.language, own),
            _ => words.severity_word(&self.language, own),
        }
    }
}

fn with_small_start(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn is_word(value: &str) -> bool {
    value.len() <= LONGEST && !value.contains(['\n', '(', ',', '—', '–', '[', ':', ';', '|'])
}
