//! `policy-conflict`: two statements of the policy that contradict each other.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Finding, Level};
use crate::register::{Field, states_order};
use crate::text::Span;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "policy-conflict",
    group: Group::Promises,
    level: Level::Error,
    fixes: None,
    page: include_str!("policy_conflict.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    check_sla(cx, found);
    check_flow(cx, found);
    check_due(cx, found);
}

/// An entry that states a day and an SLA must mean one day by both.
fn check_due(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.answered(Key::Due) {
        let (Some(due), Some(by_sla)) = (given.tracked.due, given.tracked.sla_due) else {
            continue;
        };
        if due == by_sla {
            continue;
        }
        let message = format!("due {due} here, but {by_sla} by First Seen and SLA");
        let finding = found.in_field(cx, given.entry, given.field, message);
        if let Some(sla) = given.entry.field(Key::Sla) {
            finding.related(sla.value, "the SLA");
        }
        finding.help("this day counts; write the SLA that leads to it, or leave one of both out");
    }
}

/// Points at the statement that wins.
fn against(cx: &Context<'_>, finding: &mut Finding, first: Option<Span>) {
    match (first, &cx.settings.config_path) {
        (Some(first), _) => finding.related(first, "it is stated here first"),
        (None, Some(config)) => finding.help(format!("{config} decides; bring the two in line")),
        (None, None) => finding,
    };
}

fn check_sla(cx: &Context<'_>, found: &mut Findings) {
    let stated: Vec<_> = cx
        .register
        .policy_lines
        .iter()
        .flat_map(|line| cx.register.stated_sla(line, cx.words()))
        .collect();
    for (at, here) in stated.iter().enumerate() {
        let first = stated[..at].iter().find(|first| first.priority == here.priority);
        let decided = match &cx.settings.promise.sla {
            Some(_) => cx.policy.sla_of(&here.priority),
            None => first.map(|first| first.sla.now),
        };
        let Some(decided) = decided.filter(|&decided| decided != here.sla.now) else { continue };
        let (priority, sla) = (&here.priority, here.sla.now);
        let message = match (&cx.settings.promise.sla, &cx.settings.config_path) {
            (Some(_), Some(config)) => {
                // The name without its folder: the message must not depend on the working directory.
                let config = config.rsplit('/').next().unwrap_or(config);
                format!("{priority} is promised {sla} here, but {decided} in {config}")
            }
            _ => format!("{priority} is promised {sla} here, but {decided} above"),
        };
        let finding = found.at(here.span, message).field(cx.words().name(Key::SlaDefault));
        let first = first.filter(|_| cx.settings.promise.sla.is_none());
        against(cx, finding, first.map(|first| first.span));
    }
}

fn check_flow(cx: &Context<'_>, found: &mut Findings) {
    let is_flow = |line: &&Field| line.key == Some(Key::StatusFlow);
    let mut first: Option<Span> = None;
    for line in cx.register.policy_lines.iter().filter(is_flow) {
        let flow = cx.register.stated_flow(line, cx.words());
        if flow.is_empty() {
            continue;
        }
        // A list of states is right where each of them is one, in any order.
        let is_allowed = |state: &String| cx.policy.allows(state, cx.words());
        let is_list = !states_order(cx.register, line) && flow.iter().all(is_allowed);
        if flow != cx.policy.flow && !is_list {
            let message = format!("the flow here is not {}", cx.policy.flow.join(" → "));
            let place = cx.register.bare_span(line.value);
            let finding = found.at(place, message).field(cx.words().name(Key::StatusFlow));
            against(cx, finding, first.filter(|_| cx.settings.promise.flow.is_none()));
        }
        first = first.or(Some(line.value));
    }
    check_further(cx, found);
}

/// Reports states that the register names beside its flow and the configuration does not.
fn check_further(cx: &Context<'_>, found: &mut Findings) {
    if cx.settings.promise.further.is_none() {
        return;
    }
    for line in &cx.register.policy_lines {
        let stated = cx.register.stated_states(line, cx.words()).into_owned().further.into_iter();
        let unknown =
            stated.map(|state| state.name).filter(|name| !cx.policy.allows(name, cx.words()));
        let unknown: Vec<String> = unknown.collect();
        if unknown.is_empty() {
            continue;
        }
        let message = format!("`{}` is not a state in the configuration", unknown.join("` and `"));
        let place = cx.register.first_line(line.value);
        let finding = found.at(place, message).field(cx.words().name(Key::StatusFlow));
        against(cx, finding, None);
    }
}
