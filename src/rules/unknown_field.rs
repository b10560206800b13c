//! `unknown-field`: a label that no language of the vocabulary knows.

use std::collections::{HashMap, HashSet};

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Extent, Fix, Level, Safety};
use crate::register::{Entry, Field, Form};
use crate::vocabulary::{Key, NearLabel};

pub(super) const RULE: Rule = Rule {
    name: "unknown-field",
    group: Group::Fields,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unknown_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    // Looked up once per label: a register has many fields and few labels.
    let mut nearest: HashMap<&str, Option<NearLabel<'_>>> = HashMap::new();
    let mut usual: HashMap<Key, bool> = HashMap::new();
    for (entry, _) in cx.judged() {
        for field in entry.fields.iter().filter(|field| field.key.is_none()) {
            let label = cx.register.text(field.label);
            // A register with a form of its own has its own labels. The header of a column is
            // reported once.
            let near = *nearest
                .entry(label)
                .or_insert_with(|| cx.words().nearest_label(label, Some(&cx.register.language)));
            let is_slip = near.is_some_and(|near| {
                let mut is_usual =
                    || *usual.entry(near.key).or_insert_with(|| is_usual(cx, near.key));
                own_field(entry, near.key).is_none() && (near.is_certain || is_usual())
            });
            let is_slip = is_slip && cx.words().key(label).is_none();
            if (cx.is_generic() && !is_slip) || !seen.insert(field.label) {
                continue;
            }
            let finding =
                found.of(cx, entry, field.label, format!("`{label}` is not a known field"));
            finding.field(label).reaches(Extent::Register);
            match near {
                Some(near) => {
                    let title = format!("write `{}`", near.spelling);
                    let fix = Fix::replace(safety(entry, near), title, field.label, near.spelling);
                    finding.help(format!("did you mean `{}`?", near.spelling)).fix(fix)
                }
                None => finding
                    .at_most(Level::Info)
                    .help("a field of your own becomes known by a label under `vocabulary:`"),
            };
        }
    }
}

/// The field of a key that an entry has itself, and not by its row in a summary table.
fn own_field(entry: &Entry, key: Key) -> Option<&Field> {
    let mut own = entry.fields.iter().filter(|field| entry.span.contains(field.span));
    own.find(|field| field.key == Some(key))
}

/// Whether most entries have a field, so that a label like its name is no other field.
fn is_usual(cx: &Context<'_>, key: Key) -> bool {
    let entries = &cx.register.entries;
    let count = entries.iter().filter(|entry| own_field(entry, key).is_some()).count();
    count > 1 && count * 2 > entries.len()
}

/// Correcting a misspelt label is safe if the entry lacks the field that was meant. The header of a
/// column gives every row another meaning.
fn safety(entry: &Entry, near: NearLabel<'_>) -> Safety {
    let is_slip = near.is_slip && own_field(entry, near.key).is_none();
    if is_slip && !matches!(entry.form, Form::Row(_)) { Safety::Safe } else { Safety::Unsafe }
}

/// The message about an unknown label of several entries.
pub(super) fn habit(label: &str, count: usize) -> String {
    format!("`{label}` is not a known field; {count} entries have it")
}
