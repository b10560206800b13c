//! `stale-triage-row`: a cell of the table that contradicts its entry.

use super::context::quoted;
use super::{Check, Context, Findings, Rule};
use crate::finding::Level;
use crate::triage::Drift;

pub(super) const RULE: Rule = Rule {
    name: "stale-triage-row",
    level: Level::Error,
    fixes: None,
    page: include_str!("stale_triage_row.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for drift in &cx.drifts {
        if let Drift::Stale { entry, key, cell, value } = drift {
            let [said, is] = [cell, value].map(|&span| quoted(cx.register.bare(span)));
            let message = format!("the table says {said}, the entry says {is}");
            found
                .of(cx, entry, *cell, message)
                .field(cx.words().name(*key))
                .related(*value, "the entry's value");
        }
    }
}
