//! `adopt` loses no words of a register: they stay, are kept under a label, or their line is named.

use crate::common::tree::Tree;

/// What adopting a register gives.
fn adopted(text: &str) -> String {
    let tree = Tree::new().put("old.md", text);
    assert_eq!(tree.code("adopt old.md --output new.md"), 0);
    tree.read("new.md")
}

#[test]
fn a_heading_above_rows_is_kept_where_it_says_more_than_an_area_and_a_level() {
    let new = adopted(
        "# Gaps of the ferry desk\n\n## P1 — Piers (branch `wip/pier-map`)\n\n\
         | ID | Gap | Status |\n|---|---|---|\n| F-1 | The map shows no pier | Open |\n\n\
         ## P2 — Crew\n\n| ID | Gap | Status |\n|---|---|---|\n| F-2 | Two shifts overlap | Open |\n",
    );
    assert!(new.contains("- **Source area:** P1 — Piers (branch `wip/pier-map`)"), "{new}");
    assert_eq!(new.matches("Source area").count(), 1, "{new}");
}

#[test]
fn a_heading_that_gets_shorter_is_kept() {
    let new = adopted(
        "# Ferry desk: gap list\n\nWhat it lacks.\n\n## 1. Desk\n\n### 1.1 Map — 🔴 drawn by hand\n\
         Built: page.\nMissing:\n- **No zoom.** Ever.\n\n### 1.2 Crew — 🟡 names, never hours\n\
         Built: form.\nMissing:\n- **No hours.** Ever.\n\n### 1.3 Fares — 🔴 no author\nBuilt: page.\n\
         Missing:\n- **No author.** Mail only.\n",
    );
    assert!(new.contains("drawn by hand") && new.contains("names, never hours"), "{new}");
}

#[test]
fn a_ticket_in_a_label_stays_with_its_value() {
    let new = adopted(
        "# Gaps\n\n## 1. Map\n\nThe map of the piers is open.\n\nNeeded:\n\n- zoom\n- names\n\n\
         Current status (QX-122/123): drawn maps prove the page; no real pier was read.\n\n\
         ## 2. Crew\n\nNo crew.\n\nNeeded:\n\n- a crew\n\nCurrent status (QX-130): nothing yet.\n",
    );
    assert!(new.contains("Symptom (QX-122/123): drawn maps"), "{new}");
    assert_eq!(new.matches("QX-130").count(), 1, "{new}");
}

#[test]
fn a_line_with_lost_words_is_named_and_not_written_over() {
    let tree = Tree::new().put(
        "old.md",
        "# Debt register\n\n## Summary\n\n| ID | Title | Severity | Status |\n|---|---|---|---|\n\
         | TD-1 | No pier map | High | **CLOSED** (drawn by the crew) |\n\
         | TD-2 | No fares | High | OPEN |\n\n## Closed\n\n\
         | ID | Item | Status | Closed in | Notes |\n|---|---|---|---|---|\n\
         | TD-1 | No pier map | Closed | V1.3 | The map is there |\n",
    );
    let said = tree.run("adopt old.md --output new.md");
    assert!(said.contains("old.md:7: not used:"), "{said}");
    assert_eq!(tree.code("adopt --write old.md"), 2);
}

#[test]
fn rows_and_items_that_become_headings_are_there_once() {
    let tree = Tree::new().put(
        "old.md",
        "# Gap register\n\n### G-1 The map never ends\n\n- **Status:** Open\n- **Owner:** Ada\n\n\
         ### G-2 The fare never ends\n\n- **Status:** Open\n- **Owner:** Cem\n\n## List\n\n\
         - [ ] G-4: The pier fails on Monday\n- [x] G-5: The crew fails on Friday\n\n## Contact\n\nAda.\n",
    );
    assert_eq!(tree.code("adopt --write old.md"), 0);
    let new = tree.read("old.md");
    assert_eq!(new.matches("**ID:** G-").count(), 4, "{new}");
    assert!(!new.contains("- ["), "{new}");
    assert!(new.contains("## Contact\n\nAda."), "{new}");
    assert_eq!(tree.code("adopt --write old.md"), 0);
    assert_eq!(tree.read("old.md"), new);
}

#[test]
fn a_struck_heading_is_kept_and_leaves_no_gap_open() {
    let new = adopted(
        "# Known gaps\n\n## 1. Piers\n\n### ~~1.1 Map of piers~~ COVERED BY THE CREW\n\n\
         **Status:** Hand-drawn checks are there\n\nThe map is looked at each day.\n\n### 1.2 Fares\n\n\
         **Status:** Works as expected\n\nA fare cannot be a name.\n\n### 1.3 Shifts\n\n\
         **Status:** Deferred\n\nNo shift is there.\n",
    );
    assert!(new.contains("COVERED BY THE CREW"), "{new}");
    assert!(!new.contains("**Status:** Open"), "{new}");
    assert!(new.contains("Hand-drawn checks are there"), "{new}");
}
