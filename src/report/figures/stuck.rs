//! Entries that nobody has changed for long, although something is left to do.

use serde::Serialize;

use super::life::{Life, LifeEntry, days_between};
use super::window::Window;
use crate::text::Ordered;
use crate::timeline::Outcome;

/// Entries that are not closed and were not changed for some days. One that is accepted for now is left
/// alone on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Stuck {
    pub after_days: u32,
    pub count: usize,
    /// How many may be stuck: git cannot say when they were changed.
    pub unknown: usize,
    /// The longest unchanged first.
    pub entries: Vec<StuckEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct StuckEntry {
    #[serde(flatten)]
    pub entry: LifeEntry,
    pub owner: Option<String>,
    /// The days since its last change; at least so many, where the history is cut off.
    pub days: u32,
}

impl Stuck {
    pub(super) fn of(lives: &[Life], window: Window) -> Self {
        let has_more = |life: &&Life| {
            life.now().is_some_and(|now| !now.is_closed()) && life.outcome != Outcome::Accepted
        };
        let mut stuck = Self { after_days: window.stuck_after, ..Self::default() };
        for life in lives.iter().filter(has_more) {
            let days = life.changed.and_then(|changed| days_between(changed.day, window.today));
            let is_exact = life.changed.is_some_and(|changed| changed.is_exact);
            match days {
                Some(days) if days >= window.stuck_after => {
                    let (entry, owner) = (life.entry.clone(), life.owner.clone());
                    stuck.entries.push(StuckEntry { entry, owner, days });
                }
                Some(_) if is_exact => {}
                // A clock that is ahead says that the change is young.
                None if life.changed.is_some() => {}
                _ => stuck.unknown += 1,
            }
        }
        stuck.entries.order_by(|a, b| b.days.cmp(&a.days).then_with(|| a.entry.cmp(&b.entry)));
        stuck.count = stuck.entries.len();
        stuck
    }
}
