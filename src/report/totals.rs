//! The few numbers that come first, and what they were a while ago.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Gap, Outcome, Phase, Report, Track};

/// A number and what it was.
pub(super) struct Total {
    pub name: String,
    pub count: u32,
    /// Nothing where no history reaches so far.
    pub then: Option<u32>,
    pub is_alarming: bool,
}

/// How far back trends look.
const BACK: i32 = 30;
/// What is due within so many days is due soon.
const SOON: i32 = 7;

/// What an entry was on a day, and the days that were left.
struct Seen {
    state: Option<usize>,
    days: Option<i32>,
}

impl Report {
    /// The totals, in order.
    pub(super) fn totals(&self) -> Vec<Total> {
        let words = self.tongue.words();
        let last = self.flow.len().saturating_sub(1);
        let is_open = |seen: &Seen| seen.state.is_none_or(|state| state < self.repaired_from);
        let days_left = |seen: &Seen| seen.days.filter(|_| is_open(seen));
        let is_overdue = |seen: &Seen| days_left(seen).is_some_and(|days| days < 0);
        let is_soon = |seen: &Seen| days_left(seen).is_some_and(|days| (0..=SOON).contains(&days));
        let is_waiting =
            |seen: &Seen| seen.state.is_some_and(|state| !is_open(seen) && state < last);
        let is_done = |seen: &Seen| seen.state == Some(last);
        let mut totals = vec![
            self.total(words.open, is_open),
            Total {
                is_alarming: self.outcomes(Outcome::Overdue) > 0,
                ..self.total(words.overdue, is_overdue)
            },
            self.total(words.due_soon, is_soon),
        ];
        if self.repaired_from < last {
            totals.push(self.total(words.awaiting, is_waiting));
        }
        totals.push(self.total(self.flow.get(last).map_or("", String::as_str), is_done));
        totals
    }

    fn total(&self, name: &str, is_counted: impl Fn(&Seen) -> bool) -> Total {
        let now = |gap: &&Gap| is_counted(&self.seen_now(gap));
        let then = self.trend_day().map(|day| {
            let seen = self.tracks.iter().filter_map(|track| seen_on(track, day));
            seen.filter(|seen| is_counted(seen)).count() as u32
        });
        let count = self.gaps.iter().filter(now).count() as u32;
        Total { name: name.to_owned(), count, then, is_alarming: false }
    }

    fn seen_now(&self, gap: &Gap) -> Seen {
        let days = gap.deadline.due.map(|due| (due - self.day).get_days());
        Seen { state: gap.state, days }
    }

    /// The day that trends compare with.
    fn trend_day(&self) -> Option<Date> {
        let day = self.day.checked_sub(BACK.days()).ok()?;
        (self.since? <= day).then_some(day)
    }
}

/// What an entry was on a day; nothing where there was none.
fn seen_on(track: &Track, day: Date) -> Option<Seen> {
    let past = track.phases.iter().take_while(|(from, _)| *from <= day);
    let state = match past.last()?.1 {
        Phase::State(state) => Some(state),
        Phase::Other => None,
        Phase::Gone => return None,
    };
    Some(Seen { state, days: track.due.map(|due| (due - day).get_days()) })
}
