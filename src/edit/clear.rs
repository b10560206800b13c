//! Takes a value out of an entry, in the form that it has in the file.

use super::field::{FieldRefusal, unclear};
use super::named::name_of;
use super::rows::{stale_cells, with_row_as_set};
use super::target::{EditRefusal, EditTarget};
use super::verify::{EntryValue, Expectation, ExpectedTable, edited, verify};
use crate::finding::Edit;
use crate::register::{Entry, Field, Form, Profile};
use crate::rules;
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Placeholder};

/// The text of a register without a value of an entry; as it is where the entry has none.
pub(super) fn cleared(
    target: EditTarget<'_>,
    entry: &Entry,
    key: Key,
) -> Result<Source, EditRefusal> {
    let EditTarget { settings, register, .. } = target;
    check(target, key)?;
    let Some(field) = entry.field(key).filter(|field| !field.value.is_empty()) else {
        let words = register.unread_words(entry, key, target.policy, &settings.vocabulary);
        return match words {
            Some(words) => Err(unclear(target.table_input(), key, words).into()),
            None => Ok(edited(register, [])),
        };
    };
    let edit = taking_out(target, entry, field).ok_or_else(|| refusal(target, entry, field))?;
    let id = name_of(register, entry);
    let values = [EntryValue { id, key, text: &edit.text }];
    // Rows that sum the entry up say it, too.
    let row = register.row_of(entry).and_then(|row| row.cell(key));
    let repeats = entry.repeats.iter().filter(|field| field.key == Some(key));
    let mut cells: Vec<Span> = repeats.map(|field| field.value).chain(row).collect();
    cells.retain(|cell| !cell.is_empty() && *cell != field.value);
    cells.sort_unstable();
    cells.dedup();
    let text = register.source.text();
    let edits = cells.into_iter().map(|cell| emptied(text, cell)).chain([edit.clone()]);
    let new = edited(register, &edits.collect::<Vec<Edit>>());
    let table = ExpectedTable::Others(&[id]);
    let expected = Expectation { values: &values, table, ..Expectation::default() };
    let after = verify(register, &new, target.reading(), &expected);
    let after = after.map_err(|_| refusal(target, entry, field))?;
    let mut stale = stale_cells(target);
    stale.retain(|_, own| own != key);
    Ok(with_row_as_set(settings, &after, id, &stale)?)
}

/// Refuses what each entry must have.
fn check(target: EditTarget<'_>, key: Key) -> Result<(), FieldRefusal> {
    let EditTarget { settings, register, policy } = target;
    let name = || register.spoken_key(key, &settings.vocabulary).to_owned();
    let is_required = policy.profile == Profile::BackendGap || settings.promise.required.is_some();
    match key {
        Key::Id => Err(FieldRefusal::IsIdentity),
        _ if is_required && rules::required(register, settings).contains(&key) => {
            Err(FieldRefusal::Required(name()))
        }
        Key::Status => Err(FieldRefusal::Required(name())),
        key if key.is_short() => Ok(()),
        _ => Err(FieldRefusal::NotTracked(name())),
    }
}

/// Why a value is not taken out.
fn refusal(target: EditTarget<'_>, entry: &Entry, field: &Field) -> EditRefusal {
    let EditTarget { settings, register, .. } = target;
    let key = field.key.unwrap_or(Key::Gap);
    let name = register.spoken_key(key, &settings.vocabulary).to_owned();
    let value = register.text(field.value).to_owned();
    let is_above = field.value.end <= entry.span.start && !register.is_in_triage(entry, key);
    FieldRefusal::NotCleared { name, value, is_above }.into()
}

/// The edit that takes a field out of an entry.
pub(super) fn taking_out(target: EditTarget<'_>, entry: &Entry, field: &Field) -> Option<Edit> {
    let register = target.register;
    let is_cell = match entry.form {
        Form::Row(_) if entry.has_within(field) => field.label != field.value,
        _ => field.key.is_some_and(|key| register.is_in_triage(entry, key)),
    };
    if is_cell {
        return Some(cell_edit(target, entry, field));
    }
    if !entry.has_within(field) || matches!(entry.form, Form::Row(_)) {
        return None;
    }
    let text = register.source.text();
    let span = if field.label == field.value {
        mark(target, field)
    } else {
        lines(text, field.span).or_else(|| part_of_line(entry, field))?
    };
    Some(Edit { span, text: String::new() })
}

