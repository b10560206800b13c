//! Moves table cells that were edited by hand into their entries, where the entry is older.

use std::collections::HashMap;

use super::field::{FieldRefusal, FieldValue, checked, value_edit};
use super::named::named;
use super::rows::{stale_cells, with_rows};
use super::target::EditTarget;
use super::verify::{EntryValue, Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::register::{Entry, PartRow, Register, TriageTable};
use crate::text::{Source, Span};
use crate::triage::{Displaced, Drift, NewerCells, Stale, TableDraft, TableInput};
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
    id: &'r str,
    entry: &'r Entry,
    /// The key of the entry's field.
    field: Key,
    place: DisputedPlace<'d, 'r>,
    newer: Option<ChangedSide>,
}

/// What contradicts an entry.
#[derive(Clone, Copy)]
enum DisputedPlace<'d, 'r> {
    Cell(&'d Stale<'r>),
    /// The part of the table that its row is in.
    Part(&'d Displaced<'r>),
}

impl DisputedPlace<'_, '_> {
    /// The key of the column.
    fn key(&self) -> Key {
        match self {
            Self::Cell(stale) => stale.key,
            Self::Part(displaced) => displaced.key,
        }
    }
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
        disputes.iter().filter_map(|dispute| pulled_cell(input, dispute)).collect()
    })
}

/// The cells that contradict their entries and were changed later than these.
pub(crate) fn newer_cells<V: Iterator<Item = Result<String, E>>, E>(
    target: EditTarget<'_>,
    versions: impl FnOnce() -> Result<V, E>,
) -> Result<NewerCells, E> {
    settled(target, versions, |disputes| {
        let newer = disputes.iter().filter(|one| one.newer == Some(ChangedSide::Table));
        newer.map(|dispute| (dispute.id, dispute.place.key())).collect()
    })
}

/// What `of` makes of the disputes of a register, as far as its versions settle them.
fn settled<R: Default, V: Iterator<Item = Result<String, E>>, E>(
    target: EditTarget<'_>,
    versions: impl FnOnce() -> Result<V, E>,
    of: impl FnOnce(&[Dispute<'_, '_>]) -> R,
) -> Result<R, E> {
    let (register, input) = (target.register, target.table_input());
    let Some(draft) = TableDraft::of(input) else { return Ok(R::default()) };
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

/// The cells that contradict their entries, one for each key of an entry, and the rows that are in
/// another part of the table than their entries belong to.
fn disputes<'d, 'r>(register: &'r Register<'_>, draft: &'d TableDraft<'r>) -> Vec<Dispute<'d, 'r>> {
    let mut disputes: Vec<Dispute<'_, '_>> = Vec::new();
    let mut places: HashMap<(&str, Key), usize> = HashMap::new();
    for drift in draft.drifts() {
        let (place, entry, field) = match drift {
            Drift::Stale(stale) => (DisputedPlace::Cell(stale), stale.entry, stale.field),
            Drift::Displaced(row) => (DisputedPlace::Part(row), row.entry, row.key),
            _ => continue,
        };
        let Some(id) = register.id(entry).filter(|_| field.is_copied()) else { continue };
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

/// Which side of a dispute an older version differs in, if it differs in any. Another spelling of
/// the same value is no change.
fn newer_side(
    older: &Register<'_>,
    input: TableInput<'_>,
    dispute: &Dispute<'_, '_>,
) -> Option<ChangedSide> {
    let (now, Dispute { id, entry, field, .. }) = (input.register, dispute);
    let is_same =
        |a: &str, b: &str| a == b || input.policy.same_value(*field, a, b, input.vocabulary);
    let is_place_same = match dispute.place {
        // A row that was not there yet says as much as one whose cell is empty.
        DisputedPlace::Cell(Stale { key, cell, .. }) => {
            is_same(cell_of(older, id, *key).unwrap_or(""), now.bare(*cell))
        }
        DisputedPlace::Part(row) => {
            let caption = |part: &TriageTable, of: &Register<'_>| {
                part.caption(of.source.text()).unwrap_or_default().to_owned()
            };
            let was = row_of(older, id).map(|own| caption(own.table, older));
            was.is_some_and(|was| was == caption(row.parts[0], now))
        }
    };
    let then = named(older, id).next().and_then(|entry| older.value_of(entry, *field));
    let is_value_same = match (then, now.value_of(entry, *field)) {
        (Some(then), Some(now)) => is_same(then, now),
        (then, now) => then == now,
    };
    match (is_place_same, is_value_same) {
        (true, true) => None,
        (false, true) => Some(ChangedSide::Table),
        (true, false) => Some(ChangedSide::Entry),
        (false, false) => Some(ChangedSide::Both),
    }
}

fn row_of<'s>(register: &'s Register<'_>, id: &str) -> Option<PartRow<'s>> {
    register.triage_rows().find(|own| register.plain(own.row.id).eq_ignore_ascii_case(id))
}

fn cell_of<'s>(register: &Register<'s>, id: &str, key: Key) -> Option<&'s str> {
    Some(register.bare(row_of(register, id)?.cell(key)?))
}

fn pulled_cell(input: TableInput<'_>, dispute: &Dispute<'_, '_>) -> Option<PulledCell> {
    let DisputedPlace::Cell(stale) = dispute.place else { return None };
    let Stale { entry, field: key, cell, .. } = *stale;
    let register = input.register;
    let value = entry.field(key).map_or(Span::at(0), |field| field.value);
    let outcome = match dispute.newer {
        Some(ChangedSide::Table) => moved(input, entry, key, cell).map_err(NotPulled::Refused),
        Some(ChangedSide::Entry) => Err(NotPulled::EntryIsNewer),
        Some(ChangedSide::Both) | None => Err(NotPulled::Unknown),
    };
    Some(PulledCell {
        id: dispute.id.to_owned(),
        key,
        cell: register.bare(cell).to_owned(),
        value: register.bare(value).to_owned(),
        outcome,
    })
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
