//! Which files of a working tree are as they were committed.

use std::collections::HashSet;

use super::blobs::{Content, contents};
use super::command::{GitError, git, run_with};
use super::repository::Repository;
use super::tree;

/// A file as it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadFile<'f> {
    /// The path from the root.
    pub inner: &'f str,
    pub text: &'f str,
}

/// The paths of those files that are the same in a commit. Other line ends are no difference.
pub(crate) fn unchanged<'f>(
    repository: &Repository,
    commit: &str,
    files: &[ReadFile<'f>],
) -> Result<HashSet<&'f str>, GitError> {
    let blobs = tree::files(&repository.root, commit)?;
    // A line is a path.
    let is_line = |file: &&ReadFile<'f>| !file.inner.contains('\n');
    let asked =
        files.iter().filter(is_line).filter_map(|file| Some((file, blobs.get(file.inner)?)));
    let asked: Vec<(&ReadFile<'f>, &String)> = asked.collect();
    // A path that starts with a quote would be read as one with escapes.
    let paths: Vec<String> = asked.iter().map(|(file, _)| format!("./{}", file.inner)).collect();
    // No filter is run: a repository could name any program.
    let hash = ["hash-object", "--no-filters", "--stdin-paths"];
    let ids = run_with(git(&repository.root).args(hash), paths.join("\n"))?;
    let (same, other): (Vec<_>, Vec<_>) =
        asked.iter().zip(ids.lines()).partition(|((_, blob), id)| blob == id);
    let mut found: HashSet<&str> = same.into_iter().map(|((file, _), _)| file.inner).collect();
    let other =
        other.into_iter().map(|(asked, _)| asked).filter(|(file, _)| file.text.contains('\r'));
    let other: Vec<&(&ReadFile<'f>, &String)> = other.collect();
    let blobs: Vec<&str> = other.iter().map(|(_, blob)| blob.as_str()).collect();
    contents(repository, &blobs, |at, content| {
        let file = other[at].0;
        if let Content::Bytes(bytes) = content
            && without_returns(&bytes) == without_returns(file.text.as_bytes())
        {
            found.insert(file.inner);
        }
        Ok::<(), GitError>(())
    })?;
    Ok(found)
}

fn without_returns(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != b'\r').collect()
}
