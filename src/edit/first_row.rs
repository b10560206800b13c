//! The first row of a table that waits for entries.

use super::field::FieldValue;
use crate::finding::Edit;
use crate::register::TriageTable;
use crate::text::Span;
use crate::triage::{TableInput, cell_text};
use crate::vocabulary::{Key, Section};

/// The edit that adds the first entry of a register as a row, where the register is a table without rows that has a
/// column for all that was given, and is not called one that sums up.
pub(super) fn first_row(
    input: TableInput<'_>,
    heading: &str,
    given: &[FieldValue],
    fields: &[(Key, String)],
) -> Option<Edit> {
    let register = input.register;
    let [table] = &register.triage[..] else { return None };
    let is_kept = given.iter().all(|value| table.has(value.key));
    let has_gaps = register.gaps_end.is_some() || !register.entries.is_empty();
    if has_gaps
        || !is_kept
        || !table.rows.is_empty()
        || !table.has(Key::Gap)
        || sums_up(input, table)
    {
        return None;
    }
    let cell = |key: Option<Key>| match key? {
        Key::Gap => Some(cell_text(heading.trim())),
        key => fields.iter().find(|(own, _)| *own == key).map(|(_, value)| cell_text(value)),
    };
    let cells = table.columns.iter().map(|column| cell(column.key).unwrap_or_default());
    let row = format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
    let end = table.span.trim(register.source.text()).end as usize;
    let newline = register.source.newline_at(table.span.start as usize);
    Some(Edit { span: Span::at(end), text: format!("{newline}{row}") })
}

/// Whether the heading or the mark above a table says that it sums entries up.
fn sums_up(input: TableInput<'_>, table: &TriageTable) -> bool {
    let above = &input.register.source.text()[..table.span.start as usize];
    let heading = above.lines().rev().find(|line| line.starts_with('#')).unwrap_or_default();
    let section = input.vocabulary.section(heading.trim_matches(['#', ' ']));
    section == Some(Section::Triage) || above.contains("gapreg:triage")
}
