//! Finds and reads the triage table that stands in a register.

use super::headings::id_in;
use super::{Entry, Reading, is_within};
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
    /// What stands behind them: the row has more cells than the header.
    pub excess: Option<Span>,
}

/// What a table may be wrapped in to be the triage table wherever it stands.
const OPENING_MARK: &str = "gapreg:triage";
const CLOSING_MARK: &str = "/gapreg:triage";

/// What a register has of a triage table.
pub(super) enum Found {
    /// The table.
    Table(TriageTable),
    /// A heading or marks without a table: the end of what it would stand under.
    Place(u32),
    Nothing,
}

/// The table between the marks, the one under the triage heading, or else the first whose header
/// holds ID and Status.
pub(super) fn find(
    source: &Source,
    document: &Document,
    entries: &[Entry],
    reading: Reading<'_>,
) -> Found {
    let read = |at: u32| read(source, &document.tables[at as usize], reading);
    let place = marked(source, document).or_else(|| under_heading(source, document, reading));
    if let Some((start, blocks)) = place {
        let mut tables: Vec<TriageTable> = tables(blocks, true).map(read).collect();
        if tables.is_empty() {
            tables = self::tables(blocks, false).map(read).collect();
        }
        let with_ids = tables.iter().position(|table| table.has(Key::Id)).unwrap_or(0);
        return match tables.into_iter().nth(with_ids) {
            Some(table) => Found::Table(table),
            None => Found::Place(start),
        };
    }
    // What stands within an entry is the entry's own.
    let is_apart = |at: &u32| !is_within(entries, document.tables[*at as usize].span);
    // What stands in quotes and lists is an example.
    let mut all = tables(&document.blocks, true).filter(is_apart).map(read);
    let summary = all.find(|table| [Key::Id, Key::Status].iter().all(|&key| table.has(key)));
    summary.map_or(Found::Nothing, Found::Table)
}

/// What stands between the marks of a triage table, or under its heading.
pub(super) fn place(source: &Source, document: &Document, reading: Reading<'_>) -> Option<Span> {
    let place = marked(source, document).or_else(|| under_heading(source, document, reading));
    place.map(|(start, blocks)| {
        let end = blocks.last().map_or(start, |block| block.span.end.max(start));
        Span { start, end }
    })
}

/// Where something ends that a triage table belongs under, and the blocks that follow it there.
type Place<'d> = (u32, &'d [Block]);

fn marked<'d>(source: &Source, document: &'d Document) -> Option<Place<'d>> {
    let find = |mark: &str, from: u32| {
        document.comments.iter().find(|&&comment| {
            let inner = source.slice(comment).trim_start_matches("<!--").trim_end_matches("-->");
            comment.start >= from && inner.trim() == mark
        })
    };
    let opening = find(OPENING_MARK, 0)?;
    let closing = find(CLOSING_MARK, opening.end);
    let end = closing.map_or(u32::MAX, |closing| closing.start);
    let from = document.blocks.partition_point(|block| block.span.start < opening.end);
    let to = document.blocks.partition_point(|block| block.span.start < end).max(from);
    Some((opening.end, &document.blocks[from..to]))
}

fn under_heading<'d>(
    source: &Source,
    document: &'d Document,
    reading: Reading<'_>,
) -> Option<Place<'d>> {
    let is_triage = |block: &Block| {
        matches!(block.kind, Kind::Heading(_))
            && block.depth == 0
            && !block.quoted
            && reading.vocabulary.section(source.slice(block.content)) == Some(Section::Triage)
    };
    let heading = document.blocks.iter().position(is_triage)?;
    let below = document.blocks.get(heading + 1..)?;
    let end = below.iter().position(|b| matches!(b.kind, Kind::Heading(_))).unwrap_or(below.len());
    let start = document.blocks[heading].span.trim(source.text()).end;
    Some((start, &below[..end]))
}

/// The tables among blocks, by their places in the document: those that stand on their own, or
/// those in lists and quotes.
fn tables(blocks: &[Block], is_plain: bool) -> impl Iterator<Item = u32> {
    let blocks = blocks.iter();
    let wanted = blocks.filter(move |block| is_plain == (!block.quoted && block.depth == 0));
    wanted.filter_map(|block| match block.kind {
        Kind::Table(at) => Some(at),
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
        // A line without a pipe right below is text that Markdown takes into the table.
        let is_text = columns.len() > 1 && !source.slice(row.span).contains('|');
        let id = if is_text { Span::at(row.span.start as usize) } else { id };
        let excess = excess(source, row.span, &row.cells);
        TriageRow { span: row.span, id, cells: row.cells.clone(), excess }
    });
    TriageTable { span: table.span, rows: rows.collect(), columns }
}

/// What stands in a row behind its last cell, and is shown nowhere: a `|` in some cell was not
/// escaped.
fn excess(source: &Source, row: Span, cells: &[Span]) -> Option<Span> {
    let end = cells.last()?.end.max(row.start);
    if end >= row.end {
        return None;
    }
    let tail = Span { start: end, end: row.end };
    let text = source.slice(tail);
    let beyond = text.trim_start().strip_prefix('|')?;
    let is_told = beyond.contains(|c: char| c != '|' && !c.is_whitespace());
    // A comment behind a row is not meant to be shown.
    (is_told && !beyond.trim_start().starts_with("<!--"))
        .then(|| tail.part(text, beyond.trim().trim_end_matches('|').trim_end()))
}

impl TriageTable {
    /// Its header row.
    pub fn header(&self, source: &Source) -> Span {
        let line = source.line_at(self.span.start as usize);
        Span { start: self.span.start, end: line.end.min(self.span.end) }.trim(source.text())
    }

    /// Whether it has a column of that key.
    pub fn has(&self, key: Key) -> bool {
        self.columns.iter().any(|column| column.key == Some(key))
    }
}
