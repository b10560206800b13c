//! What each commit of a branch changed.

use std::collections::HashSet;

use super::blobs::{BlobReader, Content};
use super::command::GitError;
use super::commits::{self, MergeParents, RawChange, raw_changes};
use super::renames::{RenameCandidate, renames};
use super::repository::Repository;

/// The files that one commit changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CommitChanges {
    pub commit: String,
    pub files: Vec<FileChange>,
}

/// A file before and after a commit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileChange {
    /// Nothing if the file was added.
    pub before: Option<TreeFile>,
    /// Nothing if the file was removed.
    pub after: Option<TreeFile>,
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TreeFile {
    /// The path from the root.
    pub path: String,
    /// The ID of its blob.
    pub blob: String,
}

/// The changes of each commit since `base`, the newest first. Merges are left out: the commits that
/// they brought in are listed themselves.
pub(crate) fn commit_changes(
    repository: &Repository,
    base: &str,
) -> Result<Vec<CommitChanges>, GitError> {
    let way = ["--topo-order", "--no-merges", &format!("{base}..HEAD")];
    let listed = commits::list(repository, &way, &[])?;
    let ids: Vec<&str> = listed.iter().map(|commit| &*commit.id).collect();
    let mut changes = raw_changes(repository, &ids, &[], MergeParents::First)?;
    let mut reader = BlobReader::start(repository)?;
    let each = ids.iter().map(|&id| {
        let files = with_renames(changes.remove(id).unwrap_or_default(), &mut reader)?;
        Ok(CommitChanges { commit: id.to_owned(), files })
    });
    each.collect()
}

/// The changes of a commit; a file that is gone and one that is new are one change where it was
/// renamed. What a clone lacks is no rename.
pub(super) fn with_renames(
    changes: Vec<RawChange>,
    reader: &mut BlobReader,
) -> Result<Vec<FileChange>, GitError> {
    let (gone, rest): (Vec<_>, Vec<_>) = changes.into_iter().partition(|own| own.new.is_none());
    let (new, both): (Vec<_>, Vec<_>) = rest.into_iter().partition(|own| own.old.is_none());
    let candidates = |all: &[RawChange], blob: fn(&RawChange) -> &Option<String>| {
        let candidate =
            |own: &RawChange| RenameCandidate { path: own.path.clone(), blob: blob(own).clone() };
        all.iter().map(candidate).collect::<Vec<_>>()
    };
    let (old_files, new_files) =
        (candidates(&gone, |own| &own.old), candidates(&new, |own| &own.new));
    let pairs = renames(&old_files, &new_files, |file| match &file.blob {
        Some(blob) => reader.read(blob).map(Content::bytes),
        None => Ok(None),
    })?;
    let renamed = pairs.iter().map(|&(from, to)| FileChange {
        before: tree_file(&gone[from].path, gone[from].old.as_ref()),
        after: tree_file(&new[to].path, new[to].new.as_ref()),
    });
    let mut files: Vec<FileChange> = renamed.collect();
    let (from, to): (HashSet<usize>, HashSet<usize>) = pairs.into_iter().unzip();
    let gone = gone.iter().enumerate().filter(|(at, _)| !from.contains(at));
    let new = new.iter().enumerate().filter(|(at, _)| !to.contains(at));
    let rest = gone.chain(new).map(|(_, own)| own).chain(&both);
    files.extend(rest.map(|own| FileChange {
        before: tree_file(&own.path, own.old.as_ref()),
        after: tree_file(&own.path, own.new.as_ref()),
    }));
    let path = |file: &FileChange| {
        file.after.as_ref().or(file.before.as_ref()).map(|own| own.path.clone())
    };
    files.sort_by_cached_key(path);
    Ok(files)
}

fn tree_file(path: &str, blob: Option<&String>) -> Option<TreeFile> {
    Some(TreeFile { path: path.to_owned(), blob: blob?.clone() })
}
