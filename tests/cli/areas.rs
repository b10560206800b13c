//! Menu paths of new entries: in the register, and in its translation.

use crate::common::tree::Tree;

const EN: &str = "gaps.en.md";
const TR: &str = "gaps.tr.md";
const NEW: [&str; 3] = ["new", "Ferries > Seat map is empty", "status=Open"];

/// A register and its translation after a new entry with the path `Ferries`.
fn with_new(en: &str, tr: &str) -> Tree {
    let tree = Tree::new().put(EN, en).put(TR, tr);
    assert!(tree.run_with("", &[&NEW[..], &[EN]].concat()).starts_with("exit 0"));
    tree
}

#[test]
fn a_path_that_the_heading_above_says_is_in_no_title() {
    let en = "# Backend gaps\n\n## Trains\n\n| ID | Gap | Status |\n|--|--|--|\n| T-1 | Fare is wrong | Open |\n\n\
        ## Ferries\n\n| ID | Gap | Status |\n|--|--|--|\n| T-2 | Deck is missing | Open |\n";
    let tr = "# Backend eksikleri\n\n## Trenler\n\n| ID | Eksik | Durum |\n|--|--|--|\n| T-1 | Ücret yanlış | Açık |\n\n\
        ## Feribotlar\n\n| ID | Eksik | Durum |\n|--|--|--|\n| T-2 | Güverte yok | Açık |\n";
    let tree = with_new(en, tr);
    assert_eq!(tree.read(EN), format!("{en}| T-3 | Seat map is empty | Open |\n"));
    let row = "| T-3 | Seat map is empty <!-- gapreg:untranslated --> | Açık |\n";
    assert_eq!(tree.read(TR), format!("{tr}{row}"));
}

#[test]
fn a_translation_has_its_own_words_for_a_known_path() {
    let columns = |header: &str, area: &str| {
        format!("# Backend gaps\n\n| {header} |\n|--|--|--|--|\n| T-1 | {area} |\n")
    };
    let en = columns("ID | Area | Gap | Status", "Ferries | Deck is missing | Open");
    let tr = columns("ID | Alan | Eksik | Durum", "Feribotlar | Güverte yok | Açık");
    let row = "| T-2 | Feribotlar | Seat map is empty <!-- gapreg:untranslated --> | Açık |\n";
    let tree = with_new(&en, &tr);
    assert_eq!(tree.read(TR), format!("{tr}{row}"));
    // The copy that waits for its translation shows no words.
    let more = [&["new", "Ferries > Bar is closed", "status=Open"][..], &[EN]].concat();
    tree.edit(TR, "T-2 | Feribotlar", "T-2 | Ferries");
    assert!(tree.run_with("", &more).starts_with("exit 0"));
    assert!(tree.read(TR).contains("| T-3 | Feribotlar | Bar is closed"), "{}", tree.read(TR));
    // `--stub` writes the same.
    let tree = with_new(&en, &tr);
    tree.edit(TR, row, "");
    assert_eq!(tree.code("mirror --fix --stub gaps.en.md gaps.tr.md"), 0);
    assert_eq!(tree.read(TR), format!("{tr}{row}"));
}

#[test]
fn the_heading_of_a_copy_has_the_path_of_the_translation() {
    let section = |area: &str, title: &str, labels: [&str; 2], state: &str| {
        format!(
            "# Gaps\n\n### {area} → {title}\n\n- **{}:** T-1\n- **{}:** {state}\n",
            labels[0], labels[1]
        )
    };
    let en = section("Ferries", "Deck is missing", ["ID", "Status"], "Open");
    let tr = section("Feribotlar", "Güverte yok", ["ID", "Durum"], "Açık");
    let tree = with_new(&en, &tr);
    assert!(tree.read(EN).contains("### Ferries → Seat map is empty\n"), "{}", tree.read(EN));
    assert!(tree.read(TR).contains("### Feribotlar → Seat map is empty\n"), "{}", tree.read(TR));
}

#[test]
fn where_an_entry_without_a_path_went_is_said() {
    let table = |chapter: &str, id: u8| {
        format!(
            "\n## {chapter}\n\n| ID | Gap | Status |\n|--|--|--|\n| T-{id} | Sign {id} is bent | Open |\n"
        )
    };
    let text = |second: &str| format!("# Gaps\n{}{}", table("1. Trains", 1), table(second, 2));
    let tree = Tree::with(text("2. Ferries"));
    insta::assert_snapshot!(tree.run("new Delay"), @"
    exit 0

    --- stderr
    T-3: Delay
    note: it is below `Trains`, as no area was given: `Ferries > Delay` chooses `Ferries`
    wrote gap-register.md
    ");
    assert!(!tree.run_with("new", &["Ferries > Delay"]).contains("note:"));
    // There is nothing to choose, or something else chose.
    let one = format!("# Gaps\n{}", table("Trains", 1));
    assert!(!Tree::with(one).run("new Delay").contains("note:"));
    let states = text("Done")
        .replace("1. Trains", "Open")
        .replace(" | Open |", " |")
        .replace("| Status ", "");
    let said = Tree::with(states.replace("|--|--|--|", "|--|--|")).run("new Delay");
    assert!(said.starts_with("exit 0") && !said.contains("note:"), "{said}");
}
