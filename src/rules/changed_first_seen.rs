//! `changed-first-seen`: the day from which the SLA counts was changed.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::timeline::EntrySnapshot;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "changed-first-seen",
    group: Group::Changes,
    level: Level::Error,
    fixes: None,
    page: include_str!("changed_first_seen.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let seen = |snapshot: &EntrySnapshot| {
        cx.policy.day(Key::FirstSeen, snapshot.value(Key::FirstSeen), cx.words())
    };
    for change in cx.entry_changes() {
        let Some((before, after)) = change.snapshots() else { continue };
        let days = seen(before).zip(seen(after));
        if let Some((was, is)) = days.filter(|(was, is)| was != is) {
            let message = format!("was {was} before, and is {is} now");
            change
                .report(cx, found, Key::FirstSeen, &message)
                .help("the SLA counts from this day; when a gap comes back, say so in a note");
        }
    }
}
