//! Tables that hold no entries, by what their columns have in common: who does what, settings and limits,
//! plans, explanations, changes of states.

use std::collections::HashSet;

use super::columns::Columns;
use super::grid::Grid;
use crate::register::read::cell::bare;
use crate::register::{Reading, Refusal};
use crate::values::{Sla, is_of_any_year, is_of_calendar, is_quarter, is_version};
use crate::vocabulary::{Header, Key, Section};

/// From this many columns of one kind on, the kind of a table is no chance.
const SEVERAL: usize = 2;

/// Why the rows of a table are no entries, where its columns are those of a table of another kind.
pub(super) fn refusal(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> Option<Refusal> {
    if is_of_roles(grid, reading) {
        return Some(Refusal::Roles);
    }
    if relates_levels(grid, reading) {
        return Some(Refusal::Matrix);
    }
    let is_free = ![Key::Id, Key::Gap, Key::Status].into_iter().any(|key| columns.has(key));
    if is_free && is_of_settings(grid, columns, reading) {
        return Some(Refusal::Settings);
    }
    let is_of_plan = |cell: &str| is_quarter(cell) || is_version(cell);
    let is_named = [Key::Id, Key::Gap, Key::Symptom].into_iter().any(|key| columns.has(key));
    if !is_named && are_different(grid) && grid.most(0, is_of_plan) {
        return Some(Refusal::Plan);
    }
    if is_of_tests(grid, columns, reading) {
        return Some(Refusal::Tests);
    }
    if is_of_days(grid, columns, reading) {
        return Some(Refusal::Plan);
    }
    let is_legend = is_of_codes(grid, columns)
        || is_of_levels(grid, columns, reading)
        || is_called_legend(grid, columns, reading);
    is_legend.then_some(Refusal::Legend)
}

/// Whether a table says what came of tests, and neither what is missing nor how bad it is.
fn is_of_tests(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    let of_gaps = [Key::Gap, Key::Symptom, Key::Priority, Key::Severity, Key::Owner];
    let is = |column: usize, kind| is_header(grid, column, kind, reading);
    is(0, Header::Test)
        && grid.columns().skip(1).any(|column| is(column, Header::Outcome))
        && !of_gaps.into_iter().any(|key| columns.has(key))
}

/// Whether a table is a calendar: each row is a month or a day, or all it says of a thing is on which days.
fn is_of_days(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    let of_entries = [Key::Status, Key::Priority, Key::Severity, Key::FirstSeen, Key::Due];
    let is_of = |keys: &[Key]| keys.iter().any(|&key| columns.has(key));
    let of_days = |column: usize| grid.most(column, is_of_any_year);
    if is_of(&of_entries) || reading.vocabulary.key(grid.header(0)) == Some(Key::Id) {
        return false;
    }
    let others = || grid.columns().skip(1);
    // Days with their years are those of a log.
    let is_dated = grid.most(0, is_of_calendar);
    let is_calendar = columns.id.is_none() && are_different(grid) && of_days(0) && !is_dated;
    let is_named = is_of(&[Key::Gap, Key::Symptom]);
    is_calendar || !is_named && others().count() >= SEVERAL && others().all(of_days)
}

/// Whether the header of a table of two columns announces a legend or the like: `| Legend | |`.
fn is_called_legend(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    const COLUMNS: usize = 2;
    grid.header.len() == COLUMNS
        && columns.keys.iter().all(Option::is_none)
        && reading.vocabulary.section(grid.header(0)) == Some(Section::Others)
}

/// Whether a small table explains the words in its first column, and names no gaps: `| Term | Meaning |`.
pub(super) fn is_of_meanings(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    const WIDEST: usize = 3;
    let of_entries = [Key::Id, Key::Gap, Key::Owner, Key::FirstSeen];
    let is_meaning = |column: usize| is_header(grid, column, Header::Meaning, reading);
    grid.header.len() <= WIDEST
        && !of_entries.into_iter().any(|key| columns.has(key))
        && grid.columns().skip(1).any(is_meaning)
}

/// Whether a table says of tasks who has which part in them: under headers such as `Consulted`, or by one
/// letter for each part.
fn is_of_roles(grid: &Grid<'_>, reading: Reading<'_>) -> bool {
    const FEWEST: usize = 3;
    let named = grid.columns().filter(|&it| is_header(grid, it, Header::Role, reading)).count();
    let letters = |cell: &str| cell.split([',', '/', ' ']).all(is_letter_of_role);
    let is_of_letters = |column: &usize| grid.most(*column, letters);
    let headers = grid.columns().filter(|&it| is_letter_of_role(grid.header(it))).count();
    let marked = || grid.columns().skip(1).filter(is_of_letters).count();
    named.max(headers) >= FEWEST || marked() >= SEVERAL && marked() + 1 == grid.columns().count()
}

/// Whether a text is the letter of a part: responsible, accountable, support, consulted, informed.
fn is_letter_of_role(text: &str) -> bool {
    ["R", "A", "S", "C", "I"].contains(&text)
}

/// Whether a table lists settings or limits: under several headers such as `Default`, or one of them above
/// measures.
fn is_of_settings(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    let is_setting = |column: &usize| is_header(grid, *column, Header::Setting, reading);
    let named = grid.columns().filter(is_setting).count();
    let is_measured =
        |column: usize| columns.keys[column].is_none() && grid.most(column, is_measure);
    named >= SEVERAL || named > 0 && grid.columns().skip(1).any(is_measured)
}

fn is_header(grid: &Grid<'_>, column: usize, kind: Header, reading: Reading<'_>) -> bool {
    reading.vocabulary.other_header(grid.header(column)) == Some(kind)
}

/// Whether a text is a number, with its unit or without: `10 MB`, `1000/min`, `500`.
fn is_measure(text: &str) -> bool {
    const LONGEST_UNIT: usize = 12;
    let number = text.trim_start_matches(['<', '>', '≤', '≥', '~', '±', ' ']);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || ".,_ \u{a0}".contains(c));
    number.starts_with(|c: char| c.is_ascii_digit()) && unit.len() <= LONGEST_UNIT
}

