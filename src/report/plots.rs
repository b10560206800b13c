//! The plots of a report, each from what it tells.

use super::counts::counts;
use super::plot::{Bars, OverTime, Series, Tone, standalone};
use super::words::filled;
use super::{Gap, Outcome, Report};

/// A plot or a badge by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Picture {
    /// Entries by state over time
    Burnup,
    /// Open gaps over time
    Burndown,
    /// Age of open gaps by priority
    Ageing,
    /// Deadlines met and missed by priority
    Sla,
    /// A badge: how many gaps are open
    BadgeOpen,
    /// A badge: how many gaps are overdue
    BadgeOverdue,
}

/// A plot or a badge as a file of its own.
pub fn drawing(report: &Report, picture: Picture) -> String {
    let svg = standalone(&match picture {
        Picture::Burnup => report.burnup().svg(),
        Picture::Burndown => report.burndown().svg(),
        Picture::Ageing => report.ageing().svg(),
        Picture::Sla => report.kept().svg(),
        Picture::BadgeOpen => report.open_badge().svg(),
        Picture::BadgeOverdue => report.overdue_badge().svg(),
    });
    format!("{svg}{}\n", super::markdown::MARK)
}

/// The older, the worse.
const AGE_TONES: [Tone; 4] = [Tone::Good, Tone::Plain, Tone::Warn, Tone::Bad];

impl Report {
    /// How many entries were in each state; the last state, which is done, lies at the bottom.
    pub(super) fn burnup(&self) -> OverTime {
        let words = self.tongue.words();
        let counts = if self.since.is_some() { counts(self) } else { Vec::new() };
        let names = self.flow.iter().map(String::as_str).chain([words.no_state]);
        let series = names.enumerate().map(|(at, name)| Series {
            name: name.to_owned(),
            tone: Tone::Nth(at),
            values: counts.iter().map(|(_, count)| count.states[at]).collect(),
        });
        // What nothing was ever in need not be named.
        let mut series: Vec<Series> =
            series.filter(|series| series.values.iter().any(|&value| value > 0)).collect();
        series.reverse();
        let [title, description] = words.burnup;
        let repaired = self.count(|gap| !gap.progress.is_open());
        OverTime {
            id: "burnup",
            title: title.to_owned(),
            description: filled(description, &[&self.gaps.len(), &repaired]),
            days: counts.iter().map(|(day, _)| *day).collect(),
            series,
            is_stacked: true,
            by: words.day.to_owned(),
            empty: words.no_history.to_owned(),
        }
    }

    /// How many gaps were not repaired.
    pub(super) fn burndown(&self) -> OverTime {
        let words = self.tongue.words();
        let counts = if self.since.is_some() { counts(self) } else { Vec::new() };
        let open: Vec<u32> = counts.iter().map(|(_, count)| count.open).collect();
        let [title, description] = words.burndown;
        let most = open.iter().max().copied().unwrap_or(0);
        OverTime {
            id: "burndown",
            title: title.to_owned(),
            description: filled(description, &[&open.last().copied().unwrap_or(0), &most]),
            days: counts.iter().map(|(day, _)| *day).collect(),
            series: vec![Series { name: words.open.to_owned(), tone: Tone::Nth(0), values: open }],
            is_stacked: false,
            by: words.day.to_owned(),
            empty: words.no_history.to_owned(),
        }
    }

    /// How long open gaps have been open.
    pub(super) fn ageing(&self) -> Bars {
        let words = self.tongue.words();
        let age = |gap: &Gap| Some((self.day - gap.first_seen?).get_days());
        let bucket = |gap: &Gap| match age(gap)? {
            ..=7 => Some(0),
            8..=30 => Some(1),
            31..=90 => Some(2),
            _ => Some(3),
        };
        let series = words.ages.iter().zip(AGE_TONES).enumerate().map(|(at, (name, tone))| {
            let is_counted = |gap: &Gap| gap.progress.is_open() && bucket(gap) == Some(at);
            Series { name: (*name).to_owned(), tone, values: self.by_priority(is_counted) }
        });
        let [title, description] = words.ageing;
        self.bars("ageing", title, description.to_owned(), series.collect())
    }

    /// What was promised and kept, or not.
    pub(super) fn kept(&self) -> Bars {
        let words = self.tongue.words();
        let told = [
            (Outcome::Met, Tone::Good),
            (Outcome::Missed, Tone::Warn),
            (Outcome::Overdue, Tone::Bad),
        ];
        let series = told.map(|(outcome, tone)| Series {
            name: words.outcome(outcome).to_owned(),
            tone,
            values: self.by_priority(|gap| gap.deadline.outcome == outcome),
        });
        let [title, description] = words.kept;
        let counts = told.map(|(outcome, _)| self.outcomes(outcome));
        let description = filled(description, &[&counts[0], &counts[1], &counts[2]]);
        self.bars("sla", title, description, series.to_vec())
    }

    fn bars(
        &self,
        id: &'static str,
        title: &str,
        description: String,
        series: Vec<Series>,
    ) -> Bars {
        let words = self.tongue.words();
        let mut groups: Vec<String> = self.priorities().into_iter().map(str::to_owned).collect();
        if self.gaps.iter().any(|gap| gap.priority.is_none()) {
            groups.push(words.no_priority.to_owned());
        }
        Bars {
            id,
            title: title.to_owned(),
            description,
            by: words.columns[3].to_owned(),
            total: words.total.to_owned(),
            groups,
            series,
            empty: words.nothing.to_owned(),
        }
    }

    /// How many entries of each priority are counted; those of none come last.
    fn by_priority(&self, is_counted: impl Fn(&Gap) -> bool) -> Vec<u32> {
        let priorities = self.priorities().into_iter().map(Some).chain([None]);
        let count = |priority: Option<&str>| {
            self.count(|gap| gap.priority.as_deref() == priority && is_counted(gap)) as u32
        };
        priorities.map(count).collect()
    }
}
