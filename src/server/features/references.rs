//! Every place that names an entry, or cites a page.

use serde_json::Value;

use crate::register::Register;
use crate::run::Collected;
use crate::server::message::{Answer, params};
use crate::server::open_register::{OpenRegister, TextPosition};
use crate::server::session::Session;
use crate::server::subject::{Subject, has_entry, id_at};
use crate::text::Span;
use crate::values::mentions;

/// Answers `textDocument/references`.
pub(in crate::server) fn references(session: &Session, json: Value) -> Answer {
    let TextPosition { document, position } = params(json)?;
    Ok(found(session, &document.uri, position).unwrap_or_default().into())
}

fn found(
    session: &Session,
    uri: &str,
    position: crate::server::positions::Position,
) -> Option<Vec<Value>> {
    let open = session.text(uri)?;
    let workspace = open.workspace;
    let offset = open.offset(position);
    let inputs = if workspace.is_register(open.path) {
        open.family()
    } else {
        workspace.all_read(&Collected::default())
    };
    let registers = inputs.registers(&workspace.project).all;
    let is_id = |id: &str| has_entry(&registers, id);
    let subject = if let Some(own) = open.own(&registers) {
        Subject::at(own, offset, is_id)?
    } else {
        let (span, id) = id_at(&open.document.text, offset, is_id)?;
        Subject::Id { span, id }
    };
    Some(match subject {
        Subject::Id { id, .. } => of_id(id, &registers, open),
        Subject::Page { page, .. } => of_page(page, &registers, open),
        Subject::Label { .. } | Subject::Rule { .. } => Vec::new(),
    })
}

/// Every place that names an ID, in registers and in the pages around them.
fn of_id(id: &str, registers: &[Register<'_>], open: OpenRegister<'_>) -> Vec<Value> {
    let mut found = Vec::new();
    for register in registers {
        found.extend(open.locations(register, naming(register.source.text(), id)));
    }
    let is_register = |path: &_| registers.iter().any(|own| open.whole(own) == *path);
    for (path, text) in open.workspace.texts_around() {
        if !is_register(&path) {
            let document = open.session.document_at(&path);
            let text = document.map_or(&*text, |document| document.text.as_str());
            found.extend(open.session.locations(&path, text, naming(text, id)));
        }
    }
    found
}

/// The places of a text that name an ID.
fn naming(text: &str, id: &str) -> impl Iterator<Item = Span> {
    let places = mentions(text, id).into_iter().filter(|mention| !mention.is_elsewhere);
    places.map(|mention| mention.span())
}

/// Every place of the registers that cites a page.
fn of_page(page: &str, registers: &[Register<'_>], open: OpenRegister<'_>) -> Vec<Value> {
    let in_register = |register: &Register<'_>| {
        let pages = register.entries.iter().flat_map(|entry| register.source_pages(entry));
        open.locations(register, pages.filter(|span| register.text(*span) == page))
    };
    registers.iter().flat_map(in_register).collect()
}
