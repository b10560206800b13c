//! `mirror-table`: triage tables that differ.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::{Level, Safety};
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-table",
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("mirror_table.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Table, found);
}
