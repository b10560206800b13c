//! The ID, severity and status of entries that are headings.

use std::collections::HashSet;

use crate::register::read::ids::id_in;
use crate::register::read::title_parts::leading_level;
use crate::register::{Entry, Field, Reading};
use crate::text::{Span, lookalike};
use crate::values::split_base_id;
use crate::vocabulary::{Key, without_qualifier};

/// Completes entries whose fields have been read: their IDs, and which `Impact` is the severity.
pub(super) fn settle(text: &str, entries: &mut [Entry], reading: Reading<'_>) {
    drop_strange_ids(text, entries, reading);
    for entry in entries {
        drop_code(text, entry);
        split_impact(text, entry, reading);
        let field_id = entry.field(Key::Id).map(|field| id_in(text, field.value, reading.id));
        // Markdown reads a table row right below an empty field as the field's value.
        let is_given = |id: &Span| {
            let id = id.of(text);
            !id.is_empty() && !id.starts_with('|') && reading.vocabulary.placeholder(id).is_none()
        };
        entry.id = field_id.filter(is_given).or(entry.heading_id);
        entry.fields.shrink_to_fit();
    }
}

/// Takes no ID from a label such as `Code` whose value is a piece of a program.
fn drop_code(text: &str, entry: &mut Entry) {
    // An ID in code has no signs of a program: `parseInt(text) || 50`.
    let is_program =
        |code: &str| code.contains([' ', '(', '=', '<', '>', '{', ';', '|', '\'', '"']);
    let is_code = |value: &str| {
        let value = value.trim();
        let inner = value.strip_prefix('`').and_then(|rest| rest.split('`').next());
        value.starts_with("~~~")
            || value.contains("()")
            || value.starts_with("```")
            || inner.is_some_and(is_program)
    };
    let named = entry.fields.iter_mut().filter(|field| field.key == Some(Key::Id));
    named.filter(|field| is_code(field.value.of(text))).for_each(|field| field.key = None);
}

/// Reads the status of entries that are not in today's form.
pub(super) fn read_statuses(text: &str, entries: &mut [Entry], reading: Reading<'_>) {
    for entry in entries {
        take_long_statuses(text, entry, reading);
        if entry.field(Key::Status).is_none() {
            take_heading_status(text, entry, reading);
        }
    }
}

/// Treats an ID in a heading as plain words, such as `HTTP-404`, unless it has a prefix that the ID
/// fields use; where no field holds an ID, unless half of the headings have one.
fn drop_strange_ids(text: &str, entries: &mut [Entry], reading: Reading<'_>) {
    let prefix = |id: Span| {
        let id = lookalike::plain(id.of(text));
        split_base_id(&id).map(|(prefix, ..)| prefix.to_owned())
    };
    let in_field = |entry: &Entry| {
        let field = entry.field(Key::Id).filter(|field| !field.value.is_empty())?;
        prefix(id_in(text, field.value, reading.id))
    };
    let in_headings = entries.iter().filter(|entry| entry.heading_id.is_some()).count();
    if in_headings == 0 {
        return;
    }
    let known: HashSet<String> = entries.iter().filter_map(in_field).collect();
    let is_common = in_headings * 2 >= entries.len();
    for entry in entries {
        let Some(id) = entry.heading_id else { continue };
        let is_own = if known.is_empty() {
            is_common
        } else {
            prefix(id).is_some_and(|prefix| known.contains(&prefix))
        };
        if !is_own {
            entry.heading_id = None;
            entry.heading.start = id.start;
            match entry.area.first_mut() {
                Some(step) => step.start = id.start,
                None => entry.title.start = id.start,
            }
        }
    }
}

/// Takes a `Current state` of several sentences for the symptom, not the status.
fn take_long_statuses(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    const FEW_WORDS: usize = 4;
    let words = reading.vocabulary;
    let mut has_symptom = entry.field(Key::Symptom).is_some();
    for field in entry.fields.iter_mut().filter(|field| field.key == Some(Key::Status)) {
        let value = field.value.of(text);
        // What is called Status is one, whatever it says.
        let is_named = words.is_first_label(Key::Status, field.label.of(text));
        let is_known = is_named || words.status_at_start(value).is_some();
        // `Current state: No database.` is a sentence.
        let is_sentence =
            || field.label.of(text).contains(' ') && value.trim_end().ends_with(['.', '。']);
        if !is_known && (value.split_whitespace().count() > FEW_WORDS || is_sentence()) {
            field.key = (!has_symptom).then_some(Key::Symptom);
            has_symptom = true;
        }
    }
}

/// Takes the status from the end of a heading: `1.3 Onboarding — 🟡 mostly built`.
fn take_heading_status(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    let whole = entry.title.of(text);
    let tail = [" — ", " – ", " - "].into_iter().find_map(|dash| whole.rsplit_once(dash));
    let Some((title, status)) = tail else { return };
    // `~~Open~~ Closed` is a state, `~~Imports fail~~ CLOSED` a title with its state.
    let struck = status.trim_start().strip_prefix("~~").and_then(|rest| rest.split_once("~~"));
    if struck.is_some_and(|(inner, _)| reading.vocabulary.status(inner).is_none()) {
        return;
    }
    if reading.vocabulary.status(status).is_some() {
        // `OPEN (Medium)` is a state and a level.
        let remark = status.trim().strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
        let level = remark
            .and_then(|(state, inner)| Some((state, leading_level(inner, reading.vocabulary)?)));
        let state = level.map_or(status, |(state, _)| state);
        let (whole_title, value) = (entry.title, entry.title.part(whole, state.trim()));
        entry.title = entry.title.part(whole, title.trim_end());
        entry.fields.push(Field::unlabelled(Key::Status, value));
        if let Some((_, (key, level))) = level.filter(|(_, (key, _))| entry.field(*key).is_none()) {
            entry.fields.push(Field::unlabelled(key, whole_title.part(whole, level)));
        }
    }
}

/// Finds the severity among fields labelled `Impact`: `Impact: High` in the tracked block is the
/// severity, `Impact` with a sentence is the impact. The value decides, else the place.
fn split_impact(text: &str, entry: &mut Entry, reading: Reading<'_>) {
    if entry.field(Key::Severity).is_some() {
        return;
    }
    let is_impact = |field: &Field| field.key == Some(Key::Impact);
    let impacts: Vec<usize> =
        (0..entry.fields.len()).filter(|&at| is_impact(&entry.fields[at])).collect();
    let value = |at: usize| entry.fields[at].value.of(text);
    let is_prose =
        |field: &Field| field.key.is_some_and(|key| !key.is_tracked()) && !is_impact(field);
    let first_prose = entry.fields.iter().position(is_prose).unwrap_or(entry.fields.len());
    let by_value = impacts.iter().copied().find(|&at| is_level(value(at), reading));
    let by_place = || {
        let first = impacts.first().copied().filter(|&at| at < first_prose && impacts.len() > 1)?;
        // `High (for EU: Low)`
        let level = without_qualifier(value(first));
        let is_short = level.split_whitespace().count() <= 3;
        (is_short || reading.vocabulary.severity(level).is_some()).then_some(first)
    };
    if let Some(at) = by_value.or_else(by_place) {
        entry.fields[at].key = Some(Key::Severity);
    }
}

fn is_level(value: &str, reading: Reading<'_>) -> bool {
    let words = value.split_whitespace().count();
    let vocabulary = reading.vocabulary;
    (words <= 3 && vocabulary.severity(value).is_some())
        || (words == 1 && vocabulary.nearest_severity(value).is_some())
}
