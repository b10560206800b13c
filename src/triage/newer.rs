//! Cells that people changed later than their entries: they stay as they are, until somebody says
//! which of the two is right.

use std::collections::HashSet;

use super::draft::{DraftRow, Drift, TableDraft};
use super::input::TableInput;
use crate::register::Register;
use crate::vocabulary::Key;

/// Cells of a table that were changed later than their entries, by ID and key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewerCells(HashSet<(String, Key)>);

impl NewerCells {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the cell of an entry's ID and a key is one of them.
    pub(crate) fn has(&self, id: &str, key: Key) -> bool {
        !self.is_empty() && self.0.contains(&(id.to_ascii_uppercase(), key))
    }

    /// Leaves some out.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&str, Key) -> bool) {
        self.0.retain(|(id, key)| is_kept(id, *key));
    }

    /// Every cell that says something else than its entry.
    pub(crate) fn all_stale(register: &Register<'_>, draft: &TableDraft<'_>) -> Self {
        let stale = draft.drifts().iter().filter_map(|drift| match drift {
            Drift::Stale(stale) => Some(stale),
            _ => None,
        });
        stale.filter_map(|stale| Some((register.id(stale.entry)?, stale.key))).collect()
    }
}

impl<'i> FromIterator<(&'i str, Key)> for NewerCells {
    fn from_iter<I: IntoIterator<Item = (&'i str, Key)>>(cells: I) -> Self {
        Self(cells.into_iter().map(|(id, key)| (id.to_ascii_uppercase(), key)).collect())
    }
}

impl<'r> TableDraft<'r> {
    /// Whether a cell says something else than its entry, so that it may be the newer one.
    pub(crate) fn has_disputes(&self) -> bool {
        self.drifts().iter().any(|drift| matches!(drift, Drift::Stale(_)))
    }

    /// What the table of a register should be, but for the cells that are newer than their entries.
    pub(crate) fn keeping(input: TableInput<'r>, newer: &NewerCells) -> Option<Self> {
        let mut draft = Self::of(input, input.register.triage.as_ref()?)?;
        draft.keep(newer);
        Some(draft)
    }

    /// Leaves the cells that are newer than their entries as they are. That they contradict them is
    /// a drift still.
    pub(crate) fn keep(&mut self, newer: &NewerCells) {
        if newer.is_empty() {
            return;
        }
        let register = self.input.register;
        for drift in &mut self.drifts {
            let Drift::Stale(stale) = drift else { continue };
            if !register.id(stale.entry).is_some_and(|id| newer.has(id, stale.key)) {
                continue;
            }
            stale.is_newer = true;
            if let Some(DraftRow::Old(_, changes)) = self.lines.get_mut(stale.line) {
                changes.retain(|change| change.column != stale.column);
            }
        }
    }
}
