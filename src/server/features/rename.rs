//! A new ID for an entry, everywhere.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::run::Collected;
use crate::run::renumbering;
use crate::server::edits::Files;
use crate::server::message::{Answer, Failure, params};
use crate::server::open_register::{Named, OpenRegister, TextPosition};
use crate::server::positions::Position;
use crate::server::session::Session;
use crate::server::subject::{Subject, has_entry};
use crate::text::Span;

#[derive(Deserialize)]
struct Rename {
    #[serde(rename = "textDocument")]
    document: Named,
    position: Position,
    #[serde(rename = "newName")]
    name: String,
}

/// Answers `textDocument/prepareRename`.
pub(in crate::server) fn prepare(session: &Session, json: Value) -> Answer {
    let TextPosition { document, position } = params(json)?;
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let Some((span, id)) = id_at(open, position) else { return Ok(Value::Null) };
    Ok(json!({ "range": open.range(span), "placeholder": id }))
}

/// Answers `textDocument/rename`.
pub(in crate::server) fn rename(session: &Session, json: Value) -> Answer {
    let Rename { document, position, name } = params(json)?;
    let open = session.register(&document.uri);
    let Some((open, (_, id))) = open.and_then(|open| Some((open, id_at(open, position)?))) else {
        return Err(Failure::refused("there is no ID here"));
    };
    let notes = Collected::default();
    let project = &open.workspace.project;
    let mut inputs = open.workspace.all_read(&notes);
    inputs.hold_conflicts(project, &notes);
    let mut files = Files::default();
    for changed in renumbering::rename(&id, &name, &inputs, project)? {
        let path = project.whole(&**changed.old.path());
        files.add(&path, [changed.old.text(), changed.new.text()], session);
    }
    Ok(files.edit(session))
}

/// The ID at a place, of which there is an entry.
fn id_at(open: OpenRegister<'_>, position: Position) -> Option<(Span, String)> {
    let offset = open.offset(position);
    let inputs = open.family();
    let registers = inputs.registers(&open.workspace.project).all;
    let own = open.own(&registers)?;
    match Subject::at(own, offset, |id| has_entry(&registers, id))? {
        Subject::Id { span, id } => Some((span, id.to_owned())),
        Subject::Page { .. } | Subject::Label { .. } | Subject::Rule { .. } => None,
    }
}
