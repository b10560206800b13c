//! The commands that documents show, in blocks of `console`: each prints what is below it.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use walkdir::WalkDir;

use crate::generated::FOLDERS;
use crate::{documents, is_updating};

/// A folder with the examples in it, in which a document's commands run one after the other.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for file in WalkDir::new("examples") {
            let file = file.unwrap();
            let place = desk.0.path().join(file.path().strip_prefix("examples").unwrap());
            if file.file_type().is_dir() {
                fs::create_dir_all(place).unwrap();
            } else {
                fs::copy(file.path(), place).unwrap();
            }
        }
        desk
    }

    /// What a command of the shell prints, standard error among it.
    pub fn run(&self, command: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_gapreg")).parent().unwrap();
        let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
        let output = Command::new("bash")
            .args(["--norc", "-c", &format!("exec 2>&1\n{command}")])
            .current_dir(self.0.path())
            .env("PATH", path)
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
            .envs([("GIT_AUTHOR_NAME", "a"), ("GIT_AUTHOR_EMAIL", "a@example.org")])
            .envs([("GIT_COMMITTER_NAME", "a"), ("GIT_COMMITTER_EMAIL", "a@example.org")])
            .env_remove("GITHUB_ACTIONS")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_broken = ["command not found", "No such file or directory", "panicked"];
        assert!(!is_broken.iter().any(|words| text.contains(words)), "$ {command}\n{text}");
        // Help is indented where it is empty, and no editor keeps that.
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.join("\n").trim_end().to_owned()
    }
}

/// A document with what its `console` blocks print now.
pub fn as_it_runs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut desk: Option<Desk> = None;
    let mut is_console = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_console = !is_console && line == "```console";
        } else if is_console {
            if let Some(command) = line.strip_prefix("$ ") {
                if !out.ends_with("```console\n") && !out.ends_with("\n\n") {
                    out.push('\n');
                }
                let printed = desk.get_or_insert_with(Desk::new).run(command);
                let end = if printed.is_empty() { "" } else { "\n" };
                out.extend([line, "\n", &printed, end]);
            }
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[test]
fn every_command_prints_the_output_that_is_shown() {
    let mut wrong = Vec::new();
    // The generated pages are compared as a whole.
    let pages = documents().into_iter();
    for path in pages.filter(|path| !FOLDERS.iter().any(|folder| path.starts_with(folder))) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.contains("```console\n$ ") {
            continue;
        }
        let now = as_it_runs(&text);
        if now != text && is_updating() {
            fs::write(&path, &now).unwrap();
        } else if now != text {
            let diff = similar::TextDiff::from_lines(&text, &now);
            wrong.push(format!("{}\n{}", path.display(), diff.unified_diff()));
        }
    }
    assert!(
        wrong.is_empty(),
        "`UPDATE_DOCS=1 cargo test --test docs` updates:\n{}",
        wrong.join("\n")
    );
}
