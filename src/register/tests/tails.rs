//! What ends the lines of items and paragraphs, and values with others behind them.

use super::*;
use crate::vocabulary::Key;

/// The title of each entry of a text, with its values of some keys as they are written.
fn said(text: &str, keys: &[Key]) -> Vec<String> {
    with_register(text, |register| {
        let line = |entry: &Entry| {
            let value =
                |&key: &Key| entry.field(key).map_or("", |field| register.text(field.value));
            let id = |key: &Key| entry.id.filter(|_| *key == Key::Id).map(|id| register.text(id));
            let values = keys.iter().map(|key| id(key).unwrap_or_else(|| value(key)));
            let title = std::iter::once(register.text(entry.title));
            title.chain(values).collect::<Vec<_>>().join(" | ")
        };
        register.entries.iter().map(line).collect()
    })
}

#[test]
fn marks_at_the_end_need_no_sign_before_them() {
    let text = "\
# Wishlist of the ferry desk

- [ ] **FD-1** Seat maps stay grey @noor (due 2027-02-01) !low
- [ ] **FD-2** Refund mails arrive twice @piet due: 2027-03-01
- [ ] FD-2 Dog tickets are free @noor @piet
- [x] **FD-4** Timetable print is cut off, asked of @ola by phone
- [x] ~~**FD-5** Lamps~~ (2027-01-04)
- [ ] Bikes are counted twice @ola
";
    assert_eq!(
        said(text, &[Key::Id, Key::Status, Key::Owner, Key::Due]),
        [
            "Seat maps stay grey | FD-1 | [ ] | @noor | 2027-02-01",
            "Refund mails arrive twice | FD-2 | [ ] | @piet | 2027-03-01",
            "Dog tickets are free | FD-2 | [ ] | @noor @piet | ",
            "Timetable print is cut off, asked of @ola by phone | FD-4 | [x] |  | ",
            "Lamps | FD-5 | [x] |  | ",
            "Bikes are counted twice |  | [ ] | @ola | ",
        ]
    );
}

#[test]
fn the_order_of_parts_shows_what_names_are() {
    let text = "\
# Known gaps of the ferry desk

- **FD-3** — Seat maps stay grey — Low — Noor — due 2027-02-01
- **FD-4** — Refund mails arrive twice — High — Piet — due 2027-03-01
- **FD-7** — Dog tickets are free — Medium — nobody yet — no day
- **FD-9**: Timetable print is cut off, High, Noor
";
    assert_eq!(
        said(text, &[Key::Id, Key::Severity, Key::Owner, Key::Due]),
        [
            "Seat maps stay grey | FD-3 | Low | Noor | 2027-02-01",
            "Refund mails arrive twice | FD-4 | High | Piet | 2027-03-01",
            "Dog tickets are free | FD-7 | Medium | nobody yet | ",
            "Timetable print is cut off | FD-9 | High | Noor | ",
        ]
    );
}

#[test]
fn names_behind_dashes_are_owners_beside_levels_alone() {
    let text = "\
# Known gaps

- **Seat maps** stay grey – *low* – Noor
- **Mails** arrive twice – *high* – Piet
- **Tickets** are free – *medium* – Noor
";
    assert_eq!(
        said(text, &[Key::Severity, Key::Owner, Key::Symptom]),
        [
            "Seat maps | low | Noor | stay grey",
            "Mails | high | Piet | arrive twice",
            "Tickets | medium | Noor | are free",
        ]
    );
    let text = "\
# Known gaps

- Seat maps stay grey — Safari only — since May
- Refund mails arrive twice — Outlook only — since June
- Dog tickets are free — All browsers — since July
";
    assert!(
        said(text, &[Key::Owner]).iter().all(|line| line.ends_with("| ")),
        "{:?}",
        said(text, &[Key::Owner])
    );
}

