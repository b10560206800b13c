//! The timelines of all entries of some registers: what was said of each, through all revisions.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::snapshot::{EntrySnapshot, RegisterSnapshot, SnapshotPair};
use super::transitions::{EntryPlace, origins, removed};

/// A commit, or the working tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Nothing for the working tree.
    pub commit: Option<String>,
    pub day: Date,
    pub author: String,
    /// The first line of the commit's message.
    pub subject: String,
    /// The places of its parents among the revisions: the one it was made on, then those that it
    /// merged.
    pub parents: Vec<usize>,
}

/// The first letters of a commit's name, as they are shown.
pub(crate) fn short_commit(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}

/// A register at a revision that changed it.
#[derive(Clone, Debug)]
pub(crate) struct RegisterRevision {
    pub path: Arc<str>,
    /// Nothing if the revision removed the register.
    pub snapshot: Option<Arc<RegisterSnapshot>>,
}

/// A change in a timeline: an entry's new snapshot, its new path, or its end.
#[derive(Debug)]
pub(crate) struct Step {
    /// The place of the revision that made it.
    pub revision: usize,
    /// The entry after the step; if the entry was removed, before it.
    pub snapshot: Arc<EntrySnapshot>,
    /// The path of its register.
    pub path: Arc<str>,
    /// The language of its register.
    pub language: Arc<str>,
    /// The places of the steps before; several if branches were merged.
    pub before: Vec<usize>,
    /// Whether the entry was removed.
    pub is_end: bool,
}

/// The timelines of the entries of some registers.
#[derive(Debug, Default)]
pub(crate) struct Timelines {
    /// All revisions, parents before their children.
    pub revisions: Vec<Revision>,
    /// The steps of all timelines.
    pub steps: Vec<Step>,
    /// For each step, the first step of its timeline.
    first: Vec<usize>,
    /// The registers at the last revision.
    last: RegisterStates,
    /// The steps that removed an entry.
    ends: Vec<usize>,
}

/// The registers at one revision, by their paths.
type RegisterStates = Arc<BTreeMap<Arc<str>, Arc<RegisterState>>>;

/// A register at one revision.
#[derive(Debug)]
struct RegisterState {
    snapshot: Arc<RegisterSnapshot>,
    /// The last step of each of its entries.
    steps: Vec<usize>,
}

/// What a revision made of some registers, while its entries are matched with those of its parents.
struct Matched {
    /// For each register and each of its entries, the steps that the entry comes from.
    before: Vec<Vec<Vec<usize>>>,
    /// The last steps of entries that some parent has and the revision does not have.
    lost: Vec<usize>,
}

impl Timelines {
    /// Follows all entries through some revisions. `changed` returns the registers that a revision
    /// changed, compared with its first parent.
    pub(crate) fn through(
        revisions: Vec<Revision>,
        mut changed: impl FnMut(usize) -> Vec<RegisterRevision>,
    ) -> Self {
        // A revision's registers are kept until its last child has seen them.
        let mut children = vec![0usize; revisions.len()];
        revisions.iter().flat_map(|revision| &revision.parents).for_each(|&at| children[at] += 1);
        let mut states: Vec<RegisterStates> = Vec::with_capacity(revisions.len());
        let mut timelines = Self { revisions, ..Self::default() };
        for at in 0..timelines.revisions.len() {
            let parents = timelines.revisions[at].parents.clone();
            let mut of_parents = parents.into_iter().map(|parent| {
                children[parent] -= 1;
                let state = &mut states[parent];
                if children[parent] == 0 { std::mem::take(state) } else { state.clone() }
            });
            let first = of_parents.next().unwrap_or_default();
            let merged: Vec<RegisterStates> = of_parents.collect();
            states.push(timelines.add_revision(at, first, &merged, changed(at)));
        }
        timelines.last = states.pop().unwrap_or_default();
        timelines
    }

