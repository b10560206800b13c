//! `placeholder-value`: `TBD` where a value is required.

use super::expected::is_rule;
use super::missing_field::is_left_out;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Extent, Level};
use crate::text::listed;
use crate::vocabulary::{Key, KeyMap, KeySet, LONGEST_PLACEHOLDER, Placeholder};

pub(super) const RULE: Rule = Rule {
    name: "placeholder-value",
    group: Group::Fields,
    level: Level::Warning,
    fixes: None,
    page: include_str!("placeholder_value.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let open = usually_open(cx);
    for (entry, tracked) in cx.judged() {
        let is_over = cx.is_generic() && tracked.is_over(cx.policy, cx.words());
        for field in &entry.fields {
            // `missing-id` reports IDs.
            let Some(key) = field.key.filter(|&key| key != Key::Id) else { continue };
            // Most values are sentences, and those are no placeholders.
            if field.value.len() > LONGEST_PLACEHOLDER {
                continue;
            }
            let text = cx.register.bare(field.value);
            if cx.is_generic() && open.contains(&key) {
                continue;
            }
            // Nobody has to own what is closed.
            let is_nobody = || cx.words().placeholder(text) == Some(Placeholder::Absent);
            if is_over && key == Key::Owner && is_nobody() {
                continue;
            }
            // `missing-field` reports it.
            if is_left_out(cx, entry, field) {
                continue;
            }
            if !text.is_empty() && cx.is_unanswered(key, text) {
                let message = message(&[cx.words().name(key)]);
                found.in_field(cx, entry, field, message).reaches(Extent::Entry);
            }
        }
    }
}

/// The keys that a register of another form leaves to be filled in, as a rule.
fn usually_open(cx: &Context<'_>) -> KeySet {
    let mut counts: KeyMap<(usize, usize)> = KeyMap::default();
    for (entry, _) in cx.entries().filter(|_| cx.is_generic()) {
        for field in &entry.fields {
            let Some(key) = field.key else { continue };
            let (open, all) = counts.entry(key).or_default();
            let is_short = field.value.len() <= LONGEST_PLACEHOLDER;
            *open += usize::from(is_short && cx.is_unanswered(key, cx.register.bare(field.value)));
            *all += 1;
        }
    }
    let open = counts.into_iter().filter(|&(_, (open, all))| all > 1 && is_rule(open, all));
    open.map(|(key, _)| key).collect()
}

/// The message about the fields of an entry that hold a placeholder.
pub(super) fn message(names: &[&str]) -> String {
    let is = if names.len() == 1 { "is" } else { "are" };
    format!("{} {is} still to be filled in", listed(names))
}
