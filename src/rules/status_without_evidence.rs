//! `status-without-evidence`: a closed entry without evidence.

use super::expected::is_rule;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::{Entry, StatusMeaning};
use crate::values::day_in;
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
    let last = cx.policy.last_state();
    // A register of another form that does not give evidence, as a rule, is not asked for it.
    if cx.is_generic() && !gives_evidence(cx, last) {
        return;
    }
    for given in cx.judged_fields(Key::Status).filter(|given| given.tracked.state == Some(last)) {
        // `Verified (Mia, 2026-02-20)`
        let is_noted = cx.is_generic() && has_reason(cx, given.text);
        if !is_noted && !has_evidence(cx, given.entry) {
            let state = shown_state(cx, given.text);
            let message = format!("{state}, but with neither a verification nor a closure note");
            found.in_field(cx, given.entry, given.field, message).help(HELP);
        }
    }
    // Where no flow is stated, a word for what is not repaired may be all that there is to say.
    for given in cx.judged_fields(Key::Status).filter(|_| !cx.policy.is_loose) {
        if let Some(state) = given.tracked.meaning()
            && cx.policy.is_closed_unrepaired(state)
            && !has_reason(cx, given.text)
            && !has_note(cx, given.entry)
        {
            let state = cx.policy.state_name(state);
            let message = format!("{state}, but the entry does not say why");
            found.in_field(cx, given.entry, given.field, message).help(HELP_UNREPAIRED);
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
        let mut notes = NOTES.into_iter().filter_map(|key| now.value(key));
        let is_noted = notes.any(|note| cx.words().placeholder(note).is_none());
        if !is_noted && now.value(Key::Verification) == then.value(Key::Verification) {
            let state = shown_state(cx, now.value(Key::Status).unwrap_or_default());
            let message = format!("{state} now, but nothing that was not there before shows it");
            change.report(cx, found, Key::Status, &message).help(HELP);
        }
    }
}

/// The last state, as a status says it.
fn shown_state(cx: &Context<'_>, status: &str) -> String {
    let last = StatusMeaning::Flow(cx.policy.last_state());
    cx.policy.shown_state(last, status, cx.words()).to_owned()
}

/// Whether the closed entries have evidence, as a rule.
fn gives_evidence(cx: &Context<'_>, last: usize) -> bool {
    let closed = || cx.filled(Key::Status).filter(|given| given.tracked.state == Some(last));
    is_rule(closed().filter(|given| has_evidence(cx, given.entry)).count(), closed().count())
}

const HELP: &str = "say what was checked, by whom and when, in a `Closure note`";

/// The keys under which an entry says that it was checked.
const EVIDENCE: [Key; 3] = [Key::Verification, Key::ClosureNote, Key::Evidence];

/// Those of them that are written when it is closed.
const NOTES: [Key; 2] = [Key::ClosureNote, Key::Evidence];

const HELP_UNREPAIRED: &str =
    "say why it is not repaired, behind the status or in a `Closure note`";

fn has_note(cx: &Context<'_>, entry: &Entry) -> bool {
    NOTES.into_iter().any(|key| is_answered(cx, entry, key))
}

/// Whether a status says more than its state and a day: `Duplicate of G-012`.
fn has_reason(cx: &Context<'_>, status: &str) -> bool {
    let state = cx.policy.meaning(status, cx.words());
    let blanks = status.match_indices(' ').map(|(at, _)| at);
    let is_state = |end: &usize| cx.policy.meaning(&status[..*end], cx.words()) == state;
    let behind = blanks.take(MOST_WORDS).find(is_state).map_or("", |end| &status[end..]);
    behind.contains(char::is_alphabetic)
        || (behind.contains(char::is_numeric) && day_in(behind).is_none())
}

/// The name of a state has no more words.
const MOST_WORDS: usize = 6;

fn has_evidence(cx: &Context<'_>, entry: &Entry) -> bool {
    EVIDENCE.into_iter().any(|key| is_answered(cx, entry, key))
}

fn is_answered(cx: &Context<'_>, entry: &Entry, key: Key) -> bool {
    let text = entry.field(key).map_or("", |field| cx.register.bare(field.value));
    !text.is_empty() && cx.words().placeholder(text).is_none()
}
