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
