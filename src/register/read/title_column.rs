//! The column of a triage table that has the titles of the entries, whatever its header is called:
//! `Button or promise`, `Was fehlt`.

use std::collections::HashMap;

use super::cell::bare;
use super::merge::letters;
use crate::register::{Entry, TriageTable};
use crate::text::Source;
use crate::vocabulary::Key;

/// A shorter title may be that of many entries.
const FEWEST_LETTERS: usize = 4;

/// Gives the columns of titles their key, in tables that have no column of gaps.
pub(super) fn find(tables: &mut [TriageTable], source: &Source, entries: &[Entry]) {
    let is_open = |table: &&mut TriageTable| table.has(Key::Id) && !table.has(Key::Gap);
    if !tables.iter_mut().any(|table| is_open(&table)) {
        return;
    }
    let text = source.text();
    let named = entries.iter().filter_map(|entry| {
        let title = letters(entry.title.of(text));
        Some((source.plain(entry.id?).to_ascii_uppercase(), (entry, title)))
    });
    let named: HashMap<String, (&Entry, String)> = named.collect();
    for table in tables.iter_mut().filter(is_open) {
        let counts = counts(table, source, &named);
        let Some((rows, counts)) = counts else { continue };
        let best = (0..counts.len()).rev().max_by_key(|&column| counts[column]);
        if let Some(best) = best.filter(|&best| counts[best] > 0 && counts[best] * 2 >= rows) {
            table.columns[best].key = Some(Key::Gap);
        }
    }
}

/// How many rows have an entry with a section, and for each column, how many of them have its title there.
fn counts(
    table: &TriageTable,
    source: &Source,
    named: &HashMap<String, (&Entry, String)>,
) -> Option<(usize, Vec<usize>)> {
    let text = source.text();
    let (mut rows, mut counts) = (0, vec![0; table.columns.len()]);
    for row in &table.rows {
        let Some((entry, title)) = named.get(&source.plain(row.id).to_ascii_uppercase()) else {
            continue;
        };
        if row.span.contains(entry.span) || title.chars().count() < FEWEST_LETTERS {
            continue;
        }
        rows += 1;
        for (at, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
            let cell = || letters(bare(cell.of(text)).split("](").next().unwrap_or_default());
            counts[at] += usize::from(column.key.is_none() && is_title(&cell(), title));
        }
    }
    (rows > 0).then_some((rows, counts))
}

/// Whether a cell has the title of an entry, or its beginning.
fn is_title(cell: &str, title: &str) -> bool {
    cell.chars().count() >= FEWEST_LETTERS && (title.starts_with(cell) || cell.starts_with(title))
}
