//! Whether a gap is repaired in the time promised.

use jiff::civil::Date;

use super::{Life, Stage};
use crate::register::{Policy, TrackedValues};
use crate::vocabulary::Vocabulary;

/// When a gap was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The day.
    pub day: Date,
    /// Whether it was that day, and not perhaps one before.
    pub is_known: bool,
}

/// How a gap stands to the time promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is not repaired, and should be.
    Overdue,
    /// There is time left.
    Due,
    /// It was repaired too late.
    Missed,
    /// It was repaired in time.
    Met,
    /// It is repaired; nobody knows since when.
    Repaired,
    /// It has no date.
    Undated,
}

/// A gap's deadline on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// When it is due.
    pub due: Option<Date>,
    /// The day on which it was repaired, where that is known.
    pub repaired: Option<Date>,
    /// How it stands.
    pub outcome: Outcome,
    /// The days that are left, or were, where that is known; less than none when it is late.
    pub days: Option<i32>,
}

impl Deadline {
    /// That of a gap of which nothing is known.
    pub const NONE: Self =
        Self { due: None, repaired: None, outcome: Outcome::Undated, days: None };

    /// The deadline of a gap whose life is known, on a day.
    pub fn of(life: &Life<'_>, today: Date, policy: &Policy, words: &Vocabulary) -> Option<Self> {
        Some(Self::at(&life.last()?.stage, life.repair(policy, words), today, policy, words))
    }

    /// The deadline of a gap by what is said of it, and when it was repaired, where that is known.
    pub fn at(
        stage: &Stage,
        repair: Option<Repair>,
        today: Date,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Self {
        let tracked = TrackedValues::read(|key| stage.said(key), policy, words);
        let due = tracked.due;
        let is_repaired = tracked.is_repaired(policy, words);
        let in_time = |day: Date| due.is_some_and(|due| day <= due);
        let repair = repair.filter(|_| is_repaired);
        let outcome = match (due, repair) {
            (None, _) if is_repaired => Outcome::Repaired,
            (None, _) => Outcome::Undated,
            // Who was in time on a day, was so before.
            (_, Some(repair)) if in_time(repair.day) => Outcome::Met,
            (_, Some(repair)) if repair.is_known => Outcome::Missed,
            (_, None) if !is_repaired && in_time(today) => Outcome::Due,
            (_, None) if !is_repaired => Outcome::Overdue,
            _ => Outcome::Repaired,
        };
        let repaired = repair.filter(|repair| repair.is_known).map(|repair| repair.day);
        let until = if is_repaired { repaired } else { Some(today) };
        let days = due.zip(until).map(|(due, day)| (due - day).get_days());
        Self { due, repaired, outcome, days }
    }
}
