//! The pages that entries cite, as links.

use serde_json::{Value, json};

use crate::server::message::{Answer, params};
use crate::server::open_register::InDocument;
use crate::server::session::Session;

/// Answers `textDocument/documentLink`.
pub(in crate::server) fn links(session: &Session, json: Value) -> Answer {
    let InDocument { document } = params(json)?;
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let links = open.read(|register| {
        let spans = register.entries.iter().flat_map(|entry| register.source_pages(entry));
        let spans: Vec<_> = spans.collect();
        let pages: Vec<&str> = spans.iter().map(|span| register.text(*span)).collect();
        let paths = open.workspace.pages(register.source.path(), &pages);
        let links = spans.into_iter().zip(paths).filter_map(|(span, path)| {
            let target = session.uri_of(&path?);
            Some(json!({ "range": open.range(span), "target": target }))
        });
        links.collect::<Vec<Value>>()
    });
    Ok(links.into())
}
