//! What is shown beside the cursor.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::finding::Finding;
use crate::register::{Entry, Register};
use crate::rules::{self, Rule};
use crate::server::due::NextDay;
use crate::server::labels;
use crate::server::message::{Answer, params};
use crate::server::open_register::{OpenRegister, TextPosition};
use crate::server::session::Session;
use crate::server::subject::{Subject, has_entry, id_at, named};
use crate::server::translation::Lagging;
use crate::text::{Span, as_code, harmless};
use crate::vocabulary::Key;

/// The fields that sum an entry up.
const SHOWN: [Key; 5] = [Key::Status, Key::Priority, Key::Owner, Key::Sla, Key::TargetVersion];

/// Answers `textDocument/hover`.
pub(in crate::server) fn hover(session: &Session, json: Value) -> Answer {
    let TextPosition { document, position } = params(json)?;
    let Some(open) = session.register(&document.uri) else {
        return Ok(on_page(session, &document.uri, position).unwrap_or_default());
    };
    let offset = open.offset(position);
    let inputs = open.family();
    let registers = inputs.registers(&open.workspace.project).all;
    let Some(own) = open.own(&registers) else { return Ok(Value::Null) };
    let is_id = |id: &str| has_entry(&registers, id);
    let subject = Subject::at(own, offset, is_id);
    let text = subject.and_then(|subject| described(subject, &registers, own, open));
    let found = open.found_in(Span::at(offset));
    let rule = found.first().map(finding_in_words);
    let span = subject.map(Subject::span).or_else(|| found.first().map(|found| found.span));
    let parts: Vec<String> = text.into_iter().chain(rule).collect();
    Ok(match span.filter(|_| !parts.is_empty()) {
        Some(span) => shown(&parts.join("\n\n---\n\n"), &open, span),
        None => Value::Null,
    })
}

fn shown(text: &str, open: &OpenRegister<'_>, span: Span) -> Value {
    json!({ "contents": { "kind": "markdown", "value": text }, "range": open.range(span) })
}

fn described(
    subject: Subject<'_>,
    registers: &[Register<'_>],
    own: &Register<'_>,
    open: OpenRegister<'_>,
) -> Option<String> {
    match subject {
        Subject::Id { id, .. } => entry_in_words(id, registers, open),
        Subject::Page { page, .. } => Some(page_in_words(page, own, open)),
        Subject::Label { key, .. } => {
            let name = open.workspace.project.settings.vocabulary.name(key);
            Some(format!("**{}**: {}", harmless(name), labels::meaning(key)))
        }
        Subject::Rule { rule, .. } => Some(rule.text()),
    }
}

/// What the editor does not show of a finding: what to do about it, and what its rule finds.
fn finding_in_words(finding: &Finding) -> String {
    let help = finding.help.as_deref().map(harmless).unwrap_or_default();
    let summary = rules::rule(finding.rule).map_or("", Rule::summary);
    format!("{help}\n\n`{}`: {summary}", finding.rule).trim_start().to_owned()
}

fn entry_in_words(id: &str, registers: &[Register<'_>], open: OpenRegister<'_>) -> Option<String> {
    let register = registers.iter().find(|own| named(own, id).next().is_some())?;
    let entry = named(register, id).next()?;
    let project = &open.workspace.project;
    let words = &project.settings.vocabulary;
    let heading = harmless(register.text(entry.heading));
    let mut text = format!("**{}** {heading}\n\n", as_code(register.id(entry)?));
    for key in SHOWN {
        if let Some(value) = register.value_of(entry, key) {
            let _ = writeln!(text, "- {}: {}", harmless(words.name(key)), harmless(value));
        }
    }
    let policy = project.policy(register);
    if let Some(due) = NextDay::of(register, entry, &policy, project) {
        let _ = writeln!(text, "- {} ({})", due.in_words(project.today), due.day());
    }
    if registers.len() > 1 {
        let lagging = Lagging::of(open, registers);
        let behind = lagging.of_entry(register.id(entry)?);
        for one in behind {
            let _ = writeln!(text, "- {}: {}", harmless(&one.language), harmless(&one.message));
        }
        if behind.is_empty() {
            text.push_str("- translation: up to date\n");
        }
    }
    if let Some(day) = open.workspace.last_change(register, entry) {
        let _ = writeln!(text, "- last change: {day}");
    }
    if let Some(symptom) = register.value_of(entry, Key::Symptom) {
        let _ = write!(text, "\n{}", harmless(symptom));
    }
    Some(text)
}

fn page_in_words(page: &str, own: &Register<'_>, open: OpenRegister<'_>) -> String {
    let found = open.workspace.page(own.source.path(), page);
    let state = if found.is_some() { "" } else { " (not found)" };
    let mut text = format!("Page {}{state}\n\n", as_code(page));
    let cites =
        |entry: &&Entry| own.source_pages(entry).into_iter().any(|span| own.text(span) == page);
    for entry in own.entries.iter().filter(cites) {
        let heading = harmless(own.text(entry.heading));
        let status = own.value_of(entry, Key::Status).map(harmless).unwrap_or_default();
        let _ = writeln!(text, "- {} {heading}: {status}", as_code(own.spoken_name(entry)));
    }
    text
}

/// What is shown for an ID in a text that is no register.
fn on_page(
    session: &Session,
    uri: &str,
    position: crate::server::positions::Position,
) -> Option<Value> {
    let open = session.text(uri)?;
    let inputs = open.workspace.all_read(&crate::run::Collected::default());
    let registers = inputs.registers(&open.workspace.project).all;
    let (text, offset) = (&open.document.text, open.offset(position));
    let (span, id) = id_at(text, offset, |id| has_entry(&registers, id))?;
    let text = entry_in_words(id, &registers, open)?;
    Some(shown(&text, &open, span))
}
