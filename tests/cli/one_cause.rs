//! One thing that is wrong in a pair of registers is one finding, which names it.

use crate::common::registers::{in_turkish, three};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

fn turkish() -> String {
    in_turkish(&three())
        .replace("| Priority |", "| Öncelik |")
        .replace("**Priority:**", "**Öncelik:**")
}

/// The findings of a command on the pair with one of its registers changed: rule, language, message.
fn found(command: &str, name: &str, change: impl Fn(&str) -> String) -> String {
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    let tree = tree.put(EN, three()).put(TR, turkish());
    tree.repository();
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
    let (before, path) = (tree.read(name), name);
    let after = change(&before);
    assert_ne!(before, after, "nothing is changed");
    let tree = tree.put(path, after);
    let report = tree.output(&format!("{command} --today 2026-02-05 --output-format json"));
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let line = |finding: &serde_json::Value| {
        let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}: {}", &text("path")[5..7], text("level"), text("rule"), text("message"))
    };
    let lines: Vec<String> = report["findings"].as_array().unwrap().iter().map(line).collect();
    lines.join("\n")
}

fn swapped<'a>(from: &'a str, to: &'a str) -> impl Fn(&str) -> String + 'a {
    move |text| {
        let at = text.find("**ID:** G-002").unwrap();
        let at = text[at..].find(from).map_or_else(|| text.find(from).unwrap(), |more| at + more);
        [&text[..at], to, &text[at + from.len()..]].concat()
    }
}

