//! `uneven-row`: an entry that is a row with another number of cells than its table has columns.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Level, counted};
use crate::register::Form;

pub(super) const RULE: Rule = Rule {
    name: "uneven-row",
    group: Group::Tables,
    level: Level::Warning,
    fixes: None,
    page: include_str!("uneven_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.entries() {
        let Form::Row(row) = &entry.form else { continue };
        // What Markdown does not show is reported by `unescaped-pipe`.
        let Some(count) = row.uneven.filter(|_| row.excess.is_none()) else { continue };
        let columns = row.cells.len();
        let cells = counted(count as usize, "cell", "cells");
        let message = format!("the row has {cells}, and its table {columns} columns");
        let help = if (count as usize) < columns {
            "write a `|` between two values that share a cell, and an empty cell for each value that is missing"
        } else {
            "take a cell out: where the row is from another table, move each value below its column"
        };
        found.of(cx, entry, entry.span, message).help(help);
    }
}
