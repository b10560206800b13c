//! A triage table that is split under captions is one table in parts.

use std::fs;

use crate::common::registers::{in_turkish, sound, three};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";
const HEAD: &str = "| ID | Priority | Owner | SLA | Status |\n|---|---|---|---|---|\n";

fn row(id: &str, status: &str) -> String {
    format!("| {id} | P1 | Backend | 7d | {status} |\n")
}

/// A register with the open entries in one table and the closed ones in another.
fn split(open: &str, closed: &str) -> String {
    let text = three().replace("**Status:** Fixed", "**Status:** Verified");
    let rows = [row("G-001", "Open"), row("G-002", "In Progress"), row("G-003", "Fixed")].concat();
    let table = format!("{HEAD}{rows}");
    assert!(text.contains(&table));
    let parts = format!(
        "### {open}\n\n{HEAD}{}{}\n### {closed}\n\n{HEAD}{}",
        row("G-001", "Open"),
        row("G-002", "In Progress"),
        row("G-003", "Verified")
    );
    text.replace(&table, &parts)
}

fn pair() -> Tree {
    let turkish = in_turkish(&split("Açık", "Kapalı"));
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    let tree = tree.put(EN, split("Open", "Closed")).put(TR, turkish);
    tree.repository();
    tree
}

/// The IDs in each part of a table.
fn parts(text: &str) -> Vec<Vec<String>> {
    let section = text.split("> SLA default").next().unwrap();
    let parts = section.split(HEAD).skip(1);
    let ids = |part: &str| {
        let rows = part.lines().filter_map(|line| line.strip_prefix("| "));
        rows.map(|row| row.split(' ').next().unwrap().to_owned()).collect()
    };
    parts.map(ids).collect()
}

#[test]
fn a_table_in_parts_is_one_that_is_right() {
    let tree = pair();
    for command in ["lint", "mirror", "triage --check", "check"] {
        assert_eq!(tree.code(command), 0, "{}", tree.run(command));
    }
    let text = tree.read(EN);
    assert_eq!(tree.code("triage"), 0);
    assert_eq!(tree.code("check --fix"), 0);
    assert_eq!(tree.read(EN), text);
}

