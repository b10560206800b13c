//! `orphan-triage-row`: a row that no entry stands for.

use super::{Check, Context, Findings, Rule};
use crate::finding::Level;
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "orphan-triage-row",
    level: Level::Error,
    fixes: None,
    page: include_str!("orphan_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for drift in &cx.drifts {
        let (row, message, first) = match drift {
            Drift::Orphan(row) => (row, "has a row but no entry", None),
            Drift::Repeated(row, first) => (row, "has a row already", Some(*first)),
            _ => continue,
        };
        let id = cx.register.text(row.id);
        let finding = found.at(row.id, format!("{id} {message}")).entry(Some(id.to_owned()));
        if let Some(first) = first {
            finding.related(first, "its first row");
        }
    }
}
