//! `skipped-status`: a state of the flow was skipped.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "skipped-status",
    group: Group::Changes,
    level: Level::Error,
    fixes: None,
    page: include_str!("skipped_status.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // Without a stated flow, no state is skipped.
    if cx.policy.is_loose || !cx.policy.is_ordered {
        return;
    }
    for change in cx.entry_changes() {
        let Some((before, after)) = change.states(cx).filter(|(was, is)| is > was) else {
            continue;
        };
        let passed = &cx.policy.flow[before + 1..after];
        if passed.is_empty() {
            continue;
        }
        let [was, is] = [before, after].map(|state| &cx.policy.flow[state]);
        let message = format!("from `{was}` to `{is}` skips `{}`", passed.join("` and `"));
        change.report(cx, found, Key::Status, &message).help(format!(
            "the flow is {}; take one state after the other",
            cx.policy.flow.join(" → ")
        ));
    }
}
