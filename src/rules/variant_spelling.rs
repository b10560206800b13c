//! `variant-spelling`: a label or value in an unusual spelling.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::TrackedValues;
use crate::text::{Span, WordCache};
use crate::vocabulary::{Key, fold, without_qualifier};

pub(super) const RULE: Rule = Rule {
    name: "variant-spelling",
    group: Group::Fields,
    level: Level::Info,
    fixes: Some(Safety::Safe),
    page: include_str!("variant_spelling.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // A register with a form of its own has its own spelling.
    if cx.is_generic() {
        return;
    }
    let mut usual_labels = WordCache::default();
    for (entry, tracked) in cx.entries() {
        for field in &entry.fields {
            let Some(key) = field.key else { continue };
            let label = without_qualifier(cx.register.text(field.label));
            let place =
                Span::new(field.label.start as usize, field.label.start as usize + label.len());
            if let Some(usual) = usual_labels.answer(label, |label| usual_label_of(cx, label)) {
                let finding =
                    found.of(cx, entry, place, format!("`{label}` is usually written `{usual}`"));
                finding.field(cx.words().name(key)).fix(write(place, usual));
            }
            let Some(usual) = usual_value(cx, tracked, key) else { continue };
            let place = cx.register.bare_span(field.value);
            let value = cx.register.text(place);
            if usual != value && fold(usual) == fold(value) {
                let finding = found.in_field(
                    cx,
                    entry,
                    field,
                    format!("`{value}` is usually written `{usual}`"),
                );
                finding.fix(write(place, usual));
            }
        }
    }
}

fn write(place: Span, usual: &str) -> Fix {
    Fix::replace(Safety::Safe, format!("write `{usual}`"), place, usual)
}

/// The usual spelling of a label, if only case or spacing differ.
fn usual_label_of<'a>(cx: &Context<'a>, label: &str) -> Option<&'a str> {
    cx.words().spelling_of(label, &cx.register.language)
}

/// The canonical form of the value that a field holds.
fn usual_value<'a>(cx: &'a Context<'_>, tracked: &TrackedValues<'a>, key: Key) -> Option<&'a str> {
    match key {
        Key::Status => tracked.state.map(|state| cx.policy.flow[state].as_str()),
        Key::Priority => tracked.priority,
        Key::Severity => tracked.severity,
        _ => None,
    }
}
