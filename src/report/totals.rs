//! The few numbers that come first, and what they were a while ago.

use super::{Gap, Progress, Report, Seen};

/// A number and what it was.
pub(super) struct Total {
    pub name: String,
    pub count: u32,
    /// Nothing where no history reaches so far.
    pub then: Option<u32>,
    pub is_alarming: bool,
}

/// What is due within so many days is due soon.
const SOON: i32 = 7;

impl Report {
    /// The totals, in order.
    pub(super) fn totals(&self) -> Vec<Total> {
        let words = self.tongue.words();
        let days_left = |seen: &Seen| seen.days.filter(|_| seen.progress.is_open());
        let is_overdue = |seen: &Seen| days_left(seen).is_some_and(|days| days < 0);
        let is_soon = |seen: &Seen| days_left(seen).is_some_and(|days| (0..=SOON).contains(&days));
        let overdue = self.total(words.overdue, is_overdue);
        let waiting = |seen: &Seen| seen.progress == Progress::Repaired;
        vec![
            self.total(words.open, |seen| seen.progress.is_open()),
            Total { is_alarming: overdue.count > 0, ..overdue },
            self.total(words.due_soon, is_soon),
            self.total(words.awaiting, waiting),
            self.total(words.done, |seen| seen.progress == Progress::Done),
        ]
    }

    fn total(&self, name: &str, is_counted: impl Fn(&Seen) -> bool) -> Total {
        let then = self.before.as_ref();
        let then = then.map(|seen| seen.iter().filter(|seen| is_counted(seen)).count() as u32);
        let count = self.gaps.iter().filter(|gap| is_counted(&self.seen(gap))).count() as u32;
        Total { name: name.to_owned(), count, then, is_alarming: false }
    }

    fn seen(&self, gap: &Gap) -> Seen {
        let days = gap.deadline.due.map(|due| (due - self.day).get_days());
        Seen { progress: gap.progress, days }
    }
}
