//! The ticks of axes.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::canvas::{FONT, share};
use super::text::width;

/// The greatest number of steps between ticks of numbers.
const MOST_STEPS: u64 = 5;
/// The least distance between the labels of days.
const BETWEEN: u32 = 160;

/// An axis of numbers from zero, in steps that are easy to read.
pub(super) struct Numbers {
    step: u64,
    steps: u64,
}

impl Numbers {
    pub(crate) fn up_to(most: u64) -> Self {
        let mut step: u64 = 1;
        for factor in [2, 5, 10].into_iter().cycle() {
            if most.div_ceil(step) <= MOST_STEPS {
                break;
            }
            // From 1, 2 and 5 to the next of them: times 2, 5 and 10 of the last power of ten.
            let power = 10_u64.saturating_pow(step.ilog10());
            step = power.saturating_mul(factor);
        }
        Self { step, steps: most.div_ceil(step).max(1) }
    }

    pub fn top(&self) -> u64 {
        self.step.saturating_mul(self.steps)
    }

    pub fn ticks(&self) -> impl Iterator<Item = u64> {
        (0..=self.steps).map(|at| self.step.saturating_mul(at))
    }
}

/// An axis of days.
pub(super) struct Days {
    first: Date,
    /// The number of days, at least one.
    count: u64,
    left: u32,
    length: u32,
}

pub(super) struct DayTick {
    pub x: u32,
    pub label: String,
    pub label_x: u32,
}

impl Days {
    /// The last day is as wide as the others, so that its value is visible.
    pub fn between(first: Date, last: Date, left: u32, length: u32) -> Self {
        Self { first, count: days_from(first, last) + 1, left, length }
    }

    /// Where a day begins; a day before the first is there, a day after the last is at the end.
    pub fn x(&self, day: Date) -> u32 {
        self.left + share(self.length, days_from(self.first, day).min(self.count), self.count)
    }

    /// The ticks of the smallest unit with room for its labels. All labels are within `0..end`.
    pub fn ticks(&self, end: u32) -> Vec<DayTick> {
        let step = STEPS.into_iter().find(|step| self.has_room_for(*step));
        let step = step.unwrap_or(DayStep::Months(5000 * 12));
        let mut ticks: Vec<DayTick> = Vec::new();
        let mut free = 0;
        let days = std::iter::successors(step.first_from(self.first), |day| step.after(*day));
        for day in days.take_while(|day| days_from(self.first, *day) < self.count) {
            let (x, label) = (self.x(day), step.label(day));
            let half = width(&label, FONT).div_ceil(2);
            let label_x = x.max(half).min(end.saturating_sub(half));
            if label_x - half.min(label_x) >= free {
                free = label_x + half + BETWEEN / 2;
                ticks.push(DayTick { x, label, label_x });
            }
        }
        ticks
    }

    fn has_room_for(&self, step: DayStep) -> bool {
        let room = u64::from(self.length) * step.shortest() / self.count;
        room >= u64::from(width(&step.label(self.first), FONT) + BETWEEN)
    }
}

const STEPS: [DayStep; 18] = [
    DayStep::Days(1),
    DayStep::Days(2),
    DayStep::Days(7),
    DayStep::Days(14),
    DayStep::Months(1),
    DayStep::Months(2),
    DayStep::Months(3),
    DayStep::Months(6),
    DayStep::Months(12),
    DayStep::Months(2 * 12),
    DayStep::Months(5 * 12),
    DayStep::Months(10 * 12),
    DayStep::Months(20 * 12),
    DayStep::Months(50 * 12),
    DayStep::Months(100 * 12),
    DayStep::Months(200 * 12),
    DayStep::Months(500 * 12),
    DayStep::Months(1000 * 12),
];

/// The distance between two ticks.
#[derive(Clone, Copy)]
enum DayStep {
    Days(i64),
    Months(i32),
}

impl DayStep {
    fn shortest(self) -> u64 {
        match self {
            Self::Days(days) => days.unsigned_abs(),
            // From twelve months on, a short February makes no difference.
            Self::Months(months) if months >= 12 => u64::from(months.unsigned_abs()) * 365 / 12,
            Self::Months(months) => u64::from(months.unsigned_abs()) * 28,
        }
    }

    /// The first tick that is not before the day: weeks begin on Mondays.
    fn first_from(self, day: Date) -> Option<Date> {
        match self {
            Self::Days(1) => Some(day),
            Self::Days(days) => {
                let monday = Date::constant(1970, 1, 5);
                let over = (day.duration_since(monday).as_hours() / 24).rem_euclid(days);
                later(day, if over == 0 { 0 } else { days - over })
            }
            Self::Months(months) => {
                let begun = month_number(day) + i32::from(day.day() > 1);
                first_of(begun + (-begun).rem_euclid(months))
            }
        }
    }

    fn after(self, tick: Date) -> Option<Date> {
        match self {
            Self::Days(days) => later(tick, days),
            Self::Months(months) => first_of(month_number(tick) + months),
        }
    }

    fn label(self, tick: Date) -> String {
        let (year, month, day) = (tick.year(), tick.month(), tick.day());
        match self {
            Self::Days(_) => format!("{year:04}-{month:02}-{day:02}"),
            Self::Months(months) if months < 12 => format!("{year:04}-{month:02}"),
            Self::Months(_) => format!("{year:04}"),
        }
    }
}

fn later(day: Date, days: i64) -> Option<Date> {
    day.checked_add(SignedDuration::from_hours(24 * days)).ok()
}

fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

fn first_of(month_number: i32) -> Option<Date> {
    let year = i16::try_from(month_number.div_euclid(12)).ok()?;
    let month = i8::try_from(month_number.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// The days from one day to another; none if that is before it.
fn days_from(first: Date, day: Date) -> u64 {
    u64::try_from(day.duration_since(first).as_hours() / 24).unwrap_or(0)
}
