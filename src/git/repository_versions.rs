//! The versions of many files of one repository, asked for together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::blobs::{BlobReader, Content};
use super::command::GitError;
use super::commit_changes::TreeFile;
use super::followed_versions::{VersionPlace, followed_versions};
use super::repository::{GitReading, RepositoryFile};

/// The versions of many files of one repository, asked for together.
#[derive(Debug)]
pub(crate) struct RepositoryVersions {
    /// For each file, its path from the root.
    inner: HashMap<PathBuf, String>,
    /// By the path from the root, the versions of a file, the newest first. It is followed through renames.
    versions: HashMap<String, Vec<VersionPlace>>,
    reader: Mutex<BlobReader>,
}

/// A version that is read when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundVersion<'v> {
    versions: &'v RepositoryVersions,
    place: &'v VersionPlace,
}

impl FoundVersion<'_> {
    /// Where git has its text.
    pub(crate) fn file(self) -> TreeFile {
        TreeFile { path: self.place.path.to_string(), blob: self.place.blob.clone() }
    }

    pub(crate) fn commit(self) -> String {
        self.place.commit.clone()
    }

    pub(crate) fn day(self) -> Date {
        self.place.day
    }

    /// The place of its commit among those of the repository.
    pub(crate) fn time(self) -> i64 {
        self.place.time
    }

    /// Its text; nothing where it is not in this clone, or too large.
    pub(crate) fn text(self) -> Result<Option<String>, GitError> {
        self.versions.text(&self.place.blob)
    }
}

impl RepositoryVersions {
    /// The versions of some files up to a commit; nothing if the first file is in no repository.
    pub(crate) fn of(
        paths: &[&Path],
        until: &str,
        reading: &GitReading,
    ) -> Result<Option<Self>, GitError> {
        let Some(first) = paths.first() else { return Ok(None) };
        let RepositoryFile { repository, .. } = match reading.file(first) {
            Err(GitError::NoRepository) => return Ok(None),
            file => file?,
        };
        let cwd = std::env::current_dir().map_err(GitError::Io)?;
        let mut real = RealPaths::default();
        let inside = |path: &&Path| {
            let whole = real.of(&cwd.join(path))?;
            let inner = whole.strip_prefix(&repository.root).ok()?;
            Some((path.to_path_buf(), inner.to_string_lossy().replace('\\', "/")))
        };
        let inner: HashMap<PathBuf, String> = paths.iter().filter_map(inside).collect();
        let names = inner.values().map(String::as_str).collect();
        let (versions, reader) = followed_versions(&repository, until, &names)?;
        repository.is_shallow()?;
        Ok(Some(Self { inner, versions, reader: Mutex::new(reader) }))
    }

    /// The versions of a file, the newest first; nothing if git does not know the file.
    pub(crate) fn of_file(
        &self,
        path: &Path,
    ) -> Option<impl Iterator<Item = FoundVersion<'_>> + use<'_>> {
        let inner = self.inner.get(path)?;
        let places = self.versions.get(inner)?;
        Some(places.iter().map(move |place| FoundVersion { versions: self, place }))
    }

    fn text(&self, blob: &str) -> Result<Option<String>, GitError> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let Content::Bytes(bytes) = reader.read(blob)? else { return Ok(None) };
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(Some(text))
    }
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
