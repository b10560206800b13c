//! Rows that get IDs stay the entries that they were.

use crate::common::tree::Tree;

const ROWS: [&str; 3] = [
    "Scanner loses the net in hall 3 | open | 2 | Mehmet |",
    "Label printer prints boxes | in progress | 1 | Kerstin |",
    "Export swaps two columns | open | 3 | Kerstin |",
];

fn table(header: &str, rows: impl Iterator<Item = String>) -> String {
    let columns = header.matches('|').count() - 1;
    let rule = format!("|{}\n", "---|".repeat(columns));
    let rows: Vec<String> = rows.map(|row| format!("| {row}\n")).collect();
    format!("# Open points of the store\n\n{header}\n{rule}{}", rows.concat())
}

/// A register whose rows got IDs, and whose configuration then declared the column.
fn with_new_ids(before: &str, after: &str) -> Tree {
    let config = |read: &str| format!("registers: [points.md]\n{read}");
    let tree = Tree::new().put("gapreg.yaml", config(before));
    tree.git("init -q -b main");
    let plain = table("| Gap | Status | Priority | Owner |", ROWS.into_iter().map(str::to_owned));
    tree.change("2026-01-02", "points.md", &plain);
    let numbered = ROWS.iter().enumerate().map(|(at, row)| format!("LS-0{} | {row}", at + 1));
    let text = table("| No. | Gap | Status | Priority | Owner |", numbered);
    let tree = tree.put("gapreg.yaml", config(after));
    tree.change("2026-02-01", "points.md", &text);
    tree
}

#[test]
fn rows_that_get_ids_keep_their_history() {
    let read = |columns: &str| {
        format!(
            "read: [{{ files: points.md, entries: [{{ rows: {{ columns: {{ {columns} }} }} }}] }}]\n"
        )
    };
    let columns = "title: Gap, status: Status, owner: Owner";
    let declared = [read(columns), read(&format!("id: No., {columns}"))];
    for [before, after] in [declared, [String::new(), String::new()]] {
        let tree = with_new_ids(&before, &after);
        let diff = tree.run("diff HEAD~1");
        assert!(!diff.contains("added"), "{diff}");
        assert!(diff.contains("changed   LS-02  Label printer prints boxes"), "{diff}");
        assert!(tree.run("log LS-01").contains("2026-01-02"), "{}", tree.run("log LS-01"));
        assert!(tree.run("log LS-01").contains("Open 34 days so far"), "{}", tree.run("log LS-01"));
    }
}

#[test]
fn a_declared_column_that_a_file_of_today_lacks_is_a_mistake() {
    let tree = Tree::new()
        .put("points.md", table("| Gap | Status |", ["It fails | open |".to_owned()].into_iter()))
        .put(
            "gapreg.yaml",
            "registers: [points.md]\nread: [{ files: points.md, entries: [{ rows: { columns: { title: Gap, \
             status: Status, id: No. } } }] }]\n",
        );
    let output = tree.run("lint");
    assert!(output.contains("no table here has a column `No.`"), "{output}");
    assert_eq!(tree.code("lint"), 2);
}

#[test]
fn items_with_fields_below_get_the_ids_that_a_team_requires() {
    let item = |title: &str| format!("- **{title}**\n  - Status: Open\n  - Owner: Mia\n\n");
    let text = format!("# Backend gaps\n\n{}{}", item("Slip is blank"), item("Fine is doubled"));
    let tree = Tree::with(&text);
    assert_eq!(tree.code("lint"), 0);
    let tree = tree.put("gapreg.yaml", "required: [ID]\n");
    let said = tree.run("lint");
    assert_eq!(said.matches("this entry has no ID").count(), 2, "{said}");
    assert_eq!(tree.code("lint --unsafe-fixes"), 0, "{}", tree.read("gap-register.md"));
    assert!(
        tree.read("gap-register.md").contains("  - ID: G-002\n"),
        "{}",
        tree.read("gap-register.md")
    );
    assert_eq!(tree.code("set G-002 owner=Jo"), 0);
    let said = tree.run_with("new --owner Ada", &["Hold is lost"]);
    let text = tree.read("gap-register.md");
    assert!(text.contains("- **Hold is lost**\n  - ID: G-003\n"), "{said}{text}");
    assert!(tree.run("list").contains("G-003  Open"), "{}", tree.run("list"));
    // There is no certain place in a line of text.
    let tree = Tree::with("# Backend gaps\n\n- [ ] Slip is blank\n- [x] Fine is doubled\n");
    let tree = tree.put("gapreg.yaml", "required: [ID]\n");
    let said = tree.run("lint --unsafe-fixes");
    assert_eq!(said.matches("this entry has no ID").count(), 2, "{said}");
}

/// An ID that was typed twice is no ID to copy: the translation still has the right one.
#[test]
fn an_id_that_is_there_twice_is_not_copied_into_the_translation() {
    let rows = |titles: [&str; 4]| -> String {
        let row =
            |(at, title): (usize, &str)| format!("| R-{} | {title} | Open | Ines |\n", at + 1);
        titles.into_iter().enumerate().map(row).collect()
    };
    let english = format!(
        "# Known faults\n\n| ID | Gap | Status | Owner |\n|--|--|--|--|\n{}",
        rows(["Map is late", "Route `r/9` is lost", "Gate sticks", "Lamp is dim"])
    );
    let turkish = format!(
        "# Bilinen hatalar\n\n| ID | Eksik | Durum | Sorumlu |\n|--|--|--|--|\n{}",
        rows(["Harita geç", "Rota `r/9` kayıp", "Kapı takılıyor", "Lamba sönük"])
    );
    let tree = Tree::new()
        .put("docs/en/gap-register.md", english)
        .put("docs/tr/gap-register.md", &turkish);
    tree.repository();
    tree.edit("docs/en/gap-register.md", "| R-2 |", "| R-1 |");
    let said = tree.run("check --fix");
    assert!(said.contains("duplicate-id"), "{said}");
    assert_eq!(tree.read("docs/tr/gap-register.md"), turkish, "{said}");
}

#[test]
fn a_row_without_an_id_that_says_the_title_of_an_entry_gets_its_id() {
    let text = |first: &str| {
        format!(
            "# Gaps\n\n## Triage\n\n| ID | Gap | Status |\n|---|---|---|\n| {first} | Queue stops at night | Open |\n| | Something else | Open |\n\n\
             ### G-001: Queue stops at night\n\n- **ID:** G-001\n- **Status:** Open\n"
        )
    };
    let tree = Tree::with(text(""));
    let said = tree.run("lint --output-format concise");
    assert!(said.contains("stale-triage-row") && !said.contains("untracked-entry"), "{said}");
    tree.run("triage");
    assert_eq!(tree.read("gap-register.md"), text("G-001"));
}

#[test]
fn the_number_of_an_issue_needs_no_sign() {
    let tree = Tree::with(
        "# Issues\n\n| ID | Gap | Status |\n|---|---|---|\n| #7 | Queue stops | Open |\n| #8 | No plot | Open |\n",
    );
    assert_eq!(tree.code("set 7 status=Done"), 0);
    assert!(tree.read("gap-register.md").contains("| #7 | Queue stops | Done |"));
    assert_eq!(tree.code("set 9 status=Done"), 2);
}
