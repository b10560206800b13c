//! A fact once, a habit once, and signs that look alike.

use serde_json::Value;

use crate::common::registers::{ENTRY, sound};
use crate::common::tree::Tree;

/// A register of some entries, each changed by what follows its number.
fn register(changes: &[&[(&str, &str)]]) -> String {
    let entries = changes.iter().zip(1..).map(|(changes, number)| {
        let entry = ENTRY.replace("1.1 ", &format!("1.{number} "));
        let entry = entry.replace("G-001", &format!("G-00{number}"));
        let entry = entry.replace("The button answers", &format!("Button {number} answers"));
        changes.iter().fold(entry, |entry, (old, new)| {
            assert!(entry.contains(old), "{old}");
            entry.replace(old, new)
        })
    });
    format!("# Register\n\n## 1) Open gaps\n\n{}", entries.collect::<Vec<_>>().join("\n"))
}

fn pair(leading: &str, mirror: &str) -> Tree {
    Tree::new().put("docs/en/gap-register.md", leading).put("docs/tr/gap-register.md", mirror)
}

/// What the registers of these tests do not care about.
const QUIET: &str = "--ignore \
    missing-triage,source-page-missing,source-page-language,mirror-untranslated";

fn findings(tree: &Tree, command: &str) -> Vec<Value> {
    let output = tree.output(&format!("{command} --output-format json --today 2026-02-02 {QUIET}"));
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    report["findings"].as_array().unwrap().clone()
}

/// Rule, entry, field and count of each finding.
fn told(tree: &Tree, command: &str) -> Vec<String> {
    let findings = findings(tree, command).into_iter();
    findings
        .map(|f| {
            let path = f["path"].as_str().unwrap();
            format!("{path}: {} {} {} {}", f["rule"], f["entry"], f["field"], f["count"])
        })
        .map(|line| line.replace('"', ""))
        .collect()
}

#[test]
fn a_fact_of_a_pair_is_told_in_the_leading_register() {
    let text = register(&[&[("2026-02-01", "2026-13-01")]]);
    let tree = pair(&text, &text);
    for command in ["lint", "check"] {
        let found = findings(&tree, command);
        assert_eq!(found.len(), 1, "{command}: {found:?}");
        assert_eq!(found[0]["path"], "docs/en/gap-register.md");
        assert_eq!(found[0]["related"][0]["path"], "docs/tr/gap-register.md");
    }
    assert_eq!(
        told(&tree, "lint docs/tr"),
        ["docs/tr/gap-register.md: bad-date G-001 First Seen null"]
    );
    let other = text.replace("2026-13-01", "soon");
    assert_eq!(told(&pair(&text, &other), "lint").len(), 2);
}

#[test]
fn a_fact_that_the_leading_register_accepts_is_accepted() {
    let text = register(&[&[("2026-02-01", "2026-13-01")]]);
    let comment = "<!-- gapreg-ignore bad-date: the import broke it -->\n### 1.1";
    let accepted = text.replace("### 1.1", comment);
    assert_eq!(told(&pair(&accepted, &text), "lint"), [""; 0]);
    assert_eq!(told(&pair(&text, &accepted), "lint").len(), 1);
}

#[test]
fn what_is_to_be_filled_in_is_one_finding_of_an_entry() {
    let tree = Tree::with(register(&[&[("** Backend", "** TBD"), ("** 7d", "** TBD")], &[]]));
    let found = findings(&tree, "lint");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["message"], "Owner and SLA are still to be filled in");
    assert_eq!(found[0]["field"], "Owner");
    assert_eq!(found[0]["count"], Value::Null);
}

#[test]
fn a_habit_of_the_register_is_one_finding_with_its_number() {
    let label = ("- **SLA:**", "- **Moon phase:** full\n- **SLA:**");
    let tree = Tree::with(register(&[&[label], &[label], &[label]]));
    let expected = "gap-register.md: unknown-field null Moon phase 3";
    assert_eq!(told(&tree, "lint"), [expected]);
    // A baseline holds the number; more are new.
    let written = tree.run(&format!("check --baseline b.json --write-baseline {QUIET}"));
    assert!(written.starts_with("exit 0"), "{written}");
    assert_eq!(told(&tree, "check --baseline b.json"), [""; 0]);
    let tree = tree.put("gap-register.md", register(&[&[label], &[label], &[], &[]]));
    assert_eq!(told(&tree, "check --baseline b.json"), [""; 0]);
    let tree = tree.put("gap-register.md", register(&[&[label], &[label], &[label], &[label]]));
    assert_eq!(told(&tree, "check --baseline b.json").len(), 1);
    // An ignore at its place is one for the register.
    let text = register(&[&[label], &[label], &[label]]);
    let at = text.find("- **Moon").unwrap();
    let comment = "<!-- gapreg-ignore unknown-field: ours -->\n";
    let tree = Tree::with(format!("{}{comment}{}", &text[..at], &text[at..]));
    assert_eq!(told(&tree, "lint"), [""; 0]);
}

#[test]
fn a_spelling_that_the_register_keeps_is_no_finding() {
    let own = ("First Seen", "first seen");
    let other: &[(&str, &str)] = &[];
    let spelling = |entries: &[&[(&str, &str)]]| {
        let tree = Tree::with(register(entries));
        findings(&tree, "lint --select variant-spelling")
    };
    assert!(spelling(&[&[own], &[own], &[own]]).is_empty());
    let found = spelling(&[&[own], &[own], other]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["message"], "`First Seen` is usually written `first seen`");
}

