//! A row for each entry: which tables are of entries, and what their columns mean.

use std::collections::HashSet;

use super::grid::{Grid, GridRow, grids};
use super::heading::without_ornament;
use super::merge::{Group, TableKind};
use super::outline::{Outline, Place};
use super::triage_table::Column;
use super::{Entry, Field, Form, Layout, Reading, Row};
use crate::document::{Document, Kind};
use crate::text::Span;
use crate::values::{METHODS, parse_date};
use crate::vocabulary::Key;

/// What each column of a table is for.
struct Columns {
    keys: Vec<Option<Key>>,
    id: Option<usize>,
    number: Option<usize>,
    title: usize,
}

/// The tables that are of entries, or may be.
pub(super) fn tables(
    text: &str,
    document: &Document,
    outline: &Outline,
    reading: Reading<'_>,
) -> Vec<Group> {
    let grids = grids(text, document);
    let read = |grid: &Grid| {
        let place = outline.place(grid.block);
        let columns = columns(text, grid, reading)?;
        let kind = kind(text, grid, &columns, &place, reading)?;
        let Kind::Table(at) = document.blocks[grid.block].kind else { return None };
        let span = document.tables[at as usize].span;
        let header = grid.header.iter().zip(&columns.keys);
        let shown = header.map(|(&span, &key)| Column { span, key }).collect();
        let rows = grid.rows.iter().filter(|row| !is_total(text, row, &columns, reading));
        let entries: Vec<Entry> =
            rows.map(|row| entry(text, grid, row, &columns, &place, reading)).collect();
        let layout = Some(Layout { span, columns: shown });
        (!entries.is_empty()).then_some(Group { layout, kind, entries })
    };
    grids.iter().filter_map(read).collect()
}

/// Of so many rows in ten a column must show what it is for.
const MOST: usize = 6;

/// Whether most of the cells of a column that hold something are as wanted.
fn most(text: &str, grid: &Grid, column: usize, is_wanted: impl Fn(&str) -> bool) -> bool {
    let cells = grid.rows.iter().map(|row| bare(row.cells[column].of(text)));
    let (mut given, mut wanted) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        given += 1;
        wanted += usize::from(is_wanted(cell));
    }
    given > 0 && wanted * 10 >= given * MOST
}

fn columns(text: &str, grid: &Grid, reading: Reading<'_>) -> Option<Columns> {
    let words = reading.vocabulary;
    let count = grid.header.len();
    let mut keys: Vec<Option<Key>> = grid
        .header
        .iter()
        .map(|header| words.key(bare(header.of(text))).filter(|key| !key.is_of_register()))
        .collect();
    let is_ordinal = |column: usize| {
        most(text, grid, column, |cell| cell.trim_start_matches('#').parse::<u32>().is_ok())
    };
    // A column of tickets or of areas is known as such.
    let is_unknown = |column: usize| {
        keys[column].is_none_or(|key| key == Key::Id)
            && !words.is_tracking(bare(grid.header[column].of(text)))
    };
    let named = (0..count).find(|&column| keys[column] == Some(Key::Id));
    let surely = |column: usize| {
        let is_id = |cell: &str| {
            words.priority(cell).is_none()
                && words.severity(cell).is_none()
                && id_in_cell(cell, reading).is_some_and(|(id, is_sure)| {
                    // Beside its title an ID stands in the first column; elsewhere words that
                    // start with one speak of it.
                    is_sure && (column == 0 || id.len() == cell.len())
                })
        };
        most(text, grid, column, is_id)
    };
    let loosely = |column: &usize| most(text, grid, *column, |c| id_in_cell(c, reading).is_some());
    let id = named
        .filter(|column| !is_ordinal(*column))
        .filter(loosely)
        .or_else(|| (0..count).find(|&column| is_unknown(column) && surely(column)));
    let number = (0..count).find(|&column| Some(column) != id && column < 2 && is_ordinal(column));
    for (column, key) in keys.iter_mut().enumerate() {
        // `Risk` and `Impact` may hold levels.
        let is_of_levels = matches!(key, Some(Key::Gap | Key::Impact))
            && most(text, grid, column, |cell| words.is_severity_word(cell));
        if is_of_levels {
            *key = Some(Key::Severity);
        }
        if number == Some(column) && *key != Some(Key::Id) {
            *key = None;
        }
        // A column called `Sev` that holds `P1` is one of priorities.
        let is_of_priorities =
            *key == Some(Key::Severity) && most(text, grid, column, |c| words.is_priority_word(c));
        if is_of_priorities {
            *key = Some(Key::Priority);
        } else if *key == Some(Key::Id) && id != Some(column) {
            *key = None;
        }
    }
    if let Some(id) = id {
        keys[id] = Some(Key::Id);
    }
    // Of `Initial state` and `Current state` the vocabulary knows one; of two alike, the first.
    let mut seen = HashSet::new();
    for key in &mut keys {
        if key.is_some_and(|known| !seen.insert(known)) {
            *key = None;
        }
    }
    let title = title(text, grid, &keys, id, number)?;
    Some(Columns { keys, id, number, title })
}

