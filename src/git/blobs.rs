//! The contents of files as commits hold them.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::sync_channel;

use super::{GitError, git};

/// One `git cat-file --batch` that answers for all versions.
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

    /// What an object holds; nothing where there is none of that name.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, GitError> {
        if name.contains('\n') {
            return Ok(None);
        }
        let ask = self.ask.as_mut().ok_or(GitError::Garbled("git cat-file"))?;
        writeln!(ask, "{name}").and_then(|()| ask.flush()).map_err(GitError::Io)?;
        self.answer()
    }

    /// The next answer.
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

/// Makes room for what git says before anybody listens: of versions by the thousand, most of the time
/// would go by in handing over a few pages at a time.
#[cfg(target_os = "linux")]
fn widen(pipe: &ChildStdout) {
    // Where a system allows less, it stays as it is.
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1024 * 1024);
}

#[cfg(not(target_os = "linux"))]
fn widen(_: &ChildStdout) {}

/// How many contents may wait for whoever asked for them.
const WAITING: usize = 32;

/// Reads what objects of a repository hold, one after the other, and hands it on in their order:
/// the place of the object, and its bytes; nothing where there is none of that name.
pub fn contents<E: From<GitError>>(
    root: &Path,
    ids: &[&str],
    mut take: impl FnMut(usize, Option<Vec<u8>>) -> Result<(), E>,
) -> Result<(), E> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut reader = BlobReader::start(root)?;
    let asking = reader.ask.take();
    // If git hears no more, it says less than was asked.
    let ask = move || asking.map(|mut asking| asking.write_all((ids.join("\n") + "\n").as_bytes()));
    let (send, receive) = sync_channel(WAITING);
    let hear = move || {
        let is_heard = |reader: &mut BlobReader| {
            let answer = reader.answer();
            let is_over = answer.is_err();
            send.send(answer).is_ok() && !is_over
        };
        ids.iter().all(|_| is_heard(&mut reader))
    };
    std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new();
        thread().spawn_scoped(scope, ask).map_err(GitError::Io)?;
        thread().spawn_scoped(scope, hear).map_err(GitError::Io)?;
        for at in 0..ids.len() {
            let answer = receive.recv().map_err(|_| GitError::Garbled("git cat-file"))?;
            take(at, answer?)?;
        }
        // Otherwise the one who hears would wait for someone to listen.
        drop(receive);
        Ok(())
    })
}

impl Drop for BlobReader {
    fn drop(&mut self) {
        // Without its input git ends; what it still had to say interests nobody.
        drop(self.ask.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
