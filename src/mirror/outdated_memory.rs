//! Remembers which prose is outdated, so that a text that changes elsewhere asks no history again.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::outdated::{LastChange, Outdated, WatchedField, watched, watched_of};
use super::pair::Pair;
use super::quiet::{QuietPairs, versions};

/// What was found about the prose of a pair, by what it said then.
#[derive(Debug, Default)]
pub(crate) struct OutdatedMemory {
    /// By a hash of a field of prose and its translation; nothing where the translation is up to date.
    fields: HashMap<u64, Option<Box<LastChange>>>,
    hashes: RandomState,
    /// The entries whose translations are known to be up to date.
    quiet: QuietPairs,
}

/// What is remembered of a pair.
pub(crate) struct Remembered {
    pub outdated: Vec<Outdated>,
    /// Whether all prose of the pair is known.
    pub is_whole: bool,
}

impl OutdatedMemory {
    /// What was found in a pair, whose prose is known from now on.
    pub(crate) fn of(pair: &Pair<'_>, found: &[Outdated]) -> Self {
        let found: HashMap<_, _> = found.iter().map(|one| (one.span, one)).collect();
        let hashes = RandomState::new();
        let known = watched(pair).into_iter().map(|field| {
            let change = found.get(&field.values[1]).map(|one| LastChange {
                commit: one.commit.clone(),
                day: one.day,
                before: one.before.clone(),
            });
            (hash(pair, &field, &hashes), change.map(Box::new))
        });
        Self { fields: known.collect(), hashes, quiet: QuietPairs::default() }
    }

    /// What is remembered of the prose that a pair has now.
    pub(crate) fn recall(&mut self, pair: &Pair<'_>) -> Remembered {
        let mut remembered = Remembered { outdated: Vec::new(), is_whole: true };
        let all = &pair.alignment.pairs;
        self.quiet.renew(0, all.len());
        for entries in all {
            let versions = versions([pair.leading, pair.mirror], entries);
            if versions.is_some_and(|versions| self.quiet.has(versions)) {
                continue;
            }
            let (before, mut is_known) = (remembered.outdated.len(), true);
            for mut field in watched_of(pair, entries) {
                let known = self.fields.get(&hash(pair, &field, &self.hashes));
                is_known &= known.is_some();
                field.changed = known.cloned().flatten().map(|change| *change);
                remembered.outdated.extend(field.outdated());
            }
            remembered.is_whole &= is_known;
            if let Some(versions) = versions
                && is_known
                && remembered.outdated.len() == before
            {
                self.quiet.insert(versions);
            }
        }
        remembered
    }
}

/// A hash of a field of prose and its translation.
fn hash(pair: &Pair<'_>, field: &WatchedField<'_>, hashes: &RandomState) -> u64 {
    let [own, theirs] = field.values;
    let (own, theirs) = (pair.leading.text(own), pair.mirror.text(theirs));
    hashes.hash_one((field.id, &field.places, own, theirs))
}