#[test]
fn a_line_of_values_has_one_label() {
    let text = "\
# Lacunes connues

## Export des factures

État : ouvert. Priorité haute. Suivi par Lucie.

## Import des tarifs

État : corrigé. Priorité basse. Non attribué.
";
    assert_eq!(
        said(text, &[Key::Status, Key::Priority, Key::Owner]),
        [
            "Export des factures | ouvert | haute | Lucie",
            "Import des tarifs | corrigé | basse | Non attribué"
        ]
    );
}

#[test]
fn an_account_may_start_a_remark() {
    let text = "\
# Known gaps

- [ ] Coins are lost (@lou) !!
- [~] Chat history is shuffled (@kim looks at it)
- [x] Names were cut (@lou, june 4)
- [ ] Guild bank. Do not use. (@ray) waits for the vendor
- [ ] Seen by @lou and (@kim)
";
    assert_eq!(
        said(text, &[Key::Status, Key::Owner]),
        [
            "Coins are lost | [ ] | @lou",
            "Chat history is shuffled | [~] | @kim",
            "Names were cut | [x] | @lou",
            "Guild bank. Do not use | [ ] | @ray",
            "Seen by @lou and | [ ] | @kim",
        ]
    );
}

#[test]
fn an_item_of_a_list_of_ids_may_have_none_yet() {
    let text = "\
# Bekannte Fehler

- **NB-1** Mahnungen gehen doppelt raus
- **NB-2** Rabatt wird nicht gespeichert
- (noch kein Ticket) Suche findet keine Umlaute
- **NB-5** Export bricht ab
- Weitere folgen
";
    assert_eq!(
        said(text, &[Key::Id]),
        [
            "Mahnungen gehen doppelt raus | NB-1",
            "Rabatt wird nicht gespeichert | NB-2",
            "(noch kein Ticket) Suche findet keine Umlaute | ",
            "Export bricht ab | NB-5",
        ]
    );
}

#[test]
fn a_heading_is_numbered_as_those_beside_it() {
    let text = "\
# Bugs of the shop

## Bug 1 – Prices are old

- Status: open
- Owner: Ida

## Bug 2 – Mails are late

- Status: fixed
- Owner: Bo

## Bug 3 – The map is empty (new)

Nothing is shown at all.
";
    assert_eq!(
        said(text, &[Key::Status]),
        ["Prices are old | open", "Mails are late | fixed", "The map is empty | new"]
    );
}

#[test]
fn a_missing_value_is_not_the_text_below() {
    let text = "\
# Known bugs

## Prices are old

Severity: high
Status: open
Owner:

The cache is never emptied.
";
    assert_eq!(said(text, &[Key::Status, Key::Owner]), ["Prices are old | open | "]);
}

#[test]
fn signs_of_headings_are_what_the_file_says() {
    let text = "\
# Known gaps

Legend: 🔴 broken for all · 🟡 works by a trick · 🟢 fixed

## 🔴 Labels are not printed

The printer is never asked.

## 🟡 Photos are turned

Turn the phone.

## 🔴 Order history

It stays empty.

## 🟢 The map jumps

It does not any more.
";
    assert_eq!(
        said(text, &[Key::Status, Key::Severity]),
        [
            "Labels are not printed | 🔴 | ",
            "Photos are turned | 🟡 | ",
            "Order history | 🔴 | ",
            "The map jumps | 🟢 | ",
        ]
    );
}

#[test]
fn titles_are_behind_numbers_in_strong_text() {
    let text = "\
# Limitations of the kiosk

**Bug 1. Prices are old.** The cache stays. Status: open. Severity: major. Assigned to Ravi.

**Bug 2. Mails are late.** By an hour. Status: fixed in 7.2. Severity: minor.

**Bug 3. Refunds.** They fail. Status: open. Severity: minor. Assigned to the web team.
";
    assert_eq!(
        said(text, &[Key::Status, Key::Severity, Key::Owner]),
        [
            "Prices are old | open | major | Ravi",
            "Mails are late | fixed in 7.2 | minor | ",
            "Refunds | open | minor | the web team",
        ]
    );
}

