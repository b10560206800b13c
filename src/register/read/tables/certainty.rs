//! Whether the rows of a table are entries.

use std::collections::HashSet;

use super::columns::Columns;
use super::grid::Grid;
use super::other_kinds;
use crate::register::read::cell::bare;
use crate::register::read::group::EntryCertainty;
use crate::register::read::outline::HeadingContext;
use crate::register::read::pairs;
use crate::register::{Reading, Refusal};
use crate::text::Span;
use crate::values::{METHODS, is_of_calendar, is_quarter, parse_date};
use crate::vocabulary::Key;

/// From this many columns on, or rows, a legend could be entries.
const LARGE_LEGEND: (usize, usize) = (4, 8);

/// With more columns, a table is no log.
const WIDEST_LOG: usize = 4;

/// With fewer words, a cell says little.
const FEWEST_WORDS: usize = 3;

/// How sure it is that the rows of a table are entries. Where they are not, why, if they could be.
pub(super) fn certainty(
    grid: &Grid<'_>,
    columns: &Columns,
    context: &HeadingContext,
    reading: Reading<'_>,
) -> Result<EntryCertainty, Option<Refusal>> {
    let count = grid.header.len();
    if is_of_fields(grid, reading) || is_of_ranges(grid) || is_of_searches(grid) {
        return Err(None);
    }
    if is_matrix(grid, reading) {
        return Err(Some(Refusal::Matrix));
    }
    if let Some(why) = other_kinds::refusal(grid, columns, reading) {
        return Err(Some(why));
    }
    let is_large = count >= LARGE_LEGEND.0 || grid.rows.len() >= LARGE_LEGEND.1;
    if other_kinds::is_of_meanings(grid, columns, reading) {
        return Err(is_large.then_some(Refusal::Legend));
    }
    if columns.changes {
        let has_words = columns.has(Key::Gap) || columns.has(Key::Symptom);
        return if columns.id.is_some() && has_words {
            Ok(EntryCertainty::Perhaps)
        } else {
            Err(Some(Refusal::Changes))
        };
    }
    let has_level = has_level(columns);
    // Under `Summary`, rows are entries only where no other place has them. A numbered summary may
    // summarise numbered headings.
    if context.is_other {
        let has_names = columns.id.is_some() || columns.number.is_some();
        let could_be = is_tracked(grid, columns, reading) && has_level && !is_legend(grid, reading);
        return if has_names && columns.id.is_none() && is_of_numbers(grid, columns, reading) {
            Err(None)
        } else if has_names {
            Ok(EntryCertainty::Perhaps)
        } else {
            Err(could_be.then_some(Refusal::Aside))
        };
    }
    if count <= WIDEST_LOG && !has_level && !columns.has(Key::Gap) && is_dated(grid) {
        return Err(Some(Refusal::Log));
    }
    of_columns(grid, columns, context, reading)
}

/// How sure it is that the rows of a table are entries which is not of another kind.
fn of_columns(
    grid: &Grid<'_>,
    columns: &Columns,
    context: &HeadingContext,
    reading: Reading<'_>,
) -> Result<EntryCertainty, Option<Refusal>> {
    let count = grid.header.len();
    let has_level = has_level(columns);
    let is_tracked = is_tracked(grid, columns, reading);
    let is_about_entries = context.has_subject || is_tracked || says_more(columns);
    if columns.id.is_some() {
        let is_sure = is_about_entries || has_ids(grid, columns, reading);
        return if is_sure {
            Ok(EntryCertainty::Identified)
        } else {
            Err(Some(Refusal::NoSubject))
        };
    }
    if count < 2 {
        return Err(None);
    }
    // Below a heading that names what is tracked, methods are those of missing endpoints.
    let is_legend = is_legend(grid, reading) && !(context.has_subject && is_of_methods(grid));
    // A list of bugs may give the day of each first.
    let is_dated = is_log(grid);
    let is_log = is_dated && !(context.has_subject && has_wide_rows(grid));
    let is_legend = is_legend && is_log == is_dated;
    if is_of_numbers(grid, columns, reading) || is_log {
        let why = if is_log { Refusal::Log } else { Refusal::Numbers };
        return Err((!is_legend || is_log).then_some(why));
    }
    let is_large = count >= LARGE_LEGEND.0 || grid.rows.len() >= LARGE_LEGEND.1;
    // A legend has two columns, or more that track nothing.
    if is_legend && (count < 3 || !is_tracked) {
        return Err(is_large.then_some(Refusal::Legend));
    }
    if is_tracked && (has_level || context.has_subject) {
        return Ok(EntryCertainty::Tracked);
    }
    if has_level || columns.has(Key::Owner) && !columns.has(Key::TargetVersion) {
        // Who is asked what, and who is in a team, is in tables with owners and levels as well.
        return if is_about_entries {
            Ok(EntryCertainty::Perhaps)
        } else {
            Err(Some(Refusal::NoSubject))
        };
    }
    if is_legend { Err(is_large.then_some(Refusal::Legend)) } else { Ok(EntryCertainty::Unlikely) }
}

