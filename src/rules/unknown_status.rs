//! `unknown-status`: a status outside the flow.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::vocabulary::{Key, nearest};

pub(super) const RULE: Rule = Rule {
    name: "unknown-status",
    group: Group::Promises,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unknown_status.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.unsound(Key::Status) {
        let message = format!("{} is not a state of the flow", quoted(given.text));
        let states = cx.policy.flow.iter().map(String::as_str);
        let near = nearest(given.text, states)
            .or_else(|| cx.words().nearest_status(given.text))
            .filter(|near| cx.policy.flow.iter().any(|state| state == near));
        let place = cx.register.bare_span(given.field.value);
        let flow = cx.policy.flow.join(" → ");
        let help = match near {
            Some(near) => format!("did you mean `{near}`? The flow is {flow}"),
            None => format!("the flow is {flow}"),
        };
        let finding = found.in_field(cx, given.entry, given.field, message).help(help);
        if cx.policy.is_loose {
            finding.at_most(Level::Warning);
        }
        finding.fix(
            near.map(|near| Fix::replace(Safety::Unsafe, format!("write `{near}`"), place, near)),
        );
    }
}
