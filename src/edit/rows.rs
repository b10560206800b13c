//! The rows of the triage table follow the entries that were edited.

use super::verify::{Expectation, ExpectedTable, Mismatch, edited, verify};
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::text::Source;
use crate::triage::{TableDraft, TableInput};

/// The text of a register with the rows of some entries up to date, and no other row changed.
pub(super) fn with_rows(
    settings: &Settings,
    register: &Register<'_>,
    ids: &[&str],
) -> Result<Source, Mismatch> {
    let policy = Policy::of(register, &settings.promise, &settings.vocabulary);
    let input = TableInput::new(register, &policy, &settings.vocabulary, &settings.triage);
    let table = register.triage.as_ref();
    let draft = table.and_then(|table| TableDraft::of(input, table));
    let edits = draft.map(|draft| draft.entry_edits(ids)).unwrap_or_default();
    let new = edited(register, &edits);
    if !edits.is_empty() {
        let table = ExpectedTable::Rows(input, ids);
        verify(
            register,
            &new,
            settings.reading(),
            &Expectation { table, ..Expectation::default() },
        )?;
    }
    Ok(new)
}
