//! Tables whose columns are padded, as formatters write them, stay so.

use crate::common::registers::{sound, three};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// A text with each of its tables padded: all letters in these tests are one column wide.
fn padded(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for group in lines.chunk_by(|a, b| a.starts_with('|') == b.starts_with('|')) {
        let cells = |line: &str| -> Vec<String> {
            let line = line.replace("\\|", "\u{1}");
            let cells = line.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().replace('\u{1}', "\\|")).collect()
        };
        if !group[0].starts_with('|') {
            out.extend(group.iter().map(|line| format!("{line}\n")));
            continue;
        }
        let rows: Vec<Vec<String>> = group.iter().map(|line| cells(line)).collect();
        let is_rule = |cell: &str| cell.bytes().all(|byte| byte == b'-');
        let needed = |at: usize| {
            let cells = rows.iter().map(|row| &row[at]).filter(|cell| !is_rule(cell));
            cells.map(|cell| cell.chars().count()).max().unwrap().max(3)
        };
        for row in &rows {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let width = needed(at);
                let fill = if is_rule(cell) && !cell.is_empty() { "-" } else { " " };
                let cell = if fill == "-" { "" } else { cell };
                let rest = fill.repeat(width - cell.chars().count());
                format!(" {cell}{rest} |")
            });
            out.push('|');
            out.extend(cells);
            out.push('\n');
        }
    }
    out
}

fn pair() -> Tree {
    let turkish = three().replace("Register (EN)", "Kayıt (TR)").replace("/docs/en/", "/docs/tr/");
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    tree.put(EN, padded(&three())).put(TR, padded(&turkish))
}

/// Runs a command, which must change a file and leave all tables padded.
fn assert_stays_padded(tree: &Tree, command: &str, more: &[&str]) {
    let before = [EN, TR].map(|name| tree.read(name));
    let shown = tree.run_with(command, more);
    let after = [EN, TR].map(|name| tree.read(name));
    assert_ne!(before, after, "{command} changes nothing: {shown}");
    for text in after {
        assert_eq!(padded(&text), text, "{command}");
    }
}

#[test]
fn a_cell_that_outgrows_its_column_widens_it() {
    assert_stays_padded(&pair(), "set G-001 status=in-progress", &[]);
    assert_stays_padded(&pair(), "set G-001", &["owner=Ödeme ve Şube Ekibi"]);
    assert_stays_padded(
        &pair(),
        "new --priority P1 --owner Dolaşım",
        &["Loans → Holds → A hold is lost"],
    );
    let changed = |from: &str, to: &str| {
        let tree = pair();
        let text = tree.read(EN).replacen(from, to, 1);
        tree.put(EN, text)
    };
    let owner = || changed("**Owner:** Backend", "**Owner:** Payments and more");
    for command in ["triage", "lint --fix", "check --fix", "mirror --fix"] {
        assert_stays_padded(&owner(), command, &[]);
    }
    let short = || changed("**Status:** In Progress", "**Status:** Fixed");
    assert_stays_padded(&short(), "triage", &[]);
    let lost = pair();
    let text = lost.read(TR);
    let (entry, row) = (text.find("### 1.2").unwrap(), text.find("| G-002").unwrap());
    let end = text.find("### 1.3").unwrap();
    let row_end = row + text[row..].find('\n').unwrap() + 1;
    let text = [&text[..row], &text[row_end..entry], &text[end..]].concat();
    assert_stays_padded(&lost.put(TR, padded(&text)), "mirror --fix --stub", &[]);
}

