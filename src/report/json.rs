//! All figures of a report as JSON.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::counts::counts;
use super::data::{Report, RepositoryCommit};
use super::figures::Figures;
use super::marker::GENERATOR;

/// The form of the JSON.
const VERSION: u8 = 1;

#[derive(Serialize)]
struct ReportRecord<'r> {
    generator: &'static str,
    version: u8,
    day: Date,
    /// The first day that the figures are about, if one was asked for.
    since: Option<Date>,
    title: Option<&'r str>,
    registers: &'r [String],
    condition: Option<&'r str>,
    /// Nothing where the report is about several repositories.
    commit: Option<&'r str>,
    commits: &'r [RepositoryCommit],
    history: HistoryRecord,
    totals: BTreeMap<&'static str, u32>,
    /// What the totals were on the day with which they are compared.
    before: Option<BTreeMap<&'static str, u32>>,
    states: StateRecords<'r>,
    #[serde(flatten)]
    figures: &'r Figures,
}

/// What git knows of the registers.
#[derive(Serialize)]
struct HistoryRecord {
    /// The day of the first commit.
    from: Option<Date>,
    /// Whether the clone may lack commits before that.
    is_shallow: bool,
}

/// How many entries were in each state, on each day on which that changed.
#[derive(Serialize)]
struct StateRecords<'r> {
    names: &'r [String],
    days: Vec<DayRecord>,
}

#[derive(Serialize)]
struct DayRecord {
    day: Date,
    /// By the names; the last one counts the entries in no state.
    entries: Vec<u32>,
    open: u32,
}

/// A report as JSON: its figures, and what they are about.
pub(crate) fn json(report: &Report) -> impl Serialize {
    let totals = report.totals();
    let before = totals.iter().filter_map(|total| Some((total.key, total.before?)));
    let before: BTreeMap<&str, u32> = before.collect();
    let days = if report.since.is_some() { counts(report) } else { Vec::new() };
    let days = days.into_iter();
    ReportRecord {
        generator: GENERATOR,
        version: VERSION,
        day: report.day,
        since: report.window.since,
        title: report.title.as_deref(),
        registers: &report.registers,
        condition: report.condition.as_deref(),
        commit: report.commit(),
        commits: &report.commits,
        history: HistoryRecord { from: report.since, is_shallow: report.is_shallow },
        totals: totals.iter().map(|total| (total.key, total.count)).collect(),
        before: (!before.is_empty()).then_some(before),
        states: StateRecords {
            names: &report.flow,
            days: days
                .map(|(day, counts)| DayRecord { day, entries: counts.states, open: counts.open })
                .collect(),
        },
        figures: &report.figures,
    }
}
