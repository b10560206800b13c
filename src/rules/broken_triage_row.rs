//! `broken-triage-row`: a row with more cells than the header.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "broken-triage-row",
    group: Group::Triage,
    level: Level::Error,
    fixes: None,
    page: include_str!("broken_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for table in &cx.register.triage {
        if let Some(row) = table.glued_header(cx.register.source.text()) {
            let message = "another table starts here without a blank line, and is read as rows";
            found.at(row.span, message).help("put a blank line above it, and above its caption");
        }
    }
    for (_, drift) in cx.drifts() {
        let Drift::Broken(row, excess) = drift else { continue };
        let id = cx.register.plain(row.id).to_owned();
        let lost = quoted(cx.register.text(*excess));
        let message = format!("{id}: more cells than columns; {lost} is shown nowhere");
        found
            .at(*excess, message)
            .entry(Some(id))
            .help("a `|` that belongs to the text of a cell is written `\\|`, in code, too");
    }
}
