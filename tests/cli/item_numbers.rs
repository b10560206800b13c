//! Items that have a number in front of them and no ID.

use crate::common::tree::Tree;

const LIST: &str = "\
# Known gaps

1. **Lids are cut** — Status: open, Owner: Mia
2. Bells are mute
   - Status: open
   - Owner: Jo
3. **Seats are lost** — Status: open, Owner: Mia
";

#[test]
fn the_number_of_an_item_names_it() {
    let tree = Tree::with(LIST);
    insta::assert_snapshot!(tree.run("show 2"), @r#"
    exit 0
    Bells are mute
    gap-register.md:4 (en)

    Status  open
    Owner   Jo
    "#);
    insta::assert_snapshot!(tree.run("set 2 status=fixed"), @r#"
    exit 0

    --- stderr
    wrote gap-register.md
      Bells are mute Status: open → fixed
    "#);
    assert_eq!(
        tree.read("gap-register.md"),
        LIST.replacen("   - Status: open", "   - Status: fixed", 1)
    );
    insta::assert_snapshot!(tree.run("set 7 status=fixed"), @r#"
    exit 2

    --- stderr
    error: no entry is called `7`: the entries here have no IDs, so write the whole title of one, as `gapreg list` shows it
    "#);
}

#[test]
fn a_number_of_several_items_names_none() {
    let tree =
        Tree::with(format!("{LIST}\n## Closed gaps\n\n2. **Doors stick** — Status: fixed\n"));
    insta::assert_snapshot!(tree.run("set 2 status=fixed"), @r#"
    exit 2

    --- stderr
    error: `2` names more than one entry:
      gap-register.md:4: Bells are mute
      gap-register.md:11: Doors stick
    "#);
}
