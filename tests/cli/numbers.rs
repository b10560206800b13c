//! Section numbers follow the entries, in the order of the register.

use crate::common::registers::ENTRY;
use crate::common::tree::Tree;

const NAME: &str = "gap-register.md";

/// A register of entries, each `NUMBER ID`, and of headings.
fn register(lines: &[&str]) -> String {
    let mut text = "# Register (EN)\n".to_owned();
    for line in lines {
        let part = match line.split_once(" G-") {
            None => format!("## {line}\n"),
            Some((number, id)) => {
                let id = format!("G-{id}");
                let entry = ENTRY.replace("1.1 Loans", &format!("{number} Loans"));
                entry.replace("G-001", &id).replace("is refused", &format!("is refused {id}"))
            }
        };
        text = format!("{text}\n{part}");
    }
    text
}

/// The numbers and IDs, and the headings of the sections.
fn lines(text: &str) -> Vec<String> {
    let entries = text.split("\n### ").map(|entry| {
        let number = entry.split(' ').next().unwrap();
        let id = entry.split("**ID:** ").nth(1).map(|rest| rest.lines().next().unwrap());
        id.map(|id| format!("{number} {id}"))
    });
    entries.flatten().collect()
}

fn fixed(before: &[&str]) -> Vec<String> {
    let tree = Tree::with(register(before));
    tree.run("lint --fix --select unordered-number,repeated-number");
    let text = tree.read(NAME);
    tree.run("lint --fix --select unordered-number,repeated-number");
    assert_eq!(tree.read(NAME), text, "a second run changes nothing");
    lines(&text)
}

#[test]
fn an_entry_that_was_moved_to_the_top_is_the_first() {
    assert_eq!(
        fixed(&["1) Open gaps", "1.3 G-003", "1.1 G-001", "1.2 G-002", "1.4 G-004"]),
        ["1.1 G-003", "1.2 G-001", "1.3 G-002", "1.4 G-004"]
    );
}

#[test]
fn an_entry_that_was_moved_to_another_section_is_numbered_there() {
    for two in ["2) Reports", "2. Raporlar"] {
        assert_eq!(
            fixed(&["1) Open gaps", "1.1 G-001", "1.3 G-003", two, "1.2 G-002"]),
            ["1.1 G-001", "1.2 G-003", "2.1 G-002"]
        );
    }
    assert_eq!(
        fixed(&["Open gaps", "1.1 G-001", "1.2 G-002", "2. Reports", "1.3 G-003"]),
        ["1.1 G-001", "1.2 G-002", "2.1 G-003"]
    );
    assert_eq!(
        fixed(&["Desk", "1.1 G-001", "1.3 G-003", "Web", "2.1 G-004", "1.2 G-002", "2.2 G-005"]),
        ["1.1 G-001", "1.2 G-003", "2.1 G-004", "2.2 G-002", "2.3 G-005"]
    );
    // A section that is in order keeps its gaps.
    assert_eq!(
        fixed(&["1.1 G-001", "1.3 G-002", "2.2 G-003", "2.1 G-004", "2.3 G-005"]),
        ["1.1 G-001", "1.3 G-002", "2.1 G-003", "2.2 G-004", "2.3 G-005"]
    );
}

#[test]
fn numbers_that_go_down_go_down_after_a_fix() {
    let order = ["1.10 G-010", "1.9 G-009", "1.8 G-008"];
    assert_eq!(fixed(&order), order);
    assert_eq!(
        fixed(&["1.10 G-010", "1.9 G-009", "1.9 G-011", "1.8 G-008"]),
        ["1.11 G-010", "1.10 G-009", "1.9 G-011", "1.8 G-008"]
    );
    assert_eq!(
        fixed(&["1.9 G-009", "1.1 G-001", "1.2 G-002", "1.3 G-003"]),
        ["1.1 G-009", "1.2 G-001", "1.3 G-002", "1.4 G-003"]
    );
}

#[test]
fn headings_of_a_document_are_no_sections_of_entries() {
    let lines =
        ["1. Purpose", "2. Open gaps", "1.1 G-001", "1.2 G-002", "3. Closed gaps", "1.3 G-003"];
    assert_eq!(fixed(&lines), ["1.1 G-001", "1.2 G-002", "1.3 G-003"]);
    assert_eq!(
        Tree::with(register(&lines)).run("lint --select unordered-number").lines().next(),
        Some("exit 0")
    );
}

#[test]
fn the_section_is_named() {
    let tree = Tree::with(register(&[
        "1) Open gaps",
        "1.1 G-001",
        "1.2 G-002",
        "2) Reports",
        "1.3 G-003",
    ]));
    insta::assert_snapshot!(tree.run("lint --output-format concise --select unordered-number"), @"
    exit 0
    gap-register.md:47:5: warning[unordered-number] G-003: 1.3 is in section 2

    --- stderr
    1 warning in 3 entries of 1 file; `--fix` fixes 1
    ");
}

#[test]
fn numbers_that_serve_as_ids_do_so_in_every_command() {
    let text = |state: &str| {
        format!(
            "# Known problems\n\n## 1. The till is slow\n\n- Status: Open\n- Owner: Ann\n\n\
             ## 2. Upload > 2 MB fails / hangs\n\n- Status: {state}\n- Owner: Bob\n\n\
             ## 3. Search → empty list\n\n- Status: Open\n- Owner: Cyd\n"
        )
    };
    let tree = Tree::new().put("problems.md", text("Open"));
    tree.repository();
    let tree = tree.put("problems.md", text("Done"));
    // The titles are those of the file.
    for command in
        ["list problems.md", "sla problems.md", "diff HEAD problems.md", "log 2 problems.md"]
    {
        let shown = tree.run(command);
        let is_named =
            |line: &str| line.contains('2') && line.contains("Upload > 2 MB fails / hangs");
        assert!(shown.lines().any(is_named), "{command}\n{shown}");
    }
    let report = tree.run("report --format markdown problems.md");
    assert!(report.contains("| 3 | Search → empty list | Open | Cyd |"), "{report}");
    let chosen = tree.run_with("list problems.md", &["--where", "id = 2"]);
    assert!(chosen.contains("1 of 3 entries") && chosen.contains("Upload"), "{chosen}");
    let refused = tree.run("triage problems.md");
    assert!(refused.contains("at most a number"), "{refused}");
    let json = tree.run("sla problems.md --format json");
    assert!(
        json.contains("\"id\": \"3\"") && json.contains("\"title\": \"Search → empty list\""),
        "{json}"
    );
}
