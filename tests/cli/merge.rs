//! `gapreg merge`: for git, from the index, and from files.

use std::fs;

use crate::common::registers::{in_turkish, three, with};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// Three files beside the register that they become.
fn versions(base: &[u8], ours: &[u8], theirs: &[u8]) -> Tree {
    Tree::new().put("a.md", base).put("b.md", ours).put("c.md", theirs)
}

const FILES: &str = "merge --base a.md --ours b.md --theirs c.md -o gap-register.md";

fn owner(name: &str) -> String {
    with(&three(), "G-001", "**Owner:** Backend", &format!("**Owner:** {name}"))
}

/// A repository with the driver, and a branch `left` that was changed.
fn repository(left: &str) -> Tree {
    let tree = Tree::new().put(EN, three()).put(TR, in_turkish(&three()));
    tree.git("init -q -b main");
    tree.commit("first");
    tree.git("checkout -q -b left");
    let tree = tree.put(EN, left);
    tree.commit("left");
    tree.git("checkout -q main");
    tree
}

fn git_fails(tree: &Tree, args: &str) {
    let mut command = std::process::Command::new("git");
    command.current_dir(tree.path("")).args(["-c", "user.name=x", "-c", "user.email=x@x"]);
    let output = command.args(args.split(' ')).output().unwrap();
    assert!(!output.status.success(), "git {args}: {output:?}");
}

#[test]
fn three_files_become_one() {
    let theirs = with(&three(), "G-001", "**Status:** Open", "**Status:** In Progress");
    let tree = versions(three().as_bytes(), owner("Web").as_bytes(), theirs.as_bytes());
    assert_eq!(tree.run(FILES), "exit 0\n");
    let text = tree.read("gap-register.md");
    assert!(text.contains("| G-001 | P1 | Web | 7d | In Progress |"), "{text}");
    // Without -o, the result goes to standard output.
    let output = tree.output("merge --base a.md --ours b.md --theirs c.md");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
}

