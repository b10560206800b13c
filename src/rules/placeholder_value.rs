//! `placeholder-value`: `TBD` where a value is required.

use super::findings::listed;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Extent, Level};
use crate::vocabulary::{Key, LONGEST_PLACEHOLDER};

pub(super) const RULE: Rule = Rule {
    name: "placeholder-value",
    group: Group::Fields,
    level: Level::Warning,
    fixes: None,
    page: include_str!("placeholder_value.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.entries() {
        for field in &entry.fields {
            // `missing-id` reports IDs.
            let Some(key) = field.key.filter(|&key| key != Key::Id) else { continue };
            // Most values are sentences, and those are no placeholders.
            if field.value.len() > LONGEST_PLACEHOLDER {
                continue;
            }
            let text = cx.register.bare(field.value);
            if !text.is_empty() && cx.is_unanswered(key, text) {
                let message = message(&[cx.words().name(key)]);
                found.in_field(cx, entry, field, message).reaches(Extent::Entry);
            }
        }
    }
}

/// The message about the fields of an entry that hold a placeholder.
pub(super) fn message(names: &[&str]) -> String {
    let is = if names.len() == 1 { "is" } else { "are" };
    format!("{} {is} still to be filled in", listed(names))
}
