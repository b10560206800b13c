//! What became of each entry from one time to the next.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::couples::{couples, repeated};
use super::{Picture, Stage};

/// What became of one entry by one change.
#[derive(Clone, Debug)]
pub struct Turn {
    /// What was said of it; nothing of one that was added.
    pub before: Option<Arc<Stage>>,
    /// What is said of it; nothing of one that was removed.
    pub after: Option<Arc<Stage>>,
    /// The gap that had its ID before, where that was another one.
    pub displaced: Option<Arc<Stage>>,
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

/// What became of the entries of some registers; of each register those that it has now, in order,
/// then those that are gone. An entry that moved to another register has its turn there.
pub fn turns(registers: &[Both]) -> Vec<Vec<Turn>> {
    let pictures = registers.iter().flat_map(|both| [&both.old, &both.new]);
    let common: HashSet<_> = pictures.flat_map(|picture| repeated(picture)).collect();
    let mut was: Vec<Vec<Option<&Arc<Stage>>>> = Vec::new();
    // Who is left without a counterpart, by language: registers of one language may have swapped
    // entries, a translation has entries of its own.
    let mut alone: BTreeMap<&str, Alone> = BTreeMap::new();
    for (at, Both { language, old, new }) in registers.iter().enumerate() {
        let found = couples(old, new, &common);
        let mut is_left = vec![true; old.len()];
        found.iter().flatten().for_each(|&place| is_left[place] = false);
        let alone = alone.entry(language).or_default();
        alone.old.extend((0..old.len()).filter(|&place| is_left[place]).map(|place| (at, place)));
        let is_new = |place: &usize| found[*place].is_none();
        alone.new.extend((0..new.len()).filter(is_new).map(|place| (at, place)));
        was.push(found.into_iter().map(|place| place.map(|place| &old[place])).collect());
    }
    let mut gone: Vec<Vec<&Arc<Stage>>> = vec![Vec::new(); registers.len()];
    for Alone { old, new } in alone.into_values() {
        let then: Picture =
            old.iter().map(|&(at, place)| registers[at].old[place].clone()).collect();
        let now: Picture =
            new.iter().map(|&(at, place)| registers[at].new[place].clone()).collect();
        let mut is_left = vec![true; old.len()];
        for (found, &(at, place)) in couples(&then, &now, &common).into_iter().zip(&new) {
            let Some(found) = found else { continue };
            let (from, there) = old[found];
            was[at][place] = Some(&registers[from].old[there]);
            is_left[found] = false;
        }
        for (&(at, place), _) in old.iter().zip(&is_left).filter(|(_, left)| **left) {
            gone[at].push(&registers[at].old[place]);
        }
    }
    let each = registers.iter().zip(was).zip(gone);
    each.map(|((both, was), gone)| both.turns(&was, &gone)).collect()
}

/// Entries of a language without a counterpart, each by its register and its place there.
#[derive(Default)]
struct Alone {
    old: Vec<(usize, usize)>,
    new: Vec<(usize, usize)>,
}

impl Both {
    fn turns(&self, was: &[Option<&Arc<Stage>>], gone: &[&Arc<Stage>]) -> Vec<Turn> {
        let owners: HashMap<&str, &Arc<Stage>> =
            self.old.iter().rev().filter_map(|stage| Some((stage.id.as_deref()?, stage))).collect();
        let now = self.new.iter().zip(was).map(|(after, before)| {
            let had_it = |owner: &&&Arc<Stage>| {
                before.is_none_or(|before| before.id != after.id && !Arc::ptr_eq(before, owner))
            };
            let owner = after.id.as_deref().and_then(|id| owners.get(id)).filter(had_it);
            Turn {
                before: before.cloned(),
                after: Some(after.clone()),
                displaced: owner.map(|owner| (*owner).clone()),
            }
        });
        let gone = gone.iter().map(|&before| Turn {
            before: Some(before.clone()),
            after: None,
            displaced: None,
        });
        now.chain(gone).collect()
    }
}
