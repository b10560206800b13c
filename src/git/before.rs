//! A repository before a change.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::blobs::BlobReader;
use super::{GitError, asked, git};

/// A repository as one commit left it, beside what a later one made of it, or what stands there now.
#[derive(Debug)]
pub struct Before {
    /// The repository's folder.
    pub root: PathBuf,
    /// The commit.
    pub commit: String,
    /// The later commit, where that is not what stands there now.
    until: Option<String>,
    /// Whether it is where the branch set out, and not what was named for want of history.
    pub is_fork: bool,
    /// The files that are there no more, by their paths from the root.
    pub deleted: Vec<String>,
    /// The files that had another name, by the path they have now.
    pub renamed: HashMap<String, String>,
    reader: Mutex<BlobReader>,
}

impl Before {
    /// The commit that `revision` names, or the one where the work since then set out from it, up
    /// to `until` or to what stands there now; `folder` lies in the repository.
    pub fn of(folder: &Path, revision: &str, until: Option<&str>) -> Result<Self, GitError> {
        let ask = |args: &[&str]| asked(git(folder).args(args));
        let root = ask(&["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root.strip_suffix('\n').unwrap_or(&root));
        let commit_of = |revision: &str| {
            let unknown = |_| GitError::Unknown(revision.to_owned());
            let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
            let object = ask(&[&verify[..], &[revision]].concat()).map_err(unknown)?;
            // `^main` is all that is not reached from it.
            if object.starts_with('^') {
                return Err(GitError::Unknown(revision.to_owned()));
            }
            let commit = format!("{}^{{commit}}", object.trim());
            let commit = ask(&[&verify[..], &[&*commit]].concat()).map_err(unknown)?;
            Ok(commit.trim().to_owned())
        };
        let commit = &*commit_of(revision)?;
        let until = until.map(commit_of).transpose()?;
        // What others did on their branch since then is no part of this change. Where too little of
        // the history is there to tell, the commit itself is what was meant.
        let fork = ask(&["merge-base", commit, until.as_deref().unwrap_or("HEAD")]).ok();
        let is_fork = fork.is_some();
        let commit = fork.as_deref().map_or(commit, str::trim).to_owned();
        let diff = ["diff", "--no-ext-diff", "--no-textconv", "--no-relative", "-M", "-z"];
        let status = ["--name-status", "--diff-filter=DR", &commit];
        let said = asked(git(&root).args(diff).args(status).args(&until).arg("--"))?;
        let mut words = said.split('\0');
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
        let reader = Mutex::new(BlobReader::start(&root)?);
        Ok(Self { root, commit, until, is_fork, deleted, renamed, reader })
    }

    /// What the file at a path from the root held, under the name it then had.
    pub fn text(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        let name = self.renamed.get(inner).map_or(inner, String::as_str);
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.read(&format!("{}:{name}", self.commit))
    }

    /// What the later commit, else the newest one, holds at a path from the root.
    pub fn later(&self, inner: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.blob(&format!("{}:{inner}", self.until.as_deref().unwrap_or("HEAD")))
    }

    /// What a blob of that name holds.
    pub fn blob(&self, id: &str) -> Result<Option<Vec<u8>>, GitError> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner).read(id)
    }

    /// The paths of all files, from the root.
    pub fn files(&self) -> Result<Vec<String>, GitError> {
        let tree = ["ls-tree", "-r", "--name-only", "-z", "--full-tree", &self.commit];
        let said = asked(git(&self.root).args(tree))?;
        Ok(said.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }
}
