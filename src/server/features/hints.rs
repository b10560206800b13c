//! Behind each SLA, the day on which the entry is due.

use serde_json::{Value, json};

use crate::server::due::NextDay;
use crate::server::message::{Answer, params};
use crate::server::open_register::InRange;
use crate::server::session::Session;
use crate::vocabulary::Key;

/// Answers `textDocument/inlayHint`.
pub(in crate::server) fn hints(session: &Session, json: Value) -> Answer {
    let InRange { document, range } = params(json)?;
    let open = session.register(&document.uri).filter(|_| session.wishes.inlay_hints);
    let Some(open) = open else { return Ok(Value::Null) };
    let within = open.span(range);
    let project = &open.workspace.project;
    let hints = open.read(|register| {
        let policy = project.policy(register);
        let hints = register.entries.iter().filter_map(|entry| {
            let value = entry.field(Key::Sla)?.value;
            let due = NextDay::of(register, entry, &policy, project)?;
            let is_wanted = within.start <= value.end && value.end <= within.end;
            is_wanted.then(|| {
                json!({
                    "position": open.range(value).end,
                    "label": due.label(),
                    "paddingLeft": true,
                    "tooltip": due.in_words(project.today),
                })
            })
        });
        hints.collect::<Vec<Value>>()
    });
    Ok(hints.into())
}
