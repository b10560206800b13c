//! The generated pages of the book: `docs/commands`, from the help of the commands, and `docs/rules`,
//! from the pages in `src/rules`. `UPDATE_DOCS=1 cargo test --test docs` writes them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::console::as_it_runs;
use crate::is_updating;

/// The folders of `docs/` in which every page is generated.
pub const FOLDERS: [&str; 2] = ["docs/commands", "docs/rules"];

#[test]
fn generated_pages_are_up_to_date() {
    let (expected, actual) = (pages(), written_pages());
    if is_updating() {
        for path in actual.keys().filter(|path| !expected.contains_key(*path)) {
            fs::remove_file(path).unwrap();
        }
        for (path, text) in expected.iter().filter(|(path, text)| actual.get(*path) != Some(text)) {
            fs::write(path, text).unwrap();
        }
        return;
    }
    let paths = expected.keys().chain(actual.keys());
    let outdated: Vec<&PathBuf> =
        paths.filter(|path| expected.get(*path) != actual.get(*path)).collect();
    assert!(outdated.is_empty(), "`UPDATE_DOCS=1 cargo test --test docs` updates {outdated:?}");
}

/// The pages that are in the repository.
fn written_pages() -> BTreeMap<PathBuf, String> {
    let files = FOLDERS.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The pages as they should be.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    let mut add = |path: String, origin: &str, text: String| {
        pages.insert(Path::new("docs").join(path), format!("{}\n\n{text}", notice(origin)));
    };
    let commands = commands();
    for (name, _) in &commands {
        let origin = format!("`gapreg {name} --help` and {}", examples_of(name));
        add(format!("commands/{name}.md"), &origin, command_page(name));
    }
    let rules: Value = serde_json::from_str(&gapreg(&["rules", "--json"])).unwrap();
    let rules = rules.as_array().unwrap();
    for rule in rules {
        let name = text(rule, "name");
        let origin = format!("src/rules/{}.md", name.replace('-', "_"));
        add(format!("rules/{name}.md"), &origin, gapreg(&["explain", name]));
    }
    add("commands/README.md".to_owned(), "the output of `gapreg --help`", command_table(&commands));
    add("rules/README.md".to_owned(), "the output of `gapreg rules --json`", rule_table(rules));
    pages
}

/// The first line of a generated page.
fn notice(origin: &str) -> String {
    format!(
        "<!-- Generated from {origin} by `UPDATE_DOCS=1 cargo test --test docs`; do not edit. -->"
    )
}

/// What the program prints on standard output.
fn gapreg(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gapreg")).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Name and summary of each command, in the order of the help.
fn commands() -> Vec<(String, String)> {
    let help = gapreg(&["--help"]);
    let list = help.split("\nCommands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in list.lines() {
        let words = line.trim();
        // A long summary goes on in lines that are indented further.
        if let (true, Some((_, summary))) = (line.starts_with("   "), commands.last_mut()) {
            summary.extend([" ", words]);
        } else {
            let (name, summary) = words.split_once(' ').unwrap();
            commands.push((name.to_owned(), summary.trim().to_owned()));
        }
    }
    commands.retain(|(name, _)| name != "help");
    commands
}

fn examples_of(name: &str) -> String {
    format!("src/cli/examples/{name}.md")
}

#[test]
fn every_command_has_examples() {
    let names = commands().into_iter().map(|(name, _)| name);
    let without: Vec<_> = names.filter(|name| !Path::new(&examples_of(name)).exists()).collect();
    assert!(without.is_empty(), "write src/cli/examples/NAME.md for {without:?}");
}

fn command_page(name: &str) -> String {
    let help = gapreg(&[name, "--help"]);
    // Empty lines of a help are indented, and editors remove that.
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    // Each command has examples beside its code, which run when the page is made.
    let examples = fs::read_to_string(examples_of(name)).unwrap_or_default();
    let examples = as_it_runs(&examples);
    let help = help.join("\n");
    format!(
        "# gapreg {name}\n\n{examples}\n## Help\n\n```console\n$ gapreg {name} --help\n{help}\n```\n"
    )
}

fn command_table(commands: &[(String, String)]) -> String {
    let row = |(name, summary): &(String, String)| {
        format!("| [`gapreg {name}`]({name}.md) | {summary} |\n")
    };
    let rows: String = commands.iter().map(row).collect();
    format!(
        "# Commands\n\n| command | what it does |\n|---|---|\n{rows}\n\
         Exit codes: 0 nothing at or above `--fail-on`, 1 findings or something to do, 2 the \
         command failed.\n"
    )
}

fn rule_table(rules: &[Value]) -> String {
    let mut page = "# Rules\n\n\
         `--fix` applies the safe fixes, `--unsafe-fixes` those that may change what the register \
         says, too.\n"
        .to_owned();
    for (group, title) in GROUPS {
        let rows = rules.iter().filter(|rule| text(rule, "group") == *group);
        let rows: String = rows.map(rule_row).collect();
        let head = "| rule | level | fix | what it finds |\n|---|---|---|---|\n";
        let _ = write!(page, "\n## {title}\n\n{head}{rows}");
    }
    let is_listed = |rule: &&Value| GROUPS.iter().any(|(group, _)| *group == text(rule, "group"));
    assert_eq!(rules.iter().filter(is_listed).count(), rules.len(), "a group is not in GROUPS");
    page
}

/// The groups of rules in the order of the page, each with its title.
#[rustfmt::skip] // One line for each makes merging easy.
const GROUPS: &[(&str, &str)] = &[
    ("fields", "Fields"),
    ("identity", "IDs"),
    ("promises", "SLAs, states and policy"),
    ("structure", "Sections and numbers"),
    ("triage", "The triage table"),
    ("tables", "Other tables"),
    ("mirror", "Translations"),
    ("pages", "Pages of the manual"),
    ("routes", "Endpoints and route contracts"),
    ("changes", "Changes on a branch"),
    ("letters", "Letters and files"),
    ("ignores", "Ignore comments"),
];

fn rule_row(rule: &Value) -> String {
    let (name, level, summary) = (text(rule, "name"), text(rule, "level"), text(rule, "summary"));
    let fix = rule["fixes"].as_str().unwrap_or_default();
    format!("| [`{name}`]({name}.md) | {level} | {fix} | {summary} |\n")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}
