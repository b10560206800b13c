//! Registers in other forms than today's: read, linted and edited in place, and adopted.

use crate::common::tree::Tree;

const TABLE: &str = "\
# Desk bugs

## P1 — High

| # | Bug | Team | Status |
|---|-----|------|--------|
| **D-07** | A hold is listed twice | Backend | 🔴 open |
| ~~D-04~~ | Receipts print the wrong date | Devices | fixed in 2.7 |

## Summary

| ID | Status |
|----|--------|
| D-07 | closed |
| D-04 | fixed |
";

const LIST: &str = "\
# Gaps of the member portal

- [ ] **GAP-001** — **Renewals:** The button answers 404.
- [x] **GAP-002** — **Card order:** Orders were not sent.
";

fn table() -> Tree {
    Tree::with(TABLE)
}

#[test]
fn a_table_of_entries_is_linted_in_place() {
    insta::assert_snapshot!(table().run("lint"), @"
    exit 1
    error[stale-triage-row]: D-07: the table says `closed`, the entry says `🔴 open`
      --> gap-register.md:14:10
       |
    14 | | D-07 | closed |
       |          ^^^^^^
       |
      ::: gap-register.md:7:49
       |
     7 | | **D-07** | A hold is listed twice | Backend | 🔴 open |
       |                                                 ------- the entry's value
       |
       = fix: write `🔴 open` (`--fix`)


    --- stderr
    1 error in 2 entries of 1 file; `--fix` fixes 1
    ");
}

#[test]
fn a_row_and_a_box_are_edited_in_place() {
    let tree = table();
    insta::assert_snapshot!(tree.run("set D-04 owner=Frontend status=Verified"), @r#"
    exit 0

    --- stderr
    note: D-04: `in 2.7` was written behind `fixed` and is taken out; `status="verified in 2.7"` keeps it
    wrote gap-register.md
      D-04 Owner: Devices → Frontend
      D-04 Status: fixed in 2.7 → verified
      D-04 Status: fixed → verified
    "#);
    insta::assert_snapshot!(tree.run("set D-07 priority=P0"), @"
    exit 2

    --- stderr
    error: gap-register.md: D-07: there is no place for Priority in this entry; the heading above the table says `P1`: move the row below another one, or add a column `Priority` to the table
    ");
    insta::assert_snapshot!(tree.read("gap-register.md"), @"
    # Desk bugs

    ## P1 — High

    | # | Bug | Team | Status |
    |---|-----|------|--------|
    | **D-07** | A hold is listed twice | Backend | 🔴 open |
    | ~~D-04~~ | Receipts print the wrong date | Frontend | verified |

    ## Summary

    | ID | Status |
    |----|--------|
    | D-07 | closed |
    | D-04 | verified |
    ");
    let tree = Tree::with(LIST);
    insta::assert_snapshot!(tree.run("set GAP-001 owner=Portal"), @"
    exit 0

    --- stderr
    wrote gap-register.md
      GAP-001 Owner: (empty) → Portal
    ");
    insta::assert_snapshot!(tree.read("gap-register.md"), @"
    # Gaps of the member portal

    - [ ] **GAP-001** — **Renewals:** The button answers 404.
      - **Owner:** Portal
    - [x] **GAP-002** — **Card order:** Orders were not sent.
    ");
}

#[test]
fn a_new_entry_is_a_row_among_rows_and_an_item_among_items() {
    insta::assert_snapshot!(table().run("new --diff A-shelf-is-lost --owner Stock --priority P1"), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -6,6 +6,7 @@
     |---|-----|------|--------|
     | **D-07** | A hold is listed twice | Backend | 🔴 open |
     | ~~D-04~~ | Receipts print the wrong date | Devices | fixed in 2.7 |
    +| D-08 | A-shelf-is-lost | Stock | 🔴 open |
     
     ## Summary
     
    @@ -13,3 +14,4 @@
     |----|--------|
     | D-07 | closed |
     | D-04 | fixed |
    +| D-08 | 🔴 open |

    --- stderr
    D-08: A-shelf-is-lost
    ");
    insta::assert_snapshot!(Tree::with(LIST).run("new --diff A-shelf-is-lost"), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -1,4 +1,5 @@
     # Gaps of the member portal
     
     - [ ] **GAP-001** — **Renewals:** The button answers 404.
    +- [ ] **GAP-003** — **A-shelf-is-lost:** TBD
     - [x] **GAP-002** — **Card order:** Orders were not sent.

    --- stderr
    GAP-003: A-shelf-is-lost
    ");
}

#[test]
fn a_table_becomes_a_register_of_today() {
    let tree = table();
    insta::assert_snapshot!(tree.run("adopt gap-register.md"), @"
    exit 0
    # Desk bugs

    ## Triage Summary

    | ID   | Gap                           | Priority | Owner   | SLA | Status       | Verification |
    | ---- | ----------------------------- | -------- | ------- | --- | ------------ | ------------ |
    | D-07 | A hold is listed twice        | P1       | Backend | TBD | Open         | TBD          |
    | D-04 | Receipts print the wrong date | P1       | Devices | TBD | fixed in 2.7 | TBD          |

    ## 1) Gaps

    ### 1.1 A hold is listed twice

    - **ID:** D-07
    - **First Seen:** TBD
    - **Status:** Open
    - **Priority:** P1
    - **Owner:** Backend
    - **SLA:** TBD
    - **Severity:** High

    - **Source page:** TBD
    - **Symptom:** TBD
    - **Verification:** TBD

    ### 1.2 Receipts print the wrong date

    - **ID:** D-04
    - **First Seen:** TBD
    - **Status:** fixed in 2.7
    - **Priority:** P1
    - **Owner:** Devices
    - **SLA:** TBD
    - **Severity:** High

    - **Source page:** TBD
    - **Symptom:** TBD
    - **Verification:** TBD

    --- stderr
    gap-register.md: 2 entries, 10 values to fill in, 3 lines not used
    gap-register.md: labels renamed: `Team` → `Owner`
    gap-register.md:10: not used: ## Summary
    gap-register.md:14: not used: | D-07 | closed |
    gap-register.md:15: not used: | D-04 | fixed |
    ");
}

#[test]
fn adopting_again_changes_nothing_and_keeps_ids() {
    let tree = Tree::new().put("notes.md", "# Analysis\n\n## Critical gaps\n\n- **Paging**: answers all rows\n- **Search**: ignores umlauts\n- **Export**: holds the header only\n");
    insta::assert_snapshot!(tree.run("adopt notes.md --output gap-register.md"), @"
    exit 0

    --- stderr
    notes.md: 3 entries, 3 IDs given, 21 values to fill in
    wrote gap-register.md
    ");
    let once = tree.read("gap-register.md");
    insta::assert_snapshot!(tree.run("adopt --write gap-register.md"), @"
    exit 0

    --- stderr
    gap-register.md: 3 entries, 21 values to fill in
    nothing changes: the register is in today's form already
    ");
    assert_eq!(tree.read("gap-register.md"), once);
    insta::assert_snapshot!(tree.run("adopt notes.md --output gap-register.md"), @"
    exit 0

    --- stderr
    notes.md: 3 entries, 3 IDs given, 21 values to fill in
    gap-register.md says so already
    ");
    let tree = tree.put("gap-register.md", once.replace("G-002", "G-042"));
    insta::assert_snapshot!(tree.run("adopt notes.md --output gap-register.md --force"), @"
    exit 0

    --- stderr
    notes.md: 3 entries, 3 IDs given, 21 values to fill in
    gap-register.md says so already
    ");
    assert!(tree.read("gap-register.md").contains("- **ID:** G-042"));
}

#[test]
fn a_translation_is_adopted_with_the_same_ids() {
    let tree = Tree::new()
        .put("docs/en/gap-register.md", "# Register (EN)\n\n### 1.1 Loans → Renewal fails\n\n- **Status:** Open\n- **Priority:** P1\n- **Resolution Owner:** Backend\n- **Symptom:** It answers 404.\n")
        .put("docs/tr/gap-register.md", "# Kayıt (TR)\n\n### 1.1 Ödünç → Uzatma olmuyor\n\n- **Durum:** Açık\n- **Öncelik:** P1\n- **Belirti:** 404 dönüyor.\n");
    insta::assert_snapshot!(tree.run("adopt --write docs/en/gap-register.md"), @"
    exit 0

    --- stderr
    docs/en/gap-register.md: 1 entry, 1 ID given, 3 values to fill in
    docs/tr/gap-register.md: 1 entry, 1 ID given, 3 values to fill in
    ");
    insta::assert_snapshot!(tree.read("docs/tr/gap-register.md"), @"
    # Kayıt (TR)

    ### Triage Özeti

    | ID    | Alan  | Gap            | Öncelik | Sorumlu | SLA | Durum | Doğrulama |
    | ----- | ----- | -------------- | ------- | ------- | --- | ----- | --------- |
    | G-001 | Ödünç | Uzatma olmuyor | P1      | Backend | 7d  | Açık  | TBD       |

    ### 1.1 Ödünç → Uzatma olmuyor

    - **ID:** G-001
    - **İlk görülme:** TBD
    - **Durum:** Açık
    - **Öncelik:** P1
    - **Sorumlu:** Backend
    - **SLA:** 7d
    - **Kaynak sayfa:** TBD
    - **Belirti:** 404 dönüyor.
    - **Doğrulama:** TBD
    ");
    insta::assert_snapshot!(tree.run("mirror docs --output-format concise"), @"
    exit 1
    docs/tr/gap-register.md:11:11: error[mirror-field] G-001: the translation has no `Resolution Owner`

    --- stderr
    1 error in 2 entries of 2 files; `--fix` fixes 1
    tr  ░░░░░░░░░░░░░░░░░░░░  0 of 1 entry in step, 1 contradicting
    ");
}

#[test]
fn text_that_cannot_be_adopted_is_reported() {
    let tree =
        Tree::new().put("prose.md", "# Notes\n\nNothing but prose.\n").put("b.md", b"# G\xfcn\n");
    insta::assert_snapshot!(tree.run("adopt prose.md"), @"
    exit 2

    --- stderr
    error: `prose.md`: no entries were found: neither headings, rows nor items with an ID, a status or a name, nor columns run together
    ");
    insta::assert_snapshot!(tree.run("adopt b.md"), @"
    exit 2

    --- stderr
    error: `b.md` is not UTF-8: convert it first, then adopt it
    ");
    insta::assert_snapshot!(tree.run("adopt ."), @"
    exit 2

    --- stderr
    error: `.` is a folder: name the register to adopt
    ");
    insta::assert_snapshot!(tree.run("adopt --lang xx prose.md"), @"
    exit 2

    --- stderr
    error: `xx` is not a known language; known are en, tr, de, es, fr, pt, ru, zh, ko, ar, ja, it, pl, nl, no, cs, sv
    ");
}

/// A table with text before, behind and after it.
const WITH_REST: &str = "# Gap register\n\nFor the loans team.\n\n## Levels\n\n- High: readers cannot borrow\n\n\
    ## Work\n\n| ID | Gap | Owner | Status |\n|---|---|---|---|\n| L-1 | Renewal answers 404 | Loans | Open |\n\
    | L-2 | Fines are doubled | Desk | Fixed |\n\nThe board meets on Mondays.\n\n## Before the release\n\n\
    - [ ] Load test passed\n- [x] The desk has read the runbook\n";

#[test]
fn what_is_no_entry_stays_when_a_register_is_adopted_in_place() {
    let tree = Tree::with(WITH_REST);
    assert_eq!(tree.code("adopt --write gap-register.md"), 0);
    let new = tree.read("gap-register.md");
    // The heading of the table names the area of its entries.
    let is_row = |line: &str| line.starts_with('|') || line == "## Work";
    let mut from = 0;
    for line in WITH_REST.lines().filter(|line| !is_row(line)) {
        from += new[from..].find(line).unwrap_or_else(|| panic!("{line} is gone:\n{new}"));
    }
    assert_eq!(tree.code("adopt --write gap-register.md"), 0);
    assert_eq!(tree.read("gap-register.md"), new, "twice is once");
}

#[test]
fn an_adoption_that_would_lose_lines_is_refused() {
    let text = "# Eksikler\n\n## Kritik\n\n| No | Eksik | Durum |\n|---|---|---|\n| E-1 | Arama boş | Açık |\n\n\
                Kurul salı günü toplanır.\n\n## Orta\n\n| No | Eksik | Durum |\n|---|---|---|\n\
                | E-2 | Liste yavaş | Açık |\n";
    let tree = Tree::with(text);
    let shown = tree.run("adopt --write gap-register.md");
    assert!(shown.starts_with("exit 2\n") && shown.contains("gap-register.md:9"), "{shown}");
    assert_eq!(tree.read("gap-register.md"), text);
    assert_eq!(tree.code("adopt gap-register.md --output new-gap-register.md"), 0);
}

#[test]
fn an_empty_list_of_closed_items_is_no_triage_table() {
    let tree = Tree::with(
        "\
# Debt

## Active items

| ID | Item | Location | Severity | Status |
|----|------|----------|----------|--------|
| D-01 | A hold is listed twice | holds.rs | High | Open |
| D-02 | Receipts print the wrong date | print.rs | Low | Open |

## Closed items

| ID | Item | Closed in | Notes |
|----|------|-----------|-------|
",
    );
    insta::assert_snapshot!(tree.run("lint"), @"
    exit 0

    --- stderr
    no findings in 2 entries of 1 file
    ");
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 0

    --- stderr
    the entries are rows or list items, which need no triage table
    ");
}

#[test]
fn what_an_item_says_behind_its_title_stays_in_its_entry() {
    let tree = Tree::with(
        "\
# Known gaps of the portal

1. Attachments over 10 MB fail silently. Owner: Anna. Since 1.6.2025. Status: investigating.
2. The export is empty in Berlin. Owner: Ben.
3. Search ignores umlauts, see the mail of 20.3.2025. Since May.
",
    );
    assert_eq!(tree.code("adopt gap-register.md --write"), 0);
    let text = tree.read("gap-register.md");
    for words in
        ["**Owner:** Anna", "**Owner:** Ben", "Since 1.6.2025", "investigating", "Since May"]
    {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

#[test]
fn a_foreign_date_is_adopted_once() {
    let tree = Tree::new()
        .put("gaps.md", "# Known gaps\n\n### KG-1: Webhooks are not retried\n\n- **Status**: open\n- **Since**: 14 Feb 2025\n")
        .put("gapreg.yaml", "registers: [gaps.md]\nread:\n  - files: gaps.md\n    entries:\n      - headings: { level: 3, fields: { First Seen: Since } }\n");
    assert_eq!(tree.code("lint"), 0, "labels of its own are no sign of today's form");
    assert_eq!(tree.code("adopt gaps.md --output new-gap-register.md"), 0);
    let text = tree.read("new-gap-register.md");
    assert!(text.contains("2025-02-14") && !text.contains("2025-02-14 Feb"), "{text}");
}

#[test]
fn months_are_dates_of_a_register_that_keeps_no_days() {
    let text = "# Debts\n\n| ID | Debt | Since | Status |\n|---|---|---|---|\n\
                | TD-3 | The build is slow | 2023-05 | open |\n| TD-7 | Logs are lost | May 2024 | open |\n\
                | TD-8 | No index | Q1 2025 | open |\n";
    let output = Tree::with(text).run("lint --output-format concise");
    assert!(!output.contains("bad-date"), "{output}");
}

#[test]
fn a_sign_before_an_item_is_its_state_where_the_file_explains_it() {
    let tree = Tree::with(
        "\
# Known gaps of the desk

Legend: 🔴 open · 🟡 in progress · 🟢 done

## Scanner

- 🔴 **T-1** — It drops codes.
- 🟢 **T-2** — It is slow.
",
    );
    assert_eq!(tree.code("set T-1 status=done"), 0);
    assert!(tree.read("gap-register.md").contains("- 🟢 **T-1** — It drops codes."));
    assert!(tree.run_with("new", &["It hums"]).starts_with("exit 0"));
    assert!(tree.read("gap-register.md").contains("- 🔴 **T-3** — It hums"));
}

const ZONES: &str = "# Zones\n\n\
    | ID | Gap | Priority | Status | Ticket | Workaround |\n\
    |---|---|---|---|---|---|\n\
    | Z-01 | Zone stays | P1 | Open | [OPS-1](https://j.example.com/OPS-1), [OPS-2](https://j.example.com/OPS-2) | By hand<br>1. freeze<br>2. delete |\n\
    | [Z-02](https://w.example.com/z2) | Cache stays | P2 | [Closed](https://w.example.com/c) | OPS-3 | |\n";

#[test]
fn adoption_keeps_every_ticket_and_address() {
    let tree = Tree::with(ZONES);
    let said = tree.run("adopt --write gap-register.md");
    assert!(said.starts_with("exit 0"), "{said}");
    let text = tree.read("gap-register.md");
    let tickets =
        "- **Ticket:** [OPS-1](https://j.example.com/OPS-1), [OPS-2](https://j.example.com/OPS-2)";
    assert!(text.contains(tickets), "{text}");
    for kept in ["https://w.example.com/z2", "[Closed](https://w.example.com/c)", "OPS-3"] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    let once = text.clone();
    tree.run("adopt --write gap-register.md");
    assert_eq!(tree.read("gap-register.md"), once);
    let said = tree.run("handoff Z-01");
    assert!(said.contains("[OPS-1](https://j.example.com/OPS-1)"), "{said}");
    assert!(said.contains("[OPS-2](https://j.example.com/OPS-2)"), "{said}");
}

#[test]
fn adoption_promises_nothing_that_the_page_does_not() {
    let tree = Tree::with(ZONES);
    tree.run("adopt --write gap-register.md");
    let text = tree.read("gap-register.md");
    assert!(!text.contains("SLA default") && !text.contains("SLA:** 7d"), "{text}");
    let tree = Tree::with(ZONES).put("gapreg.yaml", "sla: { P1: 5d, P2: 20d }\n");
    tree.run("adopt --write gap-register.md");
    assert!(tree.read("gap-register.md").contains("SLA:** 5d"));
    let stated = ZONES.replace("# Zones\n", "# Zones\n\n> SLA default: P1=3d, P2=9d.\n");
    let tree = Tree::with(stated);
    tree.run("adopt --write gap-register.md");
    assert!(tree.read("gap-register.md").contains("SLA:** 3d"));
}

#[test]
fn adoption_speaks_the_language_of_the_page_and_keeps_its_states() {
    let text = "# Lacunes connues\n\n\
        | ID | Lacune | Priorité | Statut | Depuis |\n|---|---|---|---|---|\n\
        | EC-1 | La liste est tronquée | P1 | 🔴 Ouvert | bientôt |\n\
        | EC-2 | Les quotas manquent | P2 | ✅ Fermé | 2026-01-12 |\n";
    let tree = Tree::new().put("docs/fr/gap-register.md", text);
    tree.run("adopt --write docs/fr/gap-register.md");
    let text = tree.read("docs/fr/gap-register.md");
    assert!(!text.contains("Source ") && !text.contains("Fixed"), "{text}");
    assert!(text.contains("Statut:** Corrigé") && text.contains("source:** ✅ Fermé"), "{text}");
    assert!(text.contains("dans la source:** bientôt"), "{text}");
}

#[test]
fn what_a_person_reads_has_no_marks_of_the_file() {
    let text = "# Gaps\n\n## Fixed\n\n### D-1: The till is slow\n\n- Owner: Ann\n- Ticket: [DESK-7](https://tickets.example.org/browse/DESK-7)\n\n\
                ## Others\n\n### D-2: The lamp is out\n\n- Status: ~~Open~~ In progress\n- Owner: Bob\n\
                - Ticket: [DESK-8](https://tickets.example.org/browse/DESK-8)\n";
    let tree = Tree::new().put("gaps.md", text);
    let shown = tree.run("show D-1 gaps.md");
    assert!(shown.contains("\nStatus  Fixed"), "{shown}");
    let sla = tree.run("sla gaps.md");
    assert!(sla.contains("D-2  –  In progress  "), "{sla}");
    let report = tree.run("report --format markdown gaps.md");
    assert!(report.contains("The lamp is out (`DESK-8`)"), "{report}");
    let json = tree.run("list --format json gaps.md");
    assert!(json.contains("\"sla\": {},"), "{json}");
    let table = tree.run("triage --diff gaps.md");
    assert!(table.contains("1 table is missing; `gapreg triage` writes what is shown"), "{table}");
}

#[test]
fn fields_in_quotes_without_colons_and_below_summaries_are_changed_in_place() {
    let changed = |before: &str| {
        let tree = Tree::new().put("gaps.md", before);
        let said = tree.run("set D-01 owner=Zoe first-seen=2026-01-02 gaps.md");
        assert!(said.starts_with("exit 0"), "{said}");
        tree.read("gaps.md")
    };
    let part = |id: &str| {
        format!(
            "<details>\n<summary><b>{id}</b> The till is slow</summary>\n\n- Status: open\n- Owner: Ann\n\n</details>\n\n"
        )
    };
    let text = format!("# Gaps\n\n{}{}", part("D-01"), part("D-02"));
    let text = changed(&text);
    let first = text.split("</details>").next().unwrap();
    assert!(
        first.ends_with("\n- First Seen: 2026-01-02\n- Status: open\n- Owner: Zoe\n\n"),
        "{text}"
    );
    let text = changed(
        "# Gaps\n\n### D-01: The till is slow\n\n> Status: Open · Owner: Ann\n\nIt waits.\n",
    );
    assert!(text.contains("> Status: Open · Owner: Zoe\n\nIt"), "{text}");
    assert!(text.contains("\n\n> First Seen: 2026-01-02"), "{text}");
    let text = changed(
        "# Gaps\n\n### D-01: The till is slow\n\n**Status** Open · **Owner** Ann\n\nIt waits.\n",
    );
    assert!(text.contains("**Status** Open · **Owner** Zoe\n\nIt"), "{text}");
    assert!(
        text.contains("**First Seen** 2026-01-02") || text.contains("**First Seen:** 2026-01-02"),
        "{text}"
    );
}
