//! Moves table cells that were edited by hand into their entries, where the entry is older.

use std::collections::HashMap;

use super::dispute::{ChangedSide, Dispute, DisputedPlace, MOST_MERGES, TextLine, settle};
use super::field::{FieldRefusal, FieldValue, checked, no_place, value_edit};
use super::rows::{stale_cells, with_rows};
use super::target::EditTarget;
use super::verify::{EntryValue, Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::register::{Entry, Register, Struck, ValueParts};
use crate::text::{Source, Span, without_escaped_pipes};
use crate::triage::{Drift, NewerCells, Stale, TableDraft, TableInput, keys_of_rows};
use crate::vocabulary::Key;

/// A cell that contradicts its entry.
#[derive(Debug)]
pub(crate) struct PulledCell {
    /// The entry's ID.
    pub id: String,
    pub key: Key,
    /// The value in the table.
    pub cell: String,
    /// The value in the entry.
    pub value: String,
    /// The edit that moves the cell into its entry, or why it is not moved.
    pub outcome: Result<Edit, NotPulled>,
}

/// Why a cell is not moved into its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotPulled {
    /// The entry was changed after the cell: the table is stale.
    EntryIsNewer,
    /// Both were changed at once, or git does not go back far enough.
    Unknown,
    /// The cell is empty, or shows what is made of the entry's values.
    NoValue,
    /// The entry must not have this value.
    Refused(FieldRefusal),
    /// The other register of this path says yet another thing.
    Contradicted(String),
}

/// What becomes of every cell that contradicts its entry. `line` asks for the older texts of the file,
/// where there is such a cell; they are read only as far as needed.
pub(crate) fn pulled<L: TextLine>(
    target: EditTarget<'_>,
    line: impl FnOnce() -> Result<L, L::Error>,
) -> Result<Vec<PulledCell>, L::Error> {
    let input = target.table_input();
    settled(target, line, |disputes| {
        // A text that was never written is nobody's.
        let is_told = |one: &&Dispute<'_, '_>| one.field.is_copied() || one.is_of_table();
        disputes.iter().filter(is_told).filter_map(|dispute| pulled_cell(input, dispute)).collect()
    })
}

/// The cells that contradict their entries and were changed later than these, or beside them.
pub(crate) fn newer_cells<L: TextLine>(
    target: EditTarget<'_>,
    line: impl FnOnce() -> Result<L, L::Error>,
) -> Result<NewerCells, L::Error> {
    settled(target, line, |disputes| {
        let newer = disputes.iter().filter(|one| one.is_of_table());
        newer.map(|dispute| (dispute.id, dispute.place.key())).collect()
    })
}

/// What `of` makes of the disputes of a register, as far as its versions settle them.
fn settled<R: Default, L: TextLine>(
    target: EditTarget<'_>,
    line: impl FnOnce() -> Result<L, L::Error>,
    of: impl FnOnce(&[Dispute<'_, '_>]) -> R,
) -> Result<R, L::Error> {
    let (register, input) = (target.register, target.table_input());
    let Some(draft) = TableDraft::of(input) else { return Ok(R::default()) };
    let mut disputes = disputes(register, &draft);
    if disputes.is_empty() {
        return Ok(R::default());
    }
    let mut open: Vec<&mut Dispute<'_, '_>> = disputes.iter_mut().collect();
    open.retain(|dispute| dispute.newer.is_none());
    settle(target, &mut line()?, open, MOST_MERGES)?;
    Ok(of(&disputes))
}

/// The text of a register with cells moved into their entries; nothing where none is moved.
pub(crate) fn pull(
    target: EditTarget<'_>,
    cells: &[PulledCell],
) -> Result<Option<Source>, Mismatch> {
    let moved = || cells.iter().filter_map(|cell| Some((cell, cell.outcome.as_ref().ok()?)));
    if moved().next().is_none() {
        return Ok(None);
    }
    let new = edited(target.register, moved().map(|(_, edit)| edit));
    let values: Vec<EntryValue<'_>> = moved()
        .map(|(cell, _)| EntryValue { id: &cell.id, key: cell.key, text: &cell.cell })
        .collect();
    let ids: Vec<&str> = values.iter().map(|value| value.id).collect();
    let table = ExpectedTable::Others(&ids);
    let expected = Expectation { values: &values, table, ..Expectation::default() };
    let after = verify(target.register, &new, target.reading(), &expected)?;
    // What follows from a value follows, and no other cell.
    with_rows(target.settings, &after, &ids, &stale_cells(target)).map(Some)
}

