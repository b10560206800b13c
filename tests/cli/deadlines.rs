//! Deadlines: extended ones, days of their own, and policies that change.

use crate::common::registers::sound;
use crate::common::tree::Tree;

/// Rules that have nothing to report.
fn assert_clean(tree: &Tree, rules: &str) {
    let report = tree.run(&format!("lint --select {rules}"));
    assert!(report.contains("no findings"), "{report}");
}

fn with(sla: &str) -> Tree {
    let text =
        sound().replace("- **SLA:** 7d", &format!("- **SLA:** {sla}")).replace("| 7d |", "| 14d |");
    Tree::new().put("docs/en/loans.md", "").put("docs/en/gap-register.md", text)
}

#[test]
fn of_an_extended_sla_the_last_one_counts() {
    for sla in ["~~7d~~ 14d (extended 2026-02-03, vendor)", "7d → 14d (vendor)", "7d + 7d (vendor)"]
    {
        let tree = with(sla);
        assert_clean(&tree, "bad-sla,sla-overdue,sla-off-default");
        assert!(tree.run("sla").contains("2026-02-15"), "{sla}");
    }
    // Without a reason it is asked for.
    insta::assert_snapshot!(with("7d → 14d").run("lint --output-format concise --select sla-off-default"), @"
    exit 0
    docs/en/gap-register.md:23:12: warning[sla-off-default] G-001: P1 promises 7d, not 14d

    --- stderr
    1 warning in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn history_shows_an_extension() {
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/en/gap-register.md", sound());
    tree.repository();
    let later = sound().replace("- **SLA:** 7d", "- **SLA:** ~~7d~~ 14d (vendor)");
    tree.change("2026-02-04", "docs/en/gap-register.md", &later);
    insta::assert_snapshot!(tree.run("diff HEAD~1"), @"
    exit 0
    docs/en/gap-register.md
      changed   G-001  Renewal is refused
                       SLA: 7d → ~~7d~~ 14d (vendor)

    --- stderr
    1 entry changed
    ");
    insta::assert_snapshot!(tree.run("log G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    docs/en/gap-register.md

    2026-02-01  05ea02d  x  first
        added: Open, P1, Backend
    2026-02-04  bc5dc34  x  2026-02-04
        SLA: 7d → ~~7d~~ 14d (vendor)

    Open 4 days so far
    ");
}

#[test]
fn a_day_of_its_own_wins_and_conflicts() {
    let due = |label: &str| {
        let line = format!("- **SLA:** 7d\n- **{label}:** 2026-02-03");
        Tree::with(sound().replace("- **SLA:** 7d", &line))
    };
    let tree = due("Due");
    insta::assert_snapshot!(tree.run("lint --output-format concise --select policy-conflict,sla-overdue"), @"
    exit 1
    gap-register.md:24:12: error[policy-conflict] G-001: due 2026-02-03 here, but 2026-02-08 by First Seen and SLA
    gap-register.md:24:12: warning[sla-overdue] G-001: overdue by 2 days: due 2026-02-03, first seen 2026-02-01

    --- stderr
    1 error, 1 warning in 1 entry of 1 file
    ");
    for label in ["Due date", "Deadline", "Termin", "Son tarih"] {
        let tree = due(label);
        assert!(tree.run("sla").contains("2026-02-03"), "{label}");
        assert!(tree.run("lint").contains("policy-conflict"), "{label}");
    }
    // One day by both is no conflict; without an SLA, the day alone counts.
    let same = sound().replace("- **SLA:** 7d", "- **SLA:** 7d\n- **Due:** 2026-02-08");
    assert_clean(&Tree::with(same), "policy-conflict");
    let alone = sound().replace("- **SLA:** 7d", "- **Due:** 2026-02-03");
    let tree = Tree::with(alone);
    assert!(tree.run("lint --select sla-overdue").contains("due 2026-02-03"));
    assert_clean(&tree, "missing-field");
    assert!(tree.run("sla").contains("2026-02-03"));
}

#[test]
fn a_day_that_is_not_understood_is_no_day() {
    let text = sound().replace("- **SLA:** 7d", "- **SLA:** 7d\n- **Due:** end of March");
    let tree = Tree::with(text.replace("2026-02-01", "2026-01-01"));
    insta::assert_snapshot!(tree.run("lint --output-format concise --select bad-date,policy-conflict,sla-overdue"), @"
    exit 1
    gap-register.md:24:12: error[bad-date] G-001: `end of March` is not an exact day

    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn a_day_of_its_own_is_set_and_mirrored() {
    let english = sound().replace("- **SLA:** 7d", "- **SLA:** 7d\n- **Due:** 2026-02-08");
    let turkish = english
        .replace("(EN)", "(TR)")
        .replace("/docs/en/", "/docs/tr/")
        .replace("- **Due:** 2026-02-08", "- **Son tarih:** 2026-02-09");
    let tree =
        Tree::new().put("docs/en/gap-register.md", english).put("docs/tr/gap-register.md", turkish);
    let report = tree.run("mirror --output-format concise --select mirror-value");
    insta::assert_snapshot!(report, @"
    exit 1
    docs/tr/gap-register.md:24:18: error[mirror-value] G-001: the translation says `2026-02-09`, the source says `2026-02-08`

    --- stderr
    1 error in 2 entries of 2 files; `--fix` fixes 1
    tr  ░░░░░░░░░░░░░░░░░░░░  0 of 1 entry in step, 1 contradicting
    ");
    tree.run("mirror --fix");
    assert!(tree.read("docs/tr/gap-register.md").contains("- **Son tarih:** 2026-02-08"));
    tree.run("set G-001 Due=2026-02-10 --yes");
    assert!(tree.read("docs/en/gap-register.md").contains("- **Due:** 2026-02-10"));
    assert!(tree.read("docs/tr/gap-register.md").contains("- **Son tarih:** 2026-02-10"));
}

#[test]
fn an_entry_is_held_to_what_was_promised_when_it_was_seen() {
    let dated = "P0=24h, P1=5d (since 2026-02-02; before that P1=7d).";
    let line = |policy: &str| sound().replace("P0=24h, P1=7d.", policy);
    // First seen on 2026-02-01: 7d are right, and no fix rewrites them.
    let tree = Tree::with(line(dated));
    assert_clean(&tree, "sla-off-default,bad-sla,policy-conflict");
    // Seen on the day of the change or later, 5d are promised.
    let later = line(dated).replace("2026-02-01", "2026-02-02");
    let report = Tree::with(later).run("lint --output-format concise --select sla-off-default");
    insta::assert_snapshot!(report, @"
    exit 0
    gap-register.md:23:12: warning[sla-off-default] G-001: P1 promises 5d, not 7d

    --- stderr
    1 warning in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
    // Turkish.
    let turkish = line("P0=24h, P1=5 gün (2026-02-02'den beri; öncesinde P1=7 gün).");
    assert_clean(&Tree::with(turkish), "sla-off-default,bad-sla");
}

#[test]
fn git_knows_what_was_promised() {
    let tree = Tree::with(sound());
    tree.repository();
    let today = sound().replace("P0=24h, P1=7d.", "P0=24h, P1=5d.");
    tree.change("2026-02-03", "gap-register.md", &today);
    assert_clean(&tree, "sla-off-default");
    tree.run("lint --unsafe-fixes --select sla-off-default");
    assert_eq!(tree.read("gap-register.md"), today);
    // A gap that was seen after the change has the new SLA.
    let later = today.replace("2026-02-01", "2026-02-03");
    tree.change("2026-02-04", "gap-register.md", &later);
    assert!(tree.run("lint --select sla-off-default").contains("P1 promises 5d, not 7d"));
    // An entry without an SLA is due by the promise of its day.
    let without = today.replace("- **SLA:** 7d\n", "");
    tree.change("2026-02-05", "gap-register.md", &without);
    assert!(tree.run("sla").contains("2026-02-08"));
}
