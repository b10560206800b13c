//! A repository with a register and its translation, merged by the driver.

use std::process::Command;

use super::changes::{Change, Pair, start};
use super::common::tree::Tree;

pub const NAMES: [&str; 2] = ["docs/en/gap-register.md", "docs/tr/gap-register.md"];

pub struct Repository {
    tree: Tree,
    base: String,
}

/// What git made of two branches.
pub struct Outcome {
    pub is_clean: bool,
    pub pair: Pair,
    /// What git and the driver said.
    pub said: String,
}

impl Repository {
    pub fn new() -> Self {
        let tree = Tree::new().put(NAMES[0], &start()[0]).put(NAMES[1], &start()[1]);
        tree.git("init -q -b main");
        assert!(tree.output("merge --install").status.success());
        let mut repository = Self { tree, base: String::new() };
        repository.base = repository.commit();
        repository
    }

    /// Runs git; whether it succeeded, and what it said.
    fn git(&self, args: &str) -> (bool, String) {
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_gapreg"));
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", program.parent().unwrap().display());
        let mut command = Command::new("git");
        command.current_dir(self.tree.path("")).env("PATH", path).env("GIT_EDITOR", "true");
        command.args(["-c", "user.name=x", "-c", "user.email=x@x", "-c", "gc.auto=0"]);
        let output = command.args(args.split(' ')).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    fn must(&self, args: &str) -> String {
        let (is_done, said) = self.git(args);
        assert!(is_done, "git {args}: {said}");
        said.trim().to_owned()
    }

    fn commit(&self) -> String {
        self.must("add -A");
        self.must("commit -q --allow-empty -m change");
        self.must("rev-parse HEAD")
    }

    fn checkout(&self, commit: &str) {
        self.must(&format!("checkout -q -f --detach {commit}"));
    }

    pub fn texts(&self) -> Pair {
        NAMES.map(|name| self.tree.read(name))
    }

    fn write(&self, pair: &Pair) {
        for (name, text) in NAMES.iter().zip(pair) {
            std::fs::write(self.tree.path(name), text).unwrap();
        }
    }

    /// A branch with some changes, its tables brought up to date: its commit and its texts.
    pub fn branch(&self, changes: &[Change]) -> (String, Pair) {
        self.checkout(&self.base);
        let mut pair = self.texts();
        for change in changes {
            change.apply(&mut pair);
        }
        self.write(&pair);
        self.tree.output("triage --today 2026-02-05");
        (self.commit(), self.texts())
    }

    /// Runs a command of git that joins two branches, from one of them.
    pub fn join(&self, from: &str, args: &str) -> Outcome {
        self.checkout(from);
        let (is_clean, said) = self.git(args);
        let pair = self.texts();
        if !is_clean {
            let command = args.split(' ').next().unwrap();
            self.git(&format!("{command} --abort"));
        }
        Outcome { is_clean, pair, said }
    }

    /// What the program prints about some texts, as JSON.
    pub fn json(&self, pair: &Pair, args: &str) -> serde_json::Value {
        self.checkout(&self.base);
        self.write(pair);
        let output = self.tree.output(&format!("{args} --today 2026-02-05"));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}
