//! The last edits of a text that is fixed in rounds, as they were before the first round.

use std::sync::OnceLock;

use crate::mirror::{NewerValues, Pair};
use crate::register::Register;
use crate::rules::LastEdits;
use crate::text::Span;
use crate::triage::NewerCells;

/// Asks for the last edits once: after a fix, the text is no longer the one that people wrote.
pub(super) struct FirstEdits<'e> {
    edits: &'e dyn LastEdits,
    cells: OnceLock<NewerCells>,
    values: OnceLock<NewerValues>,
}

impl<'e> FirstEdits<'e> {
    pub(super) fn of(edits: &'e dyn LastEdits) -> Self {
        Self { edits, cells: OnceLock::new(), values: OnceLock::new() }
    }
}

impl LastEdits for FirstEdits<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        self.cells.get_or_init(|| self.edits.newer_cells(register)).clone()
    }

    fn newer_values(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> NewerValues {
        self.values.get_or_init(|| self.edits.newer_values(pair, contradicted)).clone()
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        self.edits.first_below(register, comment)
    }
}
