//! The entries that the rows of tables are.

use super::certainty::certainty;
use super::columns::Columns;
use super::grid::{Grid, grids};
use super::grid_row::GridRow;
use super::grouping::{RowGroup, row_groups};
use crate::document::{Document, Table};
use crate::register::read::cell::{bare, bold, linked, struck};
use crate::register::read::group::{EntryCertainty, EntryGroup};
use crate::register::read::heading_text::without_ornament;
use crate::register::read::ids::{id_in_cell, ids_of_cell};
use crate::register::read::outline::{HeadingContext, Outline};
use crate::register::read::refusals::Refusals;
use crate::register::read::title_parts::state_behind;
use crate::register::{
    Entry, EntryRow, EntryTable, Field, Form, Reading, Struck, TableColumn, UnreadKind, ValueParts,
};
use crate::text::{Span, between_breaks};
use crate::vocabulary::{Key, Placeholder, closes_unrepaired};

/// The tables whose rows are entries, or may be.
pub(in crate::register::read) fn groups(
    text: &str,
    document: &Document,
    outline: &Outline,
    reading: Reading<'_>,
    refusals: &Refusals,
) -> Vec<EntryGroup> {
    let grids = grids(text, document, reading);
    let found = |grid| group(grid, outline.context(grid.block), reading, refusals);
    grids.iter().filter_map(found).collect()
}

/// Whether a table without rows has the columns of entries: the register waits for its first.
pub(in crate::register::read) fn wait_for_rows(
    text: &str,
    document: &Document,
    reading: Reading<'_>,
) -> bool {
    const TRACKED: [Key; 4] = [Key::Status, Key::Priority, Key::Severity, Key::Owner];
    // `| N/A | None | N/A |` is no row.
    let is_absent = |cell: &Span| {
        reading.vocabulary.placeholder(bare(cell.of(text))) == Some(Placeholder::Absent)
    };
    let is_empty = |table: &&Table| table.rows().iter().all(|row| row.cells.iter().all(is_absent));
    document.tables.iter().filter(is_empty).any(|table| {
        let key = |cell: &Span| reading.vocabulary.key(bare(cell.of(text)));
        let keys: Vec<Key> = table.header().iter().filter_map(key).collect();
        let is_named = keys.iter().any(|key| matches!(key, Key::Id | Key::Gap | Key::Symptom));
        is_named && keys.iter().any(|key| TRACKED.contains(key))
    })
}

fn group(
    grid: &Grid<'_>,
    context: HeadingContext,
    reading: Reading<'_>,
    refusals: &Refusals,
) -> Option<EntryGroup> {
    let columns = Columns::of(grid, reading)?;
    let certainty = match certainty(grid, &columns, &context, reading) {
        Ok(certainty) => certainty,
        Err(why) => {
            let count = grid.rows.len();
            why.inspect(|&why| refusals.refuse(grid.table, UnreadKind::Table, count, why));
            return None;
        }
    };
    Some(EntryGroup { certainty, ..rows_of(grid, columns, context, reading)? })
}

/// The rows of a grid as entries, by what its columns are for; none where it has no rows.
pub(in crate::register::read) fn rows_of(
    grid: &Grid<'_>,
    columns: Columns,
    context: HeadingContext,
    reading: Reading<'_>,
) -> Option<EntryGroup> {
    let header = grid.header.iter().zip(&columns.keys);
    let shown = header.map(|(&span, &key)| TableColumn { span, key }).collect();
    let reader = RowReader { grid, columns, context, reading };
    let groups = row_groups(grid, &reader.columns, |row| reader.has_own_id(row));
    let rows = grid.rows.iter().zip(groups);
    let is_entry =
        |row: &GridRow| !reader.is_total(row) && !reader.has_no_gap(row) && !reader.is_absent(row);
    let rows = rows.filter(|(row, group)| is_entry(row) && !group.is_caption);
    let entries: Vec<Entry> = rows.map(|(row, group)| reader.entry(row, group)).collect();
    let table = Some(EntryTable { span: grid.table, columns: shown });
    let certainty = EntryCertainty::Identified;
    (!entries.is_empty()).then_some(EntryGroup { table, certainty, is_register: false, entries })
}

