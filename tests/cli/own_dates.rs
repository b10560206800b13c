//! Registers that write their dates in a form of their own, and promise nothing.

use crate::common::tree::Tree;

const DEBT: &str = "# Tech debt\n\n\
    | ID | Problem | Priority | Since | Status | Owner | Due |\n\
    |---|---|---|---|---|---|---|\n\
    | TD-1 | Search is slow for large tenants | P1 | 12.05.2025 | open | Ada | 30.11.2026 |\n\
    | TD-2 | The export drops its last row | P2 | 01.06.2025 | in progress | Bo | 24.12.2026 |\n\
    | TD-3 | Avatars are not resized | P1 | 02.06.2025 | done | Ada | |\n";

fn debt() -> Tree {
    Tree::new().put("debt.md", DEBT)
}

#[test]
fn dates_are_written_as_the_register_writes_them() {
    let tree = debt();
    let said = tree.run("new Tests>Nightly --priority P1 --owner Bo due=2026-12-31 debt.md");
    assert!(said.starts_with("exit 0"), "{said}");
    tree.run("set TD-1 due=31.12.2026 debt.md");
    tree.run("set TD-3 due=2026-12-01 debt.md");
    let said = tree.run("set TD-2 due=soon debt.md");
    assert!(said.starts_with("exit 2") && said.contains("`soon` is not a valid Due"), "{said}");
    insta::assert_snapshot!(tree.read("debt.md"), @"
    # Tech debt

    | ID | Problem | Priority | Since | Status | Owner | Due |
    |---|---|---|---|---|---|---|
    | TD-1 | Search is slow for large tenants | P1 | 12.05.2025 | open | Ada | 31.12.2026 |
    | TD-2 | The export drops its last row | P2 | 01.06.2025 | in progress | Bo | 24.12.2026 |
    | TD-3 | Avatars are not resized | P1 | 02.06.2025 | done | Ada | 01.12.2026 |
    | TD-4 | Tests>Nightly | P1 | 05.02.2026 | open | Bo | 31.12.2026 |
    ");
    assert!(tree.run("lint debt.md").contains("no findings"));
}

#[test]
fn a_new_row_is_the_last_where_the_numbers_run_on_else_behind_what_is_open() {
    let tree = debt();
    tree.run("new Tests>Nightly debt.md");
    assert!(tree.read("debt.md").lines().last().unwrap().starts_with("| TD-4 "));
    let rows: Vec<&str> = DEBT.lines().collect();
    let by_state = [&rows[..4], &[rows[5], rows[4], rows[6]]].concat().join("\n") + "\n";
    let tree = tree.put("debt.md", by_state);
    tree.run("new Tests>Nightly debt.md");
    assert!(tree.read("debt.md").lines().nth_back(1).unwrap().starts_with("| TD-4 "));
}

#[test]
fn nothing_is_due_where_nothing_was_promised() {
    let tree = debt().put("debt.md", DEBT.replace("30.11.2026", "").replace("24.12.2026", ""));
    let said = tree.run("sla debt.md");
    assert!(!said.contains("overdue") && !said.contains("2025-05-19"), "{said}");
    let said = tree.run("list --where overdue>0d debt.md");
    assert!(!said.contains("TD-1"), "{said}");
    // What the configuration promises holds.
    let tree = tree.put("gapreg.yaml", "sla: { P1: 7d, P2: 30d }\n");
    assert!(tree.run("sla debt.md").contains("2025-05-19"), "{}", tree.run("sla debt.md"));
}

#[test]
fn a_day_that_does_not_exist_is_reported() {
    let tree = debt().put("debt.md", DEBT.replace("24.12.2026", "31.11.2026"));
    let said = tree.run("lint debt.md --output-format concise");
    assert!(said.contains("error[bad-date] TD-2: `31.11.2026` is not a date"), "{said}");
}

/// What `bad-date` says of a table with these dates.
fn found_in(dates: &[&str]) -> String {
    let row = |(at, date): (usize, &&str)| format!("| W-{at} | Lathe {at} | open | {date} |\n");
    let rows: String = dates.iter().enumerate().map(row).collect();
    let head =
        "# Known problems of the workshop\n\n| ID | Problem | State | Found |\n|---|---|---|---|\n";
    let tree = Tree::with(format!("{head}{rows}"));
    tree.run("lint --select bad-date --output-format concise")
}

#[test]
fn a_month_is_no_day_where_the_others_are_days() {
    let found = found_in(&["2026-01-04", "January 2026", "2026-01-09", "Feb. 2026", "2026-01-11"]);
    assert!(found.contains("warning[bad-date] W-1: `January 2026` is not an exact day"), "{found}");
    assert!(found.contains("warning[bad-date] W-3: `Feb. 2026` is not an exact day"), "{found}");
    let found = found_in(&["Jan. 2026", "January 2026", "2026-01-09", "Feb. 2026"]);
    assert!(!found.contains("bad-date]"), "{found}");
}

#[test]
fn a_column_shows_whether_the_day_comes_first() {
    let found = found_in(&["12/01/2026", "03/02/2026", "20/01/2026", "17/01/2026", "01/02/2026"]);
    assert!(!found.contains("bad-date]"), "{found}");
    let found = found_in(&["01/12/2026", "02/03/2026", "01/20/2026", "1/17/2026"]);
    assert!(!found.contains("bad-date]") || found.contains("is in the future"), "{found}");
    let found = found_in(&["12/01/2026", "03/02/2026", "1er février 2026", "04/04/2026"]);
    assert!(found.contains("`12/01/2026` can be 12 January or 1 December"), "{found}");
    assert_eq!(found.matches(" can be ").count(), 1, "{found}");
    // The column contradicts itself.
    let found = found_in(&["20/01/2026", "01/20/2026", "03/02/2026"]);
    assert!(found.contains("`03/02/2026` can be 3 February or 2 March"), "{found}");
    let found = found_in(&["2026-01-04", "31/02/2026", "2026-01-05"]);
    assert!(found.contains("`31/02/2026` is not a date"), "{found}");
}

const WORKSHOP: &str = "# Workshop problems\n\n\
    | ID | Problem | Priority | SLA | Found | State | Owner |\n\
    |---|---|---|---|---|---|---|\n\
    | W-1 | The lathe stops | P1 | 7d | 20/01/2026 | open | Ada |\n\
    | W-2 | The saw is blunt | P1 | 7d | 03/02/2026 | open | Bo |\n\
    | W-3 | The drill smokes | P1 | 7d | 12/01/2026 | open | Bo |\n";

#[test]
fn what_the_column_shows_counts_everywhere() {
    let tree = Tree::with(WORKSHOP);
    tree.repository();
    let said = tree.run("list --format json --where id=W-2");
    assert!(said.contains("\"first_seen\": \"2026-02-03\""), "{said}");
    let said = tree.run("sla --format json");
    assert!(said.contains("2026-02-10"), "{said}");
    tree.run("new Saw>Dust --owner Bo");
    assert!(tree.read("gap-register.md").contains("| 05/02/2026 |"));
    let changed = WORKSHOP.replace("12/01/2026", "14/01/2026");
    let tree = tree.put("gap-register.md", changed);
    let said = tree.run("lint --base HEAD --output-format concise");
    assert!(said.contains("was 2026-01-12 before, and is 2026-01-14 now"), "{said}");
}

#[test]
fn a_day_that_cannot_be_read_is_named() {
    let tree = Tree::with(WORKSHOP.replace("20/01", "10/01"));
    let said = tree.run("sla");
    assert!(said.contains("First Seen `03/02/2026` cannot be read"), "{said}");
}

#[test]
fn dates_with_words_stay_dates_with_words() {
    let words = [("12.05.2025", "12 May 2025"), ("01.06.2025", "1 June 2025")];
    let words = words.into_iter().chain([("02.06.2025", "2 June 2025")]);
    let debt = words.fold(DEBT.to_owned(), |text, (old, new)| text.replace(old, new));
    let debt = debt.replace("30.11.2026", "30 November 2026").replace("24.12.2026", "");
    let tree = Tree::new().put("debt.md", debt);
    tree.run("new Tests>Nightly --priority P1 due=2026-12-31 debt.md");
    tree.run("set TD-2 due=2026-08-01 debt.md");
    let written = tree.read("debt.md");
    assert!(written.contains("| 5 February 2026 | open | TBD | 31 December 2026 |"), "{written}");
    assert!(written.contains("| in progress | Bo | 1 August 2026 |"), "{written}");
}

#[test]
fn a_translation_gets_dates_as_it_writes_them() {
    let entry = |id: &str, label: [&str; 4], day: &str| {
        let [status, seen, open, title] = label;
        format!("## {id} {title}\n\n- **{status}:** {open}\n- **{seen}:** {day}\n\n")
    };
    let en = ["Status", "First seen", "Open", "Export is empty"];
    let tr = ["Durum", "İlk Görülme", "Açık", "Dışa aktarma boş"];
    let days = ["2025-05-12", "2025-06-01", "2025-06-02"];
    let english: String =
        (1..).zip(days).map(|(at, day)| entry(&format!("TD-{at}"), en, day)).collect();
    let turkish: String = (1..)
        .zip(["12.05.2025", "01.06.2025"])
        .map(|(at, day)| entry(&format!("TD-{at}"), tr, day))
        .collect();
    let tree = Tree::new()
        .put("docs/en/debt.md", format!("# Debt\n\n{english}"))
        .put("docs/tr/debt.md", format!("# Borç\n\n{turkish}"));
    let said = tree.run("mirror --stub docs/en/debt.md docs/tr/debt.md");
    assert!(said.contains("exit 0"), "{said}");
    let written = tree.read("docs/tr/debt.md");
    assert!(written.contains("02.06.2025") && !written.contains("2025-06-02"), "{written}");
}

#[test]
fn a_day_that_was_changed_in_the_table_is_pulled_into_both_languages() {
    let text = |[due, owner, status, open, day]: [&str; 5]| {
        let rule = "|---|---|---|---|";
        let section = "### Q-1 Slots vanish\n\n";
        format!(
            "# Gaps\n\n## Triage\n\n| ID | {owner} | {status} | {due} |\n{rule}\n\
             | Q-1 | Lena | {open} | {day} |\n\n## Gaps\n\n{section}- **{status}:** {open}\n\
             - **{owner}:** Lena\n- **{due}:** {day}\n\nIt fails.\n"
        )
    };
    let english = |day| text(["Due", "Owner", "Status", "open", day]);
    let turkish = |day| text(["Son tarih", "Sorumlu", "Durum", "açık", day]);
    let tree = Tree::new().put("gaps.en.md", english("2026-03-21"));
    let tree = tree.put("gaps.tr.md", turkish("21.03.2026"));
    tree.repository();
    tree.edit("gaps.en.md", "| open | 2026-03-21 |", "| open | 2026-03-31 |");
    let said = tree.run("triage --pull gaps.en.md");
    assert!(said.starts_with("exit 0"), "{said}");
    assert_eq!(tree.read("gaps.en.md"), english("2026-03-31"), "{said}");
    assert_eq!(tree.read("gaps.tr.md"), turkish("31.03.2026"), "{said}");
}