#[test]
fn each_row_of_each_part_is_checked() {
    let tree = Tree::with(
        split("Open", "Closed").replace(&row("G-003", "Verified"), &row("G-003", "Fixed")),
    );
    insta::assert_snapshot!(tree.run("lint --output-format concise --select stale-triage-row"), @"
    exit 1
    gap-register.md:18:31: error[stale-triage-row] G-003: the table says `Fixed`, the entry says `Verified`

    --- stderr
    1 error in 3 entries of 1 file; `--fix` fixes 1
    ");
}

#[test]
fn setting_a_status_moves_the_row_in_both_languages() {
    let tree = pair();
    assert_eq!(tree.code("set G-002 status=Verified --force"), 0);
    for path in [EN, TR] {
        assert_eq!(parts(&tree.read(path)), [vec!["G-001"], vec!["G-002", "G-003"]], "{path}");
    }
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
    assert_eq!(tree.code("set G-003 status=Open --force"), 0);
    assert_eq!(parts(&tree.read(TR)), [vec!["G-001", "G-003"], vec!["G-002"]]);
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
}

#[test]
fn a_new_entry_gets_its_row_where_its_state_belongs() {
    let tree = pair();
    let new = tree.run_with("new --priority P1 --owner Backend", &["Loans → Slip is blank"]);
    assert!(new.starts_with("exit 0"), "{new}");
    assert_eq!(parts(&tree.read(EN))[0].len(), 3);
    assert_eq!(parts(&tree.read(TR))[0].len(), 3);
    assert_eq!(parts(&tree.read(EN)).len(), 2);
}

#[test]
fn an_entry_that_was_closed_by_hand_moves_its_row() {
    let tree = pair();
    tree.edit(EN, "- **Status:** In Progress", "- **Status:** Verified");
    tree.commit("close");
    insta::assert_snapshot!(tree.run("triage docs/en"), @"
    exit 0

    --- stderr
    docs/en/gap-register.md: 1 cell changed, 1 row moved
      G-002 Status: In Progress → Verified
      G-002: its row is now under `Closed`
    ");
    assert_eq!(parts(&tree.read(EN)), [vec!["G-001"], vec!["G-002", "G-003"]]);
}

#[test]
fn a_row_that_was_moved_by_hand_stays() {
    let tree = pair();
    let text = tree.read(EN);
    let moved = row("G-002", "In Progress");
    let text = text.replacen(&moved, "", 1);
    let closed = row("G-003", "Verified");
    fs::write(tree.path(EN), text.replacen(&closed, &format!("{moved}{closed}"), 1)).unwrap();
    let edited = tree.read(EN);
    insta::assert_snapshot!(tree.run("triage docs/en"), @"
    exit 1

    --- stderr
    warning: docs/en/gap-register.md: the row of G-002 was put under `Closed` later than its entry was changed: it stays; `gapreg triage --overwrite` moves it back
    ");
    insta::assert_snapshot!(tree.run("lint docs/en --output-format concise"), @"
    exit 1
    docs/en/gap-register.md:17:3: error[stale-triage-row] the row of G-002 was put under `Closed` later than its entry was changed

    --- stderr
    1 error in 3 entries of 1 file
    ");
    assert_eq!(tree.code("check --fix"), 1);
    assert_eq!(tree.read(EN), edited);
    assert_eq!(tree.code("triage --overwrite docs/en"), 0);
    assert_eq!(parts(&tree.read(EN)), [vec!["G-001", "G-002"], vec!["G-003"]]);
}

#[test]
fn a_cell_that_was_edited_by_hand_keeps_its_row_until_it_is_pulled() {
    let tree = pair();
    tree.edit(EN, &row("G-002", "In Progress"), &row("G-002", "Fixed"));
    let edited = tree.read(EN);
    assert_eq!(tree.code("triage"), 1);
    assert_eq!(tree.read(EN), edited);
    assert_eq!(tree.code("triage --pull"), 0, "{}", tree.run("triage --pull"));
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
    assert!(tree.read(TR).contains(&row("G-002", "Fixed")));
}

#[test]
fn a_row_without_an_entry_is_pruned_from_its_part() {
    let tree = pair();
    let closed = row("G-003", "Verified");
    tree.edit(EN, &closed, &format!("{closed}{}", row("G-009", "Verified")));
    assert_eq!(tree.code("triage docs/en"), 1);
    assert_eq!(tree.code("triage --prune docs/en"), 0);
    assert_eq!(parts(&tree.read(EN)), [vec!["G-001", "G-002"], vec!["G-003"]]);
}

#[test]
fn a_part_that_the_translation_lacks_is_one_finding() {
    let tree = pair();
    let turkish = tree.read(TR).replace("### Açık\n\n", "");
    let (before, closed) = turkish.split_once("\n### Kapalı\n\n").unwrap();
    let text = format!("{before}{}", closed.strip_prefix(HEAD).unwrap());
    fs::write(tree.path(TR), text).unwrap();
    insta::assert_snapshot!(tree.run("mirror --output-format concise"), @"
    exit 1
    docs/tr/gap-register.md:7:1: error[mirror-table] the table has 1 part, the source's has 2 parts

    --- stderr
    1 error in 6 entries of 2 files
    tr  ████████████████████  3 of 3 entries in step
    ");
}

#[test]
fn a_register_without_a_table_gets_one() {
    let text = sound();
    let (before, rest) = text.split_once("| ID |").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    let tree = Tree::with(format!("{before}{after}"));
    assert_eq!(tree.code("triage"), 0);
    assert_eq!(tree.read("gap-register.md").matches("| ID ").count(), 1);
}

/// The same register with bold captions in place of the headings.
fn bold() -> String {
    split("Open", "Closed")
        .replace("### Open\n", "**Open**\n")
        .replace("### Closed\n", "**Closed**\n")
}

#[test]
fn a_table_in_parts_is_not_cut_in_two() {
    let near = bold().replace("**\n\n| ID", "**\n| ID");
    for text in [split("Open", "Closed"), bold(), near] {
        let said = Tree::with(text).run("lint --select split-table --output-format concise");
        assert!(said.starts_with("exit 0") && !said.contains("split-table"), "{said}");
    }
}

#[test]
fn an_empty_line_within_a_part_cuts_it_in_two() {
    for text in [split("Open", "Closed"), bold()] {
        let row = row("G-002", "In Progress");
        let tree = Tree::with(text.replace(&row, &format!("\n{row}")));
        let said = tree.run("lint --output-format concise");
        assert_eq!(said.matches("error[").count(), 1, "{said}");
        assert!(said.contains("error[split-table] an empty line cuts the table in two"), "{said}");
        assert_eq!(tree.code("lint --fix"), 0);
        assert_eq!(tree.read("gap-register.md"), text);
    }
}

#[test]
fn a_row_that_was_moved_on_another_branch_stays() {
    for (from, into) in [("by-hand", "flow"), ("flow", "by-hand")] {
        let tree = pair();
        tree.git("checkout -q -b flow");
        tree.edit(EN, "- **Status:** In Progress", "- **Status:** Open");
        tree.commit("reopen");
        tree.git("checkout -q -b by-hand HEAD~1");
        let (moved, closed) = (row("G-002", "In Progress"), row("G-003", "Verified"));
        tree.edit(EN, &moved, "");
        tree.edit(EN, &closed, &format!("{moved}{closed}"));
        tree.commit("move");
        tree.git(&format!("checkout -q {into}"));
        tree.git(&format!("merge -q --no-edit {from}"));
        assert_eq!(tree.code("triage docs/en"), 1, "{from} into {into}");
        let text = tree.read(EN);
        assert_eq!(parts(&text), [vec!["G-001"], vec!["G-002", "G-003"]], "{from} into {into}");
    }
}

#[test]
fn a_file_that_is_cut_off_leaves_rows_at_the_end_of_a_part() {
    let rows = [row("G-001", "Open"), row("G-002", "In Progress"), row("G-003", "Fixed")];
    let table = format!("{HEAD}{}", rows.concat());
    let open = format!("**Open**\n\n{HEAD}{}{}", rows[1], rows[2]);
    let closed = format!("**Closed**\n\n{HEAD}{}", row("G-001", "Verified"));
    let text = three().replace("**Status:** Open", "**Status:** Verified");
    let text = text.replace(&table, &format!("{open}\n{closed}"));
    assert_eq!(Tree::with(&text).code("lint"), 0);
    let (before, _) = text.split_once("### 1.3").unwrap();
    let (cut, _) = before.rsplit_once("- **Verification").unwrap();
    insta::assert_snapshot!(Tree::with(cut).run("lint --output-format concise"), @"
    exit 1
    gap-register.md:61:1: error[cut-off-register] the file ends within G-002; G-003 has a row but no entry

    --- stderr
    1 error in 2 entries of 1 file
    ");
}

#[test]
fn lines_of_a_spreadsheet_below_a_table_are_reported() {
    let text = |lines: &str| {
        format!(
            "# Gaps\n\n## Triage Summary\n\n| ID | Gap | Status |\n|---|---|---|\n| G-001 | Slip is blank | Open |\n{lines}\n\
             ### 1.1 Loans → Slip is blank\n\n- **ID:** G-001\n- **Status:** Open\n"
        )
    };
    let said = |lines: &str| {
        Tree::with(text(lines)).run("lint --select split-table --output-format concise")
    };
    for lines in
        ["G-002\tHold is lost\tOpen\n", "G-002;Hold is lost;Open\n", "G-002, Hold is lost, Open\n"]
    {
        let said = said(lines);
        assert!(
            said.contains(":8:1: error[split-table] 1 line below the table is a row of one cell"),
            "{said}"
        );
    }
    let two = said("G-002\tHold\tOpen\nG-003\tCard\tOpen\n");
    assert!(two.contains("2 lines below the table are rows of one cell"), "{two}");
    for lines in ["", "\nG-002\tHold is lost\tOpen\n", "Ask Ada, Ben, or Cem.\n"] {
        let said = said(lines);
        assert!(said.starts_with("exit 0"), "{said}");
    }
}
