//! `changed-first-seen`: the day from which the SLA counts was changed.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::Level;
use crate::register::day_kind;
use crate::timeline::EntrySnapshot;
use crate::values;
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
    // A register that changed the order of day and month changed no day.
    let changes: Vec<_> = cx.entry_changes().collect();
    let earlier = changes.iter().filter_map(|change| change.snapshots()?.0.value(Key::FirstSeen));
    let order = values::DayOrder::of(earlier);
    let was_seen = |snapshot: &EntrySnapshot| {
        let text = snapshot.value(Key::FirstSeen)?;
        let by_order = || values::read_day_in(order, text, day_kind(Key::FirstSeen), cx.words());
        if order.is_some() { by_order().ok().map(|day| day.value) } else { seen(snapshot) }
    };
    for change in changes {
        let Some((before, after)) = change.snapshots() else { continue };
        let days = was_seen(before).zip(seen(after));
        if let Some((was, is)) = days.filter(|(was, is)| was != is) {
            let message = format!("was {was} before, and is {is} now");
            change
                .report(cx, found, Key::FirstSeen, &message)
                .help("the SLA counts from this day; when a gap comes back, say so in a note");
        }
    }
}
