//! The files that commits changed, with their names before.

use super::blobs::BlobReader;
use super::command::GitError;
use super::commit_changes::{FileChange, with_renames};
use super::commits::{MergeParents, raw_changes};
use super::repository::Repository;

/// A file that was there before a change.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TouchedFile {
    /// The path from the root before the change.
    pub old: String,
    /// The path after the change, if the file was renamed.
    pub new: Option<String>,
}

impl TouchedFile {
    fn of(change: FileChange) -> Option<Self> {
        let old = change.before?.path;
        let new = change.after.map(|after| after.path).filter(|new| *new != old);
        Some(Self { old, new })
    }
}

/// The files that some commits changed, renamed or removed.
pub(crate) fn touched_files(
    repository: &Repository,
    commits: &[&str],
) -> Result<Vec<TouchedFile>, GitError> {
    if commits.is_empty() {
        return Ok(Vec::new());
    }
    let mut reader = BlobReader::start(repository)?;
    let mut files = Vec::new();
    for changes in raw_changes(repository, commits, &[], MergeParents::All)?.into_values() {
        files.extend(with_renames(changes, &mut reader)?.into_iter().filter_map(TouchedFile::of));
    }
    Ok(files)
}
