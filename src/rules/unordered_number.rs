//! `unordered-number`: section numbers that are not in order.

use std::collections::HashSet;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Edit, Fix, Level, Safety};
use crate::register::Form;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "unordered-number",
    group: Group::Structure,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unordered_number.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if descends(cx) {
        return;
    }
    let mut last: Option<(Vec<u64>, Span)> = None;
    for (entry, _) in cx.entries() {
        let Some(span) = entry.number.filter(|_| entry.form == Form::Heading) else { continue };
        let text = cx.register.text(span);
        let number = parts(text);
        if let Some((_, place)) = last.filter(|(before, _)| *before > number) {
            let message = format!("{text} stands after {}", cx.register.text(place));
            // One fix repairs all of them.
            let fix = found.is_empty().then(|| renumbering(cx)).flatten();
            found.of(cx, entry, span, message).related(place, "the number before it").fix(fix);
        }
        last = Some((number, span));
    }
}

/// Whether the numbers go down throughout, the newest entry first.
fn descends(cx: &Context<'_>) -> bool {
    let numbers: Vec<Vec<u64>> = cx
        .entries()
        .filter(|(entry, _)| entry.form == Form::Heading)
        .filter_map(|(entry, _)| Some(parts(cx.register.text(entry.number?))))
        .collect();
    numbers.len() > 2 && numbers.windows(2).all(|pair| pair[0] > pair[1])
}

fn parts(number: &str) -> Vec<u64> {
    number.split('.').map(|part| part.parse().unwrap_or(u64::MAX)).collect()
}

/// Renumbers the entries of each section in order.
///
/// It is safe if all entries have IDs, as people refer to these, and if no number that changes is
/// written elsewhere in the file.
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
    let is_safe = have_ids && !is_cited(cx, &edits);
    let safety = if is_safe { Safety::Safe } else { Safety::Unsafe };
    (!edits.is_empty()).then(|| Fix {
        safety,
        title: "number the entries in order".to_owned(),
        edits,
    })
}

/// Whether one of the numbers that change occurs outside of headings.
fn is_cited(cx: &Context<'_>, edits: &[Edit]) -> bool {
    let changing: HashSet<&str> = edits.iter().map(|edit| cx.register.text(edit.span)).collect();
    let headings: HashSet<usize> = cx
        .entries()
        .filter_map(|(entry, _)| entry.number)
        .map(|number| number.start as usize)
        .collect();
    let text = cx.register.source.text();
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c| !is_part(c)).filter(|part| !part.is_empty());
    numbers
        .map(|part| (part.as_ptr() as usize - text.as_ptr() as usize, part))
        .any(|(at, part)| !headings.contains(&at) && changing.contains(part.trim_end_matches('.')))
}