#[test]
fn paragraphs_and_quotes_may_open_with_issue_numbers() {
    let text = "\
# Problemi noti

**#4 Prezzi vecchi** — stato: aperto, priorità: alta, responsabile: Anna
La cache resta piena.

**#5 Posta** — stato: risolto, priorità: bassa, responsabile: gruppo Web
Arriva tardi.

**#9 Rimborsi doppi** — stato: aperto, priorità: media, responsabile: Anna
";
    assert_eq!(
        said(text, &[Key::Id, Key::Status, Key::Priority, Key::Owner]),
        [
            "Prezzi vecchi | #4 | aperto | alta | Anna",
            "Posta | #5 | risolto | bassa | gruppo Web",
            "Rimborsi doppi | #9 | aperto | media | Anna",
        ]
    );
    let quoted = "\
# Known gaps

> **#4 Prices are old** · opened 2026-03-01 · *open* · level: minor · by: Noor

> **#5 Mails are late** · opened 2026-03-02 · *fixed* · level: major · by: Piet

> **#6 Refunds fail** · opened 2026-03-09 · *open* · level: major · by: Piet
";
    assert_eq!(
        said(quoted, &[Key::Id, Key::Status, Key::Severity, Key::FirstSeen]),
        [
            "Prices are old | #4 | open | minor | 2026-03-01",
            "Mails are late | #5 | fixed | major | 2026-03-02",
            "Refunds fail | #6 | open | major | 2026-03-09",
        ]
    );
    let quotations = quoted.replace("· *open* ", "").replace("· *fixed* ", "");
    assert_eq!(said(&quotations, &[]), [""; 0], "quotations");
}

#[test]
fn summaries_and_definitions_are_titles() {
    let summaries = "\
# Bekannte Probleme

<details>
<summary>[SB-11] Preise sind alt – OFFEN – P1</summary>

Man sieht: alte Preise.
Server: der Zwischenspeicher bleibt.
Zuständig: Ida

</details>

<details>
<summary>[SB-12] Post kommt spät – BEHOBEN – P2</summary>

Man sieht: nichts.
Server: die Warteschlange steht.
Zuständig: Bo

</details>
";
    assert_eq!(
        said(summaries, &[Key::Id, Key::Status, Key::Priority, Key::Owner]),
        [
            "Preise sind alt | SB-11 | OFFEN | P1 | Ida",
            "Post kommt spät | SB-12 | BEHOBEN | P2 | Bo"
        ]
    );
    let terms = "\
# Known limitations

Prices
: They are old until midnight. *(SH-3, open, P1, Ida)*

Mails
: They come late. *(SH-4, fixed, P2, Web)*

Maps
: They stay empty. *(SH-8, open, P3, –)*

VAT
: Value added tax
";
    assert_eq!(
        said(terms, &[Key::Id, Key::Status, Key::Owner, Key::Symptom]),
        [
            "Prices | SH-3 | open | Ida | They are old until midnight.",
            "Mails | SH-4 | fixed | Web | They come late.",
            "Maps | SH-8 | open |  | They stay empty.",
        ]
    );
}

#[test]
fn blocks_of_labels_may_start_with_one_that_is_not_known() {
    let block = |name: &str, state: &str| {
        format!("String: {name}\nReality: Nothing is saved.\nSeverity: major\nState: {state}\n\n")
    };
    let of = |names: &[(&str, &str)]| {
        let blocks: String = names.iter().map(|(name, state)| block(name, state)).collect();
        said(&format!("# Promises of the portal\n\n{blocks}"), &[Key::Status])
    };
    assert_eq!(
        of(&[("save.hint", "open"), ("mail.sent", "fixed"), ("tax.note", "open")]),
        ["save.hint | open", "mail.sent | fixed", "tax.note | open"]
    );
    assert_eq!(of(&[("save.hint", "open"), ("mail.sent", "fixed")]), [""; 0], "two by chance");
}

