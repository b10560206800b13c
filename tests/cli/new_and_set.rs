//! `gapreg new` and `gapreg set`.

use crate::common::registers::sound;
use crate::common::tree::Tree;

fn turkish() -> String {
    sound()
        .replace("(EN)", "(TR)")
        .replace("## Triage Summary", "## Triage Özeti")
        .replace("**Status:** Open", "**Durum:** Açık")
        .replace("| Open |", "| Açık |")
        .replace("**Priority:**", "**Öncelik:**")
        .replace("**Symptom:**", "**Belirti:**")
        .replace("/docs/en/", "/docs/tr/")
}

fn pair() -> Tree {
    Tree::new().put("docs/en/gap-register.md", sound()).put("docs/tr/gap-register.md", turkish())
}

/// The same registers, which state a flow.
fn flowing_pair() -> Tree {
    let flow = "- Status flow: Open → In Progress → Fixed → Verified\n\n## Triage";
    let [en, tr] = [sound(), turkish()].map(|text| text.replace("## Triage", flow));
    Tree::new().put("docs/en/gap-register.md", en).put("docs/tr/gap-register.md", tr)
}

#[test]
fn a_status_is_set_in_both_languages_and_both_tables() {
    let tree = pair();
    insta::assert_snapshot!(tree.run("set g-001 status=in-progress owner=Web --diff"), @"
    exit 1
    --- docs/en/gap-register.md
    +++ docs/en/gap-register.md
    @@ -6,7 +6,7 @@
     
     | ID | Priority | Owner | SLA | Status |
     |---|---|---|---|---|
    -| G-001 | P1 | Backend | 7d | Open |
    +| G-001 | P1 | Web | 7d | In Progress |
     
     > SLA default: P0=24h, P1=7d.
     
    @@ -17,9 +17,9 @@
     - **ID:** G-001
     - **First Seen:** 2026-02-01
     - **Environment:** all
    -- **Status:** Open
    +- **Status:** In Progress
     - **Priority:** P1
    -- **Owner:** Backend
    +- **Owner:** Web
     - **SLA:** 7d
     - **Target Version:** TBD
     - **Impact:** High
    --- docs/tr/gap-register.md
    +++ docs/tr/gap-register.md
    @@ -6,7 +6,7 @@
     
     | ID | Priority | Owner | SLA | Status |
     |---|---|---|---|---|
    -| G-001 | P1 | Backend | 7d | Açık |
    +| G-001 | P1 | Web | 7d | Devam Ediyor |
     
     > SLA default: P0=24h, P1=7d.
     
    @@ -17,9 +17,9 @@
     - **ID:** G-001
     - **First Seen:** 2026-02-01
     - **Environment:** all
    -- **Durum:** Açık
    +- **Durum:** Devam Ediyor
     - **Öncelik:** P1
    -- **Owner:** Backend
    +- **Owner:** Web
     - **SLA:** 7d
     - **Target Version:** TBD
     - **Impact:** High
    ");
    assert_eq!(tree.read("docs/en/gap-register.md"), sound());
    insta::assert_snapshot!(tree.run("set G-001 status=in-progress owner=Web"), @"
    exit 0

    --- stderr
    wrote docs/en/gap-register.md
      G-001 Status: Open → In Progress
      G-001 Owner: Backend → Web
    wrote docs/tr/gap-register.md
      G-001 Status: Açık → Devam Ediyor
      G-001 Owner: Backend → Web
    ");
    insta::assert_snapshot!(tree.run("set G-001 Durum=in-progress"), @"
    exit 0

    --- stderr
    nothing changes: the register says so already
    ");
    let (en, tr) = (tree.read("docs/en/gap-register.md"), tree.read("docs/tr/gap-register.md"));
    assert!(
        en.contains("| P1 | Web | 7d | In Progress |") && en.contains("**Status:** In Progress\n")
    );
    assert!(
        tr.contains("| P1 | Web | 7d | Devam Ediyor |") && tr.contains("**Durum:** Devam Ediyor\n")
    );
    assert_eq!(tree.code("triage --check"), 0);
}

#[test]
fn the_translation_is_found_where_it_was_not_named() {
    let tree = pair();
    assert_eq!(tree.code("set G-001 priority=P0 --in docs/tr/gap-register.md"), 0);
    assert!(tree.read("docs/en/gap-register.md").contains("**Priority:** P0\n"));
}

#[test]
fn changes_against_a_stated_flow_need_force() {
    let tree = flowing_pair();
    let before = tree.read("docs/en/gap-register.md");
    insta::assert_snapshot!(tree.run("set G-001 status=Verified"), @"
    exit 2

    --- stderr
    error: docs/en/gap-register.md: G-001: from Open to Verified skips In Progress and Fixed in the status flow; --force sets it anyway
    ");
    assert_eq!(tree.read("docs/en/gap-register.md"), before);
    assert_eq!(tree.code("set G-001 status=Verified --force"), 0);
    insta::assert_snapshot!(tree.run("set G-001 status=Open"), @"
    exit 2

    --- stderr
    error: docs/en/gap-register.md: G-001: from Verified to Open goes back in the status flow; --force sets it anyway
    ");
}

#[test]
fn a_label_of_the_register_is_set_declared_or_not() {
    let [en, tr] = [sound(), turkish()].map(|text| {
        text.replace("- **Environment:** all", "- **Environment:** all\n- **Mood:** Ada")
    });
    let pair = |en: &str, tr: &str| {
        Tree::new().put("docs/en/gap-register.md", en).put("docs/tr/gap-register.md", tr)
    };
    let set = "set G-001 mood=Bob";
    for declared in [false, true] {
        let mut tree = pair(&en, &tr);
        if declared {
            let labels = "{ labels: { Mood: [Mood] } }";
            tree =
                tree.put("gapreg.yaml", format!("vocabulary: {{ en: {labels}, tr: {labels} }}\n"));
        }
        assert_eq!(tree.code(set), 0);
        for path in ["docs/en/gap-register.md", "docs/tr/gap-register.md"] {
            assert!(tree.read(path).contains("**Mood:** Bob"), "{path}");
        }
        assert_eq!(tree.code("new Lost>Hold mood=Eve"), 0);
        let path = "docs/en/gap-register.md";
        assert!(tree.read(path).contains("**Mood:** Eve"), "{}", tree.read(path));
    }
}

#[test]
fn a_column_is_set_by_its_header_and_so_is_one_of_the_register_s_own() {
    let tree = Tree::new().put(
        "docs/de/gap-register.md",
        "# Offene Mängel\n\n| Nr. | Mangel | Stand | Bemerkung |\n|---|---|---|---|\n\
         | W-1 | Waage zeigt Gramm | offen | |\n| W-2 | Tor klemmt | erledigt | |\n",
    );
    assert_eq!(tree.code("set W-1 stand=erledigt"), 0);
    assert!(tree.read("docs/de/gap-register.md").contains("| Waage zeigt Gramm | erledigt | |"));
    assert_eq!(tree.code("set W-1 bemerkung=alt"), 0);
    assert!(
        tree.read("docs/de/gap-register.md").contains("| Waage zeigt Gramm | erledigt | alt |")
    );
    tree.run("new Licht>flackert bemerkung=neu");
    assert!(tree.read("docs/de/gap-register.md").ends_with(" | neu |\n"));
}

/// An English table with words of its own.
fn workshop() -> Tree {
    let row = |(id, level, state): (&str, &str, &str)| {
        format!("| {id} | Lathe {id} | {level} | {state} |\n")
    };
    let rows = [
        ("W-1", "irksome", "on the bench"),
        ("W-2", "irksome", "open"),
        ("W-3", "stops all", "on the bench"),
        ("W-4", "stops all", "won't fix"),
    ];
    let rows: String = rows.into_iter().map(row).collect();
    Tree::with(format!(
        "# Known problems of the workshop\n\n| ID | Problem | Severity | State |\n|---|---|---|---|\n{rows}"
    ))
}

#[test]
fn words_that_entries_have_are_set_as_they_write_them() {
    let row = |change: &str| {
        let tree = workshop();
        let printed = tree.run_with("set W-2", &[change]);
        let text = tree.read("gap-register.md");
        (text.lines().find(|line| line.contains("W-2")).unwrap().to_owned(), printed)
    };
    assert_eq!(row("severity=Stops all").0, "| W-2 | Lathe W-2 | stops all | open |");
    assert_eq!(row("state=on the bench").0, "| W-2 | Lathe W-2 | irksome | on the bench |");
    assert_eq!(row("state=Won't fix").0, "| W-2 | Lathe W-2 | irksome | won't fix |");
    let (same, printed) = row("severity=dire");
    assert_eq!(same, "| W-2 | Lathe W-2 | irksome | open |");
    assert!(
        printed.contains(
            "`dire` is not a valid Severity; the entries here have irksome and stops all; another word for \
             one goes under `vocabulary` in gapreg.yaml"
        ),
        "{printed}"
    );
    let (_, printed) = row("severity=irksom");
    assert!(printed.contains("did you mean `irksome`?"), "{printed}");
}

#[test]
fn the_sign_of_a_new_heading_is_that_of_entries_like_it() {
    let entry = |(sign, id, level, state): (&str, &str, &str, &str)| {
        format!("## {sign}W-{id}: Lathe {id}\n\n**Severity:** {level}\n**State:** {state}\n\n")
    };
    let entries: String = [
        ("🟡 ", "01", "low", "open"),
        ("", "02", "medium", "open"),
        ("✅ ", "03", "critical", "fixed"),
        ("🔴 ", "04", "high", "open"),
    ]
    .into_iter()
    .map(entry)
    .collect();
    let heading = |severity: &str| {
        let tree = Tree::with(format!("# Known problems of the workshop\n\n{entries}"));
        assert_eq!(
            tree.run_with("new", &["Saw is blunt", severity]).lines().next(),
            Some("exit 0")
        );
        let text = tree.read("gap-register.md");
        text.lines().find(|line| line.ends_with("Saw is blunt")).unwrap().to_owned()
    };
    assert_eq!(heading("severity=high"), "## 🔴 W-05: Saw is blunt");
    assert_eq!(heading("severity=low"), "## 🟡 W-05: Saw is blunt");
    assert_eq!(heading("severity=medium"), "## W-05: Saw is blunt");
    // No open entry has this level.
    assert_eq!(heading("severity=critical"), "## W-05: Saw is blunt");
}

#[test]
fn unknown_fields_and_values_are_refused() {
    let tree = pair();
    for (change, why) in [
        (
            "status",
            "`status` changes nothing: write KEY=VALUE, as in `status=Fixed`; one command takes one ID",
        ),
        ("stauts=Open", "no field is called `stauts`; did you mean `Status`?"),
        (
            "status=Opne",
            "`Opne` is not a valid Status; write a state of the status flow: Open → In Progress → Fixed → Verified; \
             did you mean `Open`?",
        ),
        ("priority=urgent", "`urgent` is not a valid Priority; write one such as `P1`"),
        ("sla=soon", "`soon` is not a valid SLA; write one such as `7d`"),
        (
            "first-seen=yesterday",
            "`yesterday` is not a valid First Seen; write one such as `2026-01-31`",
        ),
        ("owner=", "each entry needs its Owner, so that it is not cleared: set another value"),
        ("sla=7d sla=8d", "SLA is given twice"),
        ("id=G-002", "an ID never changes"),
        ("symptom=worse", "Symptom is not a tracked field"),
    ] {
        let shown = tree.run(&format!("set G-001 {change}"));
        assert!(shown.starts_with("exit 2\n") && shown.contains(why), "{change}: {shown}");
    }
    insta::assert_snapshot!(tree.run("set G-01 status=Fixed"), @"
    exit 2

    --- stderr
    error: no entry is called `G-01`; did you mean `G-001`?
    ");
    let apart = Tree::new().put("a-gap-register.md", sound()).put("b-gap-register.md", sound());
    insta::assert_snapshot!(apart.run("set G-001 status=Fixed"), @"
    exit 2

    --- stderr
    error: `G-001` is in `a-gap-register.md` and in `b-gap-register.md`: name one with --in
    ");
    assert_eq!(tree.read("docs/en/gap-register.md"), sound());
}

#[test]
fn a_new_priority_has_another_sla() {
    insta::assert_snapshot!(pair().run("set G-001 priority=P0"), @"
    exit 0

    --- stderr
    note: the SLA stays 7d; the default of P0 is 24h
    wrote docs/en/gap-register.md
      G-001 Priority: P1 → P0
    wrote docs/tr/gap-register.md
      G-001 Priority: P1 → P0
    ");
    insta::assert_snapshot!(pair().run("set G-001 priority=P0 sla=24h"), @"
    exit 0

    --- stderr
    wrote docs/en/gap-register.md
      G-001 Priority: P1 → P0
      G-001 SLA: 7d → 24h
    wrote docs/tr/gap-register.md
      G-001 Priority: P1 → P0
      G-001 SLA: 7d → 24h
    ");
}

#[test]
fn an_entry_is_added_to_the_register_its_mirror_and_the_tables() {
    let tree = pair();
    let mut command = tree.command("new --priority P0 --owner Web --source-page /docs/en/holds.md");
    command.args(["Loans > Holds > Hold is lost", "resolution owner=Ops", "--today", "2026-02-05"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let added = |path: &str| {
        let text = tree.read(path);
        let row = text.lines().find(|line| line.starts_with("| G-002 ")).unwrap().to_owned();
        format!("{row}\n\n{}", &text[text.find("### 1.2").unwrap()..])
    };
    insta::assert_snapshot!(added("docs/en/gap-register.md"), @"
    | G-002 | P0 | Web | 24h | Open |

    ### 1.2 Loans → Holds → Hold is lost

    - **ID:** G-002
    - **First Seen:** 2026-02-05
    - **Environment:** TBD
    - **Status:** Open
    - **Priority:** P0
    - **Owner:** Web
    - **SLA:** 24h
    - **Target Version:** TBD
    - **Impact:** TBD

    - **Source page:** `/docs/en/holds.md`
    - **Symptom:** TBD
    - **Impact:** TBD
    - **Admin Workaround:** TBD
    - **Escalation Package:** TBD
    - **Resolution Owner:** Ops
    - **Verification (done when fixed):** TBD
    ");
    insta::assert_snapshot!(added("docs/tr/gap-register.md"), @"
    | G-002 | P0 | Web | 24h | Açık |

    ### 1.2 Loans → Holds → Hold is lost

    <!-- gapreg:untranslated -->

    - **ID:** G-002
    - **First Seen:** 2026-02-05
    - **Environment:** TBD
    - **Durum:** Açık
    - **Öncelik:** P0
    - **Owner:** Web
    - **SLA:** 24h
    - **Target Version:** TBD
    - **Impact:** TBD

    - **Source page:** `/docs/tr/holds.md`
    - **Belirti:** TBD
    - **Impact:** TBD
    - **Admin Workaround:** TBD
    - **Escalation Package:** TBD
    - **Resolution owner:** Ops
    - **Verification (done when fixed):** TBD
    ");
    assert_eq!(tree.code("lint --fail-on error"), 0);
    assert_eq!(tree.code("triage --check"), 0);
}

#[test]
fn an_entry_goes_where_its_menu_is() {
    let entry = |number: &str, id: u8, path: &str| {
        let text = sound();
        let entry = &text[text.find("### 1.1").unwrap()..];
        let entry = entry.replace("1.1 Loans → Renewals", &format!("{number} {path}"));
        entry.replace("G-001", &format!("G-00{id}"))
    };
    let text = format!(
        "# R\n\n## 1) Loans\n\n{}\n---\n\n{}\n## 2) Notices\n\n{}\n## 3) Notes\n\nNothing.\n",
        entry("1.1", 1, "Loans → Renewals"),
        entry("1.2", 2, "Loans → Holds"),
        entry("2.1", 3, "Notices → Email"),
    );
    let outline = |heading: &str| {
        let tree = Tree::with(&text);
        let mut command = tree.command("new -q");
        assert!(command.arg(heading).output().unwrap().status.success());
        let text = tree.read("gap-register.md");
        let headings = text.lines().filter(|line| line.starts_with('#') || *line == "---");
        headings.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(outline("Loans → Renewals → It is slow"), @"
    # R
    ## 1) Loans
    ### 1.1 Loans → Renewals → Renewal is refused
    ---
    ### 1.2 Loans → Holds → Renewal is refused
    ---
    ### 1.3 Loans → Renewals → It is slow
    ## 2) Notices
    ### 2.1 Notices → Email → Renewal is refused
    ## 3) Notes
    ");
    insta::assert_snapshot!(outline("Notices → It is slow"), @"
    # R
    ## 1) Loans
    ### 1.1 Loans → Renewals → Renewal is refused
    ---
    ### 1.2 Loans → Holds → Renewal is refused
    ## 2) Notices
    ### 2.1 Notices → Email → Renewal is refused
    ### 2.2 Notices → It is slow
    ## 3) Notes
    ");
    insta::assert_snapshot!(outline("Elsewhere → It is slow"), @"
    # R
    ## 1) Loans
    ### 1.1 Loans → Renewals → Renewal is refused
    ---
    ### 1.2 Loans → Holds → Renewal is refused
    ## 2) Notices
    ### 2.1 Notices → Email → Renewal is refused
    ### 2.2 Elsewhere → It is slow
    ## 3) Notes
    ");
}

#[test]
fn an_entry_takes_the_form_of_its_neighbours() {
    let text = "# R\r\n\r\n### 🔴 TD-01: Slow\r\n\r\n**Status:** Open · **Owner:** Ops  \r\n**Priority:** P1\r\n\r\n**Symptom**\r\n\r\nIt is slow.\r\n";
    let tree = Tree::with(text);
    assert_eq!(tree.code("new Empty --priority P1 --owner Web"), 0);
    let text = tree.read("gap-register.md");
    assert!(!text.replace("\r\n", "").contains('\n'));
    insta::assert_snapshot!(text.replace('\r', ""), @"
    # R

    ### 🔴 TD-01: Slow

    **Status:** Open · **Owner:** Ops  
    **Priority:** P1

    **Symptom**

    It is slow.

    ### 🔴 TD-02: Empty

    **First Seen:** 2026-02-05  
    **Status:** Open · **Owner:** Web  
    **SLA:** 7d  
    **Source page:** TBD  
    **Priority:** P1

    **Symptom**

    TBD

    **Verification:** TBD
    ");
    let empty = Tree::with("# Register\n\n## Open gaps\n");
    assert_eq!(empty.code("new First --priority P1"), 0);
    insta::assert_snapshot!(empty.read("gap-register.md"), @"
    # Register

    ## Open gaps

    ### First

    - **ID:** G-001
    - **First Seen:** 2026-02-05
    - **Environment:** TBD
    - **Status:** Open
    - **Priority:** P1
    - **Owner:** TBD
    - **SLA:** 7d
    - **Target Version:** TBD
    - **Severity:** TBD

    - **Source page:** TBD
    - **Symptom:** TBD
    - **Impact:** TBD
    - **Admin Workaround:** TBD
    - **Escalation Package:** TBD
    - **Verification:** TBD
    ");
}

#[test]
fn a_value_cannot_smuggle_in_another_field() {
    let tree = Tree::with(sound());
    let mut command = tree.command("set G-001 --yes");
    let output = command.arg("owner=Z · **Status:** Verified").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(tree.read("gap-register.md"), sound());
}

#[test]
fn an_id_of_two_entries_names_neither() {
    let twice = sound() + &sound()[sound().find("### 1.1").unwrap()..];
    let tree = Tree::with(&twice);
    insta::assert_snapshot!(tree.run("set G-001 owner=Web"), @"
    exit 2

    --- stderr
    error: `G-001` is the ID of more than one entry; `gapreg renumber G-001 --heading WORDS` gives one of them the next free ID:
      gap-register.md:15: Loans → Renewals → Renewal is refused
      gap-register.md:34: Loans → Renewals → Renewal is refused
    ");
    assert_eq!(tree.read("gap-register.md"), twice);
}

#[cfg(unix)]
#[test]
fn if_one_file_cannot_be_written_none_is() {
    let tree = pair();
    let mirror = tree.path("docs/tr/gap-register.md");
    std::fs::rename(&mirror, tree.path("elsewhere.md")).unwrap();
    // A file with line ends of old Macs is not written.
    std::fs::write(&mirror, turkish().replace('\n', "\r")).unwrap();
    assert_eq!(tree.code("set G-001 owner=Web"), 2);
    assert_eq!(tree.read("docs/en/gap-register.md"), sound());
}

#[test]
fn the_first_entry_goes_under_its_heading() {
    let text = "# R\n\n**Owner:** Ops\n\n## Triage Summary\n\n## Open gaps\n\n## Notes\n\n- x\n";
    let tree = Tree::with(text);
    let mut command = tree.command("new --priority P1");
    assert!(command.arg("Loans → Hold is lost").output().unwrap().status.success());
    let text = tree.read("gap-register.md");
    assert!(
        text.contains("## Open gaps\n\n### Loans → Hold is lost\n\n- **ID:** G-001\n"),
        "{text}"
    );
    assert!(text.ends_with("\n\n## Notes\n\n- x\n"), "{text}");
    let tree = Tree::with("# R\n\n**Owner:** Ops\n");
    assert_eq!(tree.code("new Lost --owner Web"), 0);
    assert!(tree.read("gap-register.md").starts_with("# R\n\n**Owner:** Ops\n\n### Lost\n"));
    assert_eq!(tree.code("new →"), 2);
}

#[test]
fn a_value_that_only_a_table_elsewhere_holds_is_written_there() {
    let defects = include_str!("../../fixtures/foreign/defects.md");
    let tree = Tree::new().put("gap-register.md", defects);
    insta::assert_snapshot!(tree.run("new Lost status=Fixed --diff"), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -22,9 +22,16 @@
     | **Severity** | **Low** |
     | **Fix owner** | Gate |
     
    +### DEF-003 - Lost
    +
    +| Field | Value |
    +|---|---|
    +| **Issue ID** | DEF-003 |
    +
     ## Tracker
     
     | ID | Title | Severity | Status |
     |---|---|---|---|
     | DEF-001 | Wrong card | High | OPEN |
     | DEF-002 | Gate | Low | OPEN |
    +| DEF-003 | Lost |  | FIXED |

    --- stderr
    DEF-003: Lost
    ");
}

/// A table of entries in two languages.
fn tables() -> Tree {
    let english = "# Lending gaps\n\n| ID | Area | Gap | Severity | Team | Status | Found |\n|---|---|---|---|---|---|---|\n\
        | L-1 | Loans | Renewal answers 404 | high | Loans | open | 2026-01-02 |\n\
        | L-2 | Desk | Fines are doubled | low | Desk | in progress | 2026-01-03 |\n";
    let turkish = "# Ödünç eksikleri\n\n| No | Alan | Eksik | Önem | Sorumlu | Durum | Bulunma tarihi |\n|---|---|---|---|---|---|---|\n\
        | L-1 | Ödünç | Uzatma 404 dönüyor | yüksek | Loans | açık | 2026-01-02 |\n\
        | L-2 | Masa | Cezalar iki kat | düşük | Desk | sürüyor | 2026-01-03 |\n";
    Tree::new().put("docs/en/gap-register.md", english).put("docs/tr/gap-register.md", turkish)
}

#[test]
fn a_row_has_the_words_of_its_register_and_its_title_reads_back() {
    let tree = tables();
    let title = "Loans > Shelf `A|B` is lost";
    let done = tree.run_with("new --yes --severity High --owner Desk", &[title]);
    assert!(done.starts_with("exit 0"), "{done}");
    let last = |path: &str| tree.read(path).lines().last().unwrap().to_owned();
    assert_eq!(
        last("docs/en/gap-register.md"),
        "| L-3 | Loans | Shelf `A\\|B` is lost | high | Desk | open | 2026-02-05 |"
    );
    assert_eq!(
        last("docs/tr/gap-register.md"),
        "| L-3 | Ödünç | Shelf `A\\|B` is lost <!-- gapreg:untranslated --> | yüksek | Desk | açık | 2026-02-05 |"
    );
    let listed = tree.run("list docs/en --format csv");
    assert!(listed.contains("Shelf `A|B` is lost"), "{listed}");
    let found = tree.run("check --output-format concise");
    let others = found.lines().filter(|line| line.contains("L-3") && !line.contains("waits for"));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn an_entry_without_a_place_for_its_title_is_not_written() {
    let text = "# Gaps\n\n| ID | Severity | Team |\n|---|---|---|\n| L-1 | high | Loans |\n";
    let tree = Tree::with(text);
    let done = tree.run_with("new --yes", &["The shelf is lost"]);
    assert!(done.starts_with("exit 2") && done.contains("title"), "{done}");
    assert_eq!(tree.read("gap-register.md"), text);
}

#[test]
fn values_with_marks_are_written_as_they_are_and_once() {
    for value in [
        "staging `v2`",
        "`a` and `b`",
        "**bold** end",
        "see **bold**",
        "see [runbook](/x)",
        "a | b",
        "`x|y` only",
        "ends in *",
        "a tick `",
    ] {
        for (tree, id) in [(Tree::with(sound()), "g-001"), (tables(), "l-1")] {
            let change = format!("owner={value}");
            let done = tree.run_with(&format!("set {id} --yes"), &[&change]);
            assert!(done.starts_with("exit 0"), "{value}: {done}");
            let json = tree.run(&format!("list --where id={} --format json", id.to_uppercase()));
            let owner = format!("\"owner\": {}", serde_json::to_string(value).unwrap());
            assert!(json.contains(&owner), "{owner}: {json}");
            let again = tree.run_with(&format!("set {id} --yes"), &[&change]);
            assert!(again.contains("nothing changes"), "{value}: {again}");
        }
    }
    // What is typed as struck out is an older value.
    let tree = Tree::with(sound());
    assert!(tree.run_with("set G-001 --yes", &["owner=~~Jo~~ Mia"]).starts_with("exit 0"));
    assert!(tree.run("list --format json").contains("\"owner\": \"Mia\""));
    assert!(tree.read("gap-register.md").contains("**Owner:** ~~Jo~~ Mia\n"));
}

#[test]
fn registers_may_be_named_behind_the_changes() {
    let other = sound().replace("Backend", "Desk");
    let tree = Tree::new().put("a/gap-register.md", sound()).put("b/gap-register.md", &other);
    assert_eq!(tree.code("set G-001 owner=Web --yes"), 2);
    assert_eq!(tree.code("set G-001 owner=Web b --yes"), 0);
    assert!(tree.read("b/gap-register.md").contains("- **Owner:** Web\n"));
    assert_eq!(tree.read("a/gap-register.md"), sound());
    assert_eq!(tree.code("set G-001 b --yes"), 2);
    assert_eq!(tree.code("set G-001 nowhere --yes"), 2);
}

#[test]
fn an_entry_without_an_id_is_set_by_its_number() {
    let text = "# What the kiosk lacks\n\n## 1. Tickets are printed twice\n\n\
                **Status:** Open\n\n**Owner:** Desk\n\n## 2. Seats are not kept\n\n\
                **Status:** Open\n\n**Owner:** Desk\n";
    let tree = Tree::new().put("gaps.md", text);
    let said = tree.run("set 2 status=Fixed gaps.md");
    assert!(said.starts_with("exit 0"), "{said}");
    let fixed = text.replacen("Open", "_", 1).replace("Open", "Fixed").replace('_', "Open");
    assert_eq!(tree.read("gaps.md"), fixed);
    let rows = "# What the kiosk lacks\n\n| # | Gap | Status |\n|---|-----|--------|\n\
                | 1 | Tickets are printed twice | Open |\n| 2 | Seats are not kept | Open |\n";
    let tree = Tree::new().put("gaps.md", rows);
    let said = tree.run("set 1 status=Fixed gaps.md");
    assert!(said.starts_with("exit 0"), "{said}");
    assert_eq!(tree.read("gaps.md"), rows.replacen("Open", "Fixed", 1));
}

#[test]
fn a_new_row_has_its_title_where_the_others_have_theirs() {
    let text = "# Bugs of the kiosk\n\n| ID | Severity | Description | State |\n|----|----|----|----|\n\
                | BUG-1 | P1 | Tickets are printed twice | DONE |\n\
                | BUG-2 | P2 | Seats are not kept | DEFERRED |\n";
    let tree = Tree::with(text);
    let said = tree.run_with("new --priority P1", &["Tickets → Print → The list is empty"]);
    assert!(said.starts_with("exit 0"), "{said}");
    let row = "| BUG-3 | P1 | Tickets → Print → The list is empty | OPEN |\n";
    assert_eq!(tree.read("gap-register.md"), format!("{text}{row}"));
    // The column of the title takes no other value.
    let said = tree.run_with("new", &["The lamp is dark", "--symptom", "No light"]);
    assert!(said.starts_with("exit 2"), "{said}");
    assert_eq!(tree.read("gap-register.md"), format!("{text}{row}"));
}

#[test]
fn a_new_row_among_names_comes_last() {
    let text = "# What the kiosk lacks\n\n| ID | Gap | Status |\n|----|----|----|\n\
                | `twice-printed` | Tickets are printed twice | open |\n\
                | `no-seats` | Seats are not kept | open |\n";
    let tree = Tree::with(text);
    let said = tree.run_with("new", &["The list is empty"]);
    assert!(said.starts_with("exit 0"), "{said}");
    assert!(tree.read("gap-register.md").ends_with("| The list is empty | open |\n"), "{said}");
}

#[test]
fn a_title_of_its_own_carries_the_menu_path() {
    let entry = |id: &str, title: &str| {
        format!("### {id}\n- Title: {title}\n- Status: Open\n- Owner: Desk\n\n")
    };
    let text = format!(
        "# What the kiosk lacks\n\n{}{}",
        entry("GAP-001", "Tickets are printed twice"),
        entry("GAP-002", "Seats are not kept")
    );
    let tree = Tree::with(&text);
    let said = tree.run_with("new --owner Desk", &["Tickets → Print → The list is empty"]);
    assert!(said.starts_with("exit 0"), "{said}");
    let path = "- Title: Tickets → Print → The list is empty\n";
    assert!(tree.read("gap-register.md").contains(path), "{}", tree.read("gap-register.md"));
}

#[test]
fn a_title_in_the_column_of_areas_keeps_its_menu_path() {
    let text = "# What the kiosk lacks\n\n| ID | Area | Status |\n|----|----|----|\n\
                | K-1 | Tickets | Open |\n| K-2 | Seats | Open |\n";
    let tree = Tree::with(text);
    let said = tree.run_with("new", &["Tickets → Print → The list is empty"]);
    assert!(said.starts_with("exit 0"), "{said}");
    let row = "| K-3 | Tickets → Print → The list is empty | Open |\n";
    assert_eq!(tree.read("gap-register.md"), format!("{text}{row}"));
}

#[test]
fn what_is_to_come_comes_into_the_row_where_somebody_sets_it() {
    let tree = Tree::with(sound());
    insta::assert_snapshot!(tree.run("set G-001 owner=TBD"), @"
    exit 0

    --- stderr
    wrote gap-register.md
      G-001 Owner: Backend → TBD
    ");
    assert!(tree.read("gap-register.md").contains("| G-001 | P1 | TBD | 7d | Open |"));
    assert_eq!(tree.code("triage --check"), 0);
    tree.run("set G-001 owner=Desk");
    assert!(tree.read("gap-register.md").contains("| G-001 | P1 | Desk | 7d | Open |"));
}

#[test]
fn a_pipe_of_a_row_is_shown_without_its_escape_and_written_with_it() {
    let text = "# Register\n\n| ID | Gap | Status | Priority | Owner | First Seen | SLA |\n\
                |---|---|---|---|---|---|---|\n\
                | G-001 | `a \\| b` fails | Open | P1 | Desk \\| Ops | 2026-02-01 | 7d |\n";
    let tree = Tree::with(text);
    for command in ["list", "sla", "show G-001", "report --format json", "report"] {
        let said = tree.run(command);
        assert!(!said.contains("a \\| b") && !said.contains("Desk \\|"), "{command}: {said}");
    }
    for command in ["sla --format markdown", "list --format markdown", "report --format markdown"] {
        assert!(tree.run(command).contains("| `a \\| b` fails |"), "{command}");
    }
    let said = tree.run_with("set G-001", &["owner=Ops | Desk"]);
    assert!(said.contains("G-001 Owner: Desk | Ops → Ops | Desk"), "{said}");
    assert!(tree.read("gap-register.md").contains("| Ops \\| Desk |"));
}

#[test]
fn what_is_written_beside_a_value_stays() {
    let text = sound()
        .replace("Status:** Open", "Status:** Open <!-- since the audit -->")
        .replace("Priority:** P1", "Priority:** P1 (agreed with ops)")
        .replace("SLA:** 7d", "SLA:** 7d – the vendor's own");
    let tree = Tree::with(text);
    assert_eq!(tree.code("set G-001 status=in-progress priority=P0 sla=24h"), 0);
    let written = tree.read("gap-register.md");
    assert!(written.contains("**Status:** In Progress <!-- since the audit -->\n"), "{written}");
    assert!(written.contains("**Priority:** P0 (agreed with ops)\n"), "{written}");
    assert!(written.contains("**SLA:** 24h – the vendor's own\n"), "{written}");
    assert_eq!(tree.code("triage --check"), 0, "{}", tree.run("triage --diff"));
    // A remark that was typed takes the place of the old one.
    assert_eq!(
        tree.run_with("set G-001", &["priority=P1 (after the outage)"]).find("exit 0"),
        Some(0)
    );
    assert!(tree.read("gap-register.md").contains("**Priority:** P1 (after the outage)\n"));
    // What is no remark is a part of the value.
    tree.run_with("set G-001", &["owner=Backend (Mia)"]);
    tree.run("set G-001 owner=Desk");
    assert!(tree.read("gap-register.md").contains("**Owner:** Desk\n"));
}

#[test]
fn beside_an_id_of_two_entries_the_new_one_is_the_last() {
    let entry = sound()[sound().find("### 1.1").unwrap()..].to_owned();
    let other = entry.replace(
        "### 1.1 Loans → Renewals → Renewal is refused",
        "### 1.2 Loans → Holds → Hold is lost",
    );
    let tree = Tree::with(format!("{}\n{other}", sound()));
    let mut command = tree.command("new --priority P1 --owner Web --yes");
    command.arg("Loans → Fees → Fee is kept").output().unwrap();
    let text = tree.read("gap-register.md");
    assert!(text.find("### 1.3 Loans → Fees").unwrap() > text.find("### 1.2").unwrap(), "{text}");
}

#[test]
fn a_title_in_a_field_below_the_heading_is_written_there() {
    let row = ("| Field | Value |\n|---|---|\n", "| {} | {} |\n");
    for (head, form) in [row, ("", "- **{}:** {}\n")] {
        let field =
            |(label, value): (&str, &str)| form.replacen("{}", label, 1).replacen("{}", value, 1);
        let entry = |id: &str, title: &str| {
            let fields =
                [("Title", title), ("Status", "Open"), ("Priority", "P2"), ("Owner", "Deck")];
            format!("\n## {id}\n\n{head}{}", fields.map(field).concat())
        };
        let old = [entry("BR-1", "Sail is torn"), entry("BR-2", "Oar is short")];
        let old = format!("# Gap register of the barge\n{}", old.concat());
        let tree = Tree::new().put("gap-register.md", &old);
        let said = tree.run_with("new --priority P2 --owner Ann --yes", &["Mast hums"]);
        let new = tree.read("gap-register.md");
        let added = new.strip_prefix(&old).unwrap_or_else(|| panic!("{said}{new}"));
        assert!(added.starts_with(&format!("\n## BR-3\n\n{head}")), "{new}");
        assert!(added.contains(&field(("Title", "Mast hums"))), "{new}");
        assert!(!added[10..].contains("\n\n|") && added.ends_with('\n'), "{new}");
    }
}

#[test]
fn a_new_item_has_not_the_address_of_another() {
    let item = |id: &str, words: &str| {
        format!("* [{id}](https://t.example/{id}) **{words}** (High, Ann) – todo\n")
    };
    let old =
        format!("# Open gaps\n\n{}{}", item("BR-1", "Sail is torn"), item("BR-2", "Oar is short"));
    let tree = Tree::new().put("gap-register.md", &old);
    tree.run_with("new --priority P1 --yes", &["Mast hums"]);
    let new = tree.read("gap-register.md");
    assert!(new.contains("\n* [BR-3] **Mast hums**"), "{new}");
}

#[test]
fn a_translation_that_is_not_utf_8_is_no_reason_to_write_one_side_alone() {
    let turkish = sound().replace("Register (EN)", "Kayıt (TR)").replace("/en/", "/tr/");
    let broken: Vec<u8> = turkish.chars().map(|c| u8::try_from(c).unwrap_or(0xFD)).collect();
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/en/gap-register.md", sound());
    let tree = tree.put("docs/tr/gap-register.md", broken).put("docs/fr/notes.md", "");
    for command in
        ["set G-001 owner=Desk", "new Loans→Late --priority P1", "set G-001 owner=Desk docs/en"]
    {
        let said = tree.run(command);
        assert!(said.starts_with("exit 2"), "{command}: {said}");
        assert!(said.contains("`docs/tr/gap-register.md` is not UTF-8"), "{command}: {said}");
        assert_eq!(tree.read("docs/en/gap-register.md"), sound(), "{command}");
    }
    // Nor is one that is too large to be read.
    let tree = tree.put("docs/tr/gap-register.md", "# Kayıt\n".repeat(200_000));
    let tree = tree.put("gapreg.yaml", "max-size: 1\n");
    let said = tree.run("set G-001 owner=Desk");
    assert!(said.starts_with("exit 2") && said.contains("was not written either"), "{said}");
    assert_eq!(tree.read("docs/en/gap-register.md"), sound());
}

#[test]
fn a_new_entry_has_the_durations_and_placeholders_of_its_translation() {
    let turkish = sound().replace("(EN)", "(TR)").replace("/en/", "/tr/");
    let turkish = turkish.replace("**SLA:** 7d", "**SLA:** 7 gün").replace("| 7d |", "| 7 gün |");
    let turkish = turkish.replace("TBD", "Belirlenecek");
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/en/gap-register.md", sound());
    let tree = tree.put("docs/tr/loans.md", "").put("docs/tr/gap-register.md", turkish);
    let said = tree.run("new Loans→Late --priority P1 --owner Jo");
    let text = tree.read("docs/tr/gap-register.md");
    assert_eq!(text.matches("**SLA:** 7 gün").count(), 2, "{said}{text}");
    assert!(!text.contains("TBD"), "{text}");
    assert!(tree.read("docs/en/gap-register.md").contains("**Environment:** TBD"));
}

#[test]
fn a_new_entry_is_not_put_below_what_is_done() {
    let text = "# Known gaps\n\n## Open\n\n### A-1: Orders are lost\n\nOwner: Mia\n\n## Done\n\n### A-2: Mails are lost\n\nOwner: Mia\n";
    let tree = Tree::new().put("gaps.md", text);
    tree.run("new Slowness gaps.md");
    let added = text.replace("## Done", "### A-3: Slowness\n\n## Done");
    assert_eq!(tree.read("gaps.md"), added);
}

#[test]
fn a_new_entry_has_the_form_of_others_or_is_refused() {
    let text = "# Notes\n\n- Holds are lost at midnight.\n- Labels are cut off.\n\n## Chapters\n\n- One.\n- Two.\n";
    let tree = Tree::new().put("gap-register.md", text);
    let said = tree.run("new Slowness gap-register.md");
    assert!(said.starts_with("exit 2") && said.contains("--unread"), "{said}");
    assert_eq!(tree.read("gap-register.md"), text);
}

#[test]
fn what_is_around_a_value_of_an_item_stays() {
    let text = "# Known gaps\n\n- **TR-10** – Names are cut (owner: Jana)\n\
                - **TR-11** – Stops are missing (owner: Dr. Holm; status: open)\n\
                - **TR-12** – Lines are wrong. Owner: Dr. Holm. Status: open.\n\
                - **TR-13** – Trams are late. Owner: — · Status: open\n";
    let tree = Tree::new().put("gaps.md", text);
    for id in ["TR-10", "TR-11", "TR-12", "TR-13"] {
        let said = tree.run(&format!("set {id} owner=Kim gaps.md"));
        assert!(said.starts_with("exit 0"), "{said}");
    }
    let names = ["Jana", "Dr. Holm", "—"];
    assert_eq!(
        tree.read("gaps.md"),
        names.iter().fold(text.to_owned(), |text, name| text
            .replace(&format!("wner: {name}"), "wner: Kim"))
    );
}

#[test]
fn an_entry_without_lines_for_fields_gets_none_that_breaks_it() {
    let text = "# Provisioning: known defects\n\n**PV-1 — The old profile stays active**\nSev 1 | Open | Handled by Night shift\n\n\
                **PV-2 — Porting is stuck**\nSev 2 | Open | Handled by Karim\n";
    let tree = Tree::new().put("gaps.md", text);
    let said = tree.run("set PV-1 owner=Kim gaps.md");
    assert!(!said.contains("panicked"), "{said}");
    assert!(said.starts_with("exit 0") || tree.read("gaps.md") == text, "{said}");
}

#[test]
fn a_new_entry_has_an_id_where_others_have_one() {
    let gap = |id: &str| {
        format!(
            "## The gate of {id}\n\n- **ID:** {id}\n- **Severity:** High\n- **Owner:** Ann\n\nIt is loose.\n\n"
        )
    };
    let text = format!("# Backend gaps\n\n{}{}", gap("G-001"), gap("G-002"));
    let tree = Tree::new().put("gaps.md", text).put(
        "gapreg.yaml",
        "profile: generic\nregisters: [gaps.md]\nrequired: [Severity, Owner]\n",
    );
    let said = tree.run("new Bell --severity High --owner Bea");
    assert!(said.starts_with("exit 0"), "{said}");
    assert!(tree.read("gaps.md").contains("G-003"), "{}", tree.read("gaps.md"));
}

#[test]
fn links_to_headings_stay_where_a_line_is_added_above_them() {
    let text = "# Known gaps\n\n### KG-01 – Webhook is called once\n\n**Status:** Open  \n**Owner:** Ana\n\n\
                Text. See [customs](#kg-02--customs-form-is-lost).\n\n### KG-02 – Customs form is lost\n\n\
                **Status:** Open  \n**Owner:** Bo\n\nText.\n";
    let tree = Tree::new().put("gap-register.md", text);
    assert_eq!(tree.code("set KG-01 ticket=LOG-1"), 0);
    let after = tree.read("gap-register.md");
    assert!(after.contains("LOG-1") && after.contains("(#kg-02--customs-form-is-lost)"), "{after}");
}
