//! A new entry as a row or an item like the one before it.

use super::Addition;
use super::fields::{first_state, said_above};
use crate::edit::card::{card, card_of_values, is_card, is_card_of_values};
use crate::edit::chapter::without_said;
use crate::edit::field::{FieldRefusal, FieldValue, no_place};
use crate::edit::own_fields::{OwnValue, has_own};
use crate::finding::Edit;
use crate::mirror::UNTRANSLATED_MARK;
use crate::register::{Entry, EntryRow, Form, NewRow, Register, TableColumn, heading_steps};
use crate::text::Span;
use crate::triage::TableInput;
use crate::vocabulary::{Key, fold};

/// The edit that adds a row or an item behind another.
pub(super) fn line(
    input: TableInput<'_>,
    addition: &Addition,
    after: &Entry,
    fields: &[(Key, String)],
) -> Result<Edit, FieldRefusal> {
    let register = input.register;
    let columns = match &after.form {
        Form::Row(row) => register.entry_tables.get(row.table as usize).map(|t| &t.columns),
        _ => None,
    };
    let heading = without_said(register, after, &addition.heading);
    let mut steps = heading_steps(heading);
    let mut title = steps.pop().unwrap_or(heading);
    // The column that carries the title has no room for anything else.
    let is_free = |cell: Span| after.title.is_empty() || !cell.contains(after.title);
    let is_pathless = |row: &EntryRow| {
        let columns = columns.into_iter().flatten().zip(&row.cells);
        !columns.into_iter().any(|(column, &cell)| column.key == Some(Key::Area) && is_free(cell))
    };
    let is_pathless = !matches!(&after.form, Form::Row(row) if !is_pathless(row));
    if is_pathless || fields.iter().any(|(key, _)| *key == Key::Area) {
        // Without a free column for the menu path, the title carries it.
        title = heading.trim();
        steps.clear();
    }
    let title = if addition.is_untranslated {
        format!("{title} <!-- {UNTRANSLATED_MARK} -->")
    } else {
        title.to_owned()
    };
    let mut fields = fields.to_vec();
    fields.push((Key::Gap, title.clone()));
    if !steps.is_empty() {
        fields.push((Key::Area, steps.join(" → ")));
    }
    let text = if let Form::Row(row) = &after.form {
        let columns = columns.map_or(&[][..], |columns| columns.as_slice());
        let cells = columns.iter().zip(&row.cells);
        let has = |key: Key| {
            cells
                .clone()
                .any(|(column, &cell)| column.key == Some(key) && (is_free(cell) || key == Key::Id))
        };
        // A given value must have a column, or be said above the table; a recommended one need not.
        let is_kept =
            |change: &&FieldValue| has(change.key) || said_above(input, after, change).is_some();
        if let Some(lost) = addition.values.iter().find(|change| !is_kept(change)) {
            return Err(no_place(input, Some(after), lost.key));
        }
        let others = own_cells(register, columns, &addition.own);
        register.row_like(after, row, &NewRow { heading: &title, values: &fields, others: &others })
    } else {
        let given = |key: &Key| addition.values.iter().any(|change| change.key == *key);
        fields.retain(|(key, _)| {
            *key == Key::Id || given(key) || register.is_below_item(after, *key)
        });
        if is_card_of_values(register, after) {
            return values_card(input, after, &title, fields);
        }
        if is_card(register, after) {
            return Ok(card(input, after, &title, &fields));
        }
        register.item_like(after, &title, &fields, input.vocabulary)
    };
    let newline = register.source.newline_at(after.span.start as usize);
    Ok(Edit { span: Span::at(after.span.end as usize), text: format!("{newline}{text}") })
}

/// The edit that adds a paragraph of values above one with its title behind another.
fn values_card(
    input: TableInput<'_>,
    after: &Entry,
    title: &str,
    mut fields: Vec<(Key, String)>,
) -> Result<Edit, FieldRefusal> {
    let has = |fields: &[(Key, String)], key: Key| fields.iter().any(|it| it.0 == key);
    if after.field(Key::Status).is_some() && !has(&fields, Key::Status) {
        fields.push((Key::Status, first_state(input, Some(after))));
    }
    let fits = |key: Key| input.register.value_in_line(key, "", input.vocabulary).is_some();
    let mut others = fields.iter().map(|it| it.0).filter(|it| !matches!(it, Key::Id | Key::Gap));
    let lost = others.find(|key| !fits(*key)).unwrap_or(Key::Id);
    card_of_values(input, after, title, &fields).ok_or_else(|| no_place(input, Some(after), lost))
}

/// What each column of the team's own says, in their order.
fn own_cells<'a>(
    register: &Register<'_>,
    columns: &[TableColumn],
    given: &'a [OwnValue],
) -> Vec<&'a str> {
    let text = |column: &TableColumn| {
        let header = fold(register.text(column.span));
        let own = given.iter().find(|own| column.key.is_none() && fold(&own.name) == header);
        own.map_or("", |own| own.text.trim())
    };
    columns.iter().map(text).collect()
}

/// The first of some labels and columns that a new entry behind another has no place for.
pub(crate) fn lacked_column<'a>(
    register: &Register<'_>,
    after: Option<&Entry>,
    given: &'a [OwnValue],
) -> Option<&'a str> {
    let columns = match after.map(|after| &after.form) {
        Some(Form::Row(row)) => register.entry_tables.get(row.table as usize).map(|t| &t.columns),
        _ => None,
    };
    let has = |name: &str| {
        let is_it = |column: &TableColumn| fold(register.text(column.span)) == fold(name);
        columns.map_or_else(|| has_own(register, name), |columns| columns.iter().any(is_it))
    };
    given.iter().map(|own| own.name.as_str()).find(|name| !has(name))
}
