//! Until when something is accepted.

use jiff::civil::Date;

/// Until when something is accepted; the later, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Until {
    /// Until this day, and on it.
    Day(Date),
    /// For good.
    Always,
}

impl Until {
    /// Without a day, for good.
    pub(crate) fn of(day: Option<Date>) -> Self {
        day.map_or(Self::Always, Self::Day)
    }

    /// Whether it is still accepted on a day. Where no day is known, nothing lapses.
    pub(crate) fn holds_on(self, today: Option<Date>) -> bool {
        match (self, today) {
            (Self::Day(day), Some(today)) => today <= day,
            (Self::Always, _) | (_, None) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let until = Until::of(Some(day("2027-01-31")));
        assert!(until.holds_on(Some(day("2027-01-31"))));
        assert!(!until.holds_on(Some(day("2027-02-01"))));
        assert!(until.holds_on(None));
        assert!(Until::of(None).holds_on(Some(day("9999-12-31"))));
        assert!(until < Until::Always && until > Until::Day(day("2027-01-30")));
    }
}
