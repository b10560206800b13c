//! A file's life in git, asked through the `git` program. Nothing else starts a program.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

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
    /// The file's text.
    pub text: String,
}

/// The versions of a file, the newest first, each read when it is asked for.
#[derive(Debug)]
pub struct Versions {
    commits: std::vec::IntoIter<Commit>,
    reader: Option<BlobReader>,
    folder: PathBuf,
}

/// A commit that changed the file, and the file's path in it.
#[derive(Debug)]
struct Commit {
    id: String,
    day: Date,
    path: String,
}

impl Versions {
    /// The versions of a file, followed through renames. None, where git does not know the file.
    pub fn of(path: &Path) -> Result<Self, GitError> {
        let path = std::fs::canonicalize(path).map_err(GitError::Io)?;
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let name = path.file_name().unwrap_or_default();
        let output = git(&folder)
            .args(["log", "--follow", "--name-only", "-z", "--format=%x01%H %cs", "--"])
            .arg(name)
            .output()
            .map_err(GitError::Missing)?;
        if !output.status.success() {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            // A repository without any commit has no versions.
            if why.contains("does not have any commits yet") {
                return Ok(Self { commits: Vec::new().into_iter(), reader: None, folder });
            }
            return Err(GitError::Refused(why));
        }
        let commits = commits(&String::from_utf8_lossy(&output.stdout))?;
        Ok(Self { commits: commits.into_iter(), reader: None, folder })
    }

    fn read(&mut self, commit: Commit) -> Result<Option<Version>, GitError> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            empty => empty.insert(BlobReader::start(&self.folder)?),
        };
        let text = reader.read(&format!("{}:{}", commit.id, commit.path))?;
        Ok(text.map(|text| Version { commit: commit.id, day: commit.day, text }))
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

/// Git in a folder, so that it neither changes anything nor runs what a repository asks for.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-optional-locks", "--literal-pathspecs"]);
    command.args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command
}

fn commits(log: &str) -> Result<Vec<Commit>, GitError> {
    let garbled = || GitError::Garbled("git log");
    let mut commits: Vec<Commit> = Vec::new();
    for record in log.split('\x01').skip(1) {
        let mut parts = record.split('\0').map(|part| part.trim_start_matches('\n'));
        let (id, day) = parts.next().and_then(|head| head.split_once(' ')).ok_or_else(garbled)?;
        // A merge names no file: it has the name it has in the commit after it.
        let name = parts.find(|name| !name.is_empty()).map(str::to_owned);
        let path = name.or_else(|| commits.last().map(|commit| commit.path.clone()));
        let day = day.parse().map_err(|_| garbled())?;
        if let Some(path) = path.filter(|path| !path.contains('\n')) {
            commits.push(Commit { id: id.to_owned(), day, path });
        }
    }
    Ok(commits)
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
        let log =
            "\x01aaa 2026-02-03\0\nb.md\0\x01bbb 2026-02-02\0\x01ccc 2026-02-01\0\nd ü/a.md\0";
        let got: Vec<_> = commits(log).unwrap().into_iter().map(|c| (c.id, c.path)).collect();
        let want = [("aaa", "b.md"), ("bbb", "b.md"), ("ccc", "d ü/a.md")];
        assert_eq!(got, want.map(|(id, path)| (id.to_owned(), path.to_owned())));
        assert!(commits("\x01nonsense\0").is_err());
        assert!(commits("").unwrap().is_empty());
    }
}
