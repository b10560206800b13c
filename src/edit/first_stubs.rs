//! The items and rows of a translation that has no entries yet: copied with the headings and the header of the table
//! above them.

use super::stub_values::StubValues;
use crate::finding::{Edit, applied};
use crate::mirror::{Pair, UNTRANSLATED_MARK};
use crate::register::{Entry, Field, Form};
use crate::text::Span;
use crate::vocabulary::Key;

/// The edit that adds items and rows to a translation without entries, in the order of the leading register;
/// nothing where it has entries, or where one of them is a heading.
pub(super) fn first_stubs(
    pair: &Pair<'_>,
    missing: &[&Entry],
    values: &StubValues<'_, '_>,
) -> Option<Edit> {
    let is_line = |entry: &&Entry| entry.form != Form::Heading;
    let is_first = pair.mirror.entries.is_empty() && missing.iter().all(is_line);
    if !is_first || missing.is_empty() {
        return None;
    }
    let whole = pair.mirror.source.text();
    let mut text = String::new();
    let mut before: Option<&Entry> = None;
    for entry in missing {
        text.push_str(&lead(pair, before, entry));
        text.push_str(&copied(pair, entry, values));
        before = Some(entry);
    }
    let newline = pair.mirror.source.newline_at(0);
    let text = format!("{text}\n").replace('\r', "").replace('\n', newline);
    Some(Edit { span: Span::new(whole.trim_end().len(), whole.len()), text })
}

/// What comes before the copy of an entry: the headings above it that are new, and the header of its table.
fn lead(pair: &Pair<'_>, before: Option<&Entry>, entry: &Entry) -> String {
    let headings = headings_between(pair, before.map_or(0, |it| it.span.end), entry.span.start);
    let header = header(pair, entry).filter(|_| {
        table(entry).is_some() && (!headings.is_empty() || before.and_then(table) != table(entry))
    });
    if headings.is_empty() && header.is_none() && before.is_some() {
        return "\n".to_owned();
    }
    let mut lead = "\n\n".to_owned();
    for heading in headings {
        lead.push_str(&heading);
        lead.push_str("\n\n");
    }
    lead.extend(header);
    lead
}

fn table(entry: &Entry) -> Option<u32> {
    match &entry.form {
        Form::Row(row) => Some(row.table),
        _ => None,
    }
}

/// The headings below the title that are open at the end of a part of the leading register; one that is a state
/// is in the language of the translation.
fn headings_between(pair: &Pair<'_>, start: u32, end: u32) -> Vec<String> {
    let part = pair.leading.text(Span { start, end: end.max(start) });
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut is_code = false;
    for line in part.lines() {
        is_code ^= line.trim_start().starts_with("```");
        let words = line.trim_start_matches('#');
        let level = line.len() - words.len();
        if !is_code && level > 0 && words.starts_with(' ') {
            open.retain(|(above, _)| *above < level);
            open.push((level, words.trim()));
        }
    }
    let below = open.into_iter().filter(|(level, _)| *level > 1);
    let translated = below.map(|(level, words)| {
        let state = pair.words.exact_status(words);
        let own = state.and_then(|state| pair.words.status_word(&pair.mirror.language, state));
        format!("{} {}", "#".repeat(level), own.unwrap_or(words))
    });
    translated.collect()
}

/// The header of the table of a row, with the labels of the translation, and the line below it.
fn header(pair: &Pair<'_>, entry: &Entry) -> Option<String> {
    let leading = pair.leading;
    let table = leading.entry_tables.get(table(entry)? as usize)?;
    let first = table.columns.first()?.span;
    let line = leading.source.line_at(first.start as usize);
    let rule = leading.source.line_at(leading.source.next_line(line.end as usize));
    let labels = table.columns.iter().filter(|column| line.contains(column.span));
    let edits = labels.filter_map(|column| {
        let span =
            Span { start: column.span.start - line.start, end: column.span.end - line.start };
        Some(Edit { span, text: pair.mirror_label(column.key?).to_owned() })
    });
    let edits: Vec<Edit> = edits.collect();
    let header = applied(leading.text(line), &edits);
    Some(format!("{}\n{}\n", header.trim_end(), leading.text(rule).trim_end()))
}

/// An item or a row with the labels and the values of the translation, marked as one to be translated.
fn copied(pair: &Pair<'_>, entry: &Entry, values: &StubValues<'_, '_>) -> String {
    let leading = pair.leading;
    let is_row = matches!(entry.form, Form::Row(_));
    let place = |span: Span| Span {
        start: span.start - entry.span.start,
        end: span.end - entry.span.start,
    };
    let mut edits: Vec<Edit> = Vec::new();
    for field in entry.fields.iter().filter(|field| entry.span.contains(field.value)) {
        let Some(key) = field.key else { continue };
        if is_label(entry, field) {
            let text = pair.mirror_label(key).to_owned();
            edits.push(Edit { span: place(field.label), text });
        }
        let value = leading.bare_span(field.value);
        let text = leading.text(value);
        if key != Key::Id && key.is_short() && !text.is_empty() && !text.contains(['\n', '[']) {
            edits.push(Edit { span: place(value), text: values.value(key, text, None) });
        }
    }
    let mark = format!(" <!-- {UNTRANSLATED_MARK} -->");
    let at = if is_row { entry.heading.end } else { entry.span.end };
    edits.push(Edit { span: place(Span::at(at as usize)), text: mark });
    edits.sort_by_key(|edit| edit.span);
    edits.dedup_by_key(|edit| edit.span);
    applied(leading.text(entry.span), &edits)
}

/// Whether a field has its label in front of its value.
fn is_label(entry: &Entry, field: &Field) -> bool {
    entry.span.contains(field.label)
        && field.label.end <= field.value.start
        && !field.label.is_empty()
        && field.label != entry.heading
        && field.label != entry.title
}