    /// Adds the steps of a revision; returns its registers.
    fn add_revision(
        &mut self,
        revision: usize,
        first: RegisterStates,
        merged: &[RegisterStates],
        mut changed: Vec<RegisterRevision>,
    ) -> RegisterStates {
        changed.extend(kept_by_merge(&first, merged, &changed));
        if changed.is_empty() {
            return first;
        }
        let parents = std::iter::once(&first).chain(merged);
        let matched = match_with_parents(parents, &changed);
        let mut states = first;
        for (RegisterRevision { path, snapshot }, before) in changed.into_iter().zip(matched.before)
        {
            let snapshot = snapshot.unwrap_or_default();
            if snapshot.entries.is_empty() {
                Arc::make_mut(&mut states).remove(&path);
                continue;
            }
            let steps = self.add_steps(revision, &path, &snapshot, before);
            let state = Arc::new(RegisterState { snapshot, steps });
            Arc::make_mut(&mut states).insert(path, state);
        }
        self.end(revision, matched.lost, &states);
        states
    }

    /// Adds a step for each entry of a register that is not as before; returns the last step of
    /// each entry.
    fn add_steps(
        &mut self,
        revision: usize,
        path: &Arc<str>,
        register: &RegisterSnapshot,
        before: Vec<Vec<usize>>,
    ) -> Vec<usize> {
        let mut steps = Vec::with_capacity(register.entries.len());
        for (snapshot, before) in register.entries.iter().zip(before) {
            let unchanged = self.unchanged(snapshot, path, &before);
            steps.push(unchanged.unwrap_or_else(|| {
                self.add(Step {
                    revision,
                    snapshot: snapshot.clone(),
                    path: path.clone(),
                    language: register.language.clone(),
                    before,
                    is_end: false,
                })
            }));
        }
        steps
    }

    /// The earliest of some steps with this snapshot and path.
    fn unchanged(
        &self,
        snapshot: &Arc<EntrySnapshot>,
        path: &str,
        before: &[usize],
    ) -> Option<usize> {
        let is_same = |step: &usize| {
            let step = &self.steps[*step];
            // Comparing two `Arc`s is quick where both are the same one, as nearly always here.
            *step.path == *path && step.snapshot == *snapshot
        };
        let day = |step: &usize| self.revisions[self.steps[*step].revision].day;
        before.iter().copied().filter(is_same).min_by_key(|step| (day(step), *step))
    }

    /// If an entry was removed and is there again: the step that removed it, which is no end any
    /// more.
    fn take_end_of(&mut self, step: &Step) -> Option<usize> {
        let is_same_entry = |&end: &usize| {
            let end = &self.steps[end];
            end.language == step.language
                && end.snapshot.id == step.snapshot.id
                && end.snapshot.title == step.snapshot.title
        };
        let place = self.ends.iter().rposition(is_same_entry)?;
        Some(self.ends.remove(place))
    }

    fn add(&mut self, mut step: Step) -> usize {
        if step.before.is_empty() {
            step.before = self.take_end_of(&step).into_iter().collect();
        }
        let at = self.steps.len();
        self.first.push(step.before.first().map_or(at, |&before| self.first[before]));
        self.steps.push(step);
        at
    }

    /// Ends the timelines of entries that no register has any more.
    fn end(&mut self, revision: usize, lost: Vec<usize>, states: &RegisterStates) {
        if lost.is_empty() {
            return;
        }
        // A timeline that one branch has ended is not ended again when it is merged.
        let steps = states.values().flat_map(|register| &register.steps).chain(&self.ends);
        let mut alive_or_ended: HashSet<usize> = steps.map(|&step| self.first[step]).collect();
        for before in lost {
            if !alive_or_ended.insert(self.first[before]) {
                continue;
            }
            let Step { snapshot, path, language, .. } = &self.steps[before];
            let (snapshot, path, language) = (snapshot.clone(), path.clone(), language.clone());
            let before = vec![before];
            let end = Step { revision, snapshot, path, language, before, is_end: true };
            let end = self.add(end);
            self.ends.push(end);
        }
    }