/// Whether the headers of a table are levels: it says what follows from two of them, or counts.
fn relates_levels(grid: &Grid<'_>, reading: Reading<'_>) -> bool {
    let words = reading.vocabulary;
    let is_level = |&column: &usize| words.is_severity_word(grid.header(column));
    grid.columns().skip(1).filter(is_level).count() >= SEVERAL
}

/// Whether the first column of a table holds levels, and another how long each may take.
fn is_of_levels(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    let of_entries = [Key::Id, Key::Owner, Key::FirstSeen, Key::Status];
    let words = reading.vocabulary;
    let is_level = |cell: &str| words.is_priority_word(cell) || words.is_severity_word(cell);
    let is_duration = |column: usize| grid.most(column, |cell| Sla::parse(cell, words).is_some());
    !of_entries.into_iter().any(|key| columns.has(key))
        && are_different(grid)
        && grid.most(0, is_level)
        && grid.columns().skip(1).any(is_duration)
}

/// Whether a table explains the statuses of answers: they are in its first column, or in the one that is called
/// so.
fn is_of_codes(grid: &Grid<'_>, columns: &Columns) -> bool {
    let of_entries = [Key::Gap, Key::Owner, Key::FirstSeen, Key::Priority, Key::Severity];
    let is_code = |column: usize| grid.most(column, is_status_code);
    let is_explained = match columns.keys.iter().skip(1).position(|key| *key == Some(Key::Status)) {
        Some(behind) => is_code(behind + 1),
        None => is_code(0),
    };
    is_explained && !of_entries.into_iter().any(|key| columns.has(key)) && are_different(grid)
}

/// Whether no two cells of the first column are the same.
fn are_different(grid: &Grid<'_>) -> bool {
    let first = grid.rows.iter().map(|row| bare(row.cells[0].of(grid.text)));
    first.collect::<HashSet<_>>().len() == grid.rows.len()
}

/// The statuses of HTTP that services answer with.
const STATUS_CODES: [&str; 34] = [
    "200", "201", "202", "204", "206", "301", "302", "303", "304", "307", "308", "400", "401",
    "402", "403", "404", "405", "406", "409", "410", "412", "413", "415", "422", "429", "500",
    "501", "502", "503", "504", "2xx", "3xx", "4xx", "5xx",
];

/// Whether a text is the status of an answer, or starts with it: `404`, `5xx`, `404 Not Found`.
fn is_status_code(text: &str) -> bool {
    let code = text.split_whitespace().next().unwrap_or_default();
    STATUS_CODES.contains(&code)
}
