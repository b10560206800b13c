//! The versions of one file.

use std::collections::VecDeque;

use jiff::civil::Date;

use super::blobs::{BlobReader, Content};
use super::command::GitError;
use super::commit_changes::with_renames;
use super::commits::{self, ListedCommit, MergeParents, raw_changes};
use super::repository::{Repository, RepositoryFile};

/// A file in one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    pub commit: String,
    pub day: Date,
    pub author: String,
    /// The second of the commit; among the versions of a repository, the commit's place.
    pub time: i64,
    pub text: String,
}

/// The versions of a file, the newest first, each read when the iterator reaches it. It is followed
/// through renames.
#[derive(Debug)]
pub(crate) struct FileVersions {
    repository: Repository,
    /// The path that the file has in the commits.
    inner: String,
    commits: VecDeque<FileCommit>,
    reader: Option<BlobReader>,
}

/// A commit that changed the file.
#[derive(Debug)]
struct FileCommit {
    commit: ListedCommit,
    /// Nothing if it removed the file.
    blob: Option<String>,
    /// Whether the file was not there before.
    is_first: bool,
}

impl FileVersions {
    /// The versions of a file up to `HEAD`; none if git does not know the file. One that was renamed in
    /// the working tree has those of the name that `HEAD` knows.
    pub(crate) fn of(file: &RepositoryFile) -> Result<Self, GitError> {
        let own = Self::until(file, "HEAD")?;
        if own.commits.front().is_some_and(|newest| newest.blob.is_some()) {
            return Ok(own);
        }
        match file.former()? {
            Some(former) => Self::until(&former, "HEAD"),
            None => Ok(own),
        }
    }

    /// The file, by its name in the newest commit that is read next.
    pub(crate) fn file(&self) -> RepositoryFile {
        RepositoryFile { repository: self.repository.clone(), inner: self.inner.clone() }
    }

    /// The same up to a commit.
    pub(crate) fn until(file: &RepositoryFile, commit: &str) -> Result<Self, GitError> {
        let RepositoryFile { repository, inner } = file.clone();
        let commits = file_commits(&repository, &inner, commit)?;
        Ok(Self { repository, inner, commits, reader: None })
    }

    fn read(&mut self, file: FileCommit) -> Result<Option<Version>, GitError> {
        let Some(blob) = &file.blob else { return Ok(None) };
        let content = reader(&mut self.reader, &self.repository)?.read(blob)?;
        if file.is_first {
            self.follow(&file)?;
        }
        let Content::Bytes(bytes) = content else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let ListedCommit { id, day, author, time, .. } = file.commit;
        Ok(Some(Version { commit: id, day, author, time, text }))
    }

    /// Goes on with the file under its old name, if the commit renamed it.
    fn follow(&mut self, file: &FileCommit) -> Result<(), GitError> {
        let id = &*file.commit.id;
        let Some(parent) = file.commit.parents.first() else { return Ok(()) };
        let mut changes = raw_changes(&self.repository, &[id], &[], MergeParents::First)?;
        let mut changes = changes.remove(id).unwrap_or_default();
        changes.retain(|change| change.new.is_none() || change.path == self.inner);
        let reader = reader(&mut self.reader, &self.repository)?;
        let changes = with_renames(changes, reader)?;
        let is_it = |path: &str| path == self.inner;
        let before = changes
            .into_iter()
            .find_map(|change| change.after.filter(|after| is_it(&after.path)).and(change.before));
        if let Some(before) = before {
            self.inner = before.path;
            self.commits = file_commits(&self.repository, &self.inner, parent)?;
        }
        Ok(())
    }
}

fn reader<'r>(
    reader: &'r mut Option<BlobReader>,
    repository: &Repository,
) -> Result<&'r mut BlobReader, GitError> {
    match reader {
        Some(reader) => Ok(reader),
        empty => Ok(empty.insert(BlobReader::start(repository)?)),
    }
}

impl Iterator for FileVersions {
    type Item = Result<Version, GitError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let commit = self.commits.pop_front()?;
            if let Some(version) = self.read(commit).transpose() {
                return Some(version);
            }
        }
    }
}

/// The commits up to one that changed the file at a path, the newest first. Only along first parents
/// does their order say which change came later here.
fn file_commits(
    repository: &Repository,
    inner: &str,
    until: &str,
) -> Result<VecDeque<FileCommit>, GitError> {
    let listed = commits::list(repository, &["--first-parent", until], &[inner])?;
    let ids: Vec<&str> = listed.iter().map(|commit| &*commit.id).collect();
    let mut changes = raw_changes(repository, &ids, &[inner], MergeParents::First)?;
    let with_file = |commit: ListedCommit| {
        let changes = changes.remove(&commit.id).unwrap_or_default();
        let change = changes.into_iter().find(|change| change.path == inner)?;
        Some(FileCommit { is_first: change.old.is_none(), blob: change.new, commit })
    };
    Ok(listed.into_iter().filter_map(with_file).collect())
}
