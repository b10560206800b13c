//! Entries of which a comparison with their translations found nothing, so that it need not be repeated
//! while neither changes.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::align::{Bond, EntryPair};
use super::literals::id_prefixes;
use crate::register::{Policy, Register};

/// What is known of the entries of a register and its translation.
#[derive(Debug, Default)]
pub(crate) struct KnownPairs {
    /// Those that nothing contradicts.
    pub(super) quiet: QuietPairs,
    /// Those that name the same pages and endpoints.
    pub(super) same_pages: QuietPairs,
}

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

impl KnownPairs {
    pub(super) fn lock(known: &Mutex<Self>) -> MutexGuard<'_, Self> {
        known.lock().unwrap_or_else(PoisonError::into_inner)
    }
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

/// The versions of two entries; nothing where they have none, or different IDs.
pub(super) fn versions(
    [leading, mirror]: [&Register<'_>; 2],
    entries: &EntryPair<'_>,
) -> Option<PairVersions> {
    let leading = leading.version(entries.leading)?;
    let mirror = mirror.version(entries.mirror)?;
    (entries.bond == Bond::Id).then_some(PairVersions { leading, mirror })
}

/// A hash of what a comparison depends on beside the two entries.
pub(super) fn facts(registers: [&Register<'_>; 2], policies: [&Policy; 2]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (register, policy) in registers.into_iter().zip(policies) {
        let mut prefixes: Vec<&str> = id_prefixes(register).collect();
        prefixes.dedup();
        let facts = (policy.stated(), &register.language, &register.tag, prefixes);
        facts.hash(&mut hasher);
    }
    hasher.finish()
}
