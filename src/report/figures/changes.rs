//! What happened to entries, by month and lately.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::life::{KnownDay, Life, LifeEntry};
use super::month::Month;
use super::window::Window;

/// Entries that were open again after they were repaired or closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Reopened {
    /// How many entries.
    pub entries: usize,
    /// How often: an entry may be reopened more than once.
    pub times: usize,
    pub by_month: Vec<MonthCount>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct MonthCount {
    pub month: Month,
    pub times: usize,
}

/// The entries to which something happened from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Changes {
    pub since: Date,
    pub added: Vec<LifeEntry>,
    pub fixed: Vec<LifeEntry>,
    pub verified: Vec<LifeEntry>,
    pub reopened: Vec<LifeEntry>,
    /// Closed without a repair.
    pub closed: Vec<LifeEntry>,
    pub removed: Vec<LifeEntry>,
}

impl Reopened {
    pub(super) fn of(lives: &[Life], window: Window) -> Self {
        let mut months: BTreeMap<Month, usize> = BTreeMap::new();
        let mut reopened = Self::default();
        for life in lives {
            let days: Vec<Date> = life.reopened().filter(|day| window.has(*day)).collect();
            reopened.entries += usize::from(!days.is_empty());
            reopened.times += days.len();
            for day in days {
                *months.entry(Month::of(day)).or_default() += 1;
            }
        }
        let months = months.into_iter();
        reopened.by_month = months.map(|(month, times)| MonthCount { month, times }).collect();
        reopened
    }
}

impl Changes {
    pub(super) fn of(lives: &[Life], window: Window) -> Self {
        let since = window.lately();
        let is_late =
            |day: Option<KnownDay>| day.and_then(KnownDay::exactly).is_some_and(|day| since <= day);
        let those = |is_one: &dyn Fn(&Life) -> bool| {
            let found = lives.iter().filter(|life| is_one(life));
            let mut found: Vec<LifeEntry> = found.map(|life| life.entry.clone()).collect();
            found.sort_unstable();
            found
        };
        Self {
            since,
            added: those(&|life| life.added.is_some_and(|day| since <= day)),
            fixed: those(&|life| is_late(life.repaired())),
            verified: those(&|life| is_late(life.verified())),
            reopened: those(&|life| life.reopened().any(|day| since <= day)),
            closed: those(&|life| is_late(life.closed())),
            removed: those(&|life| life.removed().is_some_and(|day| since <= day)),
        }
    }
}
