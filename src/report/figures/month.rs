//! Months, by which figures are shown over time.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Month {
    year: i16,
    month: i8,
}

impl Month {
    pub(crate) fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The month before; nothing before the first one of all.
    pub(crate) fn before(self) -> Option<Self> {
        match self.month {
            1 => Some(Self { year: self.year.checked_sub(1)?, month: 12 }),
            month => Some(Self { month: month - 1, ..self }),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
