//! `unordered-number`: section numbers that are not in order.

use std::cmp::Ordering;

use super::numbering::{Numbered, Numbering};
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Level, Safety};
use crate::register::{Entry, Field};
use crate::text::Span;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "unordered-number",
    group: Group::Structure,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unordered_number.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let numbering = Numbering::of(cx);
    let mut last: Option<&Numbered<'_>> = None;
    for (entry, section) in numbering.entries.iter().zip(&numbering.sections) {
        let behind = if numbering.is_descending { Ordering::Greater } else { Ordering::Less };
        let is_behind = |before: &&Numbered<'_>| entry.cmp(before) == behind;
        // One fix repairs all of them.
        let fix = |found: &Findings| found.is_empty().then(|| numbering.fix(cx)).flatten();
        // Entries that are grouped by their level have the numbers of another list.
        let is_regrouped = |before: &Numbered<'_>| {
            let levels = [before, entry].map(|it| level_above(it.entry));
            matches!(levels, [Some(before), Some(now)] if before != now)
        };
        if cx.is_generic() && (entry.text == "1" || last.is_some_and(is_regrouped)) {
            last = None;
        }
        // In a register of another form, `4` behind `3.2` is the next section, without parts.
        let is_section = cx.is_generic() && !entry.text.contains('.');
        if entry.is_under_other_heading(section) && !is_section {
            let message = format!("{} is in section {section}", entry.text);
            let fix = fix(found);
            found.of(cx, entry.entry, entry.span, message).fix(fix);
            continue;
        }
        if let Some(before) = last.filter(is_behind) {
            let message = format!("{} is after {}", entry.text, before.text);
            let fix = fix(found);
            let finding = found.of(cx, entry.entry, entry.span, message);
            finding.related(before.span, "the number before it").fix(fix);
        }
        last = Some(entry);
    }
}

/// The level that a heading above an entry gives it.
fn level_above(entry: &Entry) -> Option<Span> {
    let is_level = |field: &&Field| field.key.is_some_and(Key::is_level);
    let levels = entry.fields.iter().filter(is_level).map(|field| field.value);
    levels.into_iter().find(|value| !entry.span.contains(*value))
}
