//! The typed values of an entry's tracked fields.

use jiff::civil::Date;

use super::{Entry, Policy, Register, StatusMeaning};
use crate::values::Sla;
use crate::vocabulary::{Key, Vocabulary};

/// The keys that tracked values are read from.
const READ: [Key; 7] = [
    Key::Status,
    Key::Sla,
    Key::FirstSeen,
    Key::Due,
    Key::AcceptedUntil,
    Key::Priority,
    Key::Severity,
];

/// The values of an entry's tracked fields, as far as they are understood.
#[derive(Clone, Debug, Default)]
pub struct TrackedValues<'r> {
    /// The status as written.
    pub(crate) status_text: Option<&'r str>,
    /// The index of the status in the flow.
    pub(crate) state: Option<usize>,
    /// The index of the status among the states beside the flow, stated or not.
    pub(crate) further: Option<usize>,
    /// The canonical priority.
    pub(crate) priority: Option<&'r str>,
    /// The canonical severity.
    pub(crate) severity: Option<&'r str>,
    /// How long it may stay open.
    pub(crate) sla: Option<Sla>,
    /// The text after the SLA: the reason for it.
    pub(crate) sla_reason: &'r str,
    /// When the gap was first seen.
    pub(crate) first_seen: Option<Date>,
    /// The last day on which it is in time: the one that it states itself, else by its SLA.
    pub(crate) due: Option<Date>,
    /// The last day by its SLA.
    pub(crate) sla_due: Option<Date>,
    /// Whether it states a day of its own, understood or not.
    pub(crate) states_due: bool,
    /// The last day on which the team has agreed to live with the gap.
    pub(crate) accepted_until: Option<Date>,
}

impl<'r> TrackedValues<'r> {
    /// The tracked values of an entry.
    pub(crate) fn of(
        register: &Register<'r>,
        entry: &Entry,
        policy: &Policy,
        vocabulary: &'r Vocabulary,
    ) -> Self {
        Self::read(|key| register.value_of(entry, key), policy, vocabulary)
    }

    /// Whether an entry has a field that tracked values are read from. A hostile register has very many
    /// entries without.
    pub(crate) fn are_in(entry: &Entry) -> bool {
        entry.fields.iter().any(|field| field.key.is_some_and(|key| READ.contains(&key)))
    }

    /// The tracked values among those that `value` gives.
    pub(crate) fn read(
        value: impl Fn(Key) -> Option<&'r str>,
        policy: &Policy,
        vocabulary: &'r Vocabulary,
    ) -> Self {
        let status_text = value(Key::Status);
        let sla = value(Key::Sla).and_then(|text| Sla::parse(text, vocabulary));
        let meaning = status_text.and_then(|text| policy.meaning(text, vocabulary));
        let (state, further) = match meaning {
            Some(StatusMeaning::Flow(state)) => (Some(state), None),
            Some(StatusMeaning::Further(state)) => (None, Some(state)),
            None => (None, None),
        };
        let first_seen = policy.day(Key::FirstSeen, value(Key::FirstSeen), vocabulary);
        let sla_due = sla.zip(first_seen).map(|((sla, _), seen)| sla.due(seen, &policy.calendar));
        let stated = value(Key::Due).filter(|text| vocabulary.placeholder(text).is_none());
        let accepted_until = policy.day(Key::AcceptedUntil, value(Key::AcceptedUntil), vocabulary);
        Self {
            status_text,
            state,
            further,
            priority: value(Key::Priority)
                .and_then(|text| vocabulary.priority(policy.level_words(text, vocabulary))),
            severity: value(Key::Severity)
                .and_then(|text| vocabulary.severity(policy.level_words(text, vocabulary))),
            due: match stated {
                Some(_) => policy.day(Key::Due, stated, vocabulary),
                None => sla_due,
            },
            sla_due,
            states_due: stated.is_some(),
            sla: sla.map(|(sla, _)| sla),
            sla_reason: sla.map_or("", |(_, reason)| reason),
            first_seen,
            accepted_until,
        }
    }

    /// Whether the gap is repaired, by its status.
    pub(crate) fn is_repaired(&self, policy: &Policy, vocabulary: &Vocabulary) -> bool {
        self.state.is_some_and(|state| state >= policy.repaired_from(vocabulary))
    }

    /// Whether the gap is closed without a repair, by its status.
    pub(crate) fn is_closed_unrepaired(&self, policy: &Policy) -> bool {
        self.further.is_some_and(|at| policy.further[at].is_closed)
    }

    /// Whether nothing is left to repair.
    pub(crate) fn is_over(&self, policy: &Policy, vocabulary: &Vocabulary) -> bool {
        self.is_repaired(policy, vocabulary) || self.is_closed_unrepaired(policy)
    }

    /// Whether the team lives with the gap on a day: something is left to repair, and it is not overdue.
    pub(crate) fn is_accepted(&self, day: Date, policy: &Policy, vocabulary: &Vocabulary) -> bool {
        self.accepted_until.is_some_and(|last| day <= last) && !self.is_over(policy, vocabulary)
    }

    /// Whether the gap is to be repaired by its due date: it is neither over nor accepted on a day.
    pub(crate) fn awaits_repair(
        &self,
        day: Date,
        policy: &Policy,
        vocabulary: &Vocabulary,
    ) -> bool {
        !self.is_over(policy, vocabulary) && !self.is_accepted(day, policy, vocabulary)
    }

    /// For how many days it is overdue on a day, if it is.
    pub(crate) fn days_overdue(
        &self,
        day: Date,
        policy: &Policy,
        vocabulary: &Vocabulary,
    ) -> Option<i32> {
        let days = (day - self.due?).get_days();
        (days > 0 && self.awaits_repair(day, policy, vocabulary)).then_some(days)
    }

    /// The name of the state that the status means, in the flow or of those stated beside it.
    pub(crate) fn stated_state<'p>(&self, policy: &'p Policy) -> Option<&'p str> {
        let is_stated = |at: usize| policy.further[at].is_stated;
        let state = self.meaning().filter(|_| self.further.is_none_or(is_stated));
        state.map(|state| policy.state_name(state))
    }

    /// What the status means.
    pub(crate) fn meaning(&self) -> Option<StatusMeaning> {
        let further = self.further.map(StatusMeaning::Further);
        self.state.map(StatusMeaning::Flow).or(further)
    }
}

/// What the status of an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryEnd {
    Open,
    Repaired,
    /// It is closed, and nothing was repaired: `Won't fix`.
    Unrepaired,
    /// Its status is not understood.
    Unknown,
}

impl EntryEnd {
    pub(crate) fn of(tracked: &TrackedValues<'_>, policy: &Policy, words: &Vocabulary) -> Self {
        if tracked.is_repaired(policy, words) {
            Self::Repaired
        } else if tracked.is_closed_unrepaired(policy) {
            Self::Unrepaired
        } else if tracked.meaning().is_none() && tracked.status_text.is_some() {
            Self::Unknown
        } else {
            Self::Open
        }
    }
}
