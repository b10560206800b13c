//! `unordered-number`: section numbers that run backwards.

use super::{Check, Context, Findings, Rule};
use crate::finding::{Edit, Fix, Level, Safety};

pub(super) const RULE: Rule = Rule {
    name: "unordered-number",
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unordered_number.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut fix = None;
    let mut last = None;
    for (entry, _) in cx.entries() {
        let Some(span) = entry.number else { continue };
        let number = parts(cx.register.text(span));
        if let Some((before, place)) = last.as_ref().filter(|(before, _)| *before > number) {
            let before: &Vec<u64> = before;
            let text = cx.register.text(*place);
            let message = format!("{} stands after {text}", cx.register.text(span));
            debug_assert!(*before > number);
            let fix = fix.get_or_insert_with(|| renumbering(cx)).clone();
            found.of(cx, entry, span, message).related(*place, "the number before it").fix(fix);
        }
        last = Some((number, span));
    }
}

fn parts(number: &str) -> Vec<u64> {
    number.split('.').map(|part| part.parse().unwrap_or(u64::MAX)).collect()
}

/// Numbers the entries of each section anew, in their order.
///
/// Safe where IDs are what people refer to by; where entries have none, the number may be.
pub(super) fn renumbering(cx: &Context<'_>) -> Option<Fix> {
    let mut edits = Vec::new();
    let mut section = "";
    let mut next = 0u64;
    for (entry, _) in cx.entries() {
        let Some(span) = entry.number else { continue };
        let number = cx.register.text(span);
        let (own, last) = number.rsplit_once('.').unwrap_or(("", number));
        if own == section && next > 0 {
            next += 1;
        } else {
            section = own;
            next = last.parse().ok()?;
        }
        let wanted = if own.is_empty() { next.to_string() } else { format!("{own}.{next}") };
        if wanted != number {
            edits.push(Edit { span, text: wanted });
        }
    }
    let have_ids = cx.entries().all(|(entry, _)| entry.id.is_some());
    let safety = if have_ids { Safety::Safe } else { Safety::Unsafe };
    (!edits.is_empty()).then(|| Fix { safety, title: "number the entries in order".to_owned(), edits })
}
