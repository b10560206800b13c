//! A line above each entry: when it is due, and how its translations are.

use serde_json::{Value, json};

use crate::register::Register;
use crate::server::due::NextDay;
use crate::server::message::{Answer, params};
use crate::server::open_register::{InDocument, OpenRegister};
use crate::server::session::Session;
use crate::server::translation::Lagging;
use crate::text::printable;

/// Answers `textDocument/codeLens`.
pub(in crate::server) fn lenses(session: &mut Session, json: Value) -> Answer {
    let InDocument { document } = params(json)?;
    if !session.wishes.code_lenses {
        return Ok(Value::Null);
    }
    session.check();
    let Some(open) = session.register(&document.uri) else { return Ok(Value::Null) };
    let inputs = open.family();
    let registers = inputs.registers(&open.workspace.project).all;
    let own = open.own(&registers);
    Ok(own.map(|own| of_register(own, &registers, open)).into())
}

fn of_register(
    own: &Register<'_>,
    registers: &[Register<'_>],
    open: OpenRegister<'_>,
) -> Vec<Value> {
    let project = &open.workspace.project;
    let policy = project.policy(own);
    let lagging = Lagging::of(open, registers);
    let mut lenses = Vec::new();
    for entry in &own.entries {
        let range = open.range(entry.heading);
        let due = NextDay::of(own, entry, &policy, project);
        let mut titles: Vec<String> =
            due.map(|due| due.in_words(project.today)).into_iter().collect();
        let name = own.name(entry).unwrap_or_default();
        for one in lagging.of_entry(&name) {
            let title = format!("{}: {}", one.language, one.state);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        lenses.extend(titles.into_iter().map(|title| {
            json!({ "range": range, "command": { "title": printable(&title), "command": "" } })
        }));
    }
    lenses
}
