//! The documents agree with the program. `UPDATE_DOCS=1 cargo test --test docs` writes the generated
//! pages, and the current output below each command that a document shows.
#![allow(clippy::unwrap_used, reason = "a test")]

mod book;
mod commands;
mod console;
mod generated;
mod picture;
mod schema;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clap::ValueEnum as _;
use gapreg::output::Format;
use walkdir::WalkDir;

use book::targets;

/// The README and the pages of the book.
fn documents() -> Vec<PathBuf> {
    let book = WalkDir::new("docs").sort_by_file_name().into_iter().map(|file| file.unwrap());
    let pages = book.filter(|file| file.path().extension().is_some_and(|kind| kind == "md"));
    ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "RELEASING.md"]
        .map(PathBuf::from)
        .into_iter()
        .chain(pages.map(walkdir::DirEntry::into_path))
        .collect()
}

fn is_updating() -> bool {
    env::var_os("UPDATE_DOCS").is_some()
}

#[test]
fn every_link_leads_somewhere() {
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        for target in targets(&text).iter().filter(|target| is_local(target)) {
            let (file, anchor) = target.split_once('#').unwrap_or((target.as_str(), ""));
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

/// The rule, language, command and format that CONTRIBUTING.md adds as examples.
const ADDED: [&str; 5] = ["bad_owner", "bad-owner", "it", "count", "csv"];

#[test]
fn every_path_that_is_named_exists() {
    for page in documents() {
        let text = fs::read_to_string(&page).unwrap();
        let roots = [
            "src/",
            "tests/",
            "benches/",
            "build/",
            "fuzz/",
            "fixtures/",
            "docs/rules/",
            "examples/",
            "packaging/",
            ".github/",
        ];
        let is_path = |word: &&str| {
            let is_whole = !word.contains(|c: char| c.is_whitespace() || "*{…".contains(c));
            is_whole && roots.iter().any(|root| word.starts_with(root))
        };
        for path in text.split('`').filter(is_path).map(Path::new) {
            let is_added = path.file_stem().is_some_and(|name| ADDED.iter().any(|it| *it == name));
            assert!(is_added || path.exists(), "{}: {}", page.display(), path.display());
        }
    }
}

/// Whether a link leads to a file of the repository, or into the page itself.
fn is_local(target: &str) -> bool {
    !target.contains(':')
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
    let nested = ["Override", "TriageSettings", "Mirrors", "Ignore"];
    let nested = nested.iter().flat_map(|part| keys(&format!("/$defs/{part}/properties")));
    for key in keys("/properties").chain(nested) {
        assert!(page.contains(&format!("`{key}")) || page.contains(&format!("{key}:")), "{key}");
    }
}

#[test]
fn the_readme_has_every_command_and_format() {
    let readme = fs::read_to_string("README.md").unwrap();
    for page in fs::read_dir("docs/commands").unwrap() {
        let name = page.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            name == "README" || readme.contains(&format!("gapreg {name}")),
            "README.md does not name `gapreg {name}`"
        );
    }
    let page = fs::read_to_string("docs/output.md").unwrap();
    for format in Format::value_variants() {
        let format = format.to_possible_value().unwrap();
        let name = format!("`{}`", format.get_name());
        assert!(readme.contains(&name), "README.md does not name the format {name}");
        assert!(
            page.contains(&format!("| {name} |")),
            "docs/output.md does not name the format {name}"
        );
    }
}

#[test]
fn the_readme_has_every_dependency() {
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
fn every_file_has_the_same_version() {
    let version = env!("CARGO_PKG_VERSION");
    let examples = fs::read_dir("examples/ci").unwrap().map(|file| file.unwrap().path());
    let pages = ["README.md", "docs/ci.md"].map(PathBuf::from);
    let mut outdated = Vec::new();
    for path in pages.into_iter().chain(examples) {
        let text = fs::read_to_string(&path).unwrap();
        // Other actions and packages have versions of their own.
        let lines = text.lines().filter(|line| line.contains("gapreg") || line.contains("rev: v"));
        for line in lines {
            let named =
                ["gapreg==", "# v", "rev: v"].iter().find_map(|mark| line.split(mark).nth(1));
            if named.is_some_and(|named| !named.starts_with(version)) {
                outdated.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    let component = fs::read_to_string("packaging/gitlab/gapreg.yml").unwrap();
    if !component.contains(&format!("default: {version}\n")) {
        outdated.push("packaging/gitlab/gapreg.yml".to_owned());
    }
    assert!(outdated.is_empty(), "not version {version}:\n{}", outdated.join("\n"));
}
