//! Formatting writes the triage table, and nothing else.

use serde_json::{Value, json};

use crate::run::triage;
use crate::server::edits;
use crate::server::message::{Answer, params};
use crate::server::open_register::{InDocument, OpenRegister};
use crate::server::session::Session;
use crate::text::Source;

/// Answers `textDocument/formatting`.
pub(in crate::server) fn formatting(session: &Session, json: Value) -> Answer {
    let InDocument { document } = params(json)?;
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let Some(new) = with_table(open) else { return Ok(json!([])) };
    let edits = edits::between(&open.document.text, new.text());
    Ok(edits::in_protocol(&open.document.text, &edits, session).into())
}

/// An open register with its table, where that is another text. What holds conflict markers, and what
/// belongs to such a file, stays as it is.
pub(in crate::server) fn with_table(open: OpenRegister<'_>) -> Option<Source> {
    let inputs = open.writable_family()?;
    let project = &open.workspace.project;
    let registers = inputs.registers(project).all;
    let own = open.own(&registers)?;
    triage::with_table(own, project, &open.workspace.edits())
}
