//! Which days people work on, and so which of them count.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The days on which nobody works.
#[derive(Clone, Debug)]
pub struct Calendar {
    weekend: Vec<Weekday>,
    holidays: BTreeSet<Date>,
    /// Month and day of those that come back each year.
    yearly: BTreeSet<(i8, i8)>,
    /// Whether every duration in hours or days is one of business days.
    pub counts_business_days: bool,
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
    /// The same calendar with another weekend; nothing where that leaves no day to work on.
    #[must_use]
    pub fn with_weekend(self, weekend: Vec<Weekday>) -> Option<Self> {
        let is_work = Weekday::Monday.cycle_forward().take(7).any(|day| !weekend.contains(&day));
        is_work.then_some(Self { weekend, ..self })
    }

    /// Adds a holiday: `2026-05-01`, or `05-01` for each year; false where it is neither.
    pub fn add_holiday(&mut self, text: &str) -> bool {
        // The twenty-ninth of February comes back, too.
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

    /// Whether people work on a day.
    pub fn is_working(&self, day: Date) -> bool {
        !self.weekend.contains(&day.weekday())
            && !self.holidays.contains(&day)
            && !self.yearly.contains(&(day.month(), day.day()))
    }

    /// The first day from `day` on that people work on.
    pub fn working_from(&self, day: Date) -> Date {
        let mut day = day;
        while !self.is_working(day) && day != Date::MAX {
            day = day.saturating_add(1.day());
        }
        day
    }

    /// The day that comes so many working days later.
    pub fn after(&self, start: Date, working_days: u32) -> Date {
        let next = |day: Date, _| self.working_from(day.saturating_add(1.day()));
        (0..working_days).fold(start, next)
    }
}
