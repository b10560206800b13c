//! A fix is offered if `--fix` would apply it, and counted then.

use crate::common::registers::sound;
use crate::common::translated::{TR, pair, turkish};
use crate::common::tree::Tree;

const BUGS: &str = "# Bugs

| ID | Severity | Status |
|---|---|---|
| B-2 | Low | Open |

### B-1: Receipt is empty

- Severity: Low
- Status: Open

### B-2: Door stays shut

- Severity: Low
- Status: Open
";

/// Without its line, the entry would be none.
const REFUSED: &str = "# R\n\n## Late slips\n\nCurrent status:\n";

#[test]
fn what_fix_refuses_is_not_offered() {
    let tree = Tree::with(REFUSED);
    insta::assert_snapshot!(tree.run("lint --output-format concise"), @r"
    exit 0
    gap-register.md:5:1: warning[empty-field] Current status has no value

    --- stderr
    1 warning in 1 entry of 1 file
    ");
    for format in ["json", "sarif", "rdjson"] {
        let said = tree.run(&format!("check --output-format {format}"));
        assert!(said.contains("empty-field"), "{said}");
        assert!(!said.contains("safety") && !said.contains("replacements"), "{said}");
    }
    assert_eq!(tree.run("lint --unsafe-fixes --quiet"), tree.run("lint --quiet"));
    assert_eq!(tree.read("gap-register.md"), REFUSED);
}

#[test]
fn edits_of_a_report_can_all_be_applied() {
    // Both cells are missing, and one edit writes them.
    let rows = "| B-1 |\n| B-2 | Low | Open |\n";
    let text = BUGS.replace("| B-2 | Low | Open |\n", rows);
    let tree = Tree::with(text);
    let said = tree.run("lint --output-format json");
    assert_eq!(said.matches("the cell for ").count(), 2, "{said}");
    assert_eq!(said.matches("| B-1 | Low | Open |").count(), 1, "{said}");
    tree.run("lint --fix");
    assert!(tree.read("gap-register.md").contains("\n| B-1 | Low | Open |\n"));
}

#[test]
fn a_row_that_is_removed_is_listed() {
    let row = "| G-009 | Loans | A row of old | P1 | Backend | 7d | Open |\n";
    let text = sound().replacen("| G-001 |", &format!("{row}| G-001 |"), 1);
    let said = Tree::with(text).run("lint --unsafe-fixes");
    assert!(said.contains("gap-register.md: removed: | G-009 | Loans"), "{said}");
}

#[test]
fn values_above_the_entries_are_listed() {
    let old = "# Kayıt (TR)\n\n**Sorumlu:** Desk Team\n";
    let english = sound().replacen('\n', "\n\n**Owner:** Backend Team\n", 1);
    let mirror = turkish(&sound());
    let mirror = mirror.split_once('\n').map(|(_, rest)| format!("{old}{rest}")).unwrap();
    let said = pair(&english, &mirror).run("mirror --fix");
    assert!(said.contains("Owner: Desk Team → Backend Team"), "{said}");
}

#[test]
fn broken_letters_are_repaired_and_not_written_over() {
    let english = sound();
    let mirror = turkish(&english).replace("**Priority:**", "**Öncelik:**");
    let broken = [("Ö", "Ã–"), ("ü", "Ã¼"), ("ğ", "ÄŸ"), ("ı", "Ä±"), ("ö", "Ã¶")]
        .iter()
        .fold(mirror.clone(), |text, (letter, broken)| text.replace(letter, broken));
    let tree = pair(&english, &broken);
    tree.run("mirror --fix");
    assert_eq!(tree.read(TR), broken, "no second label");
    tree.run("check --fix");
    assert_eq!(tree.read(TR), mirror);
}

#[test]
fn broken_letters_are_not_copied() {
    let english = sound().replacen("**Owner:** Backend", "**Owner:** Ã–dÃ¼nÃ§ Masası", 1);
    let tree = pair(&english, &turkish(&sound()));
    let before = tree.read(TR);
    tree.run("mirror --fix");
    assert_eq!(tree.read(TR), before);
}

#[test]
fn what_only_the_translation_can_repair_is_offered_there() {
    // Without a priority, the SLA of the leading entry is not known.
    let text = sound().replace("- **SLA:** 7d\n", "");
    let tree = pair(&text.replace("- **Priority:** P1\n", ""), &turkish(&text));
    let said = tree.run("lint --output-format json");
    assert_eq!(said.matches("has no SLA").count(), 2, "{said}");
    assert!(said.contains("- **SLA:** 7d"), "{said}");
}

#[test]
fn mirror_fix_leaves_what_its_report_does_not_name() {
    let text = turkish(&sound()).replace("- **Owner:** Backend\n", "");
    let tree = pair(&sound(), &text.replace("- **SLA:** 7d\n", "- **SLA:** 7d\n```\n"));
    let before = tree.read(TR);
    let said = tree.run("mirror --output-format concise");
    assert!(said.contains("unclosed-block") && !said.contains("mirror-field"), "{said}");
    tree.run("mirror --fix");
    assert_eq!(tree.read(TR), before);
}

#[test]
fn an_id_that_becomes_another_is_listed_beside_new_entries() {
    let table = |rows: &str| {
        format!("# Gaps\n\n| ID | Title | Owner | Status |\n|---|---|---|---|\n{rows}")
    };
    let rows = "| B-1 | `drawer/open` answers 404 | Web | Open |\n\
                | B-2 | `slip/print` answers 500 | Desk | Open |\n\
                | B-3 | `card/void` answers 409 | Web | Open |\n";
    let (first, _) = rows.split_at(rows.find("| B-3").unwrap());
    let tree = Tree::new().put("docs/en/gap-register.md", table(rows));
    let tree = tree.put("docs/tr/gap-register.md", table(&first.replace("B-2", "soon")));
    let said = tree.run("mirror --fix --stub");
    assert!(said.contains("soon ID: soon → B-2"), "{said}");
}
