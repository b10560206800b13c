//! The rows of summaries beside the triage table follow the entry that was set.

use super::moved::twin;
use super::status;
use super::target::EditTarget;
use super::verify::{Expectation, ExpectedTable, Mismatch, edited, same_entry, verify};
use crate::finding::Edit;
use crate::register::{Entry, Field, Policy, Register};
use crate::text::Source;
use crate::triage::TableInput;
use crate::vocabulary::Key;

/// The text in which fields of an entry were set, with the cells that repeat them.
pub(super) fn with_summaries(
    before: EditTarget<'_>,
    entry: &Entry,
    new: Source,
    keys: &[Key],
) -> Result<Source, Mismatch> {
    if before.register.summary_cells(entry).all(|(key, _)| !keys.contains(&key)) {
        return Ok(new);
    }
    let settings = before.settings;
    let after = Register::parse(&new, before.reading()).map_err(Mismatch::TooDeep)?;
    let policy = Policy::of(&after, &settings.promise, &settings.vocabulary);
    let input = EditTarget { settings, register: &after, policy: &policy }.table_input();
    let own =
        twin(before.register, entry, &after).or_else(|| same_entry(before.register, entry, &after));
    let Some(own) = own else { return Ok(new) };
    let cells = after.summary_cells(own).filter(|(key, _)| keys.contains(key));
    let edits: Vec<Edit> =
        cells.filter_map(|(key, cell)| cell_edit(input, own, (key, cell))).collect();
    if edits.is_empty() {
        return Ok(new);
    }
    let ids: Vec<&str> = after.id(own).into_iter().collect();
    let table = ExpectedTable::Others(&ids);
    let source = edited(&after, &edits);
    verify(&after, &source, before.reading(), &Expectation { table, ..Expectation::default() })?;
    Ok(source)
}

/// The edit of a cell that says another value than its entry; it keeps its own word for the same value.
fn cell_edit(input: TableInput<'_>, entry: &Entry, (key, cell): (Key, &Field)) -> Option<Edit> {
    let TableInput { register, policy, vocabulary, .. } = input;
    let [says, own] = [cell.value, entry.field(key)?.value].map(|span| register.bare(span));
    if policy.same_value(key, says, own, vocabulary) {
        return None;
    }
    let text = input.says(entry, key)?;
    let state = policy.meaning(&text, vocabulary).filter(|_| key == Key::Status);
    let text = state.map_or(text.clone(), |state| status::written(input, Some(says), &text, state));
    register.value_edit(None, cell, &text)
}
