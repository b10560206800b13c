//! A repository, and how much of it is read.

use std::path::{Path, PathBuf};

use super::command::{GitError, git, output, run_unless_empty};
use super::gaps::HistoryGaps;

/// How repositories are read in a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct GitReading {
    /// Files that are larger are not read.
    pub max_bytes: u64,
    pub gaps: HistoryGaps,
}

/// A repository.
#[derive(Clone, Debug)]
pub(crate) struct Repository {
    /// Its folder, without links.
    pub root: PathBuf,
    pub reading: GitReading,
}

/// A file of a repository.
#[derive(Clone, Debug)]
pub(crate) struct RepositoryFile {
    pub repository: Repository,
    /// The path from the root.
    pub inner: String,
}

impl GitReading {
    /// A file's place in the repository that it lies in, links followed. Git is not started; a
    /// folder that only has the name `.git` does not count.
    pub(crate) fn file(&self, file: &Path) -> Result<RepositoryFile, GitError> {
        let place = || {
            let whole = std::fs::canonicalize(file).ok()?;
            let root = whole.ancestors().skip(1).find(|folder| folder.join(".git").exists())?;
            let git_folder = root.join(".git");
            if git_folder.is_dir() && !git_folder.join("HEAD").exists() {
                return None;
            }
            let inner = whole.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
            Some(RepositoryFile { repository: self.repository(root), inner })
        };
        let file = place().ok_or(GitError::NoRepository)?;
        file.repository.expect_regular_files()?;
        Ok(file)
    }

    /// The repository whose folder this is.
    pub(crate) fn repository(&self, root: &Path) -> Repository {
        Repository { root: root.to_owned(), reading: self.clone() }
    }
}

/// The files that git reads before it looks for an object.
const GIT_FILES: [&str; 7] = [
    "HEAD",
    "config",
    "config.worktree",
    "packed-refs",
    "shallow",
    "commondir",
    "objects/info/alternates",
];

impl Repository {
    /// Refuses a repository whose files git would wait for: who unpacks an archive may get a FIFO.
    pub(super) fn expect_regular_files(&self) -> Result<(), GitError> {
        let folder = self.root.join(".git");
        let is_odd = |name: &&&str| folder.join(name).metadata().is_ok_and(|it| !it.is_file());
        match GIT_FILES.iter().find(is_odd) {
            Some(odd) => Err(GitError::Odd(format!(".git/{odd}"))),
            None => Ok(()),
        }
    }

    /// Whether older commits were not fetched.
    pub(crate) fn is_shallow(&self) -> Result<bool, GitError> {
        let answer =
            run_unless_empty(git(&self.root).args(["rev-parse", "--is-shallow-repository"]))?;
        let is_shallow = answer.is_some_and(|answer| answer.trim() == "true");
        if is_shallow {
            self.reading.gaps.add_shallow();
        }
        Ok(is_shallow)
    }

    /// Refuses a repository that only seems to be empty, as what `HEAD` names is no commit.
    pub(super) fn expect_sound_refs(&self) -> Result<(), GitError> {
        let answer = output(git(&self.root).args(["for-each-ref"]))?;
        let said = String::from_utf8_lossy(&answer.stderr);
        if said.trim().is_empty() { Ok(()) } else { Err(GitError::Refused(said.into_owned())) }
    }

    /// Whether a part of the working tree is left out on purpose.
    pub(super) fn is_sparse(&self) -> bool {
        let asked = ["config", "--type=bool", "--get", "core.sparseCheckout"];
        // Git ends with 1 where the key is not set.
        run_unless_empty(git(&self.root).args(asked))
            .is_ok_and(|answer| answer.is_some_and(|answer| answer.trim() == "true"))
    }
}

/// A path from the root as an argument that means this path and no other, whatever its characters
/// are and wherever the configuration says that the working tree is.
pub(super) fn pathspec(inner: &str) -> String {
    format!(":(top,literal){inner}")
}
