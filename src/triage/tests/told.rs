//! What is told of a table, what mends it, and what its cells and lines keep.

use super::*;

/// What is told of a table, and what mends each of it alone.
fn drifts(config: &str, before: &str, entries: &[&str]) -> String {
    let entries = entries.join("\n\n### ");
    let text = format!("# Register\n\n## Triage Summary\n\n{before}\n\n## Gaps\n\n### {entries}\n");
    let (settings, source) = (settings(config), Source::new("gap-register.md", text));
    let register = Register::read(&source, settings.reading()).unwrap();
    let policy = settings.policy(&register);
    let times = Times { today: Some("2026-02-05".parse().unwrap()), changes: None };
    let input = TableInput { times, ..settings.table_input(&register, &policy) };
    let draft = TableDraft::of(input, register.triage.as_ref().unwrap()).unwrap();
    let mut told = String::new();
    for drift in draft.drifts() {
        let kind = format!("{drift:?}").split(['(', ' ']).next().unwrap().to_owned();
        let new = crate::finding::applied(source.text(), &draft.mend(drift));
        let table = new.split("\n\n").nth(2).unwrap().lines().skip(2);
        told += &[&kind, "\n", &table.collect::<Vec<_>>().join("\n"), "\n"].concat();
    }
    format!("{told}{} cells to change\n", draft.changed())
}

#[test]
fn each_drift_is_mended_alone() {
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
    | G-002 | Lost | Open | Web |
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
    | G-002 | Hold is lost | Open | Web |
    | G-001 | Zero
    | G-003 | a |
    0 cells to change
    ");
}

