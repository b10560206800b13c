//! By what a triage table is split, and so to which of its parts the row of an entry belongs.
//!
//! The captions of the parts say it: states (`Open`, `Closed`), values (`Team Web`, `P1`), periods
//! (`Q1 2026`). Where they say nothing, the rows may: all of one owner are in one part.

mod divided;
mod period;
mod states;
mod values;

use super::Entry;
use crate::vocabulary::Key;
pub(crate) use divided::Divided;
use divided::members;
use period::Periods;
use states::States;
use values::Values;

/// By what a triage table is split; nothing else than one part where it is not.
#[derive(Debug)]
pub(crate) struct Division {
    criteria: Vec<Criterion>,
    parts: usize,
}

/// The part that an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// The index of the part.
    pub part: usize,
    /// The key whose value decides it.
    pub key: Key,
}

#[derive(Debug)]
enum Criterion {
    States(States),
    Values(Values),
    Periods(Periods),
}

impl Criterion {
    /// For each part, whether an entry may be in it; nothing where the value of the entry is not
    /// understood.
    fn places(&self, divided: Divided<'_>, entry: &Entry) -> Option<Vec<bool>> {
        match self {
            Self::States(states) => states.places(divided, entry),
            Self::Values(values) => values.places(divided, entry),
            Self::Periods(periods) => periods.places(divided, entry),
        }
    }

    fn key(&self) -> Key {
        match self {
            Self::States(_) => Key::Status,
            Self::Values(values) => values.key(),
            Self::Periods(periods) => periods.key(),
        }
    }

    /// Whether it allows the same entries in two parts.
    fn treats_alike(&self, one: usize, other: usize) -> bool {
        match self {
            Self::States(states) => states.treats_alike(one, other),
            Self::Values(values) => values.treats_alike(one, other),
            Self::Periods(periods) => periods.treats_alike(one, other),
        }
    }
}

impl Division {
    pub(crate) fn of(divided: Divided<'_>) -> Self {
        let parts = divided.register.triage.len();
        if parts < 2 {
            return Self { criteria: Vec::new(), parts };
        }
        let members = members(divided);
        let mut criteria: Vec<Criterion> = Vec::new();
        criteria.extend(States::of(divided, &members).map(Criterion::States));
        criteria.extend(Values::captioned(divided, &members).into_iter().map(Criterion::Values));
        criteria.extend(Periods::of(divided, &members).map(Criterion::Periods));
        if criteria.is_empty() {
            criteria.extend(Values::learned(divided, &members).map(Criterion::Values));
        }
        Self { criteria, parts }
    }

    /// Whether the table has several parts.
    pub(crate) fn is_split(&self) -> bool {
        self.parts > 1
    }

    /// Whether each part is understood as one of its own.
    pub(crate) fn is_understood(&self) -> bool {
        let are_told_apart = |one: usize, other: usize| {
            self.criteria.iter().any(|criterion| !criterion.treats_alike(one, other))
        };
        (1..self.parts).all(|one| (0..one).all(|other| are_told_apart(one, other)))
    }

    /// The only part that an entry may be in; nothing where several are possible, or none.
    pub(crate) fn home(&self, divided: Divided<'_>, entry: &Entry) -> Option<Home> {
        let key = self.criteria.first().map_or(Key::Id, Criterion::key);
        let mut may_be = vec![true; self.parts];
        for criterion in &self.criteria {
            let places = criterion.places(divided, entry)?;
            may_be.iter_mut().zip(places).for_each(|(may_be, place)| *may_be &= place);
        }
        let mut possible = (0..self.parts).filter(|&part| may_be[part]);
        let part = possible.next()?;
        possible.next().is_none().then_some(Home { part, key })
    }

    /// The part that an entry belongs to where its row is in another one, with the key of the value
    /// that says so.
    pub(crate) fn other_home(
        &self,
        divided: Divided<'_>,
        entry: &Entry,
        part: usize,
    ) -> Option<Home> {
        if !self.is_split() {
            return None;
        }
        let home = self.home(divided, entry).filter(|home| home.part != part)?;
        let forbids = |criterion: &&Criterion| {
            criterion.places(divided, entry).is_some_and(|places| !places[part])
        };
        self.criteria.iter().find(forbids).map(|criterion| Home { key: criterion.key(), ..home })
    }
}
