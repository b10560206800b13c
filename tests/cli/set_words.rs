//! The words that `gapreg set` and `gapreg new` write, and what stays beside them.

use crate::common::tree::Tree;

/// A table with the states of its rows, in the order of their IDs.
fn table(states: &[&str]) -> Tree {
    let rows = (1..).zip(states).map(|(id, state)| format!("| K-{id} | Lamp {id} | {state} |\n"));
    let rows: String = rows.collect();
    Tree::with(format!("# What the kiosk lacks\n\n| ID | Gap | Status |\n|---|---|---|\n{rows}"))
}

/// What a row says after a status was set.
fn set_in(tree: &Tree, id: &str, status: &str) -> String {
    let printed = tree.run_with(&format!("set {id} --yes"), &[&format!("status={status}")]);
    let text = tree.read("gap-register.md");
    let row = text.lines().find(|line| line.contains(id)).unwrap_or_default();
    let cell = row.split('|').nth(3).unwrap_or_default().trim().to_owned();
    if printed.starts_with("exit 0") { cell } else { printed }
}

#[test]
fn a_word_that_entries_have_is_written_as_it_was_typed() {
    let states = ["Open", "In review", "In review", "In progress", "Done (v3)", "~~Open~~ Shipped"];
    for (typed, written) in [
        ("In progress", "In progress"),
        ("in progress", "In progress"),
        ("Done", "Done"),
        ("Done (v4)", "Done (v4)"),
        ("Shipped", "Shipped"),
        // The usual word of the entries, for one that none of them has.
        ("WIP", "In review"),
    ] {
        assert_eq!(set_in(&table(&states), "K-1", typed), written, "{typed}");
    }
}

#[test]
fn a_word_of_the_language_is_written_where_no_entry_has_another() {
    let german = |typed: &str| {
        let tree = Tree::new().put(
            "docs/de/gap-register.md",
            "# Mängel\n\n| Nr. | Mangel | Status |\n|---|---|---|\n\
             | W-1 | Waage klemmt | offen |\n| W-2 | Tor klemmt | offen |\n",
        );
        tree.run_with("set W-1 --yes", &[&format!("status={typed}")]);
        let text = tree.read("docs/de/gap-register.md");
        text.lines().find(|line| line.contains("W-1")).unwrap().to_owned()
    };
    assert_eq!(german("In Umsetzung"), "| W-1 | Waage klemmt | in Umsetzung |");
    assert_eq!(german("In Progress"), "| W-1 | Waage klemmt | in Bearbeitung |");
}

#[test]
fn what_belongs_to_another_entry_is_not_written() {
    let states = ["Open", "~~Open~~ In progress", "🔴 Stuck", "Waiting for Ada", "Done"];
    assert_eq!(set_in(&table(&states), "K-1", "WIP"), "In progress");
    assert_eq!(set_in(&table(&states), "K-5", "New"), "Open");
    // Its sign says `Open`, and its word is another one.
    assert_eq!(set_in(&table(&["🔴 Stuck", "🔴 Stuck", "Done"]), "K-3", "Open"), "Open");
    assert_eq!(set_in(&table(&["Open", "🔴 Stuck", "Done"]), "K-1", "🔴 Stuck"), "🔴 Stuck");
}

#[test]
fn values_that_an_entry_strikes_out_stay_and_the_old_one_joins_them() {
    for (old, typed, written) in [
        ("~~Open~~ In progress", "Done", "~~Open~~ ~~In progress~~ Done"),
        ("~~Open~~ → Done (v2)", "Open", "~~Open~~ → ~~Done (v2)~~ → Open"),
        ("In progress ~~Open~~", "Done", "Done ~~In progress~~ ~~Open~~"),
        ("~~Open~~ In progress", "~~Open~~ Done", "~~Open~~ Done"),
        ("~~Open~~ In progress", "WIP", "~~Open~~ In progress"),
    ] {
        let tree = table(&[old, "In progress", "Done", "Open"]);
        assert_eq!(set_in(&tree, "K-1", typed), written, "{old}: {typed}");
    }
    let printed = set_in(&table(&["Done (not ~~Open~~)", "Done", "Open"]), "K-1", "In progress");
    assert!(
        printed.contains(
            "a part of the Status is struck out, and where a new one goes in `Done (not ~~Open~~)` is not clear"
        ),
        "{printed}"
    );
    let tree = Tree::with(
        "# Gaps of the kiosk\n\n## K-1: The lamp is dark\n\n- Status: Open\n- SLA: ~~7d~~ 14d (the maker is slow)\n\
         - Owner: ~~Ada~~ Bo\n\n## K-2: The door is shut\n\n- Status: Open\n- SLA: 7d\n- Owner: Bo\n",
    );
    assert_eq!(tree.code("set K-1 sla=30d owner=Cy --yes"), 0);
    let text = tree.read("gap-register.md");
    assert!(text.contains("- SLA: ~~7d~~ ~~14d (the maker is slow)~~ 30d\n"), "{text}");
    assert!(text.contains("- Owner: ~~Ada~~ ~~Bo~~ Cy\n"), "{text}");
}

