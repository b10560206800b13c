//! Entries by the evidence of their sections, without IDs and known fields.

use super::shapes::listed;
use crate::register::Profile;

/// The titles of the entries of a text, in order.
pub(super) fn titles(text: &str) -> Vec<String> {
    let all = listed(text);
    let lines = all.lines().skip(1);
    lines.map(|line| line.rsplit(" | ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_lists_of_sections_are_entries_below_a_title_that_says_so() {
    let text = "# Known issues of the loan desk\n\n## Scanner\n\n- The scanner drops every tenth code.\n\
                - Labels older than 2019 are refused by the new firmware.\n\n## Mail\n\n\
                - Reminders leave twice when the clock is set back.\n";
    assert_eq!(
        titles(text),
        [
            "The scanner drops every tenth code",
            "Labels older than 2019 are refused by the new firmware",
            "Reminders leave twice when the clock is set back",
        ]
    );
}

#[test]
fn sections_of_text_are_entries_and_their_lists_belong_to_them() {
    let text = "# Bilinen sınırlamalar\n\n## Kaynak kodu kapalıdır\n\nDepo yalnızca özet içerir.\n\n\
                ## Arayüz tamamlanmadı\n\nEkranların bir kısmı hazırdır. Eksik olanlar:\n\n\
                - bütün modüller için ekran\n- bütün formlar için doğrulama\n\n\
                ## Denetim yapılmadı\n\nDış denetim planlanmıştır.\n";
    assert_eq!(
        titles(text),
        ["Kaynak kodu kapalıdır", "Arayüz tamamlanmadı", "Denetim yapılmadı",]
    );
}

#[test]
fn parts_that_repeat_make_entries_of_the_sections_around_them() {
    let text = "# Notes on the gate\n\n## Turnstile hangs\n\n### What happens\n\nIt hangs.\n\n\
                ### What we tried\n\nOil.\n\n## Badge is refused\n\n### What happens\n\nRed light.\n\n\
                ### What we tried\n\nA new badge.\n\n## Night mode\n\n### What happens\n\nIt stays on.\n";
    assert_eq!(titles(text), ["Turnstile hangs", "Badge is refused", "Night mode"]);
}

#[test]
fn labels_that_repeat_make_entries_of_their_sections() {
    let text = "# Wish list\n\n## Holds\n\n- **Where used** — the desk.\n- **Wanted** — a date.\n\n\
                ## Fines\n\n- **Where used** — the till.\n- **Wanted** — a sum.\n\n\
                ## Cards\n\n- **Where used** — the door.\n- **Wanted** — a photo.\n";
    assert_eq!(titles(text), ["Holds", "Fines", "Cards"]);
}

#[test]
fn levels_before_the_words_of_headings_make_entries() {
    let text = "# Backend gaps\n\n## P0: Renewals are lost\n\nText.\n\n## P1: No search by shelf\n\nText.\n\n\
                ## Out of scope\n\nText.\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    |  | Renewals are lost
     Priority = "P0"
    |  | No search by shelf
     Priority = "P1"
    "#);
}

#[test]
fn tables_of_one_header_are_entries_in_every_section() {
    let table = |rows: &str| format!("| Need | Endpoint | State |\n|---|---|---|\n{rows}\n");
    let text = format!(
        "# Backend gaps of the kiosk\n\nLegend: ✅ there · ❌ missing\n\n## Login\n\n{}## Loans\n\n{}",
        table("| Sign in | `POST /in` | ✅ |\n| Sign out | — | ❌ |\n"),
        table("| Renew | — | ❌ |\n"),
    );
    assert_eq!(titles(&text), ["Sign in", "Sign out", "Renew"]);
}

#[test]
fn plans_criteria_and_decisions_are_no_entries() {
    let text = "# Open points\n\n- The door stays open at night.\n- The lamp flickers in winter.\n\n\
                ## Closure criteria\n\n- it is repaired for a week\n- the desk agrees with it\n\n\
                ## Already decided (do not ask again)\n\n- the door stays where it is today\n\n\
                ## How to add a point\n\n1. Write it down here.\n2. Tell the desk about it.\n";
    assert!(titles(text).iter().all(|title| title.starts_with("The ")), "{:?}", titles(text));
}

#[test]
fn a_numbered_run_of_text_is_a_run_of_entries() {
    let section =
        |at: usize| format!("## {at}. Point of number {at}\n\nIt fails, and nobody knows why.\n\n");
    let text: String = (1..=6).map(section).collect();
    assert_eq!(titles(&format!("# Pendências conhecidas\n\n{text}")).len(), 6);
}

#[test]
fn a_sign_means_what_the_file_says() {
    let text = "# Dette technique\n\nStatuts : 🟢 acceptable · 🟡 avant la v1\n\n| # | Dette | Statut |\n|---|---|---|\n\
                | D-1 | Sans pagination | 🟢 |\n| D-2 | Sans index | 🟡 |\n";
    insta::assert_snapshot!(listed(text), @"
    Table Generic
    D-1 | – | Sans pagination
    D-2 | – | Sans index
    ");
}

#[test]
fn a_short_line_above_a_list_is_its_heading() {
    let text = "# Notes of the desk\n\nOpen items\n- The lamp flickers in winter.\n- The door does not close.\n\n\
                **Decisions:**\n\n- The desk stays where it is.\n- The lamp is not replaced.\n";
    assert_eq!(titles(text), ["The lamp flickers in winter", "The door does not close"]);
}

#[test]
fn numbers_that_run_on_join_the_lists_of_several_sections() {
    let text = "# Gaps of the kiosk\n\n## Built but untested\n\n1. **Night mode.** Nobody has seen it.\n\
                2. **Card reader.** It was never read twice.\n\n## Missing\n\n3. **No receipt.** It prints nothing.\n\
                4. **No refund.** The button is grey.\n5. **No export.** The file is empty.\n\n\
                ## What comes first in the autumn\n\n1. The receipt, then the export.\n2. A test for the night.\n";
    assert_eq!(titles(text), ["Night mode", "Card reader", "No receipt", "No refund", "No export"]);
}

#[test]
fn what_is_said_to_work_is_no_entry() {
    let text = "# Known issues\n\n## Open\n\n- Renewals are lost at midnight.\n- Fines are doubled in May.\n\n\
                ## Verified in July\n\n- Sign in with a card still works.\n- The late list is complete again.\n";
    assert_eq!(titles(text), ["Renewals are lost at midnight", "Fines are doubled in May"]);
}

#[test]
fn a_legend_makes_no_entry_of_its_section() {
    let text = "# Ödünç masasının teknik borcu\n\n## 1. Düzeyler\n\n- P1: hemen yapılır\n- P2: bu ay yapılır\n- P3: yapılmayabilir\n\n\
                ## 2. Açık borç\n\n### 2.1 Ekran\n\n- [P1] Liste açılmıyor\n  - Etki: Kimse göremiyor.\n\
                - [P2] Yazı küçük\n  - Etki: Okunmuyor.\n\n### 2.2 Kart\n\n- [P3] Kart iki kez okunuyor\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    |  | Liste açılmıyor
     Impact = "Kimse göremiyor."
     Status = "Açık"
     Priority = "P1"
    |  | Yazı küçük
     Impact = "Okunmuyor."
     Status = "Açık"
     Priority = "P2"
    | Kart | Kart iki kez okunuyor
     Status = "Açık"
     Priority = "P3"
    "#);
}

#[test]
fn a_section_that_opens_with_text_is_an_entry_beside_others_of_text() {
    let text = "# Offene Punkte der Ausleihe\n\n## Kartenleser\n\n### Der Leser meldet nichts\n\nEr bleibt dunkel.\n\n\
                ### Alte Felder im Code\n\nEs gibt noch Felder von früher:\n\n- `card_old`, das niemand liest\n- `card_id` und `id_card` zugleich\n\n\
                ### Zwei Drucker\n\nNur einer druckt.\n";
    assert_eq!(titles(text), ["Der Leser meldet nichts", "Alte Felder im Code", "Zwei Drucker"]);
}

#[test]
fn titles_give_up_what_stands_around_their_words() {
    let text = "# Known problems\n\n## Gap C-1 — The scanner sleeps (P1)\n\n**Cause:** power saving\n\n\
                ## Gap C-2 — ~~The lamp flickers~~ RESOLVED\n\n**Cause:** a loose plug\n\n\
                ## Gap C-3 — The door is slow\n\n**Severity: low.** Nobody minds.\n\n**Cause:** rust\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    C-1 |  | The scanner sleeps
      Likely Cause = "power saving"
      Priority = "P1"
    C-2 |  | The lamp flickers
      Likely Cause = "a loose plug"
      Status = "RESOLVED"
    C-3 |  | The door is slow
      Likely Cause = "rust"
      Severity = "low"
    "#);
}

#[test]
fn items_have_numbers_of_issues_and_states_before_or_below_their_words() {
    let text = "# Known issues\n\n## Desk\n\n- **#12 (P2) The till rounds twice.** On Sundays.\n- **#16 (P3) The drawer sticks.** In winter.\n\n\
                ## Kiosk\n\n- TODO: print the date in words\n- DONE: print the name of the branch\n";
    insta::assert_snapshot!(super::shown(text), @r##"
    #12 | Desk | The till rounds twice
      ID = "#12"
      Symptom = "On Sundays."
      Priority = "P2"
    #16 | Desk | The drawer sticks
      ID = "#16"
      Symptom = "In winter."
      Priority = "P3"
    "##);
}

#[test]
fn rows_have_numbers_in_their_titles_and_states_behind_struck_words() {
    let text = "# Gap register\n\n| Gap | Severity | Notes |\n|---|---|---|\n\
                | 6.1 Sign in by card | High | — |\n| ~~6.2 Reset by mail~~ — Resolved: a link was added | Low | — |\n\
                | 6.3 Renewals by phone | Low | — |\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    6.1 |  | Sign in by card
      Gap = "6.1 Sign in by card"
      Severity = "High"
      Notes = "—"
    6.2 |  | Reset by mail
      Gap = "~~6.2 Reset by mail~~ — Resolved: a link was added"
      Severity = "Low"
      Notes = "—"
      Status = "Resolved"
    6.3 |  | Renewals by phone
      Gap = "6.3 Renewals by phone"
      Severity = "Low"
      Notes = "—"
    "#);
}

#[test]
fn a_row_that_names_several_rows_is_about_them() {
    let text = "# Dette technique\n\n| # | Dette | Statut |\n|---|---|---|\n| D-1 | Sans index | ouvert |\n| D-2 | Sans cache | ouvert |\n\n\
                ## Suite\n\n| # | Dette | Statut |\n|---|---|---|\n| ~~D-1~~ / ~~D-2~~ | inchangées | ouvert |\n| D-3 | Sans tests | ouvert |\n";
    insta::assert_snapshot!(listed(text), @r#"
    Table Generic
    D-1 | Open | Sans index
    D-2 | Open | Sans cache
    D-3 | Open | Sans tests
    "#);
}

#[test]
fn a_sign_before_a_heading_gives_the_state_that_the_file_explains() {
    let text = "# Backend gaps\n\nLegend: ✅ wired · 🟡 built, not wired · 🔴 missing.\n\n## 1. 🟡 Screens without a model\n\n\
                ### 1.1 The screen is there\n\n| Feature | Model |\n|---|---|\n| Fines | `FineModel` |\n| Holds | `HoldModel` |\n\n\
                ### 1.2 No screen yet\n\n| Feature | Model |\n|---|---|\n| Branches | `BranchModel` |\n| Shelves | `ShelfModel` |\n\n\
                ## 2. PLAN — wire it all\n\n### Phase A\n\nFirst the server.\n\n**Exit criteria:** it answers.\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    |  | Fines
     Area = "Fines"
     Model = "`FineModel`"
     Status = "🟡"
    |  | Holds
     Area = "Holds"
     Model = "`HoldModel`"
     Status = "🟡"
    |  | Branches
     Area = "Branches"
     Model = "`BranchModel`"
     Status = "🟡"
    |  | Shelves
     Area = "Shelves"
     Model = "`ShelfModel`"
     Status = "🟡"
    "#);
}

#[test]
fn headings_of_other_scripts_are_looked_up_whole() {
    let text = "# Реестр пробелов\n\n## Открытые пробелы\n\n- Поиск не учитывает регистр букв.\n- Письма уходят дважды за ночь.\n\n\
                ## Следующие шаги\n\n- Сначала исправить поиск по всем полям.\n- Потом проверить письма за неделю.\n";
    assert_eq!(titles(text), ["Поиск не учитывает регистр букв", "Письма уходят дважды за ночь"]);
}

#[test]
fn decisions_logs_and_questions_are_no_entries() {
    let text = "# Known limitations of the loan desk\n\n\
                | Version | Date | Prepared by |\n|---|---|---|\n| 1.0 | 12 January 2026 | L. Aydin |\n| 1.1 | 9 March 2026 | P. Hall |\n\n\
                ## Scanner\n\n### The scanner drops every tenth code\n\nOnly with old labels.\n\n### It is slow\n\nOn Mondays.\n\n\
                ## Before you ask\n\n### Can it read two codes?\n\nNo.\n\n### Which model is it?\n\nThe second.\n\n\
                ## What we agreed\n\n| No. | Date | Decision |\n|---|---|---|\n| D1 | 9.3.2026 | It stays |\n| D2 | 4.5.2026 | A new one is bought |\n\n\
                ## Since then\n\n- 2014-10: begun\n- 2022-06: codes of the annex (MD)\n";
    assert_eq!(titles(text), ["The scanner drops every tenth code", "It is slow"]);
}

#[test]
fn paragraphs_open_with_ids_and_end_with_fields() {
    let text = "# Limitations in production\n\n## Loans\n\n\
                **LIM-03 – Renewals are unavailable at night.** The batch locks the table. Priority: P2. Owner: Desk.\n\n\
                **LIM-04 – Old holds are answered by hand.** The archive has no interface.\n\n\
                **LIM-09 – Addresses are cut off.** The printer knows two lines.\n\n\
                ## Mail\n\n**LIM-05 – No tracking abroad.** Nothing can be done.\n\n\
                **LIM-06 – Field 72 is lost.** It is logged.\n\n**LIM-12 – Times are in the code.** So be it.\n";
    let all = listed(text);
    let ids: Vec<&str> = all.lines().skip(1).filter_map(|line| line.split(" | ").next()).collect();
    assert_eq!(ids, ["LIM-03", "LIM-04", "LIM-09", "LIM-05", "LIM-06", "LIM-12"], "{all}");
}

#[test]
fn the_end_of_a_title_names_an_issue_or_an_owner() {
    let text = "# Known issues\n\n- [ ] Sensors drift after rain ([#12](https://example.org/12))\n\
                - [x] No battery (#27)\n- [ ] Logs vanish after three days (@platform)\n";
    insta::assert_snapshot!(super::shown(text), @r##"
    #12 |  | Sensors drift after rain
      ID = "#12"
      Status = "[ ]"
    #27 |  | No battery
      ID = "#27"
      Status = "[x]"
     |  | Logs vanish after three days
      Status = "[ ]"
      Owner = "@platform"
    "##);
}

#[test]
fn strong_labels_behind_dashes_are_fields() {
    let text = "# Debts\n\n### DT-04 · One vendor signs all\n\n\
                **Status:** In Progress — **Severity:** High – **Owner:** Ayşe\n\nIt is called from eleven places.\n\n\
                ### DT-05 · Icons are bitmaps\n\n**Status:** Open — **Severity:** Low – **Owner:** Can\n\nThey are blurred.\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    DT-04 |  | One vendor signs all
      Status = "In Progress"
      Severity = "High"
      Owner = "Ayşe"
    DT-05 |  | Icons are bitmaps
      Status = "Open"
      Severity = "Low"
      Owner = "Can"
    "#);
}

#[test]
fn an_id_alone_is_the_name_of_a_thing() {
    let text = "# Known issues of the greenhouse\n\n- G-1: Soil sensors drift after rain\n- G-2: The pump keeps running\n\n\
                ## Hardware\n\n- Raspberry Pi 3B+\n- BME280\n- DHT22\n";
    let all = listed(text);
    assert!(!all.contains("BME280") && !all.contains("DHT22"), "{all}");
}

#[test]
fn other_words_for_fields_are_no_sign_of_todays_form() {
    let text = "# Gaps\n\n### GAP-001: Reservations are not atomic\n\n- **Status:** Open\n- **Owner:** @ann\n\
                - **Affected endpoints:** `POST /v1/holds`\n- **Discovered:** 2026-02-03\n\nTwo requests get one berth.\n";
    let profile = super::with_register(text, |register| register.profile);
    assert_eq!(profile, Profile::Generic);
}

#[test]
fn numbers_of_issues_and_names_with_hyphens_are_ids() {
    let text = "# Known gaps of the arm\n\n### #3 The stop is slow\n\n**Severity:** critical | **Status:** open\n\n\
                ### #7 Limits are ignored\n\n**Severity:** high | **Status:** open\n\n\
                ### `tax-rates`: Taxes have no instalments\n\n- Status: open\n- Severity: high\n\n\
                ## Later\n\n| Quarter | Plan |\n|---|---|\n| Q1 | a new stop |\n| Q2 | faster limits |\n";
    let all = listed(text);
    let ids: Vec<&str> = all.lines().skip(1).filter_map(|line| line.split(" | ").next()).collect();
    assert_eq!(ids, ["#3", "#7", "tax-rates"], "{all}");
}

#[test]
fn lists_with_names_and_fields_are_entries_beside_tables_with_ids() {
    let text = "# Limitations of the desk\n\n## Writing\n\n- **Two people cannot edit one page.** The last wins.\n  - Status: open\n  - Who: Ann\n\
                - **Notes vanish.**\n  - Status: open\n\n\
                ## Printing\n\n| No. | Limitation | Status |\n|---|---|---|\n| P1 | Slips are blank | open |\n| P2 | Fonts are wrong | open |\n| P3 | Dates are cut | open |\n";
    assert_eq!(
        titles(text),
        [
            "Two people cannot edit one page",
            "Notes vanish",
            "Slips are blank",
            "Fonts are wrong",
            "Dates are cut"
        ]
    );
}

/// The state and the level that the entries below a heading have.
fn inherited(heading: &str) -> Vec<String> {
    let text = format!(
        "# Gap register of the shop\n\nThe list of what is not there.\n\n## {heading}\n\n\
         | ID | Gap | Owner |\n|---|---|---|\n| G-1 | The till stops | Ada |\n"
    );
    let shown = super::shown(&text);
    let lines = shown.lines().map(str::trim);
    lines.filter(|line| line.starts_with(['S', 'P'])).map(str::to_owned).collect()
}

#[test]
fn a_state_before_a_noun_that_names_a_part_is_none() {
    for heading in [
        "Closed loops",
        "Fixed prices",
        "Verified dealers",
        "Kapalı otopark",
        "Open days",
        "Open SDK API",
        "Open API",
    ] {
        assert_eq!(inherited(heading), [""; 0], "{heading}");
    }
    for (heading, status) in [
        ("Closed", "Closed"),
        ("Closed gaps", "Closed"),
        ("Closed 2026-07-02", "Closed"),
        ("Closed in July", "Closed"),
        ("Closed (shop)", "Closed"),
        ("Closed: the shop", "Closed"),
        ("Open questions of the crew", "Open"),
        ("Kapalı gap'ler", "Kapalı"),
    ] {
        assert!(inherited(heading).iter().any(|it| it.contains(status)), "{heading}");
    }
}

#[test]
fn a_level_of_another_language_is_none() {
    assert_eq!(inherited("After the start — media"), [""; 0]);
    assert_eq!(inherited("Alta"), [""; 0]);
    assert_eq!(inherited("After the start — high"), ["Severity = \"high\""]);
    let spanish = "# Lista de errores\n\nLo que no hay en la tienda.\n\n## Para después — alta\n\n\
                   | ID | Error | Estado |\n|---|---|---|\n| G-1 | La caja se para | Abierto |\n";
    assert!(super::shown(spanish).contains("Severity = \"alta\""));
}

#[test]
fn an_entry_may_have_its_fields_below_headings_of_its_own() {
    let text = "# Known issues\n\n## The gate waits\n\n### Symptom\n\n- It stays shut.\n- The lamp is red.\n\n\
                ### Cause\n\n1. **The first ticket waits.** It is read.\n2. **The second is lost.** It is not.\n\n\
                ### How to see it in the log\n\n- `lost`\n- `asked`\n\n### Workaround\n\nShow it again.\n\n\
                ### Possible fixes\n\n- **Ask once.** One request.\n- **Wait less.** A second.\n";
    assert_eq!(titles(text), ["The gate waits"]);
}

#[test]
fn below_a_heading_that_may_be_a_part_of_the_product_open_entries_are_some() {
    let entry = |title: &str, status: &str| {
        format!("### {title}\n\n- Status: {status}\n- Owner: Mia\n\nMore words.\n\n")
    };
    let text = |heading: &str, statuses: [&str; 2]| {
        format!(
            "# Known gaps\n\n## {heading}\n\n{}{}## Cellar\n\n{}",
            entry("No lamp at the pier", statuses[0]),
            entry("No rope on the boat", statuses[1]),
            entry("Wet floor", "Open")
        )
    };
    for heading in ["Usage", "Installation"] {
        assert_eq!(titles(&text(heading, ["Open", "In progress"])).len(), 3, "{heading}");
    }
    assert_eq!(titles(&text("Decisions", ["Accepted", "Accepted"])), ["Wet floor"]);
    assert_eq!(titles(&text("Template", ["Open | Fixed", "Open | Fixed"])), ["Wet floor"]);
}

#[test]
fn open_decisions_are_followed_up() {
    let items = "- Whether the pier is widened.\n- Where the new crane stands.\n\n";
    for heading in ["Further open decisions", "Open decisions", "Offene Entscheidungen"] {
        let text =
            format!("# Open questions\n\n## Before the season\n\n{items}## {heading}\n\n{items}");
        assert_eq!(titles(&text).len(), 4, "{heading}");
    }
}

#[test]
fn an_item_or_a_heading_may_say_that_there_is_nothing() {
    for none in ["None.", "No known issues (May)", "Yok (engelleyici = 0)."] {
        let text = format!(
            "# Known issues\n\n## Shop\n\n- {none}\n\n## Office\n\n- The lamp is off.\n- The door sticks.\n\n\
             ## Not issues (on purpose)\n\n- The bell is silent.\n- The clock is slow.\n"
        );
        assert_eq!(titles(&text), ["The lamp is off", "The door sticks"], "{none}");
    }
}

#[test]
fn rules_beside_a_table_without_rows_are_no_entries() {
    let text = |rows: &str| {
        format!(
            "# Bug table\n\n| ID | Summary | Severity | Status |\n|---|---|---|---|\n{rows}\n\
             ## Before you write\n\n- IDs count on from the last one.\n- Pictures are linked.\n- Severity is low or high.\n"
        )
    };
    assert_eq!(titles(&text("")), [""; 0]);
    assert_eq!(titles(&text("| B-1 | Lamp is off | low | open |\n")), ["Lamp is off"]);
}