#[test]
fn what_became_of_a_table_is_told_in_numbers() {
    const BOTH: [&str; 2] = [ONE, TWO];
    let tally = |config: &str, rows: &str, entries: &[&str]| {
        let head = if rows.is_empty() { "" } else { "| ID | Status |\n|---|---|\n" };
        let entries = entries.join("\n\n### ");
        let text = format!("# R\n\n## Triage\n\n{head}{rows}\n\n## Gaps\n\n### {entries}\n");
        let (settings, source) = (settings(config), Source::new("gap-register.md", text));
        let register = Register::read(&source, settings.reading()).unwrap();
        let policy = settings.policy(&register);
        let tally =
            match TableOutcome::of(settings.table_input(&register, &policy), settings.reading()) {
                TableOutcome::Rewritten(_, tally) | TableOutcome::Kept(tally) => tally,
                other => return format!("{other:?}"),
            };
        let Tally { is_stale, is_new, added, changed, broken, .. } = tally;
        format!(
            "{tally} | {is_stale} {is_new} {added} {changed} {broken} {:?} {}",
            tally.removed, tally.is_reordered
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
    a new table of 2 rows | true true 2 0 0 [] false
    columns aligned | false false 0 0 0 [] false
    2 cells changed, 1 row removed (G-009), rows put in order | true false 0 2 0 ["G-009"] true
    1 new row | true false 1 0 1 [] false
    columns aligned | true false 0 0 2 [] false
    columns aligned | true false 0 0 0 [] false
    1 row removed (X-1) | true false 0 0 0 ["X-1"] false
    2 rows removed (X-1, X-2) | true false 0 0 0 ["X-1", "X-2"] false
    Refused(SumsUpOther { orphans: 3, rows: 5 })
    1 new row, 3 rows removed (X-1, X-2, X-3) | true false 1 0 0 ["X-1", "X-2", "X-3"] false
    Refused(CutOff)
    columns aligned | false false 0 0 0 [] false
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
    the triage table has no column for IDs, so nobody can tell which row belongs to which entry: add one, or remove the table to have it made anew
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
    | G-003 | Critical | TBD | x | 4d | |
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

#[test]
fn a_new_row_opens_nothing_else() {
    let entry = |title: &str| {
        format!("1.1 A → {title}\n- **ID:** G-001\n- **Owner:** C:\\\n- **Status:** Open")
    };
    let bare = "Gap | ID | Status\n--|--|--\nHold | G-002 | Open";
    let row =
        |title: &str| table("{}", bare, &[&entry(title), TWO]).lines().nth(2).unwrap().to_owned();
    let titles =
        ["2. floor has no lift", "12) is lost", "3 lifts are lost", "# is lost", "lift is lost"];
    insta::assert_snapshot!(titles.map(row).join("\n"), @"
    floor has no lift | G-001 | Open
    is lost | G-001 | Open
    3 lifts are lost | G-001 | Open
    | # is lost | G-001 | Open
    lift is lost | G-001 | Open
    ");
    let tight = "|ID|Owner|Status|\n|-|-|-|\n|G-002|Web|Open|";
    insta::assert_snapshot!(table("{}", tight, &[&entry("lost"), TWO]), @"
    |ID|Owner|Status|
    |-|-|-|
    |G-001|C|Open|
    |G-002|Web|Open|
    ");
}

#[test]
fn a_new_table_goes_above_what_speaks_of_the_entries() {
    let entry = "### 1.1 A → b\n\n- **ID:** G-001\n- **Status:** Open\n- **SLA:** 7d\n";
    let of = |above: &str| {
        let new = written("{}", &format!("# R\n\n{above}## Gaps\n\n{entry}"));
        new[..new.find("### 1.1").unwrap()].to_owned()
    };
    let all = [
        "<!-- one -->\n<!-- two -->\n",
        "<!-- one -->\n\n<!-- two -->\n",
        "<!-- one -->\n\n",
        "words <!-- one -->\n",
        "- Status flow: Open → Fixed\n\n",
        "> SLA default: P1=7d.\n\n",
    ];
    insta::assert_snapshot!(all.map(of).join("=====\n"), @"
    # R

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    > SLA default: P0=24h, P1=7d, P2=30d.

    <!-- one -->
    <!-- two -->
    ## Gaps

    =====
    # R

    <!-- one -->

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    > SLA default: P0=24h, P1=7d, P2=30d.

    <!-- two -->
    ## Gaps

    =====
    # R

    <!-- one -->

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    > SLA default: P0=24h, P1=7d, P2=30d.

    ## Gaps

    =====
    # R

    words <!-- one -->

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    > SLA default: P0=24h, P1=7d, P2=30d.

    ## Gaps

    =====
    # R

    - Status flow: Open → Fixed

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    > SLA default: P0=24h, P1=7d, P2=30d.

    ## Gaps

    =====
    # R

    > SLA default: P1=7d.

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    ## Gaps
    ");
}

#[test]
fn without_a_clock_an_age_stays() {
    let text = format!(
        "# R\n\n## Triage\n\n| ID | Age | Due |\n|---|---|---|\n| G-001 | 3d | |\n\n### {}\n",
        ONE.replace("Fixed", "Open")
    );
    let (settings, source) = (settings("{}"), Source::new("gap-register.md", text));
    let register = Register::read(&source, settings.reading()).unwrap();
    let policy = settings.policy(&register);
    let TableOutcome::Rewritten(new, _) =
        TableOutcome::of(settings.table_input(&register, &policy), settings.reading())
    else {
        panic!("it should be rewritten")
    };
    assert!(new.text().contains("| G-001 | 3d | 2026-02-08 |"), "{}", new.text());
}

#[test]
fn tables_of_every_manner_keep_it() {
    let one = |before: &str| table("{}", before, &[ONE, TWO]) + "\n\n";
    let all = [
        // A first cell that would open a list, were there no pipe before it.
        "Gap | ID | Status\n--|--|--\n| 1. Zero | G-001 | Open",
        "Gap | ID | Status\n--|--|--\n12) Zero | G-001 | Open",
        "Gap | ID | Status\n--|--|--\n3 Zero | G-001 | Open",
        "Gap | ID | Status\n--|--|--\n- Zero | G-001 | Open",
        // A last cell that is empty, and one that ends in a backslash.
        "ID | Status | Note\n--|--|--\nG-001 | Open |",
        "|ID|Note|Status|\n|-|-|-|\n|G-001|a \\\\|Open|",
        "| ID | Status\n|--|--\n| G-001 | Open",
        // Padded, set to all sides; out of step by one row of three.
        "| ID    |  Gap  | Status |\n| :---- | :---: | -----: |\n| G-001 | Zero  |   Open |",
        "| ID    | Status |\n| ----- | ------ |\n| G-001 | Open   |\n| | loose |\n|       | more   |",
        "| ID    | Status |\n| ----- | ------ |\n| G-001 | Open   |\n| | loose |",
        "| ID |\n|----|\n| G-001 |",
        "ID | Status\n--|--\nG-001 | Open",
        // Rows that end too early, in their order; a whole one among them keeps its blanks.
        "| ID | Gap | Status | Owner |\n|---|---|---|---|\n| G-001 | Zero\n| G-002 |",
        "| ID | Gap | Status |\n|---|---|---|\n|  G-002|Lost |  Open |\n| G-001 | Zero",
    ];
    insta::assert_snapshot!(all.map(one).concat(), @r"
    Gap | ID | Status
    --|--|--
    | 1. Zero | G-001 | Fixed
    Hold is lost | G-002 | Open

    Gap | ID | Status
    --|--|--
    Limit is zero | G-001 | Fixed
    Hold is lost | G-002 | Open
    12) Zero | G-001 | Open

    Gap | ID | Status
    --|--|--
    3 Zero | G-001 | Fixed
    Hold is lost | G-002 | Open

    Gap | ID | Status
    --|--|--
    Limit is zero | G-001 | Fixed
    Hold is lost | G-002 | Open
    - Zero | G-001 | Open

    ID | Status | Note
    --|--|--
    G-001 | Fixed |  |
    G-002 | Open |  |

    |ID|Note|Status|
    |-|-|-|
    |G-001|a \\|Open|Fixed|
    |G-002||Open|

    | ID | Status
    |--|--
    | G-001 | Fixed
    | G-002 | Open

    | ID    |  Gap  | Status |
    | :---- | :---: | -----: |
    | G-001 | Zero  |  Fixed |
    | G-002 | Hold is lost |   Open |

    | ID    | Status |
    | ----- | ------ |
    | G-001 | Fixed  |
    | | loose |
    |       | more   |
    | G-002 | Open   |

    | ID    | Status |
    | ----- | ------ |
    | G-001 | Fixed   |
    | | loose |
    | G-002 | Open |

    | ID |
    |----|
    | G-001 |
    | G-002 |

    ID | Status
    --|--
    G-001 | Fixed
    G-002 | Open

    | ID | Gap | Status | Owner |
    |---|---|---|---|
    | G-001 | Zero | Fixed | Backend |
    | G-002 | Hold is lost | Open | Web |

    | ID | Gap | Status |
    |---|---|---|
    | G-001 | Zero | Fixed |
    |  G-002|Lost |  Open |
    ");
}
