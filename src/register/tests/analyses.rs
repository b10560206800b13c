//! Gap analyses, backlogs and lists of limitations as developers write them: what exists beside what is missing,
//! criteria below issues, plain lists.

use super::evidence::titles;
use super::shapes::listed;

const FERRY: [&str; 2] =
    ["No refund for a cancelled crossing", "Bicycles cannot be booked on the night ferry"];

/// The titles in a gap analysis with another section in front of what is missing.
fn beside_gaps(section: &str) -> Vec<String> {
    let [one, two] = FERRY;
    titles(&format!(
        "# Feature gaps of the ferry\n\n{section}\n## What is missing\n\n- {one}\n- {two}\n"
    ))
}

#[test]
fn what_exists_is_no_gap() {
    let list =
        "- Seat maps for all vessels with three decks\n- Boarding cards as PDF and on paper\n";
    let table = "| Function | Screen |\n|---|---|\n| Count passengers | Gate |\n| Report a seat | Cabin |\n";
    for heading in [
        "Current state",
        "Existing functionality",
        "Features ferry-cli Has",
        "What the crew app supports",
        "What's implemented",
        "Ist-Zustand",
        "Was die App bereits kann",
        "Fonctionnalités existantes",
        "Mevcut özellikler",
    ] {
        assert_eq!(beside_gaps(&format!("## {heading}\n\n{list}")), FERRY, "{heading}");
        assert_eq!(beside_gaps(&format!("## {heading}\n\n{table}")), FERRY, "{heading}");
    }
}

#[test]
fn what_does_not_work_is_a_gap_whatever_else_the_heading_says() {
    for heading in ["What the app does not support", "Was die App noch nicht kann"] {
        let text =
            format!("# Gaps of the ferry\n\n## {heading}\n\n- {}\n- {}\n", FERRY[0], FERRY[1]);
        assert_eq!(titles(&text), FERRY, "{heading}");
    }
}

#[test]
fn tables_of_ticks_beside_gaps_say_what_exists() {
    let table = |state: &str| {
        format!(
            "## Printing\n\n| Function | State | Command |\n|---|---|---|\n| Both sides | ✅ | `lp -s` |\n\
             | Choose a tray | {state} | `lp -t` |\n\n"
        )
    };
    assert_eq!(beside_gaps(&table("✅")), FERRY);
    assert_eq!(beside_gaps(&table("❌")).len(), 4);
    // Where nothing else is called a gap, they are the gaps that were closed.
    let closed = titles(&format!("# Feature gaps of the printer\n\n{}", table("✅")));
    assert_eq!(closed, ["Both sides", "Choose a tray"]);
}

