//! Sets fields of an entry; the triage table follows.

use super::beside::{ValueInPlace, in_place, own_reason};
use super::field::{FieldValue, checked, value_edit};
use super::named::name_of;
use super::rows::{stale_cells, with_row_as_set};
use super::status;
use super::target::{EditRefusal, EditTarget};
use super::verify::{EntryValue, Expectation, ExpectedTable, edited, verify};
use crate::finding::Edit;
use crate::register::Entry;
use crate::text::Source;

/// How fields are set.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SetOptions {
    /// Whether a status need not be the next of the status flow.
    pub is_forced: bool,
    /// Whether remarks were typed in the language of another register.
    pub is_translation: bool,
}

/// A register with fields of an entry set.
#[derive(Debug)]
pub(crate) struct SetText {
    pub source: Source,
    /// What to say of remarks that are in the entry.
    pub notes: Vec<String>,
}

/// Whether a word that somebody typed is one of a register, or of its language.
pub(crate) fn is_at_home(target: EditTarget<'_>, value: &FieldValue) -> bool {
    status::is_at_home(target.table_input(), value.key, value.text.trim())
}

/// The text of a register with fields of an entry set.
pub(crate) fn set(
    target: EditTarget<'_>,
    entry: &Entry,
    values: &[FieldValue],
    options: SetOptions,
) -> Result<SetText, EditRefusal> {
    let EditTarget { settings, register, .. } = target;
    let input = target.table_input();
    let mut edits: Vec<Edit> = Vec::new();
    let mut written: Vec<FieldValue> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for value in values {
        let key = value.key;
        let text = checked(input, Some(entry), value, options.is_forced)?;
        let own_reason = own_reason(input, entry, key, &text).filter(|_| options.is_translation);
        if let Some(note) = own_reason {
            notes.push(note);
            continue;
        }
        let ValueInPlace { text, note } = in_place(input, entry, key, text)?;
        edits.extend(value_edit(input, entry, key, &text)?);
        written.push(FieldValue { key, text });
        notes.extend(note);
    }
    let id = name_of(register, entry);
    let values: Vec<EntryValue<'_>> = written.iter().map(|value| value.of_entry(id)).collect();
    let new = edited(register, &edits);
    // A field may lie in the table, where that is a part of the entries.
    let table = ExpectedTable::Others(&[id]);
    let expected = Expectation { values: &values, table, ..Expectation::default() };
    let after = verify(register, &new, target.reading(), &expected)?;
    // A cell that contradicted its entry before is not what was asked for.
    let mut stale = stale_cells(target);
    stale.retain(|_, key| !written.iter().any(|value| value.key == key));
    let source = with_row_as_set(settings, &after, id, &stale)?;
    Ok(SetText { source, notes })
}
