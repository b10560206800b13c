//! `unknown-status`: a status outside the flow.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule, unread};
use crate::finding::{Fix, Level, Safety};
use crate::register::Field;
use crate::vocabulary::{Key, fold, nearest};

pub(super) const RULE: Rule = Rule {
    name: "unknown-status",
    group: Group::Promises,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unknown_status.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let is_declared = declares_flow(cx);
    for given in cx.unsound(Key::Status) {
        let is_near = || cx.words().nearest_status(given.text).is_some();
        if !is_declared && is_usual(cx, given.text) && !is_near() {
            continue;
        }
        if let Some(finding) = unread::report(cx, found, &given) {
            finding.help(format!(
                "write the state that holds; the flow is {}",
                cx.policy.flow.join(" → ")
            ));
            if cx.policy.is_loose {
                finding.at_most(Level::Warning);
            }
            continue;
        }
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

/// Whether the register or the configuration states a flow.
fn declares_flow(cx: &Context<'_>) -> bool {
    let is_flow = |line: &Field| {
        line.key == Some(Key::StatusFlow) && !cx.register.stated_flow(line, cx.words()).is_empty()
    };
    cx.settings.promise.flow.is_some() || cx.register.policy_lines.iter().any(is_flow)
}

/// Whether several entries are in a state of that name.
fn is_usual(cx: &Context<'_>, text: &str) -> bool {
    let state = fold(text);
    cx.answered(Key::Status).filter(|given| fold(given.text) == state).count() > 1
}
