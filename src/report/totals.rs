//! The totals at the top of a report, and what they were before.

use super::data::{Report, ReportEntry, Standing};
use super::progress::Progress;
use super::words::filled;

/// A number of entries.
pub(super) struct Total {
    /// Its name in JSON.
    pub key: &'static str,
    pub name: String,
    pub count: u32,
    /// The number before, if the history is long enough.
    pub before: Option<u32>,
    pub is_alarming: bool,
}

/// An entry is due soon if it is due within so many days.
const SOON: i32 = 7;

impl Report {
    /// The totals, in order.
    pub(super) fn totals(&self) -> Vec<Total> {
        let words = self.language.words();
        let days_left = |standing: &Standing| standing.days.filter(|_| standing.progress.is_open());
        let is_overdue = |standing: &Standing| days_left(standing).is_some_and(|days| days < 0);
        let is_soon = |standing: &Standing| {
            days_left(standing).is_some_and(|days| (0..=SOON).contains(&days))
        };
        let overdue = self.total("overdue", words.overdue, is_overdue);
        let waiting = |standing: &Standing| standing.progress == Progress::Repaired;
        let mut totals =
            vec![self.total("open", words.open, |standing| standing.progress.is_open())];
        // A number about deadlines says nothing where no entry has one.
        if self.has_deadlines() {
            totals.push(Total { is_alarming: overdue.count > 0, ..overdue });
            totals.push(self.total("due_soon", words.due_soon, is_soon));
        }
        if self.is_verified {
            totals.push(self.total("awaiting", words.awaiting, waiting));
        }
        totals.push(self.total("done", words.done, |standing| standing.progress == Progress::Done));
        let closed = self.total("unrepaired", words.unrepaired, |standing| {
            standing.progress == Progress::Closed
        });
        // Registers without such states have no use for the line.
        if closed.count > 0 || closed.before.is_some_and(|before| before > 0) {
            totals.push(closed);
        }
        totals.extend(self.happened());
        totals
    }

    /// What has no number of before: entries that nobody changed, and those that were reopened.
    fn happened(&self) -> Vec<Total> {
        let (words, figures) = (self.language.words(), &self.figures);
        let stuck = filled(words.of_figures.stuck, &[&figures.stuck.after_days]);
        let accepted = self.count(ReportEntry::is_accepted);
        let numbers = [
            ("accepted", words.of_figures.accepted.to_owned(), accepted),
            ("stuck", stuck, figures.stuck.count),
            ("reopened", words.of_figures.reopened.to_owned(), figures.reopened.entries),
        ];
        let numbers = numbers.into_iter().filter(|(_, _, count)| *count > 0);
        let total = |(key, name, count)| Total {
            key,
            name,
            count: u32::try_from(count).unwrap_or(u32::MAX),
            before: None,
            is_alarming: false,
        };
        numbers.map(total).collect()
    }

    fn total(
        &self,
        key: &'static str,
        name: &str,
        is_counted: impl Fn(&Standing) -> bool,
    ) -> Total {
        let before = self.before.as_ref();
        let before = before.map(|standings| {
            standings.iter().filter(|standing| is_counted(standing)).count() as u32
        });
        let count =
            self.entries.iter().filter(|entry| is_counted(&self.standing(entry))).count() as u32;
        Total { key, name: name.to_owned(), count, before, is_alarming: false }
    }

    fn standing(&self, entry: &ReportEntry) -> Standing {
        Standing::on(self.day, entry.progress, &entry.deadline)
    }
}
