//! The comment that ignores a finding, with room for the reason.

use serde_json::{Value, json};

use super::{FIX, SHOW};
use crate::finding::{Edit, Finding};
use crate::server::edits::of_document;
use crate::server::open_register::OpenRegister;
use crate::server::positions::{Lines, Range};
use crate::text::{Source, Span};

const REASON: &str = "why";

/// The action that writes the comment above what a finding is about. Where the editor lets the server
/// move the cursor, the reason is selected then.
pub(super) fn action(open: OpenRegister<'_>, finding: &Finding) -> Value {
    let source = open.source();
    let at = place(open, &source, finding);
    let line = source.line_at(at);
    let newline = source.newline_at(at);
    let indent = indent(source.slice(line));
    let comment = format!("{indent}<!-- gapreg-ignore {}: ", finding.rule);
    let text = format!("{comment}{REASON} -->{newline}");
    let edit = Edit { span: Span::at(line.start as usize), text };
    let mut action = json!({
        "title": format!("Ignore {} here, with a reason", finding.rule),
        "kind": FIX,
        "edit": of_document(open, &[edit]),
    });
    if open.session.client.shows_documents {
        let range = reason(&source, line, comment.len(), open);
        let arguments = json!([open.document.uri, range]);
        action["command"] =
            json!({ "title": "Write the reason", "command": SHOW, "arguments": arguments });
    }
    action
}

/// Where the reason is when the comment is written.
fn reason(source: &Source, line: Span, before: usize, open: OpenRegister<'_>) -> Range {
    let encoding = open.session.client.encoding;
    let start = Lines::of(source.text()).position(source.text(), line.start as usize, encoding);
    // All before the reason is ASCII.
    let character = before as u32;
    let at = |character| crate::server::positions::Position { line: start.line, character };
    Range { start: at(character), end: at(character + REASON.len() as u32) }
}

/// The start of what the comment is put above: the table around the finding, or its line.
fn place(open: OpenRegister<'_>, source: &Source, finding: &Finding) -> usize {
    let table = open.read(|register| {
        let around = |table: &&Span| table.contains(finding.span);
        register.tables.iter().find(around).map(|table| table.start as usize)
    });
    table.flatten().unwrap_or_else(|| source.line_at(finding.span.start as usize).start as usize)
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
