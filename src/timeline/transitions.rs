//! What became of each entry from one revision to the next.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::matching::{RepeatedTexts, matching};
use super::snapshot::{EntrySnapshot, EntrySnapshots, SnapshotPair};

/// One entry before and after a change.
#[derive(Clone, Debug)]
pub struct Transition {
    /// The entry before the change, unless it was added.
    pub before: Option<Arc<EntrySnapshot>>,
    /// The entry after the change, unless it was removed.
    pub after: Option<Arc<EntrySnapshot>>,
    /// Another entry that had its ID before the change.
    pub displaced: Option<Arc<EntrySnapshot>>,
    /// Its place among the entries of the register after the change.
    pub place: Option<usize>,
}

/// What one change did to the entries of a register.
#[derive(Clone, Debug)]
pub struct RegisterChange {
    /// The commit; nothing for several commits together, or for what is not committed yet.
    pub commit: Option<String>,
    /// Each entry before and after.
    pub transitions: Vec<Transition>,
}

/// An entry by the place of its register and its place in that register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct EntryPlace {
    pub register: usize,
    pub entry: usize,
}

/// For each register, its entries after the change in order, then those that are gone. An entry
/// that moved to another register is listed there.
pub(crate) fn transitions(registers: &[SnapshotPair]) -> Vec<Vec<Transition>> {
    let origins = origins(registers);
    let owners = owners_of_free_ids(registers, &origins);
    let removed = removed(registers, &origins);
    let mut transitions: Vec<Vec<Transition>> = Vec::with_capacity(registers.len());
    for (pair, origins) in registers.iter().zip(origins) {
        let entries = pair.after.iter().zip(origins).enumerate();
        let transition = |(place, (after, origin)): (usize, (&Arc<EntrySnapshot>, _))| {
            let before = Option::map(origin, |origin| before(registers, origin));
            let has_new_id = before.is_none_or(|before| before.id != after.id);
            let id = after.id.as_deref().filter(|_| has_new_id);
            let owner = id.and_then(|id| owners.get(&OwnedId::of(pair, id)));
            Transition {
                before: before.cloned(),
                after: Some(after.clone()),
                displaced: owner.copied().cloned(),
                place: Some(place),
            }
        };
        transitions.push(entries.map(transition).collect());
    }
    for place in removed {
        let before = Some(before(registers, place).clone());
        let removed = Transition { before, after: None, displaced: None, place: None };
        transitions[place.register].push(removed);
    }
    transitions
}

fn before(registers: &[SnapshotPair], place: EntryPlace) -> &Arc<EntrySnapshot> {
    &registers[place.register].before[place.entry]
}

/// Entries of one language that have no counterpart in their own register.
#[derive(Default)]
struct Unmatched {
    before: Vec<EntryPlace>,
    after: Vec<EntryPlace>,
}

/// For each entry after the change, its place before the change; nothing for a new entry.
pub(super) fn origins(registers: &[SnapshotPair]) -> Vec<Vec<Option<EntryPlace>>> {
    let repeated = RepeatedTexts::in_any(registers);
    let mut origins: Vec<Vec<Option<EntryPlace>>> = Vec::with_capacity(registers.len());
    // Entries move between registers of one language only: a mirror has entries of its own.
    let mut unmatched: BTreeMap<&str, Unmatched> = BTreeMap::new();
    for (register, SnapshotPair { language, before, after, .. }) in registers.iter().enumerate() {
        let at = |entry| EntryPlace { register, entry };
        let found = matching(before, after, &repeated);
        let mut is_matched = vec![false; before.len()];
        found.iter().flatten().for_each(|&entry| is_matched[entry] = true);
        let unmatched = unmatched.entry(language).or_default();
        let lost = (0..before.len()).filter(|entry| !is_matched[*entry]);
        unmatched.before.extend(lost.map(at));
        let new = (0..after.len()).filter(|entry| found[*entry].is_none());
        unmatched.after.extend(new.map(at));
        origins.push(found.into_iter().map(|entry| entry.map(at)).collect());
    }
    for Unmatched { before: lost, after: new } in unmatched.into_values() {
        let old = lost.iter().map(|&place| before(registers, place).clone());
        let old: EntrySnapshots = old.collect();
        let after = new.iter().map(|place| registers[place.register].after[place.entry].clone());
        let after: EntrySnapshots = after.collect();
        for (found, place) in matching(&old, &after, &repeated).into_iter().zip(&new) {
            origins[place.register][place.entry] = found.map(|found| lost[found]);
        }
    }
    origins
}

/// The entries that no entry after the change comes from, in order.
pub(super) fn removed(
    registers: &[SnapshotPair],
    origins: &[Vec<Option<EntryPlace>>],
) -> Vec<EntryPlace> {
    let mut is_kept: Vec<Vec<bool>> =
        registers.iter().map(|pair| vec![false; pair.before.len()]).collect();
    for origin in origins.iter().flatten().flatten() {
        is_kept[origin.register][origin.entry] = true;
    }
    places_before(registers).filter(|place| !is_kept[place.register][place.entry]).collect()
}

/// The places of all entries before the change, in order.
fn places_before(registers: &[SnapshotPair]) -> impl Iterator<Item = EntryPlace> {
    registers.iter().enumerate().flat_map(|(register, pair)| {
        (0..pair.before.len()).map(move |entry| EntryPlace { register, entry })
    })
}

/// An ID among the registers in which it is unique.
#[derive(PartialEq, Eq, Hash)]
struct OwnedId<'r> {
    language: &'r str,
    scope: Option<&'r Path>,
    id: &'r str,
}

impl<'r> OwnedId<'r> {
    fn of(pair: &'r SnapshotPair, id: &'r str) -> Self {
        Self { language: &pair.language, scope: pair.scope.as_deref(), id }
    }
}

/// By their IDs, the entries that lost these: they were removed, or have another ID now.
fn owners_of_free_ids<'r>(
    registers: &'r [SnapshotPair],
    origins: &[Vec<Option<EntryPlace>>],
) -> HashMap<OwnedId<'r>, &'r Arc<EntrySnapshot>> {
    let mut keep_their_id: HashSet<EntryPlace> = HashSet::new();
    for (pair, origins) in registers.iter().zip(origins) {
        for (after, origin) in pair.after.iter().zip(origins) {
            keep_their_id.extend(origin.filter(|&origin| before(registers, origin).id == after.id));
        }
    }
    let mut owners = HashMap::new();
    for place in places_before(registers).filter(|place| !keep_their_id.contains(place)) {
        let owner = before(registers, place);
        if let Some(id) = owner.id.as_deref() {
            owners.insert(OwnedId::of(&registers[place.register], id), owner);
        }
    }
    owners
}
