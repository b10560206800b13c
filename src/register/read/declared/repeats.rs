//! What several places of a file say of one ID.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::DeclaredReader;
use crate::register::entry::is_within;
use crate::register::read::cell::bare;
use crate::register::read::merge::{add_row, title_letters};
use crate::register::read::refusals::Refusals;
use crate::register::read::tables;
use crate::register::{Entry, Form};
use crate::text::Ordered;
use crate::vocabulary::{Key, fold};

/// With how many entries of its ID a row is compared.
const MOST_COMPARED: usize = 8;

/// The entries with one for each ID: that of the longest text, to which the others add what it lacks.
/// Two rows of one table, two headings, and two items with values, with titles of their own are two entries.
pub(super) fn merged(text: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.order_by_key(|&at| Reverse(entries[at].span.len()));
    let logs = logs(text, &entries);
    let mut fullest: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut leading: Vec<Option<usize>> = vec![None; entries.len()];
    for at in order {
        let Some(id) = entries[at].id.map(|id| id.of(text)) else { continue };
        let firsts = fullest.entry(id).or_default();
        let is_log = table(&entries[at]).is_some_and(|table| logs.contains(&table));
        let is_other = |first: &usize| !is_log && are_two(text, &entries[*first], &entries[at]);
        leading[at] = firsts.iter().take(MOST_COMPARED).find(|first| !is_other(first)).copied();
        if leading[at].is_none() {
            firsts.push(at);
        }
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

/// The tables that have several rows with titles for many of their IDs, as a log of changes has.
fn logs(text: &str, entries: &[Entry]) -> HashSet<u32> {
    let mut rows: HashMap<u32, HashMap<&str, Vec<&Entry>>> = HashMap::new();
    for entry in entries {
        if let (Some(table), Some(id)) = (table(entry), entry.id) {
            rows.entry(table).or_default().entry(id.of(text)).or_default().push(entry);
        }
    }
    let is_repeated = |rows: &&Vec<&Entry>| rows[1..].iter().any(|row| are_two(text, rows[0], row));
    let is_log = |ids: &HashMap<&str, Vec<&Entry>>| {
        let repeated = ids.values().filter(is_repeated).count();
        repeated > 1 && repeated * 3 >= ids.len()
    };
    rows.into_iter().filter(|(_, ids)| is_log(ids)).map(|(table, _)| table).collect()
}

/// The table of a row.
fn table(entry: &Entry) -> Option<u32> {
    match &entry.form {
        Form::Row(row) => Some(row.table),
        _ => None,
    }
}

/// Whether two places with one ID are two entries: rows of one table, headings, or items with values, both with
/// a title, of which none goes on with the other. A row without the state and level of the other goes on with it.
fn are_two(text: &str, one: &Entry, other: &Entry) -> bool {
    let is_of_table = table(one).is_some() && table(one) == table(other);
    let has_value = |entry: &Entry| {
        let keys = [Key::Status, Key::Priority, Key::Severity];
        keys.into_iter().any(|key| entry.field(key).is_some())
    };
    let titles = [one, other].map(|entry| title(text, entry));
    let goes_on = |long: &str, short: &str| long.starts_with(short) || long.ends_with(short);
    let are = |form: Form| one.form == form && other.form == form;
    let are_items = are(Form::Item) && has_value(one);
    (is_of_table || are(Form::Heading) || are_items)
        && has_value(one) == has_value(other)
        && !goes_on(&titles[0], &titles[1])
        && !goes_on(&titles[1], &titles[0])
}

/// The letters and digits of a title, and nothing where it is the ID.
fn title(text: &str, entry: &Entry) -> String {
    let title = entry.title.of(text);
    let is_id = entry.id.is_some_and(|id| id.of(text) == bare(title));
    let shown = if is_id { "" } else { title };
    fold(shown).chars().filter(|c| c.is_alphanumeric()).collect()
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
        let mut titles: HashMap<String, Option<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(title) = title_letters(text, entry) {
                titles.entry(title).and_modify(|place| *place = None).or_insert(Some(at));
            }
        }
        for group in groups {
            let place = |row: &Entry| match name(row) {
                Some(name) => known.get(name).copied(),
                None => *titles.get(&title_letters(text, row)?)?,
            };
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
