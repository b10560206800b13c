//! The days that figures are about.

use jiff::ToSpan;
use jiff::civil::Date;

/// The days that figures are about: from a day, or from the beginning, to today.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub today: Date,
    /// The first day that counts; without one, all do.
    pub since: Option<Date>,
    /// An entry is stuck after so many days without a change.
    pub stuck_after: u32,
}

/// What was done lately was done within so many days, where no first day is named.
const LATELY: i32 = 30;

impl Window {
    pub(super) fn has(self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day)
    }

    /// The first of the days that are lately.
    pub(crate) fn lately(self) -> Date {
        let first = self.today.checked_sub((LATELY - 1).days()).unwrap_or(Date::MIN);
        self.since.unwrap_or(first)
    }
}
