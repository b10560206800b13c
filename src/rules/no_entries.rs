//! `no-entries`: a register without entries.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "no-entries",
    group: Group::Structure,
    level: Level::Warning,
    fixes: None,
    page: include_str!("no_entries.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if cx.register.entries.is_empty() {
        let start = cx.register.source.body_start();
        let place = cx.register.title.unwrap_or(Span::at(start));
        found.at(place, "this register has no entries").help(
            "an entry is a heading with fields below it: `- **ID:** G-001`; `gapreg adopt` \
                 reads text whose tables lost their columns",
        );
    }
}
