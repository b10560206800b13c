//! The deadlines that were kept.

use serde::Serialize;

use super::life::Life;
use super::month::Month;
use super::priorities::RankedPriority;
use super::split::{Counted, Split};
use super::window::Window;
use crate::timeline::Outcome;

/// How many deadlines were kept. Each deadline whose day has come is in one of the four.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct DeadlineCounts {
    /// Repaired in time.
    pub kept: usize,
    /// Repaired too late.
    pub missed: usize,
    /// Not repaired, and the day is past.
    pub overdue: usize,
    /// Repaired on a day that git cannot say.
    pub unknown: usize,
}

/// How many deadlines were kept, and their share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct KeptShare {
    #[serde(flatten)]
    pub counts: DeadlineCounts,
    /// The share of those kept among those that are known, in percent.
    pub percent: Option<usize>,
}

impl DeadlineCounts {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Met => self.kept += 1,
            Outcome::Missed => self.missed += 1,
            Outcome::Overdue => self.overdue += 1,
            Outcome::Repaired => self.unknown += 1,
            _ => {}
        }
    }

    fn share(self) -> KeptShare {
        let known = self.kept + self.missed + self.overdue;
        // Half a percent is rounded up.
        let percent = (known > 0).then(|| (self.kept * 200 + known) / (known * 2).max(1));
        KeptShare { counts: self, percent }
    }
}

/// The deadlines whose day has come, each in the month of that day.
pub(super) fn deadlines(lives: &[Life], window: Window) -> Split<KeptShare> {
    let come = lives.iter().filter(|life| is_due_in(life, window));
    let come: Vec<DueLife<'_>> = come.map(DueLife).collect();
    Split::of(&come, |lives| {
        let mut counts = DeadlineCounts::default();
        for life in lives {
            counts.add(life.0.outcome);
        }
        counts.share()
    })
}

struct DueLife<'l>(&'l Life);

impl Counted for DueLife<'_> {
    fn priority(&self) -> Option<&RankedPriority> {
        self.0.priority.as_ref()
    }

    fn month(&self) -> Option<Month> {
        self.0.due.map(Month::of)
    }
}

/// Whether the day of its deadline has come, in the window, and it says something.
fn is_due_in(life: &Life, window: Window) -> bool {
    use Outcome::{Met, Missed, Overdue, Repaired};
    // An open entry that was removed has no deadline any more.
    let is_there = life.now().is_some() || life.repaired().is_some();
    let is_judged = matches!(life.outcome, Met | Missed | Overdue | Repaired);
    let has_come = life.due.is_some_and(|due| due <= window.today && window.has(due));
    is_there && is_judged && has_come
}
