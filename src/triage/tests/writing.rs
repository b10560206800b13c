//! New rows and new tables as they are written.
#![allow(clippy::too_many_lines, reason = "long snapshots")]

use super::*;

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
fn a_new_table_goes_above_the_comments_on_the_entries() {
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

    <!-- two -->
    ## Gaps

    =====
    # R

    <!-- one -->

    ## Triage Summary

    | ID    | Area | Gap | SLA | Status |
    | ----- | ---- | --- | --- | ------ |
    | G-001 | A    | b   | 7d  | Open   |

    ## Gaps

    =====
    # R

    words <!-- one -->

    ## Triage Summary

    | ID | Area | Gap | SLA | Status |
    |----|------|-----|-----|--------|
    | G-001 | A | b | 7d | Open |

    ## Gaps

    =====
    # R

    - Status flow: Open → Fixed

    ## Triage Summary

    | ID    | Area | Gap | SLA | Status |
    | ----- | ---- | --- | --- | ------ |
    | G-001 | A    | b   | 7d  | Open   |

    ## Gaps

    =====
    # R

    > SLA default: P1=7d.

    ## Triage Summary

    | ID    | Area | Gap | SLA | Status |
    | ----- | ---- | --- | --- | ------ |
    | G-001 | A    | b   | 7d  | Open   |

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
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    let TableOutcome::Rewritten(new, _) = TableOutcome::of(
        TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage),
        settings.reading(),
    ) else {
        panic!("it should be rewritten")
    };
    assert!(new.text().contains("| G-001 | 3d | 2026-02-08 |"), "{}", new.text());
}

#[test]
fn tables_of_every_style_keep_it() {
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

    | ID    |     Gap      | Status |
    | :---- | :----------: | -----: |
    | G-001 |     Zero     |  Fixed |
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

#[test]
fn a_column_that_numbers_the_rows_is_not_that_of_the_ids() {
    let before = "| Nr | ID | Gap | Status |\n|---|---|---|---|\n| 1 | G-001 | Zero | Open |";
    insta::assert_snapshot!(table("{}", before, &[ONE, TWO]), @"
    | Nr | ID | Gap | Status |
    |---|---|---|---|
    | 1 | G-001 | Zero | Fixed |
    |  | G-002 | Hold is lost | Open |
    ");
}

/// A register whose days are in its table and nowhere else, with sections for two of three rows.
fn sections(days: [&str; 3], sla: &str) -> String {
    let row = |(at, day): (usize, &&str)| format!("| OP-{at} | offen | @kern | {day} |\n");
    let rows: String = days.iter().enumerate().map(row).collect();
    let section =
        |at: usize| format!("\n## OP-{at} – Anzeige {at}\n\nAufruf: `GET /punkt/{at}`\n{sla}");
    let table = format!("| Nr. | Zustand | Zuständig | Fällig |\n|---|---|---|---|\n{rows}");
    format!("# Offene Punkte\n\n{table}{}{}", section(0), section(1))
}

#[test]
fn a_day_in_a_row_is_not_compared_with_itself() {
    for days in
        [["11.12.2026", "", "31.1.2027"], ["1. Dezember 2026", "–", "bald"], ["", "", "offen"]]
    {
        let text = sections(days, "");
        assert_eq!(written("{}", &text), text);
    }
}

#[test]
fn a_day_that_follows_from_a_section_is_written_as_the_others() {
    let own = "\n- **Fällig:** 05.03.2027\n";
    let text = sections(["", "05.03.2027", "31.01.2027"], own);
    assert_eq!(written("{}", &text), text.replacen("@kern |  |", "@kern | 05.03.2027 |", 1));
    // The same day in another form is right.
    let text = sections(["2027-03-05", "5.3.2027", "31.01.2027"], own);
    assert_eq!(written("{}", &text), text);
}
