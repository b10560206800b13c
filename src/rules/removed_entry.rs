//! `removed-entry`: an entry that was removed before it was closed.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::StatusMeaning;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "removed-entry",
    group: Group::Changes,
    level: Level::Error,
    fixes: None,
    page: include_str!("removed_entry.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for change in cx.entry_changes().filter(|change| change.transition.after.is_none()) {
        let Some(before) = &change.transition.before else { continue };
        let status = before.value(Key::Status);
        let meaning = status.and_then(|status| cx.policy.meaning(status, cx.words()));
        // A register without a stated flow may have no state after the repair; one without states has
        // no state at all.
        let closed = if cx.policy.is_loose {
            cx.policy.repaired_from(cx.words())
        } else {
            cx.policy.last_state()
        };
        let is_closed = meaning.is_some_and(|state| match state {
            StatusMeaning::Flow(at) => at >= closed,
            StatusMeaning::Further(_) => cx.policy.is_closed_unrepaired(state),
        });
        if is_closed || (status.is_none() && cx.is_generic()) {
            continue;
        }
        let was =
            status.map_or("without a status".to_owned(), |status| format!("while `{status}`"));
        // The title is the name of an entry without an ID.
        let title = Some(&before.title).filter(|title| **title != before.name);
        let title = title.map(|title| format!(": {title}")).unwrap_or_default();
        let message = format!("`{}` was removed {was}{title}", before.name);
        change
            .report(cx, found, Key::Status, &message)
            .help("close it first, and remove it with a later change");
    }
}
