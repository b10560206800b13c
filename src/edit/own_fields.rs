//! Fields of a team's own, which have a label or a column and no key.

use super::clear::{emptied, taking_out};
use super::field::FieldRefusal;
use super::named::named;
use super::target::{EditRefusal, EditTarget};
use super::verify::{Expectation, ExpectedTable, Mismatch, edited, same_entry, verify};
use crate::finding::Edit;
use crate::register::{Entry, Field, Form, Register, TableColumn};
use crate::text::{Source, Span};
use crate::triage::cell_text;
use crate::vocabulary::fold;

/// A value for a label or a column of a team's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnValue {
    /// The label or the header.
    pub name: String,
    pub text: String,
}

/// The text of a register with a field of the team's own set, or taken out where the value is empty.
fn set_own(target: EditTarget<'_>, entry: &Entry, own: &OwnValue) -> Result<Source, EditRefusal> {
    let register = target.register;
    let OwnValue { name, text } = own;
    let text = text.trim();
    let no_place = || FieldRefusal::NoPlace { name: name.clone(), hint: None };
    if text.contains(['\n', '\r']) {
        return Err(no_place().into());
    }
    let Some(edit) = edit(target, entry, (name, text)) else {
        // What is not there need not be taken out.
        return if text.is_empty() { Ok(edited(register, [])) } else { Err(no_place().into()) };
    };
    let new = edited(register, [&edit]);
    let ids: Vec<&str> = register.id(entry).into_iter().collect();
    let table = ExpectedTable::Others(&ids);
    let expected = Expectation { edits: &[&edit], table, ..Expectation::default() };
    let after = verify(register, &new, target.reading(), &expected)?;
    let read = same_entry(register, entry, &after).map(|own| said(&after, own, name));
    let is_read = read.is_some_and(|read| fold(&cell_text(read)) == fold(&cell_text(text)));
    if is_read {
        Ok(new)
    } else {
        Err(Mismatch::Entry(register.spoken_name(entry).to_owned()).into())
    }
}

/// A text that was edited, with fields of the team's own set in an entry. A register that has no such label
/// or column is a translation with other words.
pub(crate) fn with_own(
    before: EditTarget<'_>,
    new: Source,
    name: &str,
    own: &[OwnValue],
) -> Result<Source, EditRefusal> {
    let known = own.iter().filter(|own| has_own(before.register, &own.name));
    known.into_iter().try_fold(new, |source, own| {
        let register = Register::parse(&source, before.reading()).map_err(Mismatch::TooDeep)?;
        let entry = named(&register, name).next();
        let entry = entry.ok_or_else(|| Mismatch::Entry(name.to_owned()))?;
        set_own(EditTarget { register: &register, ..before }, entry, own)
    })
}

/// Whether entries of a register have a label or a column of the team's own.
pub(crate) fn has_own(register: &Register<'_>, name: &str) -> bool {
    let mut fields = register.entries.iter().flat_map(|entry| &entry.fields);
    let columns = register.entry_tables.iter().flat_map(|table| &table.columns);
    let tracked = register.triage.iter().flat_map(|table| &table.columns);
    columns.chain(tracked).any(|column| is_column(register, column, name))
        || fields.any(|field| is_named(register, field, name))
}

/// What an entry says under a label or in a column.
fn said<'r>(register: &'r Register<'_>, entry: &Entry, name: &str) -> &'r str {
    let field = field_named(register, entry, name).map(|field| field.value);
    field.or_else(|| cell_named(register, entry, name)).map_or("", |it| register.text(it).trim())
}

fn field_named<'e>(register: &Register<'_>, entry: &'e Entry, name: &str) -> Option<&'e Field> {
    entry.fields.iter().find(|field| is_named(register, field, name))
}

fn is_named(register: &Register<'_>, field: &Field, name: &str) -> bool {
    field.key.is_none()
        && field.label != field.value
        && fold(register.text(field.label)) == fold(name)
}

fn is_column(register: &Register<'_>, column: &TableColumn, name: &str) -> bool {
    column.key.is_none() && fold(register.text(column.span)) == fold(name)
}

/// The cell of an entry in a column, in its row or in the one that sums it up.
fn cell_named(register: &Register<'_>, entry: &Entry, name: &str) -> Option<Span> {
    let cell = |columns: &[TableColumn], cells: &[Span]| {
        let at = columns.iter().position(|column| is_column(register, column, name))?;
        cells.get(at).copied()
    };
    let own = match &entry.form {
        Form::Row(row) => register
            .entry_tables
            .get(row.table as usize)
            .and_then(|table| cell(&table.columns, &row.cells)),
        _ => None,
    };
    let summary = || register.row_of(entry).and_then(|it| cell(&it.table.columns, &it.row.cells));
    own.or_else(summary)
}

fn edit(target: EditTarget<'_>, entry: &Entry, (name, text): (&str, &str)) -> Option<Edit> {
    let register = target.register;
    let cell = cell_named(register, entry, name);
    let field = field_named(register, entry, name);
    if text.is_empty() {
        let taken = field.filter(|field| !field.value.is_empty());
        let taken = taken.and_then(|field| taking_out(target, entry, field));
        let cell = cell.filter(|cell| !cell.is_empty());
        return taken.or_else(|| Some(emptied(register.source.text(), cell?)));
    }
    if let Some(empty) = cell.filter(|cell| register.bare(*cell).is_empty()) {
        return register.filled_cell(empty, text);
    }
    if let Some(field) = field {
        return register.value_edit(Some(entry), field, text);
    }
    cell.map_or_else(
        || line(register, entry, (name, text)),
        |cell| Some(Edit { span: cell, text: cell_text(text) }),
    )
}

/// The line for a label that other entries of its form have: behind the field that is before it there, or below an
/// item.
fn line(register: &Register<'_>, entry: &Entry, (name, text): (&str, &str)) -> Option<Edit> {
    let is_row = |entry: &Entry| matches!(entry.form, Form::Row(_));
    let is_item = register.is_list_item(entry);
    let is_like = |other: &&Entry| !is_row(other) && register.is_list_item(other) == is_item;
    let mut sections = register.entries.iter().filter(|_| !is_row(entry)).filter(is_like);
    let place = |other: &Entry| other.fields.iter().position(|it| is_named(register, it, name));
    let (model, at) = sections.find_map(|other| Some((other, place(other)?)))?;
    let label = register.text(model.fields[at].label);
    if is_item {
        let is_below = model.fields[at].span.start > register.first_line(model.span).end;
        return is_below.then(|| register.item_insertion(entry, label, text));
    }
    let is_same = |own: &Field, other: &Field| match other.key {
        Some(key) => own.key == Some(key),
        None => is_named(register, own, register.text(other.label)),
    };
    let before = model.fields[..at].iter().rev();
    let like = before.filter_map(|other| entry.fields.iter().find(|own| is_same(own, other)));
    let mut all = like.chain(entry.fields.iter().rev());
    all.find_map(|own| register.field_insertion_behind(entry, own, label, text))
}
