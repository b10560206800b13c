//! What can be done at a place of a page of the manual, beside the fixes of its findings.

use serde_json::{Value, json};

use super::{CHANGE, Change, FIX_ALL, NEW_FROM_PAGE, later};
use crate::run::Collected;
use crate::server::edits::Files;
use crate::server::open_register::OpenRegister;
use crate::text::Span;

/// The actions at a place of a page, of the kinds that are wanted.
pub(super) fn actions(
    open: OpenRegister<'_>,
    span: Span,
    wants: impl Fn(&str) -> bool,
) -> Vec<Value> {
    let mut actions = Vec::new();
    if wants(FIX_ALL) && open.workspace.is_checked(open.path) {
        actions.extend(later(open, FIX_ALL, "Apply all safe fixes", Change::FixAll));
    }
    let gap = open.workspace.gap_without_id(&open.source(), span.start as usize);
    if let Some(number) = gap.filter(|_| wants(CHANGE)) {
        let arguments = json!([open.document.uri, number]);
        let command =
            json!({ "title": "New entry", "command": NEW_FROM_PAGE, "arguments": arguments });
        let title = "New entry from this gap";
        actions.push(json!({ "title": title, "kind": CHANGE, "command": command }));
    }
    actions
}

/// The edit of the workspace that repairs the page; nothing where nothing changes.
pub(super) fn fixed(open: OpenRegister<'_>) -> Option<Value> {
    let new = open.workspace.repaired_page(open.path, &Collected::default())?;
    let mut files = Files::default();
    files.add(open.path, [&open.document.text, new.text()], open.session);
    Some(files.edit(open.session))
}
