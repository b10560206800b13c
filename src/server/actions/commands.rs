//! Commands that the editor has the server run.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{EXPLAIN, NEW, NEW_FROM_PAGE, SHOW};
use crate::rules;
use crate::run::renumbering::ChangedText;
use crate::server::edits::Files;
use crate::server::message::{Answer, Failure, params};
use crate::server::positions::Position;
use crate::server::session::Session;
use crate::text::Span;

#[derive(Deserialize)]
struct Command {
    command: String,
    #[serde(default)]
    arguments: Vec<Value>,
}

/// Answers `workspace/executeCommand`.
pub(in crate::server) fn execute(session: &mut Session, json: Value) -> Answer {
    let Command { command, arguments } = params(json)?;
    let text = |at: usize| arguments.get(at).and_then(Value::as_str);
    match command.as_str() {
        EXPLAIN => {
            let name = text(0).ok_or_else(|| Failure::invalid_params("a rule is missing"))?;
            let rule = rules::rule(name).ok_or_else(|| Failure::refused(rules::unknown(name)))?;
            if let Some(uri) = session.pages.uri(rule).filter(|_| session.client.shows_documents) {
                session.request("window/showDocument", &json!({ "uri": uri, "takeFocus": true }));
            }
            Ok(rule.text().into())
        }
        SHOW => {
            let uri = text(0).ok_or_else(|| Failure::invalid_params("an address is missing"))?;
            let range = arguments.get(1).cloned().unwrap_or_default();
            let shown = json!({ "uri": uri, "takeFocus": true, "selection": range });
            session.request("window/showDocument", &shown);
            Ok(Value::Null)
        }
        NEW => {
            let uri = text(0).ok_or_else(|| Failure::invalid_params("an address is missing"))?;
            let position = arguments.get(1).cloned().unwrap_or_default();
            let position = serde_json::from_value(position).ok();
            let heading = text(2).map_or_else(|| heading(session, uri, position), str::to_owned);
            let open = session.register(uri);
            let wanted = open.map(|open| open.workspace.wanted_entry(open.path, &heading));
            session.wanted.extend(wanted);
            Ok(Value::Null)
        }
        NEW_FROM_PAGE => {
            let uri = text(0).ok_or_else(|| Failure::invalid_params("an address is missing"))?;
            let number = arguments.get(1).and_then(Value::as_u64);
            let number = number.and_then(|number| usize::try_from(number).ok());
            let number = number.ok_or_else(|| Failure::invalid_params("a gap is missing"))?;
            let open = session.text(uri);
            let wanted = open.map(|open| open.workspace.entry_of_gap(open.path, number));
            session.wanted.extend(wanted);
            Ok(Value::Null)
        }
        other => Err(Failure::invalid_params(format!("there is no command `{other}`"))),
    }
}

/// The heading of a new entry beside the one at a place: its menu path, and a title to be written.
fn heading(session: &Session, uri: &str, position: Option<Position>) -> String {
    const TITLE: &str = "What does not work";
    let Some(open) = session.register(uri) else { return TITLE.to_owned() };
    let offset = position.map_or(open.document.text.len(), |position| open.offset(position));
    let area = open.read(|register| {
        let entry = register.entry_around(Span::at(offset))?;
        let steps: Vec<&str> = entry.area.iter().map(|&step| register.text(step)).collect();
        (!steps.is_empty()).then(|| steps.join(" → "))
    });
    let area = area.flatten().unwrap_or_else(|| "Area".to_owned());
    format!("{area} → {TITLE}")
}

impl Session {
    /// Has the editor apply the edits that add an entry, or says why there is none.
    pub(in crate::server) fn take_entry(&mut self, added: Result<Vec<ChangedText>>) {
        match added {
            Ok(changed) => {
                let mut files = Files::default();
                for ChangedText { old, new } in changed {
                    files.add(Path::new(&**old.path()), [old.text(), new.text()], self);
                }
                let edit = files.edit(self);
                let params = json!({ "label": "New entry", "edit": edit });
                self.request("workspace/applyEdit", &params);
            }
            Err(why) => self.show_error(&format!("{why:#}")),
        }
    }
}
