//! Lines with labels of a team's own, in entries that have none yet.

use crate::common::tree::Tree;

/// The lines that a command adds to a register.
fn added(text: &str, name: &str) -> String {
    let tree = Tree::with(text);
    let output = tree.run_with("set", &[name, "shelf=B"]);
    let new = tree.read("gap-register.md");
    let lines: Vec<&str> =
        new.lines().filter(|line| !text.lines().any(|old| old == *line)).collect();
    format!("{output}{}", lines.join("\n"))
}

#[test]
fn an_entry_gets_the_line_of_a_label_that_others_have() {
    let cards = "# Known gaps\n\n**B-1 Lids are cut**\n\n- State: open\n- Owner: Jo\n- Shelf: A\n\n**B-2 Bells are mute**\n\n\
                 - State: open\n- Owner: Mia\n";
    insta::assert_snapshot!(added(cards, "B-2"), @r#"
    exit 0

    --- stderr
    wrote gap-register.md
      B-2 Shelf: (empty) → B
    - Shelf: B
    "#);
    let lines = "# Known gaps\n\n**B-1 Lids are cut**\nState: open\nOwner: Jo\nShelf: A\n\n**B-2 Bells are mute**\nState: open\n\
                 Owner: Mia\n";
    insta::assert_snapshot!(added(lines, "B-2"), @r#"
    exit 0

    --- stderr
    wrote gap-register.md
      B-2 Shelf: (empty) → B
    Shelf: B
    "#);
    let items = "# Known gaps\n\n1. **Lids are cut**\n   - **State:** open\n   - **Shelf:** A\n2. **Bells are mute**\n   \
                 - **State:** open\n3. **Seats are lost**\n   - **State:** open\n   - **Shelf:** C\n";
    insta::assert_snapshot!(added(items, "2"), @r#"
    exit 0

    --- stderr
    wrote gap-register.md
      Bells are mute Shelf: (empty) → B
       - **Shelf:** B
    "#);
}
