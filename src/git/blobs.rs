//! The contents of blobs.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::sync_channel;

use super::command::{GitError, git};
use super::repository::{GitReading, Repository};

/// What git has of a blob.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Bytes(Vec<u8>),
    /// It is not in this clone.
    Missing,
    /// It is larger than the files that are read.
    TooLarge,
}

impl Content {
    /// The bytes, where they were read.
    pub(crate) fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Missing | Self::TooLarge => None,
        }
    }
}

/// One `git cat-file --batch` that is asked for one object after the other.
#[derive(Debug)]
pub(super) struct BlobReader {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    reading: GitReading,
}

impl BlobReader {
    pub(super) fn start(repository: &Repository) -> Result<Self, GitError> {
        let mut child = git(&repository.root)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(GitError::Missing)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (ask, answers) = pipes.ok_or(GitError::Garbled("git cat-file"))?;
        widen(&answers);
        let reading = repository.reading.clone();
        Ok(Self { child, ask: Some(ask), answers: BufReader::new(answers), reading })
    }

    pub(super) fn max_bytes(&self) -> u64 {
        self.reading.max_bytes
    }

    /// The content of the blob that has an ID.
    pub(super) fn read(&mut self, id: &str) -> Result<Content, GitError> {
        let ask = self.ask.as_mut().ok_or(GitError::Garbled("git cat-file"))?;
        writeln!(ask, "{id}").and_then(|()| ask.flush()).map_err(GitError::Io)?;
        self.answer()
    }

    /// Reads the next answer.
    fn answer(&mut self) -> Result<Content, GitError> {
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(GitError::Io)?;
        let head = head.trim_end();
        if let Some(id) = head.strip_suffix(" missing") {
            self.reading.gaps.add_missing(id);
            return Ok(Content::Missing);
        }
        let size = head.rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or(GitError::Garbled("git cat-file"))?;
        let mut answer = (&mut self.answers).take(size + 1);
        if size > self.reading.max_bytes {
            self.reading.gaps.add_too_large(head.split(' ').next().unwrap_or(head));
            io::copy(&mut answer, &mut io::sink()).map_err(GitError::Io)?;
            return Ok(Content::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size + 1).unwrap_or(0));
        answer.read_to_end(&mut bytes).map_err(GitError::Io)?;
        if bytes.len() as u64 != size + 1 {
            return Err(GitError::Garbled("git cat-file"));
        }
        bytes.pop();
        Ok(Content::Bytes(bytes))
    }
}

/// Enlarges the pipe that git writes to. With thousands of versions, most of the time would pass in
/// handing over a few pages at a time.
#[cfg(target_os = "linux")]
fn widen(pipe: &ChildStdout) {
    // If the system allows less, the pipe stays as it is.
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1024 * 1024);
}

#[cfg(not(target_os = "linux"))]
fn widen(_: &ChildStdout) {}

/// The content of one blob; nothing where it is not in this clone, or too large.
pub(crate) fn content(repository: &Repository, id: &str) -> Result<Option<Vec<u8>>, GitError> {
    Ok(BlobReader::start(repository)?.read(id)?.bytes())
}

/// The number of contents that may wait until they are taken.
const WAITING: usize = 32;

/// Reads blobs of a repository. `take` gets the place of each and its content, in order.
pub(crate) fn contents<E: From<GitError>>(
    repository: &Repository,
    ids: &[&str],
    mut take: impl FnMut(usize, Content) -> Result<(), E>,
) -> Result<(), E> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut reader = BlobReader::start(repository)?;
    let asking = reader.ask.take();
    // If writing fails, git has ended, and an answer is missing below.
    let ask = move || asking.map(|mut asking| asking.write_all((ids.join("\n") + "\n").as_bytes()));
    let (send, receive) = sync_channel(WAITING);
    let read = move || {
        let is_read = |reader: &mut BlobReader| {
            let answer = reader.answer();
            let is_over = answer.is_err();
            send.send(answer).is_ok() && !is_over
        };
        ids.iter().all(|_| is_read(&mut reader))
    };
    std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new();
        thread().spawn_scoped(scope, ask).map_err(GitError::Io)?;
        thread().spawn_scoped(scope, read).map_err(GitError::Io)?;
        for at in 0..ids.len() {
            let answer = receive.recv().map_err(|_| GitError::Garbled("git cat-file"))?;
            take(at, answer?)?;
        }
        // If `take` failed, the reading thread must not wait for a receiver.
        drop(receive);
        Ok(())
    })
}

impl Drop for BlobReader {
    fn drop(&mut self) {
        // Git ends without its input; the rest of its output is not needed.
        drop(self.ask.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
