//! A file's life in git, asked through the `git` program. Nothing else starts a program.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

/// Why git could not be asked.
#[derive(Debug)]
pub enum GitError {
    /// There is no `git` program, or it cannot be started.
    Missing(io::Error),
    /// It said no.
    Refused(String),
    /// It answered something else than was asked.
    Garbled(&'static str),
    /// The answer could not be read.
    Io(io::Error),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(why) => write!(f, "cannot run `git`: {why}"),
            Self::Refused(why) => write!(f, "git says: {}", why.trim()),
            Self::Garbled(what) => write!(f, "git gave no sensible answer to `{what}`"),
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
        let text = reader.read(&format!("{}:{}", commit.id, commit.path))?;
        Ok(text.map(|text| Version { commit: commit.id, day: commit.day, time: commit.time, text }))
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

/// What git says; nothing in a repository without any commit, where there is nothing to say.
fn answer(command: &mut Command) -> Result<Option<String>, GitError> {
    let output = command.output().map_err(GitError::Missing)?;
    if output.status.success() {
        return Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()));
    }
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    let is_empty =
        ["does not have any commits yet", "bad revision 'HEAD'", "ambiguous argument 'HEAD'"];
    if is_empty.iter().any(|said| why.contains(said)) {
        Ok(None)
    } else {
        Err(GitError::Refused(why))
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
    command.args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
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

/// The versions of many files of one repository, asked for together.
#[derive(Debug)]
pub struct Archive {
    root: PathBuf,
    /// By the path from the root, the commits that changed a file, the newest first.
    commits: HashMap<String, Vec<Commit>>,
    reader: Mutex<BlobReader>,
    /// Whether older versions were not fetched.
    pub is_shallow: bool,
}

impl Archive {
    /// The archive of some files; nothing where the first lies in no repository.
    pub fn of(paths: &[&Path]) -> Result<Option<Self>, GitError> {
        let Some(first) = paths.first() else { return Ok(None) };
        let first = std::fs::canonicalize(first).map_err(GitError::Io)?;
        // Without a repository there is no need to start git to hear so.
        let Some(root) = first.ancestors().find(|folder| folder.join(".git").exists()) else {
            return Ok(None);
        };
        let root = root.to_owned();
        let inside = |path: &&Path| {
            let path = std::fs::canonicalize(path).ok()?;
            Some(path.strip_prefix(&root).ok()?.to_owned())
        };
        let inner: Vec<PathBuf> = paths.iter().filter_map(inside).collect();
        let is_shallow = is_shallow(&root)?;
        let format = ["--no-relative", "--name-only", "-z", "--format=%x01%H %ct %cs", "--"];
        let log =
            answer(git(&root).args(["log", "--first-parent", "-m"]).args(format).args(&inner))?;
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
        Ok(Some(Self { root, commits, reader, is_shallow }))
    }

    /// The versions of a file, the newest first; nothing where git does not know it.
    pub fn versions(&self, path: &Path) -> Result<Option<Vec<Version>>, GitError> {
        let path = std::fs::canonicalize(path).map_err(GitError::Io)?;
        let Ok(inner) = path.strip_prefix(&self.root) else { return Ok(None) };
        let name = inner.to_string_lossy().replace('\\', "/");
        let Some(commits) = self.commits.get(&name) else { return Ok(None) };
        let mut versions = Vec::with_capacity(commits.len());
        for Commit { id, day, time, path } in commits {
            let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(text) = reader.read(&format!("{id}:{path}"))? {
                versions.push(Version { commit: id.clone(), day: *day, time: *time, text });
            }
        }
        Ok(Some(versions))
    }
}

/// One `git cat-file --batch` that answers for all versions.
#[derive(Debug)]
struct BlobReader {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl BlobReader {
    fn start(folder: &Path) -> Result<Self, GitError> {
        let mut child = git(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(GitError::Missing)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (ask, answers) = pipes.ok_or(GitError::Garbled("git cat-file"))?;
        Ok(Self { child, ask: Some(ask), answers: BufReader::new(answers) })
    }

    /// The text of an object; nothing where there is none of that name.
    fn read(&mut self, name: &str) -> Result<Option<String>, GitError> {
        let ask = self.ask.as_mut().ok_or(GitError::Garbled("git cat-file"))?;
        writeln!(ask, "{name}").and_then(|()| ask.flush()).map_err(GitError::Io)?;
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(GitError::Io)?;
        let head = head.trim_end();
        if head.ends_with(" missing") {
            return Ok(None);
        }
        let size = head.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.ok_or(GitError::Garbled("git cat-file"))?;
        let mut bytes = vec![0; size + 1];
        self.answers.read_exact(&mut bytes).map_err(GitError::Io)?;
        bytes.truncate(size);
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}

impl Drop for BlobReader {
    fn drop(&mut self) {
        // Without its input git ends; what it still had to say interests nobody.
        drop(self.ask.take());
        let _ = self.child.wait();
    }
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
