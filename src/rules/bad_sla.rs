//! `bad-sla`: an SLA that is not a duration.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule, unread};
use crate::finding::{Fix, Level, Safety};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "bad-sla",
    group: Group::Promises,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("bad_sla.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for line in &cx.register.policy_lines {
        for place in cx.register.unread_sla(line, cx.words()) {
            let message = format!("{} is not a duration", quoted(cx.register.text(place)));
            let name = cx.words().name(Key::SlaDefault);
            found.at(place, message).field(name).help("write a number and a unit, such as `7d`");
        }
    }
    for given in cx.unsound(Key::Sla) {
        if let Some(finding) = unread::report(cx, found, &given) {
            finding
                .help("write the one that holds: `14d (reason)`; `~~7d~~ 14d` shows the old one");
            continue;
        }
        let message = format!("{} is not a duration", quoted(given.text));
        let seen = given.tracked.first_seen;
        let default = given
            .tracked
            .priority
            .and_then(|priority| cx.policy_through_time().sla_when(priority, seen));
        let fix = default.map(|sla| {
            let place = cx.register.bare_span(given.field.value);
            let title = format!("write the SLA of its priority, {sla}");
            Fix::replace(Safety::Unsafe, title, place, sla.to_string())
        });
        found
            .in_field(cx, given.entry, given.field, message)
            .help("write a number and a unit, such as `24h`, `7d` or `2w`")
            .fix(fix);
    }
}
