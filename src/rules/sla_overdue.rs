//! `sla-overdue`: an entry that is not repaired within its SLA.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Level, counted};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "sla-overdue",
    group: Group::Promises,
    level: Level::Warning,
    fixes: None,
    page: include_str!("sla_overdue.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let today = cx.environment.today;
    for (entry, tracked) in cx.judged() {
        let key = if tracked.states_due { Key::Due } else { Key::Sla };
        let Some(field) = entry.field(key) else { continue };
        let late = tracked.days_overdue(today, cx.policy, cx.words());
        let Some((due, late)) = tracked.due.zip(late) else { continue };
        let late = counted(late.unsigned_abs() as usize, "day", "days");
        let seen = tracked.first_seen.map_or(String::new(), |seen| format!(", first seen {seen}"));
        let accepted = tracked.accepted_until;
        let accepted = accepted.map_or(String::new(), |day| format!(", accepted until {day}"));
        let message = format!("overdue by {late}: due {due}{seen}{accepted}");
        found.in_field(cx, entry, field, message);
    }
}
