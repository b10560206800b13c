//! The versions of many files, asked for together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::blobs::BlobReader;
use super::{Commit, GitError, Version, answer, git, is_shallow, records};

/// The versions of many files of one repository, asked for together.
#[derive(Debug)]
pub struct Archive {
    /// Of each file, its path from the root.
    inner: HashMap<PathBuf, String>,
    /// By the path from the root, the commits that changed a file, the newest first.
    commits: HashMap<String, Vec<Commit>>,
    reader: Mutex<BlobReader>,
    /// Whether older versions were not fetched.
    pub is_shallow: bool,
}

impl Archive {
    /// The archive of some files up to a commit; nothing where the first lies in no repository.
    pub fn of(paths: &[&Path], until: &str) -> Result<Option<Self>, GitError> {
        let Some(first) = paths.first() else { return Ok(None) };
        let first = std::fs::canonicalize(first).map_err(GitError::Io)?;
        // Without a repository there is no need to start git to hear so; a folder of that name alone
        // is none.
        let Some(root) = first.ancestors().find(|folder| folder.join(".git").exists()) else {
            return Ok(None);
        };
        let git_folder = root.join(".git");
        if git_folder.is_dir() && !git_folder.join("HEAD").exists() {
            return Ok(None);
        }
        let root = root.to_owned();
        let cwd = std::env::current_dir().map_err(GitError::Io)?;
        let mut real = RealPaths::default();
        let inside = |path: &&Path| {
            let whole = real.of(&cwd.join(path))?;
            let inner = whole.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/");
            Some((path.to_path_buf(), inner))
        };
        let inner: HashMap<PathBuf, String> = paths.iter().filter_map(inside).collect();
        let is_shallow = is_shallow(&root)?;
        let format = ["--no-relative", "--name-only", "-z", "--format=%x01%H %ct %cs", "--"];
        let log = answer(
            git(&root)
                .args(["log", "--first-parent", "-m", until])
                .args(format)
                .args(inner.values()),
        )?;
        let mut commits: HashMap<String, Vec<Commit>> = HashMap::new();
        let records = records(log.as_deref().unwrap_or_default())?;
        for (place, (commit, names)) in records.into_iter().rev().enumerate().rev() {
            for name in names {
                let path = name.to_owned();
                // Commits of one second have an order, too.
                let time = i64::try_from(place).unwrap_or(i64::MAX);
                let commit = Commit { id: commit.id.clone(), path: path.clone(), time, ..commit };
                commits.entry(path).or_default().push(commit);
            }
        }
        let reader = Mutex::new(BlobReader::start(&root)?);
        Ok(Some(Self { inner, commits, reader, is_shallow }))
    }

    /// The versions of a file, the newest first; nothing where git does not know it.
    pub fn versions(&self, path: &Path) -> Result<Option<Vec<Version>>, GitError> {
        let commits = self.inner.get(path).and_then(|name| self.commits.get(name));
        let Some(commits) = commits else { return Ok(None) };
        let mut versions = Vec::with_capacity(commits.len());
        for Commit { id, day, time, path } in commits {
            let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(bytes) = reader.read(&format!("{id}:{path}"))? {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                versions.push(Version { commit: id.clone(), day: *day, time: *time, text });
            }
        }
        Ok(Some(versions))
    }
}

/// Paths with their links followed, each folder asked about once.
#[derive(Debug, Default)]
struct RealPaths {
    known: HashMap<PathBuf, Option<PathBuf>>,
}

impl RealPaths {
    /// A whole path without links; nothing where nothing is there.
    fn of(&mut self, path: &Path) -> Option<PathBuf> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            // The root, or a path that climbs.
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
