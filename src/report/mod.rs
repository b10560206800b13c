//! What a team looks at: totals, plots and every entry, as one page, as Markdown, or plot by plot.

mod badges;
mod counts;
mod html;
mod markdown;
mod plot;
mod plots;
mod prose;
mod totals;
mod words;

use jiff::civil::Date;

use crate::timeline::{Deadline, Outcome, Phase};
use crate::values::split_id;

pub use html::page;
pub use markdown::markdown;
pub use plots::{Picture, drawing};
pub use words::Tongue;

/// All that a report tells.
#[derive(Debug)]
pub struct Report {
    /// The day it is told on.
    pub day: Date,
    /// The newest commit, where there is one.
    pub commit: Option<String>,
    /// The registers, as users name them.
    pub registers: Vec<String>,
    /// The states in order, of all registers together.
    pub flow: Vec<String>,
    /// The entries as they stand, in order.
    pub gaps: Vec<Gap>,
    /// When each entry came to which state, those that are gone included.
    pub tracks: Vec<Track>,
    /// How entries stood a while ago, where history reaches so far.
    pub before: Option<Vec<Seen>>,
    /// The day of the first commit, where there is a history.
    pub since: Option<Date>,
    /// What the page says for itself.
    pub tongue: Tongue,
}

/// One entry.
#[derive(Debug)]
pub struct Gap {
    /// Its ID.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// The menu path before it.
    pub area: String,
    /// The register.
    pub path: String,
    /// The language of it.
    pub language: String,
    /// Its status as written.
    pub status: Option<String>,
    /// Its place in the flow of the report.
    pub state: Option<usize>,
    /// How far it has come.
    pub progress: Progress,
    /// Its priority.
    pub priority: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
    /// When it was first seen.
    pub first_seen: Option<Date>,
    /// Its deadline.
    pub deadline: Deadline,
    /// How its translations stand; none where there are none.
    pub translation: Option<Translation>,
    /// Its text below the heading, in Markdown.
    pub text: String,
    /// What became of it, the oldest first.
    pub history: Vec<Event>,
}

/// How far translations are in step with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translation {
    /// All say the same.
    InStep,
    /// Something is wrong with them: what, in words.
    Behind(Vec<String>),
    /// Some language does not have it.
    Missing,
}

/// What a commit made of an entry.
#[derive(Debug)]
pub struct Event {
    /// The day.
    pub day: Date,
    /// The commit; nothing for what is not committed.
    pub commit: Option<String>,
    /// Whether it was new.
    pub is_added: bool,
    /// Its state, its priority and whose it was.
    pub gist: String,
    /// Each field that changed: its name, what it said, and what it says.
    pub fields: Vec<(String, Option<String>, Option<String>)>,
}

/// How far an entry has come, whatever its states are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// In the first state, or in none that is known.
    Open,
    /// Beyond the first.
    Started,
    /// Repaired, and something is left to do.
    Repaired,
    /// In the last.
    Done,
}

impl Progress {
    fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Started)
    }
}

/// When an entry came to which state: each holds until the next.
pub type Track = Vec<Spell>;

/// A state that an entry was in from a day on.
#[derive(Clone, Copy, Debug)]
pub struct Spell {
    /// The day.
    pub day: Date,
    /// The state, by its place in the flow of the report.
    pub phase: Phase,
    /// How far that is.
    pub progress: Progress,
}

/// What an entry was on a day.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// How far it had come.
    pub progress: Progress,
    /// The days that were left.
    pub days: Option<i32>,
}

/// How far back trends look, in days.
pub const BACK: i32 = 30;

/// Whether a file holds a report, or a picture of one.
pub fn is_one(text: &str) -> bool {
    text.starts_with(markdown::MARK)
        || text.trim_end().ends_with(markdown::MARK)
        || text.lines().take(20).any(|line| line == html::GENERATOR)
}

impl Report {
    /// The priorities in use, in order.
    fn priorities(&self) -> Vec<&str> {
        let mut priorities: Vec<&str> =
            self.gaps.iter().filter_map(|gap| gap.priority.as_deref()).collect();
        priorities.sort_unstable_by_key(|name| {
            let (word, number, _) = split_id(name).unwrap_or((name, 0, 0));
            (word, number, *name)
        });
        priorities.dedup();
        priorities
    }

    fn count(&self, is_counted: impl Fn(&Gap) -> bool) -> usize {
        self.gaps.iter().filter(|gap| is_counted(gap)).count()
    }

    /// The status of an entry under one name, however it is written.
    fn status<'g>(&'g self, gap: &'g Gap) -> Option<&'g str> {
        let state = gap.state.and_then(|state| self.flow.get(state));
        state.map(String::as_str).or(gap.status.as_deref())
    }

    fn outcomes(&self, outcome: Outcome) -> usize {
        self.count(|gap| gap.deadline.outcome == outcome)
    }
}
