//! `page-gap-without-id`: a gap of a page that belongs to an entry and does not name it.

use super::manual_context::PageContext;
use super::{Check, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::manual::id_edit;
use crate::vocabulary::Key;

pub(crate) const RULE: Rule = Rule {
    name: "page-gap-without-id",
    group: Group::Pages,
    level: Level::Info,
    fixes: Some(Safety::Safe),
    page: include_str!("page_gap_without_id.md"),
    check: Check::Page(check),
};

fn check(cx: &PageContext<'_>, found: &mut Findings) {
    let page = cx.page();
    for one in cx.gaps().filter(|one| one.gap.ids.is_empty()) {
        let [entry] = one.found.entries[..] else { continue };
        let entry = &cx.manual.compared.entries[entry];
        let Some(id) = entry.id.clone() else { continue };
        let (register, _) = cx.manual.entry(entry);
        let label = cx.manual.words().label(&register.language, Key::Id);
        let fix = id_edit(page, one.gap, &id, label).map(|edit| Fix {
            safety: Safety::Safe,
            title: format!("write `{id}` into it"),
            edits: vec![edit],
        });
        found
            .at(one.gap.lead, format!("this gap is that of {id} and does not name it"))
            .entry(Some(id))
            .field(cx.manual.words().name(Key::Id))
            .fix(fix);
    }
}
