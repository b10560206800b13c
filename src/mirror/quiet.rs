//! Entries of which a comparison with their translations found nothing, so that it need not be repeated
//! while neither changes.

use std::collections::HashMap;

/// By the version of an entry, that of the translation in which nothing contradicts it.
#[derive(Debug, Default)]
pub(crate) struct QuietPairs {
    /// A hash of what a comparison depends on beside the two entries.
    facts: u64,
    pairs: HashMap<u64, u64>,
}

/// The versions of an entry and of its translation.
#[derive(Clone, Copy)]
pub(super) struct PairVersions {
    pub leading: u64,
    pub mirror: u64,
}

impl QuietPairs {
    /// Forgets everything where entries are compared in another way than before, and where most versions
    /// of so many entries are gone.
    pub(super) fn renew(&mut self, facts: u64, entries: usize) {
        if facts != self.facts || self.pairs.len() > 2 * entries {
            *self = Self { facts, pairs: HashMap::new() };
        }
    }

    pub(super) fn has(&self, versions: PairVersions) -> bool {
        self.pairs.get(&versions.leading) == Some(&versions.mirror)
    }

    pub(super) fn insert(&mut self, versions: PairVersions) {
        self.pairs.insert(versions.leading, versions.mirror);
    }
}
