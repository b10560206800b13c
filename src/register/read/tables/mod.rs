//! A row of a table for each entry.

mod certainty;
mod columns;
mod grid;
mod rows;

pub(super) use rows::groups;
