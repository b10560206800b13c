//! `cut-off-register`: a file that ends within an entry, while its table has rows of further ones.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::{Entry, Form};
use crate::text::{Span, listed};
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "cut-off-register",
    group: Group::Structure,
    level: Level::Error,
    fixes: None,
    page: include_str!("cut_off_register.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let Some(last) = cx.register.entries.last().filter(|entry| entry.form == Form::Heading) else {
        return;
    };
    let lacks = cx.required.iter().any(|&key| last.field(key).is_none()) && lacks_end(cx, last);
    let is_end = cx.register.source.text()[last.span.end as usize..].trim().is_empty();
    let rows = rows_beyond(cx);
    if cx.is_generic() || !lacks || !is_end || rows.is_empty() {
        return;
    }
    let end = cx.register.source.text().trim_end().len();
    let line = cx.register.source.line_at(end.saturating_sub(1));
    let ids: Vec<&str> = rows.iter().map(|&row| cx.register.plain(row)).collect();
    let name = cx.register.spoken_name(last);
    let has = if ids.len() == 1 { "has" } else { "have" };
    let message = format!("the file ends within {name}; {} {has} a row but no entry", listed(&ids));
    let finding = found.of(cx, last, line, message);
    finding.help("take the rest from git or from a copy, for instance with `git checkout -p`");
    if let Some(&first) = rows.first() {
        finding.related(first, "this row and those below it have no entry");
    }
}

/// Whether an entry lacks the field with which most of the others end.
fn lacks_end(cx: &Context<'_>, last: &Entry) -> bool {
    let others = cx.register.entries.iter().filter(|entry| entry.span != last.span);
    let others: Vec<&Entry> = others.filter(|entry| entry.form == Form::Heading).collect();
    let end = |entry: &Entry| entry.fields.last().and_then(|field| field.key);
    let missing = others.iter().filter(|entry| {
        end(entry).is_some_and(|key| last.field(key).is_none() && end(last) != Some(key))
    });
    missing.count() * 2 > others.len()
}

/// The IDs of the rows behind the one of the last entry, where none of them has an entry and all
/// others have one. In a table in parts, such rows are at the end of any part.
fn rows_beyond(cx: &Context<'_>) -> Vec<Span> {
    let last = cx.register.entries.last().and_then(|entry| cx.register.id(entry));
    let is_last = |id: Span| Some(cx.register.plain(id)) == last;
    let orphans = cx.drifts().filter_map(|(_, drift)| match drift {
        Drift::Orphan(row) => Some(row.id),
        _ => None,
    });
    let orphans: Vec<Span> = orphans.collect();
    let (mut beyond, mut has_last) = (Vec::new(), false);
    for table in &cx.register.triage {
        let ids: Vec<Span> = table.rows.iter().map(|row| row.id).collect();
        let own = ids.iter().position(|&id| is_last(id));
        let first = own.map(|at| at + 1);
        let first = first.or_else(|| ids.iter().position(|id| orphans.contains(id)));
        has_last |= own.is_some();
        beyond.extend_from_slice(&ids[first.unwrap_or(ids.len())..]);
    }
    if has_last && orphans == beyond { orphans } else { Vec::new() }
}
