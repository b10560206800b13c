//! `unknown-rule`: an ignore comment that names no existing rule.

use super::{Check, Group, Rule};
use crate::finding::{Level, Safety};

pub(crate) const RULE: Rule = Rule {
    name: "unknown-rule",
    group: Group::Ignores,
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unknown_rule.md"),
    check: Check::Reading,
};
