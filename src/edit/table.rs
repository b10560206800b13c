//! A register with its triage table brought up to date.

use std::fmt;

use super::verify::{Expectation, ExpectedTable, edited, verify};
use crate::finding::{Edit, counted};
use crate::register::{Reading, Register, Shape};
use crate::text::Source;
use crate::triage::{Drift, TableDraft, TableInput, TableRefusal, insertion};

/// What becomes of a register's table.
#[derive(Debug)]
pub enum TableOutcome {
    /// There is nothing to sum up: no entry has an ID.
    Nothing,
    /// The table stays as it is.
    Kept(Tally),
    /// It is written anew.
    Rewritten(Source, Tally),
    /// It cannot be written.
    Refused(TableRefusal),
}

/// The differences between a table and its entries, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Whether anything contradicts the entries; ages and last changes that grew old do not.
    pub is_stale: bool,
    /// Whether there was no table at all.
    pub is_new: bool,
    /// Rows added.
    pub added: usize,
    /// The IDs of rows removed.
    pub removed: Vec<String>,
    /// Cells that get another text.
    pub changed: usize,
    /// Whether rows were put in order.
    pub is_reordered: bool,
    /// Rows that only people can put right.
    pub broken: usize,
}

impl TableOutcome {
    /// What becomes of the table of a register.
    pub fn of(input: TableInput<'_>, reading: Reading<'_>) -> Self {
        let register = input.register;
        // Rows and items sum themselves up.
        let is_summed_up = register.triage.is_none() && register.shape != Shape::Headings;
        if is_summed_up || register.entries.iter().all(|entry| entry.id.is_none()) {
            return Self::Nothing;
        }
        let Some(table) = &register.triage else {
            let edits: Vec<Edit> = insertion(input).into_iter().collect();
            let added = input.listed().len();
            let tally = Tally { is_new: true, is_stale: true, added, ..Tally::default() };
            return written(input, reading, &edits, tally);
        };
        let draft = match TableDraft::of_own_table(input, table) {
            Ok(draft) => draft,
            Err(refusal) => return Self::Refused(refusal),
        };
        let (edits, tally) = (draft.edits(), Tally::of(&draft, register));
        if edits.is_empty() { Self::Kept(tally) } else { written(input, reading, &edits, tally) }
    }
}

/// The register with the edits, if it reads back with the same entries and a table that is up to
/// date.
fn written(
    input: TableInput<'_>,
    reading: Reading<'_>,
    edits: &[Edit],
    tally: Tally,
) -> TableOutcome {
    let new = edited(input.register, edits);
    let table = ExpectedTable::UpToDate(input);
    let expected = Expectation { table, ..Expectation::default() };
    match verify(input.register, &new, reading, &expected) {
        Ok(_) => TableOutcome::Rewritten(new, tally),
        Err(_) => TableOutcome::Refused(TableRefusal::Unreadable),
    }
}

impl Tally {
    fn of(draft: &TableDraft<'_>, register: &Register<'_>) -> Self {
        let is_stale = !draft.drifts().is_empty();
        let mut tally = Self { is_stale, changed: draft.changed(), ..Self::default() };
        for drift in draft.drifts() {
            match drift {
                Drift::Untracked(..) => tally.added += 1,
                Drift::Orphan(row) | Drift::Closed(row, _) | Drift::Repeated(row, _) => {
                    tally.removed.push(register.plain(row.id).to_owned());
                }
                Drift::Broken(..) => tally.broken += 1,
                Drift::Misplaced(..) => tally.is_reordered = true,
                Drift::Stale(_) | Drift::Unaligned => {}
            }
        }
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_new {
            return write!(f, "a new table of {}", counted(self.added, "row", "rows"));
        }
        let count = |count, one, many| (count > 0).then(|| counted(count, one, many));
        let parts = [
            count(self.added, "new row", "new rows"),
            count(self.changed, "cell changed", "cells changed"),
            count(self.removed.len(), "row removed", "rows removed")
                .map(|rows| format!("{rows} ({})", self.removed.join(", "))),
            self.is_reordered.then(|| "rows put in order".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let rest = if parts.is_empty() { "columns aligned".to_owned() } else { parts.join(", ") };
        f.write_str(&rest)
    }
}
