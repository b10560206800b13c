//! The rows of the triage table, through all of its parts.

use super::{Register, TriageRow, TriageTable};
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
}

impl PartRow<'_> {
    /// Its cell of a key.
    pub(crate) fn cell(&self, key: Key) -> Option<Span> {
        let columns = &self.table.columns;
        let column = columns.iter().position(|column| column.key == Some(key))?;
        self.row.cells.get(column).copied()
    }
}
