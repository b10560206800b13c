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
    let all = cx.compared.undescribed();
    // A translation says the same again.
    let is_first = |id: &Option<String>, group: usize| {
        let mut same = all.iter().filter(|other| id.is_some() && other.id == *id);
        same.all(|other| other.group >= group)
    };
    for held in all.iter().filter(|held| held.place.register == register) {
        if !is_first(&held.id, held.group) {
            continue;
        }
        let (own, entry) = cx.entry(held);
        let Some(field) = entry.field(Key::SourcePage) else { continue };
        let (what, pages) = match held.pages.len() {
            1 => ("page that it cites has", "the"),
            _ => ("pages that it cites has", "none of the"),
        };
        let no = if held.pages.len() == 1 {
            "no gap section that describes it"
        } else {
            "a gap section that describes it"
        };
        let message = format!("{pages} {what} {no}");
        let span = own.first_line(field.value);
        found.at(span, message).entry(own.name(entry)).field(cx.words().name(Key::SourcePage));
    }
}
