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

/// For as many IDs of a page the nearest known one is looked for.
const MOST_NEAR: usize = 20;

fn check(cx: &PageContext<'_>, found: &mut Findings) {
    let page = cx.page();
    let ids = || cx.manual.compared.entries.iter().filter_map(|entry| entry.id.as_deref());
    let mut count = 0;
    for one in cx.gaps() {
        for &span in &one.found.unknown {
            let id = page.source.plain(span);
            let near = (count < MOST_NEAR).then(|| nearest(id, ids())).flatten();
            count += 1;
            let finding = found.at(span, format!("no entry has the ID {id}"));
            if let Some(near) = near {
                finding.help(format!("the nearest is {near}"));
            }
        }
    }
}
