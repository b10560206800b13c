//! How many gaps were in which state, day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Phase, Report};

/// How many entries were in each state from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub day: Date,
    /// By the states of the flow; what is in none comes last.
    pub states: Vec<u32>,
}

impl Count {
    /// How many were not repaired.
    pub(super) fn open(&self, repaired_from: usize) -> u32 {
        let other = self.states.last().copied().unwrap_or(0);
        self.states[..repaired_from].iter().sum::<u32>() + other
    }
}

/// The counts from each day on that brought another one, and on the last day.
pub(super) fn counts(report: &Report) -> Vec<Count> {
    let mut changes: BTreeMap<Date, Vec<(Phase, Phase)>> = BTreeMap::new();
    for track in &report.tracks {
        let phases = &track.phases;
        let before = std::iter::once(Phase::Gone).chain(phases.iter().map(|(_, phase)| *phase));
        for (&(day, phase), before) in phases.iter().zip(before) {
            changes.entry(day.min(report.day)).or_default().push((before, phase));
        }
    }
    changes.entry(report.day).or_default();
    let mut states = vec![0u32; report.flow.len() + 1];
    let place = |phase| match phase {
        Phase::State(state) => Some(state.min(report.flow.len())),
        Phase::Other => Some(report.flow.len()),
        Phase::Gone => None,
    };
    let mut counts = Vec::with_capacity(changes.len());
    for (day, changes) in changes {
        for (before, after) in changes {
            if let Some(place) = place(before) {
                states[place] = states[place].saturating_sub(1);
            }
            if let Some(place) = place(after) {
                states[place] += 1;
            }
        }
        counts.push(Count { day, states: states.clone() });
    }
    counts
}
