//! Tables with rows that belong together, two header rows, and more cells than columns.

use super::shapes::listed;
use super::*;

/// A line for each entry: name, area, title, and the values of known fields.
fn rows(text: &str) -> String {
    with_register(text, |register| {
        let mut out = String::new();
        for entry in &register.entries {
            let area: Vec<_> = entry.area.iter().map(|&step| register.text(step)).collect();
            let name = register.name(entry).unwrap_or_default();
            write!(out, "{name} | {} | {}", area.join("/"), register.text(entry.title)).unwrap();
            for key in [Key::Priority, Key::Status, Key::Owner] {
                let value = entry.field(key).map(|field| register.value(field));
                write!(out, " | {}", value.as_deref().unwrap_or("–")).unwrap();
            }
            out.push('\n');
        }
        out
    })
}

#[test]
fn a_row_with_one_cell_is_the_caption_of_those_below() {
    let text = "# Open gaps\n\n| Screen | Gap | Priority | Owner |\n|---|---|---|---|\n\
        | **Loans** | | | |\n| | Renewal is refused | P1 | Ana |\n| | The due date is lost | P2 | Can |\n\
        | **Holds** | | | |\n| | The queue is not shown | P2 | Eve |\n";
    insta::assert_snapshot!(rows(text), @"
    | Loans | Renewal is refused | P1 | – | Ana
    | Loans | The due date is lost | P2 | – | Can
    | Holds | The queue is not shown | P2 | – | Eve
    ");
}

#[test]
fn a_first_column_filled_once_holds_for_the_rows_below() {
    let text = "# Open gaps\n\n| Screen | Gap | Priority | Owner |\n|---|---|---|---|\n\
        | Loans | Renewal is refused | P1 | Ana |\n| | The due date is lost | P2 | Can |\n\
        | Holds | The queue is not shown | P2 | Eve |\n";
    insta::assert_snapshot!(rows(text), @"
    |  | Renewal is refused | P1 | – | Ana
    | Loans | The due date is lost | P2 | – | Can
    |  | The queue is not shown | P2 | – | Eve
    ");
    let levels = |last: &str| {
        rows(&format!(
            "# Open gaps\n\n| Priority | Gap | Owner |\n|---|---|---|\n\
             | P1 | Renewal is refused | Ana |\n| | The due date is lost | Can |\n\
             | {last} | The queue is not shown | Eve |\n"
        ))
    };
    insta::assert_snapshot!(levels("P2"), @"
    |  | Renewal is refused | P1 | – | Ana
    |  | The due date is lost | P1 | – | Can
    |  | The queue is not shown | P2 | – | Eve
    ");
    // A level that is named twice names no group: the cell between is empty.
    insta::assert_snapshot!(levels("P1"), @"
    |  | Renewal is refused | P1 | – | Ana
    |  | The due date is lost | – | – | Can
    |  | The queue is not shown | P1 | – | Eve
    ");
}

#[test]
fn a_second_header_row_names_the_columns() {
    let text = "# Open gaps\n\n| ID | Description | | Tracking | |\n|---|---|---|---|---|\n\
        | | Gap | Impact | Status | Owner |\n| G-1 | Renewal is refused | High | Open | Ana |\n\
        | G-2 | The due date is lost | Low | Fixed | Can |\n";
    insta::assert_snapshot!(rows(text), @"
    G-1 |  | Renewal is refused | – | Open | Ana
    G-2 |  | The due date is lost | – | Fixed | Can
    ");
}

#[test]
fn a_title_ends_at_the_first_line_of_its_cell() {
    let text = "# Open gaps\n\n| ID | Gap | Status |\n|---|---|---|\n\
        | G-1 | Renewal of `<a>` is refused<br>- only for guests<BR>- since May | Open |\n\
        | G-2 | **The due date is lost**<br/>after a renewal | Fixed |\n";
    insta::assert_snapshot!(rows(text), @"
    G-1 |  | Renewal of `<a>` is refused | – | Open | –
    G-2 |  | The due date is lost | – | Fixed | –
    ");
}

#[test]
fn the_only_column_of_states_is_the_status_whatever_it_is_called() {
    // `Stand` also means when somebody last went through a register.
    let german = "# Mängel\n\n| Mangel | Stand | Wer |\n|---|---|---|\n\
        | Waage zeigt Gramm | offen | Ute |\n| Tor klemmt | in Arbeit | Jan |\n\
        | Bon fehlt | erledigt | |\n| Lampe flackert | wartet auf Teil | |\n";
    insta::assert_snapshot!(rows(german), @"
    |  | Waage zeigt Gramm | – | offen | Ute
    |  | Tor klemmt | – | in Arbeit | Jan
    |  | Bon fehlt | – | erledigt | –
    |  | Lampe flackert | – | wartet auf Teil | –
    ");
    let turkish = "# Sorunlar\n\n| No | Sorun | Son güncelleme | Gidişat |\n|---|---|---|---|\n\
        | S-1 | Filtre boş | 2026-01-04 | açık |\n| S-2 | Liste eksik | 2026-02-04 | çözüldü |\n";
    insta::assert_snapshot!(rows(turkish), @"
    S-1 |  | Filtre boş | – | açık | –
    S-2 |  | Liste eksik | – | çözüldü | –
    ");
    // How far each part is, and a word that is no state.
    let parts = "# Gaps\n\n| ID | Gap | Server | Client |\n|---|---|---|---|\n\
        | G-1 | Import fails | done | open |\n| G-2 | Export fails | open | open |\n";
    assert!(!rows(parts).contains("open"));
    let colours = "# Gaps\n\n| ID | Gap | Mood |\n|---|---|---|\n\
        | G-1 | Import fails | open |\n| G-2 | Export fails | sunny |\n";
    assert!(!rows(colours).contains("open"));
}

#[test]
fn a_label_for_the_day_of_a_review_has_states_in_entries() {
    let text = "# Mängel\n\nStand: 2026-05-01\n\n## Drucker zieht schief ein\n\n**Stand:** offen\n**Wer:** Ute\n\n\
        ## Tor schließt nicht\n\n**Stand:** erledigt (3.4.2026)\n**Wer:** Jan\n";
    insta::assert_snapshot!(rows(text), @"
    |  | Drucker zieht schief ein | – | offen | Ute
    |  | Tor schließt nicht | – | erledigt (3.4.2026) | Jan
    ");
}

#[test]
fn rows_without_ids_that_have_the_titles_of_headings_sum_these_up() {
    let text = "# Bilinen sorunlar\n\n| Sorun | Öncelik | Durum |\n|---|---|---|\n\
        | 🔴 [Filtre boş](#filtre-boş) | P1 | açık |\n| Liste eksik | P2 | çözüldü |\n| Yazıcı sessiz | P2 | açık |\n\n\
        ### 🔴 Filtre boş\n\n**Durum:** açık\n**Sorumlu:** Ayşe\n\n\
        ### Liste eksik\n\n**Durum:** çözüldü\n**Sorumlu:** Can\n";
    insta::assert_snapshot!(rows(text), @"
    |  | Yazıcı sessiz | P2 | açık | –
    |  | Filtre boş | P1 | açık | Ayşe
    |  | Liste eksik | P2 | çözüldü | Can
    ");
    // A title of two headings says nothing.
    let twice = text.replace("Liste eksik", "Filtre boş");
    assert_eq!(rows(&twice).lines().count(), 5);
}

#[test]
fn a_strong_word_alone_in_the_column_of_ids_is_a_caption() {
    let head = "# Gaps\n\n| ID | Gap | Severity | Status |\n|---|---|---|---|\n";
    let group = "| **Desk** | | | |\n| A1 | Holds are lost | Low | Open |\n| **Web** | | | |\n| A2 | Labels are cut | Low | Open |\n";
    assert_eq!(
        rows(&[head, group].concat()),
        "A1 | Desk | Holds are lost | – | Open | –\nA2 | Web | Labels are cut | – | Open | –\n"
    );
    // Where names are IDs, one of them is no caption.
    let named = "| **desk-holds** | | | |\n| web-labels | Labels are cut | Low | Open |\n";
    assert_eq!(
        rows(&[head, named].concat()),
        "desk-holds |  |  | – | – | –\nweb-labels |  | Labels are cut | – | Open | –\n"
    );
}

#[test]
fn a_column_of_owners_may_be_called_so_among_other_words() {
    let text = "# Gaps\n\n| Screen | Gap | Backend owner |\n|---|---|---|\n| Holds | Holds are lost | Mia |\n";
    assert_eq!(rows(text), " |  | Holds are lost | – | – | Mia\n");
}

#[test]
fn days_and_levels_beside_owners_are_no_numbers() {
    let text = "# Gap log\n\n## Open gaps\n\n| Gap | Since | Owner | Priority |\n|---|---|---|---|\n\
        | Holds are lost | 2026-01 | Ana | P2 |\n| Labels are cut | 2026-03-01 | Can | P1 |\n";
    insta::assert_snapshot!(rows(text), @"
    |  | Holds are lost | P2 | Open | Ana
    |  | Labels are cut | P1 | Open | Can
    ");
    let text = "# Gap log\n\n## Gaps by month\n\n| Month | Found | Fixed | Left |\n|---|---|---|---|\n\
        | May 2026 | 4 | 2 | 2 |\n| June 2026 | 1 | 2 | 1 |\n";
    assert_eq!(rows(text), "");
}

#[test]
fn titles_that_start_with_ids_have_ids() {
    let text = "# Findings\n\n| Finding | Severity | Owner |\n|---|---|---|\n\
        | PT26-01 Holds leak at `/holds` | High | Ana |\n| PT26-02 Labels are cut | Low | Can |\n";
    insta::assert_snapshot!(rows(text), @"
    PT26-01 |  | Holds leak at `/holds` | – | – | Ana
    PT26-02 |  | Labels are cut | – | – | Can
    ");
    // Where one cell has none, they are words.
    let text = text.replace("PT26-02 ", "");
    assert!(rows(&text).contains(" | PT26-01 Holds leak"));
}

#[test]
fn signs_in_several_columns_compare_and_are_no_states() {
    let text = "# Desk parity\n\n✅ = the same, ❌ = missing, ⚠️ = in another way\n\n\
        | Screen of | Old | New | Gap | Owner |\n|---|---|---|---|---|\n\
        | Fines | ✅ | ✅ | | |\n| Holds | ✅ | ❌ | cannot be renewed | Ana |\n\
        | Labels | ✅ | ⚠️ | no umlauts | Can |\n| Seats | ✅ | ✅ | | |\n";
    insta::assert_snapshot!(shown(text), @r#"
    |  | cannot be renewed
     Area = "Holds"
     Old = "✅"
     New = "❌"
     Gap = "cannot be renewed"
     Owner = "Ana"
    |  | no umlauts
     Area = "Labels"
     Old = "✅"
     New = "⚠\u{fe0f}"
     Gap = "no umlauts"
     Owner = "Can"
    "#);
}

#[test]
fn tables_of_ranges_tools_and_versions_hold_no_entries() {
    let legend = "# Risks\n\n| ID | Risk | Status |\n|---|---|---|\n| R-1 | Holds are lost | Open |\n\n\
        | Score | Action |\n|---|---|\n| 1–6 | wait |\n| 7-11 | look |\n| 12+ | act |\n";
    insta::assert_snapshot!(rows(legend), @"R-1 |  | Holds are lost | – | Open | –");
    let tools = "# Contributing\n\n| Tool | Version | Owner |\n|---|---|---|\n| Go | 1.25 | Ana |\n| Make | 17 | Can |\n| Git | 29 | Can |\n";
    assert_eq!(rows(tools), "");
}

#[test]
fn tables_of_people_and_settings_are_no_entries_unless_something_says_so() {
    let meeting = "| Who | What |\n|---|---|\n| Ada | Soup |\n| Cem | Salt |\n";
    let team = "| Name | Role | Priority |\n|---|---|---|\n| Ada | Cook | High |\n";
    let seats = "| ID | Seat |\n|---|---|\n| a | 80 |\n| b | 81 |\n";
    for table in [meeting, team, seats] {
        assert_eq!(shown(&format!("# Kitchen\n\n{table}")), "", "{table}");
        assert_ne!(shown(&format!("# Kitchen gaps\n\n{table}")), "", "{table}");
    }
    for table in [
        "| ID | Seat |\n|---|---|\n| K-1 | 80 |\n| K-2 | 81 |\n",
        "| Who | What | Status |\n|---|---|---|\n| Ada | Soup is cold | Open |\n",
        "| Issue | Who |\n|---|---|\n| Soup is cold | Ada |\n",
    ] {
        assert_ne!(shown(&format!("# Kitchen\n\n{table}")), "", "{table}");
    }
}

#[test]
fn loose_items_beside_rows_with_ids_are_no_entries() {
    let text = "# Gap register\n\n| ID | Gap | Status |\n|---|---|---|\n| G-1 | Soup is cold | Open |\n\
                | G-2 | Salt is out | Fixed |\n\n## For some day\n\n- Bread might be late\n- Tea is weak\n\
                - Milk is unclear\n";
    let shown = shown(text);
    assert_eq!(shown.lines().filter(|line| !line.starts_with(' ')).count(), 2, "{shown}");
    with_register(text, |register| assert_eq!(register.unread.len(), 1));
}

#[test]
fn rows_that_are_counted_from_one_in_each_table_have_no_ids() {
    let table = |rows: &str| format!("| # | Issue | Status |\n|---|---|---|\n{rows}\n");
    let text = format!(
        "# Known issues\n\n## Backend\n\n{}## Frontend\n\n{}",
        table("| 1 | Uploads stop | Open |\n| 2 | Mails are late | Open |\n"),
        table("| 1 | Bell is mute | Fixed |\n| 2 | Print is blank | Open |\n")
    );
    let told = listed(&text);
    assert_eq!(told.lines().count(), 5, "{told}");
    assert!(told.contains(" | Fixed | Bell is mute"), "{told}");
    // The table at the end sums up the one before.
    let text =
        text.replace("Bell is mute", "Uploads stop").replace("Print is blank", "Mails are late");
    assert_eq!(listed(&text).lines().count(), 3);
}

#[test]
fn tables_of_statuses_of_answers_hold_no_entries_and_a_file_is_no_title() {
    let codes = "# Errors\n\n| Code | Status | Description |\n|---|---|---|\n| E_AUTH | 401 | No token |\n\
                 | E_NAME | 400 | Too long |\n| E_GONE | 410 | Deleted |\n";
    assert_eq!(listed(codes).lines().count(), 1);
    let routes = "# API gaps\n\n| Endpoint | Backend file | Priority | UI today |\n|---|---|---|---|\n\
                  | POST /logout | auth.ts:54 | High | Mock |\n| GET /games | games.ts:4 | Low | Mock |\n";
    assert!(listed(routes).contains("| POST /logout\n"), "{}", listed(routes));
}

#[test]
fn of_two_columns_for_owners_the_one_called_so_has_them() {
    let owners = |header: &str| {
        let text = format!(
            "# Gaps\n\n| ID | Gap | Status | {header} |\n|---|---|---|---|---|\n\
             | G-1 | Import fails | open | Ana | Web |\n| G-2 | Export fails | open | Can | Desk |\n"
        );
        rows(&text)
            .lines()
            .map(|row| row.rsplit_once(' ').unwrap().1.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(owners("Owner | Team"), ["Ana", "Can"]);
    assert_eq!(owners("Assignee | Owner"), ["Web", "Desk"]);
    assert_eq!(owners("Assignee | Team"), ["Ana", "Can"]);
}

#[test]
fn of_two_labels_for_owners_the_one_called_so_has_them() {
    let text = "# Gaps\n\n## G-1 Import fails\n\n- **Team:** Web\n- **Owner:** Ana\n- **Status:** open\n\n\
        ## G-2 Export fails\n\n- **Team:** Desk\n- **Status:** open\n";
    insta::assert_snapshot!(rows(text), @"
    G-1 |  | Import fails | – | open | Ana
    G-2 |  | Export fails | – | open | Desk
    ");
}

#[test]
fn a_table_that_says_what_terms_mean_holds_no_entries() {
    let table = "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n| G-1 | Import fails | Open |\n\
        | G-2 | Export fails | Open |\n\n";
    for legend in [
        "| Term | Meaning |\n|---|---|\n| Open | it waits |\n",
        "| Word | Definition | Example |\n|---|---|---|\n| Batch | all of a day | Monday |\n| Slip | a receipt | blue |\n",
        "| Begriff | Bedeutung |\n|---|---|\n| Charge | ein Tag |\n| Bon | ein Beleg |\n",
    ] {
        let read = rows(&format!("{table}{legend}"));
        assert_eq!(read.lines().count(), 2, "{read}");
    }
    // Gaps may be explained.
    let gaps = "# Gaps\n\n| Gap | Explanation |\n|---|---|\n| Import fails | The file is too long |\n\
        | Export fails | The disk is full |\n";
    assert_eq!(rows(gaps).lines().count(), 2);
}

#[test]
fn comments_at_the_edges_of_titles_and_cells_are_no_part_of_them() {
    let text = "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n\
        | G-1 | Import fails <!-- a --> | Open |\n| G-2 | <!-- b --> Export fails | Open <!-- c --> |\n";
    insta::assert_snapshot!(rows(text), @"
    G-1 |  | Import fails | – | Open | –
    G-2 |  | Export fails | – | Open | –
    ");
    let items = "# Gaps\n\n- [ ] G-1 Import fails <!-- a -->\n- [x] G-2 Export fails\n";
    insta::assert_snapshot!(rows(items), @"
    G-1 |  | Import fails | – | [ ] | –
    G-2 |  | Export fails | – | [x] | –
    ");
}

#[test]
fn a_column_of_days_has_the_deadlines_although_one_cell_is_no_day() {
    let due = |last: &str| {
        let row = |at: usize, target: &str| format!("| G-{at} | Import {at} | Open | {target} |\n");
        let head = "# Gaps\n\n| ID | Gap | Status | Target |\n|---|---|---|---|\n";
        let text =
            format!("{head}{}{}{}", row(1, "2026-05-31"), row(2, "2026-06-15"), row(3, last));
        with_register(&text, |register| {
            register.entries.iter().filter(|entry| entry.field(Key::Due).is_some()).count()
        })
    };
    assert_eq!([due("2026-13-01"), due("Q4"), due("2026-07-01")], [3, 3, 3]);
    assert_eq!(due("v4.2"), 0);
}

/// Findings, and tables of the same IDs that say other things.
const FINDINGS: &str = "\
# Gaps of the shipping desk

## Findings

| ID | Gap | Severity | Owner |
|---|---|---|---|
| SH-1 | No reprint of labels | High | Ana |
| SH-2 | Carriers are fixed | Medium | Bo |
| SH-3 | No notice of returns | Low | Ana |
| SH-4 | Form is lost | High | Cy |
";

#[test]
fn a_later_table_of_few_entries_is_no_triage_table() {
    let table =
        "\n## This sprint\n\n| ID | Status | Note |\n|---|---|---|\n| SH-1 | Done | shipped |\n";
    with_register(&format!("{FINDINGS}{table}"), |register| {
        assert!(register.triage.is_empty());
        let first = &register.entries[0];
        assert_eq!(register.value_of(first, Key::Status), Some("Done"));
    });
    let more = "| SH-2 | Open | |\n| SH-3 | Open | |\n";
    with_register(&format!("{FINDINGS}{table}{more}"), |register| {
        assert_eq!(register.triage.len(), 1);
    });
}

#[test]
fn a_column_of_another_name_that_mostly_differs_says_something_else() {
    let rows = |levels: [&str; 4]| {
        let rows =
            levels.iter().zip(1..).map(|(level, at)| format!("| SH-{at} | {at} d | {level} |\\n"));
        format!(
            "{FINDINGS}\n## Effort\n\n| ID | Days | Risk |\n|---|---|---|\n{}",
            rows.collect::<String>().replace("\\n", "\n")
        )
    };
    let repeats = |text: &str| {
        with_register(text, |register| {
            register.entries.iter().map(|entry| entry.repeats.iter().count()).sum::<usize>()
        })
    };
    assert_eq!(repeats(&rows(["low", "low", "medium", "high"])), 0);
    assert_eq!(repeats(&rows(["high", "low", "low", "high"])), 4);
}

#[test]
fn a_table_of_the_numbers_of_sections_is_no_triage_table() {
    let text = |id: &str| {
        format!(
            "# Gaps\n\n## Triage summary\n\n| ID | Gap | Status |\n|--|--|--|\n| 1 | Hold is lost | Fixed |\n\
             | 2 | Loan is lost | Open |\n\n## 1. Hold is lost\n\n{id}- Status: Open\n- Owner: Ana\n\n## 2. Loan is lost\n\n- Status: Open\n\
             - Owner: Ana\n"
        )
    };
    let cells = |text: &str| {
        with_register(text, |register| {
            let cells = register.entries.iter().flat_map(|entry| register.summary_cells(entry));
            let cells = cells.map(|(_, cell)| register.text(cell.value).to_owned());
            (register.triage.len(), cells.collect::<Vec<_>>())
        })
    };
    assert_eq!(cells(&text("")), (0, vec!["Fixed".to_owned(), "Open".to_owned()]));
    assert_eq!(cells(&text("- ID: G-1\n")).0, 1);
}
