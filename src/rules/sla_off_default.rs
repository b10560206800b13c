//! `sla-off-default`: an SLA that differs from that of the priority, without a reason.

use super::context::FilledField;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::Policy;
use crate::values::Sla;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "sla-off-default",
    group: Group::Promises,
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("sla_off_default.md"),
    check: Check::Register(check),
};

/// The priority of an entry, its SLA, and the other one that the priority promised when the gap was
/// first seen.
fn other<'c>(given: &FilledField<'_, 'c>, policy: &Policy) -> Option<(&'c str, Sla, Sla)> {
    let tracked = given.tracked;
    let (priority, sla) = (tracked.priority?, tracked.sla?);
    let default = policy.implied_sla(priority, tracked.first_seen)?;
    (default != sla && tracked.sla_reason.is_empty()).then_some((priority, sla, default))
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.filled(Key::Sla) {
        // History is asked only where an entry does not keep what holds today.
        let is_other = other(&given, cx.policy).is_some();
        let promise = is_other.then(|| other(&given, cx.policy_through_time())).flatten();
        let Some((priority, sla, default)) = promise else { continue };
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
