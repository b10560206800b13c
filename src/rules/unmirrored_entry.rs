//! `unmirrored-entry`: an entry that has no translation.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::Level;
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "unmirrored-entry",
    level: Level::Error,
    fixes: None,
    page: include_str!("unmirrored_entry.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Missing, found);
}
