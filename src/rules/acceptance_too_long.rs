//! `acceptance-too-long`: an entry that is accepted further ahead than the configuration allows.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "acceptance-too-long",
    group: Group::Promises,
    level: Level::Warning,
    fixes: None,
    page: include_str!("acceptance_too_long.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let Some(max) = cx.settings.acceptance.max else { return };
    let last = max.due(cx.environment.today, &cx.policy.calendar);
    for given in cx.answered(Key::AcceptedUntil) {
        let is_over = given.tracked.is_over(cx.policy, cx.words());
        let until = given.tracked.accepted_until.filter(|until| !is_over && *until > last);
        let Some(until) = until else { continue };
        let message = format!("accepted until {until}, and the configuration allows {max}");
        found.in_field(cx, given.entry, given.field, message).help(format!(
            "today, {last} is the last day that it allows; what is to stay longer is agreed on again then"
        ));
    }
}
