//! The commands that write.

use proptest::prelude::*;

use super::common::tree::Tree;
use super::mutations::Case;

pub const LEADING: &str = "docs/en/gap-register.md";
pub const MIRROR: &str = "docs/tr/gap-register.md";

/// A command that writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer {
    pub args: &'static str,
    /// Whether a second run has nothing to do.
    pub settles: bool,
    /// Whether entries are written anew, and labels and states in their own words.
    pub rewrites: bool,
}

const fn writer(args: &'static str) -> Writer {
    Writer { args, settles: true, rewrites: false }
}

const WRITERS: [Writer; 12] = [
    writer("lint --fix"),
    writer("lint --unsafe-fixes"),
    writer("check --fix"),
    writer("triage"),
    writer("triage --rewrite-texts"),
    writer("mirror --fix"),
    writer("mirror --stub"),
    writer("mirror --fix --stub"),
    writer("heal --write docs"),
    Writer { rewrites: true, ..writer("adopt --write docs/en/gap-register.md") },
    Writer { settles: false, ..writer("new Core→Desk→Desk-is-closed docs/en/gap-register.md") },
    writer("set G-001 Status=Fixed"),
];

pub fn writers() -> impl Strategy<Value = Writer> {
    prop::sample::select(WRITERS.to_vec())
}

/// The two registers of a case, in a folder of their own.
pub fn tree(case: &Case) -> Tree {
    Tree::new().put(LEADING, &case.leading).put(MIRROR, &case.mirror)
}

/// What a command said, with its exit code.
pub struct Said {
    pub text: String,
    pub code: i32,
}

pub fn run(tree: &Tree, args: &str) -> Said {
    let output = tree.output(&format!("{args} --today 2026-03-02"));
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    let code = output.status.code().unwrap_or(-1);
    assert!((0..=2).contains(&code), "exit {code} of {args}: {text}");
    Said { text, code }
}

/// The texts of both registers.
pub fn read(tree: &Tree) -> [String; 2] {
    [LEADING, MIRROR].map(|name| tree.read(name))
}
