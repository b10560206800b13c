//! The files of a commit.

use std::collections::BTreeMap;
use std::path::Path;

use super::command::{GitError, git, run};
use super::commits::is_file_mode;

/// The ID of the blob of each file of a commit, by its path from the root. Links and submodules are
/// no files.
pub(super) fn files(root: &Path, commit: &str) -> Result<BTreeMap<String, String>, GitError> {
    let output = run(git(root).args(["ls-tree", "-r", "-z", "--full-tree", commit]))?;
    let file = |entry: &str| {
        let (head, path) = entry.split_once('\t')?;
        let [mode, _, blob] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
        Some((is_file_mode(mode), path.to_owned(), blob.to_owned()))
    };
    let mut files = BTreeMap::new();
    for entry in output.split('\0').filter(|entry| !entry.is_empty()) {
        let (is_file, path, blob) = file(entry).ok_or(GitError::Garbled("git ls-tree"))?;
        if is_file {
            files.insert(path, blob);
        }
    }
    Ok(files)
}
