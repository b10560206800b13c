//! `page-contradicts-entry`: a page and an entry that say otherwise of a gap.

use super::manual_context::{ComparedGap, PageContext};
use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::manual::{HeldEntry, Standing};
use crate::register::EntryEnd;
use crate::text::Span;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "page-contradicts-entry",
    group: Group::Pages,
    level: Level::Warning,
    fixes: None,
    page: include_str!("page_contradicts_entry.md"),
    check: Check::Page(check),
};

fn check(cx: &PageContext<'_>, found: &mut Findings) {
    for one in cx.gaps() {
        for entry in cx.entries(&one.found.entries) {
            check_gap(cx, one, entry, found);
        }
    }
    if let Some(denial) = cx.page().denial() {
        for entry in cx.manual.compared.denied(cx.at) {
            let status = status(cx, entry);
            let name = cx.manual.name(entry);
            let message = format!("this page says that there is no gap, and {name} is {status}");
            report(cx, found, denial, entry, &message).help("describe the gap, or close the entry");
        }
    }
}

fn check_gap(cx: &PageContext<'_>, one: ComparedGap<'_>, entry: &HeldEntry, found: &mut Findings) {
    let (name, status) = (cx.manual.name(entry), status(cx, entry));
    match (entry.end, one.gap.standing) {
        (EntryEnd::Repaired, Standing::Described) => {
            let message = format!("{name} is {status}, and this page still describes the gap");
            report(cx, found, one.gap.lead, entry, &message)
                .help("take the gap out of the page, or reopen the entry");
        }
        (EntryEnd::Open, Standing::Closed) => {
            let message =
                format!("this page says that the gap of {name} is closed, and it is {status}");
            report(cx, found, one.gap.lead, entry, &message)
                .help("close the entry, or describe the gap");
        }
        _ => {}
    }
}

/// The status of an entry as it is written.
fn status(cx: &PageContext<'_>, entry: &HeldEntry) -> String {
    let (register, entry) = cx.manual.entry(entry);
    let status = register.value_of(entry, Key::Status).unwrap_or_default();
    super::findings::quoted(status)
}

fn report<'f>(
    cx: &PageContext<'_>,
    found: &'f mut Findings,
    place: Span,
    entry: &HeldEntry,
    message: &str,
) -> &'f mut crate::finding::Finding {
    let (register, entry) = cx.manual.entry(entry);
    let field = entry.field(Key::Status);
    let span = field.map_or(entry.heading, |field| register.first_line(field.value));
    found.at(place, message).entry(register.name(entry)).related_in(
        register.source.path(),
        span,
        "the entry",
    )
}