#[test]
fn only_the_column_that_grows_is_padded_anew() {
    let tree = Tree::with(padded(&sound()));
    insta::assert_snapshot!(tree.run_with("set G-001 --diff", &["target version=a | b", "owner=Ödeme"]), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -4,9 +4,9 @@
     
     ## Triage Summary
     
    -| ID    | Priority | Owner   | SLA | Status |
    -| ----- | -------- | ------- | --- | ------ |
    -| G-001 | P1       | Backend | 7d  | Open   |
    +| ID    | Priority | Owner | SLA | Status |
    +| ----- | -------- | ----- | --- | ------ |
    +| G-001 | P1       | Ödeme | 7d  | Open   |
     
     > SLA default: P0=24h, P1=7d.
     
    @@ -19,9 +19,9 @@
     - **Environment:** all
     - **Status:** Open
     - **Priority:** P1
    -- **Owner:** Backend
    +- **Owner:** Ödeme
     - **SLA:** 7d
    -- **Target Version:** TBD
    +- **Target Version:** a | b
     - **Impact:** High
     
     - **Source page:** `/docs/en/loans.md`
    ");
    let tree = Tree::with(sound());
    insta::assert_snapshot!(tree.run_with("set G-001 --diff", &["owner=Ödeme ve Şube"]), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -6,7 +6,7 @@
     
     | ID | Priority | Owner | SLA | Status |
     |---|---|---|---|---|
    -| G-001 | P1 | Backend | 7d | Open |
    +| G-001 | P1 | Ödeme ve Şube | 7d | Open |
     
     > SLA default: P0=24h, P1=7d.
     
    @@ -19,7 +19,7 @@
     - **Environment:** all
     - **Status:** Open
     - **Priority:** P1
    -- **Owner:** Backend
    +- **Owner:** Ödeme ve Şube
     - **SLA:** 7d
     - **Target Version:** TBD
     - **Impact:** High
    ");
}

#[test]
fn a_table_register_stays_padded() {
    let table = "# Gaps\n\n| ID    | Title          | Status | Owner |\n| ----- | -------------- | ------ | ----- |\n\
                 | G-001 | Slip is blank  | Open   | Desk  |\n| G-002 | Süre uzamıyor  | Open   | Desk  |\n";
    let tree = Tree::with(padded(table));
    tree.run_with("set G-001 status=in-progress", &["owner=Şube masası"]);
    tree.run_with("new", &["A very long title of a new gap"]);
    let text = tree.read("gap-register.md");
    assert_eq!(padded(&text), text);
    assert!(text.contains("A very long title"), "{text}");
}

#[test]
fn a_new_table_in_a_formatted_file_is_padded() {
    let text = sound();
    let rows = |line: &&str| !line.starts_with('|');
    let bare: Vec<&str> = text.lines().filter(rows).collect();
    let tree = Tree::with(bare.join("\n").replace("\n\n\n", "\n\n") + "\n");
    tree.run("triage");
    let text = tree.read("gap-register.md");
    assert!(text.contains("| G-001"), "{text}");
    assert_eq!(padded(&text), text);
}

#[test]
fn the_edits_of_a_report_keep_the_table_padded() {
    let text = padded(&three())
        .replace("**Owner:** Backend", "**Owner:** Çevrim içi ödeme ekibi")
        .replace("**Status:** In Progress", "**Status:** Fixed");
    let tree = Tree::with(&text);
    let report = tree.output("check --today 2026-02-05 --output-format json");
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let fixes = report["findings"].as_array().unwrap().iter().map(|finding| &finding["fix"]);
    let edits = fixes.filter_map(|fix| fix["edits"].as_array()).flatten();
    let number = |edit: &serde_json::Value, name: &str| edit[name].as_u64().unwrap() as usize;
    let mut edits: Vec<(usize, usize, String)> = edits
        .map(|edit| {
            let new = edit["text"].as_str().unwrap().to_owned();
            (number(edit, "start"), number(edit, "end"), new)
        })
        .collect();
    edits.sort();
    assert!(edits.windows(2).all(|pair| pair[0].1 <= pair[1].0), "edits overlap: {edits:?}");
    let mut new = text;
    for (start, end, with) in edits.into_iter().rev() {
        new.replace_range(start..end, &with);
    }
    tree.run("check --fix");
    assert_eq!(tree.read("gap-register.md"), new);
    assert_eq!(padded(&new), new);
}
