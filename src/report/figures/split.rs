//! A figure for all entries, and by priority and month.

use std::collections::BTreeMap;

use serde::Serialize;

use super::month::Month;
use super::priorities::{RankedPriority, by_priority};

/// A figure for all entries, for those of each priority, and for each month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Split<F> {
    pub all: F,
    pub by_priority: Vec<OfPriority<F>>,
    pub by_month: Vec<OfMonth<F>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OfPriority<F> {
    /// Nothing for the entries without one, which come last.
    pub priority: Option<String>,
    #[serde(flatten)]
    pub figures: F,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OfMonth<F> {
    pub month: Month,
    #[serde(flatten)]
    pub figures: F,
}

/// What is counted, by its priority and its month.
pub(super) trait Counted {
    fn priority(&self) -> Option<&RankedPriority>;
    /// Nothing where it is not known.
    fn month(&self) -> Option<Month>;
}

impl<F> Split<F> {
    /// Makes the figures of some members. Months in which there are none are left out.
    pub(super) fn of<M: Counted>(members: &[M], figure: impl Fn(&[&M]) -> F) -> Self {
        let all: Vec<&M> = members.iter().collect();
        let mut months: BTreeMap<Month, Vec<&M>> = BTreeMap::new();
        for member in members {
            if let Some(month) = member.month() {
                months.entry(month).or_default().push(member);
            }
        }
        let of_priority = by_priority(members, |member| member.priority()).into_iter();
        let of_priority = of_priority.map(|(priority, members)| OfPriority {
            priority: priority.map(str::to_owned),
            figures: figure(&members),
        });
        let of_month = months.into_iter();
        Self {
            by_priority: of_priority.collect(),
            by_month: of_month
                .map(|(month, members)| OfMonth { month, figures: figure(&members) })
                .collect(),
            all: figure(&all),
        }
    }
}
