//! `orphan-triage-row`: a row without an entry.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Extent, Fix, Level, Safety};
use crate::text::Span;
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "orphan-triage-row",
    group: Group::Triage,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("orphan_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if let Some((first, count)) = foreign_rows(cx) {
        let message = format!("none of the {count} rows of this table has an entry");
        let finding = found.at(first, message).reaches(Extent::Table(count as u32));
        finding.help("is this the triage table? Mark it with `<!-- gapreg:triage -->` above it");
        return;
    }
    // An entry below a fence that is not closed is there all the same.
    let hides_entries = cx.register.unclosed.iter().any(|unclosed| unclosed.hides_rest);
    for (draft, drift) in cx.drifts() {
        let (row, message, related) = match drift {
            Drift::Orphan(row) => (row, "has a row but no entry", None),
            Drift::Repeated(row, first) => {
                (row, "has a row already", Some((*first, "its first row")))
            }
            Drift::Closed(row, entry) => (
                row,
                "is closed, and only open entries are listed",
                Some((entry.handle(), "the entry")),
            ),
            _ => continue,
        };
        let id = cx.register.plain(row.id);
        let finding = found.at(row.id, format!("{id} {message}")).entry(Some(id.to_owned()));
        // The row is the only place for what it says.
        let title = "remove the row".to_owned();
        let fix = Fix { safety: Safety::Unsafe, title, edits: draft.fix_edits(drift) };
        finding.fix((!hides_entries).then_some(fix));
        if let Some((span, what)) = related {
            finding.related(span, what);
        }
    }
}

/// The first ID of a table no row of which has an entry, and the number of its rows.
fn foreign_rows(cx: &Context<'_>) -> Option<(Span, usize)> {
    cx.draft.as_ref()?;
    let rows = cx.register.triage.iter().flat_map(|table| &table.rows);
    let mut ids = rows.map(|row| row.id).filter(|id| !id.is_empty());
    let first = ids.next()?;
    let count = 1 + ids.count();
    let orphans = cx.drifts().filter(|(_, drift)| matches!(drift, Drift::Orphan(_))).count();
    (count > 1 && orphans == count).then_some((first, count))
}
