//! What the README shows is what the program does.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The README's `console` blocks: each command with the output that stands below it.
fn commands(readme: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    let mut is_console = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| is_console) {
            commands.push((command.to_owned(), String::new()));
        } else if let Some((_, output)) = commands.last_mut().filter(|_| is_console) {
            output.push_str(line);
            output.push('\n');
        }
    }
    commands
}

fn run(command: &str) -> String {
    let args = command.strip_prefix("gapreg ").expect("a command of gapreg");
    let output = Command::new(env!("CARGO_BIN_EXE_gapreg"))
        .args(args.split_whitespace())
        .current_dir("examples")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap().trim_end().to_owned()
}

#[test]
fn every_command_in_the_readme_prints_what_stands_there() {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut current = String::new();
    for (command, output) in commands(&readme) {
        let printed = run(&command);
        if printed != output.trim_end() {
            current = format!("{current}\n$ {command}\n{printed}\n");
        }
    }
    assert!(current.is_empty(), "the README should show:\n{current}");
}

#[test]
fn the_configuration_in_the_readme_is_sound() {
    let readme = fs::read_to_string("README.md").unwrap();
    let section = readme.split("## Configuration").nth(1).unwrap();
    let yaml = section.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let names = gapreg::rules::names();
    let config = gapreg::config::Config::read("gapreg.yaml", yaml, &names).unwrap();
    let root = Path::new("/");
    gapreg::config::Settings::new(config, Some(("gapreg.yaml", yaml)), root, root).unwrap();
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
