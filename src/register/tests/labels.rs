//! Labels: how they are marked and parted, and those that mean what their values are.

use super::*;

#[test]
fn strong_labels_need_no_colon_where_several_are_on_a_line() {
    let text = "# Gaps\n\n### S-1: Holds\n\n**Status** Open (waits) · **Prio** P1 · **Owner** @mia\n\n\
                ### S-2: Labels\n\n**Status** Fixed | **Owner** Ann | **Shelf** B\n\n\
                ### S-3: Fines\n\n**Owner** is what we ask for.\n\n**Status** quo · nobody looks.\n\n\
                ### S-4: Seats\n\n**Status** Open\n**Owner** Mia · late\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open (waits)"
      Priority = "P1"
      Owner = "@mia"
    S-2 |  | Labels
      Status = "Fixed"
      Owner = "Ann"
      Shelf = "B"
    S-3 |  | Fines
    S-4 |  | Seats
      Status = "Open"
      Owner = "Mia · late"
    "#);
}

#[test]
fn beside_a_label_one_with_a_qualifier_is_another_field() {
    let text = "# Gaps\n\n### S-1: Holds\n\n- **Status:** Open\n- **Status (vendor):** Fixed\n- **Owner:** Ann\n\n\
                ### S-2: Labels\n\n- **Durum (tedarikçi):** Açık\n- **Durum:** Düzeltildi\n\n\
                ### S-3: Fines\n\n- **Status (ours):** Open\n- **Verification (done when fixed):** It works.\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open"
      Status (vendor) = "Fixed"
      Owner = "Ann"
    S-2 |  | Labels
      Durum (tedarikçi) = "Açık"
      Status = "Düzeltildi"
    S-3 |  | Fines
      Status = "Open"
      Verification = "It works."
    "#);
}

#[test]
fn labels_in_emphasis_are_labels() {
    let text = "# Gaps\n\n### S-1: Holds\n\n*Status:* Open · *Owner*: Mia\n_Priority:_ P1\n*Shelf:* B\n\n\
                ### S-2: Labels\n\n- *Statut* : Open\n- *By the way: this is old.*\n\n*Remark:* none.\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open"
      Owner = "Mia"
      Priority = "P1"
      Shelf = "B"
    S-2 |  | Labels
      Status = "Open"
    "#);
}

#[test]
fn a_quote_right_below_the_heading_of_an_entry_may_hold_its_fields() {
    let text = "# Gaps\n\n> Owner: Desk · Status: Draft\n\n### S-1: Holds\n\n> **Status** Open · **Owner** @mia\n\nThey are lost.\n\n\
                ### S-2: Labels\n\n> Status: Open\n> Owner: Ann\n\n- Owner: Can\n\n\
                ### S-3: Fines\n\n> Status: as we said in May.\n\n- Owner: Can\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "Open"
      Owner = "@mia"
    S-2 |  | Labels
      Status = "Open"
      Owner = "Can"
    S-3 |  | Fines
      Owner = "Can"
    "#);
}

#[test]
fn a_comment_in_yaml_is_no_part_of_a_value() {
    let text = "# Gaps\n\n### S-1: Holds\n\n```yaml\nstatus: open   # since May\nowner: \"ann #2\"  # then Bob\n\
                priority: P1\t# or P2\nsla: 'C#'\n```\n\nThey are lost.\n";
    let source = Source::new("a.md", text);
    let (vocabulary, id) = (Vocabulary::with(&UniqueMap::default()), IdPattern::default());
    let register = Register::read(&source, Reading::at_root(&vocabulary, &id)).unwrap();
    let values = register.entries[0].fields.iter().map(|field| register.text(field.value));
    assert_eq!(values.take(4).collect::<Vec<_>>(), ["open", "ann #2", "P1", "C#"]);
}

