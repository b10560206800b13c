//! What each owner and each area has to do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::life::{KnownDay, Life};
use super::window::Window;
use crate::text::Ordered;
use crate::timeline::Outcome;

/// What an owner or an area has to do, and has done lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct GroupFigures {
    /// Nothing for the entries that name none.
    pub name: Option<String>,
    pub open: usize,
    pub overdue: usize,
    /// Repaired in the last thirty days, or since the first day that was asked for.
    pub fixed: usize,
}

/// By owner: those with the most that is overdue first, then those with the most that is open.
pub(super) fn by_owner(lives: &[Life], window: Window) -> Vec<GroupFigures> {
    grouped(lives, window, |life| life.owner.clone())
}

/// By the first steps of the menu path in which entries differ.
pub(super) fn by_area(lives: &[Life], window: Window) -> Vec<GroupFigures> {
    let depth = shared_steps(lives) + 1;
    grouped(lives, window, |life| {
        let steps = &life.area[..life.area.len().min(depth)];
        (!steps.is_empty()).then(|| steps.join(" → "))
    })
}

/// How many first steps all menu paths share.
fn shared_steps(lives: &[Life]) -> usize {
    let mut areas = lives.iter().filter(|life| life.now().is_some()).map(|life| &life.area);
    let Some(first) = areas.next() else { return 0 };
    let shared = |area: &Vec<String>| first.iter().zip(area).take_while(|(a, b)| a == b).count();
    areas.map(shared).min().unwrap_or(0)
}

fn grouped(
    lives: &[Life],
    window: Window,
    name: impl Fn(&Life) -> Option<String>,
) -> Vec<GroupFigures> {
    let mut groups: BTreeMap<Option<String>, GroupFigures> = BTreeMap::new();
    for life in lives.iter().filter(|life| life.now().is_some()) {
        let name = name(life);
        let group = groups.entry(name.clone()).or_insert(GroupFigures {
            name,
            open: 0,
            overdue: 0,
            fixed: 0,
        });
        let repaired = life.repaired().and_then(KnownDay::exactly);
        group.open += usize::from(life.is_open());
        group.overdue += usize::from(life.outcome == Outcome::Overdue);
        group.fixed += usize::from(repaired.is_some_and(|day| window.lately() <= day));
    }
    let mut groups: Vec<GroupFigures> = groups.into_values().collect();
    groups.retain(|group| group.open + group.overdue + group.fixed > 0);
    groups
        .order_by_key(|group| (Reverse(group.overdue), Reverse(group.open), Reverse(group.fixed)));
    groups
}
