//! The triage table of one version, and what its rows are in all versions.

use std::collections::HashMap;
use std::ops::Range;

use super::columns;
use super::version::Version;
use crate::register::{TriageRow, TriageTable};
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// A triage table in one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableVersion<'v> {
    pub version: &'v Version<'v>,
    pub table: &'v TriageTable,
}

/// What a row is: the same in all versions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum RowName {
    Entry(usize),
    /// A further row of an ID, or one without an entry.
    Text(String, usize),
}

impl<'v> TableVersion<'v> {
    pub(super) fn lines(self) -> Range<usize> {
        self.version.lines_of(self.table.span)
    }

    pub(super) fn text(self, span: Span) -> &'v str {
        self.version.register.text(span)
    }

    /// The names of its columns.
    pub(super) fn columns(self) -> Vec<String> {
        columns::names(&self.version.register, &self.table.columns)
    }

    /// The texts of the cells of a row.
    pub(super) fn cells(self, row: &TriageRow) -> Vec<&'v str> {
        row.cells.iter().map(|&cell| self.text(cell)).collect()
    }

    /// The name of each row.
    pub(super) fn names(self, triple_of: &HashMap<usize, usize>) -> Vec<RowName> {
        let register = &self.version.register;
        let mut entries: HashMap<String, usize> = HashMap::new();
        for (at, entry) in register.entries.iter().enumerate() {
            if let Some((id, &triple)) = register.id(entry).zip(triple_of.get(&at)) {
                entries.entry(id.to_ascii_uppercase()).or_insert(triple);
            }
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        let name = |row: &TriageRow| {
            let id = register.plain(row.id).to_ascii_uppercase();
            let mark = if id.is_empty() { self.cells(row).join("|") } else { id };
            let count = counts.entry(mark.clone()).or_default();
            *count += 1;
            match entries.get(&mark) {
                Some(&triple) if *count == 1 => RowName::Entry(triple),
                _ => RowName::Text(mark, *count),
            }
        };
        self.table.rows.iter().map(name).collect()
    }

    /// The line of a row, without the blanks around it.
    pub(super) fn line(self, row: &TriageRow) -> &'v str {
        self.version.lines[self.version.line_of(row.span.start)].trim()
    }

    pub(super) fn cell(self, row: &TriageRow, column: usize) -> Option<&'v str> {
        let cell = row.cells.get(column)?;
        Some(self.text(*cell))
    }

    /// Whether the cell of a row says what the entry of the row says, and so follows it.
    pub(super) fn follows_entry(self, row: &TriageRow, column: usize, key: Key) -> bool {
        let register = &self.version.register;
        let entry = register.entry_of(register.plain(row.id));
        let value = entry.and_then(|entry| register.value_of(entry, key));
        let cell = row.cells.get(column).map(|&cell| register.bare(cell));
        key.is_computed() || value.zip(cell).is_some_and(|(value, cell)| fold(value) == fold(cell))
    }

    /// Whether a row has a cell for each column, in one line.
    pub(super) fn is_whole(self, row: &TriageRow) -> bool {
        row.cells.len() == self.table.columns.len()
            && row.excess.is_none()
            && row.cells.iter().all(|cell| cell.end <= row.span.end)
    }

    /// Whether the cell of a row has a text that follows no entry, and that it did not have.
    pub(super) fn has_own_text(self, row: &TriageRow, column: usize, was: Option<&str>) -> bool {
        let own = self.cell(row, column).unwrap_or_default();
        let key = self.table.columns[column].key.filter(|&key| is_tracked(Some(key)));
        let follows = || key.is_some_and(|key| self.follows_entry(row, column, key));
        !own.is_empty() && was != Some(own) && !follows()
    }
}

/// Whether a cell follows its entry.
pub(super) fn is_tracked(key: Option<Key>) -> bool {
    key.is_some_and(|key| key == Key::Id || key.is_copied() || key.is_computed())
}
