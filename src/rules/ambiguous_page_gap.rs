//! `ambiguous-page-gap`: a gap of a page that could be that of several entries, or the entry that of
//! several gaps.

use super::manual_context::PageContext;
use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::manual::Standing;
use crate::text::listed;

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-page-gap",
    group: Group::Pages,
    level: Level::Info,
    fixes: None,
    page: include_str!("ambiguous_page_gap.md"),
    check: Check::Page(check),
};

fn check(cx: &PageContext<'_>, found: &mut Findings) {
    for one in cx.gaps() {
        if one.found.candidates.is_empty() || one.gap.standing == Standing::Closed {
            continue;
        }
        let names: Vec<&str> =
            cx.entries(&one.found.candidates).map(|entry| cx.manual.name(entry)).collect();
        let message = match &names[..] {
            [only] => format!("this gap may be that of {only}, or another one"),
            _ => format!("this gap may be that of one of {}", listed(&names)),
        };
        found.at(one.gap.lead, message).help("write the ID of the entry into it");
    }
}
