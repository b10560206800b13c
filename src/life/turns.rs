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
    let owners = owners(registers, &was);
    let each = registers.iter().zip(was).zip(gone);
    each.map(|((both, was), gone)| both.turns(&was, &gone, &owners)).collect()
}

/// Entries of a language without a counterpart, each by its register and its place there.
#[derive(Default)]
struct Alone {
    old: Vec<(usize, usize)>,
    new: Vec<(usize, usize)>,
}

/// By language and ID, the gaps whose IDs are free for others: they are gone, or have another one.
fn owners<'r>(
    registers: &'r [Both],
    was: &[Vec<Option<&Arc<Stage>>>],
) -> HashMap<(&'r str, &'r str), &'r Arc<Stage>> {
    let stays = registers.iter().zip(was).flat_map(|(both, was)| both.new.iter().zip(was));
    let kept = stays.filter_map(|(is, was)| was.filter(|was| was.id == is.id));
    let kept: HashSet<*const Stage> = kept.map(Arc::as_ptr).collect();
    let old = registers.iter().flat_map(|both| both.old.iter().map(move |stage| (both, stage)));
    let free = old.filter(|(_, stage)| !kept.contains(&Arc::as_ptr(stage)));
    let owner = |(both, stage): (&'r Both, &'r Arc<Stage>)| {
        Some(((both.language.as_str(), stage.id.as_deref()?), stage))
    };
    free.filter_map(owner).collect()
}

impl Both {
    fn turns(
        &self,
        was: &[Option<&Arc<Stage>>],
        gone: &[&Arc<Stage>],
        owners: &HashMap<(&str, &str), &Arc<Stage>>,
    ) -> Vec<Turn> {
        let now = self.new.iter().zip(was).enumerate().map(|(place, (after, before))| {
            // Who keeps an ID displaces nobody.
            let id =
                after.id.as_deref().filter(|id| before.is_none_or(|b| b.id.as_deref() != Some(id)));
            let owner = id.and_then(|id| owners.get(&(self.language.as_str(), id)));
            Turn {
                before: before.cloned(),
                after: Some(after.clone()),
                displaced: owner.map(|owner| (*owner).clone()),
                place: Some(place),
            }
        });
        let gone = gone.iter().map(|&before| Turn {
            before: Some(before.clone()),
            after: None,
            displaced: None,
            place: None,
        });
        now.chain(gone).collect()
    }
}
