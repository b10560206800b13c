//! A new entry at its place, in the style of those around it.

mod fields;
mod line;

use std::fmt::Write;

use jiff::civil::Date;

use super::around_entry::{anchor_like, end_before_closing, gap_before_next};
use super::chapter::without_said;
use super::field::{FieldRefusal, FieldValue};
use super::first_row::first_row;
use super::heading_state::HeadingState;
use super::new_heading::{has_title_below, heading};
use super::own_fields::{OwnValue, with_own};
use super::rows::{NewCells, with_cells, with_rows};
use super::target::{EditRefusal, EditTarget};
use super::verify::{EntryValue, Expectation, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::mirror::UNTRANSLATED_MARK;
use crate::register::{Entry, Form, Profile, Register, anchors, heading_steps};
use crate::text::{Source, Span};
use crate::triage::{NewerCells, TableInput, cell_text};
use crate::vocabulary::{Key, fold};

use fields::{fields, is_area_in_rows, said_above};
use line::line;

pub(crate) use line::lacked_column;

/// A new entry.
#[derive(Clone, Debug)]
pub(crate) struct Addition {
    /// Its menu path and title: `System → Logs → The list is empty`.
    pub heading: String,
    pub id: String,
    /// What is known of it.
    pub values: Vec<FieldValue>,
    /// What the labels and columns of the team's own say.
    pub own: Vec<OwnValue>,
    /// The keys it must have, known or not.
    pub keys: Vec<Key>,
    /// The day it is first seen.
    pub today: Date,
    /// Whether values of several lines stay so, where the form of the entry allows that.
    pub keeps_lines: bool,
    /// Whether its words are still to be translated, as in a register that is a translation.
    pub is_untranslated: bool,
    /// What is written below its fields, without a label.
    pub text: Option<String>,
}

/// The text of a register with a new entry behind another, or as its first, and with its row. The symptom is a text
/// without a label where its label would have the register read in another form.
pub(crate) fn add(
    target: EditTarget<'_>,
    addition: &Addition,
    after: Option<&Entry>,
) -> Result<Source, EditRefusal> {
    added(target, addition, after).or_else(|why| {
        let is_symptom = |value: &&FieldValue| value.key == Key::Symptom;
        let symptom = addition.values.iter().find(is_symptom);
        let is_section = after.is_some_and(|after| after.form == Form::Heading);
        let symptom = symptom.filter(|_| is_section && target.register.profile == Profile::Generic);
        let Some(symptom) = symptom else { return Err(why) };
        let mut plain = Addition { text: Some(symptom.text.clone()), ..addition.clone() };
        plain.values.retain(|value| !is_symptom(&value));
        plain.keys.retain(|key| *key != Key::Symptom);
        added(target, &plain, after).map_err(|_| why)
    })
}

fn added(
    target: EditTarget<'_>,
    addition: &Addition,
    after: Option<&Entry>,
) -> Result<Source, EditRefusal> {
    let EditTarget { settings, register, .. } = target;
    let fields = fields(target.table_input(), addition, after)?;
    let is_section = after.is_some_and(|after| after.form == Form::Heading);
    let is_in_row = |(key, _): &(Key, String)| {
        let is_area = *key == Key::Area && is_area_in_rows(register);
        is_section && (is_area || register.is_kept_in_triage(*key))
    };
    let (cells, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(is_in_row);
    let edit = edit(target.table_input(), addition, after, &fields)?;
    let new = edited(register, [&edit]);
    let ids = [addition.id.as_str()];
    let mut values = expected_values(addition, &fields, &edit.text);
    let input = target.table_input();
    let said = after.into_iter().flat_map(|after| {
        addition.values.iter().filter_map(move |given| said_above(input, after, given))
    });
    values.extend(said.map(|(key, text)| FieldValue { key, text: text.to_owned() }));
    let values: Vec<EntryValue<'_>> = values.iter().map(|value| value.of_entry(ids[0])).collect();
    let expected =
        Expectation { values: &values, added: 1, added_ids: &ids, ..Expectation::default() };
    let read = verify(register, &new, target.reading(), &expected)?;
    expect_title(&read, addition)?;
    let is_own_form = register.profile == Profile::Generic && settings.profile.is_none();
    if is_own_form && read.profile != register.profile && !register.entries.is_empty() {
        return Err(FieldRefusal::OtherForm.into());
    }
    let source = with_rows(settings, &read, &ids, &NewerCells::default())?;
    let source = with_cells(settings, source, &[NewCells { id: &addition.id, values: cells }])?;
    let is_row = after.is_some_and(|after| matches!(after.form, Form::Row(_)));
    // A row has them already.
    let own = if is_row { &[] } else { &addition.own[..] };
    with_own(target, source, &addition.id, own)
}

/// Refuses a title that is not read back: from a table without a place for it, or with a sign that
/// means something else there.
fn expect_title(read: &Register<'_>, addition: &Addition) -> Result<(), Mismatch> {
    let mut steps = heading_steps(&addition.heading);
    let title = steps.pop().unwrap_or(&addition.heading);
    let entry = read.entries.iter().find(|entry| read.id(entry) == Some(addition.id.as_str()));
    let is_read = entry.is_some_and(|entry| {
        let below = entry.field(Key::Gap).filter(|_| entry.title.is_empty());
        let own = read.unescaped(below.map_or(entry.title, |field| field.value));
        let own = own.split("<!--").next().unwrap_or_default();
        // A title in which the menu path has no place of its own carries it.
        [title, addition.heading.as_str()].iter().any(|title| fold(own) == fold(title))
            || heading_steps(own) == heading_steps(&addition.heading)
    });
    let refusal = || Mismatch::Value(addition.id.clone(), Key::Gap);
    if is_read { Ok(()) } else { Err(refusal()) }
}

/// The tracked values that were given, as they are written: plainly, or in the cell of a table.
fn expected_values(
    addition: &Addition,
    fields: &[(Key, String)],
    written: &str,
) -> Vec<FieldValue> {
    let is_given = |key: Key| addition.values.iter().any(|value| value.key == key);
    let given = fields.iter().filter(|(key, _)| key.is_copied() && is_given(*key));
    given
        .map(|(key, text)| {
            let text = if written.contains(text) { text.clone() } else { cell_text(text) };
            FieldValue { key: *key, text }
        })
        .collect()
}

/// The edit that adds an entry behind another, or as the first of a register.
fn edit(
    input: TableInput<'_>,
    addition: &Addition,
    after: Option<&Entry>,
    fields: &[(Key, String)],
) -> Result<Edit, FieldRefusal> {
    let register = input.register;
    if let Some(row) = first_row(input, &addition.heading, &addition.values, fields) {
        return Ok(row);
    }
    if let Some(after) = after.filter(|after| after.form != Form::Heading) {
        return line(input, addition, after, fields);
    }
    let newline = register.source.newline_at(after.map_or(0, |entry| entry.span.start as usize));
    let words =
        after.map_or(&*addition.heading, |it| without_said(register, it, &addition.heading));
    let heading = heading(input, (words, &addition.id), after, fields);
    let has_state = after.is_some_and(|after| HeadingState::of(register, after).is_some());
    let titled = after.filter(|after| has_title_below(register, after));
    let title = titled.map(|_| (Key::Gap, addition.heading.trim().to_owned()));
    // The heading says the state.
    let below = fields.iter().filter(|(key, _)| !has_state || *key != Key::Status);
    let fields: Vec<(Key, String)> = below.cloned().chain(title).collect();
    let body = register.fields_like(after, &fields, input.vocabulary);
    let mark = if addition.is_untranslated {
        format!("<!-- {UNTRANSLATED_MARK} -->{newline}{newline}")
    } else {
        String::new()
    };
    let mut entry = format!("{heading}{newline}{newline}{mark}{body}").trim_end().to_owned();
    if let Some(text) = &addition.text {
        let _ = write!(entry, "{newline}{newline}{}", text.trim());
    }
    let Some(after) = after else {
        let text = register.source.text();
        if let Some(end) = register.gaps_end.filter(|&end| !text[end as usize..].trim().is_empty())
        {
            let text = format!("{}{entry}", newline.repeat(2));
            return Ok(Edit { span: Span::at(end as usize), text });
        }
        let end = text.trim_end().len();
        let gap = if end == 0 { "" } else { &newline.repeat(2) };
        let span = Span::new(end, text.len());
        return Ok(Edit { span, text: format!("{gap}{entry}{newline}") });
    };
    let gap = gap_before_next(register, after).unwrap_or_else(|| newline.repeat(2));
    let anchor = anchor_like(register, after, &addition.id).unwrap_or_default();
    // Right below a list, an anchor would be a part of its last item.
    let is_tight = !anchor.is_empty() && gap.matches('\n').count() < 2;
    let gap = if is_tight { newline.repeat(2) } else { gap };
    let closing = end_before_closing(register, after);
    let place = closing.unwrap_or_else(|| anchors::end_of(register, after) as usize);
    // The last line of a table ends with the line break.
    let is_line = register.source.text()[..place].ends_with('\n');
    let end = if is_line { newline } else { "" };
    Ok(Edit { span: Span::at(place), text: format!("{gap}{anchor}{entry}{end}") })
}
