//! How a register lays out its entries.

use super::{Entry, Form};

/// How a register lays out its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    /// A heading for each entry, its fields below.
    Headings,
    /// A row of a table for each entry.
    Table,
    /// An item of a list for each entry, done or open by its box.
    Checklist,
}

impl Shape {
    /// The shape of most of some entries.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let count = |wanted: fn(&Form) -> bool| entries.iter().filter(|e| wanted(&e.form)).count();
        let headings = count(|form| matches!(form, Form::Heading));
        let rows = count(|form| matches!(form, Form::Row(_)));
        let items = entries.len() - headings - rows;
        if headings >= rows.max(items) {
            Self::Headings
        } else if rows >= items {
            Self::Table
        } else {
            Self::Checklist
        }
    }
}
