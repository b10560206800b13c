//! A new entry at its place, in the style of those around it.

use std::fmt::Write;

use jiff::civil::Date;

use super::around_entry::{anchor_like, end_before_closing, gap_before_next};
use super::card::{card, card_of_values, is_card, is_card_of_values};
use super::chapter::without_said;
use super::field::{FieldRefusal, FieldValue, checked, no_place};
use super::first_row::first_row;
use super::heading_state::HeadingState;
use super::new_heading::{has_title_below, heading};
use super::own_fields::{OwnValue, has_own, with_own};
use super::rows::{NewCells, with_cells, with_rows};
use super::target::{EditRefusal, EditTarget};
use super::values_above::{is_said_above, values_above};
use super::verify::{EntryValue, Expectation, Mismatch, edited, verify};
use crate::finding::Edit;
use crate::mirror::{self, UNTRANSLATED_MARK};
use crate::register::{
    Entry, EntryRow, Form, NewRow, OwnForms, Profile, Register, TableColumn, anchors,
    heading_steps, one_line, without_marker,
};
use crate::text::{Source, Span};
use crate::triage::{NewerCells, TableInput, cell_text};
use crate::vocabulary::{Key, LONGEST_PLACEHOLDER, Placeholder, Vocabulary, fold};

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

/// What the headings above an entry say of a value that was given.
fn said_above<'r>(
    input: TableInput<'r>,
    entry: &Entry,
    given: &FieldValue,
) -> Option<(Key, &'r str)> {
    values_above(input.register, entry).find(|above| is_said_above(input, *above, given))
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

/// The edit that adds a row or an item behind another.
fn line(
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

/// Every field of the new entry.
fn fields(
    input: TableInput<'_>,
    addition: &Addition,
    model: Option<&Entry>,
) -> Result<Vec<(Key, String)>, FieldRefusal> {
    let TableInput { register, vocabulary, policy, .. } = input;
    let given = |key: Key| addition.values.iter().find(|change| change.key == key);
    let to_come = own_to_come(register, vocabulary);
    let to_come = to_come.unwrap_or_else(|| vocabulary.to_come(&register.language));
    let priority = given(Key::Priority).and_then(|change| vocabulary.priority(&change.text));
    let is_in_heading = model.is_some_and(|entry| entry.field(Key::Id).is_none());
    let mut keys = addition.keys.clone();
    let columns = model.map(|model| column_keys(register, model)).unwrap_or_default();
    keys.extend(columns.into_iter().filter(|key| !is_left_empty(register, *key)));
    let has_status = model.is_some_and(|model| {
        register.is_below_item(model, Key::Status) || HeadingState::of(register, model).is_some()
    });
    keys.extend(has_status.then_some(Key::Status));
    keys.extend(addition.values.iter().map(|change| change.key));
    if let Some(model) = model {
        let above: Vec<Key> = values_above(register, model).map(|(key, _)| key).collect();
        let is_said = |change: &FieldValue| said_above(input, model, change).is_some();
        let said: Vec<Key> = addition
            .values
            .iter()
            .filter(|change| is_said(change))
            .map(|change| change.key)
            .collect();
        keys.retain(|key| !above.contains(key) && !said.contains(key));
    }
    keys.sort_unstable();
    keys.dedup();
    // They are in the heading, unless the menu path is given and has a place of its own.
    let has_area = given(Key::Area).is_some();
    if has_area && !has_place_for_area(register, model) {
        return Err(no_place(input, model, Key::Area));
    }
    keys.retain(|&key| key != Key::Gap && (key != Key::Area || has_area));
    keys.retain(|&key| {
        !(key == Key::Id && is_in_heading && model.is_some_and(|m| m.heading_id.is_some()))
    });
    let value = |key: Key| -> Result<String, FieldRefusal> {
        if let Some(change) = given(key) {
            // Sentences are taken as they are.
            return if key.is_short() {
                checked(input, None, change, true)
            } else {
                Ok(prose(input, model, change, addition.keeps_lines))
            };
        }
        Ok(match key {
            Key::Id => addition.id.clone(),
            Key::FirstSeen => input.soundness().date_form().write(addition.today),
            Key::Status => first_state(input, model),
            Key::Sla => {
                match priority.and_then(|it| policy.implied_sla(it, Some(addition.today))) {
                    Some(sla) => {
                        let text = sla.to_string();
                        OwnForms::of(register, policy, vocabulary).duration(&text).unwrap_or(text)
                    }
                    None => to_come.to_owned(),
                }
            }
            _ => to_come.to_owned(),
        })
    };
    keys.into_iter().map(|key| Ok((key, value(key)?))).collect()
}

/// Whether a new entry has a place for a menu path beside its heading.
fn has_place_for_area(register: &Register<'_>, model: Option<&Entry>) -> bool {
    match model.map(|model| &model.form) {
        // Whether the row has the column is asked with the other values.
        Some(Form::Row(_)) => true,
        Some(Form::Item) => model.is_some_and(|model| register.is_below_item(model, Key::Area)),
        _ => register.has_label(Key::Area) || is_area_in_rows(register),
    }
}

/// Whether the menu paths are in the rows of the triage table alone.
fn is_area_in_rows(register: &Register<'_>) -> bool {
    let has_path = |entry: &Entry| !entry.area.is_empty() || entry.field(Key::Area).is_some();
    register.triage.iter().any(|table| table.has(Key::Area))
        && !register.entries.iter().any(has_path)
}

/// The columns of the row of a new entry: each gets a value, or a placeholder. Beside a section, these are
/// the ones whose values are in the table alone.
fn column_keys(register: &Register<'_>, model: &Entry) -> Vec<Key> {
    if let Form::Row(row) = &model.form {
        let columns = register.entry_tables.get(row.table as usize).map_or(&[][..], |l| &l.columns);
        let own = columns.iter().filter_map(|column| column.key);
        return own.filter(|key| !matches!(key, Key::Gap | Key::Area)).collect();
    }
    let columns = register.triage.iter().flat_map(|table| &table.columns);
    let own = columns.filter_map(|column| column.key);
    let is_own = |key: &Key| key.is_copied() && register.is_kept_in_triage(*key);
    own.filter(|key| model.form == Form::Heading && is_own(key)).collect()
}

/// Whether a column is for a value that is not known, and that other entries leave out.
fn is_left_empty(register: &Register<'_>, key: Key) -> bool {
    let is_known = matches!(key, Key::Id | Key::FirstSeen | Key::Status | Key::Sla);
    let is_empty = |entry: &Entry| register.value_of(entry, key).is_none();
    !is_known && register.entries.iter().any(is_empty)
}

/// The first state as the register writes it: by its own name where an entry has that, else by the word that
/// most entries have for it.
fn first_state(input: TableInput<'_>, model: Option<&Entry>) -> String {
    let TableInput { register, vocabulary, policy, .. } = input;
    let old = model.and_then(|entry| register.value_of(entry, Key::Status));
    let state = register.state_like(old, 0, policy, vocabulary);
    let name = policy.flow.first().map_or("", String::as_str);
    let names = [Some(name), vocabulary.status_word(&register.language, name)];
    let is_box = state.starts_with('[');
    let mut written = names
        .into_iter()
        .flatten()
        .filter(|_| !is_box)
        .filter_map(|name| register.as_usual(Key::Status, name, policy, vocabulary));
    let own = || register.in_own_words(Key::Status, state, policy, vocabulary);
    written.next().map_or_else(own, str::to_owned)
}

/// The word of its language that a register has wherever a value is not known yet.
fn own_to_come<'r>(register: &'r Register<'_>, words: &Vocabulary) -> Option<&'r str> {
    let fields = register.entries.iter().flat_map(|entry| &entry.fields);
    let short = fields.filter(|field| field.value.len() <= LONGEST_PLACEHOLDER);
    let values = short.map(|field| register.bare(field.value));
    let mut open = values.filter(|text| words.placeholder(text) == Some(Placeholder::ToCome));
    let first = open.next().filter(|word| words.is_own_to_come(&register.language, word))?;
    open.all(|other| other == first).then_some(first)
}

/// A sentence as given; a page in a code span, where the pages of other entries are.
fn prose(
    input: TableInput<'_>,
    model: Option<&Entry>,
    change: &FieldValue,
    keeps_lines: bool,
) -> String {
    let register = input.register;
    let is_heading = model.is_none_or(|model| model.form == Form::Heading);
    let text = match keeps_lines {
        true if is_heading => block(register, model, change.text.trim()),
        true => one_line(&change.text),
        false => change.text.trim().replace(['\n', '\r'], " "),
    };
    let text = if change.key == Key::SourcePage {
        page_of(register, input.vocabulary, &text)
    } else {
        text
    };
    let is_code = |entry: &Entry| {
        entry.field(change.key).is_some_and(|field| register.text(field.value).contains('`'))
    };
    let is_page = change.key == Key::SourcePage && !text.contains(['`', '(']);
    if is_page && model.is_none_or(is_code) { format!("`{text}`") } else { text }
}

/// A value of several lines, indented as part of an item; a list begins below its label.
fn block(register: &Register<'_>, model: Option<&Entry>, text: &str) -> String {
    let newline = register.source.newline_at(model.map_or(0, |entry| entry.span.start as usize));
    let is_list = |line: &str| without_marker(line).len() < line.len();
    let mut out = String::new();
    for (at, line) in text.lines().map(str::trim_end).enumerate() {
        let is_below = at > 0 || (is_list(line) && text.contains('\n'));
        if is_below {
            out.push_str(newline);
        }
        if is_below && !line.is_empty() {
            out.push_str("  ");
        }
        out.push_str(line);
    }
    out
}

/// The page in the register's own language.
fn page_of(register: &Register<'_>, words: &Vocabulary, page: &str) -> String {
    let Some((family, tag)) = mirror::family_by_name(page, words) else { return page.to_owned() };
    let is_own = words.language_of(&tag) == Some(&register.language);
    let is_regional = words.languages().all(|code| !code.eq_ignore_ascii_case(&tag));
    let has_region = register.tag != register.language;
    match (is_own, is_regional || !has_region) {
        (true, _) => page.to_owned(),
        (_, true) => family.replace("{}", &register.tag),
        _ => family.replace("{}", &register.language),
    }
}
