//! `set KEY=` takes a value out of an entry.

use crate::common::tree::Tree;

/// What `set` makes of a register; what it says, where it writes nothing.
fn set(text: &str, change: &str) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with("set --yes K-1", &[change]);
    if said.starts_with("exit 0") { tree.read("gap-register.md") } else { said }
}

#[test]
fn a_line_goes() {
    let text = "# Gaps\n\n### K-1 Slip is blank\n\n- **Status:** open\n- **Owner:** Ada\n- **Due:** 2026-03-01\n\n\
                It stays.\n\n### K-2 Fine is doubled\n\n- **Status:** open\n- **Owner:** Ben\n- **Due:** 2026-04-01\n";
    assert_eq!(set(text, "due="), text.replace("- **Due:** 2026-03-01\n", ""));
    assert_eq!(set(text, "owner="), text.replace("- **Owner:** Ada\n", ""));
    let shared = "# Gaps\n\n### K-1 Slip is blank\n\n**Status:** open · **Owner:** Ada · **Due:** 2026-03-01\n\n\
                  ### K-2 Fine is doubled\n\n**Status:** open · **Owner:** Ben\n";
    assert_eq!(set(shared, "due="), shared.replace(" · **Due:** 2026-03-01", ""));
    assert_eq!(set(shared, "owner="), shared.replace(" · **Owner:** Ada", ""));
}

#[test]
fn a_cell_gets_what_empty_ones_have() {
    let table = |owner: &str, other: &str| {
        format!(
            "# Gaps\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n| K-1 | Slip is blank | open |{owner}|\n\
             | K-2 | Fine is doubled | open |{other}|\n| K-3 | Hold is lost | open | Ben |\n"
        )
    };
    assert_eq!(set(&table(" Ada ", " Ben "), "owner="), table(" ", " Ben "));
    assert_eq!(set(&table(" Ada ", " – "), "owner="), table(" – ", " – "));
    let padded = "| ID  | Gap   | Owner |\n|-----|-------|-------|\n| K-1 | Blank | Ada   |\n| K-2 | Lost  | Ben   |\n";
    let text = format!("# Gaps\n\n{padded}");
    assert_eq!(set(&text, "owner="), text.replace("Ada", "   "));
}

#[test]
fn a_mark_goes_with_its_signs() {
    for (before, change, after) in [
        ("Slip is blank @ada (due 2026-03-01) !high", "due=", "Slip is blank @ada !high"),
        (
            "Slip is blank @ada (due 2026-03-01) !high",
            "owner=",
            "Slip is blank (due 2026-03-01) !high",
        ),
        (
            "Slip is blank @ada (due 2026-03-01) !high",
            "severity=",
            "Slip is blank @ada (due 2026-03-01)",
        ),
        ("Slip is blank due 2026-03-01", "due=", "Slip is blank"),
        ("Slip is blank — P1 — @ada", "owner=", "Slip is blank — P1"),
        ("Slip is blank (P1, @ada)", "priority=", "Slip is blank (@ada)"),
    ] {
        let list = |item: &str| {
            format!(
                "# Gaps\n\n- [ ] **K-1** {item}\n- [ ] **K-2** Fine is doubled @ben (due 2026-04-01) !low\n\
                 - [ ] **K-3** Hold is lost @ada\n- [ ] **K-4** Card is void @ben\n"
            )
        };
        assert_eq!(set(&list(before), change), list(after), "{before}");
    }
}

#[test]
fn what_is_not_cleared_says_why() {
    let text = "# Gaps\n\n## High\n\n- [ ] **K-1** Slip is blank @ada\n- [ ] **K-2** Fine is doubled\n\n## Low\n\n\
                - [ ] **K-3** Hold is lost\n";
    for (change, why) in [
        ("status=", "each entry needs its Status"),
        ("id=", "an ID never changes"),
        (
            "severity=",
            "the heading above says its Severity, `High`: move the entry below another one",
        ),
    ] {
        let said = set(text, change);
        assert!(said.starts_with("exit 2") && said.contains(why), "{change}: {said}");
    }
    // There is nothing to take out.
    assert_eq!(set(text, "due="), text);
}

#[test]
fn the_translation_and_the_table_follow() {
    let text = |labels: [&str; 3], row: &str, due: &str| {
        let [gaps, owner, label] = labels;
        let due = if due.is_empty() { String::new() } else { format!("- **{label}:** {due}\n") };
        format!(
            "# {gaps}\n\n| ID | {owner} | {label} |\n|---|---|---|\n| K-1 | Ada |{row}|\n| K-2 | Ben | 2026-04-01 |\n\n\
             ### K-1 Slip\n\n- **{owner}:** Ada\n{due}\n### K-2 Fine\n\n- **{owner}:** Ben\n- **{label}:** 2026-04-01\n"
        )
    };
    let english = |row: &str, due: &str| text(["Gaps", "Owner", "Due"], row, due);
    let turkish = |row: &str, due: &str| text(["Eksikler", "Sorumlu", "Son tarih"], row, due);
    let tree = Tree::new()
        .put("docs/en/gap-register.md", english(" 2026-03-01 ", "2026-03-01"))
        .put("docs/tr/gap-register.md", turkish(" 2026-03-01 ", "2026-03-01"));
    let said = tree.run("set K-1 due= --yes");
    assert!(said.contains("K-1 Due: 2026-03-01 → (empty)"), "{said}");
    let is_empty = |text: String| !text.contains("2026-03-01");
    assert!(
        is_empty(tree.read("docs/en/gap-register.md")),
        "{}",
        tree.read("docs/en/gap-register.md")
    );
    assert!(
        is_empty(tree.read("docs/tr/gap-register.md")),
        "{}",
        tree.read("docs/tr/gap-register.md")
    );
}