#[test]
fn dates_are_written_in_the_form_of_the_register() {
    let own = ("2026-02-01", "01.02.2026");
    let tree = Tree::with(register(&[&[own], &[own], &[("2026-02-01", "1 Feb 2026")]]));
    assert_eq!(told(&tree, "lint").len(), 1);
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md").matches("** 01.02.2026").count(), 3);
    let tree = Tree::with(register(&[&[], &[("2026-02-01", "1 Şubat 2026")]]));
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md").matches("** 2026-02-01").count(), 2);
}

#[test]
fn signs_that_look_alike_are_one_finding_and_are_repaired() {
    let text = sound()
        .replace("**ID:** G-001", "**ID:** G\u{2011}001")
        .replace("**Status:** Open", "**Status:** \u{201c}Open\u{201d}")
        .replace("**SLA:** 7d", "**SLA:** 7\u{200b}d")
        .replace("**First Seen:** 2026-02-01", "**First Seen:** 2026\u{2013}02\u{2013}01");
    assert_ne!(text, sound());
    let tree = Tree::with(&text);
    assert_eq!(told(&tree, "lint"), ["gap-register.md: odd-character G-001 ID null"]);
    tree.run("triage");
    assert_eq!(tree.read("gap-register.md"), text);
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md"), sound());
}

#[test]
fn an_odd_id_in_a_row_belongs_to_its_entry() {
    let tree = Tree::with(sound().replace("| G-001 |", "| G\u{2013}001 |"));
    assert_eq!(told(&tree, "lint"), ["gap-register.md: odd-character G-001 ID null"]);
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md"), sound());
}

#[test]
fn the_signs_between_a_header_and_a_cell_belong_to_other_rows() {
    let table = "# Gaps\n\n| ID | Title | Target\u{a0}Version |\n|---|---|---|\n\
        | G-001 | First\u{ff1a} a list | 1.0 |\n| G\u{2011}002 | Second | 1.1 |\n\
        | G-003 | Third | 1.2 |\n| G-004 | Fourth | 2.0 |\n";
    let tree = Tree::with(table);
    tree.run("lint --fix");
    let fixed = table.replace('\u{a0}', " ").replace('\u{2011}', "-");
    assert_eq!(tree.read("gap-register.md"), fixed);
}

#[test]
fn an_odd_sign_in_a_heading_or_a_row_is_read_as_what_it_looks_like() {
    let heading = ENTRY.replace("- **ID:** G-001\n", "").replace("### 1.1 ", "### G\u{2212}001 ");
    let heading = heading.replace("**Status:** Open", "**Status\u{ff1a}**Open");
    let text = format!("# Register\n\n## 1) Open gaps\n\n{heading}");
    let tree = Tree::with(&text);
    assert_eq!(told(&tree, "lint"), ["gap-register.md: odd-character G-001 ID null"]);
    tree.run("lint --fix");
    let fixed = tree.read("gap-register.md");
    assert!(fixed.contains("### G-001 ") && fixed.contains("**Status:** Open"), "{fixed}");
    let table = "# Gaps\n\n| ID | Title | Status |\n|---|---|---|\n\
        | G\u{2011}001 | A | Open |\n| G-002 | B | In\u{a0}Progress |\n| G-003 | C | Open |\n";
    let tree = Tree::with(table);
    assert_eq!(told(&tree, "lint").len(), 2);
    tree.run("lint --fix");
    let plain = table.replace('\u{2011}', "-").replace('\u{a0}', " ");
    assert_eq!(tree.read("gap-register.md"), plain);
}

#[test]
fn a_table_of_other_things_is_one_finding() {
    let text = sound().replace("| G-001 |", "| X-001 |");
    let row = text.lines().find(|line| line.starts_with("| X-001")).unwrap();
    let tree = Tree::with(text.replace(row, &format!("{row}\n{}", row.replace("001", "002"))));
    assert_eq!(told(&tree, "lint"), ["gap-register.md: orphan-triage-row null null null"]);
}

#[test]
fn of_three_places_the_one_that_differs_is_named() {
    let stale = sound().replace("| Open |", "| Fixed |");
    let wrong = sound().replace("**Status:** Open", "**Status:** Fixed");
    let [en, tr] = ["docs/en/gap-register.md", "docs/tr/gap-register.md"];
    let only = |rule: &str, path: &str| vec![format!("{path}: {rule} G-001 Status null")];
    assert_eq!(told(&pair(&stale, &sound()), "check"), only("stale-triage-row", en));
    assert_eq!(told(&pair(&sound(), &stale), "check"), only("stale-triage-row", tr));
    assert_eq!(told(&pair(&sound(), &wrong), "check"), only("mirror-value", tr));
    let row = sound().lines().find(|line| line.starts_with("| G-001")).unwrap().to_owned();
    let without = sound().replace(&format!("{row}\n"), "");
    let with_orphan = sound().replace(&row, &format!("{row}\n{}", row.replace("001", "009")));
    for (text, rule, entry) in
        [(&without, "untracked-entry", "G-001"), (&with_orphan, "orphan-triage-row", "G-009")]
    {
        let only = |path: &str| vec![format!("{path}: {rule} {entry} null null")];
        assert_eq!(told(&pair(text, &sound()), "check"), only(en));
        assert_eq!(told(&pair(&sound(), text), "check"), only(tr));
    }
    let typo = sound().replace("**Status:** Open", "**Status:** Opne");
    assert_eq!(told(&pair(&typo, &sound()), "check"), only("unknown-status", en));
}
