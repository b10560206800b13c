//! What can be folded: entries and tables.

use serde_json::{Value, json};

use crate::server::message::{Answer, params};
use crate::server::open_register::InDocument;
use crate::server::session::Session;

/// Answers `textDocument/foldingRange`.
pub(in crate::server) fn folding(session: &Session, json: Value) -> Answer {
    let InDocument { document } = params(json)?;
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let folds = open.read(|register| {
        let tables = register.triage.iter().map(|table| table.span);
        let spans = tables.chain(register.entries.iter().map(|entry| entry.span));
        let lines = spans.map(|span| {
            let range = open.range(span.trim(register.source.text()));
            (range.start.line, range.end.line)
        });
        let folds = lines.filter(|(first, last)| first < last);
        let fold = |(first, last)| json!({ "startLine": first, "endLine": last, "kind": "region" });
        folds.map(fold).collect::<Vec<Value>>()
    });
    Ok(folds.into())
}
