//! `unaligned-triage`: a table whose columns are not padded, although the configuration asks for it.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "unaligned-triage",
    group: Group::Triage,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unaligned_triage.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (draft, drift) in cx.drifts() {
        let (Drift::Unaligned, Some(table)) = (drift, cx.register.triage.first()) else { continue };
        let title = "pad the columns".to_owned();
        let fix = Fix { safety: Safety::Safe, title, edits: draft.fix_edits(drift) };
        found
            .at(table.header(cx.register.source), "the columns of this table are not aligned")
            .fix(fix);
    }
}
