//! The versions of one file.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::blobs::BlobReader;
use super::command::{GitError, git, is_shallow, run_unless_empty};
use super::log::{self, FileCommit, records};

/// A file in one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    pub commit: String,
    pub day: Date,
    /// The second of the commit; among the versions of a repository, the commit's place.
    pub time: i64,
    pub text: String,
}

/// The versions of a file, the newest first, each read when the iterator reaches it.
#[derive(Debug)]
pub(crate) struct FileVersions {
    commits: std::vec::IntoIter<FileCommit>,
    reader: Option<BlobReader>,
    folder: PathBuf,
}

impl FileVersions {
    /// Follows a file through renames; no versions if git does not know the file.
    pub(crate) fn of(path: &Path) -> Result<Self, GitError> {
        Self::until(path, "HEAD")
    }

    /// The same, from a commit on.
    pub(crate) fn until(path: &Path, commit: &str) -> Result<Self, GitError> {
        let path = std::fs::canonicalize(path).map_err(GitError::Io)?;
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let name = path.file_name().unwrap_or_default();
        let ask = |args: &[&str]| run_unless_empty(git(&folder).args(args).arg("--").arg(name));
        // Only along first parents does the order of versions say which change came later here.
        let way = ["log", "--follow", "--first-parent"];
        let log = ask(&[&way[..], &[commit], &log::FORMAT].concat())?;
        let commits = log.map_or_else(|| Ok(Vec::new()), |log| commits(&log))?;
        Ok(Self { commits: commits.into_iter(), reader: None, folder })
    }

    /// Whether older versions were not fetched.
    pub(crate) fn is_shallow(&self) -> Result<bool, GitError> {
        is_shallow(&self.folder)
    }

    fn read(&mut self, commit: FileCommit) -> Result<Option<Version>, GitError> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            empty => empty.insert(BlobReader::start(&self.folder)?),
        };
        let bytes = reader.read(&format!("{}:{}", commit.id, commit.path))?;
        let version = |bytes: Vec<u8>| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Version { commit: commit.id, day: commit.day, time: commit.time, text }
        };
        Ok(bytes.map(version))
    }
}

impl Iterator for FileVersions {
    type Item = Result<Version, GitError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let commit = self.commits.next()?;
            // There is no version in a commit that removed the file.
            if let Some(version) = self.read(commit).transpose() {
                return Some(version);
            }
        }
    }
}

fn commits(log: &str) -> Result<Vec<FileCommit>, GitError> {
    let mut commits: Vec<FileCommit> = Vec::new();
    for record in records(log)? {
        // A merge names no file: its path is the one in the next commit.
        let path = record.paths.first().map(|path| (*path).to_owned());
        let path = path.or_else(|| commits.last().map(|commit| commit.path.clone()));
        commits.extend(path.map(|path| FileCommit { path, ..record.commit }));
    }
    Ok(commits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_commits_with_the_name_the_file_had() {
        let log = "\x01aaa 3 2026-02-03\0\nb.md\0\x01bbb 2 2026-02-02\0\x01ccc 1 2026-02-01\0\nd ü/a.md\0";
        let got: Vec<_> = commits(log).unwrap().into_iter().map(|c| (c.id, c.path)).collect();
        let want = [("aaa", "b.md"), ("bbb", "b.md"), ("ccc", "d ü/a.md")];
        assert_eq!(got, want.map(|(id, path)| (id.to_owned(), path.to_owned())));
        assert!(commits("\x01nonsense\0").is_err());
        assert!(commits("").unwrap().is_empty());
    }
}
