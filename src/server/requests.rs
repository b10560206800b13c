//! What editors ask.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::message::{Answer, Failure, params};
use super::session::Session;

/// The kinds of actions that are offered.
pub(super) const KINDS: [&str; 4] =
    ["quickfix", "refactor", "source.fixAll.gapreg", "source.gapreg"];
/// The commands that can be run.
pub(super) const COMMANDS: [&str; 1] = ["gapreg.explain"];

#[derive(Deserialize)]
struct Pull {
    #[serde(rename = "textDocument")]
    document: Named,
    #[serde(rename = "previousResultId")]
    known: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    uri: String,
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

/// Answers a request.
pub(super) fn answer(session: &mut Session, method: &str, json: Value) -> Answer {
    match method {
        "textDocument/diagnostic" => {
            let Pull { document, known } = params(json)?;
            Ok(session.findings_of(&document.uri, known.as_deref()))
        }
        "workspace/diagnostic" => {
            let PullAll { known } = params(json)?;
            let known: HashMap<String, String> =
                known.into_iter().map(|known| (known.uri, known.value)).collect();
            Ok(session.all_findings(&known))
        }
        _ => Err(Failure::unknown_method(method)),
    }
}
