//! Puts what several parts of a file say of the same entries together.

use std::collections::{HashMap, HashSet};

use super::rows::bare;
use super::{Entry, Field, Form, Layout};
use crate::text::sort_by_place;
use crate::vocabulary::Key;

/// Entries that stand together: the rows of a table, or the items of lists.
#[derive(Debug)]
pub(super) struct Group {
    /// The table, where it is one.
    pub layout: Option<Layout>,
    pub kind: TableKind,
    pub entries: Vec<Entry>,
}

impl Group {
    /// How much its entries say, on average.
    fn richness(&self) -> usize {
        let length: usize = self.entries.iter().map(|entry| entry.span.len()).sum();
        length / self.entries.len().max(1)
    }
}

/// How sure it is that the rows of a table are entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TableKind {
    /// It may be one of entries, when nothing else in the file is.
    Perhaps,
    /// Its columns are those of something that people follow up.
    Followed,
    /// Its rows have IDs.
    Identified,
}

/// Puts rows and items together with the entries that stand already: what summary rows add is
/// added, what they repeat is noted, and all others are entries.
pub(super) fn merge(
    text: &str,
    mut groups: Vec<Group>,
    entries: &mut Vec<Entry>,
    layouts: &mut Vec<Layout>,
) {
    // Where most is said of an entry is its own place; what says less sums it up.
    groups.sort_by_key(|group| std::cmp::Reverse((group.kind, group.richness())));
    let mut known = Known::default();
    for group in groups {
        known.take(text, entries);
        let place_of = |row: &Entry| known.places.get(handle(text, row)?).copied();
        let places: Vec<Option<usize>> = group.entries.iter().map(place_of).collect();
        let repeated = places.iter().flatten().count();
        let is_summary = repeated * 2 >= group.entries.len().max(1);
        // What is listed under `Summary` and stands nowhere else is no entry of its own.
        let is_weak = group.kind == TableKind::Perhaps && !entries.is_empty() && !is_summary;
        if is_weak || (!is_summary && is_aside(text, &group, &known)) {
            continue;
        }
        let at = layouts.len() as u32;
        layouts.extend(group.layout);
        for (mut row, place) in group.entries.into_iter().zip(places) {
            if let Some(place) = place.filter(|_| is_summary) {
                add_row(text, &mut entries[place], row);
                continue;
            }
            if let Form::Row(own) = &mut row.form {
                own.table = at;
            }
            entries.push(row);
        }
    }
    sort_by_place(entries, |entry| entry.span);
}

/// Whether a table speaks of entries that have IDs, and is none of them: it has no IDs and neither
/// states nor levels, or its titles are IDs of entries.
fn is_aside(text: &str, group: &Group, known: &Known<'_>) -> bool {
    if known.ids.is_empty() || group.layout.is_none() {
        return false;
    }
    let refers = |entry: &&Entry| known.ids.contains(bare(entry.title.of(text)));
    let has = |key: Key| group.entries.iter().any(|entry| entry.field(key).is_some());
    let is_followed = [Key::Status, Key::Priority, Key::Severity].into_iter().any(has);
    let references = group.entries.iter().filter(refers).count();
    references * 2 > group.entries.len() || (group.kind == TableKind::Followed && !is_followed)
}

/// The entries that stand, by what they are called.
#[derive(Default)]
struct Known<'t> {
    places: HashMap<&'t str, usize>,
    ids: HashSet<&'t str>,
    /// How many of them were taken in.
    count: usize,
}

impl<'t> Known<'t> {
    /// Takes in the entries that are new.
    fn take(&mut self, text: &'t str, entries: &[Entry]) {
        for (at, entry) in entries.iter().enumerate().skip(self.count) {
            self.places.extend(handle(text, entry).map(|handle| (handle, at)));
            self.ids.extend(entry.id.map(|id| id.of(text)));
        }
        self.count = entries.len();
    }
}

/// What tells an entry from others: its ID, else its number.
fn handle<'t>(text: &'t str, entry: &Entry) -> Option<&'t str> {
    entry.id.or(entry.number).map(|span| span.of(text))
}

/// Takes what a summary row says of an entry into it.
fn add_row(text: &str, entry: &mut Entry, row: Entry) {
    // What its heading says of a summary row is said of the summary.
    let is_worth = |field: &Field| {
        field.key != Some(Key::Id)
            && field.label != field.value
            && !bare(field.value.of(text)).is_empty()
    };
    for field in row.fields.into_iter().filter(is_worth) {
        let Some(key) = field.key else { continue };
        if entry.field(key).is_some() {
            entry.repeats.push(field);
        } else if !matches!(key, Key::Gap | Key::Symptom) {
            entry.fields.push(field);
        }
    }
}
