//! `unused-ignore`: a comment that silences nothing.

use super::{Check, Rule};
use crate::finding::{Level, Safety};

pub(super) const RULE: Rule = Rule {
    name: "unused-ignore",
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("unused_ignore.md"),
    check: Check::Reading,
};
