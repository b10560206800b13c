//! `unknown-value`: an unknown priority, severity or HTTP method.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::{Entry, Field};
use crate::values::{METHODS, split_endpoint};
use crate::vocabulary::{Key, nearest};

pub(super) const RULE: Rule = Rule {
    name: "unknown-value",
    group: Group::Fields,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unknown_value.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.answered(Key::Priority).filter(|given| given.tracked.priority.is_none()) {
        if is_own_level(cx, Key::Priority, given.text) {
            continue;
        }
        let message = format!("{} is not a priority", quoted(given.text));
        let known = cx.policy.sla.iter().map(|(priority, _)| priority.as_str());
        let known: Vec<&str> = known.collect();
        let help = format!("the priorities here are {}", known.join(", "));
        found.in_field(cx, given.entry, given.field, message).help(help);
    }
    for given in cx.answered(Key::Severity).filter(|given| given.tracked.severity.is_none()) {
        if is_own_level(cx, Key::Severity, given.text) {
            continue;
        }
        let message = format!("{} is not a severity", quoted(given.text));
        let near = cx.words().nearest_severity(given.text);
        let finding = found.in_field(cx, given.entry, given.field, message);
        let span = cx.register.bare_span(given.field.value);
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")).fix(Fix::replace(
                Safety::Unsafe,
                format!("write `{near}`"),
                span,
                near,
            )),
            None => finding.help("write Critical, High, Medium or Low"),
        };
    }
    for (entry, _) in cx.entries() {
        for field in entry.fields.iter().filter(|field| field.key == Some(Key::Endpoints)) {
            check_methods(cx, found, entry, field);
        }
    }
}

/// Whether the word may be a level of a register with a form of its own: many teams name
/// priorities like severities, and number severities.
fn is_own_level(cx: &Context<'_>, key: Key, text: &str) -> bool {
    let words = cx.words();
    let is_level = |text: &str| words.priority(text).or(words.severity(text)).is_some();
    cx.is_generic() && (is_level(text) || cx.is_own_word(key, text, is_level))
}

/// Reports what looks like an endpoint but has no HTTP method.
fn check_methods(cx: &Context<'_>, found: &mut Findings, entry: &Entry, field: &Field) {
    for span in cx.register.code_spans(field.value) {
        let text = cx.register.text(span);
        let Some((method, _)) = split_endpoint(text) else { continue };
        if METHODS.contains(&method) {
            continue;
        }
        let place = span.part(text, method);
        let upper = method.to_ascii_uppercase();
        let known = METHODS.iter().find(|known| **known == upper).copied();
        let near = known.or_else(|| nearest(method, METHODS.into_iter()));
        // `see /docs/x` is no endpoint.
        if near.is_none() && method != upper {
            continue;
        }
        let message = format!("`{method}` is not an HTTP method");
        let finding = found.of(cx, entry, place, message).field(cx.words().name(Key::Endpoints));
        if let Some(near) = near {
            let fix = Fix::replace(Safety::Unsafe, format!("write `{near}`"), place, near);
            finding.help(format!("did you mean `{near}`?")).fix(fix);
        }
    }
}
