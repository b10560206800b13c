//! A register of several tables to which somebody adds headings that say more about some rows.

use crate::common::tree::Tree;

const TABLES: &str = "# Known gaps\n\n## Print\n\n| ID | Gap | Status | Owner | Cost |\n|---|---|---|---|---|\n\
    | P-1 | No margin | Open | Jo | 300 |\n| P-2 | No colour | Open | Bo | 20 |\n\n## Mail\n\n\
    | ID | Gap | Status | Owner | Cost |\n|---|---|---|---|---|\n| M-1 | No bell | Open | Jo | 5 |\n\n";

/// The forms of what is added: no fields, fields, and all rows of one table.
const DETAILS: [&str; 3] = [
    "## Details\n\n### P-1 No margin\n\nOn A3 only.\n",
    "## Details\n\n### P-1 No margin\n\n- **Workaround:** Call us.\n\nOn A3 only.\n",
    "### P-1 No margin\n\nOn A3 only.\n\n### P-2 No colour\n\nNever.\n",
];

fn tree(details: &str) -> Tree {
    Tree::new().put("gaps.md", format!("{TABLES}{details}"))
}

#[test]
fn no_row_is_untracked_and_nothing_writes_a_second_one() {
    for details in DETAILS {
        let text = format!("{TABLES}{details}");
        let tree = tree(details);
        let said = tree.run("check gaps.md --output-format concise");
        assert!(!said.contains("untracked") && !said.contains("duplicate"), "{said}");
        assert!(tree.run("list gaps.md").contains("(en, 3 entries)"), "{details}");
        tree.run("check --fix gaps.md");
        assert_eq!(tree.read("gaps.md"), text);
        for (id, from, to) in [
            ("M-1", "No bell | Open | Jo", "No bell | Open | Al"),
            ("P-1", "margin | Open | Jo", "margin | Open | Al"),
        ] {
            tree.run_with("set --yes", &[id, "owner=Al", "gaps.md"]);
            assert!(tree.read("gaps.md").contains(to), "{}", tree.read("gaps.md"));
            let back = tree.read("gaps.md").replace(to, from);
            assert_eq!(back, text, "{details}");
            std::fs::write(tree.path("gaps.md"), back).unwrap();
        }
        let said = tree.run_with("new --yes --owner Al --in gaps.md", &["No voice"]);
        assert!(said.starts_with("exit 0"), "{said}");
        let new = tree.read("gaps.md");
        assert!(
            new.contains("| P-2 | No colour | Open | Bo | 20 |\n| P-3 | No voice | Open | Al |"),
            "{new}"
        );
        assert_eq!(new.lines().count(), text.lines().count() + 1, "{new}");
    }
}

#[test]
fn a_heading_that_comes_to_a_row_takes_no_field_away() {
    for details in DETAILS {
        let tree = Tree::new().put("gaps.md", TABLES);
        tree.git("init -q -b main");
        tree.change("2026-02-01", "gaps.md", TABLES);
        tree.change("2026-02-02", "gaps.md", &format!("{TABLES}{details}"));
        for command in ["diff HEAD~1 gaps.md", "log P-1 gaps.md"] {
            let said = tree.run(command);
            assert!(said.contains("Text: On A3 only."), "{said}");
            assert!(!said.contains("removed") && !said.contains("P-1 → P-1"), "{said}");
        }
        let shown = tree.run("show P-1 gaps.md");
        assert!(shown.contains("300") && shown.contains("On A3 only."), "{shown}");
        let found = tree.run_with("list gaps.md", &["--where", "text ~ A3"]);
        assert!(found.contains("P-1") && !found.contains("M-1"), "{found}");
    }
}

#[test]
fn rows_that_both_sides_added_merge_beside_a_detail() {
    let tree = tree(DETAILS[0]);
    let base = tree.read("gaps.md");
    let row = |row: &str| base.replace("| M-1 |", &format!("{row}\n| M-1 |"));
    std::fs::write(tree.path("ours"), row("| P-3 | No voice | Open | Jo | 1 |")).unwrap();
    std::fs::write(tree.path("theirs"), row("| P-4 | No light | Open | Jo | 1 |")).unwrap();
    let said = tree.run("merge --base gaps.md --ours ours --theirs theirs -o new.md");
    assert!(said.starts_with("exit 0"), "{said}");
    let new = tree.read("new.md");
    assert!(new.contains("P-3") && new.contains("P-4") && new.contains("On A3 only."), "{new}");
}
