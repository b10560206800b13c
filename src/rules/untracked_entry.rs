//! `untracked-entry`: an entry without a row in the triage table.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::triage::{Drift, homeless};

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
        let (entry, unsound) = match drift {
            Drift::Untracked(entry, _) | Drift::Homeless(entry) => (entry, None),
            Drift::Unsound(entry, key) => (entry, Some(*key)),
            _ => continue,
        };
        let name = cx.register.spoken_name(entry);
        let message = format!("{name} has no row in the triage table");
        let finding = found.of(cx, entry, entry.handle(), message);
        if let Some(key) = unsound {
            let value = quoted(cx.register.value_of(entry, key).unwrap_or_default());
            let name = cx.words().name(key);
            finding.help(format!("correct {name} first: a row with {value} is not written"));
            continue;
        }
        if matches!(drift, Drift::Homeless(_)) {
            finding.help(homeless(cx.register));
            continue;
        }
        let title = "add its row".to_owned();
        finding.fix(Fix { safety: Safety::Safe, title, edits: draft.fix_edits(drift) });
    }
}
