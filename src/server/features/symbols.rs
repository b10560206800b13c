//! Entries by name.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::register::{Entry, Register};
use crate::run::Collected;
use crate::server::message::{Answer, params};
use crate::server::open_register::{InDocument, OpenRegister};
use crate::server::session::Session;
use crate::text::{Span, printable};
use crate::vocabulary::{Key, fold};

/// As many entries are given for a search.
const MOST: usize = 512;
/// The kinds of the protocol: an entry is an event, a field a field, a table an array.
const ENTRY: u8 = 24;
const FIELD: u8 = 8;
const TABLE: u8 = 18;

#[derive(Deserialize)]
struct Search {
    query: String,
}

/// Answers `textDocument/documentSymbol`.
pub(in crate::server) fn of_document(session: &Session, json: Value) -> Answer {
    let InDocument { document } = params(json)?;
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let symbols = open.read(|register| {
        let tables = register.triage.iter().map(|table| {
            symbol(&open, "Triage table", "", TABLE, [table.span, table.header(register.source)])
        });
        let entries = register.entries.iter().map(|entry| of_entry(&open, register, entry));
        tables.chain(entries).collect::<Vec<_>>()
    });
    Ok(symbols.into())
}

fn of_entry(open: &OpenRegister<'_>, register: &Register<'_>, entry: &Entry) -> Value {
    let status = register.value_of(entry, Key::Status).unwrap_or_default();
    let name = name(register, entry);
    let mut own = symbol(open, &name, status, ENTRY, [entry.span, entry.heading]);
    let labelled = entry
        .fields
        .iter()
        .filter(|field| field.label != field.value && entry.span.contains(field.span));
    let fields = labelled.map(|field| {
        let value = register.text(register.first_line(field.value));
        let label = register.text(field.label);
        symbol(open, label, value, FIELD, [field.span, field.label])
    });
    own["children"] = fields.collect::<Vec<_>>().into();
    own
}

fn name(register: &Register<'_>, entry: &Entry) -> String {
    let heading = register.text(register.first_line(entry.heading));
    match register.name(entry) {
        Some(name) if !heading.starts_with(&name) => format!("{name} {heading}"),
        _ => heading.to_owned(),
    }
}

/// `spans` are all of it, and what is shown when it is chosen.
fn symbol(
    open: &OpenRegister<'_>,
    name: &str,
    detail: &str,
    kind: u8,
    [all, chosen]: [Span; 2],
) -> Value {
    let chosen = if all.contains(chosen) { chosen } else { all };
    let name = if name.trim().is_empty() { "?" } else { name };
    json!({
        "name": printable(name),
        "detail": printable(detail),
        "kind": kind,
        "range": open.range(all),
        "selectionRange": open.range(chosen),
    })
}

/// Answers `workspace/symbol`: the entries whose IDs or headings have all words of a search.
pub(in crate::server) fn of_workspace(session: &mut Session, json: Value) -> Answer {
    let Search { query } = params(json)?;
    session.open_folders();
    session.check();
    let words: Vec<String> = query.split_whitespace().map(fold).collect();
    let mut found = Vec::new();
    for workspace in &session.workspaces {
        let inputs = workspace.all_read(&Collected::default());
        for register in &inputs.registers(&workspace.project).all {
            let path = workspace.project.whole(&**register.source.path());
            let is_wanted = |name: &str| {
                let folded = fold(name);
                words.iter().all(|word| folded.contains(word))
            };
            let names = register.entries.iter().map(|entry| (name(register, entry), entry));
            let wanted = names.filter(|(name, _)| is_wanted(name)).take(MOST - found.len());
            let (names, entries): (Vec<String>, Vec<&Entry>) = wanted.unzip();
            let spans = entries.into_iter().map(Entry::handle);
            let places = session.locations(&path, register.source.text(), spans);
            found.extend(names.into_iter().zip(places).map(|(name, location)| {
                json!({
                    "name": printable(&name),
                    "kind": ENTRY,
                    "location": location,
                    "containerName": printable(register.source.path()),
                })
            }));
        }
    }
    Ok(found.into())
}
