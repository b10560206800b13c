//! The versions of many files of one repository, asked for together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::blobs::BlobReader;
use super::command::{GitError, git, is_shallow, run_unless_empty};
use super::file_versions::Version;
use super::log::{self, FileCommit, records};

/// The versions of many files of one repository, asked for together.
#[derive(Debug)]
pub(crate) struct RepositoryVersions {
    /// For each file, its path from the root.
    inner: HashMap<PathBuf, String>,
    /// By the path from the root, the commits that changed a file, the newest first.
    commits: HashMap<String, Vec<FileCommit>>,
    reader: Mutex<BlobReader>,
    /// Whether older versions were not fetched.
    pub is_shallow: bool,
}

impl RepositoryVersions {
    /// The versions of some files up to a commit; nothing if the first file is in no repository.
    pub(crate) fn of(paths: &[&Path], until: &str) -> Result<Option<Self>, GitError> {
        let Some(first) = paths.first() else { return Ok(None) };
        let first = std::fs::canonicalize(first).map_err(GitError::Io)?;
        let Some(root) = repository_of(&first) else { return Ok(None) };
        let cwd = std::env::current_dir().map_err(GitError::Io)?;
        let mut real = RealPaths::default();
        let inside = |path: &&Path| {
            let whole = real.of(&cwd.join(path))?;
            let inner = whole.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
            Some((path.to_path_buf(), inner))
        };
        let inner: HashMap<PathBuf, String> = paths.iter().filter_map(inside).collect();
        let is_shallow = is_shallow(root)?;
        let mut command = git(root);
        command.args(["log", "--first-parent", "-m", until]).args(log::FORMAT).arg("--");
        let log = run_unless_empty(command.args(inner.values()))?;
        let commits = commits_by_path(log.as_deref().unwrap_or_default())?;
        let reader = Mutex::new(BlobReader::start(root)?);
        Ok(Some(Self { inner, commits, reader, is_shallow }))
    }

    /// The versions of a file, the newest first; nothing if git does not know the file.
    pub(crate) fn versions(&self, path: &Path) -> Result<Option<Vec<Version>>, GitError> {
        let commits = self.inner.get(path).and_then(|name| self.commits.get(name));
        let Some(commits) = commits else { return Ok(None) };
        let mut versions = Vec::with_capacity(commits.len());
        for FileCommit { id, day, time, path } in commits {
            let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(bytes) = reader.read(&format!("{id}:{path}"))? {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                versions.push(Version { commit: id.clone(), day: *day, time: *time, text });
            }
        }
        Ok(Some(versions))
    }
}

/// The root of the repository that a file is in. It is found without starting git; a folder that
/// only has the name `.git` does not count.
fn repository_of(path: &Path) -> Option<&Path> {
    let root = path.ancestors().find(|folder| folder.join(".git").exists())?;
    let git_folder = root.join(".git");
    (!git_folder.is_dir() || git_folder.join("HEAD").exists()).then_some(root)
}

fn commits_by_path(log: &str) -> Result<HashMap<String, Vec<FileCommit>>, GitError> {
    let mut commits: HashMap<String, Vec<FileCommit>> = HashMap::new();
    let records = records(log)?;
    let count = records.len();
    for (at, record) in records.into_iter().enumerate() {
        // Commits of one second have an order, too.
        let time = i64::try_from(count - 1 - at).unwrap_or(i64::MAX);
        for path in record.paths {
            let path = path.to_owned();
            let id = record.commit.id.clone();
            let commit = FileCommit { id, path: path.clone(), time, ..record.commit };
            commits.entry(path).or_default().push(commit);
        }
    }
    Ok(commits)
}

/// Resolves the links in paths, and looks at each folder once.
#[derive(Debug, Default)]
struct RealPaths {
    known: HashMap<PathBuf, Option<PathBuf>>,
}

impl RealPaths {
    /// A whole path without links; nothing if no file is there.
    fn of(&mut self, path: &Path) -> Option<PathBuf> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            // The root, or a path that ends in `..`.
            return std::fs::canonicalize(path).ok();
        };
        let parent = if let Some(known) = self.known.get(parent) {
            known.clone()
        } else {
            let real = self.of(parent);
            self.known.insert(parent.to_owned(), real.clone());
            real
        };
        let path = parent?.join(name);
        let is_link = path.symlink_metadata().ok()?.is_symlink();
        if is_link { std::fs::canonicalize(&path).ok() } else { Some(path) }
    }
}