#[test]
fn ids_may_end_in_letters_or_be_numbers_behind_titles() {
    let headings = "\
# Technical debt

## KD-A: Prices are old

- Status: open

## KD-B: Mails are late

- Status: fixed
";
    assert_eq!(
        said(headings, &[Key::Id, Key::Status]),
        ["Prices are old | KD-A | open", "Mails are late | KD-B | fixed"]
    );
    let items = "\
# Known issues

- **Prices are old** ([#41](https://example.org/41))
  - status: open
- **Mails are late** (#43)
  - status: fixed
";
    assert_eq!(
        said(items, &[Key::Id, Key::Status]),
        ["Prices are old | #41 | open", "Mails are late | #43 | fixed"]
    );
}

#[test]
fn an_adjective_before_risk_names_a_level() {
    for label in ["Clinical risk", "Patient impact"] {
        let text = format!(
            "# Known gaps\n\n## SG-12: Prices are old\n\n- **{label}:** High\n- **Owner:** Ida\n"
        );
        assert_eq!(said(&text, &[Key::Severity]), ["Prices are old | High"], "{label}");
    }
    let text = "# Known gaps\n\n## SG-12: Prices are old\n\n- **Clinical risk:** none is known\n- **Owner:** Ida\n";
    assert_eq!(said(text, &[Key::Severity]), ["Prices are old | "]);
}

#[test]
fn few_entries_are_not_held_to_a_form_that_more_are_not() {
    let entry = |at: usize| {
        format!(
            "### TB-1{at}: Prices {at}\n\n**Status:** Open\n**Owner:** Ida\n**Priority:** High\n\
             **Since:** 2026-05-01\n**Workaround:** Call us.\n**Details:** Old.\n\n"
        )
    };
    for count in 1..5 {
        let entries: String = (0..count).map(entry).collect();
        let profile = with_register(&format!("# Gaps\n\n{entries}"), |register| register.profile);
        assert_eq!(profile, Profile::Generic, "{count}");
    }
}

#[test]
fn a_state_behind_the_name_is_read_in_parentheses_and_as_a_sentence() {
    let text = "\
# Known gaps

- **G-1: Prices are old** (in progress) Owner: Mia.
- **G-2: Mails are late.** Open. Owner: Luis. Due: 2027-01-20.
- **G-3: Bell is mute.** Open doors set it off. Owner: Ida.
";
    assert_eq!(
        said(text, &[Key::Status, Key::Owner, Key::Due]),
        [
            "Prices are old | in progress | Mia | ",
            "Mails are late | Open | Luis | 2027-01-20",
            "Bell is mute |  | Ida | "
        ]
    );
}

#[test]
fn an_empty_value_takes_nothing_from_the_one_behind_it() {
    let text = "\
# Launch gaps

- [ ] G-1 Prices are old (owner: , due 2027-03-12)
- [ ] G-2 Mails are late (owner: Ida, due 2027-02-05)
";
    let with_register = said(text, &[Key::Owner, Key::Due]);
    let values: Vec<&str> =
        with_register.iter().filter_map(|said| said.split_once(" | ")).map(|it| it.1).collect();
    assert_eq!(values, [" | 2027-03-12", "Ida | 2027-02-05"]);
}

#[test]
fn a_full_stop_is_no_part_of_an_owner_and_ids_are_read_in_groups_of_items() {
    let text = "# Known gaps\n\n### G-1: Mails are late\n\nOwner: Ann.\n\n### G-2: Bell is mute\n\nOwner: T. K.\n";
    assert_eq!(said(text, &[Key::Owner]), ["Mails are late | Ann", "Bell is mute | T. K."]);
    let groups = "# Known gaps\n\n- Payments\n  - G-1 Refund twice (Owner: Jo; Due: 2027-01-02)\n  \
                  - G-2 No receipt (Owner: Ann; Due: 2027-01-03)\n- Search\n  - G-3 Slow (Owner: Jo; Due: 2027-01-04)\n";
    let ids: Vec<String> = said(groups, &[Key::Id]);
    assert!(ids.iter().zip(1..).all(|(it, at)| it.ends_with(&format!("| G-{at}"))), "{ids:?}");
}

#[test]
fn a_name_and_a_day_behind_several_items_are_those_of_owners() {
    let items = |items: &[&str]| {
        let line = |item: &&str| format!("- [ ] {item}\n");
        let text: String = items.iter().map(line).collect();
        said(&format!("# Known gaps\n\n{text}"), &[Key::Owner, Key::Due])
    };
    assert_eq!(
        items(&["Maps are grey (Noor, 2027-02-01)", "Mails twice (01.03.2027, Piet)", "Lamps"]),
        ["Maps are grey | Noor | 2027-02-01", "Mails twice | Piet | 01.03.2027", "Lamps |  | "]
    );
    // One of them alone may be anything.
    assert_eq!(
        items(&["Maps are grey (Noor, 2027-02-01)", "Mails twice", "Lamps (Hall, upstairs)"]),
        [
            "Maps are grey (Noor, 2027-02-01) |  | ",
            "Mails twice |  | ",
            "Lamps (Hall, upstairs) |  | "
        ]
    );
}

#[test]
fn a_mistyped_state_in_brackets_is_read_as_one() {
    let headings = |titles: &[&str]| {
        let text = titles.iter().map(|title| format!("### {title}\n\nIt fails.\n\n"));
        said(&format!("# Known gaps\n\n{}", text.collect::<String>()), &[Key::Status])
    };
    assert_eq!(
        headings(&["[Opne] Maps are grey", "[Open] Mails twice", "[Fixed] Lamps"]),
        ["Maps are grey | Opne", "Mails twice | Open", "Lamps | Fixed"]
    );
    assert_eq!(
        headings(&["[Web] Maps are grey", "[Open] Mails twice", "[Fixed] Lamps"]),
        ["[Web] Maps are grey | ", "Mails twice | Open", "Lamps | Fixed"]
    );
}

#[test]
fn a_state_behind_its_sign_ends_a_heading() {
    let headings = ["FD-1 Mapa vazio ✅ **RESOLVIDO na v2**", "FD-2 Busca ✅ boa", "FD-3 Login"];
    let sections: Vec<String> =
        headings.iter().map(|heading| format!("### {heading}\n\nNada.\n")).collect();
    assert_eq!(
        said(&format!("# Lacunas\n\n{}", sections.join("\n")), &[Key::Id, Key::Status]),
        ["Mapa vazio | FD-1 | ✅ **RESOLVIDO na v2**", "Busca ✅ boa | FD-2 | ", "Login | FD-3 | "]
    );
}

#[test]
fn a_sentence_behind_the_name_of_an_item_may_be_its_state() {
    let text = "\
# Known limitations

- **Berths are sold twice.** Planned for v3.2.
- **Mails come late.** Won't fix.
- **No seat maps.** Fixed in v3.0.
- **Only cash.** Resolved in 2.8 (2025-11-20).
- **No dogs.** Closed on 2026-01-04. The vendor asks for more.
- **No bikes.** Fixed columns are lost.
- **No cars.** Available in 3.4.
- **No night boats.** Fixed in v3.0, but not on phones.
";
    assert_eq!(
        said(text, &[Key::Status]),
        [
            "Berths are sold twice | ",
            "Mails come late | Won't fix",
            "No seat maps | Fixed in v3.0",
            "Only cash | Resolved in 2.8 (2025-11-20)",
            "No dogs | Closed on 2026-01-04",
            "No bikes | ",
            "No cars | ",
            "No night boats | ",
        ]
    );
}
