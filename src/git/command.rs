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
    /// The file lies in no repository.
    NoRepository,
    /// This file of git is not a regular file.
    Odd(String),
    /// There is no commit before this day.
    NoneBefore(String),
    /// A version of this file is not in this clone.
    Lacking(String),
    /// A version of this file is larger than the files that are read.
    TooLarge(String),
    /// The history that is here does not reach back to where both lines of it come from.
    Shallow(String),
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(why) => write!(f, "cannot run `git`: {why}"),
            Self::Refused(why) => write!(f, "git says: {}", in_one_line(why)),
            Self::Garbled(what) => write!(f, "git gave no sensible answer to `{what}`"),
            Self::Unknown(revision) => write!(
                f,
                "git knows no commit `{revision}` here; a clone that holds only the newest commits \
                 has to fetch it first"
            ),
            Self::NoneBefore(day) => write!(
                f,
                "git knows no commit before {day} here; a clone that holds only the newest commits has to \
                 fetch the others first"
            ),
            Self::Io(why) => write!(f, "cannot read what git says: {why}"),
            Self::NoRepository => write!(f, "it is not in a git repository"),
            Self::Odd(path) => write!(f, "`{path}` is not a regular file"),
            Self::Lacking(path) => write!(
                f,
                "this clone is partial and lacks a version of `{}`; nothing is fetched here: \
                 `git fetch --refetch --no-filter` gets it",
                in_one_line(path)
            ),
            Self::TooLarge(path) => write!(
                f,
                "a version of `{}` is larger than the files that are read; `max-size` in \
                 gapreg.yaml says how large they may be",
                in_one_line(path)
            ),
            Self::Shallow(revision) => write!(
                f,
                "where this branch set out from `{}` is not in this clone; `git fetch --unshallow` \
                 gets the rest of its history",
                in_one_line(revision)
            ),
        }
    }
}

/// As much of what git writes is shown.
const MOST_SHOWN: usize = 400;

/// What git writes, fit for a message: in one line, without its advice and control characters.
pub(super) fn in_one_line(text: &str) -> String {
    // Advice for who types at a terminal does not say what is wrong.
    let is_said = |line: &&str| !line.is_empty() && !line.starts_with("hint:");
    let lines = text.lines().map(str::trim).filter(is_said);
    let line = lines.collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(MOST_SHOWN).collect()
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

fn unless_empty(answer: Result<String, GitError>) -> Result<Option<String>, GitError> {
    let empty =
        ["does not have any commits yet", "bad revision 'HEAD'", "ambiguous argument 'HEAD'"];
    match answer {
        Err(GitError::Refused(why)) if empty.iter().any(|text| why.contains(text)) => Ok(None),
        answer => answer.map(Some),
    }
}

/// What a repository configures is not run and not asked: each of these keys may name a program, or
/// make git ask another machine. A key that the environment switches off is there, too, as older
/// versions of git know only one of both.
const SETTINGS: [&str; 12] = [
    // A folder of a working tree that looks like a repository is none.
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.pager=cat",
    "core.attributesFile=/dev/null",
    "core.alternateRefsCommand=",
    "core.useReplaceRefs=false",
    "log.showSignature=false",
    "diff.external=",
    "i18n.logOutputEncoding=UTF-8",
];

/// The same in the environment.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("LC_ALL", "C"),
    // What a partial clone lacks is not fetched.
    ("GIT_NO_LAZY_FETCH", "1"),
    // Unlike `protocol.allow`, no key for one protocol wins over it.
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_PAGER", "cat"),
];

/// Within a git hook these name the repository of the hook, which may be another one; the others
/// name programs, or files to write to.
const REMOVED: [&str; 15] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_SHALLOW_FILE",
    "GIT_ATTR_SOURCE",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
];

/// A git command in the root of a repository. It changes nothing, runs nothing that the repository
/// configures, and looks for no repository elsewhere.
///
/// The folder is not given by `--git-dir`: git would then not ask whom the repository belongs to.
pub(super) fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["--no-pager", "--no-optional-locks"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for name in REMOVED {
        command.env_remove(name);
    }
    for (name, value) in ENVIRONMENT {
        command.env(name, value);
    }
    command.env("GIT_CEILING_DIRECTORIES", root.parent().unwrap_or(root));
    command.stdin(Stdio::null());
    command
}
