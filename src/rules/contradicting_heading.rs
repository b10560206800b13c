//! `contradicting-heading`: an entry whose state is not that of the heading above it.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::Entry;
use crate::text::Span;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "contradicting-heading",
    group: Group::Promises,
    level: Level::Warning,
    fixes: None,
    page: include_str!("contradicting_heading.md"),
    check: Check::Register(check),
};

/// A heading and whether it says that nothing is left to repair, for an entry with a state of its own.
struct Above<'a> {
    entry: &'a Entry,
    heading: Span,
    is_over: bool,
    contradicts: bool,
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let above: Vec<Above<'_>> = cx.entries().filter_map(|(entry, _)| above(cx, entry)).collect();
    // Where headings do not part what is open from what is done, they are no states.
    let parts = |is_over: bool| above.iter().any(|above| above.is_over == is_over);
    let contradictions = above.iter().filter(|above| above.contradicts);
    let is_habit = contradictions.clone().count() * 3 > above.len();
    if !(parts(true) && parts(false)) || is_habit {
        return;
    }
    for Above { entry, heading, .. } in contradictions {
        let Some(field) = entry.field(Key::Status) else { continue };
        let [is, says] = [cx.register.bare(field.value), cx.register.text(*heading)];
        let message =
            format!("its state is {}, and the heading above says {}", quoted(is), quoted(says));
        let finding = found.of(cx, entry, cx.register.first_line(field.value), message);
        finding.field(cx.words().name(Key::Status)).related(*heading, "the heading");
        finding.help("move the entry below the heading of its state, or correct the state");
    }
}

/// What the heading above an entry says of its state; nothing where it says none.
fn above<'a>(cx: &Context<'a>, entry: &'a Entry) -> Option<Above<'a>> {
    let is_over = |text: &str| {
        let state = cx.policy.meaning(text, cx.words())?;
        Some(cx.policy.is_over(state, cx.words()))
    };
    let said = entry.overruled.iter().find(|(key, _)| *key == Key::Status);
    let field = entry.field(Key::Status)?;
    let own = is_over(cx.register.bare(field.value))?;
    let Some(&(_, heading)) = said else {
        // The heading gives the state.
        let is_above = !entry.has_within(field) && field.label == field.value;
        let above = Above { entry, heading: field.value, is_over: own, contradicts: false };
        return is_above.then_some(above);
    };
    let says = is_over(cx.register.text(heading))?;
    Some(Above { entry, heading, is_over: says, contradicts: says != own })
}
