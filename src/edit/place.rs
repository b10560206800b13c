//! The place of a new entry.

use std::collections::HashMap;

use super::chapter::Chapters;
use super::field::{FieldRefusal, FieldValue};
use super::target::EditTarget;
use super::values_above::{is_said_above, may_be_beside, no_place_beside, values_above};
use crate::register::{Entry, Form, Register, Shape, heading_steps};
use crate::values::split_base_id;
use crate::vocabulary::{Key, Vocabulary, closes_unrepaired, fold};

/// The entry that a new one with some values follows: the last of the section that shares most of its menu
/// path, or that is below a heading which says its first steps. It is not put below a heading that says something else of it.
pub(crate) fn place_for<'r>(
    target: EditTarget<'r>,
    heading: &str,
    values: &[FieldValue],
) -> Result<Option<&'r Entry>, FieldRefusal> {
    let (register, vocabulary) = (target.register, &target.settings.vocabulary);
    let input = target.table_input();
    let entries = register.entries.iter();
    let mut entries: Vec<&Entry> =
        entries.filter(|entry| may_be_beside(input, entry, values)).collect();
    if entries.is_empty() && !register.entries.is_empty() {
        return Err(no_place_beside(input, values));
    }
    // One below a heading that says a value is nearer than one below a heading that says nothing.
    let said = |entry: &Entry| {
        let is_said = |value: &&FieldValue| {
            values_above(register, entry).any(|above| is_said_above(input, above, value))
        };
        values.iter().filter(is_said).count()
    };
    let most = entries.iter().map(|entry| said(entry)).max().unwrap_or_default();
    entries.retain(|entry| said(entry) == most);
    let steps = heading_steps(heading);
    let path: Vec<String> = steps.iter().map(|step| fold(step)).collect();
    let shared = |entry: &Entry| {
        let steps = entry.area.iter().map(|&step| fold(register.text(step)));
        steps.zip(&path).take_while(|(step, wanted)| step == *wanted).count()
    };
    // In headings, the menu path is that of a section, whose last entry it follows.
    let has_sections =
        register.shape == Shape::Headings && entries.iter().any(|entry| shared(entry) > 0);
    if steps.len() > 1 && !has_sections {
        let chapters = Chapters::of(register);
        let said = |entry: &Entry| chapters.said(entry, &steps[..steps.len() - 1]);
        let most = entries.iter().map(|entry| said(entry)).max().unwrap_or_default();
        entries.retain(|entry| said(entry) == most);
    }
    if let Some(last) = last_open_line(register, &entries, vocabulary) {
        return Ok(Some(last));
    }
    let all = entries.iter().enumerate();
    let Some((at, &nearest)) = all.max_by_key(|(at, entry)| (shared(entry), *at)) else {
        return Ok(None);
    };
    let Some(section) = section_of(register, nearest) else {
        return Ok(if shared(nearest) > 0 { Some(nearest) } else { entries.last().copied() });
    };
    let is_of_section = |entry: &&&Entry| section_of(register, entry) == Some(section);
    Ok(entries[at..].iter().rfind(is_of_section).copied())
}

/// Whether a gap is repaired, or closed without a repair.
fn is_closed(register: &Register<'_>, entry: &Entry, vocabulary: &Vocabulary) -> bool {
    let status = register.value_of(entry, Key::Status);
    status.is_some_and(|status| {
        vocabulary.says_repaired(status) || vocabulary.status(status).is_some_and(closes_unrepaired)
    })
}

/// Of rows and items: the last of the first group that holds open entries, among the entries whose
/// IDs have the usual prefix.
fn last_open_line<'r>(
    register: &'r Register<'_>,
    entries: &[&'r Entry],
    vocabulary: &Vocabulary,
) -> Option<&'r Entry> {
    if register.shape == Shape::Headings {
        return None;
    }
    let family = |entry: &Entry| {
        let id = register.id(entry)?;
        Some(split_base_id(id).map_or("", |(prefix, ..)| prefix))
    };
    let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
    for entry in entries {
        *counts.entry(family(entry)).or_default() += 1;
    }
    let (&usual, _) = counts.iter().max_by_key(|(family, count)| (**count, **family))?;
    let group = |entry: &Entry| match &entry.form {
        Form::Row(row) => Some(row.table),
        _ => None,
    };
    let is_closed = |entry: &Entry| is_closed(register, entry, vocabulary);
    let own = || entries.iter().copied().filter(|entry| family(entry) == usual);
    let first = own().find(|entry| !is_closed(entry)).or_else(|| own().next())?;
    let number = |entry: &Entry| Some(split_base_id(register.id(entry)?)?.1);
    let members = || own().filter(|entry| group(entry) == group(first));
    // Where the numbers of a table run on, whatever is closed, the new one is the last.
    let runs_on =
        group(first).is_some() && members().map(number).is_sorted_by(|a, b| a.is_some() && a < b);
    members().rfind(|entry| runs_on || !is_closed(entry)).or(Some(first))
}

/// The number of the section of an entry: its own without the last part.
fn section_of<'r>(register: &'r Register<'_>, entry: &Entry) -> Option<&'r str> {
    let number = register.text(entry.number?);
    Some(number.rsplit_once('.').map_or("", |(section, _)| section))
}
