//! Working days.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The days that are no working days.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    weekend: Vec<Weekday>,
    holidays: BTreeSet<Date>,
    /// Month and day of the holidays of every year.
    yearly: BTreeSet<(i8, i8)>,
    /// Whether all durations in hours or days are in business days.
    pub(crate) counts_business_days: bool,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            holidays: BTreeSet::new(),
            yearly: BTreeSet::new(),
            counts_business_days: false,
        }
    }
}

impl Calendar {
    /// The same calendar with another weekend; none where no working day is left.
    #[must_use]
    pub(crate) fn with_weekend(self, weekend: Vec<Weekday>) -> Option<Self> {
        let is_work = Weekday::Monday.cycle_forward().take(7).any(|day| !weekend.contains(&day));
        is_work.then_some(Self { weekend, ..self })
    }

    /// Adds a holiday: `2026-05-01`, or `05-01` for every year. Returns false for any other text.
    pub(crate) fn add_holiday(&mut self, text: &str) -> bool {
        // 2024 is a leap year, so that 02-29 is a date.
        let (day, is_yearly) = match text.len() {
            5 => (format!("2024-{text}").parse::<Date>(), true),
            10 => (text.parse(), false),
            _ => return false,
        };
        let Ok(day) = day else { return false };
        if is_yearly {
            self.yearly.insert((day.month(), day.day()));
        } else {
            self.holidays.insert(day);
        }
        true
    }

    /// Whether a day is a working day.
    pub(crate) fn is_working(&self, day: Date) -> bool {
        !self.weekend.contains(&day.weekday())
            && !self.holidays.contains(&day)
            && !self.yearly.contains(&(day.month(), day.day()))
    }

    /// The first working day from `day` on.
    pub(crate) fn working_from(&self, day: Date) -> Date {
        let mut day = day;
        while !self.is_working(day) && day != Date::MAX {
            day = day.saturating_add(1.day());
        }
        day
    }

    /// The day that is a number of working days after `start`.
    pub(crate) fn after(&self, start: Date, working_days: u32) -> Date {
        let next = |day: Date, _| self.working_from(day.saturating_add(1.day()));
        (0..working_days).fold(start, next)
    }

    /// The day that is a number of working days before `end`.
    pub(crate) fn before(&self, end: Date, working_days: u32) -> Date {
        let last = |day: Date, _| {
            let mut day = day.saturating_sub(1.day());
            while !self.is_working(day) && day != Date::MIN {
                day = day.saturating_sub(1.day());
            }
            day
        };
        (0..working_days).fold(end, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_are_of_one_year_or_every_year_and_some_day_is_a_working_day() {
        let mut calendar = Calendar::default();
        for text in ["2026-05-01", "05-01", "02-29"] {
            assert!(calendar.add_holiday(text), "{text}");
        }
        for text in ["", "1 May", "2026-5-1", "13-01", "02-30", "2026-05-01T00", "20260501"] {
            assert!(!calendar.add_holiday(text), "{text}");
        }
        let week = Weekday::Monday.cycle_forward().take(7).collect();
        assert!(calendar.with_weekend(week).is_none());
    }
}
