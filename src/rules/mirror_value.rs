//! `mirror-value`: a tracked value that a translation states otherwise.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::{Level, Safety};
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-value",
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("mirror_value.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Value, found);
}
