//! The data that a report shows.

use jiff::civil::Date;
use serde::Serialize;

use super::figures::{Figures, RankedPriority, Window, sorted_priorities};
use super::language::ReportLanguage;
use super::progress::Progress;
use crate::timeline::{Deadline, Outcome, Phase, StepRecord};

/// All data of a report.
#[derive(Debug)]
pub(crate) struct Report {
    /// The title of the only leading register; where there are several, the report has its own.
    pub title: Option<String>,
    /// The day that the report is about.
    pub day: Date,
    /// The newest commit that changed a register, of each repository.
    pub commits: Vec<RepositoryCommit>,
    /// The expression that describes the entries, if they are not all.
    pub condition: Option<String>,
    /// The paths of the registers, as users see them.
    pub registers: Vec<String>,
    /// The states of all registers in order, then those beside a flow that entries were in.
    pub flow: Vec<String>,
    /// The entries of the leading registers, in order.
    pub entries: Vec<ReportEntry>,
    /// The states that each entry was in, including removed entries.
    pub state_histories: Vec<Vec<StateInterval>>,
    /// The days that the figures are about.
    pub window: Window,
    pub figures: Figures,
    /// Whether a repaired entry waits for something more.
    pub is_verified: bool,
    /// The entries on the day with which they are compared, if the history is long enough: the first
    /// day that was asked for, else [`TREND_DAYS`] ago.
    pub before: Option<Vec<Standing>>,
    /// The day of the first commit, if there is a history.
    pub since: Option<Date>,
    /// Whether the clone may lack commits before that.
    pub is_shallow: bool,
    /// The language of the report's own words.
    pub language: ReportLanguage,
}

/// The newest commit that changed a register of a repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct RepositoryCommit {
    /// The name of the repository, where the report has several.
    pub repository: Option<String>,
    pub commit: String,
}

#[derive(Debug)]
pub(crate) struct ReportEntry {
    /// The name of its repository, where the report has several.
    pub repository: Option<String>,
    pub id: Option<String>,
    pub title: String,
    /// The menu path in front of the title.
    pub area: String,
    /// The register and the line.
    pub place: ReportLink,
    /// The language of the register.
    pub language: String,
    /// The status as the register writes it.
    pub status: Option<String>,
    /// The place of its state in the flow of the report.
    pub state: Option<usize>,
    pub progress: Progress,
    pub priority: Option<RankedPriority>,
    pub owner: Option<String>,
    /// Where engineers track it: addresses, or keys of their tracker.
    pub tickets: Vec<String>,
    /// The pages of the manual that it cites.
    pub pages: Vec<ReportLink>,
    /// What `gapreg check` finds in it.
    pub findings: Vec<EntryFinding>,
    pub first_seen: Option<Date>,
    pub deadline: Deadline,
    /// Nothing if the register has no mirror.
    pub translation: Option<Translation>,
    /// The text below the heading, in Markdown.
    pub text: String,
    /// What its revisions changed, the oldest first.
    pub history: Vec<StepRecord>,
}

/// A text, and where it leads to if that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportLink {
    pub text: String,
    /// An address of a forge.
    pub url: Option<String>,
}

/// What a rule found in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryFinding {
    /// Error, warning or info, as in the findings of `gapreg check`.
    pub level: &'static str,
    pub rule: &'static str,
    /// In English.
    pub message: String,
}

/// Whether the mirrors of an entry are up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Translation {
    UpToDate,
    /// What is wrong with them, in words.
    Behind(Vec<String>),
    /// Some mirror does not have the entry.
    Missing,
}

/// A state that an entry was in from a day until the next interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateInterval {
    pub from: Date,
    /// The state, by its place in the flow of the report.
    pub phase: Phase,
    pub progress: Progress,
}

/// The progress of an entry on a day, and the days until it is due; none while it is accepted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub progress: Progress,
    pub days: Option<i32>,
}

impl Standing {
    /// By its deadline on that day.
    pub(crate) fn on(day: Date, progress: Progress, deadline: &Deadline) -> Self {
        let due = deadline.due.filter(|_| deadline.outcome != Outcome::Accepted);
        Self { progress, days: due.map(|due| (due - day).get_days()) }
    }
}

impl ReportEntry {
    /// The ID, behind the repository where the report has several: each may have that ID.
    pub(super) fn shown_id(&self) -> Option<String> {
        let id = self.id.as_deref()?;
        let repository = self.repository.as_deref();
        Some(repository.map_or_else(|| id.to_owned(), |repository| format!("{repository} {id}")))
    }

    /// Whether a team has agreed to live with it for now.
    pub(super) fn is_accepted(&self) -> bool {
        self.deadline.outcome == Outcome::Accepted
    }
}

/// A trend compares the totals with those of so many days ago.
pub(crate) const TREND_DAYS: i32 = 30;

impl Report {
    /// The priorities of the entries, in order.
    pub(super) fn priorities(&self) -> Vec<&str> {
        sorted_priorities(self.entries.iter().map(|entry| entry.priority.as_ref()))
    }

    pub(super) fn count(&self, is_counted: impl Fn(&ReportEntry) -> bool) -> usize {
        self.entries.iter().filter(|entry| is_counted(entry)).count()
    }

    /// The status of an entry, in the spelling of the flow if the flow has it.
    pub(super) fn status<'g>(&'g self, entry: &'g ReportEntry) -> Option<&'g str> {
        let state = entry.state.and_then(|state| self.flow.get(state));
        state.map(String::as_str).or(entry.status.as_deref())
    }

    /// Whether something is known by which entries are old: where there are none, all may be.
    pub(super) fn has_ages(&self) -> bool {
        self.entries.is_empty() || self.entries.iter().any(|entry| entry.first_seen.is_some())
    }

    /// Whether something is known by which deadlines are met or missed.
    pub(super) fn has_deadlines(&self) -> bool {
        let is_judged = |entry: &ReportEntry| {
            use Outcome::{Due, Met, Missed, Overdue};
            matches!(entry.deadline.outcome, Overdue | Due | Met | Missed)
        };
        self.entries.is_empty() || self.entries.iter().any(is_judged)
    }

    /// Whether there are repairs, and a history that may say how long they took.
    pub(super) fn has_repairs(&self) -> bool {
        let all = &self.figures.time_to_fix.all;
        self.since.is_some() && all.count + all.unknown > 0
    }

    /// Of the columns of the entries, those in which some entry has something.
    pub(super) fn used_columns(&self) -> [bool; 8] {
        let any = |has: &dyn Fn(&ReportEntry) -> bool| {
            self.entries.is_empty() || self.entries.iter().any(has)
        };
        [
            true,
            true,
            any(&|entry| entry.status.is_some()),
            any(&|entry| entry.priority.is_some()),
            any(&|entry| entry.owner.is_some()),
            any(&|entry| entry.first_seen.is_some()),
            self.has_deadlines() || any(&|entry| entry.deadline.due.is_some()),
            any(&|entry| entry.translation.is_some()),
        ]
    }

    /// The newest commit, where the report is about one repository.
    pub(super) fn commit(&self) -> Option<&str> {
        match &self.commits[..] {
            [only] if only.repository.is_none() => Some(&only.commit),
            _ => None,
        }
    }

    pub(super) fn outcomes(&self, outcome: Outcome) -> usize {
        self.count(|entry| entry.deadline.outcome == outcome)
    }
}
