//! Lists as people begin and dress them: one entry alone, items of which some have IDs, levels beside other words,
//! records of plain lines, files that only their name announces.

use super::evidence::titles;
use super::shapes::listed;
use super::*;

/// The entries of a text, each in a line: its name, its state, its title.
fn lines(text: &str) -> Vec<String> {
    listed(text).lines().skip(1).map(str::to_owned).collect()
}

/// The levels of the entries of a text, each under its key.
fn levels(text: &str) -> Vec<String> {
    with_register(text, |register| {
        let level = |entry: &Entry| {
            let fields =
                [Key::Severity, Key::Priority].into_iter().filter_map(|key| entry.field(key));
            let texts = fields.map(|field| register.text(field.value).to_owned());
            texts.collect::<Vec<_>>().join(" ")
        };
        register.entries.iter().map(level).collect()
    })
}

#[test]
fn an_entry_alone_has_sub_headings() {
    let parts = "### What happens\n\nThe sluice stays shut.\n\n### Fix options\n\nOil the gate.\n";
    let text = format!(
        "# Known issues\n\n## Sluice is not opened at night\n\n**Status:** Postponed — until May\n\n{parts}"
    );
    assert_eq!(lines(&text), [" | – | Sluice is not opened at night"]);
    // An area has a state as well, and holds others.
    let text = "# Known issues\n\n## Sluices\n\n**Status:** in progress\n\n### Gate stays shut\n\nThe oil is old.\n\n\
                ### Lamp is off at night\n\nThe bulb is old.\n\n### Bell rings twice a day\n\nOnce would do.\n";
    assert_eq!(titles(text), ["Gate stays shut", "Lamp is off at night", "Bell rings twice a day"]);
}

#[test]
fn labels_in_the_list_of_a_numbered_heading_are_fields() {
    let text = "# Technical debt\n\n### 1. Berths are kept in memory\n\n- **Facts:** a map.\n- **Effects:** lost at night.\n\
                - **Needed:** add a file.\n\n### 2. Prices\n\n#### a) Rounding\n\n- **Facts:** cut off.\n- **Needed:** round.\n\n\
                #### b) Currency\n\n- **Facts:** one.\n- **Needed:** add more.\n\n### 3. Names are not checked\n\n\
                - **Problem:** any text.\n- **Direction:** a list.\n";
    let found = titles(text);
    assert!(found.contains(&"Berths are kept in memory".to_owned()), "{found:?}");
    assert!(found.contains(&"Names are not checked".to_owned()), "{found:?}");
    assert!(found.iter().all(|title| title.contains(' ')), "{found:?}");
    // Names that are in one list only are entries.
    let text = "# Gaps\n\n### 1. Quay\n\n- **Crane** stops at noon.\n- **Scale** shows zero.\n- **Gate** is loose.\n";
    assert_eq!(titles(text), ["Crane", "Scale", "Gate"]);
}

#[test]
fn items_without_an_id_are_entries_beside_those_that_have_one() {
    let text = "# Harbour\n\n## Fixed\n\n- #5 crane stops at noon each day\n- scale shows zero after rain\n\
                - #6 gate opens by itself at night\n\n## Open\n\n- #7 lamp is off on the pier\n- bell rings twice each hour\n";
    assert_eq!(lines(text).len(), 5, "{:?}", lines(text));
    // Beside issues that no heading gives a state, there are notes.
    let text = "# Known issues\n\n- #5 crane stops at noon\n- #6 gate opens at night\n- See the wiki for more details\n";
    assert_eq!(lines(text).len(), 2);
}

#[test]
fn a_level_or_a_state_is_read_beside_other_words_of_a_heading() {
    let list = "- crane stops at noon each day\n- scale shows zero after rain\n";
    for (heading, level) in [
        ("Stops at work (HIGH) — fixed", "HIGH"),
        ("Papers / tools / LOW — fixed", "LOW"),
        ("P0 burn list (fixed)", "P0"),
        ("High (P1) - 2 items", "High (P1)"),
    ] {
        let text = format!("# Known issues\n\n## {heading}\n\n{list}");
        assert_eq!(levels(&text), [level, level], "{heading}");
    }
    let text = "# 既知の課題\n\n## 解決済み（参考・直近のみ）\n\n- 検索が遅いので索引を追加した\n- 画像が端末で表示されない件\n";
    assert!(lines(text).iter().all(|line| line.starts_with(" | Fixed |")), "{:?}", lines(text));
    // A level in the name of a product is none.
    let text = format!(
        "# Known issues\n\n## Medium (CMS)\n\n{list}\n## Ghost (CMS)\n\n- tags are lost on each import\n- posts cannot be sorted at all\n"
    );
    assert_eq!(levels(&text), [""; 4]);
}

