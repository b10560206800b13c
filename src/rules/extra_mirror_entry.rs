//! `extra-mirror-entry`: a translation of no entry.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::Level;
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "extra-mirror-entry",
    level: Level::Error,
    fixes: None,
    page: include_str!("extra_mirror_entry.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Extra, found);
}
