//! How long open entries have been open.

use serde::Serialize;

use super::life::{Life, days_between};
use super::priorities::by_priority;
use super::split::OfPriority;
use super::window::Window;

/// The last days of the steps of age; the last step has no end.
pub(crate) const AGE_STEPS: [u32; 3] = [7, 30, 90];

/// How many open entries are in each step of age: up to 7 days, 8 to 30, 31 to 90, and older.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Ages {
    pub up_to_7: u32,
    pub up_to_30: u32,
    pub up_to_90: u32,
    pub older: u32,
    /// Neither the entry nor git says since when it is open.
    pub unknown: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct AgeFigures {
    pub all: Ages,
    pub by_priority: Vec<OfPriority<Ages>>,
}

impl Ages {
    /// The counts of the steps, the youngest first.
    pub(crate) fn steps(self) -> [u32; 4] {
        [self.up_to_7, self.up_to_30, self.up_to_90, self.older]
    }

    fn of<'l>(lives: impl Iterator<Item = &'l Life>, window: Window) -> Self {
        let [week, month, quarter] = AGE_STEPS;
        let mut ages = Self::default();
        for life in lives {
            // A day that has not come yet is the youngest.
            let age = life.opened().map(|day| days_between(day, window.today).unwrap_or(0));
            *match age {
                None => &mut ages.unknown,
                Some(days) if days <= week => &mut ages.up_to_7,
                Some(days) if days <= month => &mut ages.up_to_30,
                Some(days) if days <= quarter => &mut ages.up_to_90,
                Some(_) => &mut ages.older,
            } += 1;
        }
        ages
    }
}

impl AgeFigures {
    pub(super) fn of(lives: &[Life], window: Window) -> Self {
        let open: Vec<&Life> = lives.iter().filter(|life| life.is_open()).collect();
        let of_priority = by_priority(&open, |life| life.priority.as_ref());
        let by_priority = of_priority.into_iter().map(|(priority, lives)| OfPriority {
            priority: priority.map(str::to_owned),
            figures: Ages::of(lives.into_iter().copied(), window),
        });
        Self { by_priority: by_priority.collect(), all: Ages::of(open.iter().copied(), window) }
    }
}
