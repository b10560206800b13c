//! The rows of the triage table, through all of its parts.

use super::{Entry, EntryRow, Field, Form, Register, TriageRow, TriageTable};
use crate::text::Span;
use crate::vocabulary::{Key, KeySet};

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
        let own = EntryRow { table: table as u32, cells, excess: row.excess, uneven: None };
        let form = Form::Row(Box::new(own));
        Some(Entry { id: Some(row.id), fields, ..Entry::titled(row.span, title, form) })
    }

    /// Whether the triage table has the only statement of a value of an entry.
    pub(crate) fn is_in_triage(&self, entry: &Entry, key: Key) -> bool {
        entry.field(key).is_some_and(|field| self.is_cell(field))
    }

    /// The cells of summaries beside the triage table that repeat a tracked value of an entry.
    pub(crate) fn summary_cells<'e>(
        &'e self,
        entry: &'e Entry,
    ) -> impl Iterator<Item = (Key, &'e Field)> {
        let cells = entry.repeats.iter().filter(|field| !self.is_cell(field));
        let keyed = cells.filter_map(|field| Some((field.key?, field)));
        keyed.filter(|(key, _)| *key != Key::Id && key.is_copied())
    }

    /// Whether the value of a field is in the triage table.
    fn is_cell(&self, field: &Field) -> bool {
        self.triage.iter().any(|table| table.span.contains(field.value))
    }

    /// The empty cell for a value of an entry, where the rows of the triage table are the place for such
    /// values.
    pub(crate) fn free_cell(&self, entry: &Entry, key: Key) -> Option<Span> {
        // To find the row of an entry takes longer than to know that no row has the key.
        if !self.is_kept_in_triage(key) {
            return None;
        }
        let cell = self.row_of(entry)?.cell(key)?;
        self.bare(cell).is_empty().then_some(cell)
    }

    /// Whether the rows of the triage table are the place for the values of a key: they have one that no
    /// section has, or no section has any.
    pub(crate) fn is_kept_in_triage(&self, key: Key) -> bool {
        self.derived.kept_in_triage.get_or_init(|| self.keys_kept_in_triage()).contains(&key)
    }

    fn keys_kept_in_triage(&self) -> KeySet {
        let columns = self.triage.iter().flat_map(|table| &table.columns);
        let mut kept: KeySet = columns.filter_map(|column| column.key).collect();
        if kept.is_empty() {
            return kept;
        }
        let (mut in_rows, mut in_sections) = (KeySet::default(), KeySet::default());
        for entry in &self.entries {
            for key in entry.fields.iter().filter_map(|field| field.key) {
                let Some(field) = entry.field(key) else { continue };
                if self.is_cell(field) {
                    // A dash says no more than the section does.
                    let says_something = self.text(field.value).contains(char::is_alphanumeric);
                    in_rows.extend(says_something.then_some(key));
                } else if field.label != field.value && entry.has_within(field) {
                    in_sections.insert(key);
                }
            }
        }
        let has_rows = !in_rows.is_empty();
        kept.retain(|key| in_rows.contains(key) || has_rows && !in_sections.contains(key));
        kept
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
