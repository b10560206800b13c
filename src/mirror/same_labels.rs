//! What labels mean that are in no vocabulary, as far as the other side shows it.

use std::collections::{HashMap, HashSet};

use crate::vocabulary::Key;

/// By side, the leading one first, and folded label, the key.
#[derive(Debug, Default)]
pub(super) struct SameLabels {
    keys: HashMap<(usize, String), Key>,
    taken: HashSet<(usize, Key)>,
}

impl SameLabels {
    /// Adds what a label means, unless that is known, or another label of the side means it.
    pub(super) fn add(&mut self, side: usize, label: String, key: Key) {
        if !self.keys.contains_key(&(side, label.clone())) && self.taken.insert((side, key)) {
            self.keys.insert((side, label), key);
        }
    }

    /// The label that a side has for a key.
    pub(super) fn label(&self, side: usize, key: Key) -> Option<&str> {
        let mut all = self.keys.iter();
        all.find(|((of, _), known)| *of == side && **known == key).map(|((_, label), _)| &**label)
    }

    pub(super) fn key(&self, side: usize, label: String) -> Option<Key> {
        self.keys.get(&(side, label)).copied()
    }
}
