//! When entries are due, in words.

use jiff::civil::Date;

use crate::finding::counted;
use crate::register::{Entry, Policy, Register, TrackedValues};
use crate::run::Project;

/// The next day that matters for an entry that is not closed.
pub(super) enum NextDay {
    /// It is due.
    Due(Date),
    /// It is accepted until then, and not due before.
    AcceptedUntil(Date),
}

impl NextDay {
    pub(super) fn of(
        register: &Register<'_>,
        entry: &Entry,
        policy: &Policy,
        project: &Project,
    ) -> Option<Self> {
        let words = &project.settings.vocabulary;
        let tracked = TrackedValues::of(register, entry, policy, words);
        if tracked.is_accepted(project.today, policy, words) {
            tracked.accepted_until.map(Self::AcceptedUntil)
        } else {
            tracked.due.filter(|_| !tracked.is_over(policy, words)).map(Self::Due)
        }
    }

    pub(super) fn day(&self) -> Date {
        let (Self::Due(day) | Self::AcceptedUntil(day)) = self;
        *day
    }

    /// `due 2026-03-01`
    pub(super) fn label(&self) -> String {
        match self {
            Self::Due(day) => format!("due {day}"),
            Self::AcceptedUntil(day) => format!("accepted until {day}"),
        }
    }

    /// `due in 2 days`, `due today`, `overdue by 1 day`, `accepted for 3 days more`.
    pub(super) fn in_words(&self, today: Date) -> String {
        let days = (self.day() - today).get_days();
        let count = counted(days.unsigned_abs() as usize, "day", "days");
        match (self, days) {
            (Self::Due(_), 0) => "due today".to_owned(),
            (Self::Due(_), 1..) => format!("due in {count}"),
            (Self::Due(_), _) => format!("overdue by {count}"),
            (Self::AcceptedUntil(_), 0) => "accepted until today".to_owned(),
            (Self::AcceptedUntil(_), _) => format!("accepted for {count} more"),
        }
    }
}
