//! The contents of blobs.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::sync_channel;

use super::command::{GitError, git};

/// One `git cat-file --batch` that is asked for one object after the other.
#[derive(Debug)]
pub(super) struct BlobReader {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl BlobReader {
    pub(super) fn start(folder: &Path) -> Result<Self, GitError> {
        let mut child = git(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(GitError::Missing)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (ask, answers) = pipes.ok_or(GitError::Garbled("git cat-file"))?;
        widen(&answers);
        Ok(Self { child, ask: Some(ask), answers: BufReader::new(answers) })
    }

    /// The bytes of an object; nothing if there is no object of that name.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, GitError> {
        if name.contains('\n') {
            return Ok(None);
        }
        let ask = self.ask.as_mut().ok_or(GitError::Garbled("git cat-file"))?;
        writeln!(ask, "{name}").and_then(|()| ask.flush()).map_err(GitError::Io)?;
        self.answer()
    }

    /// Reads the next answer.
    fn answer(&mut self) -> Result<Option<Vec<u8>>, GitError> {
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
        Ok(Some(bytes))
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

/// The number of contents that may wait until they are taken.
const WAITING: usize = 32;

/// Reads objects of a repository. `take` gets the place of each object and its bytes, in order;
/// nothing for an object that does not exist.
pub(crate) fn contents<E: From<GitError>>(
    root: &Path,
    ids: &[&str],
    mut take: impl FnMut(usize, Option<Vec<u8>>) -> Result<(), E>,
) -> Result<(), E> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut reader = BlobReader::start(root)?;
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
