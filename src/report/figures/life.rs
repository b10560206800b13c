//! What is known of the life of one entry. All figures are computed from lives alone.

use jiff::civil::Date;
use serde::Serialize;

use super::priorities::RankedPriority;
use crate::report::progress::Progress;
use crate::timeline::Outcome;

/// What is known of the life of an entry.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub entry: LifeEntry,
    pub priority: Option<RankedPriority>,
    pub owner: Option<String>,
    /// The menu path in front of its title.
    pub area: Vec<String>,
    /// The day that the entry itself states.
    pub first_seen: Option<Date>,
    /// The day of the commit that added the entry; nothing where git cannot say.
    pub added: Option<Date>,
    /// Its states, the oldest first; the first one may have begun before git saw the entry.
    pub stays: Vec<Stay>,
    /// The day of its repair, where its status states one or git saw it.
    pub repair: Option<Date>,
    /// The last change of the entry, if git has any.
    pub changed: Option<KnownDay>,
    pub due: Option<Date>,
    pub outcome: Outcome,
    /// Whether a repair waits for something more in its register.
    pub is_verified: bool,
}

/// The name of an entry, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct LifeEntry {
    pub path: String,
    /// The name of its repository, where the report has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    pub id: Option<String>,
    pub title: String,
}

/// A state that an entry was in from a day on, until the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stay {
    pub from: Date,
    /// Nothing while the entry was not there.
    pub progress: Option<Progress>,
}

/// A day, or a day before which something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownDay {
    pub day: Date,
    /// Whether it was that day; else it may have been any day before.
    pub is_exact: bool,
}

impl Life {
    /// The same with its days in order: clocks may disagree, and no day is after the last one.
    pub(crate) fn until(mut self, last: Date) -> Self {
        let mut before = Date::MIN;
        for stay in &mut self.stays {
            stay.from = stay.from.max(before).min(last);
            before = stay.from;
        }
        self
    }

    /// Its state now; nothing if it was removed.
    pub(super) fn now(&self) -> Option<Progress> {
        self.stays.last().and_then(|stay| stay.progress)
    }

    pub(super) fn is_open(&self) -> bool {
        self.now().is_some_and(Progress::is_open)
    }

    /// The day from which on it was open: the one that the entry states, else that of the commit.
    pub(super) fn opened(&self) -> Option<Date> {
        self.first_seen.or(self.added)
    }

    /// When it was repaired, if it is repaired now or was when it was removed.
    pub(super) fn repaired(&self) -> Option<KnownDay> {
        let since = self.since(Progress::is_repaired)?;
        let stated = self.repair.filter(|_| !since.is_exact);
        Some(stated.map_or(since, |day| KnownDay { day: day.min(since.day), is_exact: true }))
    }

    /// When its repair was verified, in a register where that is a state of its own.
    pub(super) fn verified(&self) -> Option<KnownDay> {
        self.since(|progress| progress == Progress::Done).filter(|_| self.is_verified)
    }

    /// When it was closed without a repair.
    pub(super) fn closed(&self) -> Option<KnownDay> {
        self.since(|progress| progress == Progress::Closed)
    }

    /// The day of the commit that removed it, if it is not there now.
    pub(super) fn removed(&self) -> Option<Date> {
        self.stays.last().filter(|stay| stay.progress.is_none()).map(|stay| stay.from)
    }

    /// The days from when it was opened until it was repaired.
    pub(super) fn days_to_repair(&self) -> Option<u32> {
        days_between(self.opened()?, self.repaired()?.exactly()?)
    }

    /// The days from its repair until that was verified.
    pub(super) fn days_to_verify(&self) -> Option<u32> {
        days_between(self.repaired()?.exactly()?, self.verified()?.exactly()?)
    }

    /// The days on which it was open again after it was repaired or closed.
    pub(super) fn reopened(&self) -> impl Iterator<Item = Date> {
        let stays: Vec<(Date, Progress)> = self.there().collect();
        let again: Vec<Date> = stays
            .windows(2)
            .filter(|pair| !pair[0].1.is_open() && pair[1].1.is_open())
            .map(|pair| pair[1].0)
            .collect();
        again.into_iter()
    }

    /// Its states while it was there: an entry that was removed by mistake came back as it was.
    fn there(&self) -> impl DoubleEndedIterator<Item = (Date, Progress)> {
        self.stays.iter().filter_map(|stay| Some((stay.from, stay.progress?)))
    }

    /// Since when it is in states of a kind, without a break up to its last state.
    fn since(&self, is_of_kind: impl Fn(Progress) -> bool) -> Option<KnownDay> {
        let count = self.there().count();
        let own = self.there().rev().take_while(|(_, progress)| is_of_kind(*progress));
        let (at, (day, _)) = own.enumerate().last()?;
        // An entry that was added in such a state came into it on some day before.
        Some(KnownDay { day, is_exact: at + 1 < count })
    }
}

impl KnownDay {
    pub(super) fn exactly(self) -> Option<Date> {
        self.is_exact.then_some(self.day)
    }
}

/// The days from one day to another; nothing if the second is before the first.
pub(super) fn days_between(from: Date, until: Date) -> Option<u32> {
    u32::try_from((until - from).get_days()).ok()
}
