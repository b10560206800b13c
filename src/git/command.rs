//! Runs the `git` program. Nothing else in the library starts a program.

use std::fmt;
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// Why git gave no answer.
#[derive(Debug)]
pub(crate) enum GitError {
    /// There is no `git` program, or it cannot be started.
    Missing(io::Error),
    /// Git failed; this is what it wrote to standard error.
    Refused(String),
    /// The answer to this command has not the expected form.
    Garbled(&'static str),
    /// There is no such revision.
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

/// Runs a git command; returns its standard output.
pub(super) fn run(command: &mut Command) -> Result<String, GitError> {
    stdout(&output(command)?)
}

/// Runs a git command; returns what it wrote and how it ended.
pub(super) fn output(command: &mut Command) -> Result<Output, GitError> {
    let pipes = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    read_to_end(pipes.spawn().map_err(GitError::Missing)?).map_err(GitError::Io)
}

/// What a running program writes, and how it ends. `wait_with_output` panics where a pipe cannot be
/// read.
fn read_to_end(mut child: Child) -> io::Result<Output> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let read_errors = || err.map_or(Ok(0), |mut err| err.read_to_end(&mut stderr));
    std::thread::scope(|scope| {
        let errors = std::thread::Builder::new().spawn_scoped(scope, read_errors)?;
        let answer = out.map_or(Ok(0), |mut out| out.read_to_end(&mut stdout));
        let status = child.wait()?;
        answer?;
        errors.join().map_err(|_| io::Error::other("a thread ended early"))??;
        Ok(status)
    })
    .map(|status| Output { status, stdout, stderr })
}

/// Runs a git command with a standard input; returns its standard output.
pub(super) fn run_with(command: &mut Command, input: String) -> Result<String, GitError> {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().map_err(GitError::Missing)?;
    let stdin = child.stdin.take();
    // Git may write output before it has read all input.
    let write = move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes()));
    std::thread::scope(|scope| {
        // If writing fails, git has ended, and its exit status says why.
        std::thread::Builder::new().spawn_scoped(scope, write).map_err(GitError::Io)?;
        stdout(&read_to_end(child).map_err(GitError::Io)?)
    })
}

fn stdout(output: &Output) -> Result<String, GitError> {
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(GitError::Refused(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

/// Runs a git command that needs a commit; nothing in a repository without any.
pub(super) fn run_unless_empty(command: &mut Command) -> Result<Option<String>, GitError> {
    unless_empty(run(command))
}

/// Runs a git command with a standard input that needs a commit; nothing in a repository without
/// any.
pub(super) fn run_with_unless_empty(
    command: &mut Command,
    input: String,
) -> Result<Option<String>, GitError> {
    unless_empty(run_with(command, input))
}

fn unless_empty(answer: Result<String, GitError>) -> Result<Option<String>, GitError> {
    let empty =
        ["does not have any commits yet", "bad revision 'HEAD'", "ambiguous argument 'HEAD'"];
    match answer {
        Err(GitError::Refused(why)) if empty.iter().any(|text| why.contains(text)) => Ok(None),
        answer => answer.map(Some),
    }
}

/// Whether only a part of a repository's history was fetched.
pub(super) fn is_shallow(folder: &Path) -> Result<bool, GitError> {
    let answer = run_unless_empty(git(folder).args(["rev-parse", "--is-shallow-repository"]))?;
    Ok(answer.is_some_and(|answer| answer.trim() == "true"))
}

/// A git command in a folder. It changes nothing, and runs nothing that a repository configures.
pub(super) fn git(folder: &Path) -> Command {
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
    // Within a git hook these name the repository of the hook, which may be another one.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command
}
