//! Anchors of headings, where entries are added.

use crate::common::registers::three;
use crate::common::tree::Tree;

const HEADING: &str = "### 1.";

/// The register with an anchor above each heading.
fn anchored(gap: &str) -> String {
    let mut text = three();
    for (number, id) in [("1.1", "g-001"), ("1.2", "g-002"), ("1.3", "g-003")] {
        let heading = format!("### {number} ");
        text = text.replace(&heading, &format!("<a id=\"{id}\"></a>\n{gap}{heading}"));
    }
    text
}

/// The lines of anchors and headings.
fn outline(text: &str) -> String {
    let from = text.find("## 1)").unwrap();
    let is_shown = |line: &&str| line.starts_with("<a") || line.contains(HEADING);
    let lines: Vec<&str> = text[from..].lines().filter(is_shown).collect();
    lines.join("\n")
}

#[test]
fn a_new_entry_has_an_anchor_as_its_neighbours_have() {
    for gap in ["", "\n"] {
        let tree = Tree::with(anchored(gap));
        let said = tree.run_with("new --priority P1 --yes", &["Loans → Desk → A label is torn"]);
        assert!(said.starts_with("exit 0"), "{said}");
        let text = tree.read("gap-register.md");
        let new =
            format!("\n\n<a id=\"g-004\"></a>\n{gap}### 1.4 Loans → Desk → A label is torn\n\n");
        assert!(text.contains(&new), "{text}");
        assert!(text.starts_with(&anchored(gap)[..anchored(gap).find("| G-003").unwrap()]));
    }
}

#[test]
fn a_stub_leaves_an_anchor_with_its_heading() {
    let turkish = anchored("").replace("Register (EN)", "Liste (TR)");
    let second = turkish.find("<a id=\"g-002\"").unwrap();
    let third = turkish.find("<a id=\"g-003\"").unwrap();
    let without = [&turkish[..second], &turkish[third..]].concat();
    let tree = Tree::new()
        .put("docs/en/gap-register.md", anchored(""))
        .put("docs/tr/gap-register.md", without);
    tree.run("mirror --stub");
    let new = tree.read("docs/tr/gap-register.md");
    assert_eq!(outline(&new), outline(&turkish));
    assert!(new.contains("\n\n<a id=\"g-003\"></a>\n### 1.3 "), "{new}");
}

#[test]
fn an_anchor_in_a_heading_is_no_part_of_the_title() {
    let mut text = three();
    for (title, id) in [
        ("Renewal is refused", "g-001"),
        ("Fine is doubled", "g-002"),
        ("Hold list is empty", "g-003"),
    ] {
        text = text.replace(&format!("{title}\n"), &format!("{title} {{#{id}}}\n"));
    }
    let tree = Tree::with(&text);
    let list = tree.run("list");
    assert!(list.contains("Hold list is empty\n") && !list.contains('{'), "{list}");
    tree.run_with("new --priority P1 --yes", &["Loans → Desk → A label is torn"]);
    let new = tree.read("gap-register.md");
    assert!(new.contains("### 1.4 Loans → Desk → A label is torn {#g-004}\n"), "{new}");
}

#[test]
fn a_new_entry_keeps_the_blank_lines_of_its_neighbours() {
    for (gap, between) in [("\n\n", "\n\n\n"), ("\n---\n\n", "\n\n---\n\n"), ("", "\n\n")] {
        let text = three().replace("\n### 1.", &format!("\n{gap}### 1."));
        let tree = Tree::with(&text);
        tree.run_with("new --priority P1 --yes", &["Loans → Desk → A label is torn"]);
        let new = tree.read("gap-register.md");
        let heading = new.find("### 1.4").unwrap();
        let before = &new[..heading];
        let tail = &before[before.trim_end_matches(['\n', '-']).len()..];
        assert!(tail.ends_with(between), "{gap:?}: {tail:?}");
    }
}

#[test]
fn an_anchor_right_below_a_list_is_no_part_of_its_last_field() {
    let mut text = anchored("");
    for id in ["g-002", "g-003"] {
        let anchor = format!("<a id=\"{id}\"></a>");
        text = text.replace(&format!("\n\n{anchor}"), &format!("\n{anchor}"));
    }
    let tree = Tree::with(&text);
    let json = tree.run("list --format json");
    assert!(
        json.contains("\"value\": \"The button renews.\"") && !json.contains("<a id"),
        "{json}"
    );
    let said = tree.run_with("new --priority P1 --yes", &["Loans → Desk → A label is torn"]);
    assert!(said.starts_with("exit 0"), "{said}");
    let new = tree.read("gap-register.md");
    assert!(new.contains("<a id=\"g-004\"></a>\n### 1.4 "), "{new}");
    let tree = Tree::new().put("docs/en/gap-register.md", &text).put(
        "docs/tr/gap-register.md",
        text.replace("Register (EN)", "Liste (TR)").replace("/docs/en/", "/docs/tr/"),
    );
    let said = tree.run("mirror --output-format concise");
    assert!(!said.contains("mirror-code"), "{said}");
}
