//! `unordered-triage-row`: rows in the wrong order.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "unordered-triage-row",
    group: Group::Triage,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unordered_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let order = match &cx.settings.triage.order[..] {
        [] => "the order of the entries".to_owned(),
        keys => {
            let names: Vec<&str> = keys.iter().map(|&key| cx.words().name(key)).collect();
            format!("the order of {}", names.join(", "))
        }
    };
    // Without a configured order, rows that leave that of the entries may be meant to.
    let is_configured = !cx.settings.triage.order.is_empty();
    let safety = if is_configured { Safety::Safe } else { Safety::Unsafe };
    for (draft, drift) in cx.drifts() {
        let Drift::Misplaced(rows) = drift else { continue };
        let id = cx.register.plain(rows[0].id);
        let message = match rows.len() {
            1 => format!("the row of {id} is not in {order}"),
            count => format!("{count} rows, the first of them {id}, are not in {order}"),
        };
        let title = "put the rows in order".to_owned();
        let fix = Fix { safety, title, edits: draft.fix_edits(drift) };
        let entry = Some(id.to_owned()).filter(|id| !id.is_empty());
        found.at(rows[0].id, message).entry(entry).fix(fix);
    }
}
