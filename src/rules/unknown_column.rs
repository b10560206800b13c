//! `unknown-column`: a header of the triage table that is no field.

use std::collections::HashSet;

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::{Key, fold};

pub(super) const RULE: Rule = Rule {
    name: "unknown-column",
    group: Group::Tables,
    level: Level::Warning,
    fixes: None,
    page: include_str!("unknown_column.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    for column in cx.register.triage.iter().flat_map(|table| &table.columns) {
        let header = cx.register.bare(column.span);
        if column.key.is_some_and(|key| !key.is_of_register()) || header.is_empty() {
            continue;
        }
        // A table in parts has it once.
        if !seen.insert(fold(header)) && cx.register.triage.len() > 1 {
            continue;
        }
        let message = format!("{} is not a known field", quoted(header));
        let finding = found.at(column.span, message);
        match cx
            .words()
            .nearest_label(header, Some(&cx.register.language))
            .filter(|near| !near.key.is_of_register())
        {
            Some(near) => finding.help(format!("did you mean `{}`?", near.spelling)),
            None => finding
                .at_most(Level::Info)
                .help("its cells are kept by ID; a label under `vocabulary:` makes it known"),
        };
    }
    let is_split = cx.register.triage.len() > 1;
    for table in cx.register.triage.iter().filter(|table| !table.has(Key::Id)) {
        if cx.register.entries.is_empty() {
            break;
        }
        let header = table.columns.first().map_or(table.span, |column| column.span);
        let what = if is_split { "part of the triage table" } else { "triage table" };
        found
            .at(header, format!("this {what} has no column for IDs"))
            .field(cx.words().name(Key::Id))
            .help("without it no row can be matched with its entry");
    }
}
