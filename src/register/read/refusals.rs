//! What was refused while the entries were looked for, and why.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::register::{Entry, EntryTable, Refusal, Unread, UnreadKind};
use crate::text::Span;

/// With fewer members, it is by chance that it looks like entries.
const FEWEST: usize = 2;

/// What was refused, by where it starts. What is said last counts.
#[derive(Debug, Default)]
pub(super) struct Refusals {
    by_place: RefCell<BTreeMap<u32, Unread>>,
}

impl Refusals {
    /// Keeps that `count` members within a span are no entries.
    pub(super) fn refuse(&self, span: Span, what: UnreadKind, count: usize, why: Refusal) {
        if count >= FEWEST {
            let unread = Unread { span, what, count, why };
            self.by_place.borrow_mut().insert(span.start, unread);
        }
    }

    /// Whether something that starts there was refused.
    pub(super) fn has(&self, start: u32) -> bool {
        self.by_place.borrow().contains_key(&start)
    }

    /// What is left unread: it neither lies in entries nor holds any, and adds to none.
    pub(super) fn unread(
        self,
        text: &str,
        entries: &[Entry],
        tables: &[EntryTable],
    ) -> Vec<Unread> {
        // Entries may lie in each other, so the one that reaches furthest counts.
        let reach = entries.iter().scan(0, |end, entry| {
            *end = entry.span.end.max(*end);
            Some(*end)
        });
        let reach: Vec<u32> = reach.collect();
        let touches = |span: Span| {
            let before = entries.partition_point(|entry| entry.span.start < span.end);
            before.checked_sub(1).is_some_and(|last| reach[last] > span.start)
        };
        let is_read = |unread: &Unread| {
            let is_detail = |it: Span| it.start < unread.span.end && unread.span.start < it.end;
            touches(unread.span)
                || entries.iter().filter_map(|entry| entry.detail).any(is_detail)
                || tables.iter().any(|table| table.span.start == unread.span.start)
        };
        let all = self.by_place.into_inner().into_values();
        let all = all.map(|it| Unread { span: it.span.trim(text), ..it });
        let mut found: Vec<Unread> = Vec::new();
        for unread in all.filter(|unread| !is_read(unread)) {
            // What lies in sections that were refused goes with them.
            if found.last().is_none_or(|last| last.span.end <= unread.span.start) {
                found.push(unread);
            }
        }
        found
    }
}