/// Empties a cell, or fills it with what the other rows have where they have nothing to say.
fn cell_edit(target: EditTarget<'_>, entry: &Entry, field: &Field) -> Edit {
    let EditTarget { settings, register, .. } = target;
    let others = register.entries.iter().filter(|other| other.span != entry.span);
    let absent = others.filter_map(|other| {
        let text = register.text(other.field(field.key?)?.value);
        let is_absent = settings.vocabulary.placeholder(text) == Some(Placeholder::Absent);
        is_absent.then_some(text)
    });
    if let Some(word) = absent.last() {
        return Edit { span: field.value, text: word.to_owned() };
    }
    emptied(register.source.text(), field.value)
}

/// Takes the text of a cell out; one blank stays.
pub(super) fn emptied(text: &str, cell: Span) -> Edit {
    let (start, end) = (cell.start as usize, cell.end as usize);
    let has_two = text[..start].ends_with(' ') && text[end..].starts_with(' ');
    Edit { span: Span::new(start, end + usize::from(has_two)), text: String::new() }
}

/// The lines of a field that has them for itself, with a blank line that would be left over.
fn lines(text: &str, field: Span) -> Option<Span> {
    let (start, end) = (field.start as usize, field.end as usize);
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let next = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let is_alone = text[first..start].trim().is_empty() && text[end..next].trim().is_empty();
    let is_blank_above = text[..first].ends_with("\n\n") || text[..first].ends_with("\n\r\n");
    let blank_below = text[next..].split_inclusive('\n').next().filter(|it| it.trim().is_empty());
    let end = next + blank_below.filter(|_| is_blank_above).map_or(0, str::len);
    is_alone.then(|| Span::new(first, end))
}

/// A field that shares its line with others, and the signs that part it from the one before, else from the
/// next.
fn part_of_line(entry: &Entry, field: &Field) -> Option<Span> {
    let is_own = |other: &&Field| entry.has_within(other) && other.label != other.value;
    let others = || entry.fields.iter().filter(is_own);
    let before = others().map(|other| other.span.end).filter(|end| *end <= field.span.start).max();
    let next = others().map(|other| other.span.start).filter(|at| *at >= field.span.end).min();
    match (before, next) {
        (Some(before), _) => Some(Span { start: before, end: field.span.end }),
        (None, Some(next)) => Some(Span { start: field.span.start, end: next }),
        _ => None,
    }
}

/// A value within the words of an item, with what belongs to it: its label, its marks, the parentheses around
/// it alone, the sign that parts it from the words before.
fn mark(target: EditTarget<'_>, field: &Field) -> Span {
    let text = target.register.source.text();
    let (mut start, mut end) = (field.value.start as usize, field.value.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    start = with_label(target, field, &text[line..start]).map_or(start, |length| start - length);
    for sign in ["!", "**", "*", "_", "`"] {
        let is_around = sign == "!" || text[end..].starts_with(sign);
        if text[line..start].ends_with(sign) && is_around {
            start -= sign.len();
            end += if sign == "!" { 0 } else { sign.len() };
        }
    }
    if text[line..start].ends_with(['(', '[']) {
        if text[end..].starts_with([')', ']']) {
            (start, end) = (start - 1, end + 1);
        } else {
            // The next value is the first one then.
            let rest = text[end..].trim_start_matches([',', ';', ' ', '·', '/']);
            return Span::new(start, text.len() - rest.len());
        }
    }
    let before = text[line..start].trim_end_matches([' ', ',', ';', '—', '–', '-', '·', '|', '/']);
    Span::new(line + before.len(), end)
}

/// How many bytes before a value are its label.
fn with_label(target: EditTarget<'_>, field: &Field, before: &str) -> Option<usize> {
    const MOST_WORDS: usize = 3;
    let words = &target.settings.vocabulary;
    let label = before.trim_end();
    let starts = label.rmatch_indices(' ').map(|(at, _)| at + 1).take(MOST_WORDS);
    let is_label = |at: &usize| {
        let words_before = label[*at..].trim_start_matches(['(', '[', '*', '_']);
        words.key(words_before) == field.key
    };
    let at = starts.filter(is_label).last()?;
    let signs = label[at..].len() - label[at..].trim_start_matches(['(', '[', '*', '_']).len();
    Some(before.len() - at - signs)
}
