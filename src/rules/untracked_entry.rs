//! `untracked-entry`: an entry without a row in the triage table.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::register::Entry;
use crate::text::listed;
use crate::triage::{Drift, homeless, keys_of_rows};

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
            Drift::Untracked(entry, _) | Drift::Homeless(entry) | Drift::TakenOut(entry) => {
                (entry, None)
            }
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
        if matches!(drift, Drift::TakenOut(_)) {
            finding.help(
                "somebody took its row out later than the entry was changed: `gapreg triage \
                 --overwrite` adds one",
            );
            continue;
        }
        let lost = said_by_rows(cx, entry);
        if !lost.is_empty() {
            finding.help(format!(
                "its {} were in its row and nowhere else: restore that row, or fill them in in the new one",
                listed(&lost)
            ));
        }
        let title = "add its row".to_owned();
        finding.fix(Fix { safety: Safety::Safe, title, edits: draft.fix_edits(drift) });
    }
}

/// The names of what an entry lacks, as it is said by the rows of the others alone.
fn said_by_rows<'c>(cx: &'c Context<'_>, entry: &Entry) -> Vec<&'c str> {
    let lost = keys_of_rows(cx.register, entry);
    let mut lost: Vec<&str> = lost.map(|key| cx.register.label_of(key, cx.words())).collect();
    lost.dedup();
    lost
}
