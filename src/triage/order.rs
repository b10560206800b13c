//! Which entries have a row, and in which order.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::input::{Include, TableInput};
use crate::register::{Entry, TrackedValues};
use crate::text::Span;
use crate::values::{split_id, subsequence};
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

    /// The listed entries in the order of the lines of the table. Rows that are in an order of their
    /// own keep it: by ID, by priority, by hand. Only where nearly all rows are in the order of the
    /// entries, the others belong there, too.
    pub(super) fn in_order_of(&self, rows: &[&'a Entry], listed: Vec<&'a Entry>) -> Vec<&'a Entry> {
        if !self.options.order.is_empty() || rows.len() < FEW_ROWS {
            return listed;
        }
        let own_strays = strays(rows, &listed);
        if own_strays == 0 {
            return listed;
        }
        let others = self.other_orders(&listed).into_iter();
        let others = others.map(|order| (strays(rows, &order), order));
        let nearest = others.min_by_key(|(strays, _)| *strays);
        let most = (rows.len() / ROWS_PER_STRAY).max(1);
        match nearest {
            Some((0, order)) => order,
            Some((fewer, order)) if fewer < own_strays => with_new(rows, &order, fewer <= most),
            _ if own_strays <= most => listed,
            _ => with_new(rows, &listed, false),
        }
    }

    /// The listed entries in the orders that teams sort a table by.
    fn other_orders(&self, listed: &[&'a Entry]) -> Vec<Vec<&'a Entry>> {
        let by = |key: Key| {
            let mut sorted = listed.to_vec();
            sorted.sort_by_cached_key(|entry| self.rank(entry, &self.tracked(entry), key));
            sorted
        };
        let backwards = |mut entries: Vec<&'a Entry>| {
            entries.reverse();
            entries
        };
        let reversed = backwards(listed.to_vec());
        let sorted = ORDERS.iter().map(|&key| by(key));
        let from_last = ORDERS.iter().map(|&key| backwards(by(key)));
        std::iter::once(reversed).chain(sorted).chain(from_last).collect()
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

/// Of so many rows, one may be out of an order that the others are in.
const ROWS_PER_STRAY: usize = 4;

/// How many of some entries are out of the order of a list that holds all of them.
fn strays(entries: &[&Entry], list: &[&Entry]) -> usize {
    let places: HashMap<Span, u32> = list.iter().map(|entry| entry.span).zip(0..).collect();
    let sequence: Vec<u32> =
        entries.iter().filter_map(|entry| places.get(&entry.span).copied()).collect();
    sequence.len() - subsequence::longest_increasing(&sequence).len()
}

/// The entries that have a row in the order of their rows, and each new one behind the row that it
/// follows in another order, or at the end where the rows do not keep that.
fn with_new<'a>(rows: &[&'a Entry], order: &[&'a Entry], is_kept: bool) -> Vec<&'a Entry> {
    let tracked: HashSet<Span> = rows.iter().map(|entry| entry.span).collect();
    let mut last = None;
    let mut followers: HashMap<Option<Span>, Vec<&Entry>> = HashMap::new();
    let end = rows.last().map(|entry| entry.span);
    for &entry in order {
        if tracked.contains(&entry.span) {
            last = Some(entry.span);
        } else {
            followers.entry(if is_kept { last } else { end }).or_default().push(entry);
        }
    }
    let mut lines = followers.remove(&None).unwrap_or_default();
    for &entry in rows {
        lines.push(entry);
        lines.extend(followers.remove(&Some(entry.span)).into_iter().flatten());
    }
    lines
}
