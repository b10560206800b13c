//! What columns mean where the configuration declares it.

use super::columns::Columns;
use super::grid::Grid;
use crate::register::Reading;
use crate::vocabulary::Key;

impl Columns {
    /// The columns of a grid, of which some are declared; none where no column can hold the title.
    pub(in crate::register::read) fn declared(
        grid: &Grid<'_>,
        reading: Reading<'_>,
        declared: &[(Key, usize)],
    ) -> Option<Self> {
        let of = |key: Key| declared.iter().find(|(own, _)| *own == key).map(|&(_, at)| at);
        let mut columns = Self::of(grid, reading).or_else(|| {
            let keys = grid.columns().map(|column| reading.vocabulary.key(grid.header(column)));
            let (keys, title) = (keys.collect(), of(Key::Gap)?);
            Some(Self { keys, id: None, number: None, title, changes: false })
        })?;
        for &(key, at) in declared {
            for own in columns.keys.iter_mut().filter(|own| **own == Some(key)) {
                *own = None;
            }
            columns.keys[at] = Some(key);
            columns.number = columns.number.filter(|number| *number != at);
        }
        if let Some(id) = of(Key::Id) {
            columns.id = Some(id);
        } else if columns.id.is_some_and(|id| columns.keys[id] != Some(Key::Id)) {
            columns.id = None;
        }
        columns.title = of(Key::Gap).unwrap_or(columns.title);
        Some(columns)
    }
}
