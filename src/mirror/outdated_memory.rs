//! Remembers which prose is outdated, so that a text that changes elsewhere asks no history again.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::outdated::{LastChange, Outdated, WatchedField, watched};
use super::pair::Pair;
use crate::vocabulary::Key;

/// What was found about the prose of a pair, by what it said then.
#[derive(Debug, Default)]
pub(crate) struct OutdatedMemory {
    /// Nothing where the translation is up to date.
    fields: HashMap<Prose, Option<LastChange>>,
    hashes: RandomState,
}

/// A field of prose and its translation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Prose {
    id: String,
    key: Option<Key>,
    nth: usize,
    /// The hashes of both values, the leading one first.
    values: [u64; 2],
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
            let change = found.get(&field.fields.mirror.value).map(|one| LastChange {
                commit: one.commit.clone(),
                day: one.day,
                before: one.before.clone(),
            });
            (Prose::of(pair, &field, &hashes), change)
        });
        Self { fields: known.collect(), hashes }
    }

    /// What is remembered of the prose that a pair has now.
    pub(crate) fn recall(&self, pair: &Pair<'_>) -> Remembered {
        let mut remembered = Remembered { outdated: Vec::new(), is_whole: true };
        for mut field in watched(pair) {
            let known = self.fields.get(&Prose::of(pair, &field, &self.hashes));
            remembered.is_whole &= known.is_some();
            field.changed = known.cloned().flatten();
            remembered.outdated.extend(field.outdated());
        }
        remembered
    }
}

impl Prose {
    fn of(pair: &Pair<'_>, field: &WatchedField<'_>, hashes: &RandomState) -> Self {
        let own = pair.leading.text(field.fields.leading.value);
        let theirs = pair.mirror.text(field.fields.mirror.value);
        let values = [own, theirs].map(|text| hashes.hash_one(text));
        let key = field.fields.leading.key;
        Self { id: field.id.to_owned(), key, nth: field.nth, values }
    }
}
