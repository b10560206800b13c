//! `stale-triage-row`: a cell of the table that contradicts its entry.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::triage::{Drift, Stale};

pub(super) const RULE: Rule = Rule {
    name: "stale-triage-row",
    group: Group::Triage,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("stale_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (draft, drift) in cx.drifts() {
        let Drift::Stale(stale) = drift else { continue };
        // What is wrong then is reported at the entry.
        if stale.is_withheld && cx.is_unsound(stale.entry, stale.key) {
            continue;
        }
        let title = format!("write {}", quoted(&stale.text));
        let finding = found.of(cx, stale.entry, stale.cell, message(cx, stale));
        finding.field(cx.words().name(stale.key));
        let safety = if stale.is_doubtful { Safety::Unsafe } else { Safety::Safe };
        if stale.is_withheld {
            finding
                .help("fill it in at the entry first: the value in the table is kept until then");
        } else {
            finding.fix(Fix { safety, title, edits: draft.fix_edits(drift) });
        }
        // A text is made of the whole entry; a value has one place.
        if let Some(value) = stale.value {
            let what =
                if stale.key.is_computed() { "follows from this" } else { "the entry's value" };
            finding.related(value, what);
        }
    }
}

fn message(cx: &Context<'_>, stale: &Stale<'_>) -> String {
    let said = cx.register.bare(stale.cell);
    let is = match stale.value {
        Some(value) if !stale.key.is_computed() => quoted(cx.register.bare(value)),
        _ => quoted(&stale.text),
    };
    if said.is_empty() {
        let column = cx.words().name(stale.key);
        return format!("the cell for {column} is empty, the entry says {is}");
    }
    format!("the table says {}, the entry says {is}", quoted(said))
}
