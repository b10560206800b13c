//! `reused-id`: the ID of another entry was given to a new one.

use super::{ChangeContext, Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "reused-id",
    group: Group::Changes,
    level: Level::Error,
    fixes: None,
    page: include_str!("reused_id.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // `changed-id` reports entries that had another ID.
    let is_new = |change: &ChangeContext<'_>| {
        change.transition.before.as_ref().is_none_or(|b| b.id.is_none())
    };
    for change in cx.entry_changes().filter(is_new) {
        let Some(owner) = &change.transition.displaced else { continue };
        let message = format!("`{}` was another gap before: {}", owner.name, owner.title);
        change
            .report(cx, found, Key::Id, &message)
            .help("give a new gap an ID that none had; `gapreg new` knows the next");
    }
}
