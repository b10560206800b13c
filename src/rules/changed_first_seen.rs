//! `changed-first-seen`: the day that the SLA counts from was moved.

use super::{Check, Context, Findings, Rule};
use crate::finding::Level;
use crate::timeline::EntrySnapshot;
use crate::values;
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "changed-first-seen",
    level: Level::Error,
    fixes: None,
    page: include_str!("changed_first_seen.md"),
    check: Check::Change(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let day = |stage: &EntrySnapshot| stage.value(Key::FirstSeen).and_then(values::parse_date);
    for turned in cx.turned() {
        let Some((before, after)) = turned.stages() else { continue };
        if let Some((was, is)) = day(before).zip(day(after)).filter(|(was, is)| was != is) {
            let message = format!("was {was} before, and is {is} now");
            turned
                .tell(cx, found, Key::FirstSeen, &message)
                .help("the SLA counts from this day; when a gap comes back, say so in a note");
        }
    }
}
