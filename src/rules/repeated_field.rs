//! `repeated-field`: a field that occurs twice in an entry.

use std::collections::{HashMap, HashSet};

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::Field;
use crate::text::Span;
use crate::vocabulary::{Key, fold};

pub(super) const RULE: Rule = Rule {
    name: "repeated-field",
    group: Group::Fields,
    level: Level::Error,
    fixes: None,
    page: include_str!("repeated_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.judged() {
        // Of each key, the first field with each label.
        let mut firsts: HashMap<Key, Vec<&Field>> = HashMap::new();
        let mut labels: HashSet<(Key, Span)> = HashSet::new();
        for field in &entry.fields {
            let Some(key) = field.key.filter(|key| !key.may_repeat()) else { continue };
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

/// A register with a form of its own may distinguish `Impact` and `Consequences`.
fn is_same_label(cx: &Context<'_>, first: &Field, second: &Field) -> bool {
    let [first, second] = [first, second].map(|field| fold(cx.register.text(field.label)));
    first == second
}
