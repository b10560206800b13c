//! Files that hold conflict markers: one finding each, and nobody writes to them or their pairs.

use std::process::Command;

use crate::common::registers::sound;
use crate::common::tree::Tree;

const ENGLISH: &str = "docs/en/gap-register.md";
const TURKISH: &str = "docs/tr/gap-register.md";

fn turkish() -> String {
    sound().replace("(EN)", "(TR)").replace("/docs/en/", "/docs/tr/")
}

/// The register as git leaves it where two branches changed one row.
fn conflicted(newline: &str, base: &str) -> String {
    let row = sound().lines().find(|line| line.starts_with("| G-001")).unwrap().to_owned();
    let ours = row.replace("| Open |", "| In Progress |");
    let theirs = row.replace("| Open |", "| Fixed |");
    let conflict = format!("<<<<<<< HEAD\n{ours}\n{base}=======\n{theirs}\n>>>>>>> renewals");
    sound().replace(&row, &conflict).replace('\n', newline)
}

fn tree(english: &str, turkish: &str) -> Tree {
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    tree.put(ENGLISH, english).put(TURKISH, turkish)
}

#[test]
fn a_conflict_is_all_that_is_said_of_a_file() {
    for english in
        [conflicted("\n", ""), conflicted("\r\n", ""), conflicted("\n", "||||||| 1a2b\n")]
    {
        let tree = tree(&english, &turkish());
        for command in ["lint", "mirror", "check"] {
            let output = tree.output(&format!("{command} --output-format json --today 2026-02-05"));
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let found = report["findings"].as_array().unwrap();
            let found: Vec<_> = found.iter().map(|f| (&f["rule"], &f["level"])).collect();
            assert_eq!(found, [(&"conflict-marker".into(), &"error".into())], "{command}");
            assert_eq!(output.status.code(), Some(1), "{command}");
        }
    }
    insta::assert_snapshot!(tree(&conflicted("\n", ""), &turkish()).run("check"), @"
    exit 1
    error[conflict-marker]: a merge left a conflict; nothing else of the file was read
      --> docs/en/gap-register.md:9:1
       |
     9 | <<<<<<< HEAD
       | ^^^^^^^^^^^^
       |
      ::: docs/en/gap-register.md:13:1
       |
    13 | >>>>>>> renewals
       | ---------------- it ends here
       |
       = help: `gapreg merge docs/en/gap-register.md` merges it entry by entry; of what is left, keep what is right of both sides, and delete the lines of markers


    --- stderr
    1 error in 1 entry of 2 files
    ");
}

#[test]
fn the_status_of_languages_names_the_file_too() {
    let tree = tree(&conflicted("\n", ""), &turkish());
    insta::assert_snapshot!(tree.run("mirror --status"), @"
    exit 1
    error[conflict-marker]: a merge left a conflict; nothing else of the file was read
      --> docs/en/gap-register.md:9:1
       |
     9 | <<<<<<< HEAD
       | ^^^^^^^^^^^^
       |
      ::: docs/en/gap-register.md:13:1
       |
    13 | >>>>>>> renewals
       | ---------------- it ends here
       |
       = help: `gapreg merge docs/en/gap-register.md` merges it entry by entry; of what is left, keep what is right of both sides, and delete the lines of markers
    ");
}

#[test]
fn no_command_writes_to_the_file_or_to_its_pair() {
    let stale = turkish().replace("| Open |", "| Fixed |").replace("- **SLA:** 7d\n", "");
    for (english, turkish) in [
        (conflicted("\n", ""), stale),
        (sound().replace("| Open |", "| Fixed |"), {
            conflicted("\n", "").replace("/docs/en/", "/docs/tr/")
        }),
    ] {
        let tree = tree(&english, &turkish);
        for args in [
            "triage",
            "triage docs/en",
            "triage docs/tr",
            "triage --pull",
            "lint --fix",
            "lint --fix docs/en",
            "lint --unsafe-fixes docs/tr",
            "mirror --fix --stub",
            "mirror --fix docs/en",
            "mirror --stub docs/tr",
            "mirror --accept G-001",
            "set G-001 status=Fixed --yes",
            "set G-001 owner=Desk --yes --in docs/tr",
            "new Loans→Holds→Lost --yes",
            "new Loans→Holds→Lost --yes --in docs/en",
            "adopt --write docs/en/gap-register.md",
            "adopt --write docs/tr/gap-register.md",
            "heal --write docs/en/gap-register.md docs/tr/gap-register.md",
        ] {
            assert_eq!(tree.code(args), 2, "{args}");
            assert_eq!(
                (tree.read(ENGLISH), tree.read(TURKISH)),
                (english.clone(), turkish.clone())
            );
        }
    }
}

#[test]
fn other_registers_are_written_all_the_same() {
    let stale = sound().replace("| Open |", "| Fixed |");
    let tree = tree(&conflicted("\n", ""), &turkish()).put("web/gap-register.md", &stale);
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 2

    --- stderr
    error: `docs/en/gap-register.md` holds conflict markers, from line 9 on: resolve them first; `gapreg merge docs/en/gap-register.md` does so entry by entry; neither it nor its translation is written
    web/gap-register.md: 1 cell changed
      G-001 Status: Fixed → Open
    ");
    assert_eq!(tree.read("web/gap-register.md"), sound());
}

#[test]
fn a_pair_that_would_be_written_is_named() {
    let stale = turkish().replace("| Open |", "| Fixed |");
    insta::assert_snapshot!(tree(&conflicted("\n", ""), &stale).run("triage docs/tr"), @"
    exit 2

    --- stderr
    error: `docs/en/gap-register.md` holds conflict markers, from line 9 on: resolve them first; `gapreg merge docs/en/gap-register.md` does so entry by entry; neither it nor its translation is written
    error: `docs/tr/gap-register.md` stays as it is, as `docs/en/gap-register.md` holds conflict markers
    ");
}

#[test]
fn the_conflict_that_git_leaves_is_known_in_each_style() {
    for style in ["merge", "diff3", "zdiff3"] {
        let tree = tree(&sound(), &turkish());
        tree.repository();
        tree.git("checkout -q -b other");
        let tree = tree.put(ENGLISH, sound().replace("Status:** Open", "Status:** Fixed"));
        tree.commit("one");
        tree.git("checkout -q main");
        let tree = tree.put(ENGLISH, sound().replace("Status:** Open", "Status:** In Progress"));
        tree.commit("two");
        let mut merge = Command::new("git");
        merge.args(["-c", "user.name=x", "-c", "user.email=x@x", "-c"]);
        merge.arg(format!("merge.conflictStyle={style}")).args(["merge", "other"]);
        assert!(!merge.current_dir(tree.path("")).output().unwrap().status.success());
        let said = tree.run("lint --output-format concise");
        assert_eq!(said.matches("error[").count(), 1, "{said}");
        assert!(said.contains("error[conflict-marker] a merge left a conflict"), "{said}");
    }
}

#[test]
fn a_register_that_shows_a_conflict_is_read() {
    let shown = "\n```text\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```\n\nNotes\n=======\n";
    let tree = Tree::with(format!("{}{shown}", sound()));
    assert!(!tree.run("lint").contains("conflict-marker"));
    assert_eq!(tree.code("triage"), 0);
}