#[test]
fn yaml_right_below_the_heading_of_an_entry_may_hold_its_fields() {
    let text = "# Gaps\n\n### S-1: Holds\n\n```yaml\nstatus: open\nowner: \"@mia\"\nfirst_seen: 2026-03-20\n```\n\nThey are lost.\n\n\
                ### S-2: Labels\n\n```yaml\nstatus: open\n```\n\n- Owner: Can\n\n\
                ### S-3: Fines\n\n```json\nstatus: open\nowner: mia\n```\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "open"
      Owner = "@mia"
      First Seen = "2026-03-20"
    S-2 |  | Labels
      Owner = "Can"
    S-3 |  | Fines
    "#);
}

#[test]
fn an_unknown_label_hides_none_on_the_lines_below_it() {
    let text = "# Gaps\n\n### S-1: Holds\n\nStatus: open\nLikelihood: low\nOwner: Ops\n\n\
                ### S-2: Labels\n\nStatus: open\nOwner: Dev\n";
    insta::assert_snapshot!(shown(text), @r#"
    S-1 |  | Holds
      Status = "open"
      Likelihood = "low"
      Owner = "Ops"
    S-2 |  | Labels
      Status = "open"
      Owner = "Dev"
    "#);
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
fn a_deadline_or_a_version_is_what_all_its_values_are() {
    for (label, values, key) in [
        ("By", ["Mia", "Desk team"], Key::Owner),
        ("By", ["2026-04-01", "2026-05-01"], Key::Due),
        ("By", ["3.1", "v3.2"], Key::TargetVersion),
        ("Target", ["2026-04-01", "15.05.2026"], Key::Due),
        ("Target", ["3.1", "2026-05-01"], Key::TargetVersion),
        ("Planned for", ["3.1", "next"], Key::TargetVersion),
    ] {
        let [first, second] = values;
        let text = format!(
            "# Gaps\n\n| Ref | Gap | Status | {label} |\n|---|---|---|---|\n| S-1 | A | Open | {first} |\n| S-2 | B | Open | {second} |\n"
        );
        with_register(&text, |register| {
            let value = register.value_of(&register.entries[0], key);
            assert_eq!(value, Some(first), "{text}");
        });
    }
    // Beside owners, it is not known whose names these are.
    let text = "# Gaps\n\n| Ref | Gap | Owner | By |\n|---|---|---|---|\n| S-1 | A | Mia | Can |\n";
    with_register(text, |register| {
        assert_eq!(register.value_of(&register.entries[0], Key::Owner), Some("Mia"));
    });
}

#[test]
fn values_without_labels_are_fields_where_a_line_has_several() {
    let text = "# Gaps\n\n## Late buses\n\nPrio 1 / assigned to Mia / still open\n\nAll day.\n\n\
                ## Lost bags\n\nfixed · P2 · Can\n\nNo more.\n";
    insta::assert_snapshot!(shown(text), @r#"
    |  | Late buses
     Priority = "Prio 1"
     Owner = "Mia"
     Status = "still open"
    |  | Lost bags
     Status = "fixed"
     Priority = "P2"
     Owner = "Can"
    "#);
    let text = "# Gaps\n\n- **Late buses** `sev: high` `owner: Mia` `state: open`\n- **Lost bags** `sev: low` `owner: Can` `state: done`\n\
                - **Wet seats** (open, P2, Mia)\n- **Dim lamps** (State: open; Owner: Can)\n  In tunnels.\n";
    insta::assert_snapshot!(shown(text), @r#"
    |  | Late buses
     Severity = "high"
     Owner = "Mia"
     Status = "open"
    |  | Lost bags
     Severity = "low"
     Owner = "Can"
     Status = "done"
    |  | Wet seats
     Owner = "Mia"
     Priority = "P2"
     Status = "open"
    |  | Dim lamps
     Status = "open"
     Owner = "Can"
     Symptom = "In tunnels."
    "#);
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

#[test]
fn a_label_such_as_until_is_that_of_a_deadline_where_most_values_are_days() {
    for (label, values, is_deadline) in [
        ("Until", ["3 March 2026", "2026-04-01", "TBD"], true),
        ("Promised for", ["2026-03-03", "2026-04-01", "soon"], true),
        ("Ne zamana kadar", ["3.3.2026", "1 Nis 2026", ""], true),
        ("Pour quand", ["2026-03-03", "2026-04-01", "2026-05-01"], true),
        ("Until", ["the vendor answers", "2026-04-01", "the lift is back"], false),
        ("Promised for", ["Acme", "Mia", "Acme"], false),
    ] {
        let row = |(at, value)| format!("| T-{at} | Door {at} sticks | open | {value} |\n");
        let rows: String = values.into_iter().enumerate().map(row).collect();
        let text = format!(
            "# Known gaps\n\n| ID | What is wrong | Status | {label} |\n|---|---|---|---|\n{rows}"
        );
        with_register(&text, |register| {
            let due = register.entries[0].field(Key::Due);
            assert_eq!(due.is_some(), is_deadline, "{text}");
            assert!(register.entries[0].field(Key::Owner).is_none(), "{text}");
        });
    }
    // Beside a deadline, it is something else.
    let text = "# Known gaps\n\n| ID | Gap | Due | Until |\n|---|---|---|---|\n| T-1 | Door | 2026-03-03 | 2026-05-01 |\n";
    with_register(text, |register| {
        let due: Vec<&str> = register.entries[0]
            .fields
            .iter()
            .filter(|it| it.key == Some(Key::Due))
            .map(|it| register.text(it.value))
            .collect();
        assert_eq!(due, ["2026-03-03"]);
    });
}

#[test]
fn since_when_a_closed_entry_is_closed_is_not_when_it_was_seen() {
    let seen = |open: &str, done: &str, label: &str| {
        let table = |column: &str, id: &str| {
            format!("| ID | Gap | {column} |\n|---|---|---|\n| {id} | Lamp {id} | 2026-03-03 |\n")
        };
        let text =
            format!("# Known gaps\n\n{}\n## {done}\n\n{}", table(open, "L-1"), table(label, "L-2"));
        with_register(&text, |register| {
            register
                .entries
                .iter()
                .map(|entry| entry.field(Key::FirstSeen).is_some())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(seen("Owner", "Done", "Since"), [false, false]);
    assert_eq!(seen("Owner", "Erledigt", "Seit"), [false, false]);
    // In an open entry, and where open ones have the same column, it is the first day.
    assert_eq!(seen("Owner", "Open", "Since"), [false, true]);
    assert_eq!(seen("Since", "Done", "Since"), [true, true]);
    assert_eq!(seen("Owner", "Done", "First seen"), [false, true]);
    let closed = "# Known gaps\n\n## Done\n\n| ID | Gap | Since |\n|---|---|---|\n| L-2 | Lamp | 2026-03-03 |\n";
    with_register(closed, |register| {
        assert!(register.entries[0].field(Key::FirstSeen).is_some());
    });
}

#[test]
fn a_piece_of_a_program_is_not_an_id() {
    let entry = |title: &str, code: &str| {
        format!("### [Low] {title}\n\n- **File:** `a.rs`\n- **Code:** {code}\n- **Fix:** none\n\n")
    };
    let text = format!(
        "# Audit findings\n\n{}{}",
        entry("The total overflows", "`total()`"),
        entry("The lock is kept", "\n  ```rust\n  lock.keep();\n  ```")
    );
    with_register(&text, |register| {
        let ids: Vec<Option<&str>> = register.entries.iter().map(|it| register.id(it)).collect();
        assert_eq!(ids, [None, None]);
    });
}

#[test]
fn a_label_without_its_colon_is_one_beside_others_that_have_theirs() {
    let state = |lines: &str| {
        let text = format!(
            "# Register\n\n### G-001: One\n\n{lines}\n\n### G-002: Two\n\n- Status: Open\n"
        );
        with_register(&text, |register| {
            let field = register.entries[0].field(Key::Status);
            field.map(|field| register.value(field).into_owned())
        })
    };
    for (lines, expected) in [
        ("- Status open\n- Owner: Mia", Some("open")),
        ("- **Status** open\n- **Owner:** Mia", Some("open")),
        ("- Owner: Mia\n- Status - open", Some("open")),
        ("Status open\nOwner: Mia", Some("open")),
        // A sentence is none, and the entry may have its state elsewhere.
        ("- Status open since the last release\n- Owner: Mia", None),
        ("- Status unclear\n- Status: Fixed", Some("Fixed")),
        // Nothing beside it is a label.
        ("- Status open\n- It fails at night", None),
    ] {
        assert_eq!(state(lines).as_deref(), expected, "{lines}");
    }
}

#[test]
fn a_card_may_begin_with_nothing_but_its_values() {
    let text = "# Debt log\n\n**D-1** · medium · @ana · open since January\n\nThe crane asks each second.\nTicket: C-1.\n\n\
                **D-2** · high · @bo · open\n\nTwo piers. One is empty.\n\n- Nobody knows which.\n\n\
                **D-3** · low · @ana · closed in June · due 2027-01-31\n\nThe old lamp is gone.\n";
    with_register(text, |register| {
        let said = |at: usize| {
            let entry = &register.entries[at];
            let value = |key| entry.field(key).map_or("", |it| register.text(it.value));
            let values = [Key::Severity, Key::Owner, Key::Status, Key::Due].map(value);
            format!("{} | {}", register.text(entry.title), values.join(" | "))
        };
        assert_eq!(register.entries.len(), 3);
        assert_eq!(said(0), "The crane asks each second | medium | @ana | open since January | ");
        assert_eq!(said(1), "Two piers. One is empty | high | @bo | open | ");
        assert_eq!(said(2), "The old lamp is gone | low | @ana | closed in June | 2027-01-31");
        let end = register.text(register.entries[1].span);
        assert!(end.ends_with("Nobody knows which."), "{end}");
    });
}

#[test]
fn labels_may_be_behind_the_bullets_of_another_program() {
    for bullet in ["• ", "•\t", "•\u{a0}", "-\u{a0}", "▪ "] {
        for [status, owner] in
            [["**Status:** Open", "**Owner:** Mia"], ["Status: Open", "Owner: Mia"]]
        {
            let text = format!(
                "# Gaps\n\n### G-1: No gate\n\n{bullet}{status}\n{bullet}{owner}\n\n### G-2: No lamp\n\n{bullet}{status}\n"
            );
            with_register(&text, |register| {
                let entry = &register.entries[0];
                let values = [Key::Status, Key::Owner].map(|key| register.value_of(entry, key));
                assert_eq!(values, [Some("Open"), Some("Mia")], "{text}");
            });
        }
    }
}

#[test]
fn a_label_whose_marks_do_not_match_is_one_where_the_others_have_theirs() {
    for (line, owner) in [
        ("**Owner: Can", Some("Can")),
        ("__Owner: Can", Some("Can")),
        ("**Owner:* Can", Some("Can")),
        ("*Owner:** Can", Some("Can")),
        ("**Owner*: Can", Some("Can")),
        ("**Owner:Can", Some("Can")),
        ("**Owner Can**", Some("Can")),
        ("**Owner**; Can", Some("Can")),
        ("Owner:** Can", Some("Can")),
        ("**Owner** sees nothing at all here", None),
        ("**Owner accounts are lost at night.**", None),
    ] {
        let section = |id: &str, line: &str| {
            format!("### {id}: Holds\n\n- **Status:** Open\n- {line}\n- **Due:** 2026-12-18\n\n")
        };
        let other = section("S-2", "**Owner:** Mia");
        let text = format!("# Gaps\n\n{}{other}", section("S-1", line));
        with_register(&text, |register| {
            let field = register.entries[0].field(Key::Owner);
            assert_eq!(field.map(|it| register.text(it.value)), owner, "{line}");
        });
    }
}
