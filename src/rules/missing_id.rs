//! `missing-id`: an entry without an ID.

use std::collections::BTreeMap;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Edit, Fix, Level, Safety};
use crate::register::{Entry, Form, FreeIds};
use crate::values::named_tickets;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "missing-id",
    group: Group::Identity,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("missing_id.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if !cx.required.contains(&Key::Id) {
        return;
    }
    let is_configured = cx.settings.promise.required.iter().flatten().any(|key| *key == Key::Id);
    if is_configured || !cx.is_generic() {
        report_tables(cx, found);
    }
    let is_row = |entry: &Entry| matches!(entry.form, Form::Row(_));
    // `(no ticket yet)` says so itself.
    let says_so = |entry: &Entry| {
        let ticket = entry.field(Key::Ticket).filter(|field| field.label == field.value);
        ticket.is_some_and(|field| named_tickets(cx.register.text(field.value)).is_empty())
    };
    let is_nameless = |entry: &Entry| {
        if says_so(entry) {
            return false;
        }
        let is_held = is_configured && !is_row(entry);
        entry.id.is_none() && (is_held || cx.has_place(entry, Key::Id))
    };
    let nameless = cx.judged().map(|(entry, _)| entry).filter(|entry| is_nameless(entry));
    let nameless: Vec<&Entry> = nameless.collect();
    if nameless.is_empty() {
        return;
    }
    for (entry, id) in nameless.into_iter().zip(FreeIds::of([cx.register], &[])) {
        // There is no certain place for it in the text of a list item.
        let has_place = entry.form != Form::Item || has_fields_below(entry);
        let fix = has_place.then(|| fix(cx, entry, &id)).flatten();
        found
            .of(cx, entry, entry.heading, "this entry has no ID")
            .field(cx.words().name(Key::Id))
            .help("an ID that never changes lets the table, the mirror and tickets refer to it")
            .fix(fix);
    }
}

/// Whether an item has a list of fields below its own text.
fn has_fields_below(entry: &Entry) -> bool {
    let mut fields = entry.fields.iter();
    fields.any(|field| entry.span.contains(field.span) && field.span.start > entry.heading.end)
}

/// Reports each table whose rows have no ID as there is no column for it.
fn report_tables(cx: &Context<'_>, found: &mut Findings) {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (entry, _) in cx.entries() {
        if let Form::Row(row) = &entry.form
            && entry.id.is_none()
        {
            *counts.entry(row.table as usize).or_default() += 1;
        }
    }
    for (at, count) in counts {
        let Some(table) = cx.register.entry_tables.get(at) else { continue };
        if table.columns.iter().any(|column| column.key == Some(Key::Id)) {
            continue;
        }
        let Some(header) = table.columns.iter().map(|column| column.span).find(|it| !it.is_empty())
        else {
            continue;
        };
        let rows = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
        let label = cx.words().label(&cx.register.language, Key::Id);
        found
            .at(header, format!("this table has no column for the IDs of its {rows}"))
            .field(cx.words().name(Key::Id))
            .help(format!(
                "add an empty column `{label}`; `gapreg lint --unsafe-fixes` gives each row an ID"
            ));
    }
}

fn fix(cx: &Context<'_>, entry: &Entry, id: &str) -> Option<Fix> {
    let edit = match entry.field(Key::Id) {
        Some(empty) if empty.value.is_empty() => Edit { span: empty.value, text: format!(" {id}") },
        Some(placeholder) => Edit { span: placeholder.value, text: id.to_owned() },
        None => cx.register.field_insertion(entry, Key::Id, id, cx.words())?,
    };
    let title = format!("assign the next free ID, {id}");
    Some(Fix { safety: Safety::Unsafe, title, edits: vec![edit] })
}
