//! Entries whose fields are in a fenced block of YAML below their heading.

use crate::common::tree::Tree;

const BOXES: &str = "# Backend gaps\n\n\
    ## BG-1 Preflight requests count\n\n```yaml\nstatus: open\nowner: edge\nfirst_seen: 2026-01-20\n```\n\nThe limit is reached early.\n\n\
    ## BG-2 Old scopes come back\n\n```yaml\nstatus: open\nowner: iam\nfirst_seen: 2026-01-22\n```\n\nA refresh gives them.\n";

#[test]
fn fields_in_yaml_are_set_and_added_as_yaml() {
    let tree = Tree::new().put("gaps.md", BOXES);
    let said = tree.run("set BG-1 status=done owner=@mia gaps.md");
    assert!(said.starts_with("exit 0"), "{said}");
    tree.run("set BG-2 due=2026-03-01 gaps.md");
    let said = tree.run("new Tokens>Expiry --owner @jo gaps.md");
    assert!(said.starts_with("exit 0"), "{said}");
    insta::assert_snapshot!(tree.read("gaps.md"), @r#"
    # Backend gaps

    ## BG-1 Preflight requests count

    ```yaml
    status: done
    owner: "@mia"
    first_seen: 2026-01-20
    ```

    The limit is reached early.

    ## BG-2 Old scopes come back

    ```yaml
    status: open
    owner: iam
    first_seen: 2026-01-22
    due: 2026-03-01
    ```

    A refresh gives them.

    ## BG-3 Tokens>Expiry

    ```yaml
    status: open
    owner: "@jo"
    first_seen: 2026-02-05
    ```
    "#);
    assert!(tree.run("set BG-1 owner=@mia gaps.md").contains("nothing changes"));
    assert!(tree.run("lint gaps.md").contains("no findings"), "{}", tree.run("lint gaps.md"));
}
