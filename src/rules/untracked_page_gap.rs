//! `untracked-page-gap`: a gap of a page that is in no register.

use super::findings::quoted;
use super::manual_context::PageContext;
use super::{Check, Findings, Group, Rule};
use crate::finding::Level;
use crate::manual::Standing;
use crate::text::printable;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "untracked-page-gap",
    group: Group::Pages,
    level: Level::Warning,
    fixes: None,
    page: include_str!("untracked_page_gap.md"),
    check: Check::Page(check),
};

fn check(cx: &PageContext<'_>, found: &mut Findings) {
    let page = cx.page();
    for one in cx.gaps() {
        let is_over = one.gap.standing == Standing::Closed;
        let is_first = cx.manual.compared.is_first(cx.at, one.at);
        if !one.found.is_untracked() || is_over || !is_first {
            continue;
        }
        let symptom = one.gap.field(Key::Symptom).map_or(one.gap.lead, |field| field.value);
        let says = quoted(&page.text(symptom).replace('`', "'"));
        let path = printable(page.source.path());
        // People copy the command into a shell.
        let page = if path.contains('\'') { "PAGE" } else { &*path };
        found
            .at(one.gap.lead, format!("no entry of a register is about this gap: {says}"))
            .help(format!("`gapreg new --from-page '{page}#{}'` adds one", one.at + 1));
    }
}