/// Whether a column holds states or levels.
fn has_level(columns: &Columns) -> bool {
    [Key::Status, Key::Priority, Key::Severity].into_iter().any(|key| columns.has(key))
}

/// Whether a column names gaps, or is one of tables that track things.
fn is_tracked(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    columns.has(Key::Gap)
        || grid.columns().any(|column| reading.vocabulary.is_tracking(grid.header(column)))
}

/// Whether the columns of a table are of what entries have and other things have not, or of several such keys.
fn says_more(columns: &Columns) -> bool {
    const SEVERAL: usize = 2;
    let is_of_entries = [Key::Status, Key::Symptom, Key::Sla, Key::FirstSeen];
    let is_shared = [Key::Priority, Key::Severity, Key::Owner];
    is_of_entries.into_iter().any(|key| columns.has(key))
        || is_shared.into_iter().filter(|key| columns.has(*key)).count() >= SEVERAL
}

/// Whether most cells of the column for the ID are IDs: `G-001`.
fn has_ids(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    let is_id = |cell: &str| reading.id.prefix(bare(cell)).is_some();
    columns.id.is_some_and(|column| grid.most(column, is_id))
}

/// Whether one of the first two columns holds days, months or quarters, as in a log, a list of
/// decisions or a plan.
fn is_dated(grid: &Grid<'_>) -> bool {
    let is_dated = |cell: &str| is_of_calendar(cell) || is_quarter(cell);
    grid.columns().take(2).any(|column| grid.most(column, is_dated))
}

/// Whether the first column holds methods of requests.
fn is_of_methods(grid: &Grid<'_>) -> bool {
    grid.most(0, |cell| METHODS.contains(&cell))
}

/// Whether a table is a log: its first column holds dates.
fn is_log(grid: &Grid<'_>) -> bool {
    grid.most(0, |cell| parse_date(cell).is_some())
}

/// Whether a table is wider than a log, and a column behind the first says as much as titles of entries do.
fn has_wide_rows(grid: &Grid<'_>) -> bool {
    let is_title = |cell: &str| cell.split_whitespace().count() >= FEWEST_WORDS;
    grid.header.len() > WIDEST_LOG
        && grid.columns().skip(1).any(|column| grid.most(column, is_title))
}

/// Whether a table holds the labels and values of one entry.
fn is_of_fields(grid: &Grid<'_>, reading: Reading<'_>) -> bool {
    let words = reading.vocabulary;
    let cell = |at: Span| at.of(grid.text);
    let rows = || grid.rows.iter().map(|row| (cell(row.cells[0]), cell(row.cells[1])));
    grid.header.len() == 2
        && (words.is_of_labels(grid.header(0)) || pairs::are_fields(grid.header(1), rows(), words))
}

/// Whether the first column holds links to searches: `[All open bugs](https://…/issues?q=is%3Aopen)`.
fn is_of_searches(grid: &Grid<'_>) -> bool {
    let is_search = |cell: &str| {
        let target = cell.trim_matches(['*', ' ']).strip_suffix(')');
        let target = target.and_then(|it| it.strip_prefix('[')?.split_once("]("));
        target.is_some_and(|(_, target)| target.contains("://") && target.contains('?'))
    };
    let cells = || grid.rows.iter().map(|row| row.cells[0].of(grid.text));
    cells().next().is_some() && cells().all(is_search)
}

