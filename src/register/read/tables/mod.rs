//! A row of a table for each entry.

mod certainty;
mod columns;
mod declared;
mod grid;
mod grid_row;
mod grouping;
mod other_kinds;
mod rows;
mod states;

pub(super) use columns::Columns;
pub(super) use grid::{Grid, grids};
pub(super) use rows::{groups, rows_of, wait_for_rows};
