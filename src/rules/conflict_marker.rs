//! `conflict-marker`: the markers of an unfinished merge.

use super::{Check, Findings, Group, Rule};
use crate::document::Conflicts;
use crate::finding::Level;

pub(crate) const RULE: Rule = Rule {
    name: "conflict-marker",
    group: Group::Letters,
    level: Level::Error,
    fixes: None,
    page: include_str!("conflict_marker.md"),
    check: Check::Reading,
};

/// Reports the first conflict of a file, and how many there are.
pub(crate) fn describe(found: &mut Findings, conflicts: Conflicts) {
    let Conflicts { first, end, count } = conflicts;
    let many = match count {
        1 => "a conflict".to_owned(),
        _ => format!("{count} conflicts, the first of them here"),
    };
    let finding =
        found.at(first, format!("a merge left {many}; nothing else of the file was read"));
    let path = finding.path.clone();
    finding.help(format!(
        "`gapreg merge {path}` merges it entry by entry; of what is left, keep what is right of both \
         sides, and delete the lines of markers"
    ));
    if end != first {
        finding.related(end, "it ends here");
    }
}
