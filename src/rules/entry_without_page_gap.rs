//! `entry-without-page-gap`: an open entry that none of its pages describes.

use super::manual_context::ManualContext;
use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "entry-without-page-gap",
    group: Group::Pages,
    level: Level::Info,
    fixes: None,
    page: include_str!("entry_without_page_gap.md"),
    check: Check::Described(check),
};

fn check(cx: &ManualContext<'_>, register: usize, found: &mut Findings) {
    let entries = cx.compared.undescribed.iter().map(|&at| &cx.compared.entries[at]);
    for held in entries.filter(|held| held.place.register == register) {
        let (own, entry) = cx.entry(held);
        let Some(field) = entry.field(Key::SourcePage) else { continue };
        let message = match held.pages.len() {
            1 => "the page that it cites has no gap section that describes it",
            _ => "none of the pages that it cites has a gap section that describes it",
        };
        let span = own.first_line(field.value);
        found.at(span, message).entry(own.name(entry)).field(cx.words().name(Key::SourcePage));
    }
}
