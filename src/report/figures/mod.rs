//! The figures of a report, computed from the lives of entries. What git cannot say is counted as
//! unknown and never guessed.

mod ages;
mod changes;
mod deadlines;
mod durations;
mod groups;
mod life;
mod month;
mod priorities;
mod split;
mod stuck;
#[cfg(test)]
mod tests;
mod window;

use serde::Serialize;

pub(super) use ages::AgeFigures;
pub(super) use changes::{Changes, Reopened};
pub(super) use deadlines::KeptShare;
pub(super) use durations::{Durations, HalfDays};
pub(super) use groups::GroupFigures;
pub(crate) use life::{KnownDay, Life, LifeEntry, Stay};
pub(super) use month::Month;
pub(crate) use priorities::RankedPriority;
pub(super) use priorities::sorted_priorities;
pub(super) use split::{OfMonth, OfPriority, Split};
pub(super) use stuck::Stuck;
pub(crate) use window::Window;

/// All figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Figures {
    pub time_to_fix: Split<Durations>,
    pub time_to_verify: Split<Durations>,
    pub deadlines: Split<KeptShare>,
    pub ages: AgeFigures,
    pub reopened: Reopened,
    pub stuck: Stuck,
    pub owners: Vec<GroupFigures>,
    pub areas: Vec<GroupFigures>,
    pub changes: Changes,
}

impl Figures {
    pub(crate) fn of(lives: &[Life], window: Window) -> Self {
        Self {
            time_to_fix: durations::to_fix(lives, window),
            time_to_verify: durations::to_verify(lives, window),
            deadlines: deadlines::deadlines(lives, window),
            ages: AgeFigures::of(lives, window),
            reopened: Reopened::of(lives, window),
            stuck: Stuck::of(lives, window),
            owners: groups::by_owner(lives, window),
            areas: groups::by_area(lives, window),
            changes: Changes::of(lives, window),
        }
    }
}
