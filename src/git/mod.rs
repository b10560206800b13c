//! A file's life in git, asked through the `git` program. Nothing else starts a program.

mod archive;
mod before;
mod blobs;
mod chronicle;
mod steps;

use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use jiff::civil::Date;

use blobs::BlobReader;

pub use archive::Archive;
pub use before::Before;
pub use blobs::contents;
pub use chronicle::{Changed, Chronicle, Recorded, Touched, touched};
pub use steps::{Blob, Moved, Step, steps};

/// Why git could not be asked.
#[derive(Debug)]
pub enum GitError {
    /// There is no `git` program, or it cannot be started.
    Missing(io::Error),
    /// It said no.
    Refused(String),
    /// It answered something else than was asked.
    Garbled(&'static str),
    /// It knows no such revision.
    Unknown(String),
    /// The answer could not be read.
    Io(io::Error),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(why) => write!(f, "cannot run `git`: {why}"),
            Self::Refused(why) => write!(f, "git says: {}", why.trim()),
            Self::Garbled(what) => write!(f, "git gave no sensible answer to `{what}`"),
            Self::Unknown(revision) => write!(
                f,
                "git knows no commit `{revision}` here; a clone that holds only the newest commits \
                 has to fetch it first"
            ),
            Self::Io(why) => write!(f, "cannot read what git says: {why}"),
        }
    }
}

impl std::error::Error for GitError {}

/// A file as one commit left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The commit.
    pub commit: String,
    /// The day it was made.
    pub day: Date,
    /// The second it was made; within an archive, its place among all commits.
    pub time: i64,
    /// The file's text.
    pub text: String,
}

/// The versions of a file, the newest first, each read when it is asked for.
#[derive(Debug)]
pub struct Versions {
    commits: std::vec::IntoIter<Commit>,
    reader: Option<BlobReader>,
    folder: PathBuf,
    /// Whether one version follows the other. With merges in between nobody can tell by their
    /// order which of two changes came later.
    pub is_linear: bool,
    /// Whether older versions were not fetched.
    pub is_shallow: bool,
}

/// A commit that changed the file, and the file's path in it.
#[derive(Debug)]
struct Commit {
    id: String,
    day: Date,
    time: i64,
    path: String,
}

impl Versions {
    /// The versions of a file, followed through renames. None, where git does not know the file.
    pub fn of(path: &Path) -> Result<Self, GitError> {
        let path = std::fs::canonicalize(path).map_err(GitError::Io)?;
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let name = path.file_name().unwrap_or_default();
        let ask = |args: &[&str]| answer(git(&folder).args(args).arg("--").arg(name));
        let is_shallow = is_shallow(&folder)?;
        let merges = ask(&["rev-list", "--merges", "--full-history", "--max-count=1", "HEAD"])?;
        let is_linear = merges.as_ref().is_none_or(|merges| merges.trim().is_empty());
        let way = if is_linear { "--follow" } else { "--first-parent" };
        let format = ["--no-relative", "--name-only", "-z", "--format=%x01%H %ct %cs"];
        let log = ask(&[&["log", way][..], &format].concat())?;
        let commits = log.map_or_else(|| Ok(Vec::new()), |log| commits(&log))?;
        Ok(Self { commits: commits.into_iter(), reader: None, folder, is_linear, is_shallow })
    }

    fn read(&mut self, commit: Commit) -> Result<Option<Version>, GitError> {
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

impl Iterator for Versions {
    type Item = Result<Version, GitError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let commit = self.commits.next()?;
            // A commit that removed the file has no version of it.
            if let Some(version) = self.read(commit).transpose() {
                return Some(version);
            }
        }
    }
}

/// What git says.
fn asked(command: &mut Command) -> Result<String, GitError> {
    said(&command.output().map_err(GitError::Missing)?)
}

/// What git says when it is told something.
fn asked_with(command: &mut Command, told: String) -> Result<String, GitError> {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().map_err(GitError::Missing)?;
    let input = child.stdin.take();
    // It may speak before it has heard all.
    let tell = move || input.map(|mut input| input.write_all(told.as_bytes()));
    std::thread::scope(|scope| {
        // When it hears no more, it says why.
        std::thread::Builder::new().spawn_scoped(scope, tell).map_err(GitError::Io)?;
        said(&child.wait_with_output().map_err(GitError::Io)?)
    })
}

fn said(output: &Output) -> Result<String, GitError> {
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(GitError::Refused(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

/// What git says; nothing in a repository without any commit, where there is nothing to say.
fn answer(command: &mut Command) -> Result<Option<String>, GitError> {
    unless_empty(asked(command))
}

/// The same when it is told something.
fn answer_to(command: &mut Command, told: String) -> Result<Option<String>, GitError> {
    unless_empty(asked_with(command, told))
}

fn unless_empty(said: Result<String, GitError>) -> Result<Option<String>, GitError> {
    let empty =
        ["does not have any commits yet", "bad revision 'HEAD'", "ambiguous argument 'HEAD'"];
    match said {
        Err(GitError::Refused(why)) if empty.iter().any(|said| why.contains(said)) => Ok(None),
        said => said.map(Some),
    }
}

/// Whether only a part of a repository's history was fetched.
fn is_shallow(folder: &Path) -> Result<bool, GitError> {
    let said = answer(git(folder).args(["rev-parse", "--is-shallow-repository"]))?;
    Ok(said.is_some_and(|said| said.trim() == "true"))
}

/// Git in a folder, so that it neither changes anything nor runs what a repository asks for.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-optional-locks", "--literal-pathspecs"]);
    command.args([
        "-c",
        "core.fsmonitor=false",
        "-c",
        "log.showSignature=false",
        "-c",
        "log.showRoot=true",
        "-c",
        "log.follow=false",
    ]);
    // A hook is told of its own repository, which need not be that of the file.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// Each commit of a log, and the files it names.
fn records(log: &str) -> Result<Vec<(Commit, Vec<&str>)>, GitError> {
    let record = |record: &'_ str| -> Option<Commit> {
        let mut head = record.split(['\0', ' ']);
        let (id, time, day) = (head.next()?, head.next()?, head.next()?);
        Some(Commit {
            id: id.to_owned(),
            day: day.parse().ok()?,
            time: time.parse().ok()?,
            path: String::new(),
        })
    };
    let each = log.split('\x01').skip(1).map(|text| {
        let commit = record(text).ok_or(GitError::Garbled("git log"))?;
        let names = text.split('\0').skip(1).map(|name| name.trim_start_matches('\n'));
        Ok((commit, names.filter(|name| !name.is_empty() && !name.contains('\n')).collect()))
    });
    each.collect()
}

fn commits(log: &str) -> Result<Vec<Commit>, GitError> {
    let mut commits: Vec<Commit> = Vec::new();
    for (commit, names) in records(log)? {
        // A merge names no file: it has the name it has in the commit after it.
        let name = names.first().map(|name| (*name).to_owned());
        let path = name.or_else(|| commits.last().map(|commit| commit.path.clone()));
        commits.extend(path.map(|path| Commit { path, ..commit }));
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