#[test]
fn what_was_finished_is_an_entry_only_beside_gaps() {
    let done = "## Phase 1: Basics (Done)\n\n- **Harmonics**: Levels from 37 constituents.\n\
                - **Stations**: All harbours of the north.\n\n## Phase 2: Storms (Done)\n\n\
                - **Wind**: Levels with wind from the west.\n- **Warnings**: Above a threshold.\n";
    assert_eq!(titles(&format!("# Roadmap of the tide table\n\n{done}")), [""; 0]);
    let text = format!("# Gaps of the tide table\n\n{done}");
    insta::assert_snapshot!(listed(&text), @r#"
    Checklist Generic
     | Fixed | Harmonics
     | Fixed | Stations
     | Fixed | Wind
     | Fixed | Warnings
    "#);
}

#[test]
fn boxes_below_numbered_issues_are_their_criteria() {
    let issue = |number: u8, title: &str| {
        format!(
            "### {number}. {title}\nThe plan takes the length of a vessel into account and not how deep she is.\n\
             - [x] The draught is compared\n- [ ] A shallow berth is not offered\n\n"
        )
    };
    let text = format!(
        "# Open gaps of the harbour\n\n## Berths\n\n{}{}## Invoices\n\n{}",
        issue(1, "Berths ignore the draught"),
        issue(2, "Tugs are ordered twice"),
        issue(3, "Fees are billed per hour"),
    );
    let issues =
        ["Berths ignore the draught", "Tugs are ordered twice", "Fees are billed per hour"];
    assert_eq!(titles(&text), issues);
    // Steps of a phase are tasks: a few words introduce them.
    let phases = "# Open tasks\n\n## 1. Cleanup\nFirst things first.\n- [ ] Remove the exporter\n\
                  - [ ] Delete the flags\n\n## 2. Speed\nThen the slow places.\n- [ ] Cache the prices\n";
    assert_eq!(titles(phases), ["Remove the exporter", "Delete the flags", "Cache the prices"]);
}

#[test]
fn an_issue_with_a_part_called_problem_is_one_entry() {
    let text = "# Technical debt\n\n## Labels are printed twice\n\n### Problem\n\nThe second printer gets every job.\n\n\
                **Status:** Waiting for the vendor\n**Date added:** 2026-01-04\n\n### Known problems\n\n\
                1. Labels come out of both\n2. The queue never empties\n\n### Related files\n\n- `queue.py`\n\n\
                ---\n\n**Priority:** High\n**Assigned to:** Depot\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    |  | Labels are printed twice
     Status = "Waiting for the vendor"
     First Seen = "2026-01-04"
     Priority = "High"
     Owner = "Depot"
    "#);
}

#[test]
fn lines_of_labels_below_a_bold_id_are_its_fields() {
    let entry = |id: &str, sign: &str, title: &str| {
        format!(
            "**{id}**{sign} {title}  \nPlace: `slot.rs`  \nDescription: A coin counts.  \nResolution: Check it.\n\n"
        )
    };
    for sign in [":", " —"] {
        let text = format!(
            "# Debt of the ticket machine\n\n## High (before the launch)\n\n{}{}## Low\n\n{}",
            entry("TM-01", sign, "Coins are counted first"),
            entry("TM-02", sign, "The printer has no timeout"),
            entry("TM-03", sign, "Prices are compiled in"),
        );
        let found = super::shown(&text);
        assert!(found.starts_with("TM-01 |  | Coins are counted first\n"), "{found}");
        assert_eq!(found.matches("Closure note = \"Check it.\"").count(), 3, "{found}");
        assert_eq!(found.matches("Place = ").count(), 3, "{found}");
    }
}

#[test]
fn a_section_of_text_between_entries_is_one() {
    let entry =
        |title: &str| format!("## {title}\n\n**Symptom:** It stops.\n\n**Status:** Open\n\n");
    let text = format!(
        "# Known issues\n\n## How it is built\n\nA computer in the cabin.\n\n{}## Doors beep for long\n\n\
         The beep goes on for a minute.\n\n{}{}## Architecture\n\nA second computer on the roof.\n",
        entry("The lift stops"),
        entry("The display is wrong"),
        entry("The fan is loud"),
    );
    let wanted =
        ["The lift stops", "Doors beep for long", "The display is wrong", "The fan is loud"];
    assert_eq!(titles(&text), wanted);
}

#[test]
fn numbers_that_run_on_lead_through_every_section() {
    let text = "# Open questions and gaps\n\n## Gaps in tests\n\n1. **No test ran on the board.** Only simulated.\n\
                2. **Battery life is unknown.** Never measured.\n\n## Postponed decisions\n\n\
                3. **Which radio is used** – no certificate.\n4. **Whether logs are encrypted** – no keys.\n\n\
                ## Notes on the supplier\n\n5. **The sensor is no longer made** – stock for two years.\n";
    assert_eq!(titles(text).len(), 5);
    // Those that begin again are another list.
    let text = text.replace("3. **W", "1. **W").replace("4. **W", "2. **W");
    assert!(!titles(&text).contains(&"Which radio is used".to_owned()));
}

#[test]
fn a_feature_in_front_of_a_description_is_the_title() {
    let table = |header: &str| {
        format!(
            "# Feature gaps\n\n| # | {header} | Description | Source |\n|---|---|---|---|\n\
             | 1 | Avoid ferries | The data has it | users |\n| 2 | Several stops | Needs a form | survey |\n"
        )
    };
    assert_eq!(titles(&table("Feature")), ["Avoid ferries", "Several stops"]);
    assert_eq!(titles(&table("Component")), ["The data has it", "Needs a form"]);
}

#[test]
fn lists_below_the_areas_of_gaps_are_read_beside_other_lists() {
    let text = "# Gaps of the club\n\n## Gaps by department\n\n### Football\n- no list of players\n\
                - pitches cannot be booked twice\n\n### Reporting\n- no figures by age\n- no list without a bill\n\n\
                ## Risks\n- only one knows the password\n- the server is in his cellar\n- nobody else can pay\n";
    assert_eq!(titles(text).len(), 7);
}

#[test]
fn text_behind_a_list_of_limitations_does_not_speak_against_it() {
    let prose = "All of that comes from the way in which the vendor stores the data, and nobody knows why.\n"
        .repeat(4);
    let text = format!(
        "# Limitations\n\nThe reader knows one card.\n\n- Cards of the second series are refused.\n\
         - A card that is bent needs several tries.\n\n{prose}\nSteps:\n\n1. Ask the vendor for help.\n\
         2. Write a new reader for it.\n"
    );
    let wanted =
        ["Cards of the second series are refused", "A card that is bent needs several tries"];
    assert_eq!(titles(&text), wanted);
}

#[test]
fn the_innermost_items_of_names_are_entries() {
    let text = "# Known limitations\n\n- scanner\n  - Linux\n    - pages of two metres are cut off\n\
                - printer\n  - Windows\n    - margins below four millimetres are white\n";
    let wanted = ["pages of two metres are cut off", "margins below four millimetres are white"];
    assert_eq!(titles(text), wanted);
    let named = "# Known limitations\n\n- Login fails on old phones\n  - only with versions below nine\n\
                 - Photos are turned\n  - only those of the front camera\n";
    assert_eq!(titles(named), ["Login fails on old phones", "Photos are turned"]);
}

#[test]
fn a_list_below_the_label_of_a_text_is_its_value() {
    let text = "# API gaps\n\n## Photos\n\n**Gap:** Photos cannot be read.\n\n**API endpoints:**\n\
                - `GET /photos` - List them all\n- `POST /photos` - Add another one\n";
    assert!(!titles(text).iter().any(|title| title.contains("GET")));
}

#[test]
fn strong_words_behind_struck_sentences_are_the_state() {
    let text = "# Backlog\n\n## ~~Drops are counted twice~~\n\n~~Every drop counts.~~ **Done** – ignored now.\n\n\
                ## ~~Gusts are lost~~\n\n~~They are averaged.~~ **Partially done** – stored, not shown.\n\n\
                ## ~~It restarts at night~~\n\n~~The process ends.~~ **Looked into** – to be tried again.\n\n\
                ## Snow empties the battery\n\n~~The panel is covered.~~ **Fixed** – a second one.\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    |  | Drops are counted twice
     Status = "Done"
    |  | Gusts are lost
     Status = "Partially done"
    |  | It restarts at night
     Status = "Looked into"
    |  | Snow empties the battery
     Status = "Fixed"
    "#);
}

#[test]
fn levels_may_be_behind_the_kind_or_those_of_the_file() {
    let text = "# Weaknesses\n\n| Level | Meaning |\n|---|---|\n| **Launch** | Before we open. |\n| **P1** | Soon. |\n\n\
                ## 1. No lock at the cabinet · THEFT, HIGH\n\nText.\n\n## 2. The till is counted late · FRAUD, LOW-MEDIUM\n\n\
                Text.\n\n## 3. [Launch] No sign at the door\n\nText.\n\n## 4. Blue and green · old, new\n\nText.\n";
    insta::assert_snapshot!(super::shown(text), @r#"
    1 |  | No lock at the cabinet
      Severity = "HIGH"
    2 |  | The till is counted late
      Severity = "LOW-MEDIUM"
    3 |  | No sign at the door
      Priority = "Launch"
    4 |  | Blue and green · old, new
    "#);
}

#[test]
fn an_issue_listed_below_each_of_its_labels_is_one_entry() {
    let text = "# Open issues\n\n## Medium priority\n\n### Security\n\n- [#41](https://a.example/41) Tokens are open\n\
                - [#17](https://a.example/17) Names can be guessed\n\n### Bugs\n\n\
                - [#17](https://a.example/17) Names can be guessed\n- [#52](https://a.example/52) Mails arrive twice\n";
    assert_eq!(titles(text), ["Tokens are open", "Names can be guessed", "Mails arrive twice"]);
}
