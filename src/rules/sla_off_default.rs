//! `sla-off-default`: an SLA that differs from that of the priority, without a reason.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "sla-off-default",
    group: Group::Promises,
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("sla_off_default.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.filled(Key::Sla).filter(|given| given.tracked.sla_reason.is_empty()) {
        let (Some(sla), Some(priority)) = (given.tracked.sla, given.tracked.priority) else {
            continue;
        };
        let Some(default) = cx.policy.sla_of(priority).filter(|&default| !default.equals(sla))
        else {
            continue;
        };
        let place = cx.register.bare_span(given.field.value);
        found
            .in_field(
                cx,
                given.entry,
                given.field,
                format!("{priority} promises {default}, not {sla}"),
            )
            .help(format!("if that is meant, say why beside it: `{sla} (reason)`"))
            .fix(Fix::replace(
                Safety::Unsafe,
                format!("write the default, {default}"),
                place,
                default.to_string(),
            ));
    }
}