#[test]
fn a_damaged_file_is_one_finding() {
    let cut = |text: &str| text[..text.find("- **Source page:**").unwrap()].to_owned();
    let cases: [Slip<'_>; 7] = [
        (EN, &|text| format!("{}\n", cut(text).trim_end())),
        (TR, &|text| format!("{}\n", cut(text).trim_end())),
        (TR, &|_| String::new()),
        (TR, &|text| text.chars().filter(char::is_ascii).collect()),
        (TR, &|text| text.bytes().map(char::from).collect()),
        (EN, &|text| text.replace("### 1.2", "###1.2")),
        (TR, &|text| text.replace("### 1.1", "###1.1")),
    ];
    let shown = cases.map(|(name, change)| {
        let at = |text: &str| {
            // What is cut off is cut off in the second entry.
            let second = text.find("### 1.2").unwrap_or(0);
            let changed = change(&text[second..]);
            if changed.len() + 20 < text.len() - second && changed.contains("G-002") {
                format!("{}{changed}", &text[..second])
            } else {
                change(text)
            }
        };
        [found("check", name, at), found("mirror", name, at)].join("\n  ")
    });
    insta::assert_snapshot!(shown.join("\n\n"), @"
    en error cut-off-register: the file ends within G-002; G-003 has a row but no entry
      en error cut-off-register: the file ends within G-002; G-003 has a row but no entry

    tr error cut-off-register: the file ends within G-002; G-003 has a row but no entry
      tr error cut-off-register: the file ends within G-002; G-003 has a row but no entry

    tr warning no-entries: this register has no entries
    tr error unmirrored-entry: the translation has no entries; the source has 3
      tr warning no-entries: this register has no entries
    tr error unmirrored-entry: the translation has no entries; the source has 3

    tr error missing-field: this entry has no Priority; is `ncelik` meant for it?
    tr warning unknown-field: `ncelik` is not a known field; 2 entries have it
    tr error missing-field: this entry has no Priority; is `ncelik` meant for it?
      

    tr error mojibake: `Ä±` is `ı`, read as Windows-1252; 51 places more in this file
      tr error mojibake: `Ä±` is `ı`, read as Windows-1252; 51 places more in this file

    en error malformed-heading: `###1.2 Loans → Renewals → Fine is doubled` is not a heading, as no blank follows `###`
      en error malformed-heading: `###1.2 Loans → Renewals → Fine is doubled` is not a heading, as no blank follows `###`

    tr error malformed-heading: `###1.1 Loans → Renewals → Uzatma reddediliyor` is not a heading, as no blank follows `###`
      tr error malformed-heading: `###1.1 Loans → Renewals → Uzatma reddediliyor` is not a heading, as no blank follows `###`
    ");
}

#[test]
fn a_broken_table_is_one_finding() {
    let cases = [
        (EN, "| G-002", "\n| G-002"),
        (TR, "|---|---|---|", "|---|--+|---|"),
        (EN, "| G-002 | P1", "| G-020 | P1"),
    ];
    let shown = cases.map(|(name, from, to)| {
        let change = |text: &str| text.replacen(from, to, 1);
        [found("check", name, change), found("mirror", name, change)].join("\n  ")
    });
    insta::assert_snapshot!(shown.join("\n\n"), @"
    en error split-table: an empty line cuts the table in two; 2 rows below it are not read
      en error split-table: an empty line cuts the table in two; 2 rows below it are not read

    tr error split-table: these lines are not a table, as the line under the header is broken
      tr error split-table: these lines are not a table, as the line under the header is broken

    en error orphan-triage-row: G-020 has a row but no entry, and G-002 at its place has no row
      tr error mirror-table: the translation's table has no row of G-020
    tr error mirror-table: the source's table has no row of G-002
    ");
}

/// What a slip is, and the text with it.
type Slip<'s> = (&'s str, &'s dyn Fn(&str) -> String);

#[test]
fn a_slip_in_an_entry_is_one_finding() {
    let cases = [
        (EN, "G-002", "G-02"),
        (EN, "G-002", "G-003"),
        (EN, "**ID:** G-002", "**Note:** x"),
        (TR, "G-002", "G-020"),
        (TR, "- **ID:** G-002\n", ""),
        (EN, "**Status:** In Progress", "**Staus:** In Progress"),
        (EN, "- **Owner:** Backend\n", ""),
        (TR, "- **Owner:** Backend\n", ""),
    ];
    let shown = cases.map(|(name, from, to)| {
        let change = swapped(from, to);
        [found("check", name, &change), found("mirror", name, &change)].join("\n  ")
    });
    insta::assert_snapshot!(shown.join("\n\n"), @"
    en error orphan-triage-row: G-002 has a row but no entry, and G-02 at its place has no row
      tr error mirror-value: this entry is G-002 here and G-02 in the source

    en error duplicate-id: G-003 is the ID of another entry too
      tr error mirror-value: this entry is G-002 here and G-003 in the source

    en error missing-id: this entry has no ID
    en info unknown-field: `Note` is not a known field
      tr error mirror-field: the translation has no `Note`

    tr error mirror-value: this entry is G-020 here and G-002 in the source; the translation was changed later
      tr error mirror-value: this entry is G-020 here and G-002 in the source; the translation was changed later

    tr error mirror-value: this entry has no ID, in the source it is G-002
      tr error mirror-value: this entry has no ID, in the source it is G-002

    en error missing-field: this entry has no Status; is `Staus` meant for it?
    en warning unknown-field: `Staus` is not a known field
      tr error mirror-field: the translation has no `Staus`
    tr error mirror-field: the source has no `Status` here

    en error missing-field: this entry has no Owner
      tr error mirror-field: the source has no `Owner` here

    tr error missing-field: this entry has no Owner
      tr error mirror-field: the translation has no `Owner`
    ");
}

#[test]
fn an_entry_that_a_merge_left_twice_is_one_finding() {
    let twice = |text: &str| {
        let (start, end) = (text.find("### 1.1").unwrap(), text.find("### 1.2").unwrap());
        format!("{}{}", &text[..end], &text[start..])
    };
    let heading =
        |text: &str| text.replace("### 1.2", "### 1.2 Loans → Fines → Fine is lost\n### 1.2");
    insta::assert_snapshot!([
        found("check", EN, twice),
        found("check", TR, twice),
        found("check", EN, heading),
    ].join("\n\n"), @"
    en error duplicate-id: G-001 is the ID of another entry too

    tr error duplicate-id: G-001 is the ID of another entry too

    en error missing-field: this entry is nothing but a heading, without any field
    tr error unmirrored-entry: 1.2 has no translation
    ");
}

#[test]
fn two_entries_that_a_merge_made_one_are_one_finding() {
    // Both branches added G-003, and somebody deleted the markers of the conflicts.
    let merged = |text: &str| {
        let (before, entry) = text.split_at(text.find("### 1.3").unwrap());
        let fields = &entry[entry.find("- **Status").unwrap()..];
        let row = text.lines().find(|line| line.starts_with("| G-003")).unwrap();
        let before = before.replace(row, &format!("{row}\n{row}"));
        format!("{before}### 1.3 Loans → Desk → Slip is blank\n{entry}{fields}")
    };
    let shown = [found("check", EN, merged), found("check", TR, merged)].join("\n\n");
    insta::assert_snapshot!(shown, @"
    en error missing-field: this heading has no fields, and G-003 has 11 fields twice: two entries were merged into one

    tr error missing-field: this heading has no fields, and G-003 has 11 fields twice: two entries were merged into one
    ");
}

#[test]
fn a_row_that_lost_a_pipe_is_reported_and_not_copied() {
    let text = |language: &str, header: &str, row: &str| {
        format!(
            "# Gaps ({language})\n\n{header}\n|---|---|---|---|---|\n| G-1 | Queue stops | Open | Ana | 2027-01-15 |\n{row}\n\
             | G-3 | Form is lost | Open | Bo | 2027-01-29 |\n"
        )
    };
    let en = text(
        "EN",
        "| ID | Gap | Status | Owner | Due |",
        "| G-2 | No plot | Open Bo | 2027-01-18 |",
    );
    let tr = text(
        "TR",
        "| ID | Eksik | Durum | Sorumlu | Son tarih |",
        "| G-2 | Çizim yok | Açık | Bo | 2027-01-18 |",
    );
    let tree = Tree::new().put("docs/en/gap-register.md", &en).put("docs/tr/gap-register.md", &tr);
    let said = tree.run("check --fix --output-format concise");
    assert!(
        said.contains("unknown-value") && said.contains("is a day, and not an owner"),
        "{said}"
    );
    assert_eq!(tree.read("docs/tr/gap-register.md"), tr);
}
