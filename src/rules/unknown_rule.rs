//! `unknown-rule`: a comment that silences a rule there is not.

use super::{Check, Rule};
use crate::finding::{Level, Safety};

pub(super) const RULE: Rule = Rule {
    name: "unknown-rule",
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unknown_rule.md"),
    check: Check::Reading,
};
