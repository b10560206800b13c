//! Finds and reads the triage table that stands in a register.

use super::Reading;
use super::headings::id_in;
use crate::document::{Block, Document, Kind, Table};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Section};

/// The summary table on top of a register.
#[derive(Debug)]
pub struct TriageTable {
    /// All of it.
    pub span: Span,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<TriageRow>,
}

/// A column of the triage table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The header cell.
    pub span: Span,
    /// The key its header means, where it means one.
    pub key: Option<Key>,
}

/// A row of the triage table.
#[derive(Debug)]
pub struct TriageRow {
    /// All of it.
    pub span: Span,
    /// The ID in it; empty where its cell is.
    pub id: Span,
    /// Its cells, one for each column.
    pub cells: Box<[Span]>,
}

/// What a table may be wrapped in to be the triage table wherever it stands.
const OPENING_MARK: &str = "gapreg:triage";

/// The table under the triage heading, the one marked by a comment, or else the first whose
/// header holds ID and Status.
pub(super) fn find(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
) -> Option<TriageTable> {
    let read = |at: u32| read(source, &document.tables[at as usize], reading);
    marked(source, document).or_else(|| under_heading(source, document, reading)).map(read).or_else(
        || {
            let all = (0..document.tables.len() as u32).map(read);
            all.into_iter().find(|table| [Key::Id, Key::Status].iter().all(|&key| table.has(key)))
        },
    )
}

fn marked(source: &Source, document: &Document) -> Option<u32> {
    let mark = document.comments.iter().find(|&&comment| {
        let inner = source.slice(comment).trim_start_matches("<!--").trim_end_matches("-->");
        inner.trim() == OPENING_MARK
    })?;
    tables(&document.blocks).find(|(_, block)| block.span.start >= mark.end).map(|(at, _)| at)
}

fn under_heading(source: &Source, document: &Document, reading: Reading<'_>) -> Option<u32> {
    let is_triage = |block: &Block| {
        matches!(block.kind, Kind::Heading(_))
            && block.depth == 0
            && !block.quoted
            && reading.vocabulary.section(source.slice(block.content)) == Some(Section::Triage)
    };
    let heading = document.blocks.iter().position(is_triage)?;
    let below = document.blocks.get(heading + 1..)?;
    let end = below.iter().position(|b| matches!(b.kind, Kind::Heading(_))).unwrap_or(below.len());
    tables(&below[..end]).next().map(|(at, _)| at)
}

/// The tables among blocks that stand on their own, with their places in the document.
fn tables(blocks: &[Block]) -> impl Iterator<Item = (u32, &Block)> {
    blocks.iter().filter(|block| !block.quoted && block.depth == 0).filter_map(|block| match block
        .kind
    {
        Kind::Table(at) => Some((at, block)),
        _ => None,
    })
}

fn read(source: &Source, table: &Table, reading: Reading<'_>) -> TriageTable {
    let header = table.header().iter();
    let columns: Vec<Column> = header
        .map(|&span| Column { span, key: reading.vocabulary.key(source.slice(span)) })
        .collect();
    let id_column = columns.iter().position(|column| column.key == Some(Key::Id));
    let rows = table.rows().iter().map(|row| {
        let cell = id_column.and_then(|at| row.cells.get(at).copied()).unwrap_or_default();
        let id = id_in(source.text(), cell, reading.id);
        TriageRow { span: row.span, id, cells: row.cells.clone() }
    });
    TriageTable { span: table.span, rows: rows.collect(), columns }
}

impl TriageTable {
    /// Whether it has a column of that key.
    pub fn has(&self, key: Key) -> bool {
        self.columns.iter().any(|column| column.key == Some(key))
    }
}
