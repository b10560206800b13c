//! The plots of a report that have a column for each month.

use std::collections::BTreeMap;

use super::data::Report;
use super::figures::{Durations, HalfDays, KeptShare, Month, OfMonth};
use super::plot::{Columns, Series, Tone};
use super::words::filled;
use crate::timeline::Outcome;

/// A plot has no more months than this: the newest.
const MOST_MONTHS: usize = 36;

impl Report {
    /// How long repairs took: half of each month's, and nine of ten.
    pub(super) fn time_to_fix(&self) -> Columns {
        let words = self.language.words();
        let figures: Vec<(Month, Option<&Durations>)> =
            self.months(&self.figures.time_to_fix.by_month);
        let days = |of: &dyn Fn(&Durations) -> u32| {
            figures.iter().map(|(_, own)| own.map_or(0, of)).collect::<Vec<u32>>()
        };
        let median = |own: &Durations| own.median.map_or(0, HalfDays::whole_days);
        let rest = |own: &Durations| own.p90.unwrap_or(0).saturating_sub(median(own));
        let series = [
            (words.of_figures.median, Tone::Step(2), days(&median)),
            (words.of_figures.nine_of_ten, Tone::Step(0), days(&rest)),
        ];
        let head = [
            words.of_figures.month,
            words.of_figures.fixed,
            words.of_figures.median,
            words.of_figures.nine_of_ten,
            words.of_figures.unknown,
        ];
        let mut table = vec![head.map(str::to_owned).to_vec()];
        table.extend(self.figures.time_to_fix.by_month.iter().map(|OfMonth { month, figures }| {
            let mut row = vec![month.to_string()];
            row.extend(figures.cells());
            row
        }));
        let label = |own: Option<&Durations>| {
            own.and_then(|own| own.median).map_or(String::new(), |median| median.to_string())
        };
        let [title, description] = words.of_figures.time_to_fix;
        Columns {
            id: "time-to-fix",
            title: title.to_owned(),
            description: description.to_owned(),
            groups: figures.iter().map(|(month, _)| month.to_string()).collect(),
            labels: figures.iter().map(|(_, own)| label(*own)).collect(),
            series: shown(series),
            table,
            empty: words.of_figures.no_fix.to_owned(),
        }
    }

    /// The deadlines of each month: kept, missed, and overdue.
    pub(super) fn kept_by_month(&self) -> Columns {
        let words = self.language.words();
        let deadlines = &self.figures.deadlines;
        let figures: Vec<(Month, Option<&KeptShare>)> = self.months(&deadlines.by_month);
        let counts = |of: &dyn Fn(&KeptShare) -> usize| {
            figures.iter().map(|(_, own)| own.map_or(0, |own| of(own) as u32)).collect::<Vec<u32>>()
        };
        let series = [
            (words.outcome(Outcome::Met), Tone::Good, counts(&|own| own.counts.kept)),
            (words.outcome(Outcome::Missed), Tone::Warn, counts(&|own| own.counts.missed)),
            (words.outcome(Outcome::Overdue), Tone::Bad, counts(&|own| own.counts.overdue)),
        ];
        let share =
            |own: &KeptShare| own.percent.map_or(String::new(), |percent| format!("{percent} %"));
        let names = [Outcome::Met, Outcome::Missed, Outcome::Overdue].map(|own| words.outcome(own));
        let [met, missed, overdue] = names;
        let head = [
            words.of_figures.month,
            met,
            missed,
            overdue,
            words.of_figures.unknown,
            words.of_figures.kept_share,
        ];
        let mut table = vec![head.map(str::to_owned).to_vec()];
        table.extend(deadlines.by_month.iter().map(|OfMonth { month, figures }| {
            let own = figures.counts;
            let counts = [own.kept, own.missed, own.overdue, own.unknown];
            let counts = counts.iter().map(usize::to_string);
            std::iter::once(month.to_string()).chain(counts).chain([share(figures)]).collect()
        }));
        let all = deadlines.all.counts;
        let [title, description] = words.of_figures.kept_by_month;
        let known = all.kept + all.missed + all.overdue;
        Columns {
            id: "kept",
            title: title.to_owned(),
            description: filled(description, &[&all.kept, &known]),
            groups: figures.iter().map(|(month, _)| month.to_string()).collect(),
            labels: figures.iter().map(|(_, own)| own.map_or(String::new(), share)).collect(),
            series: shown(series),
            table,
            empty: words.of_figures.no_deadline.to_owned(),
        }
    }

    /// The months from the first with figures until today, at most the newest [`MOST_MONTHS`].
    fn months<'f, F>(&self, figures: &'f [OfMonth<F>]) -> Vec<(Month, Option<&'f F>)> {
        let known: BTreeMap<Month, &F> =
            figures.iter().map(|own| (own.month, &own.figures)).collect();
        let (Some((&first, _)), today) = (known.first_key_value(), Month::of(self.day)) else {
            return Vec::new();
        };
        let months = std::iter::successors(Some(today), |month| month.before());
        let months = months.take_while(|month| *month >= first).take(MOST_MONTHS);
        let mut months: Vec<_> = months.map(|month| (month, known.get(&month).copied())).collect();
        months.reverse();
        months
    }
}

/// The series that have something.
fn shown<const N: usize>(series: [(&str, Tone, Vec<u32>); N]) -> Vec<Series> {
    let series = series.into_iter().filter(|(_, _, values)| values.iter().any(|value| *value > 0));
    series.map(|(name, tone, values)| Series { name: name.to_owned(), tone, values }).collect()
}
