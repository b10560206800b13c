//! Which of two commits comes after the other.

use super::base_commit::fork_of;
use super::command::{GitError, git, output, run};
use super::repository::Repository;

/// A commit that joined two lines of history.
#[derive(Debug)]
pub(crate) struct Merge {
    /// The commit that was merged.
    pub merged: String,
    /// The commit from which both lines come.
    pub fork: Option<String>,
}

impl Repository {
    /// Whether one commit is among the ancestors of another. Where git gives no answer, it is not.
    pub(crate) fn is_ancestor(&self, one: &str, other: &str) -> bool {
        let answer = output(git(&self.root).args(["merge-base", "--is-ancestor", one, other]));
        answer.is_ok_and(|answer| answer.status.success())
    }

    /// The merge that a commit is, if it is one.
    pub(crate) fn merge_of(&self, commit: &str) -> Result<Option<Merge>, GitError> {
        let asked = ["rev-list", "--parents", "--max-count=1", commit, "--"];
        let parents = run(git(&self.root).args(asked))?;
        let [_, own, merged, ..] = parents.split_whitespace().collect::<Vec<_>>()[..] else {
            return Ok(None);
        };
        let fork = fork_of(self, own, merged).ok().flatten();
        Ok(Some(Merge { merged: merged.to_owned(), fork }))
    }
}
