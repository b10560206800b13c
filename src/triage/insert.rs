//! A new table: before the first section of entries, or under a heading or within marks that have
//! no table yet.

use std::fmt::Write;

use super::input::TableInput;
use super::refusal::table_without_ids;
use super::style::{StyledRow, TableStyle};
use crate::finding::Edit;
use crate::register::{Entry, SectionStart};
use crate::text::Span;
use crate::vocabulary::{Key, Section};

/// The edit that gives a register its table; nothing where no entry has an ID to be listed by, or
/// where every entry that is listed says something unsound.
pub(crate) fn insertion(input: TableInput<'_>) -> Option<Edit> {
    if !has_insertion(input) {
        return None;
    }
    let register = input.register;
    if let Some(at) = register.triage_place {
        let newline = register.source.newline_at(at as usize);
        let table = table(input, newline);
        let policy = policy_line(input).map(|line| format!("{newline}{newline}{line}"));
        let rest = &register.source.text()[at as usize..];
        let is_apart = rest.trim().is_empty() || rest.starts_with(&newline.repeat(2));
        let gap = if is_apart { "" } else { newline };
        let text = format!("{newline}{newline}{table}{}{gap}", policy.unwrap_or_default());
        return Some(Edit { span: Span::at(at as usize), text });
    }
    let section = register.section?;
    let offset = above_comments(input, section);
    let newline = register.source.newline_at(offset);
    let before = &register.source.text()[..offset];
    let is_apart = before.trim_end_matches([' ', '\t', '\u{feff}']).is_empty()
        || before.ends_with("\n\n")
        || before.ends_with("\n\r\n");
    let marks = "#".repeat(section.level as usize);
    let heading = input.vocabulary.heading(&register.language, Section::Triage);
    let is_ruled = before.trim_end().lines().next_back().is_some_and(|line| line.trim() == "---");
    let parts = [
        Some(format!("{marks} {heading}")),
        Some(table(input, newline)),
        policy_line(input),
        is_ruled.then(|| "---".to_owned()),
    ];
    let mut text = if is_apart { String::new() } else { newline.to_owned() };
    for part in parts.into_iter().flatten() {
        text.push_str(&part);
        text.push_str(&newline.repeat(2));
    }
    Some(Edit { span: Span::at(offset), text })
}

/// Whether a register can be given a table. It is asked with every key that is typed, and the table
/// may be long.
pub(crate) fn has_insertion(input: TableInput<'_>) -> bool {
    let register = input.register;
    let has_ids = || register.entries.iter().any(|entry| entry.id.is_some());
    // Beside a table for the same entries, no second one is written.
    let has_other = || table_without_ids(register).is_some();
    let has_place = register.triage_place.is_some() || (register.section.is_some() && !has_other());
    let has_rows = || {
        let listed = input.listed();
        let is_sound = |entry: &&Entry| unsound_key(input, entry).is_none();
        listed.is_empty() || listed.iter().any(is_sound)
    };
    register.triage.is_empty() && has_place && has_ids() && has_rows()
}

/// The start of the comments right above a heading, which belong to it.
fn above_comments(input: TableInput<'_>, section: SectionStart) -> usize {
    let register = input.register;
    let mut offset = section.offset as usize;
    for comment in register.comments.iter().rev() {
        if comment.end as usize > offset {
            continue;
        }
        let between = &register.source.text()[comment.end as usize..offset];
        let line = register.source.line_at(comment.start as usize);
        if between.matches('\n').count() != 1
            || !between.trim().is_empty()
            || line.start != comment.start
        {
            break;
        }
        offset = comment.start as usize;
    }
    offset
}

/// The columns of the table: those that some entry has something for.
fn columns(input: TableInput<'_>, listed: &[&Entry]) -> Vec<Key> {
    let is_needed = |key: Key| {
        matches!(key, Key::Id | Key::Gap | Key::Status)
            || listed.iter().any(|entry| input.has(entry, key))
    };
    input.options.columns.iter().copied().filter(|&key| is_needed(key)).collect()
}

/// The entries that get a row: those without a value that is not sound.
fn new_rows(input: TableInput<'_>) -> Vec<&Entry> {
    let is_unsound = |entry: &Entry| unsound_key(input, entry).is_some();
    input.listed().into_iter().filter(|entry| !is_unsound(entry)).collect()
}

fn unsound_key(input: TableInput<'_>, entry: &Entry) -> Option<Key> {
    input.options.columns.iter().copied().find(|&key| input.is_unsound(entry, key))
}

/// The entries that get no row in a new table, each with the key whose value is not sound.
pub(crate) fn without_row(input: TableInput<'_>) -> Vec<(&Entry, Key)> {
    let listed = input.listed().into_iter();
    listed.filter_map(|entry| Some((entry, unsound_key(input, entry)?))).collect()
}

fn table(input: TableInput<'_>, newline: &'static str) -> String {
    let listed = new_rows(input);
    let columns = columns(input, &listed);
    let style = TableStyle::usual(newline, columns.len());
    let language = &input.register.language;
    let header: Vec<&str> =
        columns.iter().map(|&key| input.vocabulary.header(language, key)).collect();
    let rows: Vec<Vec<String>> = listed
        .into_iter()
        .map(|entry| columns.iter().map(|&key| input.cell(entry, Some(key))).collect())
        .collect();
    if input.options.is_aligned || input.register.is_formatted() {
        let rows = rows.iter().map(|row| row.iter().map(String::as_str).collect());
        let rows: Vec<StyledRow<'_>> = rows.map(|cells| StyledRow::Cells(cells, "")).collect();
        return style.aligned(&header, &rows);
    }
    let rule = header.iter().map(|header| "-".repeat(header.chars().count() + 2));
    let mut table = style.row(header.iter().copied());
    // Writing into a string cannot fail.
    let _ = write!(table, "{newline}|{}|", rule.collect::<Vec<_>>().join("|"));
    for row in &rows {
        table.push_str(newline);
        table.push_str(&style.row(row.iter().map(String::as_str)));
    }
    table
}

/// The line that states the SLA of each priority, where the configuration does and the register does
/// not. What nobody stated is not promised.
fn policy_line(input: TableInput<'_>) -> Option<String> {
    let register = input.register;
    let is_stated = register.policy_lines.iter().any(|line| line.key == Some(Key::SlaDefault));
    if is_stated
        || !input.policy.declares_sla
        || register.entries.iter().all(|entry| entry.field(Key::Sla).is_none())
    {
        return None;
    }
    let label = input.vocabulary.label(&register.language, Key::SlaDefault);
    let each: Vec<String> =
        input.policy.sla.iter().map(|(priority, sla)| format!("{priority}={sla}")).collect();
    Some(format!("> {label}: {}.", each.join(", ")))
}
