//! `unexplained-ignore`: an ignore comment without a reason.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(crate) const RULE: Rule = Rule {
    name: "unexplained-ignore",
    group: Group::Ignores,
    level: Level::Info,
    fixes: None,
    page: include_str!("unexplained_ignore.md"),
    check: Check::Reading,
};