    /// The last step of each entry that a register has at the last revision, in order.
    pub(crate) fn of_register(&self, path: &str) -> &[usize] {
        self.last.get(path).map_or(&[], |register| &register.steps)
    }

    /// The last step of each entry that was removed and did not come back.
    pub(crate) fn ended(&self) -> impl Iterator<Item = usize> {
        let steps = self.last.values().flat_map(|register| &register.steps);
        let alive: HashSet<usize> = steps.map(|&step| self.first[step]).collect();
        self.ends.iter().copied().filter(move |&end| !alive.contains(&self.first[end]))
    }

    /// The steps in which an entry had an ID that it does not have now, the newest first.
    pub(crate) fn steps_with_former_ids(&self) -> impl Iterator<Item = &Step> {
        let last = self.last.values().flat_map(|register| &register.steps);
        let now: HashMap<usize, &Option<String>> =
            last.map(|&step| (self.first[step], &self.steps[step].snapshot.id)).collect();
        let steps = self.steps.iter().zip(&self.first).rev();
        let former = steps.filter(move |(step, first)| {
            step.snapshot.id.is_some() && now.get(first) != Some(&&step.snapshot.id)
        });
        former.map(|(step, _)| step)
    }

    /// The first step of each timeline.
    pub(crate) fn first_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.before.is_empty())
    }
}

/// Matches the entries of the registers that a revision changed with those of its parents.
fn match_with_parents<'s>(
    parents: impl Iterator<Item = &'s RegisterStates>,
    changed: &[RegisterRevision],
) -> Matched {
    let count = |register: &RegisterRevision| {
        register.snapshot.as_ref().map_or(0, |snapshot| snapshot.entries.len())
    };
    let before = changed.iter().map(|register| vec![Vec::new(); count(register)]).collect();
    let mut matched = Matched { before, lost: Vec::new() };
    for parent in parents {
        let old: Vec<Option<&Arc<RegisterState>>> =
            changed.iter().map(|register| parent.get(&register.path)).collect();
        let pairs: Vec<SnapshotPair> =
            old.iter().zip(changed).map(|(old, new)| snapshot_pair(*old, new)).collect();
        let step = |place: EntryPlace| old[place.register].map(|state| state.steps[place.entry]);
        let origins = origins(&pairs);
        matched.lost.extend(removed(&pairs, &origins).into_iter().filter_map(step));
        let of_entries = matched.before.iter_mut().flatten();
        for (before, origin) in of_entries.zip(origins.into_iter().flatten()) {
            let step = origin.and_then(step).filter(|step| !before.contains(step));
            before.extend(step);
        }
    }
    matched
}

/// The registers in which the parents of a merge differ, and which the merge left as they are in
/// the first parent.
fn kept_by_merge(
    first: &RegisterStates,
    merged: &[RegisterStates],
    changed: &[RegisterRevision],
) -> Vec<RegisterRevision> {
    if merged.iter().all(|other| Arc::ptr_eq(other, first)) {
        return Vec::new();
    }
    let known: HashSet<&Arc<str>> = changed.iter().map(|register| &register.path).collect();
    let paths: BTreeSet<&Arc<str>> = first
        .keys()
        .chain(merged.iter().flat_map(|other| other.keys()))
        .filter(|path| !known.contains(path))
        .collect();
    let state = |states: &RegisterStates, path: &Arc<str>| states.get(path).map(Arc::as_ptr);
    let differs =
        |path: &&Arc<str>| merged.iter().any(|other| state(other, path) != state(first, path));
    let kept = |path: &Arc<str>| RegisterRevision {
        path: path.clone(),
        snapshot: first.get(path).map(|register| register.snapshot.clone()),
    };
    paths.into_iter().filter(differs).map(kept).collect()
}

fn snapshot_pair(old: Option<&Arc<RegisterState>>, new: &RegisterRevision) -> SnapshotPair {
    let before = old.map(|state| RegisterSnapshot::clone(&state.snapshot));
    let after = new.snapshot.as_deref().cloned();
    SnapshotPair::of(before.unwrap_or_default(), after.unwrap_or_default())
}
