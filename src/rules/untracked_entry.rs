//! `untracked-entry`: an entry without a row in the triage table.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "untracked-entry",
    group: Group::Triage,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("untracked_entry.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (draft, drift) in cx.drifts() {
        let Drift::Untracked(entry, _) = drift else { continue };
        let name = cx.register.spoken_name(entry);
        let message = format!("{name} has no row in the triage table");
        let title = "add its row".to_owned();
        let fix = Fix { safety: Safety::Safe, title, edits: draft.fix_edits(drift) };
        found.of(cx, entry, entry.handle(), message).fix(fix);
    }
}
