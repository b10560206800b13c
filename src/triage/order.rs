//! Which entries have a row, and in which order.

use std::collections::HashSet;

use jiff::civil::Date;

use super::input::{Include, TableInput};
use crate::register::{Entry, TrackedValues};
use crate::values::split_id;
use crate::vocabulary::{Key, fold};

/// By what a row is ordered. Rows without a value come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(usize),
    Day(Date),
    Numbered(String, u64),
    Text(String),
    Unsaid,
}

impl<'a> TableInput<'a> {
    /// The entries that have a row, in the order of the rows: those with an ID, each ID once.
    pub(crate) fn listed(&self) -> Vec<&'a Entry> {
        let mut seen = HashSet::with_capacity(self.register.entries.len());
        let entries = self.register.entries.iter();
        let mut listed: Vec<&Entry> = entries
            .filter(|entry| self.register.id(entry).is_some_and(|id| seen.insert(id)))
            .filter(|entry| self.is_listed(entry))
            .collect();
        if !self.options.order.is_empty() {
            listed.sort_by_cached_key(|entry| self.ranks(entry));
        }
        listed
    }

    /// The listed entries in the order that all rows have, where that is an order of its own: the
    /// newest first, by ID, by priority. An order that a table keeps throughout is right.
    pub(super) fn in_order_of(&self, rows: &[&'a Entry], listed: Vec<&'a Entry>) -> Vec<&'a Entry> {
        if !self.options.order.is_empty() || rows.len() < FEW_ROWS || is_order_of(rows, &listed) {
            return listed;
        }
        let by = |key: Key| {
            let mut sorted = listed.clone();
            sorted.sort_by_cached_key(|entry| self.rank(entry, &self.tracked(entry), key));
            sorted
        };
        let backwards = |mut entries: Vec<&'a Entry>| {
            entries.reverse();
            entries
        };
        let reversed = backwards(listed.clone());
        let sorted = ORDERS.iter().map(|&key| by(key));
        let from_last = ORDERS.iter().map(|&key| backwards(by(key)));
        let mut orders = std::iter::once(reversed).chain(sorted).chain(from_last);
        orders.find(|order| is_order_of(rows, order)).unwrap_or(listed)
    }

    /// Whether an entry of its state is listed.
    pub(super) fn is_listed(&self, entry: &Entry) -> bool {
        let is_closed = || {
            let tracked = self.tracked(entry);
            tracked.state == Some(self.policy.last_state())
                || tracked.is_closed_unrepaired(self.policy)
        };
        self.options.include == Include::All || !is_closed()
    }

    fn tracked(&self, entry: &Entry) -> TrackedValues<'a> {
        TrackedValues::of(self.register, entry, self.policy, self.vocabulary)
    }

    fn ranks(&self, entry: &Entry) -> Vec<SortKey> {
        let tracked = self.tracked(entry);
        self.options.order.iter().map(|&key| self.rank(entry, &tracked, key)).collect()
    }

    fn rank(&self, entry: &Entry, tracked: &TrackedValues<'_>, key: Key) -> SortKey {
        let number = |number: Option<usize>| number.map(SortKey::Number);
        let text = |text: &str| match split_id(text) {
            Some((prefix, number, _)) => SortKey::Numbered(fold(prefix), number),
            None => SortKey::Text(fold(text)),
        };
        let rank = match key {
            Key::Status => number(tracked.meaning().map(|state| self.policy.place(state))),
            Key::Sla => number(tracked.sla.map(|sla| sla.hours() as usize)),
            // By age, the oldest come first.
            Key::FirstSeen | Key::Age => tracked.first_seen.map(SortKey::Day),
            Key::Due => tracked.due.map(SortKey::Day),
            Key::AcceptedUntil => tracked.accepted_until.map(SortKey::Day),
            Key::Priority => tracked.priority.map(text),
            Key::Severity => {
                number(tracked.severity.and_then(|level| self.vocabulary.urgency(level)))
            }
            Key::Id => self.register.id(entry).map(text),
            key => Some(text(&self.cell(entry, Some(key)))),
        };
        rank.unwrap_or(SortKey::Unsaid)
    }
}

/// Fewer rows than this are in every order by chance.
const FEW_ROWS: usize = 3;

/// The values by which teams sort a table.
const ORDERS: [Key; 6] =
    [Key::Id, Key::Priority, Key::Severity, Key::Due, Key::FirstSeen, Key::Status];

/// Whether entries are in the order of a list that holds all of them.
fn is_order_of(entries: &[&Entry], list: &[&Entry]) -> bool {
    let mut rest = list.iter();
    entries.iter().all(|entry| rest.any(|other| other.span == entry.span))
}
