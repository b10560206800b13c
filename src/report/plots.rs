//! The plots of a report.

use jiff::civil::Date;

use super::counts::{StateCounts, counts};
use super::data::{Report, ReportEntry};
use super::plot::{Bars, OverTime, Series, Tone};
use super::words::filled;
use crate::timeline::Outcome;

/// The colours of the ages, the youngest first.
const AGE_TONES: [Tone; 4] = [Tone::Step(0), Tone::Step(1), Tone::Step(2), Tone::Step(3)];

impl Report {
    /// The counts of states on each day that the figures are about.
    fn state_counts(&self) -> Vec<(Date, StateCounts)> {
        let mut counts = if self.since.is_some() { counts(self) } else { Vec::new() };
        if let Some(since) = self.window.since {
            // What was so before the first day is so on it.
            let before = counts.iter().filter(|(day, _)| *day <= since).count().saturating_sub(1);
            counts.drain(..before);
            if let Some((day, _)) = counts.first_mut() {
                *day = (*day).max(since);
            }
        }
        counts
    }

    /// Whether git knows more than one day, so that something may have changed over time.
    pub(super) fn has_trend(&self) -> bool {
        self.state_counts().len() > 1
    }

    /// How many entries are in each state, where git knows one day only.
    pub(super) fn states_now(&self) -> Bars {
        let words = self.language.words();
        let none = self.flow.len();
        let place = |entry: &ReportEntry| entry.state.unwrap_or(none).min(none);
        let names = self.flow.iter().map(String::as_str).chain([words.no_state]);
        let series = names.enumerate().map(|(at, name)| Series {
            name: name.to_owned(),
            tone: Tone::Nth(at),
            values: vec![self.count(|entry| place(entry) == at) as u32],
        });
        let [title, description] = words.of_figures.states_now;
        let repaired = self.count(|entry| entry.progress.is_repaired());
        let description = filled(description, &[&self.entries.len(), &repaired]);
        let series = series.filter(|series| series.at(0) > 0).collect();
        let groups = vec![words.total.to_owned()];
        Bars { groups, ..self.bars("states", title, description, series) }
    }

    /// How many entries were in each state; the last state is at the bottom.
    pub(super) fn burnup(&self) -> OverTime {
        let words = self.language.words();
        let counts = self.state_counts();
        let names = self.flow.iter().map(String::as_str).chain([words.no_state]);
        let series = names.enumerate().map(|(at, name)| Series {
            name: name.to_owned(),
            tone: Tone::Nth(at),
            values: counts.iter().map(|(_, count)| count.states[at]).collect(),
        });
        // A state that no entry was ever in is left out.
        let mut series: Vec<Series> =
            series.filter(|series| series.values.iter().any(|&value| value > 0)).collect();
        series.reverse();
        let [title, description] = words.burnup;
        let repaired = self.count(|entry| entry.progress.is_repaired());
        OverTime {
            id: "burnup",
            title: title.to_owned(),
            description: filled(description, &[&self.entries.len(), &repaired]),
            days: counts.iter().map(|(day, _)| *day).collect(),
            series,
            is_stacked: true,
            by: words.day.to_owned(),
            empty: words.no_history.to_owned(),
        }
    }

    /// How many entries were not repaired.
    pub(super) fn burndown(&self) -> OverTime {
        let words = self.language.words();
        let counts = self.state_counts();
        let open: Vec<u32> = counts.iter().map(|(_, count)| count.open).collect();
        let [title, description] = words.burndown;
        let most = open.iter().max().copied().unwrap_or(0);
        OverTime {
            id: "burndown",
            title: title.to_owned(),
            description: filled(description, &[&open.last().copied().unwrap_or(0), &most]),
            days: counts.iter().map(|(day, _)| *day).collect(),
            series: vec![Series { name: words.open.to_owned(), tone: Tone::Plain, values: open }],
            is_stacked: false,
            by: words.day.to_owned(),
            empty: words.no_history.to_owned(),
        }
    }

    /// How long open entries have been open.
    pub(super) fn ageing(&self) -> Bars {
        let words = self.language.words();
        let ages = &self.figures.ages.by_priority;
        let series =
            words.ages.iter().zip(AGE_TONES).enumerate().map(|(at, (name, tone))| Series {
                name: (*name).to_owned(),
                tone,
                values: ages.iter().map(|own| own.figures.steps()[at]).collect(),
            });
        let [title, description] = words.ageing;
        let groups = ages.iter().map(|own| self.priority_name(own.priority.as_deref()));
        let groups = groups.collect();
        Bars { groups, ..self.bars("ageing", title, description.to_owned(), series.collect()) }
    }

    /// Deadlines that were met or not.
    pub(super) fn kept(&self) -> Bars {
        let words = self.language.words();
        let shown = [
            (Outcome::Met, Tone::Good),
            (Outcome::Missed, Tone::Warn),
            (Outcome::Overdue, Tone::Bad),
        ];
        let series = shown.map(|(outcome, tone)| Series {
            name: words.outcome(outcome).to_owned(),
            tone,
            values: self.by_priority(|entry| entry.deadline.outcome == outcome),
        });
        let [title, description] = words.kept;
        let counts = shown.map(|(outcome, _)| self.outcomes(outcome));
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
        let words = self.language.words();
        let has_none = self.entries.iter().any(|entry| entry.priority.is_none());
        let groups = self.priorities().into_iter().map(Some).chain(has_none.then_some(None));
        Bars {
            id,
            title: title.to_owned(),
            description,
            by: words.columns[3].to_owned(),
            total: words.total.to_owned(),
            groups: groups.map(|priority| self.priority_name(priority)).collect(),
            series,
            empty: words.nothing.to_owned(),
        }
    }

    fn priority_name(&self, priority: Option<&str>) -> String {
        priority.unwrap_or(self.language.words().no_priority).to_owned()
    }

    /// How many entries of each priority are counted; those without a priority come last.
    fn by_priority(&self, is_counted: impl Fn(&ReportEntry) -> bool) -> Vec<u32> {
        let priorities = self.priorities().into_iter().map(Some).chain([None]);
        let count = |priority: Option<&str>| {
            self.count(|entry| entry.priority.as_deref() == priority && is_counted(entry)) as u32
        };
        priorities.map(count).collect()
    }
}
