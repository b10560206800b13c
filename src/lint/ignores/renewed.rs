//! The comments whose day is past and whose findings are there again: to accept these anew, they make
//! room.

use jiff::civil::Date;

use super::comment::{IgnoreComment, ignore_comments};
use super::faults::removal;
use super::ignored::IgnoredRules;
use crate::finding::{Edit, Finding};
use crate::register::Register;

/// Whether the day of some comment is past.
pub(crate) fn has_lapsed(register: &Register<'_>, today: Date) -> bool {
    !lapsed(register, today).is_empty()
}

fn lapsed<'s>(register: &'s Register<'s>, today: Date) -> Vec<IgnoreComment<'s>> {
    let mut comments = ignore_comments(register);
    comments.retain(|comment| comment.lapsed(Some(today)).is_some() && !comment.rules.is_empty());
    comments
}

/// Removes the comments whose day is past, where each of their rules finds something again.
pub(crate) fn removed_lapsed(
    register: &Register<'_>,
    findings: &[Finding],
    today: Date,
) -> Vec<Edit> {
    let comments = lapsed(register, today);
    if comments.is_empty() {
        return Vec::new();
    }
    // Without a day, each still holds.
    let mut ignored = IgnoredRules::new(register, &comments, None, None);
    for finding in findings.iter().filter(|finding| finding.path == *register.source.path()) {
        ignored.ignores(finding, false);
    }
    let is_used = |comment: &&IgnoreComment<'_>| {
        let mut own = ignored.all.iter().filter(|own| own.comment == comment.span);
        own.all(|own| own.is_used)
    };
    let removal = |comment: &IgnoreComment<'_>| removal(register, comment.span);
    comments.iter().filter(is_used).map(removal).collect()
}
