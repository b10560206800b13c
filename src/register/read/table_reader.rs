//! The tables of a document, read as summaries of entries.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::cell::excess;
use super::comments::without_comments;
use super::heading_tree::HeadingTree;
use super::ids::id_in;
use super::numbers;
use crate::document::{BlockKind, Document, Table};
use crate::register::entry::is_within;
use crate::register::{Entry, Reading, TableColumn, TriageRow, TriageTable};
use crate::text::{Source, Span};
use crate::vocabulary::Key;

/// Reads the tables of a document.
pub(super) struct TableReader<'d> {
    pub source: &'d Source,
    pub document: &'d Document,
    pub entries: &'d [Entry],
    pub reading: Reading<'d>,
    headings: OnceCell<HeadingTree>,
    /// The IDs of the entries.
    ids: OnceCell<HashSet<&'d str>>,
}

/// A table, and the place of its block.
pub(super) struct FoundTable {
    pub block: usize,
    pub table: TriageTable,
}

impl<'d> TableReader<'d> {
    pub(super) fn new(
        source: &'d Source,
        document: &'d Document,
        entries: &'d [Entry],
        reading: Reading<'d>,
    ) -> Self {
        Self { source, document, entries, reading, headings: OnceCell::new(), ids: OnceCell::new() }
    }

    pub(super) fn headings(&self) -> &HeadingTree {
        self.headings.get_or_init(|| HeadingTree::of(self.document))
    }

    /// The first table with IDs and states among some blocks.
    pub(super) fn first_summary(&self, blocks: Range<usize>) -> Option<FoundTable> {
        let is_it = |found: &FoundTable| {
            is_summary(found) && self.is_apart(&found.table) && !self.has_numbers(&found.table)
        };
        self.tables(blocks, true).find(is_it)
    }

    /// Whether the IDs in a table are the numbers of entries that have no IDs: it repeats what these say.
    pub(super) fn has_numbers(&self, table: &TriageTable) -> bool {
        let ids = table.rows.iter().map(|row| self.source.slice(row.id));
        numbers::are_of_entries(ids, self.entries, self.source.text())
    }

    /// Tables within entries belong to the entries, those in quotes and lists are examples.
    pub(super) fn is_apart(&self, table: &TriageTable) -> bool {
        !is_within(self.entries, table.span)
    }

    /// The tables among some blocks: those outside lists and quotes if `is_plain`, else those within.
    pub(super) fn tables(
        &self,
        blocks: Range<usize>,
        is_plain: bool,
    ) -> impl Iterator<Item = FoundTable> {
        let wanted = blocks.filter(move |&at| is_plain == self.is_plain(at));
        wanted.filter_map(|block| match self.document.blocks[block].kind {
            BlockKind::Table(at) => {
                let table = &self.document.tables[at as usize];
                let table = self.read(table);
                let table = without_group_ids(table, self.source, self.entries, self.reading);
                Some(FoundTable { block, table })
            }
            _ => None,
        })
    }

    fn read(&self, table: &Table) -> TriageTable {
        let Self { source, reading, .. } = *self;
        let header = table.header().iter();
        let mut columns: Vec<TableColumn> = header
            .map(|&span| {
                let words = without_comments(source.slice(span));
                TableColumn { span, key: reading.vocabulary.key(words) }
            })
            .collect();
        let id_column = id_column(source, table, &columns, reading)
            .or_else(|| self.column_of_known(table, &columns));
        if let Some(at) = id_column {
            columns[at].key = Some(Key::Id);
        }
        for (at, column) in columns.iter_mut().enumerate() {
            column.key = column.key.filter(|key| *key != Key::Id || id_column == Some(at));
        }
        let rows = table.rows().iter().map(|row| {
            let cell = id_column.and_then(|at| row.cells.get(at).copied()).unwrap_or_default();
            let id = id_in(source.text(), cell, reading.id);
            // Markdown reads a line of text right below a table as a row.
            let is_text = columns.len() > 1 && !source.slice(row.span).contains('|');
            let id = if is_text { Span::at(row.span.start as usize) } else { id };
            let excess = excess(source.text(), row.span, &row.cells);
            TriageRow { span: row.span, id, cells: row.cells.clone(), excess }
        });
        TriageTable { span: table.span, captions: Vec::new(), rows: rows.collect(), columns }
    }

    /// The first column, or one without words in its header, of whose cells most hold IDs of entries: `#`.
    fn column_of_known(&self, table: &Table, columns: &[TableColumn]) -> Option<usize> {
        // Rows that are entries sum up none.
        let first = self.entries.partition_point(|entry| entry.span.start < table.span.start);
        if self.entries.get(first).is_some_and(|entry| table.span.contains(entry.span)) {
            return None;
        }
        let known = self.ids.get_or_init(|| {
            let ids = self.entries.iter().filter_map(|entry| entry.id);
            ids.map(|id| self.source.slice(id)).collect()
        });
        let is_known = |cell: Span| {
            let id = id_in(self.source.text(), cell, self.reading.id);
            known.contains(self.source.slice(id))
        };
        let is_free = |at: &usize| {
            let header = self.source.slice(columns[*at].span);
            columns[*at].key.is_none() && (*at == 0 || !header.contains(char::is_alphabetic))
        };
        (0..columns.len()).filter(is_free).find(|&at| {
            let cells = table.rows().iter().filter_map(|row| row.cells.get(at));
            cells.filter(|cell| is_known(**cell)).count() * 2 > table.rows().len()
        })
    }

    /// Whether a block is in no list and no quote.
    fn is_plain(&self, block: usize) -> bool {
        let block = &self.document.blocks[block];
        !block.quoted && block.depth == 0
    }
}

fn is_summary(found: &FoundTable) -> bool {
    [Key::Id, Key::Status].iter().all(|&key| found.table.has(key))
}

/// The column of the IDs: of several whose headers say so, the first whose cells hold most of them, as
/// another may number the rows.
fn id_column(
    source: &Source,
    table: &Table,
    columns: &[TableColumn],
    reading: Reading<'_>,
) -> Option<usize> {
    let ids = |column: usize| {
        let cells = table.rows().iter().filter_map(|row| row.cells.get(column));
        let id = |cell: &Span| source.slice(id_in(source.text(), *cell, reading.id));
        cells.filter(|cell| reading.id.matches(id(cell))).count()
    };
    let named = (0..columns.len()).filter(|&at| columns[at].key == Some(Key::Id));
    named.rev().max_by_key(|&column| ids(column))
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
