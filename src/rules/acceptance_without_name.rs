//! `acceptance-without-name`: an accepted entry that does not say who accepted it.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "acceptance-without-name",
    group: Group::Promises,
    level: Level::Error,
    fixes: None,
    page: include_str!("acceptance_without_name.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if !cx.settings.acceptance.needs_name {
        return;
    }
    for given in cx.answered(Key::AcceptedUntil) {
        let by = cx.register.value_of(given.entry, Key::AcceptedBy);
        let has_name = by.is_some_and(|name| cx.words().placeholder(name).is_none());
        if has_name || given.tracked.is_over(cx.policy, cx.words()) {
            continue;
        }
        let label = cx.words().label(&cx.register.language, Key::AcceptedBy);
        found
            .in_field(cx, given.entry, given.field, "this entry does not say who accepted it")
            .field(cx.words().name(Key::AcceptedBy))
            .help(format!("add a line such as `- **{label}:** Operations`"));
    }
}
