//! A repository of somebody else: git runs nothing that it configures.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::common::registers::{three, with};
use crate::common::tree::{Tree, changed};

/// Every command that reads registers, and most of their options.
const COMMANDS: &[&str] = &[
    "lint",
    "lint --base main",
    "lint --base main --each-commit",
    "lint --changed-since main",
    "lint --diff",
    "lint --unsafe-fixes",
    "triage --check",
    "triage --diff",
    "triage --pull",
    "triage",
    "mirror --status",
    "mirror --diff",
    "mirror --fix --stub",
    "check",
    "check --base main",
    "check --base main --each-commit",
    "check --changed-since main",
    "check --baseline known.json",
    "check --fix",
    "list",
    "show G-001",
    "sla",
    "log G-001",
    "log --where status=Open",
    "diff",
    "diff main",
    "diff main..HEAD",
    "report",
    "new A→B→C",
    "set G-001 Status=Fixed",
    "adopt --diff gap-register.md",
    "heal --from-history gap-register.md",
    "init --stdout",
];

/// Keys that name programs, or that make git ask another machine.
const KEYS: &[&str] = &[
    "core.fsmonitor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.editor",
    "core.pager",
    "core.alternateRefsCommand",
    "pager.rev-list",
    "pager.log",
    "pager.diff",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "merge.evil.driver",
    "gpg.program",
    "gpg.ssh.program",
    "credential.helper",
    "uploadpack.packObjectsHook",
    "remote.origin.uploadpack",
    "remote.origin.vcs",
    "interactive.diffFilter",
    "sequence.editor",
    "trace2.normalTarget",
];

