//! `unknown-field`: a label that no language of the vocabulary knows.

use super::{Check, Context, Findings, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::Entry;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "unknown-field",
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unknown_field.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (entry, _) in cx.entries() {
        for field in entry.fields.iter().filter(|field| field.key.is_none()) {
            let label = cx.register.text(field.label);
            let finding = found.of(cx, entry, field.label, format!("`{label}` is not a known field"));
            finding.field(label);
            match cx.words().nearest_label(label) {
                Some((key, near)) => {
                    let safety = safety(entry, key);
                    let title = format!("write `{near}`");
                    let fix = Fix::replace(safety, title, field.label, near);
                    finding.help(format!("did you mean `{near}`?")).fix(fix)
                }
                None => finding
                    .at_most(Level::Info)
                    .help("a field of your own becomes known by a label under `vocabulary:`"),
            };
        }
    }
}

/// A slip of the pen is certain when the field it stands for is otherwise missing.
fn safety(entry: &Entry, key: Key) -> Safety {
    if entry.field(key).is_none() { Safety::Safe } else { Safety::Unsafe }
}
