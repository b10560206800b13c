//! `missing-triage`: a register without a triage table.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::text::Span;
use crate::triage;
use crate::vocabulary::Section;

pub(super) const RULE: Rule = Rule {
    name: "missing-triage",
    group: Group::Triage,
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("missing_triage.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if !cx.is_generic() && cx.register.triage.is_empty() && !cx.register.entries.is_empty() {
        let start = cx.register.source.body_start();
        let place = cx.register.title.unwrap_or(Span::at(start));
        let input = cx.table_input();
        let edits = if cx.environment.defers_fixes {
            triage::has_insertion(input).then(Vec::new)
        } else {
            triage::insertion(input).map(|edit| vec![edit])
        };
        // A new section is more than a repair, so it is added only when asked for.
        let title = "write the table".to_owned();
        let fix = edits.map(|edits| Fix { safety: Safety::Unsafe, title, edits });
        if let Some(header) = triage::table_without_ids(cx.register) {
            found
                .at(header, "this table has the titles of entries and not their IDs: it is not compared with them")
                .help("with a column of IDs, it is the triage table, whatever words its rows have")
                .fix(fix);
            return;
        }
        let heading = cx.words().heading(&cx.register.language, Section::Triage);
        found
            .at(place, "this register has no triage table")
            .help(format!("a table under a heading `{heading}`, with a row for each entry"))
            .fix(fix);
    }
}
