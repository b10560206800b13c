//! `empty-field`: a label without a value.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "empty-field",
    group: Group::Fields,
    level: Level::Error,
    fixes: None,
    page: include_str!("empty_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.judged() {
        for field in entry.fields.iter().filter(|field| field.value.is_empty()) {
            // `missing-id` reports IDs.
            let Some(key) = field.key.filter(|&key| key != Key::Id) else { continue };
            let message = format!("{} has no value", cx.words().name(key));
            let finding = found.in_field(cx, entry, field, message);
            if !cx.required.contains(&key) {
                finding.at_most(Level::Warning);
            }
        }
    }
}
