//! Sets fields of an entry; the triage table follows.

use super::beside::kept;
use super::field::{FieldValue, checked, value_edit};
use super::rows::{stale_cells, with_row_as_set};
use super::target::{EditRefusal, EditTarget};
use super::verify::{EntryValue, Expectation, ExpectedTable, edited, verify};
use crate::finding::Edit;
use crate::register::Entry;
use crate::text::Source;

/// The text of a register with fields of an entry set. With `is_forced`, a status need not be the
/// next of the status flow.
pub(crate) fn set(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    is_forced: bool,
) -> Result<Source, EditRefusal> {
    let EditTarget { settings, register, .. } = target;
    let input = target.table_input();
    let mut edits: Vec<Edit> = Vec::new();
    let mut written: Vec<FieldValue> = Vec::new();
    for value in values {
        let text = checked(input, Some(entry), value, is_forced)?;
        let text = kept(input, entry, value.key, text);
        edits.extend(value_edit(input, entry, value.key, &text)?);
        written.push(FieldValue { key: value.key, text });
    }
    let id = register.name(entry).unwrap_or_default();
    let id = id.as_str();
    let values: Vec<EntryValue<'_>> = written.iter().map(|value| value.of_entry(id)).collect();
    let new = edited(register, &edits);
    // A field may lie in the table, where that is a part of the entries.
    let table = ExpectedTable::Others(&[id]);
    let expected = Expectation { values: &values, table, ..Expectation::default() };
    let after = verify(register, &new, target.reading(), &expected)?;
    // A cell that contradicted its entry before is not what was asked for.
    let mut stale = stale_cells(target);
    stale.retain(|_, key| !written.iter().any(|value| value.key == key));
    Ok(with_row_as_set(settings, &after, id, &stale)?)
}
