//! The copy of one entry for a translation: a section, a row or an item, with the words that the translation has.

use super::stub_row::{own_title, own_words};
use super::stub_values::StubValues;
use crate::finding::{Edit, applied};
use crate::mirror::{Pair, UNTRANSLATED_MARK, in_language};
use crate::register::{Entry, EntryRow, Form, NewRow, Register, anchors};
use crate::text::Span;
use crate::vocabulary::Key;

/// A row or an item as the translation writes them, marked behind its title.
pub(super) fn line_stub(
    (pair, values): (&Pair<'_>, &StubValues<'_, '_>),
    entry: &Entry,
    before: &Entry,
) -> Option<String> {
    let (source, mirror) = (pair.leading, pair.mirror);
    let mark = format!(" <!-- {UNTRANSLATED_MARK} -->");
    if entry.form == Form::Item {
        return (before.form == Form::Item).then(|| source.text(entry.span).to_owned() + &mark);
    }
    let Form::Row(row) = &before.form else { return None };
    let cells = entry.fields.iter().filter_map(|field| {
        let key = field.key?;
        let text = source.bare(field.value);
        let near = mirror.value_of(before, key);
        let value = if key != Key::Id && key.is_short() {
            values.value(key, text, near)
        } else if key == Key::Id {
            source.id(entry)?.to_owned()
        } else {
            let area = pair.translated_area(&[text]);
            let area = area.first().filter(|_| key == Key::Area);
            area.map_or_else(|| source.text(field.value).to_owned(), |&area| area.to_owned())
        };
        let is_title = mirror.text(before.heading) == mirror.bare(before.field(key)?.value);
        Some((key, if is_title { value + &mark } else { value }))
    });
    let cells: Vec<(Key, String)> = cells.collect();
    let heading = source.text(entry.heading).to_owned() + &mark;
    let others = alike_cells(pair, entry, row);
    Some(mirror.row_like(
        before,
        row,
        &NewRow { heading: &heading, values: &cells, others: &others },
    ))
}

/// The cells of a row, where its table has the columns of a translation's table in the same order.
fn alike_cells<'r>(pair: &Pair<'r>, entry: &Entry, theirs: &EntryRow) -> Vec<&'r str> {
    let Form::Row(own) = &entry.form else { return Vec::new() };
    let columns = |register: &'r Register<'_>, row: &EntryRow| {
        register.entry_tables.get(row.table as usize).map_or(&[][..], |table| &table.columns)
    };
    let both = [columns(pair.leading, own), columns(pair.mirror, theirs)];
    let mut keys = both[0].iter().map(|it| it.key).zip(both[1].iter().map(|it| it.key));
    let are_alike = both[0].len() == both[1].len()
        && keys.all(|keys| {
            matches!(keys, (Some(a), Some(b)) if a == b) || keys.0.is_none() || keys.1.is_none()
        });
    if !are_alike {
        return Vec::new();
    }
    own.cells.iter().map(|cell| pair.leading.text(*cell)).collect()
}

/// An entry with the labels of the translation, tracked values in its words, code in its folder,
/// and a mark that the rest is still to be translated.
pub(super) fn entry_stub(
    (pair, values): (&Pair<'_>, &StubValues<'_, '_>),
    entry: &Entry,
    near: Option<&Entry>,
) -> String {
    let (source, mirror) = (pair.leading, pair.mirror);
    let steps: Vec<&str> = entry.area.iter().map(|step| source.text(*step)).collect();
    let area = entry.area.iter().zip(pair.translated_area(&steps));
    let mut edits: Vec<Edit> =
        area.map(|(&span, step)| Edit { span, text: step.to_owned() }).collect();
    for field in &entry.fields {
        let Some(key) = field.key else {
            let label = pair.translated_label(field.label);
            edits.extend(label.map(|label| Edit { span: field.label, text: label.to_owned() }));
            continue;
        };
        let label = pair.mirror_label(key).to_owned();
        edits.push(Edit { span: field.label, text: label });
        let value = source.bare_span(field.value);
        if let Some(own) = own_words(pair, entry, field) {
            edits.push(Edit { span: field.value, text: own.to_owned() });
            continue;
        }
        let is_line = !source.text(value).is_empty() && !source.text(value).contains('\n');
        if key != Key::Id && key.is_short() && is_line {
            let near = near.and_then(|near| mirror.value_of(near, key));
            let text = values.value(key, source.text(value), near);
            edits.push(Edit { span: value, text });
        } else if !field.value.is_empty() {
            edits.extend(localized(pair, field.value));
        }
    }
    let marks = |register: &Register<'_>, entry: &Entry| {
        let line = register.source.line_at(entry.span.start as usize);
        let text = register.text(line).trim_start();
        text.len() - text.trim_start_matches('#').len()
    };
    let (own, theirs) = (marks(source, entry), near.map(|near| marks(mirror, near)));
    if let Some(level) = theirs.filter(|&level| own > 0 && level > 0 && level != own) {
        let start = entry.span.start as usize;
        edits.push(Edit { span: Span::new(start, start + own), text: "#".repeat(level) });
    }
    let title = own_title(pair, entry).filter(|_| !entry.title.is_empty());
    edits.extend(title.map(|own| Edit { span: entry.title, text: own.to_owned() }));
    let mark = format!("\n\n<!-- {UNTRANSLATED_MARK} -->");
    edits.push(Edit { span: Span::at(source.heading_end(entry)), text: mark });
    let start = entry.span.start;
    // The anchor of the next heading stays with that.
    let whole = Span { start, end: anchors::end_of(source, entry) };
    let is_free = |link: &Edit| {
        edits
            .iter()
            .all(|edit| edit.span.end <= link.span.start || edit.span.start >= link.span.end)
    };
    let links: Vec<Edit> = values.link_edits(whole).into_iter().filter(is_free).collect();
    edits.extend(links);
    let within = edits.into_iter().filter(|edit| whole.contains(edit.span));
    let within: Vec<Edit> = within
        .map(|edit| {
            let span = Span { start: edit.span.start - start, end: edit.span.end - start };
            Edit { span, ..edit }
        })
        .collect();
    applied(source.text(whole), &within)
}

/// The code in a value, where it names the folder of its language.
fn localized(pair: &Pair<'_>, value: Span) -> Vec<Edit> {
    let spans = pair.leading.code_spans(value).into_iter();
    spans
        .filter_map(|span| {
            let old = pair.leading.text(span);
            let new = in_language(pair.leading, pair.mirror, old);
            (new != old).then_some(Edit { span, text: new })
        })
        .collect()
}
