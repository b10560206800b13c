//! Registers whose entries have numbers and no IDs, with a table that sums them up.

use crate::common::tree::Tree;

/// A table of numbers below a heading, and a section for each.
fn register(header: &str, above: &str) -> String {
    format!(
        "# Kiosk gaps\n\n{above}| {header} | Gap | Status | Owner |\n|--|--|--|--|\n\
         | 1 | Coins jam | Open | Ada |\n| 2 | Receipt is blank | Open | — |\n\n\
         ## 1. Coins jam\n\n- Status: Open\n- Owner: Ada\n\nThe slot is too narrow.\n\n\
         ## 2. Receipt is blank\n\n- Status: Open\n- Owner: Eve\n\nThe paper is upside down.\n"
    )
}

#[test]
fn the_row_of_a_numbered_section_follows_it() {
    for header in ["#", "No", "ID", "Nr."] {
        for above in ["", "## Summary\n\n", "## Triage summary\n\n"] {
            let text = register(header, above);
            let tree = Tree::with(&text);
            let said = tree.run("lint");
            assert!(said.contains("\nno findings"), "{header} {above} {said}");
            assert_eq!(tree.code("set 2 status=Done owner=Bob"), 0);
            let new = text
                .replace(
                    "| 2 | Receipt is blank | Open | — |",
                    "| 2 | Receipt is blank | Done | Bob |",
                )
                .replace("- Status: Open\n- Owner: Eve", "- Status: Done\n- Owner: Bob");
            assert_eq!(tree.read("gap-register.md"), new, "{header} {above}");
            assert_eq!(tree.code("lint"), 0);
        }
    }
}

#[test]
fn a_summary_keeps_its_own_words_and_what_was_not_set() {
    let text = register("#", "").replace("| Coins jam | Open |", "| Coins jam | open (see 2) |");
    let tree = Tree::with(&text);
    assert_eq!(tree.code("set 1 owner=Bob"), 0);
    let new = text.replace("| open (see 2) | Ada |", "| open (see 2) | Bob |");
    assert_eq!(tree.read("gap-register.md"), new.replace("- Owner: Ada", "- Owner: Bob"));
}

#[test]
fn a_turkish_summary_gets_the_turkish_word() {
    let text = register("No", "")
        .replace("Status", "Durum")
        .replace("Open", "Açık")
        .replace("Owner", "Sahip");
    let tree = Tree::with(&text);
    assert_eq!(tree.code("set 1 durum=Kapalı"), 0);
    let new = text.replace("| Coins jam | Açık |", "| Coins jam | Kapalı |");
    assert_eq!(tree.read("gap-register.md"), new.replacen("- Durum: Açık", "- Durum: Kapalı", 1));
}

#[test]
fn adopt_says_which_summary_it_leaves() {
    let tree = Tree::with(register("#", "## Overview\n\n"));
    let said = tree.run("adopt gap-register.md --write");
    assert!(
        said.contains("gap-register.md:5: this table sums the same entries up and stays"),
        "{said}"
    );
    let alone = register("#", "")
        .split("\n\n")
        .filter(|part| !part.starts_with('|'))
        .collect::<Vec<_>>()
        .join("\n\n");
    assert!(!Tree::with(alone).run("adopt gap-register.md --write").contains("sums"));
}
