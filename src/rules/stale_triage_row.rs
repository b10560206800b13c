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
        if stale.is_newer {
            report_newer(cx, stale, found);
            continue;
        }
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

/// A cell that was changed later than its entry is the user's: people decide which is right.
fn report_newer(cx: &Context<'_>, stale: &Stale<'_>, found: &mut Findings) {
    let name = cx.words().name(stale.field);
    let is = stale.of_entry(cx.register);
    let shown = |text: &str| if text.is_empty() { "(empty)" } else { text }.to_owned();
    let [is, says] = [is, cx.register.bare(stale.cell)].map(shown);
    let message = format!("{name}: {is} → {says}, changed in the table later than in the entry");
    let finding = found.of(cx, stale.entry, stale.cell, message);
    finding.field(cx.words().name(stale.key)).help(
        "`gapreg triage --pull` keeps it, in the entry and its translation; `gapreg triage \
         --overwrite` drops it",
    );
    if let Some(value) = stale.value {
        finding.related(value, "the entry's value");
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
