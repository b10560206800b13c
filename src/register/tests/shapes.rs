//! Registers whose entries are rows, items, and headings of other forms.

use super::*;

/// Shape and profile, then a line for each entry: name, state, title.
pub(super) fn listed(text: &str) -> String {
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    with_register(text, |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &vocabulary);
        let mut out = format!("{:?} {:?}\n", register.shape, register.profile);
        for entry in &register.entries {
            let tracked = TrackedValues::of(register, entry, &policy, &vocabulary);
            let state = tracked.state.map_or("–", |state| policy.flow[state].as_str());
            let name = register.name(entry).unwrap_or_default();
            writeln!(out, "{name} | {state} | {}", register.text(entry.title)).unwrap();
        }
        out
    })
}

#[test]
fn rows_are_entries_but_legends_totals_and_logs_are_not() {
    insta::assert_snapshot!(shown(include_str!("../../../fixtures/foreign/bugs.md")), @r#"
    BUG-03 |  | A waived fine is back after `GET /api/v2/fines\|all` reloads
      ID = "**BUG-03**"
      First Seen = "2026-01-04"
      Area = "Fines"
      What fails = "A waived fine is back after `GET /api/v2/fines\\|all` reloads"
      Owner = "Accounts"
      Fix = "keep the flag"
      Priority = "P0"
      Severity = "Critical"
      Status = "Open"
    BUG-07 |  | A return at another branch is counted twice
      ID = "`BUG-07`"
      First Seen = "2026-01-11"
      Area = "Returns"
      What fails = "A return at another branch is counted twice"
      Owner = "Branches"
      Fix = "—"
      Priority = "P0"
      Severity = "Critical"
      Status = "Open"
    BUG-09 |  | The receipt names the wrong branch
      ID = "BUG-09"
      First Seen = "2026-01-12"
      Area = "Returns"
      What fails = "The receipt names the wrong branch"
      Owner = "Branches"
      Fix = "reprint"
      Priority = "P0"
      Severity = "Critical"
      Status = "Open"
    BUG-04 |  | Umlauts are sorted behind z
      ID = "BUG-04"
      First Seen = "2026-01-05"
      Area = "Search"
      What fails = "Umlauts are sorted behind z"
      Owner = "Catalogue"
      Fix = "collation"
      Priority = "P2"
      Severity = "Minor"
      Status = "Open"
    BUG-01 |  | Holds were dropped at midnight
      ID = "~~BUG-01~~"
      What failed = "Holds were dropped at midnight"
      Closure note = "queue is kept since the move"
      Target Version = "4.2"
      Status = "~~"
    BUG-02 |  | The late list was empty
      ID = "✅ BUG-02"
      What failed = "The late list was empty"
      Closure note = "checked by the desk on Monday"
      Target Version = "4.2"
      Status = "✅"
    "#);
}

#[test]
fn items_are_entries_by_their_ids() {
    insta::assert_snapshot!(shown(include_str!("../../../fixtures/foreign/todo.md")), @r#"
    GAP-001 |  | Renewals
      ID = "GAP-001"
      Status = "[ ]"
      Symptom = "The button answers 404."
      Remediate = "add the route."
      Owner = "Portal"
      Priority = "High"
    GAP-002 |  | Card order
      ID = "GAP-002"
      Status = "[x]"
      Symptom = "Orders were not sent."
      Closure note = "the job runs hourly."
      Priority = "High"
      Owner = "Portal"
    GAP-003 |  | Photo upload
      ID = "GAP-003"
      Status = "[ ]"
      Symptom = "Files above 1 MB vanish:\n- `POST /api/v2/members/photo`\n- no message is shown"
      Priority = "Low"
    "#);
}

#[test]
fn a_table_of_fields_belongs_to_its_heading_and_a_summary_adds_fields() {
    insta::assert_snapshot!(shown(include_str!("../../../fixtures/foreign/defects.md")), @r#"
    DEF-001 |  | A return is booked on the wrong card
      ID = "DEF-001"
      Area = "Returns"
      Symptom = "The last card stays open when the next book is scanned."
      Severity = "**High**"
      Resolution Owner = "Desk"
      Status = "OPEN"
    DEF-002 |  | The gate opens without a scan
      ID = "DEF-002"
      Area = "Gate"
      Symptom = "`POST /api/v2/gate/open` asks for no loan."
      Severity = "**Low**"
      Resolution Owner = "Gate"
      Status = "OPEN"
    "#);
}

#[test]
fn items_with_names_are_entries_where_nothing_else_is() {
    insta::assert_snapshot!(listed(include_str!("../../../fixtures/foreign/analysis.md")), @"
    Checklist Generic
     | – | Fuzzy matching
     | – | Index age
     | – | Ranking (relevance)
     | – | Retries
    ");
}

#[test]
fn a_german_table_is_read_like_an_english_one() {
    insta::assert_snapshot!(shown(include_str!("../../../fixtures/foreign/risken-de.md")), @r#"
    R1 |  | Rückgaben am Wochenende werden nicht gebucht
      ID = "R1"
      Gap = "Rückgaben am Wochenende werden nicht gebucht"
      Severity = "hoch"
      Owner = "Ausleihe"
      Workaround = "Kasten leeren"
    R2 |  | Die Mahnung geht an die alte Anschrift
      ID = "R2"
      Gap = "Die Mahnung geht an die alte Anschrift"
      Severity = "mittel"
      Owner = "Konten"
      Workaround = "Abgleich am Monatsende"
    R3 |  | Der Katalog kennt keine Sonderzeichen
      ID = "R3"
      Gap = "Der Katalog kennt keine Sonderzeichen"
      Severity = "niedrig"
      Owner = "Katalog"
      Workaround = "Suche ohne Zeichen"
    "#);
}

#[test]
fn ids_are_read_with_any_marks_around_them() {
    let rows = [
        "**G-01**",
        "~~G-02~~",
        "`G-03`",
        "[G-04](#g-04)",
        "✅ G-05",
        "<a id=\"g-6\"></a>G-06",
        "**G-07** Login is slow",
    ];
    let rows: String = rows.map(|id| format!("| {id} | it fails |\n")).concat();
    insta::assert_snapshot!(listed(&format!("# Gaps\n\n| ID | Details |\n|---|---|\n{rows}")), @"
    Table Generic
    G-01 | – | it fails
    G-02 | Verified | it fails
    G-03 | – | it fails
    G-04 | – | it fails
    G-05 | Fixed | it fails
    G-06 | – | it fails
    G-07 | – | Login is slow
    ");
}

#[test]
fn numbered_headings_are_entries_with_the_status_at_their_end() {
    let text = "# Gaps of the desk\n\n## 1 · Loans\n\n### 1.1 Renewals — 🟡 form only\n\nBuilt.\n\n\
                ### 1.2 Holds — ❌\n\nNothing.\n\n## 2 · Returns\n\n### 2.1 Gate — ✅\n\nRuns.\n\n\
                ## 3 · Platform\n\n- **Mail**: none\n- **Queue**: none\n- **Log**: none\n\n\
                ## 4 · Suggested build order\n\n1. **Mail** first\n2. **Queue** next\n3. **Log** last\n";
    insta::assert_snapshot!(listed(text), @"
    Headings Generic
    1.1 | In Progress | Renewals
    1.2 | Open | Holds
    2.1 | Fixed | Gate
     | – | Mail
     | – | Queue
     | – | Log
    ");
}

#[test]
fn a_summary_row_and_its_section_are_one_entry() {
    let text = "# Gaps\n\n| # | Gap | Status |\n|---|---|---|\n| 1 | Login | ✅ Done |\n| 2 | Logout | Open |\n\n\
                ## 1. Login fails\n\n**Status:** Implemented for the desk.\n\n## 2. Logout hangs\n\n\
                **Status:** Open\n";
    insta::assert_snapshot!(listed(text), @"
    Headings Generic
    1 | Fixed | Login fails
    2 | Open | Logout hangs
    ");
}

#[test]
fn plain_documents_hold_no_entries() {
    for text in [
        "# Guide\n\nRead this.\n\n## Install\n\n1. Download it.\n2. Run it.\n",
        "# API\n\n| Method | Path | Notes |\n|---|---|---|\n| GET | /a | x |\n| POST | /b | y |\n",
        "# Changelog\n\n## 1.2.0\n\n- faster\n- smaller\n\n## 1.1.0\n\n- new\n",
        "# Levels\n\n| Status | Meaning |\n|---|---|\n| Open | new |\n| Fixed | done |\n",
    ] {
        assert_eq!(listed(text), "Headings BackendGap\n", "{text}");
    }
}

#[test]
fn words_before_colons_are_labels_among_known_ones_without_marks() {
    let text = "# Gaps\n\n## 1. Seats\n\nStatus: Open\nOwner: Mia\nReporter: Jo Ray\nDue: 2026-04-02\n\n\
                ## 2. Lamps\n\n- Status: Open\n- Impact: Dark.\n- Wiring plan: see page 4.\n- note: small\n";
    insta::assert_snapshot!(shown(text), @r#"
    1 |  | Seats
      Status = "Open"
      Owner = "Mia"
      Reporter = "Jo Ray"
      Due = "2026-04-02"
    2 |  | Lamps
      Status = "Open"
      Impact = "Dark."
      Wiring plan = "see page 4."
    "#);
    let sentences =
        "# Gaps\n\n## 1. Seats\n\nStatus: Open\nOwner: Mia\nWe saw it twice: once by day.\n";
    insta::assert_snapshot!(shown(sentences), @r#"
    1 |  | Seats
      Status = "Open"
      Owner = "Mia"
    "#);
}

#[test]
fn strong_labels_are_parted_by_stops_and_dashes() {
    let text = "# Gaps\n\n### S-1 Seats\n\n**Status:** Open. **Owner:** K. L. **First seen:** 02.03.2026.\n\n\
                ### S-2 Lamps\n\n**Status:** Open – **Owner:** Mia – **Effort:** two days\n\n\
                ### S-3 Doors\n\n**Status:** Open\n**Impact:** It is **very** slow. **Nobody** knows why.\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Seats
      Status = "Open"
      Owner = "K. L."
      First Seen = "02.03.2026"
    S-2 |  | Lamps
      Status = "Open"
      Owner = "Mia"
      Effort = "two days"
    S-3 |  | Doors
      Status = "Open"
      Impact = "It is **very** slow. **Nobody** knows why."
    "#);
}

#[test]
fn a_label_of_endpoints_alone_is_that_of_endpoints() {
    let table = |cell: &str| {
        format!(
            "# Gaps\n\n| ID | Gap | Call | Status |\n|---|---|---|---|\n| S-1 | A | `GET /a`, `PUT /b` | Open |\n\
         | S-2 | B | {cell} | Open |\n| S-3 | C | – | Open |\n"
        )
    };
    insta::assert_snapshot!(shown(&table("DELETE /c/{id}")), @r#"
    S-1 |  | A
      ID = "S-1"
      Gap = "A"
      UI endpoints = "`GET /a`, `PUT /b`"
      Status = "Open"
    S-2 |  | B
      ID = "S-2"
      Gap = "B"
      UI endpoints = "DELETE /c/{id}"
      Status = "Open"
    S-3 |  | C
      ID = "S-3"
      Gap = "C"
      UI endpoints = "–"
      Status = "Open"
    "#);
    assert!(!shown(&table("the export")).contains("Endpoints"));
}

#[test]
fn short_values_on_a_line_are_parted_at_stops_commas_and_slashes() {
    let text = "# Gaps\n\n## S-1: Seats\n\nStatus: Open. Owner: Mia. Priority: P2.\nAsk at the desk.\n\n\
                ## S-2: Lamps\n\nOwner: Mia, Jo / Status: Open\n\n\
                ## S-3: Doors\n\nStatus: Open\nSymptom: They squeak, Owner: is on the door, too.\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Seats
      Status = "Open"
      Owner = "Mia"
      Priority = "P2"
    S-2 |  | Lamps
      Owner = "Mia, Jo"
      Status = "Open"
    S-3 |  | Doors
      Status = "Open"
      Symptom = "They squeak, Owner: is on the door, too."
    "#);
    let items = "# Gaps\n\n- **S-1** No seats. Owner: Mia, Priority: P1\n- **S-2** No lamps. Owner: Jo.\n  It is dark.\n";
    insta::assert_snapshot!(shown(items), @r#"
    S-1 |  | No seats
      ID = "S-1"
      Owner = "Mia"
      Priority = "P1"
    S-2 |  | No lamps
      ID = "S-2"
      Owner = "Jo"
    "#);
    insta::assert_snapshot!(shown("# Gaps\n\n## S-1: Seats\n\nDurum / Status: Open\nSLA / Süre: 7d\nSLA / Owner: x\n"), @r#"
    S-1 |  | Seats
      Status = "Open"
      SLA = "7d"
      SLA / Owner = "x"
    "#);
}

#[test]
fn paragraphs_that_are_titles_with_fields_below_are_entries() {
    let lists = "# Shelf backend gaps\n\n**[S-1] Holds are lost**\n- State: open\n- Severity: high\n\nSeen in May.\n\n\
                 **Labels are cut**\n- State: closed\n- Severity: low\n\n## Notes\n\n- **Owner:** Desk\n";
    insta::assert_snapshot!(shown(lists), @r#"
    S-1 |  | Holds are lost
      ID = "S-1"
      Status = "open"
      Severity = "high"
      Symptom = "Seen in May."
     |  | Labels are cut
      Status = "closed"
      Severity = "low"
    "#);
    let lines = "# Gaps\n\n**S-1 – Holds are lost**\\\nState: open | Owner: Mia\n\n**S-2 – Labels are cut**\nState: closed\n";
    insta::assert_snapshot!(shown(lines), @r#"
    S-1 |  | Holds are lost
      ID = "S-1"
      Status = "open"
      Owner = "Mia"
    S-2 |  | Labels are cut
      ID = "S-2"
      Status = "closed"
    "#);
    let bare = "Gap: Holds are lost\nID: S-01\nStatus: Open\n\nGap: Labels are cut\nID: S-02\nStatus: Fixed\n";
    insta::assert_snapshot!(shown(bare), @r#"
    S-01 |  | Holds are lost
      Gap = "Holds are lost"
      ID = "S-01"
      Status = "Open"
    S-02 |  | Labels are cut
      Gap = "Labels are cut"
      ID = "S-02"
      Status = "Fixed"
    "#);
}

#[test]
fn paragraphs_in_an_entry_are_parts_of_it() {
    let text = "# Gaps\n\n### S-1: Holds are lost\n\n**At the desk**\n- Status: Open\n\n**On the web**\n- Status: Open\n\n\
                ### Labels are cut\n\n- Owner: Mia\n\n**Tracking**\n- Status: Open\n\n**Details**\n- Impact: None.\n";
    assert_eq!(
        listed(text),
        "Headings Generic\nS-1 | Open | Holds are lost\n | Open | Labels are cut\n"
    );
}

#[test]
fn an_id_may_be_the_text_of_a_link() {
    let text = "# Backend gaps\n\n* [S-1](https://x.org/S-1) **Holds are lost** on Mondays\n* [S-2](https://x.org/S-2) Labels are cut\n\
                * **[S-3](https://x.org/S-3)** – Fines are doubled\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\nS-1 | – | Holds are lost\nS-2 | – | Labels are cut\nS-3 | – | Fines are doubled\n"
    );
    let text = "# Backend gaps\n\n## [S-1](https://x.org/S-1) Holds are lost\n\n- Status: Open\n- Owner: Mia\n";
    assert_eq!(listed(text), "Headings Generic\nS-1 | Open | Holds are lost\n");
}

#[test]
fn a_value_ends_behind_its_link() {
    let text = "# Gaps\n\n### S-1: Holds are lost\n\n**Status:** Open\\\n**Owner:** *Mia*\\\n**Ticket:** see [S](https://x.org/1)\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds are lost
      Status = "Open"
      Owner = "*Mia*"
      Ticket = "see [S](https://x.org/1)"
    "#);
}

#[test]
fn ids_with_one_digit_are_known_by_their_sequence() {
    for (one, two) in [("S-1", "S-2"), ("S1", "S2")] {
        let text = format!(
            "# Gaps\n\n### {one} Holds are lost\n\nStatus: open\n\n### {two} Labels are cut\n\nStatus: closed\n"
        );
        assert_eq!(
            listed(&text),
            format!(
                "Headings Generic\n{one} | Open | Holds are lost\n{two} | Verified | Labels are cut\n"
            )
        );
    }
    // The order is not that of the numbers where sections are those of states, or others have two digits.
    let part = |id: &str| format!("### {id} Holds are lost\n\nOwner: Mia\n\n");
    let text =
        format!("# Gaps\n\n## Open\n\n{}{}## Closed\n\n{}", part("S-8"), part("S-9"), part("S-2"));
    assert_eq!(listed(&text).matches("\nS-").count(), 3);
    let text = format!("# Gaps\n\n{}{}{}", part("S-11"), part("S-12"), part("S-9"));
    assert_eq!(listed(&text).matches("\nS-").count(), 3);
    let text = format!("# Gaps\n\n{}{}", part("UTF-8"), part("UTF-8"));
    assert_eq!(listed(&text).matches("\n | – | UTF-8 ").count(), 2);
    // A letter may be behind the number.
    let text = format!("# Gaps\n\n{}{}{}{}", part("S-5a"), part("S-5b"), part("S-6"), part("S-7"));
    assert_eq!(listed(&text).matches("\nS-").count(), 4);
    let text = format!("# Gaps\n\n{}{}{}", part("S-5a"), part("S-5b"), part("S-6"));
    assert_eq!(listed(&text).matches("\nS-").count(), 3);
    // Neither a lone one, nor those of decisions.
    let text = "# Gaps\n\n## HTTP-2 is refused\n\nStatus: open. Owner: Mia.\n\n## Labels are cut\n\nStatus: open. Owner: Mia.\n\n\
                ## Decisions\n\n### D-1 One desk\n\nStatus: accepted. Owner: Mia.\n\n### D-2 One till\n\nStatus: accepted. Owner: Ada.\n";
    assert_eq!(
        listed(text),
        "Headings Generic\n | Open | HTTP-2 is refused\n | Open | Labels are cut\n"
    );
}

#[test]
fn a_sign_may_stand_before_a_label() {
    let text = "# Gaps\n\n### S-1: Holds are lost\n\n- 🔴 **Priority:** P1\n- 👤 **Owner:** Mia\n- **Status:** Open\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds are lost
      Priority = "P1"
      Owner = "Mia"
      Status = "Open"
    "#);
}

#[test]
fn a_state_in_strong_text_before_the_words_of_an_item_is_its_state() {
    let text = "# Backend blockers\n\n- **OPEN** — *Holds* are lost. Owner: Mia.\n- **OPEN**: **Labels** are cut\n\
                - **Closed** Fines are doubled\n";
    insta::assert_snapshot!(shown(text), @r#"
    |  | *Holds* are lost
     Status = "OPEN"
     Owner = "Mia"
    |  | Labels
     Status = "OPEN"
     Symptom = "are cut"
    |  | Fines are doubled
     Status = "Closed"
    "#);
}

#[test]
fn labels_within_the_words_of_an_item_are_parted_by_signs() {
    let text = "# Backend gaps\n\n- **Holds are lost** — state: open – owner: Mia, P1\n- [ ] Labels are cut → Owner: Ada, priority: P2\n\
                - **Fines are doubled** (High, Ada) – in progress\n- `P3` Cards expire — @mia\n";
    insta::assert_snapshot!(shown(text), @r#"
    |  | Holds are lost
     Status = "open"
     Owner = "Mia"
     Priority = "P1"
    |  | Labels are cut
     Status = "[ ]"
     Owner = "Ada"
     Priority = "P2"
    |  | Fines are doubled
     Symptom = "(High, Ada)"
     Severity = "High"
     Status = "in progress"
    |  | Cards expire
     Priority = "P3"
     Owner = "@mia"
    "#);
}

#[test]
fn items_with_fields_in_their_words_are_entries_below_any_title() {
    let text = "# Was noch fehlt\n\n1. **Vormerkungen gehen verloren** — Priorität: hoch — Status: offen\n\
                2. **Gebühren sind doppelt** — Priorität: niedrig — Status: behoben\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\n | Open | Vormerkungen gehen verloren\n | Fixed | Gebühren sind doppelt\n"
    );
}

#[test]
fn fields_may_be_below_an_item_of_an_item() {
    let text = "# Gaps\n\n- G-01: Holds are lost\n  - details\n    - Status: open\n    - Owner: Mia\n  - evidence\n    - none\n";
    insta::assert_snapshot!(shown(text), @r#"
    G-01 |  | Holds are lost
      ID = "G-01"
      Symptom = "- details"
      Symptom = "- evidence\n- none"
      Status = "open"
      Owner = "Mia"
    "#);
}

#[test]
fn labels_may_be_those_of_lists_of_fields_and_definitions() {
    let text = "# Gaps\n\n## S-01 Holds are lost\n\n:Status: Open\n:Owner: Mia\n\n## S-02 Labels are cut\n\nStatus\n: Fixed\n\nOwner\n: Ada\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-01 |  | Holds are lost
      Status = "Open"
      Owner = "Mia"
    S-02 |  | Labels are cut
      Status = "Fixed"
      Owner = "Ada"
    "#);
}

#[test]
fn ids_in_parentheses_behind_titles_are_those_of_headings() {
    let text = "# Defects\n\n### Holds are lost (DEF-20)\n\nStatus: open\n\n### Labels are cut (DEF-21)\n\nStatus: closed\n";
    assert_eq!(
        listed(text),
        "Headings Generic\nDEF-20 | Open | Holds are lost\nDEF-21 | Verified | Labels are cut\n"
    );
    let twice = text.replace("DEF-21", "DEF-20");
    assert_eq!(
        listed(&twice),
        "Headings Generic\n | Open | Holds are lost (DEF-20)\n | Verified | Labels are cut (DEF-20)\n"
    );
}

#[test]
fn a_note_below_a_short_value_is_no_part_of_it() {
    let text = "# Gaps\n\n### S-1: Holds are lost\n\n- **Status:** Open\n  Ask Mia first.\n- **Owner:** Desk and\n  Web\n\
                - **SLA:** 7d\n  - by contract\n- **Environment:** staging (since\n  May)\n- **Symptom:** a\n  b\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds are lost
      Status = "Open"
      Owner = "Desk and\nWeb"
      SLA = "7d"
      Environment = "staging (since\nMay)"
      Symptom = "a\nb"
    "#);
}

#[test]
fn nobody_may_know_a_label_among_others_on_a_line() {
    let text = "# Gaps\n\n### S-01: Holds are lost\n\nSeverity: S2 | State: Open | Helper: Mia\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-01 |  | Holds are lost
      Severity = "S2"
      Status = "Open"
      Helper = "Mia"
    "#);
}

#[test]
fn a_field_is_added_to_an_entry_without_heading_in_the_form_of_its_others() {
    let text = "# Gaps\n\n**[S-1] Holds are lost**\n- State: open\n\nSeen in May.\n\n**[S-2] Labels are cut**\n- State: closed\n";
    let vocabulary = Vocabulary::with(&UniqueMap::default());
    with_register(text, |register| {
        let edit = register.field_insertion(&register.entries[0], Key::Owner, "Mia", &vocabulary);
        let edit = edit.unwrap();
        assert_eq!(&text[..edit.span.start as usize], text.split("\n\nSeen").next().unwrap());
        assert_eq!(edit.text, "\n- Owner: Mia");
    });
}

#[test]
fn a_label_in_front_of_known_ones_hides_none_of_them() {
    let text = "# Gaps\n\n## 1. Seats\n\nHanded: Mia\nStatus: Open\nDue: 2026-04-02\n\n## 2. Lamps\n\nNote: see page 4.\nIt is dark.\n";
    insta::assert_snapshot!(shown(text), @r#"
    1 |  | Seats
      Handed = "Mia"
      Status = "Open"
      Due = "2026-04-02"
    2 |  | Lamps
    "#);
}

#[test]
fn a_state_behind_a_dash_may_have_its_reason_behind_it() {
    let text = "# Known gaps\n\n## Closed\n\n- **S-1** Seats are lost — wontfix, use two calls (@tim)\n- **S-2** Lamps are dark — fixed\n\
                - **S-3** Doors squeak — duplicate; see S-2\n- **S-4** Bells ring — at night, too\n";
    assert_eq!(
        listed(text),
        "Checklist Generic\nS-1 | – | Seats are lost — wontfix, use two calls\nS-2 | Fixed | Lamps are dark — fixed\n\
         S-3 | – | Doors squeak — duplicate\nS-4 | Verified | Bells ring — at night, too\n"
    );
}

#[test]
fn what_holds_for_all_entries_is_no_entry() {
    let text = "# Known gaps\n\n- Status flow: **Open → Fixed**\n- SLA default: P1 = 7d\n\n\
                | Ref | Gap | Status |\n|---|---|---|\n| S-1 | Seats are lost | Open |\n| S-2 | Doors squeak | Fixed |\n";
    assert_eq!(
        listed(text),
        "Table Generic\nS-1 | Open | Seats are lost\nS-2 | Fixed | Doors squeak\n"
    );
}

#[test]
fn deadlines_that_are_all_durations_are_slas() {
    for (label, durations, dates) in [
        ("Due", ["30 days", "TBD"], ["30 days", "2026-02-01"]),
        ("Frist", ["7 Tage", "2 Wochen"], ["7 Tage", "01.02.2026"]),
        ("Срок", ["30 дней", "7 дней"], ["30 дней", "2026-02-01"]),
    ] {
        for (values, key) in [(durations, Key::Sla), (dates, Key::Due)] {
            let [first, second] = values;
            let text = format!(
                "# Known gaps\n\n| Ref | Gap | Status | {label} |\n|---|---|---|---|\n| S-1 | A | Open | {first} |\n| S-2 | B | Open | {second} |\n"
            );
            with_register(&text, |register| {
                assert_eq!(register.value_of(&register.entries[0], key), Some(first), "{text}");
            });
        }
    }
}

#[test]
fn versions_are_no_first_days() {
    for (values, is_day) in [
        (["v4.0", "v3.2"], false),
        (["4.0", "3.2.1"], false),
        (["v4.0", "2026-02-01"], true),
        (["4.1.2026", "3.2.2026"], true),
    ] {
        let [first, second] = values;
        let text = format!(
            "# Known limitations\n\n## No fuzzy search\n\n**Affects:** all\n**Since:** {first}\n\n## Counts are rough\n\n**Affects:** some\n**Since:** {second}\n"
        );
        with_register(&text, |register| {
            let seen = register.entries[0].field(Key::FirstSeen);
            assert_eq!(seen.is_some(), is_day, "{text}");
        });
    }
}
