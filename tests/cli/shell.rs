//! Completions, man pages and the version.

use std::process::Command;

use crate::common::registers::sound;
use crate::common::tree::Tree;

/// The completions of the last of some words.
fn offered(tree: &Tree, words: &[&str]) -> Vec<String> {
    let mut command = tree.command("");
    command.env("GAPREG_COMPLETE", "fish").arg("--").arg("gapreg").args(words);
    let output = command.output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn commands_registers_ids_rules_and_keys_are_completed() {
    let tree = Tree::new().put("docs/en/gap-register.md", sound()).put("notes.txt", "");
    assert!(offered(&tree, &["li"])[0].starts_with("lint\t"));
    assert_eq!(offered(&tree, &["show", "G"]), ["G-001\tLoans → Renewals → Renewal is refused"]);
    assert_eq!(offered(&tree, &["lint", "d"]), ["docs/en/gap-register.md", "docs/"]);
    let rules = offered(&tree, &["explain", "mirror-o"]);
    assert_eq!(rules.len(), 2, "{rules:?}");
    assert!(rules[0].starts_with("mirror-order\t"));
    let more = offered(&tree, &["lint", "--select", "bad-sla,bad-d"]);
    assert!(more[0].starts_with("bad-sla,bad-date\t"), "{more:?}");
    assert_eq!(offered(&tree, &["set", "G-001", "first"]), ["first-seen="]);
    assert_eq!(offered(&tree, &["mirror", "--accept", "X"]), [""; 0]);
}

#[cfg(unix)]
#[test]
fn what_a_shell_would_run_is_not_offered() {
    let tree = Tree::new().put("docs/gap-register.md", sound());
    let names =
        ["$(touch x)", "a;b", "`x`", "a b", "a'b", "a\"b", "a\\b", "!x", "a\nb", "*", "~", "{a,b}"];
    let tree = names.iter().fold(tree, |tree, name| {
        let text = sound().replace("G-001", &format!("G-{name}"));
        tree.put(&format!("{name}-gap-register.md"), text)
    });
    assert_eq!(
        offered(&tree, &["lint", ""])
            .iter()
            .filter(|one| !one.starts_with('-'))
            .collect::<Vec<_>>(),
        ["docs/gap-register.md", ".", "docs/"]
    );
    let ids = offered(&tree, &["show", "G"]);
    assert!(
        ids.iter().all(|id| id
            .split('\t')
            .next()
            .unwrap()
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-')),
        "{ids:?}"
    );
}

#[test]
fn values_in_use_are_completed() {
    let text =
        sound().replace("## 1)", "- Status flow: **Open → Fixed** (or **Won't fix**).\n\n## 1)");
    let tree = Tree::with(text);
    let after = |typed: &str| offered(&tree, &["set", "G-001", typed]);
    assert_eq!(after("status="), ["status=Open", "status=Fixed", "status=Won't fix"]);
    // Shells give a word as it is typed.
    assert_eq!(after("status=won\\'t\\ f"), ["status=Won't fix"]);
    assert_eq!(after("durum=\"F"), ["durum=Fixed"]);
    assert_eq!(after("priority="), ["priority=P0", "priority=P1"]);
    assert_eq!(after("owner="), ["owner=Backend"]);
    assert_eq!(after("colour="), [""; 0]);
    assert_eq!(offered(&tree, &["new", "A > B", "--owner", "b"]), ["Backend"]);
}

/// What the function for Bash completes where `=` has cut the word.
fn bash_completes(tree: &Tree, words: &str) -> Option<String> {
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_gapreg")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let session = format!(
        "eval \"$(gapreg completions bash)\"; COMP_WORDS=({words}); \
         COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_TYPE=9; \
         _gapreg gapreg \"${{COMP_WORDS[COMP_CWORD]}}\" x 2>/dev/null; \
         printf '%s|' \"${{COMPREPLY[@]}}\""
    );
    let mut bash = Command::new("bash");
    let bash = bash.args(["--norc", "-c", &session]).current_dir(tree.path("")).env("PATH", path);
    Some(String::from_utf8(bash.output().ok()?.stdout).unwrap())
}

#[test]
fn bash_completes_behind_an_equals_sign() {
    let text = sound().replace("## 1)", "- Status flow: **Open → In Progress → Fixed**.\n\n## 1)");
    let tree = Tree::with(text);
    let expect = |words: &str, completed: &str| {
        if let Some(found) = bash_completes(&tree, words) {
            assert_eq!(found, completed, "{words}");
        }
    };
    expect("gapreg set G-001 status =", r"Open|In\ Progress|Fixed|");
    expect("gapreg set G-001 status = F", "Fixed|");
    expect(r"gapreg set G-001 status = In\\\ P", r"In\ Progress|");
    expect("gapreg set G-001 status = '\"In'", "In Progress|");
    expect("gapreg lint --output-format = j", "json|junit|");
    expect("gapreg show G", "G-001|");
}

#[test]
fn completions_are_understood() {
    let tree = Tree::with(sound());
    let mut changes = offered(&tree, &["set", "G-001", ""]);
    changes.retain(|offered| offered.ends_with('='));
    assert!(changes.len() > 5, "{changes:?}");
    for change in changes {
        let key = change.trim_end_matches('=');
        let said = tree.run(&format!("set G-001 {key}= --diff"));
        let is_understood = !said.contains("no field is called") && !said.contains("Usage:");
        assert!(is_understood, "{said}");
    }
}

#[test]
fn nothing_to_complete_is_no_error() {
    let tree = Tree::new().put("gapreg.yaml", "rules: [");
    assert_eq!(offered(&tree, &["show", "G"]), [""; 0]);
    assert_eq!(offered(&Tree::with("\u{feff}"), &["show", "G"]), [""; 0]);
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = Tree::new().output(&format!("completions {shell}"));
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && script.contains("GAPREG_COMPLETE"), "{shell}");
    }
}

