//! Registers at two times, side by side.

use std::collections::{BTreeMap, HashMap};

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
    Register::read(source, settings.reading()).ok().map(|register| RegisterSnapshot::of(&register))
}

/// Adds what a commit changed in some registers.
pub(crate) fn add(compared: Vec<Compared>, commit: Option<&str>, changes: &mut Changes) {
    let (paths, both): (Vec<_>, Vec<_>) =
        compared.into_iter().map(|compared| (compared.path, compared.snapshots)).unzip();
    for (path, transitions) in paths.into_iter().zip(timeline::transitions(&both)) {
        let commit = commit.map(str::to_owned);
        changes.entry(path).or_default().push(RegisterChange { commit, transitions });
    }
}

/// The registers that are not what they were; one that cannot be read is left out.
pub(crate) fn compared<'n>(
    old: &'n [Source],
    new: impl Iterator<Item = &'n Source>,
    settings: &Settings,
) -> Vec<Compared> {
    let mut then: BTreeMap<&str, &Source> =
        old.iter().map(|source| (&**source.path(), source)).collect();
    let mut pairs: Vec<(Option<&Source>, Option<&Source>)> =
        new.map(|source| (then.remove(&**source.path()), Some(source))).collect();
    pairs.extend(then.into_values().map(|gone| (Some(gone), None)));
    pairs.into_iter().filter_map(|(then, now)| compared_pair(then, now, settings)).collect()
}

fn compared_pair(
    then: Option<&Source>,
    now: Option<&Source>,
    settings: &Settings,
) -> Option<Compared> {
    if then.zip(now).is_some_and(|(then, now)| then.text() == now.text()) {
        return None;
    }
    let snapshot = |source: Option<&Source>| match source {
        Some(source) => self::snapshot(source, settings),
        None => Some(RegisterSnapshot::default()),
    };
    let path = now.or(then)?.path().to_string();
    Some(Compared { path, snapshots: SnapshotPair::of(snapshot(then)?, snapshot(now)?) })
}