/// A program that leaves a mark.
fn program(folder: &Path, mark: &Path) -> String {
    let path = folder.join("mark.sh");
    fs::write(&path, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

/// Sets every key of a repository that runs something.
fn poison(folder: &Path, program: &str) {
    let git = |args: &[&str]| {
        let done = Command::new("git").arg("-C").arg(folder).args(args).output().unwrap();
        assert!(done.status.success(), "{args:?}: {done:?}");
    };
    let hooks = folder.join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    let events = [
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
        "post-checkout",
        "fsmonitor-watchman",
    ];
    for event in events {
        fs::copy(program, hooks.join(event)).unwrap();
    }
    fs::create_dir_all(folder.join(".git/info")).unwrap();
    let attributes = "* diff=evil filter=evil merge=evil text=auto working-tree-encoding=UTF-16\n";
    fs::write(folder.join(".git/info/attributes"), attributes).unwrap();
    fs::write(folder.join(".gitattributes"), attributes).unwrap();
    for key in KEYS {
        git(&["config", key, program]);
    }
    for (key, value) in [
        ("log.showSignature", "true"),
        ("protocol.ext.allow", "always"),
        ("protocol.file.allow", "always"),
        ("diff.renames", "copies"),
        ("core.hooksPath", &hooks.display().to_string()),
        ("core.worktree", "/"),
    ] {
        git(&["config", key, value]);
    }
}

/// The files below a folder, with their contents.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

/// A repository with a register and its translation, and a branch with commits and changes.
fn repository() -> Tree {
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** In Progress");
    let tree = Tree::with(three()).put("gap-register.tr.md", three().replace("(EN)", "(TR)"));
    tree.repository();
    tree.git("checkout -q -b work");
    tree.change("2026-02-02", "gap-register.md", &step);
    assert_eq!(tree.code("check --baseline known.json --write-baseline"), 0);
    tree.put("gap-register.md", with(&step, "G-001", "In Progress", "Fixed"))
}

#[test]
fn no_program_of_a_repository_is_run() {
    let (aside, mark) = (Tree::new(), Tree::new());
    let mark = mark.path("mark");
    let tree = repository();
    // An archive brings the configuration and the hooks along.
    poison(&tree.path(""), &program(&aside.path(""), &mark));
    let before = contents(&tree.path(".git"));
    for command in COMMANDS {
        let output = tree.run(command);
        assert!(!output.contains("what git knows was not read"), "{command}: {output}");
        assert!(!mark.exists(), "{command} ran {}", fs::read_to_string(&mark).unwrap());
    }
    assert!(contents(&tree.path(".git")) == before, "something below `.git` was written");
}

#[test]
fn a_repository_in_the_working_tree_is_none() {
    let (aside, mark) = (Tree::new(), Tree::new());
    let mark = mark.path("mark");
    let program = program(&aside.path(""), &mark);
    // A clone brings along a folder that looks like a bare repository, with registers in it.
    let tree = Tree::new().put("docs/gap-register.md", three());
    let bare = tree.path("docs");
    let init = ["init", "-q", "--bare", "-b", "main"];
    assert!(Command::new("git").args(init).arg(&bare).status().unwrap().success());
    let config = format!(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = {program}\n\
         \tsshCommand = {program}\n[diff]\n\texternal = {program}\n"
    );
    let tree = tree.put("docs/config", config);
    tree.repository();
    tree.git("checkout -q -b work");
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    let tree = tree.put("docs/gap-register.md", step);
    for command in COMMANDS {
        for folder in ["", "docs"] {
            let mut run = tree.command(&format!("{command} --today 2026-02-05"));
            run.current_dir(tree.path(folder)).output().unwrap();
            assert!(!mark.exists(), "{command} ran {}", fs::read_to_string(&mark).unwrap());
        }
    }
    // Without the repository around it, too, it is none.
    fs::rename(tree.path(".git"), tree.path("no-git")).unwrap();
    let output = tree.run("log G-001 docs");
    assert!(output.starts_with("exit 2"), "{output}");
    assert!(!mark.exists());
}

#[test]
fn what_a_partial_clone_lacks_is_counted_and_not_fetched() {
    let origin = Tree::new();
    origin.git("init -q -b main");
    origin.git("config uploadpack.allowFilter true");
    for (day, state) in
        [("2026-02-01", "Open"), ("2026-02-02", "In Progress"), ("2026-02-03", "Fixed")]
    {
        let text = with(&three(), "G-001", "**Status:** Open", &format!("**Status:** {state}"));
        origin.change(day, "gap-register.md", &text);
    }
    let (clone, mark) = (Tree::new(), Tree::new());
    let mark = mark.path("mark");
    clone.git(&format!("clone -q --filter=blob:none file://{} .", origin.path("").display()));
    let aside = Tree::new();
    let program = program(&aside.path(""), &mark);
    for key in ["core.sshCommand", "remote.origin.uploadpack"] {
        clone.git(&format!("config {key} {program}"));
    }
    clone.git("config protocol.file.allow always");
    let objects = contents(&clone.path(".git/objects"));
    let output = clone.run("log G-001");
    let lacks = "warning: this clone is partial and lacks 2 versions that were asked for";
    assert!(output.contains(lacks), "{output}");
    // A gate does not answer from what it cannot see.
    for gate in
        ["lint --base HEAD~2", "check --changed-since HEAD~2", "diff HEAD~2", "diff HEAD~2..HEAD"]
    {
        let output = clone.run(gate);
        assert!(output.starts_with("exit 2"), "{gate}: {output}");
        assert!(output.contains("lacks a version of `gap-register.md`"), "{gate}: {output}");
    }
    assert!(contents(&clone.path(".git/objects")) == objects, "something was fetched");
    assert!(!mark.exists());
}

#[test]
fn what_cannot_be_asked_is_reported_and_no_gate_passes() {
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    let tree = changed(&three(), &step).put("gap-register.tr.md", three().replace("(EN)", "(TR)"));
    let gates = [
        "lint --base main",
        "lint --base main --each-commit",
        "check --base main",
        "check --changed-since main",
        "mirror --changed-since main",
        "diff main",
        "diff main..HEAD",
    ];
    let run = |args: &str, key: &str, value: &str| {
        let mut command = tree.command(&format!("{args} --quiet --today 2026-02-05"));
        let output = command.env(key, value).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for (key, value, why) in [
        ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1", "detected dubious ownership"),
        ("PATH", "/nowhere", "cannot run `git`"),
    ] {
        for command in ["check", "mirror", "sla", "log G-001", "report"] {
            let (code, stderr) = run(command, key, value);
            assert!(stderr.contains(why), "{command}: {code:?} {stderr}");
            assert!(stderr.lines().all(|line| !line.chars().any(char::is_control)), "{stderr:?}");
        }
        for gate in gates {
            let (code, stderr) = run(gate, key, value);
            assert!(code == Some(2) && stderr.contains(why), "{gate}: {code:?} {stderr}");
        }
    }
    // A history of which an object is gone.
    let tree = repository();
    let objects = contents(&tree.path(".git/objects"));
    for (path, _) in objects.iter().filter(|(path, _)| !path.contains("/pack")) {
        fs::remove_file(path).unwrap();
    }
    for gate in gates {
        let output = tree.run(gate);
        assert!(output.starts_with("exit 2"), "{gate}: {output}");
    }
    let output = tree.run("check");
    assert!(output.contains("warning: what git knows was not read"), "{output}");
}

#[test]
fn names_with_control_characters_switch_nothing_off() {
    let tree = Tree::with(three());
    tree.repository();
    tree.git("checkout -q -b work");
    for name in
        ["\u{1}.md", "a\nb.md", "\u{1b}[2J-gap-register.md", "x\ngap-register.md", "\t\u{1}c1 2 3"]
    {
        fs::write(tree.path(name), three().replace("G-00", "G-10")).unwrap();
    }
    let text = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    tree.change("2026-02-02", "gap-register.md", &text);
    for each in ["", " --each-commit"] {
        let gate = format!("lint --base main{each} --select skipped-status,removed-entry");
        let output = tree.run(&gate);
        assert!(output.starts_with("exit 1") && output.contains("skipped-status"), "{output}");
    }
    // The register itself has such a name.
    let odd = "x\ngap-register.md";
    let text = with(&tree.read(odd), "G-102", "**Status:** In Progress", "**Status:** Verified");
    fs::write(tree.path(odd), text).unwrap();
    let output = tree.run("lint --base HEAD --select skipped-status --output-format concise");
    assert!(output.starts_with("exit 1") && output.contains("G-102"), "{output}");
    let output = tree.run("log G-101");
    assert!(output.starts_with("exit 0") && !output.contains("was not read"), "{output}");
}

#[test]
fn git_does_not_wait_for_a_fifo() {
    for name in ["HEAD", "config", "packed-refs"] {
        let tree = repository();
        let file = tree.path(".git").join(name);
        let _ = fs::remove_file(&file);
        assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
        for command in ["check", "log G-001", "lint --base main", "diff"] {
            let output = tree.run(command);
            assert!(command == "check" || output.starts_with("exit 2"), "{name}: {output}");
            assert!(output.contains("is not a regular file"), "{name}: {command}: {output}");
        }
    }
}

#[test]
fn a_head_that_names_no_commit_is_reported() {
    let tree = repository();
    fs::write(tree.path(".git/refs/heads/work"), "nonsense\n").unwrap();
    for command in
        ["check", "log G-001", "lint --base main", "diff main", "check --changed-since main"]
    {
        let output = tree.run(command);
        assert!(command == "check" || output.starts_with("exit 2"), "{command}: {output}");
        assert!(output.contains("git says:"), "{command}: {output}");
    }
    // A branch without commits is none of that.
    tree.git("symbolic-ref HEAD refs/heads/unborn");
    fs::remove_file(tree.path(".git/refs/heads/work")).unwrap();
    let output = tree.run("check");
    assert!(!output.contains("git says:"), "{output}");
}
