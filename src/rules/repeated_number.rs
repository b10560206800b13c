//! `repeated-number`: two entries with the same section number.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Level, Safety};
use crate::register::Form;

pub(super) const RULE: Rule = Rule {
    name: "repeated-number",
    group: Group::Structure,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("repeated_number.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashMap::new();
    for (entry, _) in cx.entries() {
        // Each table numbers its rows from the start.
        let Some(span) = entry.number.filter(|_| entry.form == Form::Heading) else { continue };
        let number = cx.register.text(span);
        // In a register of another form, each section may number its entries from the start.
        if cx.is_generic() && number == "1" {
            seen.clear();
        }
        let Some(&first) = seen.get(number) else {
            seen.insert(number, span);
            continue;
        };
        // One fix repairs all of them.
        let fix = found.is_empty().then(|| Numbering::of(cx).fix(cx)).flatten();
        found
            .of(cx, entry, span, format!("{number} is the number of another entry too"))
            .related(first, "it is used here first")
            .fix(fix);
    }
}
