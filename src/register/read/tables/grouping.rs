//! Rows that belong together: below a row that is their caption, or below a first column that is
//! filled in the first of them only.

use std::collections::HashSet;

use super::columns::Columns;
use super::grid::Grid;
use super::grid_row::GridRow;
use crate::register::read::cell::{bare, bold};
use crate::text::Span;
use crate::vocabulary::Key;

/// What a row has from the rows above it.
#[derive(Clone, Copy, Default)]
pub(super) struct RowGroup {
    /// Whether the row is the caption of a group, and no entry.
    pub(super) is_caption: bool,
    /// The words of the caption above it.
    pub(super) caption: Option<Span>,
    /// The area or level that the first row of its group names.
    pub(super) value: Option<(Key, Span)>,
}

/// The groups of the rows of a grid; `has_id` says of a row whether it has an ID.
pub(super) fn row_groups(
    grid: &Grid<'_>,
    columns: &Columns,
    has_id: impl Fn(&GridRow) -> bool,
) -> Vec<RowGroup> {
    let key = grouping_key(grid, columns);
    let mut group = RowGroup::default();
    let group_of = |row: &GridRow| {
        let first = row.cells[0];
        group.is_caption = is_caption(grid, columns, row, has_id(row));
        if group.is_caption {
            let cell = row.cells.iter().find(|cell| !cell.is_empty()).copied().unwrap_or(first);
            let whole = cell.of(grid.text);
            group.caption = Some(cell.part(whole, bare(bold(whole))));
            group.value = None;
        } else if let Some(key) = key.filter(|_| !first.is_empty()) {
            group.value = Some((key, first));
        }
        group
    };
    grid.rows.iter().map(group_of).collect()
}

/// Whether a row is a caption of those below it: one filled cell, which is no ID, where others have
/// theirs; without a column of IDs, one beside the titles, or in bold.
fn is_caption(grid: &Grid<'_>, columns: &Columns, row: &GridRow, has_id: bool) -> bool {
    const WIDE: usize = 3;
    let mut filled = (0..row.cells.len()).filter(|&at| !row.cells[at].is_empty());
    let (Some(at), None) = (filled.next(), filled.next()) else { return false };
    if grid.header.len() < WIDE || has_id {
        return false;
    }
    let cell_of = |at: usize| row.cells[at].of(grid.text);
    match columns.id {
        Some(id) => at == id,
        None => at != columns.title || bold(cell_of(at)) != cell_of(at),
    }
}

/// What the first column groups the rows by: it names each area or level once, and is empty in the
/// other rows.
fn grouping_key(grid: &Grid<'_>, columns: &Columns) -> Option<Key> {
    let key = columns.keys.first().copied().flatten();
    let key = key.filter(|key| matches!(key, Key::Area | Key::Priority | Key::Severity))?;
    let cells = || grid.rows.iter().map(|row| row.cells[0].of(grid.text));
    let filled = cells().filter(|cell| !cell.is_empty());
    let different: HashSet<&str> = filled.clone().collect();
    let count = filled.count();
    let is_first = cells().next().is_some_and(|cell| !cell.is_empty());
    let is_group = is_first && count > 1 && different.len() == count && count < grid.rows.len();
    (is_group && columns.title != 0).then_some(key)
}
