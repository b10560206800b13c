//! The timeline of one entry.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::entry_change::EntryChange;
use super::snapshot::EntrySnapshot;
use super::timelines::{Revision, Step, Timelines};
use crate::register::{Policy, StatusMeaning};
use crate::vocabulary::{Key, Vocabulary};

/// The state of an entry, or that it is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Phase {
    /// A state, by its place in the status flow.
    State(usize),
    /// A state beside the flow, by its place among them.
    Further(usize),
    /// A status that means no state, or none.
    Other,
    /// The entry was removed.
    Gone,
}

/// A phase, and the revision that it began with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryPhase<'l> {
    pub revision: &'l Revision,
    pub phase: Phase,
    /// What the entry said when it began.
    pub status: Option<&'l str>,
}

/// When an entry was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RepairDay {
    pub day: Date,
    /// Whether it was that day; else it may have been any day before.
    pub is_known: bool,
}

/// The timeline of one entry: all its steps, the oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Timeline<'l> {
    timelines: &'l Timelines,
    steps: Vec<usize>,
}

impl Timelines {
    /// The timeline that leads to a step.
    pub(crate) fn timeline(&self, last: usize) -> Timeline<'_> {
        let (mut steps, mut rest) = (HashSet::new(), vec![last]);
        while let Some(step) = rest.pop() {
            if steps.insert(step) {
                rest.extend(&self.steps[step].before);
            }
        }
        let mut steps: Vec<usize> = steps.into_iter().collect();
        steps.sort_unstable();
        Timeline { timelines: self, steps }
    }

    fn revision_of(&self, step: usize) -> &Revision {
        &self.revisions[self.steps[step].revision]
    }
}

impl<'l> Timeline<'l> {
    /// Its steps, each with the revision that made it.
    pub(crate) fn steps(&self) -> impl DoubleEndedIterator<Item = (&'l Revision, &'l Step)> {
        let timelines = self.timelines;
        self.steps.iter().map(move |&at| (timelines.revision_of(at), &timelines.steps[at]))
    }

    /// The revision that added the entry.
    pub(crate) fn first_revision(&self) -> Option<&'l Revision> {
        self.steps().next().map(|(revision, _)| revision)
    }

    pub(crate) fn last(&self) -> Option<&'l Step> {
        self.steps().next_back().map(|(_, step)| step)
    }

    /// The timeline up to a day; at least its first step.
    pub(crate) fn until(&self, day: Date) -> Self {
        let line = self.line();
        let is_past = |at: &&usize| self.timelines.revision_of(**at).day <= day;
        let last = line.iter().rev().find(is_past).or(line.first());
        last.map_or_else(|| self.clone(), |&last| self.timelines.timeline(last))
    }

    /// The steps that led to the last one, without side branches. Of merged branches, it takes the
    /// one that was the first to have the status that the merge kept.
    fn line(&self) -> Vec<usize> {
        let status = |step: usize| self.timelines.steps[step].snapshot.value(Key::Status);
        // For each step, the step that set the status which the entry has there.
        let mut set_status: HashMap<usize, usize> = HashMap::new();
        let mut parent: HashMap<usize, usize> = HashMap::new();
        for &at in &self.steps {
            let before = &self.timelines.steps[at].before;
            let alike = before.iter().filter(|before| status(**before) == status(at));
            let first = alike.min_by_key(|before| set_status.get(before)).copied();
            let origin = first.and_then(|first| set_status.get(&first).copied()).unwrap_or(at);
            set_status.insert(at, origin);
            parent.extend(first.or(before.first().copied()).map(|before| (at, before)));
        }
        let last = self.steps.last().copied();
        let mut line: Vec<usize> =
            std::iter::successors(last, |at| parent.get(at).copied()).collect();
        line.reverse();
        line
    }

    /// What a step changed; nothing if the entry only moved to another file.
    pub(crate) fn change(
        &self,
        step: &'l Step,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<EntryChange<'l>> {
        let after = (!step.is_end).then_some(&*step.snapshot);
        let before = step.before.iter().map(|&before| &self.timelines.steps[before]);
        let before: Vec<&'l EntrySnapshot> =
            before.filter(|before| !before.is_end).map(|before| &*before.snapshot).collect();
        let mut change = EntryChange::between(before.first().copied(), after, policy, words)?;
        // A merge changed the fields that are not as in any of its parents.
        for before in before.iter().skip(1) {
            let other = EntryChange::between(Some(before), after, policy, words)?;
            let differs_too = |name: &str| other.fields.iter().any(|field| field.field == name);
            change.fields.retain(|field| differs_too(&field.field));
        }
        Some(change)
    }

    /// The phases that the entry went through, in order.
    pub(crate) fn phases(&self, policy: &Policy, words: &Vocabulary) -> Vec<EntryPhase<'l>> {
        let mut phases: Vec<EntryPhase<'l>> = Vec::new();
        for at in self.line() {
            let step = &self.timelines.steps[at];
            let status = step.snapshot.value(Key::Status);
            let phase = match status.and_then(|text| policy.meaning(text, words)) {
                _ if step.is_end => Phase::Gone,
                Some(StatusMeaning::Flow(state)) => Phase::State(state),
                Some(StatusMeaning::Further(state)) => Phase::Further(state),
                None => Phase::Other,
            };
            if phases.last().is_none_or(|last| last.phase != phase) {
                phases.push(EntryPhase { revision: self.timelines.revision_of(at), phase, status });
            }
        }
        phases
    }

    /// When the entry was repaired, if it is repaired now: on the day that its status or another field states,
    /// or that of the commit.
    pub(super) fn repair_day(&self, policy: &Policy, words: &Vocabulary) -> Option<RepairDay> {
        let first_repaired = policy.repaired_from(words);
        let mut phases = self.phases(policy, words);
        // An entry that was removed by mistake came back as it was.
        phases.retain(|entry| entry.phase != Phase::Gone);
        let is_repaired = |entry: &&EntryPhase<'_>| matches!(entry.phase, Phase::State(at) if at >= first_repaired);
        let count = phases.iter().rev().take_while(is_repaired).count();
        let first = phases[phases.len() - count..].first()?;
        // An entry that was added as repaired was repaired at some time before.
        let seen = RepairDay { day: first.revision.day, is_known: count < phases.len() };
        let last = self.last().map(|step| &step.snapshot);
        let status = last.and_then(|snapshot| snapshot.value(Key::Status));
        let stated = status.and_then(|status| policy.day_of_status(status, words));
        let stated = stated.or_else(|| last?.closing_day(words));
        let Some(day) = stated.filter(|&day| day <= seen.day) else { return Some(seen) };
        // A later state than that of a repair has its own day.
        let is_first = phases.last()?.phase == Phase::State(first_repaired);
        let closes = || status.is_some_and(|status| policy.closes_without_repair(status, words));
        let is_of_repair = is_first || (count == 1 && closes());
        Some(if is_of_repair {
            RepairDay { day, is_known: true }
        } else {
            RepairDay { day, ..seen }
        })
    }
}
