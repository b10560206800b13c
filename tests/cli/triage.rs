//! `gapreg triage`.

use crate::common::registers::{sound, three};
use crate::common::tree::Tree;

/// A register whose table lacks a row and has a stale cell.
fn stale() -> String {
    let second = sound().split("### 1.1").nth(1).unwrap().replace("G-001", "G-002");
    let text = format!("{}\n### 1.2{}", sound(), second.replace("refused", "lost"));
    text.replace("| G-001 | P1 |", "| G-001 | P0 |")
}

#[test]
fn a_table_is_written_once() {
    let tree = Tree::with(stale());
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 0

    --- stderr
    gap-register.md: 1 new row, 1 cell changed
      G-001 Priority: P0 → P1
      G-002: a new row
    ");
    let once = tree.read("gap-register.md");
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 0

    --- stderr
    1 table is up to date
    ");
    assert_eq!(tree.read("gap-register.md"), once);
    assert_eq!(tree.code("lint"), 0);
}

#[test]
fn a_cell_that_is_accepted_stays() {
    let text = stale().replace(
        "| ID | Priority",
        "<!-- gapreg-ignore stale-triage-row: agreed -->\n| ID | Priority",
    );
    let tree = Tree::with(text);
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 0

    --- stderr
    gap-register.md: 1 new row
      G-002: a new row
    ");
    assert!(tree.read("gap-register.md").contains("| G-001 | P0 |"));
    assert_eq!(tree.code("triage --check"), 0);
    insta::assert_snapshot!(tree.run("triage --overwrite"), @"
    exit 0

    --- stderr
    gap-register.md: 1 cell changed
      G-001 Priority: P0 → P1
    ");
}

#[test]
fn a_check_writes_nothing_and_shows_what_would_change() {
    let tree = Tree::with(stale());
    insta::assert_snapshot!(tree.run("triage --check"), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -6,7 +6,8 @@
     
     | ID | Priority | Owner | SLA | Status |
     |---|---|---|---|---|
    -| G-001 | P0 | Backend | 7d | Open |
    +| G-001 | P1 | Backend | 7d | Open |
    +| G-002 | P1 | Backend | 7d | Open |
     
     > SLA default: P0=24h, P1=7d.
     

    --- stderr
    gap-register.md: 1 new row, 1 cell changed
    1 table is stale; `gapreg triage` writes what is shown
    ");
    insta::assert_snapshot!(tree.run("triage --check --output-format concise"), @"
    exit 1
    gap-register.md:9:11: error[stale-triage-row] G-001: the table says `P0`, the entry says `P1`
    gap-register.md:37:11: error[untracked-entry] G-002 has no row in the triage table
    ");
    assert_eq!(tree.run("triage --diff -q"), tree.run("triage --check -q"));
    assert_eq!(tree.read("gap-register.md"), stale());
    let tree = Tree::with(sound());
    assert_eq!(tree.run("triage --check -q"), "exit 0\n");
    assert_eq!(tree.code("triage --check --output-format json"), 0);
}

#[test]
fn lint_fixes_what_triage_writes() {
    let (by_lint, by_triage) = (Tree::with(stale()), Tree::with(stale()));
    assert_eq!(by_lint.code("lint --fix"), 0);
    assert_eq!(by_triage.code("triage"), 0);
    assert_eq!(by_lint.read("gap-register.md"), by_triage.read("gap-register.md"));
    let without = sound().replace("## Triage Summary\n\n", "");
    let without =
        without.lines().filter(|line| !line.starts_with('|')).collect::<Vec<_>>().join("\n");
    let (by_lint, by_triage) = (Tree::with(&without), Tree::with(&without));
    by_lint.code("lint --unsafe-fixes");
    by_triage.code("triage");
    assert_ne!(by_triage.read("gap-register.md"), without);
    assert_eq!(by_lint.read("gap-register.md"), by_triage.read("gap-register.md"));
}

#[test]
fn standard_output_takes_one_register() {
    let tree = Tree::with(stale()).put("b-gap-register.md", sound());
    let shown = tree.run("triage --stdout -q gap-register.md");
    assert_eq!(tree.run_with_input("triage -q -", &stale()), shown);
    assert_eq!(tree.run_with_input("triage -q -", &sound()), format!("exit 0\n{}", sound()));
    assert_eq!(tree.read("gap-register.md"), stale());
    insta::assert_snapshot!(tree.run("triage --stdout"), @"
    exit 2

    --- stderr
    error: standard output takes one register, and there are 2
    ");
}

#[test]
fn lost_rows_are_reported() {
    let row = "| G-001 | P1 | Backend | 7d | Open |";
    let orphan = sound().replace(row, &format!("{row}\n| G-009 | P1 | Web | 7d | Open |"));
    let tree = Tree::with(&orphan);
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 1

    --- stderr
    warning: gap-register.md: the row of G-009 has no entry of its own: it stays
    1 row has no entry: `gapreg triage --prune` removes such rows
    ");
    assert_eq!(tree.read("gap-register.md"), orphan);
    insta::assert_snapshot!(tree.run("triage --prune"), @"
    exit 0

    --- stderr
    gap-register.md: 1 row removed (G-009)
      removed: | G-009 | P1 | Web | 7d | Open |
    ");
    let broken = sound().replace(row, "| G-001 | P1 | Back|end | 7d | Open |");
    let tree = Tree::with(&broken);
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 1

    --- stderr
    warning: gap-register.md: 1 row has more cells than the header and stays as it is: see `gapreg lint`
    ");
    assert_eq!(tree.read("gap-register.md"), broken);
    insta::assert_snapshot!(tree.run("lint"), @r"
    exit 1
    error[broken-triage-row]: G-001: more cells than columns; `Open` is shown nowhere
     --> gap-register.md:9:32
      |
    9 | | G-001 | P1 | Back|end | 7d | Open |
      |                                ^^^^
      |
      = help: a `|` that belongs to the text of a cell is written `\|`, in code, too


    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn a_table_without_an_id_column_is_refused() {
    let other =
        sound().replace("| ID | Priority", "| Tier | Priority").replace("| G-001 |", "| first |");
    insta::assert_snapshot!(Tree::with(other).run("triage"), @"
    exit 2

    --- stderr
    error: `gap-register.md`: the triage table has no column for IDs, so no row can be matched with its entry: add one, or remove the table and write a new one
    ");
    let latin = [b"# R\xfc\n".as_slice(), sound().as_bytes()].concat();
    insta::assert_snapshot!(Tree::with(latin).run("triage"), @"
    exit 2

    --- stderr
    error: `gap-register.md` is not UTF-8, and stays as it is
    ");
    let without_ids = sound().replace("- **ID:** G-001\n", "");
    insta::assert_snapshot!(Tree::with(without_ids).run("triage --verbose"), @"
    exit 0

    --- stderr
    reading gap-register.md
    gap-register.md: no entry has an ID, at most a number, which may change: `gapreg adopt` gives them IDs
    no entry has an ID, at most a number, which may change: `gapreg adopt` gives them IDs
    ");
}

#[test]
fn faults_of_the_configuration_are_reported_with_their_place() {
    let tree = |config: &str| Tree::with(sound()).put("gapreg.yaml", config).run("triage");
    insta::assert_snapshot!(tree("triage: { order: prioirty }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:18: no field is called `prioirty`; did you mean `Priority`?
    ");
    insta::assert_snapshot!(tree("triage: { include: closed }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:20: triage.include: unknown variant `closed`, expected `all` or `open`
    ");
    insta::assert_snapshot!(tree("triage: { columns: [Gap, Status] }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:11: a triage table needs a column for IDs
    ");
    insta::assert_snapshot!(tree("triage: { order: 3 }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:9: triage: names as a list, or on one line with commas
    ");
}

#[test]
fn a_cell_that_is_newer_moves_into_its_entry() {
    // The flow does not lead from Open to Verified.
    let flow = "- Status flow: Open → In Progress → Fixed → Verified\n\n## Triage";
    let sound = || sound().replace("## Triage", flow);
    let tree = Tree::with(sound());
    tree.git("init -q");
    tree.git("add .");
    tree.git("commit -qm one");
    let edited =
        sound().replace("| P1 | Backend | 7d | Open |", "| P0 | Backend | 7d | Verified |");
    std::fs::write(tree.path("gap-register.md"), &edited).unwrap();
    insta::assert_snapshot!(tree.run("triage --pull --diff"), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -20,7 +20,7 @@
     - **First Seen:** 2026-02-01
     - **Environment:** all
     - **Status:** Open
    -- **Priority:** P1
    +- **Priority:** P0
     - **Owner:** Backend
     - **SLA:** 7d
     - **Target Version:** TBD

    --- stderr
    gap-register.md: G-001: Status: the table says `Verified`, the entry says `Open`: from Open to Verified skips In Progress and Fixed in the status flow: nothing was written
    ");
    insta::assert_snapshot!(tree.run("triage --pull"), @"
    exit 1

    --- stderr
    gap-register.md: G-001: Status: the table says `Verified`, the entry says `Open`: from Open to Verified skips In Progress and Fixed in the status flow: nothing was written
    gap-register.md: G-001 Priority: P1 → P0
    ");
    assert_eq!(
        tree.read("gap-register.md"),
        edited.replace("**Priority:** P1", "**Priority:** P0")
    );
    // When the entry is changed after that, its value is the newer one.
    tree.git("commit -qam two");
    let later = tree.read("gap-register.md").replace("**Status:** Open", "**Status:** Fixed");
    std::fs::write(tree.path("gap-register.md"), &later).unwrap();
    insta::assert_snapshot!(tree.run("triage --pull"), @"
    exit 1

    --- stderr
    gap-register.md: G-001: Status: the table says `Verified`, the entry says `Fixed`, which is newer: `gapreg triage` brings the table up to date
    ");
    assert_eq!(tree.read("gap-register.md"), later);
}

#[test]
fn without_history_nothing_is_pulled() {
    let tree = Tree::with(stale());
    let shown = tree.run("triage --pull");
    assert!(shown.starts_with("exit 2\n"), "{shown}");
    assert!(
        shown.contains("cannot find which side is older: it is not in a git repository"),
        "{shown}"
    );
    tree.git("init -q");
    insta::assert_snapshot!(tree.run("triage --pull"), @"
    exit 1

    --- stderr
    gap-register.md: G-001: Priority: the table says `P0`, the entry says `P1`, and git does not say which is newer: nothing was written
    ");
    assert_eq!(tree.read("gap-register.md"), stale());
}

#[test]
fn the_last_change_comes_from_git() {
    let text = sound().replace("| Status |\n|---|", "| Status | Last change |\n|---|---|");
    let text = text.replace("| 7d | Open |", "| 7d | Open | |");
    let tree = Tree::with(&text);
    tree.git("init -q");
    tree.git("add .");
    tree.git("commit -qm one");
    assert_eq!(tree.code("triage"), 0);
    assert!(tree.read("gap-register.md").contains("| 7d | Open | 2026-02-01 |"));
    assert_eq!(tree.code("triage --check"), 0);
    let edited = tree.read("gap-register.md").replace("answers 404", "answers 500");
    std::fs::write(tree.path("gap-register.md"), edited).unwrap();
    assert_eq!(tree.code("triage --check"), 0, "a date that is old makes no table stale");
    tree.code("triage");
    assert!(tree.read("gap-register.md").contains("| 7d | Open | 2026-02-05 |"));
}

#[test]
fn a_check_ends_the_same_in_every_format() {
    let stale = sound().replace("| 7d | Open |", "| 7d | Fixed |");
    let ignored =
        stale.replace("## Triage", "<!-- gapreg-ignore stale-triage-row: x -->\n\n## Triage");
    let nameless = sound().replace("- **ID:** G-001\n", "");
    for (text, code) in [(sound(), 0), (stale, 1), (ignored, 1), (nameless, 0)] {
        let tree = Tree::with(&text);
        for format in ["human", "concise", "json", "junit"] {
            let args = format!("triage --check --output-format {format}");
            assert_eq!(tree.code(&args), code, "{format} of\n{text}");
        }
    }
}

#[test]
fn a_text_that_was_still_to_come_is_written_when_the_entry_has_it() {
    let text = three()
        .replace("| Status |\n", "| Status | Workaround |\n")
        .replace("|---|---|---|---|---|\n", "|---|---|---|---|---|---|\n")
        .replace("| Open |\n", "| Open | TBD |\n")
        .replace("| In Progress |\n", "| In Progress | ask the desk |\n")
        .replace("| Fixed |\n", "| Fixed | |\n");
    let tree = Tree::with(&text);
    tree.run("triage");
    let after = tree.read("gap-register.md");
    let cell = |id: &str| {
        let row = after.lines().find(|line| line.starts_with(&format!("| {id} ")));
        row.unwrap().split('|').nth(6).unwrap().trim().to_owned()
    };
    assert_eq!(cell("G-001"), "Renew at the desk");
    assert_eq!(cell("G-002"), "ask the desk");
    // What the entry does not know yet, its row does not know either.
    let unknown = after.replace("Renew at the desk.", "TBD").replace("Renew at the desk", "TBD");
    let tree = tree.put("gap-register.md", &unknown);
    assert!(tree.run("triage").contains("up to date"));
    assert_eq!(tree.read("gap-register.md"), unknown);
}

#[test]
fn rows_of_an_id_of_two_entries_stay() {
    let row = "| G-001 | P1 | Backend | 7d | Open |";
    let other = "| G-001 | P1 | Kasse | 7d | Open |";
    let entry = sound()[sound().find("### 1.1").unwrap()..].to_owned();
    let entry = entry.replace(
        "### 1.1 Loans → Renewals → Renewal is refused",
        "### 1.2 Kasse → Bons → Bon bleibt leer",
    );
    let entry = entry.replace("**Owner:** Backend", "**Owner:** Kasse");
    // The rows are in another order than the entries: each is the row of the entry that it is like.
    for rows in [format!("{row}\n{other}"), format!("{other}\n{row}")] {
        let text = sound().replace(row, &rows) + "\n" + &entry;
        let tree = Tree::with(&text);
        let shown = tree.run("triage --prune");
        insta::allow_duplicates! {
            insta::assert_snapshot!(shown, @r#"
            exit 1

            --- stderr
            warning: gap-register.md: 2 entries are G-001, so their rows stay: `gapreg renumber G-001 --heading "Bon bleibt leer"` first
            "#);
        }
        assert_eq!(tree.read("gap-register.md"), text);
        assert!(!tree.run("lint").contains("orphan-triage-row"));
        tree.run("lint --unsafe-fixes");
        assert!(tree.read("gap-register.md").contains(&other.replace("G-001", "G-002")));
    }
}

#[test]
fn a_table_of_ids_gets_no_second_one_below_it() {
    let rows = "| Gap no. | ID | Owner |\n|---|---|---|\n| 1 | QR-10 | Mia |\n| 2 | QR-11 | Bo |\n";
    let text = format!(
        "# Gaps of the gate\n\n{rows}\n## The barrier stays shut\n\n- Status: open\n- Owner: Mia\n\n\
         ## The lamp is dark\n\n- Status: open\n- Owner: Bo\n"
    );
    let tree = Tree::with(&text);
    let printed = tree.run("triage");
    assert!(
        printed.contains("the entries are rows or list items, which need no triage table"),
        "{printed}"
    );
    assert_eq!(tree.read("gap-register.md"), text);
}

#[test]
fn no_second_table_is_written_beside_one_with_the_titles() {
    let text = "# Gaps\n\n## Triage Summary\n\n| Gap | Status |\n|---|---|\n| Lamp is dark | Open |\n| Door sticks | Fixed |\n\n\
                ### G-1: Lamp is dark\n\n- **Status:** Open\n\n### G-2: Door sticks\n\n- **Status:** Fixed\n";
    let tree = Tree::with(text);
    for command in ["triage", "triage --check", "lint --unsafe-fixes"] {
        let said = tree.run(command);
        assert!(command.starts_with("lint") || said.starts_with("exit 2"), "{said}");
        assert!(
            command.starts_with("lint") || said.contains("the table in line 5 has the titles"),
            "{said}"
        );
        assert_eq!(tree.read("gap-register.md"), text, "{command}");
    }
    // With a column of IDs, it is filled.
    let with_ids = text.replace("| Gap |", "| ID | Gap |").replace("|---|---|", "|---|---|---|");
    let with_ids = with_ids.replace("| Lamp", "| | Lamp").replace("| Door", "| | Door");
    let tree = Tree::with(with_ids);
    assert!(tree.run("triage").starts_with("exit 0"));
    assert!(tree.read("gap-register.md").contains("| G-2 | Door sticks | Fixed |"));
}
