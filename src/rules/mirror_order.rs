//! `mirror-order`: entries in another order than in the source.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::{Level, Safety};
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-order",
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("mirror_order.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Order, found);
}
