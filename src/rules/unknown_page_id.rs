//! `unknown-page-id`: an ID in a gap section that no entry has.

use super::manual_context::PageContext;
use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::nearest;

pub(super) const RULE: Rule = Rule {
    name: "unknown-page-id",
    group: Group::Pages,
    level: Level::Error,
    fixes: None,
    page: include_str!("unknown_page_id.md"),
    check: Check::Page(check),
};

fn check(cx: &PageContext<'_>, found: &mut Findings) {
    let page = cx.page();
    let ids = || cx.manual.compared.entries.iter().filter_map(|entry| entry.id.as_deref());
    for one in cx.gaps() {
        for &span in &one.found.unknown {
            let id = page.source.plain(span);
            let finding = found.at(span, format!("no entry has the ID {id}"));
            if let Some(near) = nearest(id, ids()) {
                finding.help(format!("the nearest is {near}"));
            }
        }
    }
}