/// Completion in a real Bash, with the script as users install it.
#[test]
fn bash_completes_by_the_script() {
    let tree = Tree::with(sound());
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_gapreg")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let session = "eval \"$(gapreg completions bash)\"; COMP_WORDS=(gapreg show G); COMP_CWORD=2; \
                   COMP_TYPE=9; _clap_complete_gapreg gapreg G show; echo \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    let bash = bash.args(["--norc", "-c", session]).current_dir(tree.path("")).env("PATH", path);
    let Ok(output) = bash.output() else { return };
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), "G-001");
}

#[test]
fn every_command_has_a_man_page() {
    let tree = Tree::new();
    assert_eq!(tree.code("man --dir pages/man1"), 0);
    let help = String::from_utf8(tree.output("help").stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> =
        commands.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert!(commands.len() > 10);
    for command in commands.into_iter().filter(|command| *command != "help") {
        let page = tree.read(&format!("pages/man1/gapreg-{command}.1"));
        let printed = String::from_utf8(tree.output(&format!("man {command}")).stdout).unwrap();
        assert_eq!(page, printed);
        assert!(page.contains(".SH DESCRIPTION"), "{command}");
    }
    assert!(tree.read("pages/man1/gapreg.1").contains("gapreg\\-lint(1)"));
    insta::assert_snapshot!(tree.run("man nothing"), @"
    exit 2

    --- stderr
    error: there is no command `nothing`; `gapreg help` lists them
    ");
}

#[test]
fn the_version_names_the_commit() {
    let output = Tree::new().output("--version");
    let text = String::from_utf8(output.stdout).unwrap();
    let rest = text.strip_prefix(concat!("gapreg ", env!("CARGO_PKG_VERSION"))).unwrap().trim();
    let git = |args: &[&str]| {
        let output =
            Command::new("git").args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        output.ok().filter(|output| output.status.success())
    };
    // There is no commit if the program was built from a package, outside of a repository.
    let is_ours = git(&["ls-files", "--error-unmatch", "Cargo.toml"]).is_some();
    let named = rest.trim_matches(['(', ')']).split(' ').next().unwrap().to_owned();
    if is_ours {
        assert!(git(&["cat-file", "-e", &named]).is_some(), "{text}");
    }
}
