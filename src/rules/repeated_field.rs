//! `repeated-field`: a field that occurs twice in an entry.

use std::collections::HashSet;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::Field;
use crate::text::Span;
use crate::vocabulary::{Key, KeyMap, KeySet, fold};

pub(super) const RULE: Rule = Rule {
    name: "repeated-field",
    group: Group::Fields,
    level: Level::Error,
    fixes: None,
    page: include_str!("repeated_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut keys = KeySet::default();
    for (entry, _) in cx.judged() {
        // Most entries have each field once.
        keys.clear();
        let mut once = entry.fields.iter().filter_map(key_of_one);
        if once.all(|key| keys.insert(key)) {
            continue;
        }
        // Of each key, the first field with each label.
        let mut firsts: KeyMap<Vec<&Field>> = KeyMap::default();
        let mut labels: HashSet<(Key, Span)> = HashSet::new();
        for field in &entry.fields {
            let Some(key) = key_of_one(field) else { continue };
            let is_same = |first: &&Field| {
                // The text of an item before and after its fields has no label.
                first.label != field.label && (!cx.is_generic() || is_same_label(cx, first, field))
            };
            let known = firsts.entry(key).or_default();
            let first = known.iter().copied().find(is_same);
            if labels.insert((key, field.label)) {
                known.push(field);
            }
            let Some(first) = first else { continue };
            let message = format!("{} is twice in this entry", cx.words().name(key));
            let finding = found.of(cx, entry, field.label, message);
            finding.field(cx.words().name(key)).related(first.label, "it is here first");
        }
    }
}

/// The key of a field of which an entry has one.
fn key_of_one(field: &Field) -> Option<Key> {
    field.key.filter(|key| !key.may_repeat())
}

/// A register with a form of its own may distinguish `Impact` and `Consequences`.
fn is_same_label(cx: &Context<'_>, first: &Field, second: &Field) -> bool {
    let [first, second] = [first, second].map(|field| fold(cx.register.text(field.label)));
    first == second
}
