//! How many entries were in each state, day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::data::{Report, StateInterval};
use crate::timeline::Phase;

/// How many entries were in each state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StateCounts {
    /// By the states of the flow, then the entries with another status.
    pub states: Vec<u32>,
    /// How many entries were not repaired.
    pub open: u32,
}

/// The counts on each day with a change, and on the last day.
pub(super) fn counts(report: &Report) -> Vec<(Date, StateCounts)> {
    let mut changes: BTreeMap<Date, Vec<(Option<StateInterval>, StateInterval)>> = BTreeMap::new();
    for intervals in &report.state_histories {
        let mut before: Option<StateInterval> = None;
        for interval in intervals {
            // If clocks disagree, an interval still begins no earlier than the one before.
            let day = interval.from.max(before.map_or(interval.from, |before| before.from));
            let interval = StateInterval { from: day.min(report.day), ..*interval };
            changes.entry(interval.from).or_default().push((before, interval));
            before = Some(interval);
        }
    }
    changes.entry(report.day).or_default();
    let mut now = StateCounts { states: vec![0; report.flow.len() + 1], open: 0 };
    let mut counts = Vec::with_capacity(changes.len());
    for (day, changes) in changes {
        for (before, after) in changes {
            if let Some(before) = before {
                now.add(before, u32::wrapping_sub);
            }
            now.add(after, u32::wrapping_add);
        }
        counts.push((day, now.clone()));
    }
    counts
}

impl StateCounts {
    fn add(&mut self, interval: StateInterval, add: fn(u32, u32) -> u32) {
        let none = self.states.len() - 1;
        let place = match interval.phase {
            Phase::State(state) => state.min(none),
            Phase::Further(_) | Phase::Other => none,
            Phase::Gone => return,
        };
        self.states[place] = add(self.states[place], 1);
        self.open = add(self.open, u32::from(interval.progress.is_open()));
    }
}
