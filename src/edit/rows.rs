//! The rows of the triage table follow the entries that were edited.

use super::target::EditTarget;
use super::verify::{EntryValue, Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::register::{Entry, Policy, Register};
use crate::settings::Settings;
use crate::text::Source;
use crate::triage::{NewerCells, TableDraft, TableInput};
use crate::vocabulary::Key;

/// The text of a register with the rows of some entries up to date, and no other row changed. Cells
/// that are newer than their entries stay as they are.
pub(super) fn with_rows(
    settings: &Settings,
    register: &Register<'_>,
    ids: &[&str],
    newer: &NewerCells,
) -> Result<Source, Mismatch> {
    let policy = Policy::of(register, &settings.promise, &settings.vocabulary);
    let input = TableInput::new(register, &policy, &settings.vocabulary, &settings.triage);
    written(input, settings, ids, newer)
}

/// The same where somebody set the values of an entry: `TBD` is what the row should say then.
pub(super) fn with_row_as_set(
    settings: &Settings,
    register: &Register<'_>,
    id: &str,
    newer: &NewerCells,
) -> Result<Source, Mismatch> {
    let policy = Policy::of(register, &settings.promise, &settings.vocabulary);
    let input = TableInput::new(register, &policy, &settings.vocabulary, &settings.triage);
    written(TableInput { takes_placeholders: true, ..input }, settings, &[id], newer)
}

fn written(
    input: TableInput<'_>,
    settings: &Settings,
    ids: &[&str],
    newer: &NewerCells,
) -> Result<Source, Mismatch> {
    let register = input.register;
    // A table whose rows are all of other entries is none of these.
    let has_rows = register.triage_rows().next().is_some();
    if has_rows && !register.entries.iter().any(|entry| register.row_of(entry).is_some()) {
        return Ok(edited(register, []));
    }
    let draft = TableDraft::keeping(input, newer);
    let edits = draft.map(|draft| draft.entry_edits(ids)).unwrap_or_default();
    let new = edited(register, &edits);
    if !edits.is_empty() {
        let table = ExpectedTable::Rows(input, ids, newer);
        verify(
            register,
            &new,
            settings.reading(),
            &Expectation { table, ..Expectation::default() },
        )?;
    }
    Ok(new)
}

/// What the row of a new entry says that its section does not.
pub(super) struct NewCells<'e> {
    pub id: &'e str,
    pub values: Vec<(Key, String)>,
}

/// The text of a register with the empty cells of new rows filled.
pub(super) fn with_cells(
    settings: &Settings,
    source: Source,
    rows: &[NewCells<'_>],
) -> Result<Source, Mismatch> {
    if rows.iter().all(|row| row.values.is_empty()) {
        return Ok(source);
    }
    let register = Register::parse(&source, settings.reading()).map_err(Mismatch::TooDeep)?;
    let mut edits = Vec::new();
    for NewCells { id, values } in rows {
        let entry = register.entry_of(id).ok_or_else(|| Mismatch::Added((*id).to_owned()))?;
        edits.extend(values.iter().filter_map(|(key, text)| {
            // A heading above the section may have filled the cell.
            let written = entry.field(*key).filter(|_| register.is_in_triage(entry, *key));
            match written {
                Some(field) => register.value_edit(Some(entry), field, text),
                None => register
                    .cell_edit(entry, *key, text)
                    .or_else(|| empty_cell_edit(&register, entry, *key, text)),
            }
        }));
    }
    let new = edited(&register, &edits);
    let values = rows.iter().flat_map(|row| {
        row.values.iter().map(|(key, text)| EntryValue { id: row.id, key: *key, text })
    });
    // A menu path in the table is not read as a value of the section.
    let values = values.filter(|value| register.is_kept_in_triage(value.key));
    let values: Vec<EntryValue<'_>> = values.collect();
    let ids: Vec<&str> = rows.iter().map(|row| row.id).collect();
    let table = ExpectedTable::Others(&ids);
    let expected = Expectation { values: &values, table, ..Expectation::default() };
    verify(&register, &new, settings.reading(), &expected)?;
    Ok(new)
}

/// The edit that fills the cell of an entry's row under a key, where it is empty.
fn empty_cell_edit(register: &Register<'_>, entry: &Entry, key: Key, text: &str) -> Option<Edit> {
    let cell = register.row_of(entry)?.cell(key)?;
    register.filled_cell(cell, text).filter(|_| register.bare(cell).is_empty())
}

/// The cells that say something else than their entries, before these are edited.
pub(super) fn stale_cells(target: EditTarget<'_>) -> NewerCells {
    let (register, input) = (target.register, target.table_input());
    TableDraft::of(input).map(|draft| NewerCells::all_stale(register, &draft)).unwrap_or_default()
}

/// The new text of a register with the rows of some entries up to date; cells that contradicted
/// their entries before stay as they are.
pub(crate) fn with_rows_of(
    before: EditTarget<'_>,
    new: &Source,
    ids: &[&str],
) -> Result<Source, Mismatch> {
    let after = Register::parse(new, before.reading()).map_err(Mismatch::TooDeep)?;
    with_rows(before.settings, &after, ids, &stale_cells(before))
}
