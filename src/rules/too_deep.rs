//! `too-deep`: Markdown that is nested too deeply.

use super::{Check, Findings, Group, Rule};
use crate::document::TooDeep;
use crate::finding::Level;

pub(crate) const RULE: Rule = Rule {
    name: "too-deep",
    group: Group::Letters,
    level: Level::Error,
    fixes: None,
    page: include_str!("too_deep.md"),
    check: Check::Reading,
};

/// Reports the markers that open too many lists and quotes.
pub(crate) fn describe(found: &mut Findings, deep: TooDeep) {
    found
        .at(deep.span, "more than a hundred lists and quotes open on this line")
        .help("nothing of the file was read, as reading it would take far too long");
}
