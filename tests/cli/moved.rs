//! `gapreg set` where the heading above an entry says the value: the entry moves below another heading.

use crate::common::tree::Tree;

const HEADER: &str = "| ID | Gap | Owner |\n|---|---|---|\n";

/// A register with a table for each state.
fn tables(open: &str, done: &str) -> String {
    format!("# Kiosk gaps\n\n## Open\n\n{HEADER}{open}\n## Done\n\n{HEADER}{done}")
}

const OPEN: &str = "| K-1 | Lamp is dark | Ann |\n| K-2 | Door sticks | Ben |\n";
const DONE: &str = "| K-3 | Paper jams | Ann |\n";

/// The text of a register after `set`, or what it says where it refuses.
fn after(text: &str, id: &str, value: &str) -> String {
    let tree = Tree::with(text);
    let said = tree.run_with("set", &[id, value, "--yes"]);
    if said.starts_with("exit 0") { tree.read("gap-register.md") } else { said }
}

#[test]
fn a_row_moves_to_the_table_of_its_new_state() {
    let sound = tables(OPEN, DONE);
    let closed = after(&sound, "K-2", "status=Done");
    let door = "| K-2 | Door sticks | Ben |\n";
    assert_eq!(closed, tables(&OPEN.replace(door, ""), &format!("{DONE}{door}")));
    assert_eq!(after(&sound, "K-3", "status=Open"), tables(&format!("{OPEN}{DONE}"), ""));
    assert_eq!(after(&sound, "K-2", "status=Open"), sound);
}

#[test]
fn what_changes_is_shown_once() {
    let tree = Tree::with(tables(OPEN, DONE));
    insta::assert_snapshot!(tree.run_with("set", &["K-1", "status=Done", "owner=Cem", "--yes"]), @r"
    exit 0

    --- stderr
    note: K-1: moved below the heading `Done`
    wrote gap-register.md
      K-1 Owner: Ann → Cem
      K-1 Status: Open → Done
    ");
}

#[test]
fn the_newest_stays_on_top() {
    let done = "| K-9 | Bell is loud | Ann |\n| K-7 | Fan stops | Ben |\n";
    let door = "| K-2 | Door sticks | Ben |\n";
    let closed = after(&tables(OPEN, done), "K-2", "status=Done");
    assert_eq!(closed, tables(&OPEN.replace(door, ""), &format!("{door}{done}")));
}

#[test]
fn a_table_with_other_columns_keeps_all_that_was_written() {
    let narrow = "# Kiosk gaps\n\n## Open\n\n| ID | Gap | Note |\n|---|---|---|\n\
                  | K-1 | Lamp is dark | |\n| K-2 | Door sticks | since May |\n\
                  \n## Done\n\n| ID | Closed | Gap |\n|---|---|---|\n| K-3 | 2026-02-01 | Paper jams |\n";
    let moved = after(narrow, "K-1", "status=Done");
    assert!(
        moved.ends_with("| K-3 | 2026-02-01 | Paper jams |\n| K-1 |  | Lamp is dark |\n"),
        "{moved}"
    );
    let refused = after(narrow, "K-2", "status=Done");
    assert!(refused.contains("move the row below another one"), "{refused}");
}

#[test]
fn sections_and_items_move_as_they_are() {
    let sections = "# Kiosk gaps\n\n## Open\n\n### K-1: Lamp is dark\n\nOwner: Ann\n\nSeen at night.\n\n\
                    ### K-2: Door sticks\n\nOwner: Ben\n\n## Done\n\n### K-3: Paper jams\n\nOwner: Ann\n\n\
                    ## Notes\n\nNone.\n";
    let lamp = "### K-1: Lamp is dark\n\nOwner: Ann\n\nSeen at night.\n\n";
    let closed = sections.replace(lamp, "").replace("## Notes", &format!("{lamp}## Notes"));
    assert_eq!(after(sections, "K-1", "status=Done"), closed);
    let items = "# Kiosk gaps\n\n## Open\n\n- **K-1** Lamp is dark\n  Seen at night.\n- **K-2** Door sticks\n\n\
                 ## Done\n\n- **K-3** Paper jams\n";
    let lamp = "- **K-1** Lamp is dark\n  Seen at night.\n";
    assert_eq!(after(items, "K-1", "status=Done"), format!("{}{lamp}", items.replace(lamp, "")));
}

#[test]
fn an_entry_gets_a_line_where_others_have_one() {
    let text = "# Kiosk gaps\n\n## Open\n\n### K-1: Lamp is dark\n\nOwner: Ann\n\n\
                ### K-2: Door sticks\n\nOwner: Ben\nState: in progress\n\n\
                ## Done\n\n### K-3: Paper jams\n\nOwner: Ann\nState: fixed\n";
    let begun = after(text, "K-1", "status=in progress");
    let owner = "### K-1: Lamp is dark\n\nOwner: Ann\n";
    assert_eq!(begun, text.replace(owner, &format!("{owner}State: in progress\n")));
    let closed = after(text, "K-1", "status=Done");
    assert_eq!(closed, format!("{}\n{owner}", text.replace(&format!("{owner}\n"), "")));
}

#[test]
fn no_entry_moves_to_another_chapter() {
    let chapter = |name: &str, open: &str, done: &str| {
        format!("## {name}\n\n### Open\n\n{HEADER}{open}\n### Done\n\n{HEADER}{done}\n")
    };
    let text = format!(
        "# Kiosk gaps\n\n{}{}",
        chapter("Front", OPEN, DONE),
        chapter("Back", "| K-5 | Fan stops | Ben |\n", "| K-6 | Bell is loud | Ann |\n")
    );
    let fan = "| K-5 | Fan stops | Ben |\n";
    let bell = "| K-6 | Bell is loud | Ann |\n";
    let closed = text.replace(fan, "").replace(bell, &format!("{bell}{fan}"));
    assert_eq!(after(&text, "K-5", "status=Done"), closed);
    let without = text.replace(&format!("### Done\n\n{HEADER}{bell}"), "");
    let refused = after(&without, "K-5", "status=Done");
    assert!(refused.contains("move the row below another one"), "{refused}");
}

#[test]
fn a_translation_follows() {
    let turkish = "# Kiosk açıkları\n\n## Açık\n\n| ID | Boşluk | Sahip |\n|---|---|---|\n\
                   | K-1 | Lamba yanmıyor | Ann |\n| K-2 | Kapı sıkışıyor | Ben |\n\
                   \n## Tamamlandı\n\n| ID | Boşluk | Sahip |\n|---|---|---|\n| K-3 | Kağıt sıkışıyor | Ann |\n";
    let tree = Tree::new()
        .put("docs/en/gap-register.md", tables(OPEN, DONE))
        .put("docs/tr/gap-register.md", turkish);
    let said = tree.run_with("set", &["K-2", "status=Done", "--yes"]);
    let text = tree.read("docs/tr/gap-register.md");
    assert!(
        text.ends_with("| K-3 | Kağıt sıkışıyor | Ann |\n| K-2 | Kapı sıkışıyor | Ben |\n"),
        "{said}\n{text}"
    );
}
