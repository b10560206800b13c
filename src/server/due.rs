//! When entries are due, in words.

use jiff::civil::Date;

use crate::finding::counted;
use crate::register::{Entry, Policy, Register, TrackedValues};
use crate::run::Project;

/// The day on which an entry that is not closed is due.
pub(super) fn due_day(
    register: &Register<'_>,
    entry: &Entry,
    policy: &Policy,
    project: &Project,
) -> Option<Date> {
    let words = &project.settings.vocabulary;
    let tracked = TrackedValues::of(register, entry, policy, words);
    tracked.due.filter(|_| !tracked.is_over(policy, words))
}

/// `due in 2 days`, `due today`, `overdue by 1 day`.
pub(super) fn in_words(due: Date, today: Date) -> String {
    let days = (due - today).get_days();
    let count = counted(days.unsigned_abs() as usize, "day", "days");
    match days {
        0 => "due today".to_owned(),
        1.. => format!("due in {count}"),
        _ => format!("overdue by {count}"),
    }
}
