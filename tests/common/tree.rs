//! A temporary folder in which the program runs.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A temporary folder.
pub struct Tree(TempDir);

impl Tree {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with one register, `gap-register.md`.
    pub fn with(text: impl AsRef<[u8]>) -> Self {
        Self::new().put("gap-register.md", text)
    }

    pub fn put(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes something else for a text that is in a file.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{from:?} is not in {name}");
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gapreg"));
        command.args(args.split_whitespace()).current_dir(self.0.path());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    pub fn output(&self, args: &str) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs a command on 2026-02-05 and gives its exit code, standard output and standard error.
    pub fn run(&self, args: &str) -> String {
        shown(&self.output(&format!("{args} --today 2026-02-05")))
    }

    /// The same with further arguments, which may contain blanks.
    pub fn run_with(&self, args: &str, more: &[&str]) -> String {
        let mut command = self.command(&format!("{args} --today 2026-02-05"));
        shown(&command.args(more).output().unwrap())
    }

    pub fn run_with_input(&self, args: &str, input: &str) -> String {
        let mut command = self.command(&format!("{args} --today 2026-02-05"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        shown(&child.wait_with_output().unwrap())
    }

    /// Runs git with a fixed author and day, so that commits have the same hashes everywhere.
    pub fn git(&self, args: &str) {
        self.git_on("2026-02-01", args);
    }

    /// The same on a given day.
    pub fn git_on(&self, day: &str, args: &str) {
        let mut command = Command::new("git");
        command.current_dir(self.path("")).args(["-c", "user.name=x", "-c", "user.email=x@x"]);
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            command.env(name, format!("{day}T12:00:00Z"));
        }
        let output = command.args(args.split(' ')).output().unwrap();
        assert!(output.status.success(), "git {args}: {output:?}");
    }

    /// Makes the folder a repository and commits all files.
    pub fn repository(&self) {
        self.git("init -q -b main");
        self.commit("first");
    }

    /// The hash of the newest commit.
    pub fn head(&self) -> String {
        let mut command = Command::new("git");
        let output = command.args(["rev-parse", "HEAD"]).current_dir(self.path("")).output();
        String::from_utf8(output.unwrap().stdout).unwrap().trim().to_owned()
    }

    /// Commits all files.
    pub fn commit(&self, message: &str) {
        self.git("add -A");
        self.git(&format!("commit -q -m {message}"));
    }

    /// Writes a file and commits all files, on a day.
    pub fn change(&self, day: &str, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self.git("add -A");
        self.git_on(day, &format!("commit -q -m {day}"));
    }

    pub fn code(&self, args: &str) -> i32 {
        self.output(&format!("{args} --today 2026-02-05")).status.code().unwrap()
    }
}

/// A repository with a register, and a branch on which it was changed without a commit.
pub fn changed(from: &str, to: &str) -> Tree {
    let tree = Tree::with(from);
    tree.repository();
    tree.git("checkout -q -b work");
    tree.put("gap-register.md", to)
}

fn shown(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let code = output.status.code().map_or("a signal".to_owned(), |code| code.to_string());
    let err = if err.is_empty() { String::new() } else { format!("\n--- stderr\n{err}") };
    format!("exit {code}\n{out}{err}")
}
