//! Which of two commits comes after the other.

use std::path::Path;
use std::process::Command;

use super::command::{GitError, git, output, run};

/// Whether one commit is among the ancestors of another. Where git gives no answer, it is not.
pub(crate) fn is_ancestor(file: &Path, one: &str, other: &str) -> bool {
    let Some(mut git) = beside(file) else { return false };
    let answer = output(git.args(["merge-base", "--is-ancestor", one, other]));
    answer.is_ok_and(|answer| answer.status.success())
}

/// A commit that joined two lines of history.
#[derive(Debug)]
pub(crate) struct Merge {
    /// The commit that was merged.
    pub merged: String,
    /// The commit from which both lines come.
    pub fork: Option<String>,
}

/// The merge that a commit is, if it is one.
pub(crate) fn merge_of(file: &Path, commit: &str) -> Result<Option<Merge>, GitError> {
    let Some(mut git) = beside(file) else { return Ok(None) };
    let parents = run(git.args(["rev-list", "--parents", "--max-count=1", commit]))?;
    let [_, own, merged, ..] = parents.split_whitespace().collect::<Vec<_>>()[..] else {
        return Ok(None);
    };
    let fork = beside(file).and_then(|mut git| run(git.args(["merge-base", own, merged])).ok());
    let fork = fork.map(|fork| fork.trim().to_owned());
    Ok(Some(Merge { merged: merged.to_owned(), fork }))
}

/// A git command in the folder of a file.
fn beside(file: &Path) -> Option<Command> {
    let file = std::fs::canonicalize(file).ok()?;
    file.parent().map(git)
}
