//! What `gapreg triage` changes, cell by cell, and what it leaves to people.

use crate::cli::shared::terminal::Terminal;
use crate::edit::Tally;
use crate::finding::counted;
use crate::text::printable;

/// How much of the tables of a run is left to people.
#[derive(Default)]
pub(super) struct Undecided {
    cells: usize,
    rows: usize,
    broken: usize,
    withheld: usize,
    stuck: usize,
}

impl Undecided {
    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.cells + self.rows + self.broken + self.withheld + self.stuck == 0
    }

    /// Says what is left to people in the table of one register.
    pub(super) fn report(&mut self, name: &str, tally: &Tally, terminal: &Terminal) {
        for cell in &tally.newer {
            terminal.warn(&format!("{name}: {cell}, changed in the table later: it stays"));
        }
        for id in &tally.orphans {
            let id = printable(id);
            terminal.warn(&format!("{name}: the row of {id} has no entry of its own: it stays"));
        }
        for shared in &tally.shared {
            terminal.warn(&format!("{name}: {shared}"));
        }
        for withheld in &tally.withheld {
            terminal.warn(&format!("{name}: {withheld}"));
        }
        for row in &tally.stuck {
            terminal.warn(&format!("{name}: {}", printable(row)));
        }
        if tally.broken > 0 {
            let rows = counted(tally.broken, "row has", "rows have");
            terminal.warn(&format!(
                "{name}: {rows} more cells than the header and stays as it is: see `gapreg lint`"
            ));
        }
        self.cells += tally.newer.len();
        self.rows += tally.orphans.len();
        self.broken += usize::from(tally.broken > 0);
        self.withheld += tally.withheld.len();
        self.stuck += tally.stuck.len() + tally.shared.len();
    }

    /// Says what to do about it.
    pub(super) fn finish(&self, terminal: &Terminal) {
        if self.cells > 0 {
            let cells = counted(self.cells, "cell is", "cells are");
            terminal.say(&format!(
                "{cells} newer than the entry:\n  \
                 `gapreg triage --pull` keeps what the table says, in the entry, its translation \
                 and both tables\n  \
                 `gapreg triage --overwrite` drops it: the table follows the entry"
            ));
        }
        if self.rows > 0 {
            let rows = counted(self.rows, "row has", "rows have");
            terminal.say(&format!("{rows} no entry: `gapreg triage --prune` removes such rows"));
        }
    }
}

/// Lists what was written into a table that was there.
pub(super) fn list_changes(tally: &Tally, terminal: &Terminal) {
    for cell in &tally.changes.cells {
        terminal.say(&format!("  {cell}"));
    }
    for row in &tally.changes.renamed {
        terminal.say(&format!("  {row}"));
    }
    for id in &tally.changes.added {
        terminal.say(&format!("  {}: a new row", printable(id)));
    }
    for row in &tally.changes.moved {
        terminal.say(&format!("  {row}"));
    }
    for row in &tally.changes.removed {
        terminal.say(&format!("  removed: {}", printable(row)));
    }
}
