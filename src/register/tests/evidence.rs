//! Entries by the evidence of their sections, without IDs and known fields.

use super::shapes::listed;

/// The titles of the entries of a text, in order.
fn titles(text: &str) -> Vec<String> {
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
