//! The column whose cells are all states, whatever its header says, and the two that say how states changed.

use super::grid::Grid;
use crate::register::Reading;
use crate::register::read::cell::{bare, is_box};
use crate::vocabulary::{Header, Key, closes_unrepaired};

/// The only column that holds nothing but states, under a header that names no field of an entry.
/// Several such columns say how far the parts of a gap are.
pub(super) fn only_column(
    grid: &Grid<'_>,
    keys: &[Option<Key>],
    reading: Reading<'_>,
) -> Option<usize> {
    let mut found = grid.columns().filter(|&column| {
        keys[column].is_none()
            && (column > 0 || grid.most(column, is_box))
            && !reading.vocabulary.is_tracking(grid.header(column))
            && is_of_states(grid, column, reading)
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The column of resolutions, where most of its filled cells say that a gap is closed: `fixed in 2.3`, `won't fix`.
/// Those that are open have none.
pub(super) fn resolution_column(
    grid: &Grid<'_>,
    keys: &[Option<Key>],
    reading: Reading<'_>,
) -> Option<usize> {
    let words = reading.vocabulary;
    let is_closing = |cell: &str| {
        let state = words.status(cell).or_else(|| words.leading_status(cell));
        state.is_some_and(|it| matches!(it, "Fixed" | "Verified") || closes_unrepaired(it))
    };
    let mut columns = grid.columns().filter(|&column| keys[column] == Some(Key::ClosureNote));
    columns.find(|&column| grid.most(column, is_closing))
}

/// Whether all filled cells of a column are states, several of them in words or boxes, and most cells are filled.
/// Where the header says what a register says of itself, as `Stand` does, most are enough.
fn is_of_states(grid: &Grid<'_>, column: usize, reading: Reading<'_>) -> bool {
    let words = reading.vocabulary;
    let is_given = |cell: &str| cell.contains(char::is_alphabetic) || is_box(cell);
    let is_state = |cell: &str| is_given(cell) && words.status(cell).is_some();
    let is_sign = |cell: &str| !is_given(cell) && words.is_status_word(cell);
    let cells = grid.rows.iter().map(|row| bare(row.cells[column].of(grid.text)));
    let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let states = filled.iter().filter(|cell| is_state(cell)).count();
    let signs = filled.iter().filter(|cell| is_sign(cell)).count();
    let is_of_register = words.key(grid.header(column)).is_some_and(Key::is_of_register);
    if is_of_register {
        states > 0 && states * 10 >= filled.len() * 6
    } else {
        states > 1 && states + signs == filled.len() && filled.len() * 2 > grid.rows.len()
    }
}

/// The columns of the state before and after a change, where a table has both.
pub(super) fn changes(grid: &Grid<'_>, reading: Reading<'_>) -> Option<[usize; 2]> {
    let words = reading.vocabulary;
    let column =
        |kind| grid.columns().find(|&column| words.other_header(grid.header(column)) == Some(kind));
    let is_state = |cell: &str| cell.contains(char::is_alphabetic) && words.status(cell).is_some();
    let columns = [column(Header::Before)?, column(Header::After)?];
    columns.into_iter().all(|column| grid.most(column, is_state)).then_some(columns)
}
