//! From a name to what it names.

use std::path::Path;

use serde_json::{Value, json};

use crate::register::{Entry, Register};
use crate::run::Collected;
use crate::server::message::{Answer, params};
use crate::server::open_register::{OpenRegister, TextPosition};
use crate::server::positions::{Position, Range};
use crate::server::session::Session;
use crate::server::subject::{Subject, has_entry, id_at, named, touches};

/// Answers `textDocument/definition`.
pub(in crate::server) fn definition(session: &Session, json: Value) -> Answer {
    let TextPosition { document, position } = params(json)?;
    let Some(open) = session.register(&document.uri) else {
        return Ok(from_page(session, &document.uri, position).into());
    };
    let offset = open.offset(position);
    let inputs = open.family();
    let registers = inputs.registers(&open.workspace.project).all;
    let own = open.own(&registers);
    let subject = own.and_then(|own| Subject::at(own, offset, |id| has_entry(&registers, id)));
    let found = match (subject, own) {
        (Some(Subject::Id { id, .. }), Some(own)) => of_id(id, offset, own, &registers, open),
        (Some(Subject::Page { page, .. }), Some(own)) => {
            let path = open.workspace.page(own.source.path(), page);
            path.map(|path| start_of(session, &path)).into_iter().collect()
        }
        (Some(Subject::Rule { rule, .. }), _) => {
            let page = session.pages.uri(rule);
            page.map(|uri| json!({ "uri": uri, "range": start() })).into_iter().collect()
        }
        _ => Vec::new(),
    };
    Ok(found.into())
}

fn start() -> Range {
    let start = Position { line: 0, character: 0 };
    Range { start, end: start }
}

fn start_of(session: &Session, path: &Path) -> Value {
    json!({ "uri": session.uri_of(path), "range": start() })
}

/// The entry of an ID. From the entry itself, its row and its translations.
fn of_id(
    id: &str,
    offset: usize,
    own: &Register<'_>,
    registers: &[Register<'_>],
    open: OpenRegister<'_>,
) -> Vec<Value> {
    let entry = named(own, id).next();
    if let Some(entry) = entry.filter(|entry| !touches(entry.span, offset)) {
        return open.locations(own, [entry.handle()]);
    }
    let row = entry.and_then(|entry| own.row_of(entry));
    let mut found = open.locations(own, row.map(|row| row.row.id));
    for other in registers.iter().filter(|other| !std::ptr::eq(*other, own)) {
        found.extend(open.locations(other, named(other, id).map(Entry::handle)));
    }
    if found.is_empty() {
        found.extend(open.locations(own, entry.map(Entry::handle)));
    }
    found
}

/// The entries that a text which is no register names.
fn from_page(session: &Session, uri: &str, position: Position) -> Vec<Value> {
    let Some(open) = session.text(uri) else { return Vec::new() };
    let inputs = open.workspace.all_read(&Collected::default());
    let registers = inputs.registers(&open.workspace.project).all;
    let is_id = |id: &str| has_entry(&registers, id);
    let found = id_at(&open.document.text, open.offset(position), is_id);
    let Some((_, id)) = found else { return Vec::new() };
    let of_register = |register| open.locations(register, named(register, id).map(Entry::handle));
    registers.iter().flat_map(of_register).collect()
}
