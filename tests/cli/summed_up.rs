//! Registers of a table and a section for each row: what the row says is in the row and nowhere else.

use std::fs;

use crate::common::tree::Tree;

const EN: &str = "gaps.en.md";
const TR: &str = "gaps.tr.md";

/// The words of a language: columns, priority, state, label of a field, titles and texts.
struct Words {
    header: &'static str,
    level: &'static str,
    state: &'static str,
    label: &'static str,
    titles: [&'static str; 2],
    place: &'static str,
}

const ENGLISH: Words = Words {
    header: "| ID | Topic | Priority | Status | Owner |",
    level: "High",
    state: "Open",
    label: "Workaround",
    titles: ["Seats", "Lamps"],
    place: "Ask at the desk.",
};
const TURKISH: Words = Words {
    header: "| ID | Konu | Öncelik | Durum | Sorumlu |",
    level: "Yüksek",
    state: "Açık",
    label: "Geçici çözüm",
    titles: ["Koltuklar", "Lambalar"],
    place: "Masaya sorun.",
};
const GERMAN: Words = Words {
    header: "| ID | Thema | Priorität | Status | Verantwortlich |",
    level: "Hoch",
    state: "Offen",
    label: "Workaround",
    titles: ["Sitze", "Lampen"],
    place: "Am Schalter fragen.",
};

/// How a section writes its field.
const FORMS: [&str; 3] = ["**{}:** ", "- **{}:** ", "{}: "];

/// A register of two rows with sections.
fn register(words: &Words, form: &str) -> String {
    let Words { header, level, state, label, titles, place } = words;
    let row =
        |at: usize| format!("| S-0{} | {} | {level} | {state} | @ada |\n", at + 1, titles[at]);
    let field = form.replace("{}", label) + place;
    let section = |at: usize| format!("\n### S-0{} — {}\n\n{field}\n", at + 1, titles[at]);
    let rule = "|----|----|----|----|----|";
    format!("# Backend Gaps\n\n{header}\n{rule}\n{}{}{}{}", row(0), row(1), section(0), section(1))
}

/// A register and its translation in a repository.
fn pair(form: &str) -> Tree {
    let tree = Tree::new().put(EN, register(&ENGLISH, form)).put(TR, register(&TURKISH, form));
    tree.repository();
    tree
}

#[test]
fn a_translation_and_a_copy_are_in_step() {
    for form in FORMS {
        assert_eq!(pair(form).code("check gaps.en.md gaps.tr.md"), 0, "{form}");
        let text = register(&ENGLISH, form);
        let copy = Tree::new().put("gaps.en.md", &text).put("gaps.tr.md", &text);
        let said = copy.run("check gaps.en.md gaps.tr.md");
        assert!(!said.contains("mirror-field"), "{said}");
        let german = Tree::with(register(&GERMAN, form));
        assert_eq!(german.code("check"), 0, "{form}");
    }
}

#[test]
fn a_row_that_was_edited_last_is_not_taken_back() {
    for form in FORMS {
        for (name, from, to) in [(TR, "Açık", "Kapandı"), (EN, "Open", "Closed")] {
            let tree = pair(form);
            tree.edit(name, from, to);
            let edited = tree.read(name);
            tree.run("check --fix gaps.en.md gaps.tr.md");
            assert_eq!(tree.read(name), edited, "{form}");
        }
    }
}

#[test]
fn a_new_value_has_one_place() {
    for (words, form) in [&ENGLISH, &TURKISH, &GERMAN].into_iter().zip(FORMS) {
        let text = register(words, form).replacen("@ada", "", 1);
        let tree = Tree::with(&text);
        assert_eq!(tree.code("set S-01 owner=@eve --yes"), 0);
        assert_eq!(tree.read("gap-register.md"), text.replacen("|  |", "| @eve |", 1));
    }
    // A row that is not there has no place for it.
    let row = "| S-01 | Seats | High | Open | @ada |\n";
    let tree = Tree::with(register(&ENGLISH, FORMS[0]).replace(row, ""));
    insta::assert_snapshot!(tree.run("set S-01 owner=@eve --yes"), @"
    exit 2

    --- stderr
    error: gap-register.md: S-01: there is no place for Owner in this entry; `gapreg triage` adds the row for it to the table
    ");
}

#[test]
fn a_section_without_a_row_and_a_row_without_a_section_are_reported_once() {
    let tree = pair(FORMS[0]);
    let section = "\n### S-02 — Lamps\n\n**Workaround:** Ask at the desk.\n";
    tree.edit(EN, section, "");
    insta::assert_snapshot!(tree.run("check gaps.en.md gaps.tr.md --output-format concise"), @"
    exit 0
    gaps.tr.md:12:5: warning[mirror-shape] S-02: the source has its row and no section, and here is one

    --- stderr
    1 warning in 4 entries of 2 files
    tr  ██████████░░░░░░░░░░  1 of 2 entries in step, 1 contradicting
    ");
    assert_eq!(tree.code("triage --check gaps.en.md"), 0);
    let tree = pair(FORMS[0]);
    tree.edit(EN, "| S-02 | Lamps | High | Open | @ada |\n", "");
    insta::assert_snapshot!(tree.run("check gaps.en.md gaps.tr.md"), @"
    exit 1
    error[untracked-entry]: S-02 has no row in the triage table
      --> gaps.en.md:11:5
       |
    11 | ### S-02 — Lamps
       |     ^^^^
       |
       = help: its Priority, Status and Owner were in its row and nowhere else: restore that row, or fill them in in the new one
       = fix: add its row (`--fix`)


    --- stderr
    1 error in 4 entries of 2 files; `--fix` fixes 1
    tr  ██████████░░░░░░░░░░  1 of 2 entries in step, 1 contradicting
    ");
    let tree = pair(FORMS[0]);
    tree.edit(TR, "| S-02 | Lambalar | Yüksek | Açık | @ada |\n", "");
    tree.run("check --fix gaps.en.md gaps.tr.md");
    assert_eq!(tree.read(TR), register(&TURKISH, FORMS[0]));
}

#[test]
fn a_second_section_of_an_id_takes_no_row() {
    let text =
        register(&ENGLISH, FORMS[0]).replace("| Lamps | High | Open", "| Lamps | High | Blocked");
    let tree = Tree::with(format!("{text}\n### S-02 — Doors\n\n**Workaround:** Knock.\n"));
    insta::assert_snapshot!(tree.run("list"), @"
    exit 0
    gap-register.md (en, 3 entries)
    ID    Status   Priority  Owner  Gap
    S-01  Open     High      @ada   Seats
    S-02  Blocked  High      @ada   Lamps
    S-02                            Doors
    ");
    assert!(tree.run("check").contains("error[duplicate-id]"));
}

#[test]
fn a_new_entry_has_a_row_and_a_section_as_the_others() {
    for (words, form) in [&ENGLISH, &TURKISH, &GERMAN].into_iter().zip(FORMS) {
        let tree = Tree::with(register(words, form));
        let said = tree.run_with("new", &["Doors", "--priority", words.level, "--owner", "@eve"]);
        assert!(said.starts_with("exit 0"), "{said}");
        let row = format!("| S-03 | Doors | {} | {} | @eve |", words.level, words.state);
        let text = tree.read("gap-register.md");
        assert!(text.contains(&row), "{text}");
        assert!(text.ends_with("\n\n### S-03 — Doors\n"), "{text}");
        assert_eq!(tree.code("check"), 0);
    }
}

#[test]
fn a_new_entry_is_below_no_heading_of_closed_ones() {
    let text = register(&ENGLISH, FORMS[0]).replace("\n### S-01", "\n## Open items\n\n### S-01");
    // The row says that it is open again, and the heading does not.
    let tree = Tree::with(text.replace("\n### S-02", "\n## Closed items\n\n### S-02"));
    assert_eq!(tree.code("new Doors --priority High"), 0);
    let text = tree.read("gap-register.md");
    assert!(text.contains("\n\n### S-03 — Doors\n\n## Closed items\n"), "{text}");
    assert!(text.contains("| S-03 | Doors | High | Open |"), "{text}");
}

#[test]
fn a_stub_has_what_the_row_says_in_the_words_of_the_translation() {
    let row = "| S-03 | Doors | High | Open | @eve |\n";
    let tree = pair(FORMS[0]);
    tree.edit(EN, "\n### S-01", &format!("{row}\n### S-01"));
    // Without a section, it is a row.
    let alone = tree.run("mirror --stub --diff gaps.en.md gaps.tr.md");
    assert!(
        alone.contains("+| S-03 | Doors <!-- gapreg:untranslated --> | Yüksek | Açık | @eve |\n"),
        "{alone}"
    );
    let section = "\n### S-03 — Doors\n\n**Workaround:** Knock.\n";
    fs::write(tree.path(EN), tree.read(EN) + section).unwrap();
    insta::assert_snapshot!(tree.run("mirror --stub --diff gaps.en.md gaps.tr.md"), @"
    exit 1
    --- gaps.tr.md
    +++ gaps.tr.md
    @@ -4,6 +4,7 @@
     |----|----|----|----|----|
     | S-01 | Koltuklar | Yüksek | Açık | @ada |
     | S-02 | Lambalar | Yüksek | Açık | @ada |
    +| S-03 | Doors | Yüksek | Açık | @eve |
     
     ### S-01 — Koltuklar
     
    @@ -12,3 +13,9 @@
     ### S-02 — Lambalar
     
     **Geçici çözüm:** Masaya sorun.
    +
    +### S-03 — Doors
    +
    +<!-- gapreg:untranslated -->
    +
    +**Geçici çözüm:** Knock.

    --- stderr
    1 entry to translate
    ");
}

#[test]
fn several_new_fields_are_set_at_once() {
    for form in FORMS {
        let tree = Tree::with(register(&ENGLISH, form));
        let said = tree.run("set S-02 accepted-until=2027-03-31 accepted-by=@eve --yes");
        assert!(said.starts_with("exit 0"), "{said}");
        let text = tree.read("gap-register.md");
        let lines: Vec<&str> =
            text.lines().filter(|line| line.contains("Accepted")).map(str::trim_end).collect();
        let own = form.trim_end().replace("{}", "Accepted until") + " 2027-03-31";
        assert_eq!(lines.first(), Some(&&*own), "{text}");
        assert_eq!(lines.len(), 2, "{text}");
    }
}

#[test]
fn fields_of_todays_form_in_sections_take_nothing_from_the_rows() {
    for form in FORMS {
        let text = register(&ENGLISH, form);
        let page = form.replace("{}", "Source page") + "`/docs/en/a.md`";
        let sections = ["S-01 — Seats", "S-02 — Lamps"];
        let with = sections.iter().fold(text, |text, heading| {
            text.replace(&format!("### {heading}\n"), &format!("### {heading}\n\n{page}\n"))
        });
        let said = Tree::with(&with).run("check");
        assert!(!said.contains("missing-field"), "{said}");
    }
}

#[test]
fn a_cell_too_many_is_reported() {
    let text = register(&ENGLISH, FORMS[0]).replacen("@ada |", "@ada | late |", 1);
    let said = Tree::with(&text).run("check --output-format concise");
    assert!(said.contains("more cells than columns; `late` is shown nowhere"), "{said}");
}

#[test]
fn a_text_that_changed_in_a_section_makes_its_translation_outdated() {
    for form in FORMS {
        let tree = pair(form);
        tree.edit(EN, "Ask at the desk.", "Ask at the door; at night, call.");
        let said = tree.run("mirror gaps.en.md gaps.tr.md --output-format concise");
        assert!(said.contains("[mirror-outdated] S-01: Workaround was changed"), "{said}");
    }
}

#[test]
fn a_version_that_is_to_come_again_follows_into_the_table() {
    let text = |entry: &str, row: &str| {
        format!(
            "# Gaps\n\n## Triage\n\n| ID | Target Version | Status |\n|---|---|---|\n| G-001 | {row} | Open |\n\n\
             ### G-001: A\n\n- **ID:** G-001\n- **Status:** Open\n- **Target Version:** {entry}\n"
        )
    };
    let tree = Tree::with(text("TBD", "2.8.1"));
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md"), text("TBD", "TBD"));
    // No answer is still a matter for people.
    let tree = Tree::with(text("N/A", "2.8.1"));
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md"), text("N/A", "2.8.1"));
}

#[test]
fn a_dash_in_a_row_gets_a_value_and_keeps_no_field_in_the_rows() {
    let text = "# Known gaps\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n| KG-01 | Webhook is called once | Open | Ana |\n\
                | KG-02 | Customs form is lost | Open | – |\n\n## Details\n\n### KG-01 – Webhook is called once\n\n\
                **Status:** Open  \n**Owner:** Ana\n\n### KG-02 – Customs form is lost\n\n**Status:** Open\n\nText.\n";
    let tree = Tree::with(text);
    assert_eq!(tree.code("set KG-02 owner=Bo"), 0);
    let after = tree.read("gap-register.md");
    assert!(after.contains("| KG-02 | Customs form is lost | Open | Bo |"), "{after}");
    let tree = Tree::with(text);
    tree.run_with("new", &["Labels are cut", "owner=Eve"]);
    let after = tree.read("gap-register.md");
    assert!(after.contains("**Owner:** Eve") && after.contains("| Open | Eve |"), "{after}");
}

#[test]
fn an_overview_whose_ids_are_below_a_sign_is_the_table() {
    let text = |day: &str| {
        format!(
            "# Known gaps\n\n## At a glance\n\n| # | Gap | Status | Due |\n|---|---|---|---|\n\
             | KG-01 | Webhook is called once | Open | {day} |\n| KG-02 | Form is lost | Open | 2027-01-16 |\n\n## Details\n\n\
             ### KG-01 – Webhook is called once\n\n**Status:** Open  \n**Due:** 2027-01-15\n\n\
             ### KG-02 – Form is lost\n\n**Status:** Open  \n**Due:** 2027-01-16\n"
        )
    };
    let tree = Tree::with(text("2027-02-28"));
    let said = tree.run("check --output-format concise");
    assert!(said.contains("stale-triage-row") && said.contains("2027-02-28"), "{said}");
    tree.run("triage --overwrite");
    assert_eq!(tree.read("gap-register.md"), text("2027-01-15"));
}
