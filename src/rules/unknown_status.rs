//! `unknown-status`: a status outside the flow.

use std::collections::{HashMap, HashSet};

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
    let usual = if is_declared { HashSet::new() } else { usual_states(cx) };
    for given in cx.unsound(Key::Status) {
        let near_status = || cx.words().nearest_status(given.text);
        let is_near = || near_status().is_some();
        if usual.contains(&fold(given.text)) && !is_near() {
            continue;
        }
        if let Some(finding) = unread::report(cx, found, &given) {
            finding.help(format!(
                "write the state that holds; the flow is {}",
                cx.policy.states_in_words()
            ));
            if cx.policy.is_loose {
                finding.at_most(Level::Warning);
            }
            continue;
        }
        let message = format!("{} is not a state of the flow", quoted(given.text));
        // A word that is understood is no slip of another.
        let further = given.tracked.further.map(|at| cx.policy.further[at].name.as_str());
        let states = cx.policy.allowed_names();
        let near = nearest(given.text, states)
            .or_else(near_status)
            .filter(|near| further.is_none() && cx.policy.allowed_names().any(|s| s == *near));
        let place = cx.register.bare_span(given.field.value);
        let flow = cx.policy.states_in_words();
        let help = match (near, further) {
            (Some(near), _) => format!("did you mean `{near}`? The flow is {flow}"),
            (None, Some(further)) => {
                format!("the flow is {flow}; {}", how_to_allow(cx, further))
            }
            (None, None) => format!("the flow is {flow}"),
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

/// How a state beside the flow becomes one that gaps may be in.
fn how_to_allow(cx: &Context<'_>, state: &str) -> String {
    let promise = &cx.settings.promise;
    if promise.flow.is_some() || promise.further.is_some() {
        format!("if gaps may be in this state, add `{state}` to `states` in the configuration")
    } else {
        format!("if gaps may be in this state, write `(or **{state}**)` behind the flow")
    }
}

/// Whether the register or the configuration states a flow.
fn declares_flow(cx: &Context<'_>) -> bool {
    let is_flow = |line: &Field| {
        line.key == Some(Key::StatusFlow) && !cx.register.stated_flow(line, cx.words()).is_empty()
    };
    cx.settings.promise.flow.is_some() || cx.register.policy_lines.iter().any(is_flow)
}

/// The names of states that several entries are in.
fn usual_states(cx: &Context<'_>) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for given in cx.answered(Key::Status) {
        *counts.entry(fold(given.text)).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, count)| count > 1).map(|(name, _)| name).collect()
}
