//! A repository at the commit that a later state is compared with.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::blobs::BlobReader;
use super::command::{GitError, git, run};

/// A repository at one commit, compared with a later commit or with the working tree.
#[derive(Debug)]
pub(crate) struct BaseCommit {
    /// The repository's folder.
    pub root: PathBuf,
    pub commit: String,
    /// The later commit, unless it is the working tree.
    until: Option<String>,
    /// Whether the commit is where the branch starts; else it is the named one, as too little of the
    /// history is there.
    pub is_fork: bool,
    /// The files that were removed since, by their paths from the root.
    pub deleted: Vec<String>,
    /// The old paths of the files that were renamed since, by their new paths.
    pub renamed: HashMap<String, String>,
    reader: Mutex<BlobReader>,
}

impl BaseCommit {
    /// The last commit that `revision` and the later state have in common. The later state is the
    /// commit `until`, or the working tree. `folder` is in the repository.
    pub(crate) fn of(folder: &Path, revision: &str, until: Option<&str>) -> Result<Self, GitError> {
        let root = run(git(folder).args(["rev-parse", "--show-toplevel"]))?;
        let root = PathBuf::from(root.strip_suffix('\n').unwrap_or(&root));
        let named = commit_named(folder, revision)?;
        let until = until.map(|until| commit_named(folder, until)).transpose()?;
        let head = until.as_deref().unwrap_or("HEAD");
        let fork = run(git(folder).args(["merge-base", &named, head])).ok();
        let is_fork = fork.is_some();
        let commit = fork.map_or(named, |fork| fork.trim().to_owned());
        let (deleted, renamed) = deleted_and_renamed(&root, &commit, until.as_deref())?;
        let reader = Mutex::new(BlobReader::start(&root)?);
        Ok(Self { root, commit, until, is_fork, deleted, renamed, reader })
    }

    /// The bytes at the commit of the file that has this path from the root now.
    pub(crate) fn text(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        let name = self.renamed.get(inner).map_or(inner, String::as_str);
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.read(&format!("{}:{name}", self.commit))
    }

    /// The bytes of the file at this path from the root in the later commit, else in `HEAD`.
    pub(crate) fn later(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.blob(&format!("{}:{inner}", self.until.as_deref().unwrap_or("HEAD")))
    }

    /// The bytes of a blob.
    pub(crate) fn blob(&self, id: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner).read(id)
    }

    /// The paths of all files of the commit, from the root.
    pub(crate) fn files(&self) -> Result<Vec<String>, GitError> {
        let tree = ["ls-tree", "-r", "--name-only", "-z", "--full-tree", &self.commit];
        let output = run(git(&self.root).args(tree))?;
        Ok(output.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }
}

/// The commit that a revision names.
fn commit_named(folder: &Path, revision: &str) -> Result<String, GitError> {
    let unknown = || GitError::Unknown(revision.to_owned());
    let resolve = |name: &str| {
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
        run(git(folder).args(verify)).map_err(|_| unknown())
    };
    let object = resolve(revision)?;
    // `^main` is everything that cannot be reached from `main`.
    if object.starts_with('^') {
        return Err(unknown());
    }
    let commit = resolve(&format!("{}^{{commit}}", object.trim()))?;
    Ok(commit.trim().to_owned())
}

/// The files that were deleted since a commit, and the old paths of those that were renamed.
fn deleted_and_renamed(
    root: &Path,
    commit: &str,
    until: Option<&str>,
) -> Result<(Vec<String>, HashMap<String, String>), GitError> {
    let diff = ["diff", "--no-ext-diff", "--no-textconv", "--no-relative", "-M", "-z"];
    let status = ["--name-status", "--diff-filter=DR", commit];
    let output = run(git(root).args(diff).args(status).args(until).arg("--"))?;
    let mut words = output.split('\0');
    let (mut deleted, mut renamed) = (Vec::new(), HashMap::new());
    while let Some(status) = words.next().filter(|status| !status.is_empty()) {
        let old = words.next().ok_or(GitError::Garbled("git diff"))?.to_owned();
        if status.starts_with('R') {
            let new = words.next().ok_or(GitError::Garbled("git diff"))?;
            renamed.insert(new.to_owned(), old);
        } else {
            deleted.push(old);
        }
    }
    Ok((deleted, renamed))
}
