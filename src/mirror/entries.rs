//! Each entry against its translation, where it is not known that nothing contradicts it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{OnceLock, PoisonError};

use super::align::{Bond, EntryPair};
use super::contradiction::Contradiction;
use super::entry;
use super::literals::id_prefixes;
use super::pair::Pair;
use super::quiet::PairVersions;
use super::unknown_labels::lacks_keys;
use crate::register::Policy;

/// What contradicts the entries of a pair, each with its entries.
pub(super) fn compare<'p, 'r>(pair: &'p Pair<'r>) -> Vec<(&'p EntryPair<'r>, Vec<Contradiction>)> {
    let all = &pair.alignment.pairs;
    let quiet = pair.quiet.map(|quiet| quiet.lock().unwrap_or_else(PoisonError::into_inner));
    let Some(mut quiet) = quiet else {
        return all.iter().map(|entries| (entries, entry::compare(pair, entries))).collect();
    };
    quiet.renew(facts(pair), all.len());
    let mut found = Vec::new();
    for entries in all {
        let versions = versions(pair, entries);
        if versions.is_some_and(|versions| quiet.has(versions)) {
            continue;
        }
        let compared = entry::compare(pair, entries);
        // Other entries show what an unknown word or label means.
        let is_settled = || !pair.has_unknown_words(entries) && !lacks_keys(entries);
        if let (Some(versions), []) = (versions, &compared[..])
            && is_settled()
        {
            quiet.insert(versions);
        }
        found.push((entries, compared));
    }
    found
}

/// The versions of two entries; nothing where they have none, or different IDs.
pub(super) fn versions(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Option<PairVersions> {
    let leading = pair.leading.version(entries.leading)?;
    let mirror = pair.mirror.version(entries.mirror)?;
    (entries.bond == Bond::Id).then_some(PairVersions { leading, mirror })
}

/// A hash of what a comparison depends on beside the two entries.
fn facts(pair: &Pair<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (register, policy) in [pair.leading, pair.mirror].into_iter().zip(pair.policies) {
        let mut prefixes: Vec<&str> = id_prefixes(register).collect();
        prefixes.dedup();
        let facts = (stated(policy), &register.language, &register.tag, prefixes);
        facts.hash(&mut hasher);
    }
    hasher.finish()
}

/// What a policy says, without what is counted only where something is wrong.
fn stated(policy: &Policy) -> String {
    let bare = Policy {
        own_words: OnceLock::new(),
        date_form: OnceLock::new(),
        repaired: OnceLock::new(),
        ..policy.clone()
    };
    format!("{bare:?}")
}
