//! Whether an entry is repaired in the time that its SLA allows.

use jiff::civil::Date;
use serde::Serialize;

use super::entry::{RepairDay, Timeline};
use super::snapshot::EntrySnapshot;
use crate::register::{Policy, TrackedValues};
use crate::vocabulary::Vocabulary;

/// Whether a deadline was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// The entry is not repaired, and its day is past.
    Overdue,
    /// The entry is not repaired, and there is time left.
    Due,
    /// The entry is not repaired, and the team has agreed to live with it for now.
    Accepted,
    /// The entry was repaired too late.
    Missed,
    /// The entry was repaired in time.
    Met,
    /// The entry is repaired, on an unknown day or without a day on which it was due.
    Repaired,
    /// The entry is closed without a repair: its day is neither met nor missed.
    Closed,
    /// The entry has no day on which it is due.
    Undated,
}

/// The deadline of an entry, as it is on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Deadline {
    pub due: Option<Date>,
    /// The day of the repair, if it is known.
    pub repaired: Option<Date>,
    pub outcome: Outcome,
    /// The days that are left, or were left at the repair; negative if it is late. While it is accepted,
    /// those until that ends.
    pub days: Option<i32>,
    /// The last day on which it is or was accepted, if it is not over.
    pub accepted_until: Option<Date>,
}

impl Deadline {
    pub(crate) const NONE: Self = Self {
        due: None,
        repaired: None,
        outcome: Outcome::Undated,
        days: None,
        accepted_until: None,
    };

    /// The deadline of an entry on a day, by its timeline; nothing for an empty timeline.
    pub(crate) fn of(
        timeline: &Timeline<'_>,
        today: Date,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<Self> {
        let repair = timeline.repair_day(policy, words);
        Some(Self::at(&timeline.last()?.snapshot, repair, today, policy, words))
    }

    fn at(
        snapshot: &EntrySnapshot,
        repair: Option<RepairDay>,
        today: Date,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Self {
        let tracked = TrackedValues::read(|key| snapshot.value(key), policy, words);
        let by_priority = || {
            let sla = policy.sla_by_level(|key| snapshot.value(key), words)?;
            Some(sla.due(tracked.first_seen?, &policy.calendar))
        };
        let due = if tracked.states_due { tracked.due } else { tracked.due.or_else(by_priority) };
        let is_repaired = tracked.is_repaired(policy, words);
        let is_closed = tracked.is_closed_unrepaired(policy);
        let is_in_time = |day: Date| due.is_some_and(|due| day <= due);
        let repair = repair.filter(|_| is_repaired);
        let outcome = match (due, repair) {
            _ if is_closed => Outcome::Closed,
            (None, _) if is_repaired => Outcome::Repaired,
            _ if tracked.is_accepted(today, policy, words) => Outcome::Accepted,
            (None, _) => Outcome::Undated,
            // If the repair was not on that day, it was before: in time, too.
            (_, Some(repair)) if is_in_time(repair.day) => Outcome::Met,
            (_, Some(repair)) if repair.is_known => Outcome::Missed,
            (_, None) if !is_repaired && is_in_time(today) => Outcome::Due,
            (_, None) if !is_repaired => Outcome::Overdue,
            _ => Outcome::Repaired,
        };
        let repaired = repair.filter(|repair| repair.is_known).map(|repair| repair.day);
        let until = if is_repaired { repaired } else { Some(today).filter(|_| !is_closed) };
        let accepted_until = tracked.accepted_until.filter(|_| !is_repaired && !is_closed);
        let last = if outcome == Outcome::Accepted { accepted_until } else { due };
        let days = last.zip(until).map(|(last, day)| (last - day).get_days());
        Self { due, repaired, outcome, days, accepted_until }
    }
}
