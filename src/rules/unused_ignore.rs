//! `unused-ignore`: an ignore comment that ignores nothing.

use super::{Check, Group, Rule};
use crate::finding::{Level, Safety};

pub(crate) const RULE: Rule = Rule {
    name: "unused-ignore",
    group: Group::Ignores,
    level: Level::Warning,
    fixes: Some(Safety::Unsafe),
    page: include_str!("unused_ignore.md"),
    check: Check::Reading,
};