#[test]
fn the_level_of_an_entry_counts_more_than_that_of_its_section() {
    let text = "# Known issues\n\n## Quay (High)\n\n### 1. Crane stops — OPEN (Medium)\n\nAt noon.\n\n\
                ### 2. Scale shows zero — FIXED (Low, since May)\n\nAfter rain.\n\n### 3. Gate is loose — OPEN\n\nAt night.\n";
    assert_eq!(levels(text), ["Medium", "Low", "(High)"].map(|it| it.trim_matches(['(', ')'])));
    assert_eq!(
        lines(text),
        ["1 | Open | Crane stops", "2 | Fixed | Scale shows zero", "3 | Open | Gate is loose"]
    );
}

#[test]
fn struck_titles_with_an_id_end_at_the_marks() {
    let text = "# Bugs\n\n### ~~BUG-01 — Crane stops~~ ✓ FIXED\n\nOil.\n\n### BUG-02 — Gate is loose\n\nAt night.\n";
    assert_eq!(lines(text), ["BUG-01 | Fixed | Crane stops", "BUG-02 | – | Gate is loose"]);
}

#[test]
fn a_heading_that_is_a_label_and_a_level_is_no_entry() {
    let text = "# Known issues\n\n## High\n\n- crane stops at noon each day\n- scale shows zero after rain\n\n## Low\n\n\
                ## Priority: Medium\n\nNone at present (see #1).\n";
    assert_eq!(lines(text).len(), 2, "{:?}", lines(text));
}

#[test]
fn open_decisions_with_ids_are_entries() {
    let text = "# RAID log\n\n## Risks\n\n| ID | Risk | Impact | Status |\n|---|---|---|---|\n| R1 | Vendor quits | High | Open |\n\
                | R2 | Pier is too short | Low | Open |\n\n## Decisions (open)\n\n| ID | Decision | Status | Leaning |\n|---|---|---|---|\n\
                | DEC1 | Where ferries wait | Open | pier 2 |\n| DEC2 | Who opens the gate | Open | crew |\n";
    let expected =
        ["Vendor quits", "Pier is too short", "Where ferries wait", "Who opens the gate"];
    assert_eq!(titles(text), expected);
    let text = "# Known issues\n\n| ID | Issue | Status |\n|---|---|---|\n| K-1 | Crane stops | Open |\n\n\
                ## Decisions\n\n| ID | Decision | Date |\n|---|---|---|\n| D-1 | We use cents | 2026-01-02 |\n";
    assert_eq!(titles(text), ["Crane stops"]);
}

#[test]
fn plain_records_start_with_their_ids() {
    let record = |id: &str, title: &str| {
        format!(
            "ID: {id} (seen twice)\nTitle: {title}\nPrecondition:\n1. A ferry waits\nSteps:\n1. Open\n2. Wait\n\
                 Expected: it leaves\nActual: it waits\n\n"
        )
    };
    let text = format!(
        "# Reports of the ferry\n\n{}{}",
        record("BUG-GATE-1", "Gate is loose"),
        record("BUG-LAMP-1", "Lamp is off")
    );
    assert_eq!(lines(&text), ["BUG-GATE-1 | – | Gate is loose", "BUG-LAMP-1 | – | Lamp is off"]);
}

#[test]
fn a_tick_above_empty_boxes_is_an_ornament() {
    let text = |second: &str| {
        format!(
            "# Action items\n\n### ✅ Phase 6: Crane (2 hours)\n\n**Why:** It stops.\n\n**Files:**\n- [ ] oil\n- [{second}] paint\n\n\
             ### ✅ Phase 7: Gate (1 hour)\n\n**Why:** It is loose.\n\n**Files:**\n- [ ] hinge\n"
        )
    };
    assert!(
        !lines(&text(" ")).iter().any(|line| line.contains("Fixed")),
        "{:?}",
        lines(&text(" "))
    );
}

