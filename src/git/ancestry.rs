//! Which of two commits comes after the other.

use std::path::Path;

use super::command::{git, output};

/// Whether one commit is among the ancestors of another. Where git gives no answer, it is not.
pub(crate) fn is_ancestor(file: &Path, one: &str, other: &str) -> bool {
    let folder = std::fs::canonicalize(file).ok();
    let Some(folder) = folder.as_deref().and_then(Path::parent) else { return false };
    let answer = output(git(folder).args(["merge-base", "--is-ancestor", one, other]));
    answer.is_ok_and(|answer| answer.status.success())
}
