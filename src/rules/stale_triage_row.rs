//! `stale-triage-row`: a cell of the table that contradicts its entry.

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Edit, Fix, Level, Safety};
use crate::triage::{Displaced, Drift, Stale, TableDraft, stuck};

pub(crate) const RULE: Rule = Rule {
    name: "stale-triage-row",
    group: Group::Triage,
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("stale_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (draft, drift) in cx.drifts() {
        if let Drift::Displaced(displaced) = drift {
            report_displaced((cx, draft), displaced, draft.fix_edits(drift), found);
        }
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
        if let Some(other) = stale.other {
            let [own, other] = [stale.entry, other].map(|entry| cx.register.spoken_name(entry));
            finding.help(format!(
                "the row has the title of {other}: correct the ID of the row, or give {own} its own back"
            ));
        } else if stale.is_withheld {
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

/// A row that is in another part of the table than its entry belongs to.
fn report_displaced(
    (cx, draft): (&Context<'_>, &TableDraft<'_>),
    row: &Displaced<'_>,
    edits: Vec<Edit>,
    found: &mut Findings,
) {
    // A cell that says so is reported, and moves the row with it.
    let says_so = |drift: &Drift<'_>| {
        matches!(drift, Drift::Stale(stale)
            if stale.entry.span == row.entry.span && stale.field == row.key)
    };
    let reason = stuck(cx.register, row);
    if draft.drifts().iter().any(says_so) && (reason.is_none() || row.is_newer) {
        return;
    }
    let value = quoted(cx.register.value_of(row.entry, row.key).unwrap_or_default());
    let id = cx.register.spoken_name(row.entry);
    let name = cx.words().name(row.key);
    let label = cx.register.label_of(row.key, cx.words());
    let [from, to] = row.parts.map(|part| {
        let caption = part.caption(cx.register.source.text());
        caption.map_or("another part of the table".to_owned(), quoted)
    });
    let message = match reason {
        Some(reason) => format!("the row of {id} {reason}"),
        None => format!("the row of {id} is under {from}, and its {label} is {value}"),
    };
    let finding = found.of(cx, row.entry, row.row.id, message);
    finding.field(name);
    if row.is_newer {
        finding.help(format!(
            "give {id} the {label} that is meant with `gapreg set`, or move the row back with \
             `gapreg triage --overwrite`"
        ));
    } else if row.lost.is_some() {
        finding.help("move it by hand, with what it says");
    } else {
        let title = format!("move it to {to}");
        finding.fix(Fix { safety: Safety::Safe, title, edits });
    }
    if let Some(field) = row.entry.field(row.key) {
        finding.related(field.value, "the entry's value");
    }
}

/// A cell that was changed later than its entry is the user's: people decide which is right.
fn report_newer(cx: &Context<'_>, stale: &Stale<'_>, found: &mut Findings) {
    let label = cx.register.label_of(stale.field, cx.words());
    let is = stale.of_entry(cx.register);
    let shown = |text: &str| if text.is_empty() { "(empty)" } else { text }.to_owned();
    let [is, says] = [is, cx.register.bare(stale.cell)].map(shown);
    let message = format!("{label}: {is} → {says}, changed in the table later than in the entry");
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
        let column = cx.register.label_of(stale.key, cx.words());
        return format!("the cell for {column} is empty, the entry says {is}");
    }
    format!("the table says {}, the entry says {is}", quoted(said))
}