/// The number with a dot that a text starts with, and the words behind it.
fn dotted_number(text: &str) -> Option<(&str, &str)> {
    let (number, words) = text.split_once(' ')?;
    let mut parts = number.split('.');
    let is_number = parts.clone().count() > 1
        && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    is_number.then_some((number, words.trim_start()))
}

/// What is needed to read the rows of one table.
struct RowReader<'a> {
    grid: &'a Grid<'a>,
    columns: Columns,
    context: HeadingContext,
    reading: Reading<'a>,
}

impl<'a> RowReader<'a> {
    fn text(&self, span: Span) -> &'a str {
        span.of(self.grid.text)
    }

    /// Whether a row summarises the others: it has no ID, and says so, or has nothing but numbers.
    fn is_total(&self, row: &GridRow) -> bool {
        let words = self.reading.vocabulary;
        let cells = || row.cells.iter().map(|&cell| bare(self.text(cell)));
        let says_so = |cell: &str| words.is_total(cell.split(':').next().unwrap_or(cell));
        let id = self.columns.id.or(self.columns.number).map(|at| bare(self.text(row.cells[at])));
        let has_number = id.is_some_and(|id| id.contains(|c: char| c.is_ascii_digit()));
        let is_empty = |cell: &str| !cell.chars().any(char::is_alphabetic);
        !has_number && (cells().any(says_so) || (id.is_some() && cells().all(is_empty)))
    }

    /// Whether all cells of a row say that there is nothing: `| N/A | None | N/A |`.
    fn is_absent(&self, row: &GridRow) -> bool {
        let is_absent =
            |cell| self.reading.vocabulary.placeholder(cell) == Some(Placeholder::Absent);
        let mut cells = row.cells.iter().map(|&cell| bare(self.text(cell)));
        let mut filled = cells.by_ref().filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(is_absent)
    }

    /// Whether nothing is in the cell for the gap of a row, nor in one that tracks a gap.
    fn has_no_gap(&self, row: &GridRow) -> bool {
        let Columns { keys, number, title, .. } = &self.columns;
        let is_tracked =
            |key: Option<Key>| key.is_some_and(|key| key.is_tracked() || key == Key::Ticket);
        let mut cells = row.cells.iter().zip(keys);
        number.is_none()
            && keys[*title] == Some(Key::Gap)
            && row.cells[*title].is_empty()
            && cells.all(|(cell, &key)| cell.is_empty() || !is_tracked(key))
    }

    /// Whether a row has an ID; in bold, one that has the form of IDs where those of others have.
    fn has_own_id(&self, row: &GridRow) -> bool {
        let Some(column) = self.columns.id else { return false };
        let cell = row.cells[column];
        let is_sure = |cell: &str| id_in_cell(cell, self.reading).is_some_and(|id| id.is_sure);
        let is_bold = bold(self.text(cell)) != self.text(cell);
        let has_form = || is_sure(self.text(cell));
        let are_names = || !self.grid.rows.iter().any(|row| is_sure(self.text(row.cells[column])));
        self.id(cell).is_some() && (!is_bold || has_form() || are_names())
    }

    fn entry(&self, row: &GridRow, group: RowGroup) -> Entry {
        let id = self.columns.id.and_then(|at| self.id(row.cells[at]));
        let number = self.columns.number.map(|at| {
            let cell = row.cells[at];
            cell.part(self.text(cell), bare(self.text(cell)))
        });
        let heading = self.heading(row, id);
        // `6.1 Sign in`: the number stands before the words.
        let numbered = dotted_number(self.text(heading)).filter(|_| id.is_none());
        let number =
            number.or_else(|| numbered.map(|(number, _)| heading.part(self.text(heading), number)));
        let heading =
            numbered.map_or(heading, |(_, words)| heading.part(self.text(heading), words));
        let fields = self.fields(row, group);
        let overruled = self.context.overruled(&fields);
        let number =
            number.filter(|it| id.is_none() && self.text(*it).contains(char::is_alphanumeric));
        let form = Form::Row(Box::new(EntryRow {
            table: 0,
            cells: row.cells.clone(),
            excess: row.excess,
            uneven: row.uneven,
        }));
        let area = self.area(row, group);
        Entry { number, id, area, fields, overruled, ..Entry::titled(row.span, heading, form) }
    }

    fn id(&self, cell: Span) -> Option<Span> {
        let whole = self.text(cell);
        let id = id_in_cell(whole, self.reading).map(|id| id.text);
        // `G2+G3` names an entry about both.
        let joined = || ids_of_cell(whole, self.reading).map(|_| bare(whole));
        let joined = || joined().filter(|ids| !ids.contains([' ', '~']));
        id.or_else(joined).map(|id| cell.part(whole, id))
    }

    /// The area of a row that has no cell for it, or an empty one.
    fn area(&self, row: &GridRow, group: RowGroup) -> Vec<Span> {
        let column = self.columns.keys.iter().position(|&key| key == Some(Key::Area));
        if column.is_some_and(|at| !row.cells[at].is_empty()) {
            return Vec::new();
        }
        let shared = group.value.filter(|&(key, _)| key == Key::Area).map(|(_, words)| words);
        let above = if column.is_some() { &[][..] } else { &self.context.area };
        above.iter().copied().chain(group.caption).chain(shared).collect()
    }

    /// The cells of a row as fields, and what the rows and headings above it give.
    fn fields(&self, row: &GridRow, group: RowGroup) -> Vec<Field> {
        let columns = &self.columns;
        let mut fields: Vec<Field> = Vec::new();
        for (at, &cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if Some(at) == columns.number && columns.id.is_some() {
                continue;
            }
            let label = self.grid.header[at];
            fields.push(Field { key: columns.keys[at], label, value: cell, span: cell });
        }
        // Of a row that is struck out cell by cell, the old state does not hold, unless it closes the gap.
        let words = self.reading.vocabulary;
        let is_old = |field: &Field| {
            if field.key != Some(Key::Status) {
                return false;
            }
            let whole = self.text(field.value);
            let parts = ValueParts::of(whole);
            let holds_nothing = parts.current.is_empty() && parts.struck != Struck::Nothing;
            let is_closed = || {
                let state = words.status(bare(whole));
                state.is_some_and(closes_unrepaired) || words.says_repaired(bare(whole))
            };
            holds_nothing && !is_closed() && self.is_struck(row)
        };
        fields.retain(|field| !is_old(field));
        let has = |fields: &[Field], key: Key| fields.iter().any(|field| field.key == Some(key));
        if !has(&fields, Key::Status)
            && let Some(value) = self.closing(row)
        {
            fields.push(Field::unlabelled(Key::Status, value));
        }
        let shared = group.value.filter(|&(key, _)| key != Key::Area && !has(&fields, key));
        fields.extend(shared.map(|(key, value)| Field::unlabelled(key, value)));
        for &(key, value) in &self.context.values {
            // A column of its own counts more than the heading, even where its cell is empty.
            if !columns.has(key) && !has(&fields, key) {
                fields.push(Field::unlabelled(key, value));
            }
        }
        fields
    }

    /// The title of a row's gap: the words in its title cell, those beside its ID, or those that
    /// are struck out.
    fn heading(&self, row: &GridRow, id: Option<Span>) -> Span {
        let cell = row.cells[self.columns.title];
        let beside = self.columns.id.zip(id).map(|(at, id)| {
            let rest = Span { start: id.end, end: row.cells[at].end };
            let marks: &[char] =
                &['*', '`', '~', ' ', ':', '—', '–', '-', '.', '|', '·', ']', '\t'];
            let whole = self.text(rest);
            let words = whole.trim_matches(marks);
            let behind = &whole[whole.find(words).unwrap_or(0) + words.len()..];
            // The mark that closes code at the end of a title.
            let is_open = words.matches('`').count() % 2 == 1 && behind.starts_with('`');
            let words = rest.part(whole, words);
            Span { end: words.end + u32::from(is_open), ..words }
        });
        let is_title = |span: &Span| {
            let words = self.text(*span);
            !words.starts_with('(') && words.chars().filter(|c| c.is_alphabetic()).count() > 2
        };
        let is_of_gap = self.columns.keys[self.columns.title] == Some(Key::Gap) && !cell.is_empty();
        if let Some(beside) = beside.filter(is_title)
            && !is_of_gap
        {
            return self.first_line(beside);
        }
        struck(self.grid.text, cell).unwrap_or_else(|| {
            let cell = self.first_line(cell);
            let whole = self.text(cell);
            let words = linked(bold(without_ornament(whole)));
            cell.part(whole, if words.is_empty() { whole } else { words })
        })
    }

    /// The words of a cell before the first `<br>`.
    fn first_line(&self, cell: Span) -> Span {
        let whole = self.text(cell);
        let first = between_breaks(whole).next().unwrap_or_default().trim_end();
        if first.is_empty() { cell } else { cell.part(whole, first) }
    }

    /// What closes the gap of a row in a table without a column for that: strong words such as
    /// `**Closed 2026-07-23**`, else the marks that strike its ID or title out, else a tick.
    fn closing(&self, row: &GridRow) -> Option<Span> {
        let named = || self.columns.id.into_iter().chain([self.columns.title]);
        let Some(marks) = named().find_map(|at| self.strike_marks(row.cells[at])) else {
            return named().find_map(|at| self.tick(row.cells[at]));
        };
        let strong = row.cells.iter().find_map(|cell| {
            let whole = self.text(*cell);
            let mut strong = whole.split("**").skip(1).step_by(2);
            let status = strong.find(|words| self.reading.vocabulary.status(words).is_some())?;
            Some(cell.part(whole, status))
        });
        let behind = || named().rev().find_map(|at| self.behind_struck(row.cells[at]));
        Some(strong.or_else(behind).unwrap_or(marks))
    }

    /// Whether the ID or the title of a row is struck out.
    fn is_struck(&self, row: &GridRow) -> bool {
        let mut named = self.columns.id.into_iter().chain([self.columns.title]);
        named.any(|at| self.strike_marks(row.cells[at]).is_some())
    }

    /// The state behind struck words: `~~No export~~ — Resolved: a button was added`.
    fn behind_struck(&self, cell: Span) -> Option<Span> {
        let whole = self.text(cell);
        let (_, behind) = whole.split_once("~~")?.1.split_once("~~")?;
        let state = state_behind(behind, self.reading.vocabulary)?;
        Some(cell.part(whole, state))
    }

    /// The `~~` before the words of a cell.
    fn strike_marks(&self, cell: Span) -> Option<Span> {
        let whole = self.text(cell);
        let at = whole.find("~~")?;
        let is_first = whole[..at].chars().all(|c| !c.is_alphanumeric());
        is_first.then(|| cell.part(whole, &whole[at..at + 2]))
    }

    /// A sign at the start of a cell that ticks it off: `✅ G-01`.
    fn tick(&self, cell: Span) -> Option<Span> {
        let whole = self.text(cell);
        let sign = whole.split(char::is_whitespace).next().filter(|sign| !sign.is_empty())?;
        let words = self.reading.vocabulary;
        let is_sign = !sign.is_ascii() && !sign.contains(char::is_alphanumeric);
        let is_done = words.says_repaired(sign);
        // A green circle is a level as often as a state.
        (is_sign && is_done && !words.is_severity_word(sign)).then(|| cell.part(whole, sign))
    }
}
