//! Lists with boxes beside other places that say the same or go on, and tables of one row.

use std::fmt::Write;

use super::shapes::listed;
use super::*;

#[test]
fn a_list_that_names_the_sections_says_their_states() {
    let text = "# Bugs\n\n- [ ] 1. Undo restores one task only\n- [x] [2. The forecast is off](#2)\n\
        - [ ] 3. A plan can break silently\n\n## 1. Undo restores one task only\n\nDrag three tasks.\n\n\
        ## 2. The forecast is off\n\nOpen it.\n\n## 3. A plan can break silently\n\nMove a task.\n";
    insta::assert_snapshot!(listed(text), @"
    Headings Generic
    1 | Open | Undo restores one task only
    2 | Fixed | The forecast is off
    3 | Open | A plan can break silently
    ");
}

#[test]
fn items_without_a_section_keep_their_numbers() {
    let text = "# Ошибки\n\n- [ ] 1. «Отмена» возвращает одну задачу\n- [x] 2. Отчёт пуст\n\
        - [ ] 3. Поиск не видит архив\n\n## 1. «Отмена» возвращает одну задачу\n\nПеретащить три задачи.\n\n\
        ## 2. Отчёт пуст\n\nОткрыть отчёт.\n";
    insta::assert_snapshot!(listed(text), @"
    Checklist Generic
    1 | Open | «Отмена» возвращает одну задачу
    2 | Fixed | Отчёт пуст
    3 | Open | Поиск не видит архив
    ");
}

#[test]
fn open_boxes_go_on_with_done_ones() {
    let text = "# Backend status\n\n## Endpoints still to add\n\nDone:\n\n- [x] `GET /devices` — list \
        devices\n- [x] `GET /rooms` — list rooms\n\nStill needed (phase 4):\n\n- [ ] `POST /chat` — send a \
        message\n- [ ] `POST /pay` — pay for a room\n";
    insta::assert_snapshot!(listed(text), @"
    Checklist Generic
     | Fixed | `GET /devices` — list devices
     | Fixed | `GET /rooms` — list rooms
     | Open | `POST /chat` — send a message
     | Open | `POST /pay` — pay for a room
    ");
}

#[test]
fn a_table_of_one_row_is_no_legend() {
    let text = "# API gaps\n\n## 1. Forum\n\nOne was missing:\n\n| Status | Method | Route | Body | \
        Text |\n|---|---|---|---|---|\n| DONE | PATCH | `/posts/{id}` | `{ words }` | Edit a post |\n\n\
        ## 2. Badges\n\n| Status | Method | Route | Text |\n|---|---|---|---|\n\
        | MISSING | GET | `/me/badges` | All badges of a user |\n\
        | MISSING | GET | `/me/streak` | The streak of a user |\n";
    insta::assert_snapshot!(listed(text), @"
    Table Generic
     | Fixed | Edit a post
     | Open | All badges of a user
     | Open | The streak of a user
    ");
}

#[test]
fn a_text_below_rows_explains_them() {
    let text = "# Open decisions\n\n## Later\n\n| Decision | Owner | Needed by |\n|---|---|---|\n\
        | Backup place | IT | Launch |\n| Retention | Legal | Launch |\n| Recovery time | IT | Launch |\n\n\
        ### The reason for the delay\n\nThe copies that exist are local.\n\nA rule becomes policy.\n";
    insta::assert_snapshot!(listed(text), @"
    Table Generic
     | Open | Backup place
     | Open | Retention
     | Open | Recovery time
    ");
}

#[test]
fn what_a_tester_saw_is_the_gap() {
    let text = "# Bugs\n\n| ID | Area | Roles | Steps | Expected | Actual | Status |\n|---|---|---|---|---|---|---|\n\
        | B-01 | Login | All | Open the page | A form | A blank page | Open |\n\
        | B-02 | Admin | Dev | Save twice | One row | Two rows | Open |\n";
    insta::assert_snapshot!(listed(text), @"
    Table Generic
    B-01 | Open | A blank page
    B-02 | Open | Two rows
    ");
}

#[test]
fn a_repair_of_a_part_is_none() {
    let text = "# Findings\n\n## F-01 Rows are lost\n\n**Status:** FIXED (SQLite) / PARTIAL (MySQL still \
        TODO)\n\n## F-02 The zone is dropped\n\n**Status:** FIXED (sqlite); postgres still TODO\n\n\
        ## F-03 Names are cut\n\n**Status:** Fixed (all drivers)\n\n## F-04 Text is cut\n\n**Status:** \
        Behoben (Web) / offen (Mobil)\n\n## F-05 Nulls are zero\n\n**Status:** Fixed in 2.1; see the todo \
        list of the docs\n";
    insta::assert_snapshot!(listed(text), @"
    Headings Generic
    F-01 | – | Rows are lost
    F-02 | – | The zone is dropped
    F-03 | Fixed | Names are cut
    F-04 | – | Text is cut
    F-05 | Fixed | Nulls are zero
    ");
}

#[test]
fn values_on_the_line_of_an_item_are_no_part_of_its_title_or_of_the_note_below() {
    let text = "# Mängel\n\n- [ ] **W-1** Waage zeigt null – Zuständig: Jule, bis 20.02.2027\n  - Nur im Tor 2.\n\
        - [x] **W-2** Tor klemmt – Zuständig: Ravi, erledigt 02.10.2026\n";
    let shown = super::with_register(text, |register| {
        let mut out = String::new();
        for entry in &register.entries {
            let _ = writeln!(out, "{}", register.text(entry.heading));
            for field in &entry.fields {
                let [label, value] = [field.label, field.value].map(|part| register.text(part));
                let _ = writeln!(out, "  {label} = {value}");
            }
        }
        out
    });
    insta::assert_snapshot!(shown, @"
    Waage zeigt null
      W-1 = W-1
      [ ] = [ ]
      Zuständig = Jule
      Waage zeigt null = - Nur im Tor 2.
      20.02.2027 = 20.02.2027
    Tor klemmt – Zuständig: Ravi, erledigt 02.10.2026
      W-2 = W-2
      [x] = [x]
      Zuständig = Ravi
    ");
}

#[test]
fn signs_are_the_levels_that_a_legend_gives_them() {
    let items = "- [ ] 🔴 Lids are cut\n- [ ] 🟡 Bells are mute\n- [x] 🟡 Seats are lost\n";
    for (legend, key, levels) in [
        ("Legend: 🔴 high, 🟡 medium\n", Key::Severity, ["High", "Medium"]),
        ("- 🔴 priority high\n- 🟡 priority medium\n\n## List\n", Key::Priority, ["", ""]),
        ("| Sign | Meaning |\n|---|---|\n| 🔴 | P1 |\n| 🟡 | P2 |\n", Key::Priority, ["P1", "P2"]),
    ] {
        let text = format!("# Open points\n\n{legend}\n{items}");
        with_register(&text, |register| {
            let vocabulary = Vocabulary::with(&UniqueMap::default());
            let promise = crate::settings::Settings::built_in(std::path::Path::new("/")).promise;
            let policy = Policy::of(register, &promise, &vocabulary);
            for (entry, level) in register.entries.iter().zip(levels) {
                let tracked = TrackedValues::of(register, entry, &policy, &vocabulary);
                let own = if key == Key::Priority { tracked.priority } else { tracked.severity };
                assert_eq!(own.unwrap_or_default(), level, "{text}");
                assert_eq!(
                    register.value_of(entry, key).map(|it| it.chars().count()),
                    Some(1),
                    "{text}"
                );
            }
        });
    }
}

#[test]
fn words_beside_a_box_are_more_exact_than_the_box() {
    let text = "# Bugs\n\n- [ ] **K-1** Sails are torn\n- [x] ~~**K-2** Bell is silent~~ dupe of K-1\n\
        - [x] **K-3** Rope is wet — fixed\n- [x] **K-4** Mast is cracked — wontfix\n\
        - [x] **K-5** Lamp is dim (duplicate of K-2)\n- [x] **K-6** Hull leaks — cannot reproduce\n\
        - [x] **K-7** Deck is slippery — reverted in 4.2\n- [ ] **K-8** Flag is faded (on hold)\n\
        - [x] **K-9** Show the new (large) flags\n";
    insta::assert_snapshot!(listed(text), @"
    Checklist Generic
    K-1 | Open | Sails are torn
    K-2 | – | Bell is silent
    K-3 | Fixed | Rope is wet
    K-4 | – | Mast is cracked
    K-5 | – | Lamp is dim
    K-6 | – | Hull leaks
    K-7 | – | Deck is slippery
    K-8 | – | Flag is faded
    K-9 | Fixed | Show the new (large) flags
    ");
}
