//! The commands that documents name without their output: each is one that works.

use std::fs;
use std::path::Path;

use crate::console::Desk;
use crate::documents;

/// The lines of the blocks of one language in a page.
fn lines_of<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_inside = !is_inside && line.trim_start_matches('`') == language;
        } else if is_inside {
            lines.push(line);
        }
    }
    lines
}

/// A folder with the examples, as a repository with one commit.
fn repository() -> Desk {
    let desk = Desk::new();
    desk.run("git init -q && git add . && git commit -qm Begin");
    desk
}

/// Fails unless a command ends with 0 or 1: 2 is a command that does not work.
fn assert_works(desk: &Desk, command: &str, place: &Path) {
    let printed = desk.run(&format!("{command}\ncode=$?; echo; echo exit $code"));
    let code = printed.lines().last().unwrap();
    assert!(["exit 0", "exit 1"].contains(&code), "{}: $ {command}\n{printed}", place.display());
}

#[test]
fn every_command_in_the_instructions_for_agents_works() {
    let path = Path::new("src/cli/commands/instructions.md");
    let page = fs::read_to_string(path).unwrap();
    let desk = repository();
    let lines = lines_of(&page, "console");
    assert!(lines.len() > 15);
    for line in lines {
        assert_works(&desk, line.strip_prefix("$ ").unwrap(), path);
    }
}

/// Programs that a document may name in a block of `sh` beside gapreg, which no test runs here.
const OTHERS: [&str; 9] =
    ["just ", "cargo ", "pip ", "npm ", "git ", "pre-commit ", "docker ", "mdbook ", "echo "];

#[test]
fn every_command_in_a_block_of_sh_works() {
    for path in documents() {
        let page = fs::read_to_string(&path).unwrap();
        let lines = lines_of(&page, "sh");
        if lines.is_empty() {
            continue;
        }
        let desk = repository();
        for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
            // What another program does with the output is its own matter.
            let command = line.split(" | ").next().unwrap().trim();
            if command.starts_with("gapreg ") {
                assert_works(&desk, command, &path);
            } else {
                let is_known = OTHERS.iter().any(|start| command.starts_with(start));
                assert!(is_known, "{}: {line}", path.display());
            }
        }
    }
}

/// CI runs the commands by which the README begins, so that they keep working.
#[test]
fn the_first_commands_of_the_readme_are_those_of_ci() {
    let readme = fs::read_to_string("README.md").unwrap();
    let script = fs::read_to_string(".ci/run").unwrap();
    let try_it = readme.split("## Try it").nth(1).unwrap().split("\n## ").next().unwrap();
    let commands: Vec<&str> =
        try_it.split('`').filter(|words| words.starts_with("cargo ")).collect();
    assert_eq!(commands.len(), 2);
    for command in commands {
        assert!(script.contains(&format!("step {command}")), ".ci/run does not run {command}");
    }
}
