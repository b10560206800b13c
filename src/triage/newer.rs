//! Cells that people changed later than their entries: they stay as they are, until somebody says
//! which of the two is right.

use std::collections::HashSet;

use super::draft::{Displaced, DraftRow, Drift, Pinned, TableDraft};
use super::input::TableInput;
use crate::register::{Entry, Register};
use crate::vocabulary::Key;

/// Cells of a table that were changed later than their entries, by ID and key; and those of which somebody
/// accepted that they say something else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewerCells {
    cells: HashSet<(String, Key)>,
    accepted: HashSet<(String, Key)>,
    /// Whether any other may be one, too.
    has_all: bool,
}

impl NewerCells {
    /// Every cell that there is.
    pub(crate) fn all() -> Self {
        Self { has_all: true, ..Self::default() }
    }

    /// With cells that are left as they are without a word.
    pub(crate) fn accepting(mut self, accepted: impl IntoIterator<Item = (String, Key)>) -> Self {
        let accepted = accepted.into_iter().map(|(id, key)| (id.to_ascii_uppercase(), key));
        self.accepted.extend(accepted);
        self
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.accepted.is_empty() && !self.has_all
    }

    fn has_accepted(&self, id: &str, key: Key) -> bool {
        !self.accepted.is_empty() && self.accepted.contains(&(id.to_ascii_uppercase(), key))
    }

    /// Whether the cell of an entry's ID and a key is one of them.
    pub(crate) fn has(&self, id: &str, key: Key) -> bool {
        self.has_all
            || (!self.cells.is_empty() && self.cells.contains(&(id.to_ascii_uppercase(), key)))
            || self.has_accepted(id, key)
    }

    /// Leaves some out.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&str, Key) -> bool) {
        self.cells.retain(|(id, key)| is_kept(id, *key));
    }

    /// Every cell that says something else than its entry, and every row that is in another part than
    /// its entry belongs to.
    pub(crate) fn all_stale(register: &Register<'_>, draft: &TableDraft<'_>) -> Self {
        let stale = draft.drifts().iter().filter_map(|drift| match drift {
            Drift::Stale(stale) => Some((stale.entry, stale.key)),
            Drift::Displaced(displaced) => Some((displaced.entry, displaced.key)),
            _ => None,
        });
        stale.filter_map(|(entry, key)| Some((register.id(entry)?, key))).collect()
    }
}

impl<'i> FromIterator<(&'i str, Key)> for NewerCells {
    fn from_iter<I: IntoIterator<Item = (&'i str, Key)>>(cells: I) -> Self {
        let cells = cells.into_iter().map(|(id, key)| (id.to_ascii_uppercase(), key)).collect();
        Self { cells, ..Self::default() }
    }
}

/// The keys of what an entry lacks, as it is said by the rows of the others alone: without its row, it is lost.
pub(crate) fn keys_of_rows<'r>(
    register: &'r Register<'_>,
    entry: &'r Entry,
) -> impl Iterator<Item = Key> + 'r {
    let columns = register.triage.iter().flat_map(|table| &table.columns);
    columns.filter_map(|column| column.key).filter(|&key| {
        entry.field(key).is_none() && key.is_copied() && register.is_kept_in_triage(key)
    })
}

impl<'r> TableDraft<'r> {
    /// Whether a cell says something else than its entry, or an entry has no row, so that the table may be newer.
    pub(crate) fn has_disputes(&self) -> bool {
        let is_dispute = |drift: &Drift<'_>| {
            matches!(drift, Drift::Stale(_) | Drift::Displaced(_) | Drift::Untracked(..))
        };
        self.drifts().iter().any(is_dispute)
    }

    /// What the table of a register should be, but for the cells that are newer than their entries.
    pub(crate) fn keeping(input: TableInput<'r>, newer: &NewerCells) -> Option<Self> {
        let mut draft = Self::of(input)?;
        draft.keep(newer);
        Some(draft)
    }

    /// Leaves the cells that are newer than their entries as they are. That they contradict them is
    /// a drift still.
    pub(crate) fn keep(&mut self, newer: &NewerCells) {
        if newer.is_empty() {
            return;
        }
        self.pin(newer);
        let register = self.input.register;
        for drift in &mut self.drifts {
            let Drift::Stale(stale) = drift else { continue };
            if !register.id(stale.entry).is_some_and(|id| newer.has(id, stale.key)) {
                continue;
            }
            stale.is_newer = true;
            let changes = match self.lines.get_mut(stale.line) {
                Some(DraftRow::Old(_, changes)) => changes,
                Some(DraftRow::Moved(moved)) => &mut moved.changes,
                Some(DraftRow::New(_)) | None => continue,
            };
            changes.retain(|change| change.column != stale.column);
        }
        let is_accepted = |entry: &Entry, key: Key| {
            register.id(entry).is_some_and(|id| newer.has_accepted(id, key))
        };
        self.drifts.retain(|drift| match drift {
            Drift::Stale(stale) => !is_accepted(stale.entry, stale.key),
            Drift::Displaced(displaced) => !is_accepted(displaced.entry, displaced.key),
            _ => true,
        });
    }

    /// Leaves the rows that were moved or taken out later than their entries were changed as they are.
    fn pin(&mut self, newer: &NewerCells) {
        let register = self.input.register;
        let mut pinned = Pinned::default();
        for drift in &self.drifts {
            let (entry, key, ids) = match drift {
                Drift::Displaced(Displaced { entry, key, .. }) => (entry, *key, &mut pinned.rows),
                Drift::Untracked(entry, _) if keys_of_rows(register, entry).next().is_none() => {
                    (entry, Key::Id, &mut pinned.taken_out)
                }
                _ => continue,
            };
            ids.extend(
                register.id(entry).filter(|id| newer.has(id, key)).map(str::to_ascii_uppercase),
            );
        }
        if !(pinned.rows.is_empty() && pinned.taken_out.is_empty())
            && let Some(draft) = Self::pinned(self.input, &pinned)
        {
            *self = draft;
        }
    }
}
