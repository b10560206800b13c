//! `status-without-evidence`: a closed entry without evidence.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::Entry;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "status-without-evidence",
    group: Group::Promises,
    level: Level::Error,
    fixes: None,
    page: include_str!("status_without_evidence.md"),
    check: Check::RegisterAndChange(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // A register without any evidence has no place for it.
    let is_given = |entry: &Entry| {
        [Key::Verification, Key::ClosureNote].into_iter().any(|key| entry.field(key).is_some())
    };
    if cx.is_generic() && !cx.entries().any(|(entry, _)| is_given(entry)) {
        return;
    }
    let last = cx.policy.last_state();
    for given in cx.filled(Key::Status).filter(|given| given.tracked.state == Some(last)) {
        if !has_evidence(cx, given.entry) {
            let state = &cx.policy.flow[last];
            let message = format!("{state}, but with neither a verification nor a closure note");
            found.in_field(cx, given.entry, given.field, message).help(HELP);
        }
    }
    // A verification that did not change says what is to be checked, not that it was.
    for change in cx.entry_changes() {
        let Some((then, now)) = change.snapshots() else { continue };
        let is_closed = change.states(cx).is_some_and(|(was, is)| was != last && is == last);
        let has_no_evidence = change.entry.is_some_and(|entry| !has_evidence(cx, entry));
        if !is_closed || has_no_evidence {
            continue;
        }
        let note = now.value(Key::ClosureNote);
        let is_noted = note.is_some_and(|note| cx.words().placeholder(note).is_none());
        if !is_noted && now.value(Key::Verification) == then.value(Key::Verification) {
            let state = &cx.policy.flow[last];
            let message = format!("{state} now, but nothing that was not there before shows it");
            change.report(cx, found, Key::Status, &message).help(HELP);
        }
    }
}

const HELP: &str = "say what was checked, by whom and when, in a `Closure note`";

fn has_evidence(cx: &Context<'_>, entry: &Entry) -> bool {
    [Key::Verification, Key::ClosureNote].into_iter().any(|key| {
        let text = entry.field(key).map_or("", |field| cx.register.bare(field.value));
        !text.is_empty() && cx.words().placeholder(text).is_none()
    })
}
