//! `status-taken-back`: a status that went back without a reason.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::StatusMeaning;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "status-taken-back",
    group: Group::Changes,
    level: Level::Error,
    fixes: None,
    page: include_str!("status_taken_back.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for change in cx.entry_changes() {
        let Some((before, after)) = change.meanings(cx).filter(|both| is_back(cx, *both)) else {
            continue;
        };
        let Some((then, now)) = change.snapshots() else { continue };
        let [was, is] = [(before, then), (after, now)].map(|(state, snapshot)| {
            let text = snapshot.value(Key::Status).unwrap_or_default();
            cx.policy.shown_state(state, text, cx.words())
        });
        // `Open: it came back on staging` gives the reason.
        let has_reason = now.value(Key::Status).is_some_and(|said| {
            let behind = said.split_once([':', ';', ',', '(', '–', '—', '.']);
            behind.is_some_and(|(_, behind)| behind.contains(char::is_alphabetic))
        });
        if !has_reason && !now.says_more_than(then) {
            let message =
                format!("went back from `{was}` to `{is}`, and the entry does not say why");
            change
                .report(cx, found, Key::Status, &message)
                .help("write down what showed that it was not repaired, as a note of its own");
        }
    }
}

/// Whether a gap was moved back in the flow, or was over and waits again.
fn is_back(cx: &Context<'_>, (was, is): (StatusMeaning, StatusMeaning)) -> bool {
    let repaired = cx.policy.repaired_from(cx.words());
    match (was, is) {
        (StatusMeaning::Flow(was), StatusMeaning::Flow(is)) => is < was,
        (StatusMeaning::Flow(was), is) => was >= repaired && !cx.policy.is_closed_unrepaired(is),
        _ => false,
    }
}
