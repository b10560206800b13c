//! `mirror-field`: a field that a translation lacks, adds or moves.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::{Level, Safety};
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-field",
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("mirror_field.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Field, found);
}
