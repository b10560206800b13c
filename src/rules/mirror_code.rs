//! `mirror-code`: code, numbers and addresses that differ.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::{Level, Safety};
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-code",
    level: Level::Error,
    fixes: Some(Safety::Safe),
    page: include_str!("mirror_code.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Code, found);
}
