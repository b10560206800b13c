//! The older texts of a file, along the first parents and into what was merged.

use crate::edit::{MergedLine, TextLine};
use crate::git::{FileVersions, GitError, RepositoryFile, Version};

/// The versions of a file on one line of history, read as far as they were asked for.
pub(super) struct FileLine {
    file: RepositoryFile,
    versions: FileVersions,
    read: Vec<Version>,
}

impl FileLine {
    pub(super) fn of(file: RepositoryFile) -> Result<Self, GitError> {
        let versions = FileVersions::of(&file)?;
        Ok(Self { file, versions, read: Vec::new() })
    }
}

impl TextLine for FileLine {
    type Error = GitError;

    fn text(&mut self, at: usize) -> Result<Option<String>, GitError> {
        while self.read.len() <= at {
            let Some(version) = self.versions.next().transpose()? else { return Ok(None) };
            self.read.push(version);
        }
        Ok(Some(self.read[at].text.clone()))
    }

    fn merged(&mut self, at: usize) -> Result<Option<MergedLine<Self>>, GitError> {
        let Some(version) = self.read.get(at) else { return Ok(None) };
        let Some(merge) = self.file.repository.merge_of(&version.commit)? else { return Ok(None) };
        let first = |commit: &str| FileVersions::until(&self.file, commit)?.next().transpose();
        let fork = merge.fork.as_deref().map(first).transpose()?.flatten();
        let fork = fork.map(|version| version.text);
        let versions = FileVersions::until(&self.file, &merge.merged)?;
        let line = Self { file: self.file.clone(), versions, read: Vec::new() };
        Ok(Some(MergedLine { line, fork }))
    }
}
