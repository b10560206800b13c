//! The triage table.

use crate::text::{Source, Span};
use crate::vocabulary::{Key, fold};

/// The summary table at the top of a register, or one of its parts, where it is split.
#[derive(Debug)]
pub struct TriageTable {
    /// All of it.
    pub span: Span,
    /// The headings above it and the bold line on it, the outermost first.
    pub(crate) captions: Vec<Span>,
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

    /// What stands right above it, without marks.
    pub(crate) fn caption<'t>(&self, text: &'t str) -> Option<&'t str> {
        let caption = self.captions.last()?.of(text);
        Some(caption.trim_matches(['*', '_', ':', ' ']))
    }

    /// The place of a column that means the same as another one, in the same text.
    pub(crate) fn column_like(&self, other: TableColumn, text: &str) -> Option<usize> {
        self.column_matching(other, text, text)
    }

    /// The place of a column that means the same as one of another text.
    pub(crate) fn column_matching(
        &self,
        other: TableColumn,
        text: &str,
        of_other: &str,
    ) -> Option<usize> {
        let is_alike = |column: &TableColumn| match (column.key, other.key) {
            (None, None) => fold(column.span.of(text)) == fold(other.span.of(of_other)),
            (key, wanted) => key == wanted,
        };
        self.columns.iter().position(is_alike)
    }

    /// The header of another table that Markdown reads as a row of this one, as no blank line is
    /// between the two.
    pub(crate) fn glued_header(&self, text: &str) -> Option<&TriageRow> {
        let first = self.columns.first()?.span.of(text);
        let is_header =
            |row: &TriageRow| row.cells.first().is_some_and(|cell| cell.of(text) == first);
        let is_rule = |row: &TriageRow| {
            let mut cells = row.cells.iter().map(|cell| cell.of(text));
            cells.all(|cell| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c)))
        };
        let pairs = self.rows.windows(2);
        let mut pairs = pairs.filter(|pair| is_rule(&pair[1]) && is_header(&pair[0]));
        pairs.next().map(|pair| &pair[0])
    }

    /// Whether it has a column of that key.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.columns.iter().any(|column| column.key == Some(key))
    }
}
