//! The last edits of a text that is fixed in rounds, as they were before the first round.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::mirror::{LaterChanges, NewerValues, Pair};
use crate::register::Register;
use crate::rules::LastEdits;
use crate::text::Span;
use crate::triage::NewerCells;

/// Asks for the last edits once: after a fix, the text is no longer the one that people wrote.
pub(super) struct FirstEdits<'e> {
    edits: &'e dyn LastEdits,
    /// By the path of the register.
    cells: Mutex<HashMap<Arc<str>, NewerCells>>,
    values: OnceLock<LaterChanges>,
}

impl<'e> FirstEdits<'e> {
    pub(super) fn of(edits: &'e dyn LastEdits) -> Self {
        Self { edits, cells: Mutex::default(), values: OnceLock::new() }
    }
}

impl LastEdits for FirstEdits<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let of_path = cells.entry(register.source.path().clone());
        of_path.or_insert_with(|| self.edits.newer_cells(register)).clone()
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        self.values.get_or_init(|| self.edits.later_changes(pair, contradicted)).clone()
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        self.edits.first_below(register, comment)
    }
}