#[test]
fn what_is_not_verified_does_not_work_yet() {
    for heading in ["Not verified", "Not tested", "Partial or different behaviour", "Non vérifié"]
    {
        let text = format!(
            "# The ferry, what is missing\n\n## {heading}\n\n- the gate was only drawn and never built\n- nobody opened the crane at night\n"
        );
        assert_eq!(lines(&text).len(), 2, "{heading}");
    }
    let text = "# The ferry\n\n## Verified\n\n- the gate opens in the morning\n- the crane works at noon\n";
    assert_eq!(titles(text), [""; 0]);
}

#[test]
fn questions_and_answers_are_no_register() {
    for title in ["Frequently asked questions", "Preguntas frecuentes", "Sık sorulan sorular"] {
        let text = format!(
            "# {title}\n\n## Where is the pier?\n\nAt the harbour.\n\n## When does it open?\n\nAt six.\n"
        );
        assert!(!with_register(&text, |register| register.is_recognised), "{title}");
    }
}

#[test]
fn a_changelog_is_no_register() {
    let text = "## [Unreleased]\n\n### Fixed\n\n- The gate opens at six.\n- The lamp is on at night.\n\n\
                ### Documentation\n\n- How the crane is oiled.\n- Where the pier ends.\n";
    let is_recognised = |title: &str| {
        with_register(&format!("# {title}\n\n{text}"), |register| register.is_recognised)
    };
    for title in
        ["Changelog", "Change log", "Release notes", "Änderungsprotokoll", "Değişiklik günlüğü"]
    {
        assert!(!is_recognised(title), "{title}");
    }
    assert!(is_recognised("Known bugs"));
}

#[test]
fn the_name_of_a_file_without_a_title_says_what_it_holds() {
    let text = "## Crane stops at noon\n\nEach day.\n\n## Gate is loose\n\nAt night.\n\n## Lamp is off\n\nOn the pier.\n";
    let read = |path: &str, text: &str| {
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let id = IdPattern::default();
        let source = Source::new(path, text);
        let register = Register::parse(&source, Reading::at_root(&vocabulary, &id)).unwrap();
        (register.is_recognised, register.entries.len())
    };
    assert_eq!(read("docs/limitations.md", text), (true, 3));
    assert_eq!(read("KNOWN_ISSUES.de.md", text), (true, 3));
    assert_eq!(read("docs/notes.md", text), (false, 0));
    assert_eq!(read("bug_report.md", text), (false, 0));
    // Where there is a title, that counts.
    assert_eq!(read("docs/limitations.md", &format!("# Notes\n\n{text}")), (false, 0));
}

#[test]
fn a_state_in_sentences_is_the_symptom() {
    let text = "# Known issues\n\n### K-1 No store\n\n- **Actual state:** No database.\n- **Priority:** High\n\n\
                ### K-2 No login\n\n- **Current state:** Parked\n- **Priority:** Low\n";
    with_register(text, |register| {
        let state =
            |at: usize| register.entries[at].field(Key::Status).map(|it| register.text(it.value));
        assert_eq!([state(0), state(1)], [None, Some("Parked")]);
    });
    // What was done to repair it is no state.
    let text = "# 已知问题\n\n### 1. 导入失败\n\n- **问题**：空行导致失败\n- **修复**：计划下月处理\n\n\
                ### 2. 导出丢失\n\n- **问题**：最后一行丢失\n- **修复**：从结果读取\n";
    assert_eq!(lines(text), ["1 | – | 导入失败", "2 | – | 导出丢失"]);
}

#[test]
fn a_box_below_a_heading_may_be_its_state() {
    let entry = |mark: &str, title: &str| {
        format!(
            "### {title}\n\n- [{mark}] **Resolved** (date: ____ )\n- **Question:** Who opens the gate?\n- **Impact:** nobody leaves\n\n"
        )
    };
    let text = format!(
        "# Open items\n\n{}{}",
        entry(" ", "A1 — Ask the crew"),
        entry("x", "A2 — Ask the pier")
    );
    assert_eq!(lines(&text), ["A1 | Open | Ask the crew", "A2 | Fixed | Ask the pier"]);
}