/// The cells that contradict their entries, one for each key of an entry, and the rows that are in
/// another part of the table than their entries belong to.
fn disputes<'d, 'r>(register: &'r Register<'_>, draft: &'d TableDraft<'r>) -> Vec<Dispute<'d, 'r>> {
    let mut disputes: Vec<Dispute<'_, '_>> = Vec::new();
    let mut places: HashMap<(&str, Key), usize> = HashMap::new();
    for drift in draft.drifts() {
        let (place, entry, field) = match drift {
            Drift::Stale(stale) => (DisputedPlace::Cell(stale), stale.entry, stale.field),
            Drift::Untracked(entry, _) if keys_of_rows(register, entry).next().is_none() => {
                (DisputedPlace::NoRow, *entry, Key::Status)
            }
            Drift::Displaced(row) if row.key.is_copied() => {
                (DisputedPlace::Part(row), row.entry, row.key)
            }
            _ => continue,
        };
        let Some(id) = register.id(entry) else { continue };
        let dispute = Dispute { id, entry, field, place, newer: None };
        let DisputedPlace::Cell(stale) = place else {
            disputes.push(dispute);
            continue;
        };
        let at = *places.entry((id, stale.key)).or_insert(disputes.len());
        match disputes.get_mut(at) {
            // Two columns of one key that differ leave nothing to move.
            Some(first) => {
                let is_same =
                    |other: &Stale<'_>| register.bare(other.cell) == register.bare(stale.cell);
                if matches!(first.place, DisputedPlace::Cell(other) if !is_same(other)) {
                    first.newer = Some(ChangedSide::Both);
                }
            }
            None => disputes.push(dispute),
        }
    }
    disputes
}

fn pulled_cell(input: TableInput<'_>, dispute: &Dispute<'_, '_>) -> Option<PulledCell> {
    let DisputedPlace::Cell(stale) = dispute.place else { return None };
    let Stale { entry, field: key, cell, .. } = *stale;
    let register = input.register;
    // A day that the entry states is its value, one that follows from its SLA is not.
    let is_stated = key == Key::Due && register.value_of(entry, key).is_some();
    let is_value = (key.is_copied() || is_stated) && !register.bare(cell).is_empty();
    let outcome = match dispute.newer {
        Some(ChangedSide::Table | ChangedSide::Apart) if !is_value => Err(NotPulled::NoValue),
        Some(ChangedSide::Table | ChangedSide::Apart) => {
            moved(input, entry, key, cell).map_err(NotPulled::Refused)
        }
        Some(ChangedSide::Entry) => Err(NotPulled::EntryIsNewer),
        Some(ChangedSide::Both) | None => Err(NotPulled::Unknown),
    };
    Some(PulledCell {
        id: dispute.id.to_owned(),
        key,
        cell: register.bare(cell).to_owned(),
        value: stale.of_entry(register).to_owned(),
        outcome,
    })
}

/// The edit that moves a cell into its entry.
fn moved(input: TableInput<'_>, entry: &Entry, key: Key, cell: Span) -> Result<Edit, FieldRefusal> {
    let text = without_escaped_pipes(input.register.bare(cell)).into_owned();
    let value = FieldValue { key, text };
    let old = entry.field(key).map(|field| input.register.unescaped(field.value));
    if let Some(old) = old.filter(|old| ValueParts::of(old).struck != Struck::Nothing) {
        let (name, value) = (input.vocabulary.name(key).to_owned(), old.into_owned());
        return Err(FieldRefusal::StruckOut { name, value });
    }
    checked(input, Some(entry), &value, false)?;
    // Written in the words of the table, and not in the form that the check gives back.
    let edit = value_edit(input, entry, key, &value.text)?;
    edit.ok_or_else(|| no_place(input, Some(entry), key))
}
