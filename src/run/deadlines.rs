//! The deadlines of a run's entries on one day.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use crate::register::{Policy, TrackedValues};
use crate::run::repositories::RunRepositories;
use crate::run::timelines::EntryTimelines;
use crate::settings::Settings;
use crate::text::Ordered;
use crate::timeline::{Deadline, EntrySnapshot, EntryTimeline, Outcome, Step, Timeline};
use crate::vocabulary::{Key, Vocabulary};

/// The deadlines of all registers.
#[derive(Serialize)]
pub(crate) struct Deadlines {
    version: u8,
    pub day: Date,
    pub registers: Vec<RegisterDeadlines>,
    #[serde(rename = "summary")]
    pub counts: OutcomeCounts,
}

/// The deadlines of one register.
#[derive(Serialize)]
pub(crate) struct RegisterDeadlines {
    pub path: String,
    /// What its repository is called, where the run has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    pub entries: Vec<EntryDeadline>,
}

/// The deadline of one entry.
#[derive(Serialize)]
pub(crate) struct EntryDeadline {
    pub id: Option<String>,
    pub title: String,
    pub status: Option<String>,
    /// Its status without what is struck out, and without HTML.
    #[serde(skip)]
    pub shown_status: Option<String>,
    pub priority: Option<String>,
    pub owner: Option<String>,
    pub first_seen: Option<Date>,
    sla: Option<String>,
    /// Whether the SLA is that of the priority, because the entry states none.
    pub is_sla_of_priority: bool,
    pub due: Option<Date>,
    pub repaired: Option<Date>,
    pub outcome: Outcome,
    /// The days that are left, or were left at the repair; negative if it is late. While the entry is
    /// accepted, those until that ends.
    pub days: Option<i32>,
    /// The last day on which it is or was accepted, if it is not over.
    pub accepted_until: Option<Date>,
    accepted_by: Option<String>,
    /// The day of the last commit that changed the entry.
    #[serde(skip)]
    pub changed: Option<Date>,
    /// A First Seen or a Due that is no day, by which it could be due.
    #[serde(skip)]
    pub unread_day: Option<UnreadDay>,
}

/// A value that should be a day and is not understood.
pub(crate) struct UnreadDay {
    /// The name of its field.
    pub field: String,
    pub text: String,
}

/// How many entries have each outcome.
#[derive(Default, Serialize)]
pub(crate) struct OutcomeCounts {
    pub overdue: usize,
    pub due: usize,
    /// Not repaired, and accepted for now.
    pub accepted: usize,
    pub met: usize,
    pub missed: usize,
    /// Repaired, where it is not known whether in time.
    pub repaired: usize,
    /// Closed without a repair.
    pub closed: usize,
    pub undated: usize,
}

/// The deadlines that are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DeadlineFilter {
    All,
    Overdue,
    /// Entries that are not repaired and are due on this day or before, or accepted no longer than that.
    DueBy(Date),
}

impl Deadlines {
    /// The deadlines on a day. With `is_past_or_future`, the entries are taken as they are on that
    /// day, and not as they are now.
    pub(crate) fn on(
        day: Date,
        is_past_or_future: bool,
        timelines: &EntryTimelines<'_>,
        settings: &Settings,
    ) -> Self {
        let mut registers: Vec<RegisterDeadlines> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let first_days = timelines.first_days();
        for entry in timelines.leading() {
            let until = is_past_or_future.then(|| entry.timeline.until(day));
            // Where git has the register without the entry, it came later.
            let came_later = is_past_or_future
                && entry.timeline.first_revision().is_some_and(|first| {
                    let before = first_days.get(entry.path.as_str());
                    first.day > day && before.is_some_and(|before| *before < first.day)
                });
            let timeline = until.as_ref().unwrap_or(&entry.timeline);
            let Some(deadline) = EntryDeadline::of(entry, timeline, day, settings) else {
                continue;
            };
            if came_later && deadline.first_seen.is_none() {
                continue;
            }
            let place = *places.entry(&entry.path).or_insert(registers.len());
            if place == registers.len() {
                let path = entry.path.clone();
                registers.push(RegisterDeadlines { path, repository: None, entries: Vec::new() });
            }
            registers[place].entries.push(deadline);
        }
        for register in &mut registers {
            register.entries.order_by_key(|entry| (entry.outcome, entry.due));
        }
        let counts = OutcomeCounts::of(&registers);
        Self { version: 1, day, registers, counts }
    }

