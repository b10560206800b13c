//! The IDs that new entries may have. An ID is for ever: none that an entry ever had is given again.

use std::collections::HashSet;
use std::path::PathBuf;

use super::commit_registers::{self, CommitRegister};
use super::inputs::{Inputs, registers_of};
use super::notes::Notes;
use super::project::Project;
use super::timelines::RunTimelines;
use crate::files::{self, slashed};
use crate::git;
use crate::mirror;
use crate::register::{FreeIds, Register};
use crate::text::Source;

/// The free IDs of the registers of a run, which share their IDs: above every ID that one of them
/// has or, as far as git knows, had; without those that other registers have or their texts name.
pub(crate) fn free(
    registers: &[Register<'_>],
    inputs: &Inputs,
    project: &Project,
    notes: &dyn Notes,
) -> FreeIds {
    let mut earlier = of_history(registers, inputs, project, notes);
    earlier.extend(of_branches(inputs, project));
    let is_all = inputs.named.is_empty();
    let others =
        if is_all { HashSet::new() } else { of_others(inputs.paths().into_iter(), project) };
    let free = FreeIds::of(registers, &earlier).without_named(registers);
    free.without(others.iter().map(String::as_str))
}

/// The free IDs like one that several entries have.
pub(super) fn free_like(
    id: &str,
    registers: &[Register<'_>],
    inputs: &Inputs,
    project: &Project,
    notes: &dyn Notes,
) -> Option<FreeIds> {
    let mut used: HashSet<String> =
        of_history(registers, inputs, project, notes).into_iter().collect();
    used.extend(of_branches(inputs, project));
    used.extend(of_others(inputs.paths().into_iter(), project));
    for register in registers {
        used.extend(register.used_ids().map(str::to_owned));
    }
    let free = FreeIds::like(id, used.iter().map(String::as_str))?;
    Some(free.without_named(registers))
}

/// The IDs in the upstream and in the main branch, as far as they are known here.
fn of_branches(inputs: &Inputs, project: &Project) -> HashSet<String> {
    let paths = inputs.paths();
    let Some(first) = paths.first() else { return HashSet::new() };
    let Some(root) = project.real(first).parent().and_then(files::repository_above) else {
        return HashSet::new();
    };
    let registers = git::known_branches(&root).into_iter().filter_map(|commit| {
        commit_registers::registers_of(&root, &commit, &slashed(first), project)
    });
    let registers: Vec<CommitRegister> = registers.flatten().collect();
    commit_registers::ids_of(&registers, &root, project)
}

/// Every ID that an entry of some registers has or had; none where git does not answer.
pub(super) fn of_history(
    registers: &[Register<'_>],
    inputs: &Inputs,
    project: &Project,
    notes: &dyn Notes,
) -> Vec<String> {
    let timelines = RunTimelines::of(registers, project, inputs, notes);
    timelines.ids().into_iter().map(str::to_owned).collect()
}

/// The IDs of the other registers here in which an ID must not be the same, without translations.
pub(super) fn of_others(own: impl Iterator<Item = PathBuf>, project: &Project) -> HashSet<String> {
    let settings = &project.settings;
    let family = |path: &str| {
        let family = mirror::family(path, settings).map(|family| family.path);
        family.unwrap_or_else(|| project.whole(path))
    };
    let own: Vec<String> = own.map(|path| slashed(&path)).collect();
    let families: HashSet<PathBuf> = own.iter().map(|path| family(path)).collect();
    let scopes: HashSet<Option<PathBuf>> =
        own.iter().map(|path| mirror::id_scope(path, settings)).collect();
    let is_other = |path: &&PathBuf| {
        let path = slashed(path);
        !families.contains(&family(&path)) && scopes.contains(&mirror::id_scope(&path, settings))
    };
    let found = files::find(&[], settings).map(|found| found.paths).unwrap_or_default();
    let others = found.iter().filter(is_other);
    let sources: Vec<Source> = others.filter_map(|path| project.read(path).ok()?.ok()).collect();
    let registers = registers_of(&sources, settings).all;
    let ids = registers.iter().flat_map(|r| r.entries.iter().filter_map(|entry| r.id(entry)));
    ids.map(str::to_owned).collect()
}
