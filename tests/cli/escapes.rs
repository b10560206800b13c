//! Signs that are escaped for Markdown.

use crate::common::tree::Tree;

const LIST: &str = "\
# Known gaps

- **G\\-001: Lids \\#3 are cut**
  - Status: Won\\'t fix
  - Owner: shelf\\_team
- **G\\-002: Bells are mute**
  - Status: open
  - Owner: desk
";

#[test]
fn an_escaped_id_is_found_and_shown_as_readers_see_it() {
    let tree = Tree::with(LIST);
    insta::assert_snapshot!(tree.run("show G-001"), @r#"
    exit 0
    G-001  Lids #3 are cut
    gap-register.md:3 (en)

    ID      G-001
    Status  Won't fix
    Owner   shelf_team
    "#);
    insta::assert_snapshot!(tree.run("list --format csv --columns id,status,owner,title"), @r#"
    exit 0
    id,status,owner,title
    G-001,Won't fix,shelf_team,Lids #3 are cut
    G-002,Open,desk,Bells are mute
    "#);
    insta::assert_snapshot!(tree.run("lint"), @r#"
    exit 0

    --- stderr
    no findings in 2 entries of 1 file
    "#);
}

#[test]
fn escapes_stay_where_nothing_is_set() {
    let tree = Tree::with(LIST);
    insta::assert_snapshot!(tree.run("set G-001 status=open"), @r#"
    exit 0

    --- stderr
    wrote gap-register.md
      G-001 Status: Won't fix → open
    "#);
    let expected = LIST.replace("Won\\'t fix", "open");
    assert_eq!(tree.read("gap-register.md"), expected);
}

#[test]
fn a_translation_may_escape_what_its_source_does_not() {
    let en = "# Gaps\n\n## Open gaps\n\n### G\\-001: Lids are cut\n\n- **Status:** Open\n- **Owner:** shelf\\_team\n";
    let de = "# Lücken\n\n## Offene Lücken\n\n### G-001: Deckel sind beschnitten\n\n- **Status:** Offen\n\
              - **Verantwortlich:** shelf_team\n";
    let tree = Tree::new().put("docs/en/gap-register.md", en).put("docs/de/gap-register.md", de);
    insta::assert_snapshot!(tree.run("mirror"), @r#"
    exit 0

    --- stderr
    no findings in 2 entries of 2 files
    de  ████████████████████  1 of 1 entry in step
    "#);
}
