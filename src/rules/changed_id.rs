//! `changed-id`: an entry got another ID.

use std::collections::HashSet;

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::values::mentions;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "changed-id",
    group: Group::Changes,
    level: Level::Error,
    fixes: None,
    page: include_str!("changed_id.md"),
    check: Check::Change(check),
};

/// So many places that still name an ID are shown.
const MOST_NAMED: usize = 10;

fn check(cx: &Context<'_>, found: &mut Findings) {
    // Where two entries had one ID, one of them has to get another.
    let kept = cx.entry_changes().filter_map(|change| {
        let (was, is) = change.snapshots()?;
        is.id.clone().filter(|id| was.id.as_ref() == Some(id))
    });
    let kept: HashSet<String> = kept.collect();
    for change in cx.entry_changes() {
        let ids = change.snapshots().and_then(|(was, is)| was.id.as_deref().zip(is.id.as_deref()));
        if let Some((was, is)) = ids.filter(|(was, is)| was != is && !kept.contains(*was)) {
            let message = format!("this gap was `{was}` before, and is `{is}` now");
            let finding = change
                .report(cx, found, Key::Id, &message)
                .help("an ID stays with its gap: tickets and other pages name it");
            let text = cx.register.source.text();
            // Where another entry has the ID now, the text may mean that one.
            let mentions = mentions(text, was).into_iter().filter(|one| !one.is_elsewhere);
            if cx.register.entry_of(was).is_none() {
                for mention in mentions.take(MOST_NAMED) {
                    finding.related(mention.span(), format!("`{was}` is still named here"));
                }
            }
        }
    }
}