/// The column that says what the gap is.
fn title(
    text: &str,
    grid: &Grid,
    keys: &[Option<Key>],
    id: Option<usize>,
    number: Option<usize>,
) -> Option<usize> {
    let of = |wanted: Key| keys.iter().position(|&key| key == Some(wanted));
    let is_free = |column: &usize| {
        Some(*column) != id
            && Some(*column) != number
            && keys[*column].is_none_or(|key| !key.is_tracked())
            && most(text, grid, *column, |cell| cell.chars().any(char::is_alphabetic))
    };
    // The words of a category repeat, those that say what is wrong do not.
    let is_told = |column: &usize| {
        let words: HashSet<&str> =
            grid.rows.iter().map(|row| row.cells[*column].of(text)).collect();
        keys[*column].is_none() && is_free(column) && words.len() * 10 >= grid.rows.len() * 8
    };
    let columns = || 0..keys.len();
    of(Key::Gap)
        .or_else(|| of(Key::Symptom))
        .or_else(|| columns().find(is_told))
        .or_else(|| columns().find(is_free))
        .or(id)
}

/// Whether the rows of a table are entries, and how sure that is.
fn kind(
    text: &str,
    grid: &Grid,
    columns: &Columns,
    place: &Place,
    reading: Reading<'_>,
) -> Option<TableKind> {
    let words = reading.vocabulary;
    let header = |column: usize| bare(grid.header[column].of(text));
    if grid.header.len() == 2 && words.is_of_labels(header(0)) {
        return None;
    }
    // A numbered summary may sum up numbered headings.
    let is_of_ids = |column: usize| {
        most(text, grid, column, |cell| {
            reading.id.prefix(cell).is_some_and(|id| id.len() == cell.len())
        }) && words.key(header(column)).is_none()
    };
    if (0..grid.header.len()).filter(|&column| is_of_ids(column)).count() > 1 {
        // Columns of IDs are a matrix of what stands elsewhere.
        return None;
    }
    if columns.id.is_some() || (place.is_other && columns.number.is_some()) {
        // Under `Summary`, rows are entries only where no other place has them.
        let kind = if place.is_other { TableKind::Perhaps } else { TableKind::Identified };
        return Some(kind);
    }
    if place.is_other || is_of_numbers(text, grid) || grid.header.len() < 2 {
        return None;
    }
    let has = |key: Key| columns.keys.contains(&Some(key));
    let is_tracked = [Key::Status, Key::Priority, Key::Severity].into_iter().any(has);
    let is_tracking = (0..grid.header.len()).any(|column| words.is_tracking(header(column)));
    let is_followed = has(Key::Gap) || is_tracking;
    // What explains words has two columns; more of them say what to do.
    if is_legend(text, grid, reading) && (grid.header.len() < 3 || !is_followed) {
        return None;
    }
    if is_followed && (is_tracked || place.has_subject) {
        return Some(TableKind::Followed);
    }
    (is_tracked || has(Key::Owner)).then_some(TableKind::Perhaps)
}

/// Whether a table counts or measures: most of what stands beside its first column are numbers.
fn is_of_numbers(text: &str, grid: &Grid) -> bool {
    let cells = grid.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    let (mut given, mut numbers) = (0, 0);
    for cell in cells.map(|cell| bare(cell.of(text))).filter(|cell| !cell.is_empty()) {
        given += 1;
        let is_number = cell.chars().any(|c| c.is_ascii_digit())
            && cell.chars().filter(|c| c.is_alphabetic()).count() <= 3;
        numbers += usize::from(is_number || matches!(cell, "—" | "-"));
    }
    given > 0 && numbers * 2 > given
}

