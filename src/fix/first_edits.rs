//! The last edits of texts that are fixed in rounds, as they were before the first round.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::mirror::{LaterChanges, NewerValues, Pair};
use crate::register::{EarlierPromise, Policy, Register};
use crate::rules::LastEdits;
use crate::text::Span;
use crate::triage::NewerCells;

/// Asks for the last edits of the texts that people wrote, each once: after a fix, a text is no
/// longer one of these.
pub(crate) struct FirstEdits<'e> {
    edits: &'e dyn LastEdits,
    /// The registers before the first fix.
    registers: Vec<&'e Register<'e>>,
    /// By the path of the register.
    cells: Mutex<HashMap<Arc<str>, NewerCells>>,
    /// By the paths of the pair.
    values: Mutex<HashMap<[Arc<str>; 2], AskedValues>>,
}

/// The values of a pair that were asked about, and the answer.
#[derive(Default)]
struct AskedValues {
    asked: NewerValues,
    later: LaterChanges,
}

impl<'e> FirstEdits<'e> {
    pub(crate) fn of(
        edits: &'e dyn LastEdits,
        registers: impl IntoIterator<Item = &'e Register<'e>>,
    ) -> Self {
        let registers = registers.into_iter().collect();
        Self { edits, registers, cells: Mutex::default(), values: Mutex::default() }
    }
}

impl LastEdits for FirstEdits<'_> {
    fn newer_cells(&self, register: &Register<'_>) -> NewerCells {
        let path = register.source.path();
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let ask = || match self.registers.iter().find(|first| first.source.path() == path) {
            Some(first) => self.edits.newer_cells(first),
            None => self.edits.newer_cells(register),
        };
        cells.entry(path.clone()).or_insert_with(ask).clone()
    }

    fn later_changes(&self, pair: &Pair<'_>, contradicted: &NewerValues) -> LaterChanges {
        let paths = [pair.leading, pair.mirror].map(|register| register.source.path().clone());
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        let AskedValues { asked, later } = values.entry(paths).or_default();
        // A fix may bring another contradiction to light.
        let new = contradicted.clone().without(asked);
        if !new.is_empty() {
            later.extend(self.edits.later_changes(pair, &new));
            asked.extend(new);
        }
        later.clone()
    }

    fn earlier_promises(&self, register: &Register<'_>, policy: &Policy) -> Vec<EarlierPromise> {
        self.edits.earlier_promises(register, policy)
    }

    fn first_below(&self, register: &Register<'_>, comment: Span) -> Option<String> {
        self.edits.first_below(register, comment)
    }
}
