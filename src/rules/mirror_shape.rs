//! `mirror-shape`: lists of another shape.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::Level;
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-shape",
    level: Level::Warning,
    fixes: None,
    page: include_str!("mirror_shape.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Shape, found);
}
