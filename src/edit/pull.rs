//! Moves table cells that were edited by hand into their entries, where the entry is older.

use std::collections::HashMap;

use super::field::{FieldRefusal, FieldValue, checked, value_edit};
use super::named::named;
use super::rows::{stale_cells, with_rows};
use super::target::EditTarget;
use super::verify::{EntryValue, Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::register::{Entry, Register, TriageRow};
use crate::text::{Source, Span};
use crate::triage::{Drift, NewerCells, Stale, TableDraft, TableInput};
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
    /// The entry must not have this value.
    Refused(FieldRefusal),
    /// The other register of this path says yet another thing.
    Contradicted(String),
}

/// A contradiction, and which of its two sides was changed last.
struct Dispute<'d, 'r> {
    stale: &'d Stale<'r>,
    id: &'r str,
    newer: Option<ChangedSide>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ChangedSide {
    Table,
    Entry,
    Both,
}

/// What becomes of every cell that contradicts its entry. `versions` asks for the older texts of the
/// file, the newest first, where there is such a cell; they are read only as far as needed.
pub(crate) fn pulled<V: Iterator<Item = Result<String, E>>, E>(
    target: EditTarget<'_>,
    versions: impl FnOnce() -> Result<V, E>,
) -> Result<Vec<PulledCell>, E> {
    let input = target.table_input();
    settled(target, versions, |disputes| {
        disputes.iter().map(|dispute| pulled_cell(input, dispute)).collect()
    })
}

/// The cells that contradict their entries and were changed later than these.
pub(crate) fn newer_cells<V: Iterator<Item = Result<String, E>>, E>(
    target: EditTarget<'_>,
    versions: impl FnOnce() -> Result<V, E>,
) -> Result<NewerCells, E> {
    settled(target, versions, |disputes| {
        let newer = disputes.iter().filter(|one| one.newer == Some(ChangedSide::Table));
        newer.map(|dispute| (dispute.id, dispute.stale.key)).collect()
    })
}

/// What `of` makes of the disputes of a register, as far as its versions settle them.
fn settled<R: Default, V: Iterator<Item = Result<String, E>>, E>(
    target: EditTarget<'_>,
    versions: impl FnOnce() -> Result<V, E>,
    of: impl FnOnce(&[Dispute<'_, '_>]) -> R,
) -> Result<R, E> {
    let (register, input) = (target.register, target.table_input());
    let Some(draft) = register.triage.as_ref().and_then(|table| TableDraft::of(input, table))
    else {
        return Ok(R::default());
    };
    let mut disputes = disputes(register, &draft);
    if disputes.is_empty() {
        return Ok(R::default());
    }
    for version in versions()? {
        if disputes.iter().all(|dispute| dispute.newer.is_some()) {
            break;
        }
        let source = Source::new(register.source.path().clone(), version?);
        let Ok(older) = Register::parse(&source, target.reading()) else { continue };
        for dispute in disputes.iter_mut().filter(|dispute| dispute.newer.is_none()) {
            dispute.newer = newer_side(&older, input, dispute);
        }
    }
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

/// The cells that contradict their entries, one for each key of an entry.
fn disputes<'d, 'r>(register: &'r Register<'_>, draft: &'d TableDraft<'r>) -> Vec<Dispute<'d, 'r>> {
    let mut disputes: Vec<Dispute<'_, '_>> = Vec::new();
    let mut places: HashMap<(&str, Key), usize> = HashMap::new();
    for drift in draft.drifts() {
        let Drift::Stale(stale) = drift else { continue };
        let id = register.id(stale.entry).filter(|_| stale.field.is_copied());
        let Some(id) = id else { continue };
        let place = *places.entry((id, stale.key)).or_insert(disputes.len());
        match disputes.get_mut(place) {
            // Two columns of one key that differ leave nothing to move.
            Some(first) if register.bare(first.stale.cell) != register.bare(stale.cell) => {
                first.newer = Some(ChangedSide::Both);
            }
            Some(_) => {}
            None => disputes.push(Dispute { stale, id, newer: None }),
        }
    }
    disputes
}

/// Which side of a dispute an older version differs in, if it differs in any. Another spelling of
/// the same value is no change.
fn newer_side(
    older: &Register<'_>,
    input: TableInput<'_>,
    dispute: &Dispute<'_, '_>,
) -> Option<ChangedSide> {
    let (now, Stale { entry, key, field, cell, .. }) = (input.register, dispute.stale);
    let is_same =
        |a: &str, b: &str| a == b || input.policy.same_value(*field, a, b, input.vocabulary);
    // A row that was not there yet says as much as one whose cell is empty.
    let is_cell_same = is_same(cell_of(older, dispute.id, *key).unwrap_or(""), now.bare(*cell));
    let then = named(older, dispute.id).next().and_then(|entry| older.value_of(entry, *field));
    let is_value_same = match (then, now.value_of(entry, *field)) {
        (Some(then), Some(now)) => is_same(then, now),
        (then, now) => then == now,
    };
    match (is_cell_same, is_value_same) {
        (true, true) => None,
        (false, true) => Some(ChangedSide::Table),
        (true, false) => Some(ChangedSide::Entry),
        (false, false) => Some(ChangedSide::Both),
    }
}

fn cell_of<'s>(register: &Register<'s>, id: &str, key: Key) -> Option<&'s str> {
    let table = register.triage.as_ref()?;
    let is_of_id = |row: &&TriageRow| register.plain(row.id).eq_ignore_ascii_case(id);
    let row = table.rows.iter().find(is_of_id)?;
    let column = table.columns.iter().position(|column| column.key == Some(key))?;
    Some(register.bare(*row.cells.get(column)?))
}

fn pulled_cell(input: TableInput<'_>, dispute: &Dispute<'_, '_>) -> PulledCell {
    let Stale { entry, field: key, cell, .. } = *dispute.stale;
    let register = input.register;
    let value = entry.field(key).map_or(Span::at(0), |field| field.value);
    let outcome = match dispute.newer {
        Some(ChangedSide::Table) => moved(input, entry, key, cell).map_err(NotPulled::Refused),
        Some(ChangedSide::Entry) => Err(NotPulled::EntryIsNewer),
        Some(ChangedSide::Both) | None => Err(NotPulled::Unknown),
    };
    PulledCell {
        id: dispute.id.to_owned(),
        key,
        cell: register.bare(cell).to_owned(),
        value: register.bare(value).to_owned(),
        outcome,
    }
}

/// The edit that moves a cell into its entry.
fn moved(input: TableInput<'_>, entry: &Entry, key: Key, cell: Span) -> Result<Edit, FieldRefusal> {
    let text = input.register.bare(cell).replace("\\|", "|");
    let value = FieldValue { key, text };
    checked(input, Some(entry), &value, false)?;
    // Written in the words of the table, and not in the form that the check gives back.
    let edit = value_edit(input, entry, key, &value.text)?;
    edit.ok_or_else(|| FieldRefusal::NoPlace(input.vocabulary.name(key).to_owned()))
}
