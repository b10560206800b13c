//! The drifts of a table, and their fixes.
#![allow(clippy::too_many_lines, reason = "long snapshots")]

use super::*;

/// Each drift of a table, with the lines that its fix alone changes.
fn drifts(config: &str, before: &str, entries: &[&str]) -> String {
    let entries = entries.join("\n\n### ");
    let text = format!("# Register\n\n## Triage Summary\n\n{before}\n\n## Gaps\n\n### {entries}\n");
    with_input(config, &text, |input, _| {
        let draft = TableDraft::of(input).unwrap();
        let mut told = String::new();
        for drift in draft.drifts() {
            let kind = format!("{drift:?}").split(['(', ' ']).next().unwrap().to_owned();
            let new = crate::finding::applied(&text, &draft.fix_edits(drift));
            let table = new.split("\n\n").nth(2).unwrap().lines().skip(2);
            told += &[&kind, "\n", &table.collect::<Vec<_>>().join("\n"), "\n"].concat();
        }
        format!("{told}{} cells to change\n", draft.changed())
    })
}

#[test]
fn each_drift_is_fixed_alone() {
    let before = "| ID | Gap | Status | Owner |\n|---|---|---|---|\n| G-002 | Lost | Fixed | |\n| G-009 | Old | Open | x |\n| G-001 | Zero | Open | Web |\n| G-001 | Again | Open | |\n| G-002 | a | b | c | d |";
    insta::assert_snapshot!(drifts("{}", before, &[ONE, TWO]), @"
    Orphan
    | G-002 | Lost | Fixed | |
    | G-001 | Zero | Open | Web |
    | G-001 | Again | Open | |
    | G-002 | a | b | c | d |
    Repeated
    | G-002 | Lost | Fixed | |
    | G-009 | Old | Open | x |
    | G-001 | Zero | Open | Web |
    | G-002 | a | b | c | d |
    Repeated
    | G-002 | Lost | Fixed | |
    | G-009 | Old | Open | x |
    | G-001 | Zero | Open | Web |
    | G-001 | Again | Open | |
    Stale
    | G-002 | Lost | Fixed | |
    | G-009 | Old | Open | x |
    | G-001 | Zero | Fixed | Web |
    | G-001 | Again | Open | |
    | G-002 | a | b | c | d |
    Stale
    | G-002 | Lost | Fixed | |
    | G-009 | Old | Open | x |
    | G-001 | Zero | Open | Backend |
    | G-001 | Again | Open | |
    | G-002 | a | b | c | d |
    Stale
    | G-002 | Lost | Open | |
    | G-009 | Old | Open | x |
    | G-001 | Zero | Open | Web |
    | G-001 | Again | Open | |
    | G-002 | a | b | c | d |
    Stale
    | G-002 | Lost | Fixed | Web |
    | G-009 | Old | Open | x |
    | G-001 | Zero | Open | Web |
    | G-001 | Again | Open | |
    | G-002 | a | b | c | d |
    Misplaced
    | G-001 | Zero | Fixed | Backend |
    | G-001 | Again | Open | |
    | G-002 | a | b | c | d |
    | G-002 | Lost | Open | Web |
    | G-009 | Old | Open | x |
    4 cells to change
    ");
    let closed = ONE.replace("Fixed", "Verified");
    let short = "| ID | Gap | Status | Owner |\n|---|---|---|---|\n| G-001 | Zero\n| G-003 | a |";
    insta::assert_snapshot!(drifts("triage: { include: open }", short, &[&closed, TWO]), @"
    Closed
    | G-003 | a |
    Orphan
    | G-001 | Zero
    Untracked
    | G-001 | Zero
    | G-003 | a |
    | G-002 | Hold is lost | Open | Web |
    0 cells to change
    ");
}

#[test]
fn the_changes_of_a_table_are_counted() {
    const BOTH: [&str; 2] = [ONE, TWO];
    let tally = |config: &str, rows: &str, entries: &[&str]| {
        let head = if rows.is_empty() { "" } else { "| ID | Status |\n|---|---|\n" };
        let entries = entries.join("\n\n### ");
        let text = format!("# R\n\n## Triage\n\n{head}{rows}\n\n## Gaps\n\n### {entries}\n");
        let (settings, source) = (settings(config), Source::new("gap-register.md", text));
        let register = Register::read(&source, settings.reading()).unwrap();
        let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
        let tally = match TableOutcome::of(
            TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage),
            settings.reading(),
        ) {
            TableOutcome::Rewritten(_, tally) | TableOutcome::Kept(tally) => tally,
            other => return format!("{other:?}"),
        };
        let Tally { is_stale, is_new, added, changed, broken, .. } = tally;
        format!(
            "{tally} | {is_stale} {is_new} {added} {changed} {broken} {:?} {:?}",
            tally.removed, tally.reordered
        )
    };
    let all = [
        ("{}", "", &BOTH[..]),
        ("{}", "| G-001 | Fixed |\n| G-002 | Open |", &BOTH[..]),
        ("{}", "| G-002 | Fixed |\n| G-001 | Open |\n| G-009 | Open |", &BOTH[..]),
        ("{}", "| G-001 | Fixed | x |", &BOTH[..]),
        ("{}", "| G-001 | Fixed | x |\n| G-002 | Open | x |", &BOTH[..]),
        ("triage: { align: true }", "| G-001 | Fixed |\n| G-002 | Open |", &BOTH[..]),
        ("{}", "| X-1 | a |\n| G-001 | Fixed |", &BOTH[..1]),
        ("{}", "| X-1 | a |\n| X-2 | a |\n| G-001 | Fixed |", &BOTH[..1]),
        (
            "{}",
            "| X-1 | a |\n| X-2 | a |\n| X-3 | a |\n| G-001 | Fixed |\n| G-002 | Open |",
            &BOTH[..],
        ),
        (
            "{}",
            "| X-1 | a |\n| X-2 | a |\n| X-3 | a |\n| G-001 | Fixed |\n| | b |\n| | c |",
            &BOTH[..],
        ),
        ("{}", "| G-001 | Fixed |\n\n| G-002 | Open |\n| G-003 | Open |", &BOTH[..]),
        ("{}", "| G-001 | Fixed |\n\n| G-002 | Open |\n|---|---|", &BOTH[..1]),
    ];
    let all = all.map(|(config, rows, entries)| tally(config, rows, entries));
    insta::assert_snapshot!(all.join("\n"), @r#"
    a new table of 2 rows | true true 2 0 0 [] []
    columns aligned | false false 0 0 0 [] []
    2 cells changed, 1 row put in order (G-002) | true false 0 2 0 [] ["G-002"]
    1 new row | true false 1 0 1 [] []
    columns aligned | true false 0 0 2 [] []
    columns aligned | true false 0 0 0 [] []
    columns aligned | true false 0 0 0 [] []
    columns aligned | true false 0 0 0 [] []
    Refused(SumsUpOther { orphans: 3, rows: 5 })
    1 new row | true false 1 0 0 [] []
    Refused(CutOff)
    columns aligned | false false 0 0 0 [] []
    "#);
    let refusals = [
        TableRefusal::TooDeep,
        TableRefusal::NoIds,
        TableRefusal::SumsUpOther { orphans: 3, rows: 4 },
        TableRefusal::CutOff,
        TableRefusal::Unreadable,
    ];
    insta::assert_snapshot!(refusals.map(|why| why.to_string()).join("\n"), @"
    its lists and quotes are nested too deep to be read; `gapreg lint` says where
    the triage table has no column for IDs, so no row can be matched with its entry: add one, or remove the table and write a new one
    3 of the table's 4 rows have no entry, so it seems to sum up something else: put `<!-- gapreg:triage -->` above the triage table, or remove those rows first
    rows right below the triage table do not belong to it, as a comment or a blank line ends a table: move them up, and run again
    the table would not read back as it was meant; nothing was written
    ");
}

#[test]
fn cells_hold_levels_sentences_and_days() {
    let entry = |id: &str, more: &str| {
        format!(
            "1.{id} A → gap {id}\n- **ID:** G-00{id}\n- **First Seen:** 2026-02-01\n- **Status:** Open\n- **Priority:** P1\n- **SLA:** 7d\n{more}"
        )
    };
    let entries = [
        entry("1", "- **Impact:** High\n- **Impact:** Nobody | can renew; all wait."),
        entry("2", "- **Impact:** Low\n- **Owner:** Opne | shut"),
        entry("3", "- **Severity:** Critical\n- **Owner:** TBD"),
        entry("4", "- **Severity:** Medium\n- **Environment:** `all`; but not staging"),
    ];
    let entries = entries.each_ref().map(String::as_str);
    let before = "| ID | Impact | Owner | Environment | Age | Last change |\n|---|---|---|---|---|---|\n| G-001 | Low | a \\| b | all | 1d | x |\n| G-002 | Nobody cares | Opne \\| shut | | | |\n| G-003 | High | Web | x | | |\n| G-004 | | | all | 4d | |";
    insta::assert_snapshot!(table("{}", before, &entries), @r"
    | ID | Impact | Owner | Environment | Age | Last change |
    |---|---|---|---|---|---|
    | G-001 | High | a \| b | all | 4d | x |
    | G-002 | Nobody cares | Opne \| shut | | 4d | |
    | G-003 | Critical | Web | x | 4d | |
    | G-004 | | | `all`; but not staging | 4d | |
    ");
    let order = "| ID | Gap |\n|---|---|\n| G-001 | a |";
    insta::assert_snapshot!(table("triage: { order: [Severity] }", order, &entries), @"
    | ID | Gap |
    |---|---|
    | G-003 | gap 3 |
    | G-001 | a |
    | G-004 | gap 4 |
    | G-002 | gap 2 |
    ");
}
