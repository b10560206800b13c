//! `unescaped-pipe`: an entry that is a row with more cells than its table has columns.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::Form;

pub(super) const RULE: Rule = Rule {
    name: "unescaped-pipe",
    group: Group::Tables,
    level: Level::Warning,
    fixes: None,
    page: include_str!("unescaped_pipe.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.entries() {
        let Form::Row(row) = &entry.form else { continue };
        let Some(excess) = row.excess else { continue };
        let lost = quoted(cx.register.text(excess));
        let message = format!("the row has more cells than columns; Markdown does not show {lost}");
        found
            .of(cx, entry, excess, message)
            .help("write `\\|` for a `|` that belongs to the text of a cell, in code, too");
    }
}
