//! `untracked-entry`: an entry that the table forgets.

use super::{Check, Context, Findings, Rule};
use crate::finding::Level;
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "untracked-entry",
    level: Level::Error,
    fixes: None,
    page: include_str!("untracked_entry.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for drift in &cx.drifts {
        if let Drift::Untracked(entry) = drift {
            let name = cx.register.spoken_name(entry);
            let message = format!("{name} has no row in the triage table");
            found.of(cx, entry, entry.handle(), message);
        }
    }
}
