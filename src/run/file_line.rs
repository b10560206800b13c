//! The older texts of a file, along the first parents and into what was merged.

use crate::edit::{MergedLine, TextLine};
use crate::git::{FileVersions, GitError, RepositoryFile};

/// The versions of a file on one line of history, read as far as they were asked for.
pub(super) struct FileLine {
    file: RepositoryFile,
    versions: FileVersions,
    /// The commits of the versions that were read.
    commits: Vec<String>,
}

impl FileLine {
    pub(super) fn of(file: &RepositoryFile) -> Result<Self, GitError> {
        let versions = FileVersions::of(file)?;
        // What was merged knows no name that only the working tree has.
        let file = versions.file();
        Ok(Self { file, versions, commits: Vec::new() })
    }
}

impl TextLine for FileLine {
    type Error = GitError;

    fn next_text(&mut self) -> Result<Option<String>, GitError> {
        let Some(version) = self.versions.next().transpose()? else { return Ok(None) };
        self.commits.push(version.commit);
        Ok(Some(version.text))
    }

    fn merged(&mut self, at: usize) -> Result<Option<MergedLine<Self>>, GitError> {
        let Some(commit) = self.commits.get(at) else { return Ok(None) };
        let Some(merge) = self.file.repository.merge_of(commit)? else { return Ok(None) };
        let first = |commit: &str| FileVersions::until(&self.file, commit)?.next().transpose();
        let fork = merge.fork.as_deref().map(first).transpose()?.flatten();
        let fork = fork.map(|version| version.text);
        let versions = FileVersions::until(&self.file, &merge.merged)?;
        let line = Self { file: self.file.clone(), versions, commits: Vec::new() };
        Ok(Some(MergedLine { line, fork }))
    }
}
