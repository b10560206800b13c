//! The rows of the triage table, through all of its parts.

use super::{Entry, EntryRow, Field, Form, Register, TriageRow, TriageTable};
use crate::text::Span;
use crate::vocabulary::Key;

/// A row, and the part of the table that it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartRow<'r> {
    pub part: usize,
    pub table: &'r TriageTable,
    pub row: &'r TriageRow,
}

impl Register<'_> {
    /// The rows of all parts of the triage table.
    pub(crate) fn triage_rows(&self) -> impl Iterator<Item = PartRow<'_>> {
        let parts = self.triage.iter().enumerate();
        parts.flat_map(|(part, table)| {
            table.rows.iter().map(move |row| PartRow { part, table, row })
        })
    }

    /// A row of the triage table as an entry of its own, the model of another row.
    pub(crate) fn entry_of_row(&self, row: &TriageRow) -> Option<Entry> {
        let table = self.entry_tables.iter().position(|table| table.span.contains(row.span))?;
        let cells = self.entry_tables[table].columns.iter().zip(&row.cells);
        let fields = cells.filter_map(|(column, &cell)| {
            Some(Field { key: Some(column.key?), label: column.span, value: cell, span: cell })
        });
        let fields: Vec<Field> = fields.collect();
        let title = fields.iter().find(|field| field.key == Some(Key::Gap));
        let title = title.map_or(Span::at(row.span.start as usize), |field| field.value);
        let cells = row.cells.clone();
        Some(Entry {
            span: row.span,
            heading: title,
            number: None,
            id: Some(row.id),
            heading_id: None,
            area: Vec::new(),
            title,
            fields,
            form: Form::Row(EntryRow { table: table as u32, cells, excess: row.excess }),
            repeats: Vec::new(),
            overruled: Vec::new(),
        })
    }

    /// Whether the triage table has the only statement of a value of an entry.
    pub(crate) fn is_in_triage(&self, entry: &Entry, key: Key) -> bool {
        let value = entry.field(key).map(|field| field.value);
        value.is_some_and(|value| self.triage.iter().any(|table| table.span.contains(value)))
    }

    /// The empty cell for a value of an entry, where the rows of the triage table are the place for such
    /// values.
    pub(crate) fn free_cell(&self, entry: &Entry, key: Key) -> Option<Span> {
        let cell = self.row_of(entry).filter(|_| self.is_kept_in_triage(key))?.cell(key)?;
        self.bare(cell).is_empty().then_some(cell)
    }

    /// Whether the rows of the triage table are the place for the values of a key: they have one that no
    /// section has, or no section has any.
    pub(crate) fn is_kept_in_triage(&self, key: Key) -> bool {
        let has_own = |entry: &Entry| {
            let own = entry.field(key).filter(|field| field.label != field.value);
            own.is_some_and(|field| entry.has_within(field))
        };
        let is_column = || self.triage.iter().any(|table| table.has(key));
        let states_any = || self.entries.iter().any(|entry| self.is_in_triage(entry, key));
        let is_sole = || !self.entries.iter().any(has_own) && self.has_triage_values();
        is_column() && (states_any() || is_sole())
    }

    /// Whether any value of an entry is in the triage table and nowhere else.
    fn has_triage_values(&self) -> bool {
        let is_in = |entry: &Entry| {
            entry
                .fields
                .iter()
                .filter_map(|field| field.key)
                .any(|key| self.is_in_triage(entry, key))
        };
        self.entries.iter().any(is_in)
    }
}

impl PartRow<'_> {
    /// Its cell of a key.
    pub(crate) fn cell(&self, key: Key) -> Option<Span> {
        let columns = &self.table.columns;
        let column = columns.iter().position(|column| column.key == Some(key))?;
        self.row.cells.get(column).copied()
    }
}
