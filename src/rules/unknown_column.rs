//! `unknown-column`: a header of the triage table that is no field.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "unknown-column",
    group: Group::Tables,
    level: Level::Warning,
    fixes: None,
    page: include_str!("unknown_column.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let Some(table) = &cx.register.triage else { return };
    for column in &table.columns {
        let header = cx.register.bare(column.span);
        if column.key.is_some_and(|key| !key.is_of_register()) || header.is_empty() {
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
    if !table.has(Key::Id) && !cx.register.entries.is_empty() {
        let header = table.columns.first().map_or(table.span, |column| column.span);
        found
            .at(header, "this triage table has no column for IDs")
            .field(cx.words().name(Key::Id))
            .help("without it nobody can tell which row belongs to which entry");
    }
}