#[test]
fn a_conflict_ends_with_1_and_names_the_files() {
    let (ours, theirs) = (owner("Web"), owner("Data"));
    let tree = versions(three().as_bytes(), ours.as_bytes(), theirs.as_bytes());
    insta::assert_snapshot!(tree.run(FILES), @r"
    exit 1

    --- stderr
    gap-register.md: 1 conflict left for you to settle
    ");
    let conflict = "<<<<<<< b.md\n- **Owner:** Web\n=======\n- **Owner:** Data\n>>>>>>> c.md\n";
    assert!(tree.read("gap-register.md").contains(conflict));
}

#[test]
fn what_is_no_register_is_merged_by_git() {
    let bytes = |first: &str, last: &[u8]| [first.as_bytes(), b"\n2\n3\n4\n", last, b"\n"].concat();
    let tree = versions(&bytes("1", b"5"), &bytes("one", b"5"), &bytes("1", b"f\xfcnf"));
    insta::assert_snapshot!(tree.run(FILES), @r"
    exit 0

    --- stderr
    warning: gap-register.md: their version is not UTF-8; git merges it line by line
    ");
    let merged = fs::read(tree.path("gap-register.md")).unwrap();
    assert_eq!(merged, bytes("one", b"f\xfcnf"));
    let tree = versions(b"1\n", b"one\n", b"I\n");
    insta::assert_snapshot!(tree.run(FILES), @r"
    exit 1

    --- stderr
    warning: gap-register.md: the common ancestor is no register; git merges it line by line
    gap-register.md: 1 conflict left for you to settle
    ");
    let text = tree.read("gap-register.md");
    assert!(text.contains("one\n=======\nI\n"), "{text}");
}

#[test]
fn a_driver_that_cannot_work_ends_above_128() {
    let tree = versions(b"", b"", b"");
    let output = tree.output("merge --driver none.md b.md c.md 7 gap-register.md HEAD left");
    assert!(output.status.code().unwrap() > 128, "{output:?}");
    let binary = b"a\0b";
    let tree = versions(b"a\0", binary, b"a\0c");
    let output = tree.output("merge --driver a.md b.md c.md 7 gap-register.md HEAD left");
    assert!(output.status.code().unwrap() > 128, "{output:?}");
    assert_eq!(fs::read(tree.path("b.md")).unwrap(), binary);
}

#[test]
fn markers_are_as_long_as_git_wants() {
    let (ours, theirs) = (owner("Web"), owner("Data"));
    let tree = versions(three().as_bytes(), ours.as_bytes(), theirs.as_bytes());
    // An older git does not know the names of the sides.
    assert_eq!(tree.code("merge --driver a.md b.md c.md 9 gap-register.md %X %Y"), 1);
    let text = tree.read("b.md");
    assert!(text.contains("<<<<<<<<< ours\n") && text.contains(">>>>>>>>> theirs\n"), "{text}");
}

#[test]
fn the_setup_is_written_once_and_taken_back() {
    let tree = repository(&owner("Web")).put(".gitattributes", "*.png binary\n");
    let first = tree.run("merge --install");
    assert!(first.starts_with("exit 0") && first.contains("2 registers"), "{first}");
    let attributes = tree.read(".gitattributes");
    assert!(attributes.starts_with("*.png binary\n# gapreg"), "{attributes}");
    assert!(attributes.contains("/docs/tr/gap-register.md merge=gapreg\n"), "{attributes}");
    assert!(tree.run("merge --install").contains("already"));
    assert_eq!(tree.read(".gitattributes"), attributes);
    assert_eq!(tree.code("merge --uninstall"), 0);
    assert_eq!(tree.read(".gitattributes"), "*.png binary\n");
    assert!(tree.run("merge --uninstall").contains("nothing of gapreg"));
}

#[test]
fn a_clone_without_the_driver_is_told_so_unless_it_is_in_ci() {
    let tree = repository(&owner("Web"));
    tree.output("merge --install");
    tree.git("config --remove-section merge.gapreg");
    let said = |ci: Option<&str>| {
        let mut command = tree.command("check");
        command.env_remove("CI");
        if let Some(value) = ci {
            command.env("CI", value);
        }
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(said(None).contains("gapreg merge --install"), "{}", said(None));
    assert!(!said(Some("true")).contains("gapreg merge --install"));
}

#[test]
fn a_conflict_that_git_left_is_resolved_from_the_index() {
    let tree = repository(&owner("Web"))
        .put(EN, with(&three(), "G-001", "**Priority:** P1", "**Priority:** P0"));
    tree.commit("right");
    git_fails(&tree, "merge left");
    insta::assert_snapshot!(tree.run("merge docs/en/gap-register.md"), @r"
    exit 0

    --- stderr
    docs/en/gap-register.md: resolved; `git add docs/en/gap-register.md` marks it so
    ");
    let text = tree.read(EN);
    assert!(text.contains("**Priority:** P0\n- **Owner:** Web\n"), "{text}");
    tree.git("add docs");
    tree.git("commit -q -m merged");
    let again = tree.run("merge docs/en/gap-register.md");
    assert!(again.starts_with("exit 2") && again.contains("is in no conflict"), "{again}");
}

#[test]
fn what_somebody_wrote_into_a_conflict_is_not_overwritten() {
    let tree = repository(&owner("Web")).put(EN, owner("Data"));
    tree.commit("right");
    git_fails(&tree, "merge left");
    let text = tree.read(EN).replacen("- **Owner:** Web", "- **Owner:** Web and Data", 1);
    fs::write(tree.path(EN), &text).unwrap();
    let said = tree.run("merge docs/en/gap-register.md");
    assert!(said.starts_with("exit 2") && said.contains("Web and Data"), "{said}");
    assert_eq!(tree.read(EN), text);
    assert_eq!(tree.code("merge --force docs/en/gap-register.md"), 1);
    assert!(!tree.read(EN).contains("Web and Data"));
    // Settled by hand.
    fs::write(tree.path(EN), owner("Web")).unwrap();
    let said = tree.run("merge docs/en/gap-register.md");
    assert!(said.starts_with("exit 2") && said.contains("no conflict markers"), "{said}");
}

#[test]
fn a_file_that_one_side_removed_is_for_people() {
    let tree = repository(&owner("Web"));
    fs::remove_file(tree.path(EN)).unwrap();
    tree.commit("right");
    git_fails(&tree, "merge left");
    let said = tree.run("merge docs/en/gap-register.md");
    assert!(said.starts_with("exit 2") && said.contains("removed"), "{said}");
}

#[test]
fn cells_that_both_sides_wrote_by_hand_are_a_conflict() {
    let register = |cell: &str, owner: &str| {
        format!(
            "# Gaps\n\n## Triage\n\n| ID | Gap | Owner |\n|---|---|---|\n| S-1 | A | {cell} |\n\n## Gaps\n\n### A\n\n- **ID:** S-1\n- **Status:** Open\n- **Owner:** {owner}\n"
        )
    };
    let merged = |ours: String, theirs: String| {
        let tree = versions(register("Mia", "Mia").as_bytes(), ours.as_bytes(), theirs.as_bytes());
        let exit = tree.run(FILES);
        exit.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(merged(register("Jo", "Mia"), register("Ada", "Mia")), "exit 1");
    // One side wrote the entry and its cell, the other the cell alone.
    assert_eq!(merged(register("Jo", "Jo"), register("Ada", "Mia")), "exit 1");
    // A cell that follows its entry is decided with it.
    assert_eq!(merged(register("Jo", "Jo"), register("Mia", "Mia")), "exit 0");
}
