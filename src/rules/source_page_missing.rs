//! `source-page-missing`: a source page that does not exist.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(crate) const RULE: Rule = Rule {
    name: "source-page-missing",
    group: Group::Pages,
    level: Level::Warning,
    fixes: None,
    page: include_str!("source_page_missing.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // All at once: the root is searched once, and each page is looked up once.
    let named: Vec<_> = cx
        .entries()
        .flat_map(|(entry, _)| cx.register.source_pages(entry).into_iter().map(move |p| (entry, p)))
        .collect();
    let pages: Vec<&str> = named.iter().map(|&(_, page)| cx.register.text(page)).collect();
    let existing = cx.environment.pages.exist(cx.register.source.path(), &pages);
    for ((entry, page), exists) in named.into_iter().zip(existing) {
        if exists == Some(false) {
            found
                .of(cx, entry, page, format!("there is no page `{}`", cx.register.text(page)))
                .field(cx.words().name(Key::SourcePage));
        }
    }
}
