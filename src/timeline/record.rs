//! The timeline of an entry as it is written out: by `log` and `report`, as text and as JSON.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::entry::{EntryPhase, Phase, Timeline};
use super::entry_change::{ChangeKind, EntryChange, FieldChange};
use super::mirror_timing::{FollowUp, LeadingChange, MirrorTimeline};
use super::timelines::{Revision, Step};
use crate::register::{Policy, StatusMeaning};
use crate::vocabulary::Vocabulary;

/// The timeline of an entry, with what is needed to write it out.
pub(crate) struct EntryTimeline<'l> {
    /// The path of its register.
    pub path: String,
    pub timeline: Timeline<'l>,
    /// The policy of its register.
    pub policy: Arc<Policy>,
    /// The timelines of its mirrored entries.
    pub mirrors: Vec<MirrorTimeline<'l>>,
    /// The timelines of its counterparts in other languages, where these were removed and it was
    /// not.
    pub removed: Vec<MirrorTimeline<'l>>,
}

#[derive(Serialize)]
pub(crate) struct TimelineRecord {
    pub id: Option<String>,
    pub title: String,
    pub path: String,
    pub is_gone: bool,
    /// The languages in which it was removed, where it is there in another one.
    pub gone_in: Vec<GoneRecord>,
    pub steps: Vec<StepRecord>,
    pub states: Vec<StateRecord>,
}

/// When an entry was removed in one language.
#[derive(Debug, Serialize)]
pub(crate) struct GoneRecord {
    pub language: String,
    /// Nothing if that is not committed yet.
    pub commit: Option<String>,
    pub day: Date,
}

/// What one revision changed in an entry.
#[derive(Debug, Serialize)]
pub(crate) struct StepRecord {
    pub commit: Option<String>,
    pub day: Date,
    pub author: String,
    pub subject: String,
    pub path: String,
    pub id: Option<String>,
    #[serde(rename = "happening")]
    pub kind: ChangeKind,
    pub fields: Vec<FieldChange>,
    pub mirrors: Vec<MirrorRecord>,
    /// Status, priority and owner after the change.
    #[serde(skip)]
    pub summary: String,
}

/// When a mirror took over a change.
#[derive(Debug, Serialize)]
pub(crate) struct MirrorRecord {
    pub language: String,
    pub followed: &'static str,
    pub commit: Option<String>,
    pub day: Option<Date>,
    /// The days from the change until then.
    pub days: Option<i32>,
}

/// A state, and how long an entry was in it.
#[derive(Serialize)]
pub(crate) struct StateRecord {
    /// Nothing for a status that means no state.
    pub state: Option<String>,
    /// The word for it that a reader sees.
    #[serde(skip)]
    pub word: Option<String>,
    pub from: Date,
    /// Nothing for the last state.
    pub until: Option<Date>,
    pub days: i32,
}

impl EntryTimeline<'_> {
    pub(crate) fn record(&self, today: Date, words: &Vocabulary) -> TimelineRecord {
        let last = self.timeline.last();
        let snapshot = last.map(|last| &last.snapshot);
        TimelineRecord {
            id: snapshot.and_then(|snapshot| snapshot.shown_id()),
            title: snapshot.map_or(String::new(), |snapshot| snapshot.heading.clone()),
            path: self.path.clone(),
            is_gone: last.is_some_and(|last| last.is_end),
            gone_in: self.removed.iter().filter_map(GoneRecord::of).collect(),
            steps: self.step_records(words),
            states: self.state_records(today, words),
        }
    }

    /// Its steps, without those that changed nothing that is written out.
    pub(crate) fn step_records(&self, words: &Vocabulary) -> Vec<StepRecord> {
        let mut records = Vec::new();
        let mut path: Option<&str> = None;
        for (revision, step) in self.timeline.steps() {
            let has_moved = path.replace(&step.path).is_some_and(|path| path != &*step.path);
            let change = self.timeline.change(step, &self.policy, words);
            let move_only = || EntryChange {
                kind: ChangeKind::Changed,
                snapshot: &step.snapshot,
                fields: Vec::new(),
            };
            if let Some(change) = change.or_else(|| has_moved.then(move_only)) {
                records.push(self.step_record(revision, step, change, words));
            }
        }
        records
    }

    fn step_record(
        &self,
        revision: &Revision,
        step: &Step,
        change: EntryChange<'_>,
        words: &Vocabulary,
    ) -> StepRecord {
        // A mirror has nothing to take over from a move, or from a removal that was undone.
        let is_last = || self.timeline.last().is_some_and(|last| std::ptr::eq(last, step));
        let is_for_mirrors = if step.is_end {
            is_last()
        } else {
            !change.fields.is_empty() || change.kind == ChangeKind::Added
        };
        let leading =
            LeadingChange { step, day: revision.day, change: &change, policy: &self.policy, words };
        let mirrors = self.mirrors.iter().filter(|_| is_for_mirrors);
        let mirrors = mirrors.map(|mirror| {
            MirrorRecord::of(&mirror.language, leading.follow_up(mirror), revision.day)
        });
        StepRecord {
            commit: revision.commit.clone(),
            day: revision.day,
            author: revision.author.clone(),
            subject: revision.subject.clone(),
            path: step.path.to_string(),
            id: step.snapshot.shown_id(),
            kind: change.kind,
            mirrors: mirrors.collect(),
            summary: step.snapshot.summary(),
            fields: change.fields,
        }
    }

    fn state_records(&self, today: Date, words: &Vocabulary) -> Vec<StateRecord> {
        let phases = self.timeline.phases(&self.policy, words);
        let ends = phases.iter().skip(1).map(|next| Some(next.revision.day)).chain([None]);
        let record = |(entry, until): (&EntryPhase<'_>, Option<Date>)| {
            let state = match entry.phase {
                Phase::State(state) => Some(StatusMeaning::Flow(state)),
                Phase::Further(state) => Some(StatusMeaning::Further(state)),
                Phase::Other => None,
                Phase::Gone => return None,
            };
            let shown =
                |state| self.policy.shown_state(state, entry.status.unwrap_or_default(), words);
            let from = entry.revision.day;
            Some(StateRecord {
                word: state.map(|state| shown(state).to_owned()),
                state: state.map(|state| self.policy.state_name(state).to_owned()),
                from,
                until,
                days: days_between(from, until.unwrap_or(today)),
            })
        };
        phases.iter().zip(ends).filter_map(record).collect()
    }
}

impl GoneRecord {
    fn of(mirror: &MirrorTimeline<'_>) -> Option<Self> {
        let (revision, _) = mirror.timeline.steps().next_back()?;
        let language = mirror.language.clone();
        Some(Self { language, commit: revision.commit.clone(), day: revision.day })
    }
}

impl MirrorRecord {
    fn of(language: &str, follow_up: FollowUp<'_>, day: Date) -> Self {
        let (followed, revision) = match follow_up {
            FollowUp::Before => ("before", None),
            FollowUp::SameCommit => ("along", None),
            FollowUp::Later(revision) => ("later", Some(revision)),
            FollowUp::Accepted => ("accepted", None),
            FollowUp::NotYet => ("not-yet", None),
        };
        Self {
            language: language.to_owned(),
            followed,
            commit: revision.and_then(|revision| revision.commit.clone()),
            day: revision.map(|revision| revision.day),
            days: revision.map(|revision| days_between(day, revision.day)),
        }
    }
}

/// The days from one day to another; none if the clocks of two commits disagree.
fn days_between(from: Date, until: Date) -> i32 {
    (until - from).get_days().max(0)
}