#[test]
fn numbers_below_priority_are_no_ids() {
    let text = "# Risks\n\n| Priority | Risk | Status |\n|---|---|---|\n| 1 | Crane stops | Open |\n| 2 | Gate is loose | Open |\n";
    assert_eq!(lines(text), [" | Open | Crane stops", " | Open | Gate is loose"]);
    assert_eq!(levels(text), ["1", "2"]);
}

#[test]
fn what_a_row_is_about_is_its_title() {
    let text = "# Parity gaps\n\n| Scenario | Actual | Expected | Status |\n|---|---|---|---|\n| Gate | loose | closed | Open |\n\
                | Crane | stops | works | Done |\n";
    assert_eq!(titles(text), ["Gate", "Crane"]);
}

#[test]
fn a_sentence_before_an_arrow_is_a_title() {
    let text = "# Known issues\n\n## 1. The crane stops at noon → FIXED (item 6)\n\nOil.\n\n\
                ## 2. The gate of pier two is loose → next year\n\nAt night.\n\n## 3. Lamp is off\n\nOn the pier.\n";
    assert_eq!(
        lines(text),
        [
            "1 | Fixed | The crane stops at noon",
            "2 | – | The gate of pier two is loose → next year",
            "3 | – | Lamp is off"
        ]
    );
}

#[test]
fn sections_of_one_level_each_are_read_alike() {
    let text = "# Notes of the pier\n\n## Results\n\n### Critical (P0) - 3 items\n\n| # | Area | Problem | Severity |\n|---|---|---|---|\n\
                | 1 | Gate | is loose | Critical |\n| 2 | Crane | stops | Critical |\n| 3 | Lamp | is off | Critical |\n\n\
                ### High (P1) - 2 items\n\n- scale shows zero after rain\n- bell rings twice each hour\n\n\
                ### Low (P2) - 2 items\n\n- paint comes off the door\n- sign of the pier is crooked\n";
    assert_eq!(lines(text).len(), 7, "{:?}", lines(text));
}

#[test]
fn the_items_of_a_numbered_state_are_entries() {
    let text = "# Audit of the pier\n\n## 0. News\n\n### 0.1. Repaired\n\n| ID | Finding | What was done |\n|---|---|---|\n\
                | B4 | gate is loose | oil |\n| **3.9** | lamp is off | bulb |\n\n### 0.2. Remaining (later, as the pier is closed)\n\n\
                - **3.1** crane stops at noon each day.\n- **3.8** scale shows zero after rain.\n- **3.9** bell rings twice each hour.\n\n\
                ### 0.3. Tools\n\nA hammer.\n";
    let found = lines(text);
    assert!(found.contains(&"3.8 | Open | scale shows zero after rain".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.contains("Remaining")), "{found:?}");
    assert_eq!(found.iter().filter(|line| line.starts_with("3.9")).count(), 1, "{found:?}");
}

#[test]
fn a_number_between_those_of_entries_is_that_of_one() {
    let text = "# Known issues\n\n## High\n\n### 1. Crane stops at noon\n\nEach day.\n\n**Status:** open\n\n\
                ### 2. Gate of the pier is loose\n\nThe wind opens it.\n\n### 3. Lamp is off\n\nAt night.\n\n**Status:** done\n";
    assert_eq!(titles(text).len(), 3, "{:?}", titles(text));
}

#[test]
fn titles_are_read_in_languages_without_words_of_their_own() {
    for title in ["Технічний борг", "Nợ kỹ thuật", "Masalah yang diketahui", "Oppfølgingspunkter"]
    {
        let text = format!(
            "# {title}\n\n## Alfa beta\n\nGamma delta epsilon.\n\n## Zeta eta\n\nTheta iota kappa.\n\n## Mu nu\n\nXi omikron pi.\n"
        );
        assert_eq!(titles(&text), ["Alfa beta", "Zeta eta", "Mu nu"], "{title}");
    }
}
