//! What changed in the entries of a run's registers from one revision to another.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::mirror;
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::text::{Ordered, Source};
use crate::timeline::{
    ChangeKind, EntryChange, FieldChange, RegisterSnapshot, SnapshotPair, Transition, transitions,
};
use crate::vocabulary::Key;

/// What changed in all registers.
#[derive(Serialize)]
pub(crate) struct RunDifferences {
    version: u8,
    pub registers: Vec<RegisterDifferences>,
}

/// What changed in one register.
#[derive(Serialize)]
pub(crate) struct RegisterDifferences {
    pub path: String,
    pub entries: Vec<EntryDifference>,
}

/// What changed in one entry.
#[derive(Serialize)]
pub(crate) struct EntryDifference {
    pub id: Option<String>,
    pub title: String,
    #[serde(rename = "happening")]
    pub kind: ChangeKind,
    status: Option<String>,
    priority: Option<String>,
    owner: Option<String>,
    pub fields: Vec<FieldChange>,
    /// Its status, priority and owner.
    #[serde(skip)]
    pub summary: String,
}

/// A register at two revisions, with the policy of the later one.
struct RegisterPair {
    path: String,
    policy: Policy,
    snapshots: SnapshotPair,
}

impl RunDifferences {
    /// What changed from the old texts of some registers to the new ones.
    pub(crate) fn between(old: &[Source], new: &[&Source], settings: &Settings) -> Self {
        let pairs = changed_registers(old, new);
        let pairs = pairs.into_iter().filter_map(|(old, new)| RegisterPair::of(old, new, settings));
        let split = |pair: RegisterPair| ((pair.path, pair.policy), pair.snapshots);
        let (owners, snapshots): (Vec<_>, Vec<SnapshotPair>) = pairs.map(split).unzip();
        let registers = owners.into_iter().zip(transitions(&snapshots));
        let registers = registers.map(|((path, policy), transitions)| RegisterDifferences {
            path,
            entries: entry_differences(&transitions, &policy, settings),
        });
        Self { version: 1, registers: registers.collect() }
    }

    /// How many entries changed.
    pub(crate) fn count(&self) -> usize {
        self.registers.iter().map(|register| register.entries.len()).sum()
    }

    /// How many entries changed, each counted once for all languages that paths name.
    pub(crate) fn count_once(&self, settings: &Settings) -> usize {
        let paths: Vec<String> = self.registers.iter().map(|own| own.path.clone()).collect();
        let of_family = |family: Vec<usize>| -> usize {
            let entries = family.iter().flat_map(|&at| &self.registers[at].entries);
            let (named, others): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.id.is_some());
            let ids: HashSet<&String> =
                named.iter().filter_map(|entry| entry.id.as_ref()).collect();
            ids.len() + others.len()
        };
        mirror::families_of_paths(&paths, settings).into_iter().map(of_family).sum()
    }
}

impl RegisterPair {
    /// Reads a register at both revisions; nothing if one of them cannot be read.
    fn of(old: Option<&Source>, new: Option<&Source>, settings: &Settings) -> Option<Self> {
        let old = match old {
            Some(source) => Some(Register::parse(source, settings.reading()).ok()?),
            None => None,
        };
        let new = match new {
            Some(source) => Some(Register::read(source, settings.reading()).ok()?),
            None => None,
        };
        let snapshot = |register: &Option<Register<'_>>| {
            register.as_ref().map(RegisterSnapshot::of).unwrap_or_default()
        };
        let snapshots = SnapshotPair::of(snapshot(&old), snapshot(&new));
        let last = new.or(old)?;
        let path = last.source.path().to_string();
        Some(Self {
            path,
            policy: Policy::of(&last, &settings.promise, &settings.vocabulary),
            snapshots,
        })
    }
}

impl EntryDifference {
    fn of(change: EntryChange<'_>) -> Self {
        let EntryChange { kind, snapshot, fields } = change;
        let value = |key| snapshot.value(key).map(str::to_owned);
        Self {
            id: snapshot.shown_id(),
            title: snapshot.title.clone(),
            kind,
            status: value(Key::Status),
            priority: value(Key::Priority),
            owner: value(Key::Owner),
            fields,
            summary: snapshot.summary(),
        }
    }
}

fn entry_differences(
    transitions: &[Transition],
    policy: &Policy,
    settings: &Settings,
) -> Vec<EntryDifference> {
    let words = &settings.vocabulary;
    let changes = transitions.iter().filter_map(|transition| transition.change(policy, words));
    let mut entries: Vec<EntryDifference> = changes.map(EntryDifference::of).collect();
    entries.order_by_key(|entry| entry.kind);
    entries
}

/// The old and the new text of each register whose text changed: those that are there now in
/// order, then those that are gone.
fn changed_registers<'n>(
    old: &'n [Source],
    new: &[&'n Source],
) -> Vec<(Option<&'n Source>, Option<&'n Source>)> {
    let mut gone: BTreeMap<&str, &Source> =
        old.iter().map(|source| (&**source.path(), source)).collect();
    let mut changed = Vec::new();
    for &source in new {
        let before = gone.remove(&**source.path());
        if before.is_none_or(|before| before.text() != source.text()) {
            changed.push((before, Some(source)));
        }
    }
    changed.extend(gone.into_values().map(|source| (Some(source), None)));
    changed
}
