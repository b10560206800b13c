//! Nothing that is printed gives orders: to a spreadsheet, to a reader of YAML, to the runner of
//! GitHub Actions, to a terminal.

use crate::common::registers::sound;
use crate::common::tree::Tree;

fn with_owner(owner: &str) -> Tree {
    Tree::with(sound().replace("**Owner:** Backend", &format!("**Owner:** {owner}")))
}

#[test]
fn a_spreadsheet_runs_no_cell() {
    let tree = with_owner("=HYPERLINK(A1)");
    let said = tree.run("list --format csv");
    assert!(said.contains(",'=HYPERLINK(A1),"), "{said}");
    let said = tree.run("list --format csv --raw");
    assert!(said.contains(",=HYPERLINK(A1),"), "{said}");
    assert!(with_owner("+").run("list --format csv").contains(",+,"), "a sign alone is no formula");
    let said = tree.run("list --raw");
    assert!(said.starts_with("exit 2") && said.contains("`--raw` is for `--format csv` only"));
}

#[test]
fn a_terminal_obeys_nothing_in_a_list() {
    let tree = with_owner("a\u{1b}]0;title\u{7}\u{9b}31m");
    for format in ["csv", "markdown", "table", "json", "ndjson", "yaml"] {
        let said = tree.run(&format!("list --format {format}"));
        assert!(!said.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{format}: {said:?}");
    }
}

#[test]
fn a_terminal_obeys_nothing_of_a_change() {
    let tree = Tree::with(sound());
    tree.repository();
    let new = sound().replace("**Owner:** Backend", "**Owner:** Desk\u{9b}31m\u{202e}\u{1b}[31m");
    let tree = tree.put("gap-register.md", new);
    for format in ["text", "markdown", "json"] {
        let said = tree.run(&format!("diff HEAD --format {format}"));
        assert!(said.contains("Desk"), "{said}");
        assert!(!said.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{format}: {said:?}");
    }
}

#[test]
fn old_readers_of_yaml_see_texts() {
    let said = with_owner("No").run("list --format yaml");
    assert!(said.contains("\n    owner: 'No'\n"), "{said}");
    assert!(said.contains("\n    first_seen: '2026-02-01'\n"), "{said}");
    assert!(
        said.contains("\n  path: gap-register.md\n") || said.contains("- path: gap-register.md\n")
    );
}

#[test]
fn the_runner_obeys_no_line() {
    let tree = Tree::with(sound().replace("**SLA:** 7d", "**SLA:** ##[add-mask]x"));
    let formats = ["human", "concise", "github"].map(|name| format!("lint --output-format {name}"));
    let lists = ["csv", "markdown", "table", "json", "ndjson", "yaml"]
        .map(|name| format!("list --format {name}"));
    for args in formats.iter().chain(&lists).chain(&["##[x]".to_owned(), "lint --##[x]".to_owned()])
    {
        let mut command = tree.command(args);
        let output = command.env("GITHUB_ACTIONS", "true").output().unwrap();
        for stream in [output.stdout, output.stderr] {
            let said = String::from_utf8(stream).unwrap();
            assert!(!said.contains("##["), "{args}: {said}");
        }
    }
    // A list that other programs read has no lines but its own.
    let output = tree.command("list --format csv").env("GITHUB_ACTIONS", "true").output().unwrap();
    assert!(output.stdout.starts_with(b"Path,"));
}

#[test]
fn a_backslash_before_a_pipe_ends_no_cell() {
    let tree = with_owner("a\\\\|b");
    let said = tree.run("list --format markdown");
    let row = said.lines().find(|line| line.contains("G-001")).unwrap();
    let mut cells = 0;
    let mut is_escaped = false;
    for c in row.chars() {
        cells += usize::from(c == '|' && !is_escaped);
        is_escaped = c == '\\' && !is_escaped;
    }
    assert_eq!(cells, 8, "{row}");
}