/// Whether the first column holds what others explain: states, levels, days, methods.
fn is_legend(text: &str, grid: &Grid, reading: Reading<'_>) -> bool {
    let words = reading.vocabulary;
    let is_explained = |cell: &str| {
        words.is_status_word(cell)
            || words.priority(cell).is_some()
            || words.severity(cell).is_some()
            || parse_date(cell).is_some()
            || METHODS.contains(&cell)
    };
    most(text, grid, 0, is_explained)
}

/// Whether a row sums up the others: it has no ID, and says so, or nothing but numbers.
fn is_total(text: &str, row: &GridRow, columns: &Columns, reading: Reading<'_>) -> bool {
    let cells = || row.cells.iter().map(|cell| bare(cell.of(text)));
    let says_so = |cell: &str| reading.vocabulary.is_total(cell.split(':').next().unwrap_or(cell));
    let id = columns.id.or(columns.number).map(|at| bare(row.cells[at].of(text)));
    let has_number = id.is_some_and(|id| id.contains(|c: char| c.is_ascii_digit()));
    let is_empty = |cell: &str| !cell.chars().any(char::is_alphabetic);
    !has_number && (cells().any(says_so) || (id.is_some() && cells().all(is_empty)))
}

fn entry(
    text: &str,
    grid: &Grid,
    row: &GridRow,
    columns: &Columns,
    place: &Place,
    reading: Reading<'_>,
) -> Entry {
    let id_cell = columns.id.map(|at| row.cells[at]);
    let id = id_cell.and_then(|cell| id_span(text, cell, reading));
    let number = columns
        .number
        .map(|at| row.cells[at])
        .map(|cell| cell.part(cell.of(text), bare(cell.of(text))));
    let heading = heading(text, row, columns, id);
    let mut fields: Vec<Field> = Vec::new();
    for (at, &cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        if Some(at) == columns.number && columns.id.is_some() {
            continue;
        }
        let label = grid.header[at];
        fields.push(Field { key: columns.keys[at], label, value: cell, span: cell });
    }
    let has = |fields: &[Field], key: Key| fields.iter().any(|field| field.key == Some(key));
    if !has(&fields, Key::Status)
        && let Some(value) = closing(text, row, columns, reading)
    {
        fields.push(Field { key: Some(Key::Status), label: value, value, span: value });
    }
    for &(key, value) in &place.values {
        // A column of its own says more than the heading, even where its cell is empty.
        let is_column = columns.keys.contains(&Some(key));
        if !is_column && !has(&fields, key) {
            fields.push(Field { key: Some(key), label: value, value, span: value });
        }
    }
    let area =
        if columns.keys.contains(&Some(Key::Area)) { Vec::new() } else { place.area.clone() };
    Entry {
        span: row.span,
        heading,
        number: number.filter(|number| !number.is_empty() && id.is_none()),
        id,
        heading_id: None,
        area,
        title: heading,
        fields,
        form: Form::Row(Row { table: 0, cells: row.cells.clone() }),
        repeats: Vec::new(),
    }
}

/// What a row calls its gap: the words in its title cell, those beside its ID, or what is struck
/// out.
fn heading(text: &str, row: &GridRow, columns: &Columns, id: Option<Span>) -> Span {
    let cell = row.cells[columns.title];
    let beside = columns.id.zip(id).map(|(at, id)| {
        let whole = row.cells[at];
        let rest = Span { start: id.end, end: whole.end };
        let marks: &[char] = &['*', '`', '~', ' ', ':', '—', '–', '-', '.', '|', '·', ']', '\t'];
        rest.part(rest.of(text), rest.of(text).trim_matches(marks))
    });
    let is_title = |span: &Span| {
        let words = span.of(text);
        !words.starts_with('(') && words.chars().filter(|c| c.is_alphabetic()).count() > 2
    };
    let is_of_gap = columns.keys[columns.title] == Some(Key::Gap) && !cell.is_empty();
    match beside.filter(is_title) {
        Some(beside) if !is_of_gap => beside,
        _ => struck(text, cell).unwrap_or_else(|| {
            let whole = cell.of(text);
            let words = linked(bold(without_ornament(whole)));
            cell.part(whole, if words.is_empty() { whole } else { words })
        }),
    }
}

/// A text without the marks that emphasise all of it.
fn bold(text: &str) -> &str {
    let inner = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**")).unwrap_or(text)
}

