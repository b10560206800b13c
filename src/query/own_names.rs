//! What the registers of a run call fields and levels, where the vocabulary does not know it.

use std::collections::{HashMap, HashSet};

use crate::register::Register;
use crate::vocabulary::{Key, Vocabulary, fold};

/// The team's own labels, columns and levels.
#[derive(Clone, Debug, Default)]
pub struct OwnNames {
    labels: Vec<String>,
    levels: Vec<(Key, String)>,
    /// The labels without spaces and signs, and the levels in small letters.
    known_labels: HashSet<String>,
    known_levels: HashSet<(Key, String)>,
    /// The columns whose cells show another key than their header: `Target` above days.
    columns: HashMap<String, Key>,
}

impl OwnNames {
    /// Those of some registers.
    pub fn of(registers: &[Register<'_>], words: &Vocabulary) -> Self {
        let mut names = Self::default();
        for register in registers {
            names.add(register, words);
        }
        names
    }

    fn add(&mut self, register: &Register<'_>, words: &Vocabulary) {
        let columns = register.entry_tables.iter().flat_map(|table| &table.columns);
        let columns = columns.map(|column| (column.key, column.span));
        for (key, span) in columns.clone() {
            let label = register.text(span);
            if let Some(key) = key.filter(|key| words.key(label).is_some_and(|own| own != *key)) {
                self.columns.insert(compact(label), key);
            }
        }
        let fields = register.entries.iter().flat_map(|entry| &entry.fields);
        let labels = columns.chain(fields.clone().map(|field| (field.key, field.label)));
        for (_, label) in labels.filter(|(key, _)| key.is_none()) {
            let label = register.text(label);
            if !label.is_empty() && self.known_labels.insert(compact(label)) {
                self.labels.push(label.to_owned());
            }
        }
        for field in fields {
            let Some(key @ (Key::Priority | Key::Severity)) = field.key else { continue };
            let text = register.bare(field.value);
            if !words.is_priority_word(text)
                && !words.is_severity_word(text)
                && self.known_levels.insert((key, fold(text)))
            {
                self.levels.push((key, text.to_owned()));
            }
        }
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(String::as_str)
    }

    /// The key that the cells of a column show, where its header means another one.
    pub(super) fn key_of_column(&self, name: &str) -> Option<Key> {
        self.columns.get(&compact(name)).copied()
    }

    /// Whether a name is a label, whatever its case, spaces and signs are.
    pub(super) fn has_label(&self, name: &str) -> bool {
        self.known_labels.contains(&compact(name))
    }

    /// Whether an entry has a text as its level.
    pub(super) fn has_level(&self, key: Key, text: &str) -> bool {
        self.known_levels.contains(&(key, fold(text)))
    }

    /// The levels of a key, each once.
    pub(super) fn levels_of(&self, key: Key) -> impl Iterator<Item = &str> {
        self.levels.iter().filter(move |(own, _)| *own == key).map(|(_, level)| level.as_str())
    }
}

/// Only the letters and digits of a name.
pub(super) fn compact(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
