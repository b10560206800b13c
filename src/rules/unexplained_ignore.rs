//! `unexplained-ignore`: a comment that silences without saying why.

use super::{Check, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    name: "unexplained-ignore",
    level: Level::Info,
    fixes: None,
    page: include_str!("unexplained_ignore.md"),
    check: Check::Reading,
};
