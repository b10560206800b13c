//! The last commit that changed a file.

use std::path::Path;

use super::command::{GitError, git, run_unless_empty};

/// The last commit that changed a file; nothing for one that was never committed.
pub(crate) fn last_commit(file: &Path) -> Result<Option<String>, GitError> {
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { return Ok(None) };
    let log = run_unless_empty(git(folder).args(["log", "-1", "--format=%H", "--"]).arg(name))?;
    let commit = log.unwrap_or_default();
    Ok(Some(commit.trim().to_owned()).filter(|commit| !commit.is_empty()))
}
