//! How the entries of a register write their words and durations.

use std::collections::HashMap;

use super::own_words::most_frequent;
use crate::register::{Policy, Register};
use crate::values::Sla;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The spellings that most entries have.
#[derive(Debug, Default)]
pub(crate) struct OwnForms {
    /// By key and folded word.
    words: HashMap<(Key, String), String>,
    /// The word that most entries have for what is closed, and not called verified.
    closed: Option<String>,
    /// By key and meaning.
    meanings: HashMap<(Key, String), String>,
    /// By unit, and whether there is one of it, what is written behind the number: ` days`.
    units: HashMap<(String, bool), String>,
}

impl OwnForms {
    /// Those of a register.
    pub(crate) fn of(register: &Register<'_>, policy: &Policy, words: &Vocabulary) -> Self {
        let mut spellings: HashMap<(Key, String), Vec<&str>> = HashMap::new();
        let mut meanings: HashMap<(Key, String), Vec<&str>> = HashMap::new();
        for key in [Key::Status, Key::Priority, Key::Severity] {
            for word in register.written_words(key, policy, words) {
                spellings.entry((key, fold(word))).or_default().push(word);
                if let Some(meaning) = policy.word_meaning(key, word, words) {
                    meanings.entry((key, meaning.to_owned())).or_default().push(word);
                }
            }
        }
        let usual = |(name, all): ((Key, String), Vec<&str>)| {
            let word = most_frequent(all.into_iter(), "")?.to_owned();
            Some((name, word))
        };
        let closed = register.written_words(Key::Status, policy, words);
        let closed = closed.filter(|word| words.says_closed(word) && !policy.declares_flow);
        Self {
            closed: most_frequent(closed, "").map(str::to_owned),
            words: spellings.into_iter().filter_map(usual).collect(),
            meanings: meanings.into_iter().filter_map(usual).collect(),
            units: units(register, words),
        }
    }

    /// A word as most entries write it, if they have it.
    pub(crate) fn word(&self, key: Key, word: &str) -> Option<&str> {
        self.words.get(&(key, fold(word))).map(String::as_str)
    }

    /// The word for a closed gap, in the place of another such word: `Kapatıldı` for `Kapandı`.
    pub(crate) fn closed(&self, word: &str, words: &Vocabulary) -> Option<&str> {
        self.closed.as_deref().filter(|_| words.says_closed(word))
    }

    /// The word that most entries have for a meaning.
    pub(crate) fn word_of(&self, key: Key, meaning: &str) -> Option<&str> {
        self.meanings.get(&(key, meaning.to_owned())).map(String::as_str)
    }

    /// A duration such as `14d` as the entries write theirs: `14 days`.
    pub(crate) fn duration(&self, text: &str) -> Option<String> {
        let (number, unit) = parted(text)?;
        let words = self.units.get(&(unit.to_owned(), number == "1"))?;
        Some(format!("{number}{words}"))
    }
}

fn units(register: &Register<'_>, words: &Vocabulary) -> HashMap<(String, bool), String> {
    let mut endings: HashMap<(String, bool), Vec<&str>> = HashMap::new();
    for entry in &register.entries {
        let Some(value) = register.value_of(entry, Key::Sla) else { continue };
        let Some((sla, _)) = Sla::parse(value, words) else { continue };
        let canonical = sla.to_string();
        let Some((number, unit)) = parted(&canonical) else { continue };
        let Some(ending) = value.strip_prefix(number) else { continue };
        // A remark is no part of the unit.
        if ending.trim().chars().all(char::is_alphabetic) {
            endings.entry((unit.to_owned(), number == "1")).or_default().push(ending);
        }
    }
    let usual = |(unit, all): ((String, bool), Vec<&str>)| {
        Some((unit, most_frequent(all.into_iter(), "")?.to_owned()))
    };
    endings.into_iter().filter_map(usual).collect()
}

/// The number and the unit of a duration in its short form.
fn parted(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let is_unit = !unit.is_empty() && unit.bytes().all(|byte| byte.is_ascii_lowercase());
    (digits > 0 && is_unit).then_some((number, unit))
}
