//! `unknown-value`: an unknown priority, severity or HTTP method, or a day for an owner.

use std::cell::LazyCell;

use super::findings::quoted;
use super::own_values::{OwnValues, OwnWords, levels_in_use};
use super::{Check, Context, Findings, Group, Rule, unread};
use crate::finding::{Fix, Level, Safety};
use crate::register::{Entry, Field};
use crate::values::{UnknownMethod, unknown_method};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "unknown-value",
    group: Group::Fields,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unknown_value.md"),
    check: Check::Register(check),
};

/// A day in the place of an owner.
fn check_owners(cx: &Context<'_>, found: &mut Findings) {
    for given in cx.unsound(Key::Owner) {
        let message = format!("{} is a day, and not an owner", quoted(given.text));
        let finding = found.in_field(cx, given.entry, given.field, message);
        if cx.register.is_in_row(given.field.value) {
            finding.help("look for a `|` that is missing before this cell");
        }
    }
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let priorities = LazyCell::new(|| OwnValues::of(cx, Key::Priority));
    let severities = LazyCell::new(|| OwnValues::of(cx, Key::Severity));
    let is_own = |key: Key, text: &str, has_level: &dyn Fn() -> bool| {
        let is_explained = || {
            let unread = cx.policy.unread(key, text, cx.words());
            unread.is_some_and(|unread| !unread.beside.is_empty())
        };
        let is_slip = || cx.words().similar_severity(text).is_some();
        cx.is_generic() && (is_explained() || !is_slip() && has_level())
    };
    let is_own_priority =
        |text: &str| is_own(Key::Priority, text, &|| priorities.has_level(cx, text));
    let is_own_severity =
        |text: &str| is_own(Key::Severity, text, &|| severities.has_level(cx, text));
    let used = LazyCell::new(|| levels_in_use(cx, Key::Priority));
    for given in cx.unsound(Key::Priority).filter(|it| !is_own_priority(it.text)) {
        if let Some(finding) = unread::report(cx, found, &given) {
            finding.help("write the one that holds: `P1 (reason)`");
            continue;
        }
        let message = format!("{} is not a priority", quoted(given.text));
        let promised = || cx.policy.sla.iter().map(|(priority, _)| priority.as_str()).collect();
        let known: Vec<&str> =
            if cx.is_generic() && !used.is_empty() { used.clone() } else { promised() };
        let help = format!("the priorities here are {}", known.join(", "));
        found.in_field(cx, given.entry, given.field, message).help(help);
    }
    check_owners(cx, found);
    let own_words = OwnWords::of(cx, Key::Severity);
    for given in cx.unsound(Key::Severity).filter(|it| !is_own_severity(it.text)) {
        if let Some(finding) = unread::report(cx, found, &given) {
            finding.help("write the one that holds: `High (reason)`");
            continue;
        }
        let message = format!("{} is not a severity", quoted(given.text));
        let near = cx.words().nearest_severity(given.text);
        let near = near.map(|near| own_words.word(near));
        let finding = found.in_field(cx, given.entry, given.field, message);
        let span = cx.register.bare_span(given.field.value);
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")).fix(Fix::replace(
                Safety::Unsafe,
                format!("write `{near}`"),
                span,
                &near,
            )),
            None => finding.help("write Critical, High, Medium or Low"),
        };
    }
    for (entry, _) in cx.judged() {
        for field in entry.fields.iter().filter(|field| field.key == Some(Key::Endpoints)) {
            check_methods(cx, found, entry, field);
        }
    }
}

/// Reports what looks like an endpoint but has no HTTP method.
fn check_methods(cx: &Context<'_>, found: &mut Findings, entry: &Entry, field: &Field) {
    for span in cx.register.code_spans(field.value) {
        let text = cx.register.text(span);
        let Some(UnknownMethod { text: method, near }) = unknown_method(text) else { continue };
        let place = span.part(text, method);
        let message = format!("`{method}` is not an HTTP method");
        let finding = found.of(cx, entry, place, message).field(cx.words().name(Key::Endpoints));
        if let Some(near) = near {
            let fix = Fix::replace(Safety::Unsafe, format!("write `{near}`"), place, near);
            finding.help(format!("did you mean `{near}`?")).fix(fix);
        }
    }
}
