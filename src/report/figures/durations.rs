//! How many days something took: the median, and the days within which nine of ten were done.

use std::fmt;

use serde::{Serialize, Serializer};

use super::life::{KnownDay, Life};
use super::month::Month;
use super::priorities::RankedPriority;
use super::split::{Counted, Split};
use super::window::Window;

/// How many days some entries took.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Durations {
    /// How many entries are known by their days.
    pub count: usize,
    /// How many more there are whose days git cannot say.
    pub unknown: usize,
    pub median: Option<HalfDays>,
    /// The fewest days within which at least nine of ten were done.
    pub p90: Option<u32>,
}

/// A number of half days: the median of an even count may be between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HalfDays(pub u32);

impl fmt::Display for HalfDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0 / 2, if self.0.is_multiple_of(2) { "" } else { ".5" })
    }
}

impl Serialize for HalfDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(2) {
            serializer.serialize_u32(self.0 / 2)
        } else {
            serializer.serialize_f64(f64::from(self.0) / 2.0)
        }
    }
}

impl HalfDays {
    /// Half a day more is a day more.
    pub(crate) fn whole_days(self) -> u32 {
        self.0.div_ceil(2)
    }
}

impl Durations {
    /// The count, the median, the 90th percentile, and how many are unknown.
    pub(crate) fn cells(&self) -> [String; 4] {
        let median = self.median.map_or(String::new(), |median| median.to_string());
        let p90 = self.p90.map_or(String::new(), |days| days.to_string());
        [self.count.to_string(), median, p90, self.unknown.to_string()]
    }

    /// `None` is a duration that is not known.
    fn of(all: impl Iterator<Item = Option<u32>>) -> Self {
        let all: Vec<Option<u32>> = all.collect();
        let mut days: Vec<u32> = all.iter().copied().flatten().collect();
        days.sort_unstable();
        let middle = |at: usize| days.get(at).copied();
        let median = middle(days.len().saturating_sub(1) / 2).zip(middle(days.len() / 2));
        // The tenth of ten may have taken any time; of one, that is the one.
        let ninth = (days.len() * 9).div_ceil(10).saturating_sub(1);
        Self {
            count: days.len(),
            unknown: all.len() - days.len(),
            median: median.map(|(low, high)| HalfDays(low.saturating_add(high))),
            p90: middle(ninth),
        }
    }
}

/// The days until the entries were repaired.
pub(super) fn to_fix(lives: &[Life], window: Window) -> Split<Durations> {
    split(lives, window, Life::repaired, Life::days_to_repair)
}

/// The days from each repair until it was verified.
pub(super) fn to_verify(lives: &[Life], window: Window) -> Split<Durations> {
    split(lives, window, Life::verified, Life::days_to_verify)
}

fn split(
    lives: &[Life],
    window: Window,
    done: impl Fn(&Life) -> Option<KnownDay>,
    days: impl Fn(&Life) -> Option<u32>,
) -> Split<Durations> {
    let done = lives.iter().filter_map(|life| {
        let day = done(life)?;
        // What was done before a day was done before the window, if the day is.
        window.has(day.day).then(|| Done { life, day, days: days(life) })
    });
    let done: Vec<Done<'_>> = done.collect();
    Split::of(&done, |done| Durations::of(done.iter().map(|done| done.days)))
}

/// An entry that was repaired or verified, and the days that this took.
struct Done<'l> {
    life: &'l Life,
    day: KnownDay,
    days: Option<u32>,
}

impl Counted for Done<'_> {
    fn priority(&self) -> Option<&RankedPriority> {
        self.life.priority.as_ref()
    }

    fn month(&self) -> Option<Month> {
        self.day.exactly().map(Month::of)
    }
}

#[cfg(test)]
mod tests {
    use super::{Durations, HalfDays};

    #[test]
    fn the_median_is_in_the_middle_and_nine_of_ten_are_within_the_other() {
        let of = |days: &[u32]| {
            let durations = Durations::of(days.iter().map(|days| Some(*days)));
            (durations.median.map(|median| median.to_string()), durations.p90)
        };
        assert_eq!(of(&[]), (None, None));
        assert_eq!(of(&[4]), (Some("4".to_owned()), Some(4)));
        assert_eq!(of(&[9, 2]), (Some("5.5".to_owned()), Some(9)));
        assert_eq!(of(&[9, 2, 3]), (Some("3".to_owned()), Some(9)));
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 90]), (Some("5.5".to_owned()), Some(9)));
        assert_eq!(serde_json::to_string(&[HalfDays(4), HalfDays(5)]).unwrap(), "[2,2.5]");
    }
}
