//! `unknown-status`: a status outside the flow.

use std::cell::LazyCell;

use super::context::FilledField;
use super::explained::is_explained;
use super::findings::quoted;
use super::own_values::{OwnValues, OwnWords};
use super::{Check, Context, Findings, Group, Rule, unread};
use crate::finding::{Fix, Level, Safety};
use crate::register::Field;
use crate::text::Span;
use crate::vocabulary::{Key, slip_of};

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
    // Most registers have no unsound state.
    let own = LazyCell::new(|| OwnValues::of(cx, Key::Status));
    let own_words = OwnWords::of(cx, Key::Status);
    let flow = LazyCell::new(|| flow_of(cx));
    for given in cx.unsound(Key::Status) {
        // Of `🟡 In progess`, the words are the slip.
        let slip = cx.policy.slip_behind_sign(given.text, cx.words());
        let said = slip.unwrap_or(given.text);
        let near_status = || cx.words().nearest_status(said);
        let is_near = || cx.words().similar_status(said).is_some();
        let is_limited = cx.policy.is_limited_repair(given.text, cx.words());
        let may_be_own = !is_limited && !is_near();
        if !is_declared && may_be_own && own.has_again(given.text) {
            continue;
        }
        let is_own = || may_be_own && is_own(cx, &given);
        let is_own = || is_explained(cx, given.text) || is_own();
        if cx.is_generic() && !is_declared && slip.is_none() && is_own() {
            continue;
        }
        if let Some(finding) = unread::report(cx, found, &given) {
            finding.help(format!("write the state that holds; the {}", *flow));
            if cx.policy.is_loose {
                finding.at_most(Level::Warning);
            }
            continue;
        }
        // A word that is understood is no slip of another.
        let further = given.tracked.further.map(|at| cx.policy.further[at].name.as_str());
        let states = cx.policy.allowed_names();
        let near = slip_of(said, states)
            .or_else(near_status)
            .filter(|near| further.is_none() && cx.policy.allowed_names().any(|s| s == *near));
        let near = near.map(|near| own_words.word(near));
        let bare = cx.register.bare_span(given.field.value);
        let place = slip.map_or(bare, |slip| place_of(cx, bare, slip, near.as_deref()));
        let flow = &*flow;
        // Where a register of another form states no flow, a word may well be a state.
        let may_be_one = cx.is_generic() && !is_declared && near.is_none();
        let what = if may_be_one { "a known state" } else { "a state of the flow" };
        let message = format!("{} is not {what}", quoted(given.text));
        let help = match (&near, further) {
            (None, None) if may_be_one => {
                "add it under `flow` or `states` in gapreg.yaml, so that it counts".to_owned()
            }
            (Some(near), _) => format!("did you mean `{near}`? The {flow}"),
            (None, Some(further)) => {
                format!("the {flow}; {}", how_to_allow(cx, further))
            }
            (None, None) => format!("the {flow}"),
        };
        let finding = found.in_field(cx, given.entry, given.field, message).help(help);
        if may_be_one {
            finding.at_most(Level::Info);
        } else if cx.policy.is_loose {
            finding.at_most(Level::Warning);
        }
        finding.fix(
            near.map(|near| Fix::replace(Safety::Unsafe, format!("write `{near}`"), place, &near)),
        );
    }
}

/// The words behind the sign of a value, with the sign where the word that they should be has its own.
fn place_of(cx: &Context<'_>, value: Span, slip: &str, near: Option<&str>) -> Span {
    let words = value.part(cx.register.text(value), slip);
    let has_sign = near.is_some_and(|near| !near.starts_with(char::is_alphanumeric));
    if has_sign { Span { start: value.start, ..words } } else { words }
}

/// The states for a reader.
fn flow_of(cx: &Context<'_>) -> String {
    let states = cx.register.states_in_own_words(cx.policy, cx.words());
    let what = if cx.policy.is_ordered { "flow is" } else { "states are" };
    format!("{what} {states}")
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

/// Whether a register of another form has a state of its own there: in several words, in a heading, or
/// a level.
fn is_own(cx: &Context<'_>, given: &FilledField<'_, '_>) -> bool {
    let words = cx.words();
    let text = given.text.trim_matches(|c: char| !c.is_alphanumeric());
    text.split_whitespace().count() > 1
        || given.field.label == given.field.value
        || words.is_severity_word(text)
        || words.is_priority_word(text)
}