/// Whether the first column of a small table holds ranges of numbers: `1–6`, `12+`, `≥ 7`.
fn is_of_ranges(grid: &Grid<'_>) -> bool {
    const WIDEST: usize = 3;
    let is_range = |cell: &str| {
        let is_part = |c: char| c.is_ascii_digit() || " .,%–—-+<>≤≥".contains(c);
        let has_sign = cell.contains(['–', '—', '+', '<', '>', '≤', '≥']) || rises(cell);
        cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(is_part) && has_sign
    };
    grid.header.len() <= WIDEST && grid.most(0, is_range)
}

/// Whether a text is two numbers with a hyphen, of which the second is higher.
fn rises(text: &str) -> bool {
    let number = |part: &str| part.trim().parse::<u32>().ok();
    text.split_once('-')
        .and_then(|(low, high)| number(low).zip(number(high)))
        .is_some_and(|(low, high)| low < high)
}

/// Whether a table relates entries to each other: several columns hold nothing but IDs.
fn is_matrix(grid: &Grid<'_>, reading: Reading<'_>) -> bool {
    let is_id = |cell: &str| reading.id.prefix(cell).is_some_and(|id| id.len() == cell.len());
    let is_of_ids = |column: &usize| {
        grid.most(*column, is_id) && reading.vocabulary.key(grid.header(*column)).is_none()
    };
    grid.columns().filter(is_of_ids).count() > 1
}

/// Whether a table counts or measures: most cells beside its first column are numbers. Beside what is
/// tracked, the days and the levels of entries are none.
fn is_of_numbers(grid: &Grid<'_>, columns: &Columns, reading: Reading<'_>) -> bool {
    // Beside words under `What is missing`, numbers say how much it is.
    let says_what = |column: usize| {
        let mut header = grid.header(column).split(|c: char| !c.is_alphanumeric());
        header.any(|word| reading.vocabulary.is_subject(word))
            && grid.most(column, |cell| cell.split_whitespace().count() >= FEWEST_WORDS)
    };
    if grid.columns().any(says_what) {
        return false;
    }
    let is_tracked = columns.has(Key::Gap) || columns.has(Key::Owner);
    let is_value = |cell: &str| {
        parse_date(cell).is_some()
            || is_of_calendar(cell)
            || reading.vocabulary.is_priority_word(cell)
    };
    let cells = grid.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    let (mut given, mut numbers) = (0, 0);
    let is_given = |cell: &&str| !matches!(*cell, "" | "—" | "–" | "-");
    for cell in cells.map(|cell| bare(cell.of(grid.text))).filter(is_given) {
        given += 1;
        let is_number = cell.chars().any(|c| c.is_ascii_digit())
            && cell.chars().filter(|c| c.is_alphabetic()).count() <= 3
            && !(is_tracked && is_value(cell));
        numbers += usize::from(is_number);
    }
    given > 0 && numbers * 2 > given
}

/// Whether the first column holds words that the other columns explain: states, levels, days,
/// methods.
fn is_legend(grid: &Grid<'_>, reading: Reading<'_>) -> bool {
    let words = reading.vocabulary;
    let is_explained = |cell: &str| {
        words.is_status_word(cell)
            || words.priority(cell).is_some()
            || words.severity(cell).is_some()
            || parse_date(cell).is_some()
            || METHODS.contains(&cell)
    };
    // A legend explains each word once, and more than one.
    let words: HashSet<&str> = grid.rows.iter().map(|row| row.cells[0].of(grid.text)).collect();
    // Below `Level`, a file may explain words of its own beside known ones.
    let is_of_levels = grid.header.len() == 2
        && reading.vocabulary.key(grid.header(0)).is_some_and(Key::is_level)
        && words.iter().any(|word| is_explained(bare(word)));
    words.len() > 1
        && words.len() * 10 >= grid.rows.len() * 8
        && (is_of_levels || grid.most(0, is_explained))
}
