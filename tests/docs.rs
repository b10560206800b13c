//! What the documents show is what the program does. `UPDATE_DOCS=1 cargo test --test docs` writes
//! the output of today below each command.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use walkdir::WalkDir;

/// The README and the pages of the book.
fn documents() -> Vec<PathBuf> {
    let book = WalkDir::new("docs").sort_by_file_name().into_iter().map(|file| file.unwrap());
    let pages = book.filter(|file| file.path().extension().is_some_and(|kind| kind == "md"));
    ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"]
        .map(PathBuf::from)
        .into_iter()
        .chain(pages.map(walkdir::DirEntry::into_path))
        .collect()
}

fn is_updating() -> bool {
    env::var_os("UPDATE_DOCS").is_some()
}

/// A folder with the examples in it, in which a document's commands run one after the other.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
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
    fn run(&self, command: &str) -> String {
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
fn as_it_runs(text: &str) -> String {
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
fn every_command_that_is_shown_prints_what_stands_there() {
    let mut wrong = Vec::new();
    for path in documents() {
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
        "`UPDATE_DOCS=1 cargo test --test docs` mends:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_book_is_what_the_program_writes() {
    if is_updating() {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gapreg"));
    assert!(command.arg("docs").arg(scratch.path()).status().unwrap().success());
    for part in ["commands", "rules"] {
        let pages = |folder: &Path| -> BTreeMap<String, String> {
            let files = fs::read_dir(folder.join(part)).unwrap().map(|file| file.unwrap());
            let page = |file: fs::DirEntry| {
                let name = file.file_name().into_string().unwrap();
                (name, fs::read_to_string(file.path()).unwrap())
            };
            files.map(page).collect()
        };
        let (now, book) = (pages(scratch.path()), pages(Path::new("docs")));
        let names = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&now), names(&book), "`cargo run -- docs docs` writes the book");
        for (name, page) in &now {
            assert!(book[name] == *page, "`cargo run -- docs docs` writes docs/{part}/{name} anew");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| is_local(target)) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = match file {
                "" => path.clone(),
                file => path.parent().unwrap().join(file),
            };
            assert!(file.exists(), "{}: {target}", path.display());
            if !anchor.is_empty() {
                let page = fs::read_to_string(&file).unwrap();
                assert!(anchors(&page).contains(anchor), "{}: {target}", path.display());
            }
        }
    }
}

/// Whether a link leads to a file of the repository, or into the page itself.
fn is_local(target: &str) -> bool {
    let file = target.split('#').next().unwrap_or_default();
    let ends = [".md", ".yml", ".sh", "/"];
    !target.contains(':') && (file.is_empty() || ends.iter().any(|end| file.ends_with(end)))
}

/// The anchors of a page's headings, as forges make them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// The first block of YAML below a heading.
fn yaml<'t>(text: &'t str, heading: &str) -> &'t str {
    let section = text.split(heading).nth(1).unwrap();
    section.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap()
}

fn assert_sound(yaml: &str) {
    let names = gapreg::rules::names();
    let config = gapreg::settings::Config::read("gapreg.yaml", yaml, &names).unwrap();
    let root = Path::new("/");
    gapreg::settings::Settings::new(config, Some(("gapreg.yaml", yaml)), root, root).unwrap();
}

#[test]
fn the_configurations_that_are_shown_are_sound() {
    assert_sound(yaml(&fs::read_to_string("README.md").unwrap(), "## Configuration"));
    let page = fs::read_to_string("docs/configuration.md").unwrap();
    let blocks: Vec<&str> = page.split("```yaml\n").skip(1).collect();
    assert!(blocks.len() > 3);
    for block in blocks {
        assert_sound(block.split("```").next().unwrap());
    }
}

#[test]
fn every_key_of_the_configuration_is_explained() {
    let page = fs::read_to_string("docs/configuration.md").unwrap();
    let schema = Command::new(env!("CARGO_BIN_EXE_gapreg")).arg("schema").output().unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    let keys = |at: &str| schema.pointer(at).unwrap().as_object().unwrap().keys().cloned();
    let nested = ["Override", "TriageTable", "Mirrors", "Ignore"];
    let nested = nested.iter().flat_map(|part| keys(&format!("/$defs/{part}/properties")));
    for key in keys("/properties").chain(nested) {
        assert!(page.contains(&format!("`{key}")) || page.contains(&format!("{key}:")), "{key}");
    }
}

#[test]
fn every_command_and_format_stands_in_the_readme() {
    let readme = fs::read_to_string("README.md").unwrap();
    for page in fs::read_dir("docs/commands").unwrap() {
        let name = page.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(name == "README" || readme.contains(&format!("gapreg {name}")), "{name}");
    }
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson"] {
        assert!(readme.contains(&format!("`{format}`")), "{format}");
    }
}

#[test]
fn every_dependency_stands_in_the_readme() {
    let readme = fs::read_to_string("README.md").unwrap();
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let section = manifest.split("[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    for line in section.lines().filter(|line| line.contains('=')) {
        let name = line.split_whitespace().next().unwrap();
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in the README's table");
    }
}

/// The versions that other files name are the one that is built.
#[test]
fn one_version_stands_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    for path in ["README.md", "docs/ci.md", "examples/ci/gitlab-ci.yml", "examples/ci/github.yml"] {
        let text = fs::read_to_string(path).unwrap();
        let named = text.match_indices("gapreg==").map(|(at, words)| &text[at + words.len()..]);
        let named =
            named.chain(text.match_indices("# v").map(|(at, words)| &text[at + words.len()..]));
        let named =
            named.chain(text.match_indices("rev: v").map(|(at, words)| &text[at + words.len()..]));
        let is_ours = |rest: &&str| rest.starts_with("0.") || rest.starts_with(version);
        for rest in named.filter(is_ours) {
            assert!(rest.starts_with(version), "{path}: {}", rest.lines().next().unwrap());
        }
    }
}
