//! What became of each entry from one time to the next.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::couples::{Repeats, couples};
use super::{Picture, Seen, Stage};

/// What became of one entry by one change.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What was said of it; nothing of one that was added.
    pub before: Option<Arc<Stage>>,
    /// What is said of it; nothing of one that was removed.
    pub after: Option<Arc<Stage>>,
    /// The gap that had its ID before, where that was another one.
    pub displaced: Option<Arc<Stage>>,
    /// Its place among the entries that the register has after the change.
    pub place: Option<usize>,
}

/// What one change did to the entries of a register.
#[derive(Clone, Debug)]
pub struct Change {
    /// The commit that made it; nothing where several did, or none yet.
    pub commit: Option<String>,
    /// What became of each entry.
    pub turns: Vec<Turn>,
}

/// A register as it was and as it is.
#[derive(Clone, Debug, Default)]
pub struct Both {
    /// The code of its language.
    pub language: String,
    /// Its entries before.
    pub old: Picture,
    /// Its entries now.
    pub new: Picture,
}

impl Both {
    /// A register before and after.
    pub fn of(then: Seen, now: Seen) -> Self {
        let language = if now.picture.is_empty() { then.language } else { now.language };
        Self { language: language.to_string(), old: then.picture, new: now.picture }
    }
}

/// Which register an entry was in, and its place there.
pub(super) type Origin = (usize, usize);

/// What became of the entries of some registers; of each register those that it has now, in order,
/// then those that are gone. An entry that moved to another register has its turn there.
pub fn turns(registers: &[Both]) -> Vec<Vec<Turn>> {
    let origins = origins(registers);
    let owners = owners(registers, &origins);
    let gone = gone(registers, &origins);
    let mut turns: Vec<Vec<Turn>> = Vec::with_capacity(registers.len());
    for (both, origins) in registers.iter().zip(origins) {
        let now = both.new.iter().zip(origins).enumerate();
        let turn = |(place, (after, origin)): (usize, (&Arc<Stage>, Option<Origin>))| {
            let before = origin.map(|(at, place)| &registers[at].old[place]);
            // Who keeps an ID displaces nobody.
            let id =
                after.id.as_deref().filter(|id| before.is_none_or(|b| b.id.as_deref() != Some(id)));
            let owner = id.and_then(|id| owners.get(&(both.language.as_str(), id)));
            Turn {
                before: before.cloned(),
                after: Some(after.clone()),
                displaced: owner.map(|owner| (*owner).clone()),
                place: Some(place),
            }
        };
        turns.push(now.map(turn).collect());
    }
    for (at, place) in gone {
        let before = Some(registers[at].old[place].clone());
        turns[at].push(Turn { before, after: None, displaced: None, place: None });
    }
    turns
}

/// For each entry that some registers have now, where it was; nothing for one that is new.
pub(super) fn origins(registers: &[Both]) -> Vec<Vec<Option<Origin>>> {
    let repeats = Repeats::in_any(registers);
    let mut origins: Vec<Vec<Option<Origin>>> = Vec::with_capacity(registers.len());
    // Who is left without a counterpart, by language: registers of one language may have swapped
    // entries, a translation has entries of its own.
    let mut alone: BTreeMap<&str, Alone> = BTreeMap::new();
    for (at, Both { language, old, new }) in registers.iter().enumerate() {
        let found = couples(old, new, &repeats);
        let mut is_left = vec![true; old.len()];
        found.iter().flatten().for_each(|&place| is_left[place] = false);
        let alone = alone.entry(language).or_default();
        alone.old.extend((0..old.len()).filter(|&place| is_left[place]).map(|place| (at, place)));
        let is_new = |place: &usize| found[*place].is_none();
        alone.new.extend((0..new.len()).filter(is_new).map(|place| (at, place)));
        origins.push(found.into_iter().map(|place| Some((at, place?))).collect());
    }
    for Alone { old, new } in alone.into_values() {
        let then: Picture =
            old.iter().map(|&(at, place)| registers[at].old[place].clone()).collect();
        let now: Picture =
            new.iter().map(|&(at, place)| registers[at].new[place].clone()).collect();
        for (found, &(at, place)) in couples(&then, &now, &repeats).into_iter().zip(&new) {
            origins[at][place] = found.map(|found| old[found]);
        }
    }
    origins
}

/// The entries that are no more, in order.
pub(super) fn gone(registers: &[Both], origins: &[Vec<Option<Origin>>]) -> Vec<Origin> {
    let mut is_gone: Vec<Vec<bool>> =
        registers.iter().map(|both| vec![true; both.old.len()]).collect();
    for &(at, place) in origins.iter().flatten().flatten() {
        is_gone[at][place] = false;
    }
    let gone = is_gone.iter().enumerate().flat_map(|(at, is_gone)| {
        is_gone.iter().enumerate().filter(|(_, gone)| **gone).map(move |(place, _)| (at, place))
    });
    gone.collect()
}

/// Entries of a language without a counterpart, each by its register and its place there.
#[derive(Default)]
struct Alone {
    old: Vec<Origin>,
    new: Vec<Origin>,
}

/// By language and ID, the gaps whose IDs are free for others: they are gone, or have another one.
fn owners<'r>(
    registers: &'r [Both],
    origins: &[Vec<Option<Origin>>],
) -> HashMap<(&'r str, &'r str), &'r Arc<Stage>> {
    let now = registers.iter().zip(origins);
    let now = now.flat_map(|(both, origins)| both.new.iter().zip(origins));
    let keeps = |(is, origin): (&Arc<Stage>, &Option<Origin>)| {
        let origin = (*origin)?;
        (registers[origin.0].old[origin.1].id == is.id).then_some(origin)
    };
    let kept: HashSet<Origin> = now.filter_map(keeps).collect();
    let each = registers.iter().enumerate();
    let old = each.flat_map(|(at, both)| {
        both.old.iter().enumerate().map(move |(place, stage)| (both, (at, place), stage))
    });
    let free = old.filter(|(_, origin, _)| !kept.contains(origin));
    let owner = |(both, _, stage): (&'r Both, Origin, &'r Arc<Stage>)| {
        Some(((both.language.as_str(), stage.id.as_deref()?), stage))
    };
    free.filter_map(owner).collect()
}
