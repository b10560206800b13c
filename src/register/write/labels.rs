//! The labels that a register uses.

use crate::register::Register;
use crate::vocabulary::{Key, KeyMap, Vocabulary};

impl Register<'_> {
    /// The label of a key as this register writes it, else as its language does.
    pub(crate) fn label_of<'v>(&'v self, key: Key, vocabulary: &'v Vocabulary) -> &'v str {
        self.own_label(key).unwrap_or_else(|| vocabulary.label(&self.language, key))
    }

    /// Whether some entry has a field of a key.
    pub(crate) fn has_label(&self, key: Key) -> bool {
        self.own_label(key).is_some()
    }

    /// The name of a key in a sentence: the label of this register, where that is a word for another key.
    pub(crate) fn spoken_key<'v>(&'v self, key: Key, vocabulary: &'v Vocabulary) -> &'v str {
        let is_of_other = |label: &&str| vocabulary.key(label).is_some_and(|other| other != key);
        self.own_label(key).filter(is_of_other).unwrap_or_else(|| vocabulary.name(key))
    }

    /// The label of a key as this register writes it.
    pub(super) fn own_label(&self, key: Key) -> Option<&str> {
        let labels = self.derived.own_labels.get_or_init(|| {
            let mut labels = KeyMap::default();
            for field in self.entries.iter().flat_map(|entry| &entry.fields) {
                let Some(key) = field.key.filter(|key| !labels.contains_key(key)) else { continue };
                // A value from a box, an ID or a heading has no label; one with a number is that of one entry.
                let has_number = self.text(field.label).contains(|c: char| c.is_ascii_digit());
                if field.label != field.value && !has_number {
                    labels.insert(key, field.label);
                }
            }
            labels
        });
        labels.get(&key).map(|&label| self.text(label))
    }
}
