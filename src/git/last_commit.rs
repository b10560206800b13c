//! The last commit that changed a file.

use super::command::GitError;
use super::commits;
use super::repository::RepositoryFile;

impl RepositoryFile {
    /// The last commit that changed the file; nothing for one that was never committed.
    pub(crate) fn last_commit(&self) -> Result<Option<String>, GitError> {
        let way = ["--max-count=1", "HEAD"];
        let commits = commits::list(&self.repository, &way, &[&self.inner])?;
        Ok(commits.into_iter().next().map(|commit| commit.id))
    }
}
