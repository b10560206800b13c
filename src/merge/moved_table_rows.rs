//! The rows that one side moved to another triage table: what the other side changed in them is merged where
//! they are now.

use std::collections::{HashMap, HashSet};

use super::table_version::{RowName, TableVersion};
use super::three::{Side, Three};
use crate::register::TriageRow;

/// A row and the table that has it.
#[derive(Clone, Copy)]
pub(super) struct PlacedRow<'v> {
    pub table: TableVersion<'v>,
    pub row: &'v TriageRow,
}

impl<'v> PlacedRow<'v> {
    pub(super) fn line(self) -> &'v str {
        self.table.line(self.row)
    }

    pub(super) fn cell(self, column: usize) -> Option<&'v str> {
        self.table.cell(self.row, column)
    }
}

/// A row in the table from which it was moved.
#[derive(Clone, Copy)]
pub(super) struct MovedRow<'v> {
    pub base: PlacedRow<'v>,
    pub other: PlacedRow<'v>,
}

/// The rows that one side moved, while the other moved none.
pub(super) struct MovedRows<'v> {
    pub side: Side,
    rows: HashMap<usize, MovedRow<'v>>,
}

/// A table with the node that it belongs to.
pub(super) struct NodeTable<'v> {
    pub node: usize,
    pub table: TableVersion<'v>,
}

/// A row with the node of its table.
type NodeRow<'v> = (usize, PlacedRow<'v>);

impl<'v> MovedRows<'v> {
    /// The moved rows; nothing where both sides moved rows. A row counts where its new table has the columns
    /// of the old one.
    pub(super) fn of(
        tables: &Three<Vec<NodeTable<'v>>>,
        triple_of: &Three<HashMap<usize, usize>>,
    ) -> Option<Self> {
        let rows = |side: Side| placed(tables.get(side), triple_of.get(side));
        let [base, ours, theirs] = Side::ALL.map(rows);
        let has_moved = |own: &HashMap<usize, NodeRow<'_>>| {
            own.iter().any(|(triple, (node, _))| base.get(triple).is_some_and(|was| was.0 != *node))
        };
        let (side, own, other) = match (has_moved(&ours), has_moved(&theirs)) {
            (true, false) => (Side::Ours, ours, theirs),
            (false, true) => (Side::Theirs, theirs, ours),
            _ => return None,
        };
        let moved = |(&triple, (node, is)): (&usize, &NodeRow<'v>)| {
            let (from, was) = base.get(&triple)?;
            let (still, other) = other.get(&triple)?;
            let columns = is.table.columns();
            let is_alike = [was, other].iter().all(|row| row.table.columns() == columns);
            let is_moved = node != from && from == still && is_alike;
            is_moved.then_some((triple, MovedRow { base: *was, other: *other }))
        };
        Some(Self { side, rows: own.iter().filter_map(moved).collect() })
    }

    /// The rows as the other side has them.
    pub(super) fn other_rows(&self) -> impl Iterator<Item = PlacedRow<'v>> {
        self.rows.values().map(|moved| moved.other)
    }

    pub(super) fn row(&self, name: &RowName) -> Option<MovedRow<'v>> {
        let RowName::Entry(triple) = name else { return None };
        self.rows.get(triple).copied()
    }
}

/// The row of each entry that has one.
fn placed<'v>(
    tables: &[NodeTable<'v>],
    triple_of: &HashMap<usize, usize>,
) -> HashMap<usize, NodeRow<'v>> {
    let mut rows: HashMap<usize, NodeRow<'v>> = HashMap::new();
    let mut repeated: HashSet<usize> = HashSet::new();
    for &NodeTable { node, table } in tables {
        for (name, row) in table.names(triple_of).into_iter().zip(&table.table.rows) {
            let RowName::Entry(triple) = name else { continue };
            if rows.insert(triple, (node, PlacedRow { table, row })).is_some() {
                repeated.insert(triple);
            }
        }
    }
    rows.retain(|triple, _| !repeated.contains(triple));
    rows
}
