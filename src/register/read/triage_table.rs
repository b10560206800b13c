//! Finds and reads the triage table of a register.

use super::comments::without_comments;
use super::ids::id_in;
use crate::document::{Block, BlockKind, Document, Table};
use crate::register::entry::is_within;
use crate::register::{Entry, Reading, TableColumn, TriageRow, TriageTable};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Section};

/// The comments before and after the triage table, for a table that is not under its heading.
const OPENING_MARK: &str = "gapreg:triage";
const CLOSING_MARK: &str = "/gapreg:triage";

/// What was found of the triage table.
pub(super) enum FoundTriage {
    Table(TriageTable),
    /// A heading or a mark without a table, and where that ends.
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
) -> FoundTriage {
    let read = |at: u32| {
        let table = read(source, &document.tables[at as usize], reading);
        without_group_ids(table, source, entries, reading)
    };
    let place = marked(source, document).or_else(|| under_heading(source, document, reading));
    if let Some(TriagePlace { start, blocks }) = place {
        let mut tables: Vec<TriageTable> = tables(blocks, true).map(read).collect();
        if tables.is_empty() {
            tables = self::tables(blocks, false).map(read).collect();
        }
        let with_ids = tables.iter().position(|table| table.has(Key::Id)).unwrap_or(0);
        return match tables.into_iter().nth(with_ids) {
            Some(table) => FoundTriage::Table(table),
            None => FoundTriage::Place(start),
        };
    }
    // Tables within entries belong to the entries, those in quotes and lists are examples.
    let is_apart = |at: &u32| !is_within(entries, document.tables[*at as usize].span);
    let mut all = tables(&document.blocks, true).filter(is_apart).map(read);
    let summary = all.find(|table| [Key::Id, Key::Status].iter().all(|&key| table.has(key)));
    summary.map_or(FoundTriage::Nothing, FoundTriage::Table)
}

/// All between the marks of a triage table, or under its heading.
pub(super) fn place(source: &Source, document: &Document, reading: Reading<'_>) -> Option<Span> {
    let place = marked(source, document).or_else(|| under_heading(source, document, reading));
    place.map(|TriagePlace { start, blocks }| {
        let end = blocks.last().map_or(start, |block| block.span.end.max(start));
        Span { start, end }
    })
}

/// Where a triage table belongs: the end of the heading or mark above it, and the blocks there.
struct TriagePlace<'d> {
    start: u32,
    blocks: &'d [Block],
}

fn marked<'d>(source: &Source, document: &'d Document) -> Option<TriagePlace<'d>> {
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
    Some(TriagePlace { start: opening.end, blocks: &document.blocks[from..to] })
}

fn under_heading<'d>(
    source: &Source,
    document: &'d Document,
    reading: Reading<'_>,
) -> Option<TriagePlace<'d>> {
    let is_triage = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_))
            && block.depth == 0
            && !block.quoted
            && reading.vocabulary.section(source.slice(block.content)) == Some(Section::Triage)
    };
    let heading = document.blocks.iter().position(is_triage)?;
    let below = document.blocks.get(heading + 1..)?;
    let end =
        below.iter().position(|b| matches!(b.kind, BlockKind::Heading(_))).unwrap_or(below.len());
    let start = document.blocks[heading].span.trim(source.text()).end;
    Some(TriagePlace { start, blocks: &below[..end] })
}

/// The indices of the tables among some blocks: those outside lists and quotes if `is_plain`, else
/// those within.
fn tables(blocks: &[Block], is_plain: bool) -> impl Iterator<Item = u32> {
    let blocks = blocks.iter();
    let wanted = blocks.filter(move |block| is_plain == (!block.quoted && block.depth == 0));
    wanted.filter_map(|block| match block.kind {
        BlockKind::Table(at) => Some(at),
        _ => None,
    })
}

fn read(source: &Source, table: &Table, reading: Reading<'_>) -> TriageTable {
    let header = table.header().iter();
    let columns: Vec<TableColumn> = header
        .map(|&span| {
            let words = without_comments(source.slice(span));
            TableColumn { span, key: reading.vocabulary.key(words) }
        })
        .collect();
    let id_column = columns.iter().position(|column| column.key == Some(Key::Id));
    let rows = table.rows().iter().map(|row| {
        let cell = id_column.and_then(|at| row.cells.get(at).copied()).unwrap_or_default();
        let id = id_in(source.text(), cell, reading.id);
        // Markdown reads a line of text right below a table as a row.
        let is_text = columns.len() > 1 && !source.slice(row.span).contains('|');
        let id = if is_text { Span::at(row.span.start as usize) } else { id };
        let excess = excess(source, row.span, &row.cells);
        TriageRow { span: row.span, id, cells: row.cells.clone(), excess }
    });
    TriageTable { span: table.span, rows: rows.collect(), columns }
}

/// The table with no ID in the rows that group others: a bold word there that has not the form of an
/// ID, and is that of no entry.
fn without_group_ids(
    mut table: TriageTable,
    source: &Source,
    entries: &[Entry],
    reading: Reading<'_>,
) -> TriageTable {
    let Some(column) = table.columns.iter().position(|column| column.key == Some(Key::Id)) else {
        return table;
    };
    let is_bold = |cell: &str| {
        ["**", "__"].iter().any(|mark| {
            let inner = cell.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
            inner.is_some_and(|inner| !inner.is_empty())
        })
    };
    let is_of_entry = |id: &str| {
        let mut ids = entries.iter().filter_map(|entry| entry.id);
        ids.any(|own| source.slice(own).eq_ignore_ascii_case(id))
    };
    for row in &mut table.rows {
        let cell = row.cells.get(column).map_or("", |&cell| source.slice(cell).trim());
        let id = source.slice(row.id);
        if is_bold(cell) && !reading.id.matches(id) && !is_of_entry(id) {
            row.id = Span::at(row.span.start as usize);
        }
    }
    table
}

/// The text after the last cell of a row, which Markdown drops: a `|` in some cell is not escaped.
fn excess(source: &Source, row: Span, cells: &[Span]) -> Option<Span> {
    let end = cells.last()?.end.max(row.start);
    if end >= row.end {
        return None;
    }
    let tail = Span { start: end, end: row.end };
    let text = source.slice(tail);
    let beyond = text.trim_start().strip_prefix('|')?;
    let has_words = beyond.contains(|c: char| c != '|' && !c.is_whitespace());
    // A comment after a row is not meant to be shown.
    (has_words && !beyond.trim_start().starts_with("<!--"))
        .then(|| tail.part(text, beyond.trim().trim_end_matches('|').trim_end()))
}
