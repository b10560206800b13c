//! What can be done at a place of a register: fixes of findings, and other changes.

mod changes;
mod commands;
mod ignore;
mod page;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::edits::{Files, of_document};
use super::findings::ShownFindings;
use super::message::{Answer, params};
use super::open_register::{Named, OpenRegister};
use super::positions::Range;
use super::session::Session;
use crate::finding::{Finding, Safety};
use crate::text::{Span, printable};

pub(super) use commands::execute;

/// The kinds of actions that are offered.
pub(super) const KINDS: [&str; 4] = [FIX, CHANGE, FIX_ALL, TABLE];
/// The commands that can be run.
pub(super) const COMMANDS: [&str; 4] = [EXPLAIN, SHOW, NEW, NEW_FROM_PAGE];

const FIX: &str = "quickfix";
const CHANGE: &str = "refactor.rewrite";
const FIX_ALL: &str = "source.fixAll.gapreg";
const TABLE: &str = "source.gapreg.triage";
const EXPLAIN: &str = "gapreg.explain";
const SHOW: &str = "gapreg.show";
const NEW: &str = "gapreg.newEntry";
const NEW_FROM_PAGE: &str = "gapreg.newEntryFromPage";

#[derive(Deserialize)]
struct Wanted {
    #[serde(rename = "textDocument")]
    document: Named,
    range: Range,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize)]
struct Context {
    only: Option<Vec<String>>,
}

/// An action whose edits are computed when it is chosen, if the editor can wait so long.
#[derive(Debug, Deserialize, Serialize)]
struct Later {
    uri: String,
    change: Change,
}

/// A change of registers.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Change {
    FixAll,
    Table,
    /// The entries that a translation lacks.
    Stubs,
    Status {
        id: String,
        state: String,
    },
}

/// Whether a request wants every fix of a document, and nothing else.
pub(super) fn fixes_all(method: &str, json: &Value) -> bool {
    let is_fix_all = |kind: &Value| kind.as_str().is_some_and(|own| is_within(FIX_ALL, own));
    let kinds = || json.pointer("/context/only").and_then(Value::as_array);
    match method {
        "textDocument/codeAction" => kinds().is_some_and(|only| only.iter().any(is_fix_all)),
        "codeAction/resolve" => json.get("kind").is_some_and(is_fix_all),
        _ => false,
    }
}

/// Answers `textDocument/codeAction`.
pub(super) fn actions(session: &mut Session, json: Value) -> Answer {
    let Wanted { document, range, context } = params(json)?;
    session.check();
    let Some(open) = session.text(&document.uri) else { return Ok(json!([])) };
    let wants = |kind: &str| {
        let only = context.only.as_deref();
        only.is_none_or(|only| only.iter().any(|own| is_within(kind, own)))
    };
    let mut actions = Vec::new();
    let span = open.span(range);
    if wants(FIX) {
        let shown = ShownFindings::of(open.workspace, &session.pages, session.client.encoding);
        for finding in &open.offered_in(span) {
            let diagnostics = json!(Vec::from_iter(shown.finding(finding)));
            actions.extend(of_finding(open, finding).into_iter().map(|mut action| {
                action["diagnostics"] = diagnostics.clone();
                action
            }));
        }
    }
    if !open.workspace.is_register(open.path) {
        actions.extend(page::actions(open, span, wants));
        return Ok(actions.into());
    }
    for changes::Offered { kind, title, change } in changes::offered(open, span) {
        if wants(kind) {
            actions.extend(later(open, kind, &title, change));
        }
    }
    if wants(CHANGE) && context.only.is_none() {
        let position = open.range(Span::at(span.start as usize)).start;
        let arguments = json!([document.uri, position]);
        let command = json!({ "title": "New entry", "command": NEW, "arguments": arguments });
        actions.push(json!({ "title": "New entry here", "kind": CHANGE, "command": command }));
    }
    Ok(actions.into())
}

/// Whether a kind is one of those below another.
fn is_within(kind: &str, above: &str) -> bool {
    let rest = kind.strip_prefix(above);
    rest.is_some_and(|rest| above.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

/// What can be done about a finding: its fix, and what can be done about every one.
fn of_finding(open: OpenRegister<'_>, finding: &Finding) -> Vec<Value> {
    let mut actions = Vec::new();
    if let Some(fix) = &finding.fix {
        let is_safe = fix.safety == Safety::Safe;
        let warning = if is_safe { "" } else { " (may change the meaning)" };
        actions.push(json!({
            "title": format!("{}{warning}", sentence(&printable(&fix.title))),
            "kind": FIX,
            "isPreferred": is_safe,
            "edit": of_document(open, &fix.edits),
        }));
    }
    actions.push(ignore::action(open, finding));
    let rule = finding.rule;
    actions.push(json!({
        "title": format!("Explain {rule}"),
        "kind": FIX,
        "command": { "title": "Explain", "command": EXPLAIN, "arguments": [rule] },
    }));
    actions
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An action whose edits are computed now, or when it is chosen; nothing where there are none.
fn later(open: OpenRegister<'_>, kind: &str, title: &str, change: Change) -> Option<Value> {
    let mut action = json!({ "title": title, "kind": kind });
    if open.session.client.resolves_edits {
        let uri = open.document.uri.clone();
        action["data"] = serde_json::to_value(Later { uri, change }).ok()?;
    } else {
        action["edit"] = changes::edit(open, &change).ok().flatten()?;
    }
    Some(action)
}

/// Answers `codeAction/resolve`.
pub(super) fn resolve(session: &Session, mut action: Value) -> Answer {
    let data = action.get("data").cloned().unwrap_or_default();
    let Later { uri, change } = params(data)?;
    let open = session.text(&uri);
    let edit = open.map(|open| changes::edit(open, &change)).transpose()?.flatten();
    action["edit"] = edit.unwrap_or_else(|| Files::default().edit(session));
    Ok(action)
}
