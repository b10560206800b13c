//! What editors ask.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::actions;
use super::features::{
    completion, definition, folding, formatting, hints, hover, lenses, links, references, rename,
    symbols,
};
use super::message::{Answer, Failure, params, sent};
use super::open_register::Named;
use super::session::Session;

#[derive(Deserialize)]
struct Pull {
    #[serde(rename = "textDocument")]
    document: Named,
    #[serde(rename = "previousResultId")]
    known: Option<String>,
}

#[derive(Deserialize)]
struct PullAll {
    #[serde(rename = "previousResultIds", default)]
    known: Vec<KnownResult>,
}

#[derive(Deserialize)]
struct KnownResult {
    uri: String,
    value: String,
}

/// Answers a request, in the text that is sent.
pub(super) fn answer(
    session: &mut Session,
    method: &str,
    json: Value,
) -> Result<Box<RawValue>, Failure> {
    match method {
        "textDocument/diagnostic" => {
            let Pull { document, known } = params(json)?;
            session.findings_of(&document.uri, known.as_deref())
        }
        "workspace/diagnostic" => {
            let PullAll { known } = params(json)?;
            let known: HashMap<String, String> =
                known.into_iter().map(|known| (known.uri, known.value)).collect();
            session.all_findings(&known)
        }
        _ => sent(other_answer(session, method, json)),
    }
}

fn other_answer(session: &mut Session, method: &str, json: Value) -> Answer {
    match method {
        "textDocument/codeAction" => actions::actions(session, json),
        "codeAction/resolve" => actions::resolve(session, json),
        "workspace/executeCommand" => actions::execute(session, json),
        "textDocument/codeLens" => lenses::lenses(session, json),
        "workspace/symbol" => symbols::of_workspace(session, json),
        _ => {
            session.check();
            shown(session, method, json)
        }
    }
}

/// Answers a request that changes nothing.
fn shown(session: &Session, method: &str, json: Value) -> Answer {
    match method {
        "textDocument/hover" => hover::hover(session, json),
        "textDocument/completion" => completion::completion(session, json),
        "textDocument/definition" => definition::definition(session, json),
        "textDocument/references" => references::references(session, json),
        "textDocument/documentLink" => links::links(session, json),
        "textDocument/documentSymbol" => symbols::of_document(session, json),
        "textDocument/foldingRange" => folding::folding(session, json),
        "textDocument/inlayHint" => hints::hints(session, json),
        "textDocument/prepareRename" => rename::prepare(session, json),
        "textDocument/rename" => rename::rename(session, json),
        "textDocument/formatting" => formatting::formatting(session, json),
        _ => Err(Failure::unknown_method(method)),
    }
}
