//! Registers at two times, side by side.

use std::collections::{BTreeMap, HashMap};

use super::inputs::{Inputs, ReadRegisters};
use super::project::Project;
use crate::mirror::id_scope;
use crate::register::Register;
use crate::settings::Settings;
use crate::text::Source;
use crate::timeline::{self, RegisterChange, RegisterSnapshot, SnapshotPair};

/// What became of the entries of each register, by its path.
pub(crate) type Changes = HashMap<String, Vec<RegisterChange>>;

/// A register before and after, and its path.
pub(crate) struct Compared {
    pub path: String,
    pub snapshots: SnapshotPair,
}

/// A snapshot of a source; nothing where it cannot be read.
pub(crate) fn snapshot(source: &Source, settings: &Settings) -> Option<RegisterSnapshot> {
    Register::parse(source, settings.reading()).ok().map(|register| RegisterSnapshot::of(&register))
}

/// Adds what a commit changed in some registers.
pub(crate) fn add(
    compared: Vec<Compared>,
    commit: Option<&str>,
    settings: &Settings,
    changes: &mut Changes,
) {
    let both = compared.into_iter().map(|Compared { path, mut snapshots }| {
        snapshots.scope = id_scope(&path, settings);
        (path, snapshots)
    });
    let (paths, both): (Vec<_>, Vec<_>) = both.unzip();
    for (path, transitions) in paths.into_iter().zip(timeline::transitions(&both)) {
        let commit = commit.map(str::to_owned);
        changes.entry(path).or_default().push(RegisterChange { commit, transitions });
    }
}

/// A source of the run, and its register; nothing where it cannot be read as one.
#[derive(Clone, Copy)]
pub(crate) struct CurrentRegister<'r> {
    pub source: &'r Source,
    pub register: Option<&'r Register<'r>>,
}

/// The registers of a run as they are now.
#[derive(Clone, Copy)]
pub(crate) struct CurrentRegisters<'r> {
    pub project: &'r Project,
    pub inputs: &'r Inputs,
    pub registers: &'r ReadRegisters<'r>,
}

impl<'r> CurrentRegisters<'r> {
    /// The register in one of the sources.
    pub(crate) fn register(self, source: &'r Source) -> CurrentRegister<'r> {
        CurrentRegister { source, register: self.registers.of_source(source) }
    }
}

/// The registers that are not what they were; one that cannot be read is left out.
pub(crate) fn compared<'n>(
    old: &'n [Source],
    new: impl Iterator<Item = CurrentRegister<'n>>,
    settings: &Settings,
) -> Vec<Compared> {
    let mut then: BTreeMap<&str, &Source> =
        old.iter().map(|source| (&**source.path(), source)).collect();
    let mut all = Vec::new();
    for now in new {
        all.extend(changed(then.remove(&**now.source.path()), now, settings));
    }
    all.extend(then.into_values().filter_map(|gone| removed(gone, settings)));
    all
}

/// A register that is there now, where it is not what it was.
fn changed(
    then: Option<&Source>,
    now: CurrentRegister<'_>,
    settings: &Settings,
) -> Option<Compared> {
    if then.is_some_and(|then| then.text() == now.source.text()) {
        return None;
    }
    let before = match then {
        Some(then) => snapshot(then, settings)?,
        None => RegisterSnapshot::default(),
    };
    let after = RegisterSnapshot::of(now.register?);
    let path = now.source.path().to_string();
    Some(Compared { path, snapshots: SnapshotPair::of(before, after) })
}

/// A register that is there no more.
fn removed(then: &Source, settings: &Settings) -> Option<Compared> {
    let snapshots = SnapshotPair::of(snapshot(then, settings)?, RegisterSnapshot::default());
    Some(Compared { path: then.path().to_string(), snapshots })
}
