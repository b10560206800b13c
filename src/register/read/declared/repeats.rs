//! What several places of a file say of one ID.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::DeclaredReader;
use crate::register::Entry;
use crate::register::entry::is_within;
use crate::register::read::merge::add_row;
use crate::register::read::refusals::Refusals;
use crate::register::read::tables;

/// The entries with one for each ID: that of the longest text, to which the others add what it lacks.
pub(super) fn merged(text: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&at| Reverse(entries[at].span.len()));
    let mut fullest: HashMap<&str, usize> = HashMap::new();
    let mut leading: Vec<Option<usize>> = vec![None; entries.len()];
    for at in order {
        let Some(id) = entries[at].id.map(|id| id.of(text)) else { continue };
        let first = *fullest.entry(id).or_insert(at);
        leading[at] = (first != at).then_some(first);
    }
    let mut kept: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    for (at, first) in leading.into_iter().enumerate() {
        let Some(first) = first else { continue };
        if let (Some(row), Some(entry)) = (kept[at].take(), kept[first].as_mut()) {
            add_row(text, entry, row);
        }
    }
    kept.into_iter().flatten().collect()
}

impl DeclaredReader<'_> {
    /// Adds to entries what further tables say of their IDs: those of whose rows most name one.
    pub(super) fn add_summaries(&mut self, entries: &mut [Entry]) {
        let Self { text, document, reading, .. } = *self;
        let refusals = Refusals::default();
        let is_own = |start: u32| self.tables.iter().any(|table| table.span.start == start);
        let groups = tables::groups(text, document, &self.outline, reading, &refusals);
        let groups: Vec<_> = groups
            .into_iter()
            .filter(|group| {
                let span = group.table.as_ref().map(|table| table.span);
                span.is_some_and(|span| !is_own(span.start) && !is_within(entries, span))
            })
            .collect();
        let name = |entry: &Entry| entry.id.or(entry.number).map(|name| name.of(text));
        let known = entries.iter().enumerate();
        let known: HashMap<&str, usize> =
            known.filter_map(|(at, entry)| Some((name(entry)?, at))).collect();
        for group in groups {
            let place = |row: &Entry| known.get(name(row)?).copied();
            let named = group.entries.iter().filter(|row| place(row).is_some()).count();
            if named * 2 <= group.entries.len() {
                continue;
            }
            for row in group.entries {
                if let Some(at) = place(&row) {
                    add_row(text, &mut entries[at], row);
                }
            }
            self.tables.extend(group.table);
        }
    }
}
