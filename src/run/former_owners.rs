//! Entries that had an ID long before a branch gave it to a new entry.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::base::Base;
use super::comparison::{Changes, CurrentRegisters};
use super::notes::Notes;
use super::timelines::{FormerOwner, RunTimelines};
use crate::mirror::id_scope;
use crate::timeline::{EntrySnapshot, Transition, is_another_entry};

/// An ID among the registers in which it is unique.
#[derive(PartialEq, Eq, Hash)]
struct OwnedId {
    language: String,
    scope: Option<PathBuf>,
    id: String,
}

/// Adds to each new entry the one that had its ID at any time before the base, where there is none
/// at the base itself.
pub(super) fn add(
    changes: &mut Changes,
    current: CurrentRegisters<'_>,
    base: &Base<'_>,
    notes: &dyn Notes,
) {
    let transitions = changes.values().flatten().flat_map(|change| &change.transitions);
    if !transitions.into_iter().any(has_new_id) {
        return;
    }
    let CurrentRegisters { project, inputs, registers } = current;
    let timelines = RunTimelines::of(&registers.all, project, inputs, notes);
    let own_id = |path: &str, language: &str, id: &Option<String>| {
        let scope = id_scope(path, &project.settings);
        Some(OwnedId { language: language.to_owned(), scope, id: id.clone()? })
    };
    let mut owners: HashMap<OwnedId, Vec<FormerOwner<'_>>> = HashMap::new();
    for owner in timelines.former_owners() {
        if let Some(id) = own_id(&owner.path, owner.language, &owner.snapshot.id) {
            owners.entry(id).or_default().push(owner);
        }
    }
    for register in &registers.all {
        let path = register.source.path();
        let Some(changes) = changes.get_mut(&**path) else { continue };
        let Some((before, _)) = base.place(Path::new(&**path)) else { continue };
        // What a branch gave and took itself was no one's ID.
        let repository = project.git.repository(&before.root);
        let is_of_base = |owner: &FormerOwner<'_>| {
            owner.commit.is_some_and(|commit| repository.is_ancestor(commit, &before.commit))
        };
        let transitions = changes.iter_mut().flat_map(|change| &mut change.transitions);
        for transition in transitions.filter(|transition| has_new_id(transition)) {
            let Some(after) = &transition.after else { continue };
            let owners = own_id(path, &register.tag, &after.id).and_then(|id| owners.get(&id));
            let mut owners = owners.into_iter().flatten();
            let owner =
                owners.find(|owner| is_another_entry(owner.snapshot, after) && is_of_base(owner));
            transition.displaced = owner.map(|owner| owner.snapshot.clone());
        }
    }
}

/// Whether an entry is new, or had no ID, and no other one had its ID at the base.
fn has_new_id(transition: &Transition) -> bool {
    let has_id =
        |entry: &Option<Arc<EntrySnapshot>>| entry.as_ref().is_some_and(|entry| entry.id.is_some());
    has_id(&transition.after) && !has_id(&transition.before) && transition.displaced.is_none()
}
