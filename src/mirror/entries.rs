//! Each entry against its translation, where it is not known that nothing contradicts it.

use super::align::EntryPair;
use super::contradiction::Contradiction;
use super::entry;
use super::pair::Pair;
use super::quiet::{KnownPairs, facts, versions};
use super::unknown_labels::lacks_keys;

/// What contradicts the entries of a pair, each with its entries.
pub(super) fn compare<'p, 'r>(pair: &'p Pair<'r>) -> Vec<(&'p EntryPair<'r>, Vec<Contradiction>)> {
    let all = &pair.alignment.pairs;
    let Some(mut known) = pair.known.map(KnownPairs::lock) else {
        return all.iter().map(|entries| (entries, entry::compare(pair, entries))).collect();
    };
    let quiet = &mut known.quiet;
    let registers = [pair.leading, pair.mirror];
    quiet.renew(facts(registers, pair.policies), all.len());
    let mut found = Vec::new();
    for entries in all {
        let versions = versions(registers, entries);
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
