//! The rows of the triage table follow the entries that were edited.

use super::target::EditTarget;
use super::verify::{Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::text::Source;
use crate::triage::{NewerCells, TableDraft, TableInput};

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
