//! The triage table.

use crate::text::{Source, Span};
use crate::vocabulary::Key;

/// The summary table at the top of a register.
#[derive(Debug)]
pub struct TriageTable {
    /// All of it.
    pub span: Span,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// Its rows.
    pub rows: Vec<TriageRow>,
}

/// A column of the triage table, or of a table of entries.
#[derive(Clone, Copy, Debug)]
pub struct TableColumn {
    /// The header cell.
    pub(crate) span: Span,
    /// The key its header means, where it means one.
    pub key: Option<Key>,
}

/// A row of the triage table.
#[derive(Debug)]
pub struct TriageRow {
    pub(crate) span: Span,
    /// The ID in it; an empty span where the ID cell is empty.
    pub id: Span,
    /// Its cells, one for each column.
    pub cells: Box<[Span]>,
    /// The text after them: the row has more cells than the header.
    pub(crate) excess: Option<Span>,
}

impl TriageTable {
    /// Its header row.
    pub(crate) fn header(&self, source: &Source) -> Span {
        let line = source.line_at(self.span.start as usize);
        Span { start: self.span.start, end: line.end.min(self.span.end) }.trim(source.text())
    }

    /// Whether it has a column of that key.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.columns.iter().any(|column| column.key == Some(key))
    }
}