/// The text of a cell that is a link and nothing else.
fn linked(text: &str) -> &str {
    let inner = text.strip_prefix('[').filter(|_| text.ends_with(')'));
    let parts = inner.and_then(|inner| inner.split_once("]("));
    parts.filter(|(_, target)| target.matches(')').count() == 1).map_or(text, |(name, _)| name)
}

/// What is struck out at the start of a cell.
fn struck(text: &str, cell: Span) -> Option<Span> {
    let whole = cell.of(text);
    let inner = whole.trim_start_matches('*').strip_prefix("~~")?;
    let (inner, _) = inner.split_once("~~")?;
    let inner = inner.trim_matches(['*', '`', ' ']);
    (!inner.is_empty()).then(|| cell.part(whole, inner))
}

/// Where a row says that its gap is closed, without a column for that: strong words such as
/// `**Closed 2026-07-23**`, or else the marks that strike its ID or its title out.
fn closing(text: &str, row: &GridRow, columns: &Columns, reading: Reading<'_>) -> Option<Span> {
    let is_struck = |at: usize| {
        let cell = row.cells[at];
        let whole = cell.of(text);
        let at =
            whole.find("~~").filter(|&at| whole[..at].chars().all(|c| !c.is_alphanumeric()))?;
        Some(cell.part(whole, &whole[at..at + 2]))
    };
    let Some(marks) = columns.id.and_then(is_struck).or_else(|| is_struck(columns.title)) else {
        let mut cells = columns.id.into_iter().chain([columns.title]);
        return cells.find_map(|at| ticked(text, row.cells[at], reading));
    };
    let strong = row.cells.iter().find_map(|cell| {
        let whole = cell.of(text);
        let mut strong = whole.split("**").skip(1).step_by(2);
        let said = strong.find(|words| reading.vocabulary.status(words).is_some())?;
        Some(cell.part(whole, said))
    });
    Some(strong.unwrap_or(marks))
}

/// A sign at the start of a cell that ticks it off: `✅ G-01`.
fn ticked(text: &str, cell: Span, reading: Reading<'_>) -> Option<Span> {
    let whole = cell.of(text);
    let sign = whole.split(char::is_whitespace).next().filter(|sign| !sign.is_empty())?;
    let words = reading.vocabulary;
    let is_sign = !sign.is_ascii() && !sign.contains(char::is_alphanumeric);
    let is_done = matches!(words.status(sign), Some("Fixed" | "Verified"));
    // A green circle is a level as often as a state.
    (is_sign && is_done && !words.is_severity_word(sign)).then(|| cell.part(whole, sign))
}

/// A cell without the marks, box or link around what it says.
pub(super) fn bare(text: &str) -> &str {
    let inner = text.trim_matches(['*', '`', '~', ' ', '\t']);
    let link = inner.strip_prefix('[').filter(|_| inner.ends_with([')', ']']));
    link.and_then(|link| Some(link.split_once("](")?.0))
        .unwrap_or(inner)
        .trim_matches(['*', '`', '~', ' '])
}

fn id_span(text: &str, cell: Span, reading: Reading<'_>) -> Option<Span> {
    let whole = cell.of(text);
    id_in_cell(whole, reading).map(|(id, _)| cell.part(whole, id))
}

/// The ID at the start of a cell, whatever stands around it, and whether it is of the form of IDs
/// rather than some other short name: `**G-03** Login`, `` `ha-recovery` ``.
fn id_in_cell<'t>(cell: &'t str, reading: Reading<'_>) -> Option<(&'t str, bool)> {
    let mut rest = cell;
    // An anchor before an ID is no part of it.
    while let Some(tag) = rest.trim_start().strip_prefix('<') {
        rest = tag.split_once('>')?.1;
    }
    let inner = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(id) = reading.id.prefix(inner) {
        // Several IDs in a cell refer to entries, and are none.
        let after = inner[id.len()..].trim_start();
        return (!after.starts_with([',', ';', '&', '+', '/', '→'])).then_some((id, true));
    }
    let name = bare(rest).trim_start_matches('#');
    let is_name = name.len() <= 40
        && name.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c))
        && name.chars().any(char::is_alphanumeric)
        && reading.vocabulary.placeholder(name).is_none()
        && !reading.vocabulary.is_of_labels(name);
    is_name.then_some((name, false))
}
