//! Every place that names an entry, or cites a page.

use serde_json::Value;

use super::hover::has_entry;
use crate::register::Register;
use crate::run::Collected;
use crate::server::message::{Answer, params};
use crate::server::open_register::{OpenRegister, TextPosition};
use crate::server::session::Session;
use crate::server::subject::{Subject, id_at};
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
    let document = session.documents.get(uri)?;
    let path = document.path.as_deref()?;
    let workspace = session.workspace_of(path)?;
    let open = OpenRegister { session, workspace, document, path };
    let offset = open.offset(position);
    let inputs = if workspace.is_register(path) {
        open.family()
    } else {
        workspace.all_read(&Collected::default())
    };
    let registers = inputs.registers(&workspace.project).all;
    let name = open.name();
    let is_id = |id: &str| has_entry(&registers, id);
    let own = registers.iter().find(|own| **own.source.path() == *name);
    let subject = if let Some(own) = own {
        Subject::at(own, offset, is_id)?
    } else {
        let (span, id) = id_at(&document.text, offset, is_id)?;
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
        let text = register.source.text();
        let places = mentions(text, id).into_iter().filter(|mention| !mention.is_elsewhere);
        found.extend(places.map(|mention| {
            open.location(register, Span::new(mention.place.start, mention.place.end))
        }));
    }
    let is_register = |path: &_| registers.iter().any(|own| open.whole(own) == *path);
    for (path, text) in open.workspace.texts_around() {
        if is_register(&path) {
            continue;
        }
        let document = open.session.document_at(&path);
        let text = document.map_or(&*text, |document| document.text.as_str());
        let places = mentions(text, id).into_iter().filter(|mention| !mention.is_elsewhere);
        found.extend(places.map(|mention| {
            let span = Span::new(mention.place.start, mention.place.end);
            open.session.location(&path, text, span)
        }));
    }
    found
}

/// Every place of the registers that cites a page.
fn of_page(page: &str, registers: &[Register<'_>], open: OpenRegister<'_>) -> Vec<Value> {
    let mut found = Vec::new();
    for register in registers {
        for entry in &register.entries {
            let pages = register.source_pages(entry).into_iter();
            let same = pages.filter(|span| register.text(*span) == page);
            found.extend(same.map(|span| open.location(register, span)));
        }
    }
    found
}
