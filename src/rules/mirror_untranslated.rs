//! `mirror-untranslated`: words that nobody has translated.

use super::{Check, Findings, PairContext, Rule};
use crate::finding::Level;
use crate::mirror::Kind;

pub(super) const RULE: Rule = Rule {
    name: "mirror-untranslated",
    level: Level::Warning,
    fixes: None,
    page: include_str!("mirror_untranslated.md"),
    check: Check::Pair(check),
};

fn check(cx: &PairContext<'_>, found: &mut Findings) {
    cx.tell(Kind::Untranslated, found);
}
