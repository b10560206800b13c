//! The fields of a new entry, each with what was given or with its first value.

use super::Addition;
use crate::edit::field::{FieldRefusal, FieldValue, checked, no_place};
use crate::edit::heading_state::HeadingState;
use crate::edit::values_above::{is_said_above, values_above};
use crate::mirror;
use crate::register::{Entry, Form, OwnForms, Register, one_line, without_marker};
use crate::triage::TableInput;
use crate::vocabulary::{Key, LONGEST_PLACEHOLDER, Placeholder, Vocabulary};

/// Every field of the new entry.
pub(super) fn fields(
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
pub(super) fn is_area_in_rows(register: &Register<'_>) -> bool {
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
pub(super) fn first_state(input: TableInput<'_>, model: Option<&Entry>) -> String {
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

/// What the headings above an entry say of a value that was given.
pub(super) fn said_above<'r>(
    input: TableInput<'r>,
    entry: &Entry,
    given: &FieldValue,
) -> Option<(Key, &'r str)> {
    values_above(input.register, entry).find(|above| is_said_above(input, *above, given))
}
