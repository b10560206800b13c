//! How many gaps were in which state, day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Phase, Report, Spell};

/// How many entries were in each state from a day on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// By the states of the flow; what is in none comes last.
    pub states: Vec<u32>,
    /// How many were not repaired.
    pub open: u32,
}

/// The counts from each day on that brought another one, and on the last day.
pub(super) fn counts(report: &Report) -> Vec<(Date, Count)> {
    let mut changes: BTreeMap<Date, Vec<(Option<Spell>, Spell)>> = BTreeMap::new();
    for track in &report.tracks {
        let mut before: Option<Spell> = None;
        for spell in track {
            // Clocks differ, and go wrong: what came later is no earlier.
            let day = spell.day.max(before.map_or(spell.day, |before| before.day));
            let spell = Spell { day: day.min(report.day), ..*spell };
            changes.entry(spell.day).or_default().push((before, spell));
            before = Some(spell);
        }
    }
    changes.entry(report.day).or_default();
    let mut now = Count { states: vec![0; report.flow.len() + 1], open: 0 };
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

impl Count {
    fn add(&mut self, spell: Spell, add: fn(u32, u32) -> u32) {
        let none = self.states.len() - 1;
        let place = match spell.phase {
            Phase::State(state) => state.min(none),
            Phase::Other => none,
            Phase::Gone => return,
        };
        self.states[place] = add(self.states[place], 1);
        self.open = add(self.open, u32::from(spell.progress.is_open()));
    }
}
