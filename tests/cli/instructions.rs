//! `gapreg instructions`: a page for coding agents, printed or kept in a file.

use crate::common::tree::Tree;

#[test]
fn the_page_is_kept_between_its_comments() {
    let tree = Tree::new().put("AGENTS.md", "# Ours\n\nBuild with make.\n");
    insta::assert_snapshot!(tree.run("instructions --write AGENTS.md"), @r"
    exit 0

    --- stderr
    wrote AGENTS.md
    ");
    let first = tree.read("AGENTS.md");
    assert!(first.starts_with("# Ours\n\nBuild with make.\n\n<!-- gapreg:instructions"), "{first}");
    insta::assert_snapshot!(tree.run("instructions --write AGENTS.md"), @r"
    exit 0

    --- stderr
    AGENTS.md is up to date
    ");
    assert_eq!(tree.read("AGENTS.md"), first);
}

#[test]
fn a_file_that_is_not_there_is_made() {
    let tree = Tree::new();
    assert_eq!(tree.code("instructions --write AGENTS.md"), 0);
    let printed = String::from_utf8(tree.output("instructions").stdout).unwrap();
    assert!(tree.read("AGENTS.md").contains(&printed));
}

#[test]
fn a_comment_without_its_partner_is_left_to_people() {
    let text = "# Ours\n\n<!-- gapreg:instructions -->\n\nNotes below it.\n";
    let tree = Tree::new().put("AGENTS.md", text);
    insta::assert_snapshot!(tree.run("instructions --write AGENTS.md"), @"
    exit 2

    --- stderr
    error: `AGENTS.md` was not written: it must have one line `<!-- gapreg:instructions … -->` and below it one line `<!-- /gapreg:instructions -->`, or neither; correct that, and run the command again
    ");
    assert_eq!(tree.read("AGENTS.md"), text);
}