#[test]
fn a_remark_about_the_old_state_is_taken_out_and_named() {
    let tree = table(&["Done (v2)", "Open", "Open"]);
    insta::assert_snapshot!(tree.run("set K-1 status=Open --yes"), @r#"
    exit 0

    --- stderr
    note: K-1: `(v2)` was written behind `Done` and is taken out; `status="Open (v2)"` keeps it
    wrote gap-register.md
      K-1 Status: Done (v2) → Open
    "#);
    let tree = table(&["Done (v2)", "Open"]);
    assert_eq!(set_in(&tree, "K-1", "Open (again)"), "Open (again)");
    // Another word for the same state leaves the remark.
    let tree = table(&["Done (v2)", "Fixed"]);
    assert_eq!(set_in(&tree, "K-1", "Fixed"), "Fixed (v2)");
}

#[test]
fn the_reason_of_a_translator_stays() {
    let pair = || {
        let entry = |title: &str, id: &str, status: &str| {
            format!("# {title}\n\n## {id}: The lamp is dark\n\n- {status}\n")
        };
        Tree::new()
            .put("docs/en/gap-register.md", entry("Gaps", "K-1", "Status: Blocked (no bulb)"))
            .put(
                "docs/tr/gap-register.md",
                entry("Eksikler", "K-1", "Durum: Engellendi (ampul yok)"),
            )
    };
    let tree = pair();
    insta::assert_snapshot!(tree.run_with("set K-1 --yes", &["status=Blocked (no ladder)"]), @"
    exit 0

    --- stderr
    note: K-1: `(ampul yok)` stays in `docs/tr/gap-register.md`: translate the new remark there
    wrote docs/en/gap-register.md
      K-1 Status: Blocked (no bulb) → Blocked (no ladder)
    ");
    // The words of Turkish, although the entry has only another one of them.
    let tree = pair();
    assert_eq!(tree.code("set K-1 status=Open --yes"), 0);
    assert!(tree.read("docs/tr/gap-register.md").ends_with("- Durum: Açık\n"));
}

#[test]
fn a_ticket_that_is_a_link_gets_its_own_address() {
    for (old, typed, written) in [
        ("[T-7](https://t.example/T-7)", "T-8", "[T-8](https://t.example/T-8)"),
        ("[#7](https://t.example/7/c)", "#8", "[#8](https://t.example/8/c)"),
        ("[T-7](https://t.example/T-71)", "T-8", "T-8"),
        ("[T-7](https://t.example/T-7)", "https://t.example/T-8", "https://t.example/T-8"),
        ("[T-7](https://t.example/T-7)", "T-8, T-9", "T-8, T-9"),
        ("T-7", "T-8", "T-8"),
    ] {
        let tree = Tree::with(format!(
            "# Gaps\n\n## K-1: The lamp is dark\n\n- Status: Open\n- Ticket: {old}\n"
        ));
        assert_eq!(
            tree.run_with("set K-1 --yes", &[&format!("ticket={typed}")]).find("exit 0"),
            Some(0)
        );
        let text = tree.read("gap-register.md");
        assert!(text.contains(&format!("- Ticket: {written}\n")), "{text}");
    }
}

#[test]
fn the_state_of_a_new_entry_is_spelled_as_most_entries_spell_it() {
    let entry = |id: u8, state: &str| format!("### K-{id} · Lamp {id}\n\n* **State**: {state}\n\n");
    let states = ["New", "Live", "Live", "new"];
    let entries: String = (1..).zip(states).map(|(id, state)| entry(id, state)).collect();
    let tree = Tree::with(format!("# Gaps of the kiosk\n\n{entries}"));
    assert_eq!(tree.run_with("new --yes", &["The door is shut"]).find("exit 0"), Some(0));
    let added = "### K-5 · The door is shut\n\n* **State**: New\n";
    assert!(tree.read("gap-register.md").contains(added), "{}", tree.read("gap-register.md"));
}

#[test]
fn levels_of_a_register_s_own_hold_where_the_configuration_states_a_flow() {
    let entry = |id: u8, level: &str| {
        format!("### K-{id} · Lamp {id}\n\n* **State**: New\n* **Urgency**: {level}\n\n")
    };
    let text = format!("# Gaps of the kiosk\n\n{}{}", entry(1, "U1"), entry(2, "U2"));
    let tree = Tree::with(text).put("gapreg.yaml", "flow: [New, Accepted, Live]\n");
    assert_eq!(tree.code("lint"), 0, "{}", tree.run("lint"));
    assert_eq!(tree.code("set K-1 urgency=U2 --yes"), 0);
    assert_eq!(tree.code("set K-1 urgency=U7 --yes"), 2);
}

#[test]
fn a_level_that_another_entry_does_not_have_is_one_all_the_same() {
    let tree = || {
        Tree::new().put(
            "docs/de/gap-register.md",
            "# Mängel\n\n| Nr. | Mangel | Status | Priorität |\n|---|---|---|---|\n\
             | W-1 | Waage klemmt | offen | sehr hoch |\n| W-2 | Tor klemmt | offen | mittel |\n",
        )
    };
    for level in ["hoch", "niedrig", "mittel"] {
        let tree = tree();
        tree.run_with("set W-1 --yes", &[&format!("priority={level}")]);
        let text = tree.read("docs/de/gap-register.md");
        assert!(text.contains(&format!("| Waage klemmt | offen | {level} |")), "{text}");
    }
}

/// A German register whose entries have their labels in one paragraph.
fn in_paragraphs(labels: &str) -> Tree {
    let entry = |id: u8, text: &str| format!("### W-0{id} Waage klemmt\n\n{text}\n\nSeit Mai.\n\n");
    let other = "**Status:** offen. **Zuständig:** Mia.";
    let text = format!("# Mängel\n\n{}{}", entry(1, labels), entry(2, other));
    Tree::new().put("docs/de/gap-register.md", text)
}

#[test]
fn a_field_is_parted_from_its_neighbours_as_they_are() {
    for (labels, written) in [
        (
            "**Status:** offen. **Zuständig:** Mia.",
            "**Status:** offen. **Zuständig:** Mia. **Fällig:** 2026-03-01.",
        ),
        (
            "**Status:** offen – **Zuständig:** Mia – **Aufwand:** 2 Tage",
            "**Status:** offen – **Zuständig:** Mia – **Fällig:** 2026-03-01 – **Aufwand:** 2 Tage",
        ),
        (
            "**Status:** offen; **Zuständig:** Mia; **Aufwand:** 2 Tage",
            "**Status:** offen; **Zuständig:** Mia; **Fällig:** 2026-03-01; **Aufwand:** 2 Tage",
        ),
        (
            "**Status:** offen · **Zuständig:** Mia",
            "**Status:** offen · **Zuständig:** Mia · **Fällig:** 2026-03-01",
        ),
    ] {
        let tree = in_paragraphs(labels);
        assert_eq!(tree.code("set W-01 due=2026-03-01 --yes"), 0, "{labels}");
        let text = tree.read("docs/de/gap-register.md");
        assert!(text.contains(&format!("\n{written}\n")), "{text}");
    }
}

#[test]
fn a_label_within_a_sentence_is_not_written_a_second_time() {
    let labels = "Die Waage klemmt oft. **Status:** offen. **Zuständig:** Mia.";
    let tree = in_paragraphs(labels);
    let before = tree.read("docs/de/gap-register.md");
    let printed = tree.run("set W-01 owner=Bo --yes");
    assert!(
        printed.contains(
            "W-01: the Owner is within a sentence, behind `Zuständig`, where it is not read"
        ),
        "{printed}"
    );
    assert_eq!(tree.read("docs/de/gap-register.md"), before);
}

#[test]
fn a_field_without_a_column_is_one_of_those_that_are_not_known() {
    let tree = Tree::with(
        "# Gaps of the kiosk\n\n| ID | Gap | Status | Wished for | Mood |\n|---|---|---|---|---|\n\
         | K-1 | The lamp is dark | Open | May | low |\n",
    );
    insta::assert_snapshot!(tree.run("set K-1 due=2026-05-01 --yes"), @"
    exit 2

    --- stderr
    error: gap-register.md: K-1: there is no place for Due in this entry; where it is one of the columns Wished for and Mood, name that one in gapreg.yaml: `vocabulary: { en: { labels: { Due: [COLUMN] } } }`
    ");
    insta::assert_snapshot!(tree.run_with("set K-1 --yes", &["Wished for=June"]), @"
    exit 0

    --- stderr
    wrote gap-register.md
      K-1 Wished for: May → June
    ");
}

#[test]
fn a_new_entry_beside_an_id_of_two_changes_neither() {
    let rows = "| K-1 | The lamp is dark | Open |\n| K-2 | The door is shut | Open |\n\
                | K-2 | The bell is mute | Done |\n";
    let tree =
        Tree::with(format!("# Gaps of the kiosk\n\n| ID | Gap | Status |\n|---|---|---|\n{rows}"));
    let printed = tree.run_with("new --yes", &["The till is slow"]);
    insta::assert_snapshot!(printed, @"
    exit 0

    --- stderr
    K-3: The till is slow
    wrote gap-register.md
    ");
}

#[test]
fn a_new_entry_gets_the_day_that_the_others_have_and_no_sla_that_nobody_stated() {
    let entry = |id: u8| {
        format!("## K-{id}: Lamp {id}\n\n- Status: Open\n- Opened: 2026-01-0{id}\n- Mood: low\n\n")
    };
    let tree = Tree::with(format!("# Gaps of the kiosk\n\n{}{}", entry(1), entry(2)));
    tree.run_with("new --yes", &["The door is shut"]);
    let added = "## K-3: The door is shut\n\n- Status: Open\n- Opened: 2026-02-05\n";
    assert!(tree.read("gap-register.md").contains(added), "{}", tree.read("gap-register.md"));
    let rows = "| K-1 | The lamp is dark | Open | P1 | 2 weeks |\n";
    let text = |policy: &str| {
        format!(
            "# Gaps of the kiosk\n\n{policy}| ID | Gap | Status | Priority | SLA |\n|---|---|---|---|---|\n{rows}"
        )
    };
    let added = |policy: &str| {
        let tree = Tree::with(text(policy));
        tree.run_with("new --yes --priority P1", &["The door is shut"]);
        tree.read("gap-register.md").lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(added(""), "| K-2 | The door is shut | Open | P1 | TBD |");
    assert_eq!(added("SLA default: P1=14d.\n\n"), "| K-2 | The door is shut | Open | P1 | 14d |");
}

#[test]
fn a_word_that_no_entry_has_is_set_where_lint_is_silent_and_that_is_forced() {
    let tree = || table(&["On the bench", "On the bench", "With the smith", "Open"]);
    let refused = tree().run_with("set K-4 --yes", &["status=Being glued"]);
    assert!(refused.contains("is not a valid Status") && refused.contains("--force"), "{refused}");
    let forced = tree();
    assert_eq!(
        forced.run_with("set K-4 --yes --force", &["status=Being glued"]).find("exit 0"),
        Some(0)
    );
    assert!(forced.read("gap-register.md").ends_with("| Being glued |\n"));
    assert_eq!(forced.code("lint"), 0);
    // In a register of known words it would be reported.
    let known = table(&["Open", "Fixed"]);
    let refused = known.run_with("set K-1 --yes --force", &["status=Being glued"]);
    assert!(refused.starts_with("exit 2") && !refused.contains("--force"), "{refused}");
}

#[test]
fn a_translation_that_strikes_out_values_keeps_them_where_one_is_copied() {
    let register = |title: &str, status: &str, sla: &str| {
        format!("# {title}\n\n## K-1: The lamp is dark\n\n- {status}\n- SLA: {sla}\n")
    };
    let tree = Tree::new()
        .put("docs/en/gap-register.md", register("Gaps", "Status: ~~Open~~ Done", "30d"))
        .put(
            "docs/tr/gap-register.md",
            register("Eksikler", "Durum: ~~Açık~~ Yapılıyor", "~~7d~~ 14d (usta bekleniyor)"),
        );
    tree.run("mirror --fix");
    assert_eq!(
        tree.read("docs/tr/gap-register.md"),
        register(
            "Eksikler",
            "Durum: ~~Açık~~ ~~Yapılıyor~~ Düzeltildi",
            "~~7d~~ ~~14d (usta bekleniyor)~~ 30d"
        )
    );
    // Where the place of one more is not clear, it is left and reported.
    let unclear = register("Eksikler", "Durum: Yapılıyor (önce ~~Açık~~)", "30d");
    let tree = tree.put("docs/tr/gap-register.md", &unclear);
    let printed = tree.run("mirror --fix");
    assert!(printed.contains("a part of the translation's value is struck out"), "{printed}");
    assert_eq!(tree.read("docs/tr/gap-register.md"), unclear);
}

#[test]
fn priorities_that_are_levels_are_set_in_the_words_of_each_language() {
    let register = |label: &str, levels: [&str; 2]| {
        let entry = |at: usize| {
            format!("## S-{at}: A\n\n- **Status:** Open\n- **{label}:** {}\n\n", levels[at - 1])
        };
        format!("# Gaps\n\n{}{}", entry(1), entry(2))
    };
    let tree = Tree::new()
        .put("gapreg.yaml", "profile: generic\n")
        .put("gap-register.md", register("Priority", ["High", "Medium"]))
        .put("gap-register.tr.md", register("Öncelik", ["Yüksek", "Orta"]));
    assert!(tree.run("set S-2 priority=High --yes").starts_with("exit 0"));
    assert!(tree.read("gap-register.tr.md").ends_with("- **Öncelik:** Yüksek\n\n"));
    assert_eq!(tree.code("mirror"), 0);
}

#[test]
fn what_has_no_place_says_how_it_gets_one() {
    let part = |state: &str, id: &str| {
        format!("## {state}\n\n| ID | Gap | Owner |\n|---|---|---|\n| {id} | Slip {id} | Mia |\n\n")
    };
    let parts = [part("Open", "K-1"), part("Fixed", "K-2")].concat();
    let tree = Tree::with(format!("# Gap register\n\n{parts}"));
    let said = tree.run_with("set K-1", &["status=In Progress"]);
    assert!(said.contains("the heading above the table says `Open`: move the row"), "{said}");
    let said = tree.run("set K-1 sla=7d");
    assert!(said.contains("add a column `SLA` to its table"), "{said}");
}

#[test]
fn a_sign_of_a_legend_is_written_where_the_entry_has_one() {
    let text = "# Gap register\n\n🔴 open · 🟡 in progress · 🟢 fixed\n\n\
                | ID | Gap | Status | Owner |\n|---|---|---|---|\n\
                | K-1 | Slip is blank | 🔴 | Mia |\n| K-2 | Fine is doubled | 🟢 | Jo |\n";
    let tree = Tree::with(text);
    assert!(tree.run_with("set K-1", &["status=In Progress"]).starts_with("exit 0"));
    let text = tree.read("gap-register.md");
    assert!(text.contains("| K-1 | Slip is blank | 🟡 | Mia |"), "{text}");
}

#[test]
fn a_state_is_written_in_the_words_of_the_legend_of_each_file() {
    let table = |legend: &str, header: &str, one: &str, other: &str| {
        format!(
            "# Gaps\n\n{legend}\n\n{header}\n|---|---|---|\n| K-1 | Slip | {one} |\n| K-2 | Fine | {other} |\n"
        )
    };
    let english = "🔴 nothing there · 🟡 somebody builds it · 🟢 up and running";
    let turkish = "🔴 hiç yok · 🟡 biri yapıyor · 🟢 devreye alındı";
    let tree = Tree::new()
        .put(
            "docs/en/gap-register.md",
            table(english, "| ID | Gap | Status |", "🔴 nothing there", "🟡 somebody builds it"),
        )
        .put(
            "docs/tr/gap-register.md",
            table(turkish, "| ID | Eksik | Durum |", "🔴 hiç yok", "🟡 biri yapıyor"),
        );
    let said = tree.run_with("set K-1 docs", &["status=Fixed"]);
    assert!(said.starts_with("exit 0"), "{said}");
    let [english, turkish] =
        ["en", "tr"].map(|code| tree.read(&format!("docs/{code}/gap-register.md")));
    assert!(english.contains("| K-1 | Slip | 🟢 up and running |"), "{english}");
    assert!(turkish.contains("| K-1 | Slip | 🟢 devreye alındı |"), "{turkish}");
}

#[test]
fn a_state_that_a_box_cannot_say_gets_a_line_below_it() {
    for (state, sign) in [("Won't fix", 'x'), ("Blocked", ' '), ("In Progress", ' ')] {
        let tree = Tree::with("# Gap register\n\n- [ ] Slip is blank\n- [x] Fine is doubled\n");
        let said = tree.run_with("set", &["Slip is blank", &format!("status={state}"), "--yes"]);
        let item = format!("- [{sign}] Slip is blank\n  - **Status:** {state}\n");
        assert!(tree.read("gap-register.md").contains(&item), "{said}");
        assert_eq!(tree.code("lint"), 0, "{}", tree.run("lint"));
    }
}

/// Two registers with tables of the states given, in English and in Turkish.
fn two_languages(english: &[&str], turkish: &[&str]) -> Tree {
    let table = |header: &str, title: &str, states: &[&str]| {
        let rows = (1..).zip(states);
        let rows = rows.map(|(id, state)| format!("| K-{id} | {title} {id} | {state} |\n"));
        format!("{header}|---|---|---|\n{}", rows.collect::<String>())
    };
    Tree::new()
        .put(
            "docs/en/gap-register.md",
            table("# Gaps\n\n| ID | Gap | Status |\n", "The lamp is dark", english),
        )
        .put(
            "docs/tr/gap-register.md",
            table("# Eksikler\n\n| ID | Eksik | Durum |\n", "Lamba yanmıyor", turkish),
        )
}

#[test]
fn closed_is_translated_by_a_word_for_closed_and_verified_by_one_for_verified() {
    for (typed, english, turkish) in [
        ("Kapandı", "Closed", "Kapandı"),
        ("Closed", "Closed", "Kapandı"),
        ("closed", "Closed", "Kapandı"),
        ("Doğrulandı", "Verified", "Doğrulandı"),
        ("Verified", "Verified", "Doğrulandı"),
    ] {
        let tree = two_languages(&["Open", "Open"], &["Açık", "Açık"]);
        tree.run_with("set K-1 --yes", &[&format!("status={typed}")]);
        let [en, tr] = ["en", "tr"].map(|code| tree.read(&format!("docs/{code}/gap-register.md")));
        assert!(en.contains(&format!("| K-1 | The lamp is dark 1 | {english} |")), "{typed}: {en}");
        assert!(tr.contains(&format!("| K-1 | Lamba yanmıyor 1 | {turkish} |")), "{typed}: {tr}");
    }
}

#[test]
fn a_register_has_its_own_word_for_closed() {
    let tree = two_languages(&["Open", "Closed", "Verified"], &["Açık", "Kapatıldı", "Doğrulandı"]);
    tree.run("set K-1 status=Closed --yes");
    assert!(
        tree.read("docs/tr/gap-register.md").contains("| K-1 | Lamba yanmıyor 1 | Kapatıldı |")
    );
    let tree = two_languages(&["Closed", "Closed", "Open"], &["Kapatıldı", "Açık", "Açık"]);
    tree.run("mirror --fix");
    assert!(
        tree.read("docs/tr/gap-register.md").contains("| K-2 | Lamba yanmıyor 2 | Kapatıldı |")
    );
}

#[test]
fn a_spelling_that_entries_have_is_written_as_it_was_typed_and_no_rarer_one() {
    let german = |typed: &str| {
        let states = ["in Arbeit", "offen", "offen", "Offen"];
        let rows = (1..).zip(states);
        let rows = rows.map(|(id, state)| format!("| W-{id} | Waage {id} | {state} |\n"));
        let rows: String = rows.collect();
        let text = format!("# Mängel\n\n| Nr. | Mangel | Zustand |\n|---|---|---|\n{rows}");
        let tree = Tree::new()
            .put("docs/de/gap-register.md", text)
            .put("gapreg.yaml", "flow: [offen, in Arbeit, erledigt]\n");
        tree.run_with("set W-1 --yes --force", &[&format!("status={typed}")]);
        let text = tree.read("docs/de/gap-register.md");
        text.lines().find(|line| line.contains("W-1")).unwrap().to_owned()
    };
    for (typed, written) in [("offen", "offen"), ("Offen", "Offen"), ("OFFEN", "offen")] {
        assert_eq!(german(typed), format!("| W-1 | Waage 1 | {written} |"), "{typed}");
    }
}

#[test]
fn letters_that_an_entry_lacks_are_written_as_they_were_typed() {
    let tree = two_languages(&["Open", "Open"], &["Açık", "yapiliyor"]);
    tree.run("set K-1 status=Yapılıyor --yes docs/tr");
    assert!(
        tree.read("docs/tr/gap-register.md").contains("| K-1 | Lamba yanmıyor 1 | Yapılıyor |")
    );
}

#[test]
fn what_is_called_closed_is_shown_as_closed() {
    let tree = two_languages(&["Open"], &["Açık"]);
    tree.repository();
    tree.run("set K-1 status=Closed --yes");
    tree.commit("two");
    let shown = |path: &str| tree.run(&format!("log K-1 docs/{path}"));
    assert!(shown("en").contains("→ Closed 4 days so far"), "{}", shown("en"));
    assert!(shown("tr").contains("→ Kapandı 4 days so far"), "{}", shown("tr"));
}

#[test]
fn an_entry_that_stays_below_the_heading_of_another_state_is_named() {
    let text = "# Gaps\n\n## Open\n\n### K-1: Slip is blank\n\nStatus: open\n\n## Done\n\n### K-2: Fine is doubled\n\n\
                Status: done\n";
    let tree = Tree::with(text);
    let said = tree.run("set K-1 status=done --yes");
    let note = "note: K-1: it stays below the heading `Open`: move it below the one of its state";
    assert!(said.contains(note), "{said}");
    let said = tree.run("set K-1 status=open --yes");
    assert!(!said.contains("it stays below"), "{said}");
}

#[test]
fn a_declared_state_is_written_in_the_word_of_each_register() {
    let english = "# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n\
        | K-1 | Lamp | Open |\n| K-2 | Bell | Done |\n";
    let turkish = "# Eksikler\n\n| No | Eksik | Durum |\n|---|---|---|\n\
        | K-1 | Lamba | Açık |\n| K-2 | Zil | Tamamlandı |\n";
    let tree = Tree::new()
        .put("docs/gap-register.md", english)
        .put("docs/tr/gap-register.md", turkish)
        .put("gapreg.yaml", "flow: [Open, In Progress, Done]\n");
    tree.run("set K-1 status=Done --force --yes");
    assert!(tree.read("docs/gap-register.md").contains("| K-1 | Lamp | Done |"));
    let written = tree.read("docs/tr/gap-register.md");
    assert!(written.contains("| K-1 | Lamba | Tamamlandı |"), "{written}");
}

#[test]
fn a_declared_state_is_spelt_as_the_entries_spell_it() {
    let tree = table(&["Open", "In progress", "In progress", "In progress"])
        .put("gapreg.yaml", "flow: [Open, In Progress, Done]\n");
    assert_eq!(set_in(&tree, "K-1", "In Progress"), "In progress");
}

#[test]
fn the_version_and_the_day_that_are_typed_behind_a_state_are_written() {
    let text = |language: &str, status: &str, word: &str| {
        format!(
            "# Known gaps ({language})\n\n### G-001: A\n\n- **{status}:** {word}\n- **Owner:** Ada\n\n\
             ### G-002: B\n\n- **{status}:** {word}\n- **Owner:** Ada\n"
        )
    };
    for (typed, english, turkish) in [
        ("Fixed in 2.8.1 on 2026-03-01", "Fixed in 2.8.1 on 2026-03-01", "(2.8.1, 2026-03-01)"),
        ("Fixed in 2.8.1", "Fixed in 2.8.1", "(2.8.1)"),
        ("Fixed (2.8.1)", "Fixed (2.8.1)", "(2.8.1)"),
    ] {
        let tree = Tree::new()
            .put("docs/en/gap-register.md", text("EN", "Status", "Open"))
            .put("docs/tr/gap-register.md", text("TR", "Durum", "Açık"));
        let said = tree.run_with("set G-001 --yes --force", &[&format!("status={typed}")]);
        let [en, tr] = ["en", "tr"].map(|it| tree.read(&format!("docs/{it}/gap-register.md")));
        assert!(en.contains(&format!("**Status:** {english}\n")), "{said}\n{en}");
        let line = tr.lines().find(|line| line.contains("**Durum:**")).unwrap_or_default();
        assert!(line.ends_with(turkish) && !line.contains(" on "), "{said}\n{tr}");
    }
}

#[test]
fn a_deadline_that_the_sla_does_not_lead_to_is_named() {
    let tree = Tree::with(
        "# Gaps\n\n### G-001: A\n\n- **ID:** G-001\n- **First Seen:** 2026-02-24\n- **SLA:** 7d\n- **Due:** 2026-03-03\n",
    );
    let said = tree.run("set G-001 due=2026-04-01");
    assert!(said.contains("lead to 2026-03-03, not to 2026-04-01"), "{said}");
    let said = tree.run("set G-001 due=2026-03-03");
    assert!(!said.contains("lead to"), "{said}");
}

#[test]
fn a_state_with_a_sign_is_written_in_the_words_of_each_language() {
    let entry = |id: &str, status: &str, owner: &str, state: &str| {
        format!(
            "### N-{id} – Pump {id}\n\n**{status}:** {state}  \n**{owner}:** @ivo\n\nText {id}.\n\n"
        )
    };
    let text = |states: [&str; 2], [status, owner]: [&str; 2]| {
        let [first, second] = states;
        format!("# R\n\n{}{}", entry("1", status, owner, first), entry("2", status, owner, second))
    };
    let pair = || {
        let english = text(["🔴 Open", "⏸️ On hold"], ["Status", "Owner"]);
        let turkish = text(["🔴 Açık", "⏸️ Beklemede"], ["Durum", "Sorumlu"]);
        Tree::with(english).put("gap-register.tr.md", turkish)
    };
    for (typed, english, turkish) in [
        ("⏸️ On hold", "⏸️ On hold", "⏸️ Beklemede"),
        ("On hold", "⏸️ On hold", "⏸️ Beklemede"),
        ("Blocked", "Blocked", "Bloke"),
        ("🚧 Blocked", "🚧 Blocked", "🚧 Bloke"),
        ("🟢 Fixed", "🟢 Fixed", "🟢 Düzeltildi"),
    ] {
        let tree = pair();
        tree.run_with("set N-1 --force --yes", &[&format!("status={typed}")]);
        let text = tree.read("gap-register.md");
        assert!(text.contains(&format!("Status:** {english}  \n")), "{typed}: {text}");
        let text = tree.read("gap-register.tr.md");
        assert!(text.contains(&format!("Durum:** {turkish}  \n")), "{typed}: {text}");
    }
}

#[test]
fn a_checklist_without_words_gets_those_of_its_language() {
    let set = |title: &str, value: &str| {
        let text =
            format!("# {title}\n\n- [ ] Login auf dem Telefon\n- [ ] Export\n- [x] Import\n");
        let tree = Tree::with(text);
        let said = tree.run_with("set --yes Export", &[value]);
        format!("{said}\n{}", tree.read("gap-register.md"))
    };
    for (title, value, written) in [
        ("Lücken", "status=In Progress", "- **Status:** In Bearbeitung\n"),
        ("Lücken", "status=in Bearbeitung", "- **Status:** in Bearbeitung\n"),
        ("Lücken", "status=Blocked", "- **Status:** Blockiert\n"),
        ("Gaps", "status=In Progress", "- **Status:** In Progress\n"),
    ] {
        let text = set(title, value);
        assert!(text.contains(written), "{value}: {text}");
    }
}