    /// Gives entries, by path and ID, the deadlines of others.
    pub(crate) fn promise<'d>(&mut self, other: impl Fn(&str, &str) -> Option<&'d EntryDeadline>) {
        for register in &mut self.registers {
            for entry in &mut register.entries {
                let id = entry.id.as_deref();
                if let Some(other) = id.and_then(|id| other(&register.path, id)) {
                    entry.take_promise(other);
                }
            }
            register.entries.order_by_key(|entry| (entry.outcome, entry.due));
        }
        self.counts = OutcomeCounts::of(&self.registers);
    }

    /// The deadlines of several projects on the same day.
    pub(crate) fn joined(day: Date, parts: Vec<Self>) -> Self {
        let mut registers: Vec<RegisterDeadlines> =
            parts.into_iter().flat_map(|part| part.registers).collect();
        registers.order_by(|a, b| Path::new(&a.path).cmp(Path::new(&b.path)));
        let counts = OutcomeCounts::of(&registers);
        Self { version: 1, day, registers, counts }
    }

    /// Names the repository of each register, where there are several.
    pub(crate) fn name_repositories(&mut self, folder: &Path) {
        let paths = self.registers.iter().map(|register| register.path.as_str());
        let repositories = RunRepositories::of(paths, folder, false);
        if repositories.are_several() {
            for register in &mut self.registers {
                register.repository = repositories.name(&register.path).map(str::to_owned);
            }
        }
    }

    /// Leaves only some of the deadlines; the counts stay those of all.
    pub(crate) fn keep(&mut self, filter: DeadlineFilter) {
        for register in &mut self.registers {
            register.entries.retain(|entry| match filter {
                DeadlineFilter::All => true,
                DeadlineFilter::Overdue => entry.outcome == Outcome::Overdue,
                DeadlineFilter::DueBy(day) => entry.next_day().is_some_and(|next| next <= day),
            });
        }
    }
}

impl RegisterDeadlines {
    /// The path, after the repository where the run has several.
    pub(crate) fn place(&self) -> String {
        let repository = self.repository.as_ref().map(|name| format!("{name}: "));
        format!("{}{}", repository.unwrap_or_default(), self.path)
    }
}

impl EntryDeadline {
    /// The deadline of an entry on a day; nothing if the entry is not there on that day.
    fn of(
        entry: &EntryTimeline<'_>,
        timeline: &Timeline<'_>,
        day: Date,
        settings: &Settings,
    ) -> Option<Self> {
        let (words, policy) = (&settings.vocabulary, &entry.policy);
        let Step { snapshot, is_end, .. } = timeline.last()?;
        let tracked = TrackedValues::read(|key| snapshot.value(key), policy, words);
        if *is_end || tracked.first_seen.is_some_and(|seen| seen > day) {
            return None;
        }
        let deadline = Deadline::of(timeline, day, policy, words)?;
        let value = |key| snapshot.value(key).map(str::to_owned);
        // A day of its own counts more.
        let of_priority =
            policy.sla_by_level(|key| snapshot.value(key), words).filter(|_| !tracked.states_due);
        let changed = timeline.steps().rfind(|(revision, _)| revision.commit.is_some());
        Some(Self {
            id: snapshot.shown_id(),
            title: snapshot.title.clone(),
            status: value(Key::Status),
            shown_status: value(Key::Status).map(|status| shown_status(status, policy, words)),
            priority: tracked.priority.map(str::to_owned).or_else(|| value(Key::Priority)),
            owner: value(Key::Owner),
            first_seen: tracked.first_seen,
            sla: of_priority.map(|sla| sla.to_string()).or_else(|| value(Key::Sla)),
            is_sla_of_priority: of_priority.is_some(),
            due: deadline.due,
            repaired: deadline.repaired,
            outcome: deadline.outcome,
            days: deadline.days,
            accepted_until: deadline.accepted_until,
            accepted_by: value(Key::AcceptedBy),
            changed: changed.map(|(revision, _)| revision.day),
            unread_day: UnreadDay::of(snapshot, policy, words),
        })
    }

    /// Takes the deadline of another entry, with what it follows from.
    fn take_promise(&mut self, other: &Self) {
        self.first_seen = other.first_seen;
        self.sla.clone_from(&other.sla);
        self.is_sla_of_priority = other.is_sla_of_priority;
        self.due = other.due;
        self.repaired = other.repaired;
        self.outcome = other.outcome;
        self.days = other.days;
        self.accepted_until = other.accepted_until;
    }

    /// The next day that matters: on which it is due, or on which its acceptance ends. None if it is
    /// over.
    pub(crate) fn next_day(&self) -> Option<Date> {
        match self.outcome {
            Outcome::Due | Outcome::Overdue => self.due,
            Outcome::Accepted => self.accepted_until,
            _ => None,
        }
    }
}

/// A status without what is struck out, and without HTML.
fn shown_status(status: String, policy: &Policy, words: &Vocabulary) -> String {
    if !status.contains("~~") && !status.contains('<') {
        return status;
    }
    policy.read_status(&status, words).map_or(status.clone(), |whole| whole.text.to_owned())
}

impl UnreadDay {
    fn of(snapshot: &EntrySnapshot, policy: &Policy, words: &Vocabulary) -> Option<Self> {
        [Key::Due, Key::FirstSeen].into_iter().find_map(|key| {
            let text = snapshot.value(key).filter(|text| words.placeholder(text).is_none())?;
            let is_unread = policy.day(key, Some(text), words).is_none();
            is_unread.then(|| Self { field: words.name(key).to_owned(), text: text.to_owned() })
        })
    }
}

impl OutcomeCounts {
    fn of(registers: &[RegisterDeadlines]) -> Self {
        let mut counts = Self::default();
        for entry in registers.iter().flat_map(|register| &register.entries) {
            *match entry.outcome {
                Outcome::Overdue => &mut counts.overdue,
                Outcome::Due => &mut counts.due,
                Outcome::Accepted => &mut counts.accepted,
                Outcome::Missed => &mut counts.missed,
                Outcome::Met => &mut counts.met,
                Outcome::Repaired => &mut counts.repaired,
                Outcome::Closed => &mut counts.closed,
                Outcome::Undated => &mut counts.undated,
            } += 1;
        }
        counts
    }
}
