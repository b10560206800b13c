//! What can be done at a place of a page of the manual.

use serde_json::{Value, json};

use crate::client::{Editor, TODAY, all_of, edited, edits_of, range_of, real};
use crate::common::registers::three;
use crate::common::translated::{EN, TR, turkish};
use crate::common::tree::Tree;

const PAGE: &str = "docs/en/fines.md";
const TEXT: &str = "# Loans\n\n## Known limitations\n\n1. **Fines are lost.** Nothing says so.\n\
                    2. **The button answers 404.** See the endpoint `POST /v1/loans/{id}/renew`.\n";

/// A page whose first gap has no entry.
fn tree(configuration: &str) -> Tree {
    let entry = three().replacen(
        "- **Symptom:**",
        "- **UI endpoint:** `POST /v1/loans/{id}/renew`\n- **Symptom:**",
        1,
    );
    Tree::new()
        .put(EN, &entry)
        .put(TR, turkish(&entry))
        .put(PAGE, TEXT)
        .put("gapreg.yaml", configuration)
}

fn titled<'a>(actions: &'a [Value], title: &str) -> Option<&'a Value> {
    actions.iter().find(|action| action["title"] == title)
}

#[test]
fn a_gap_of_a_page_becomes_an_entry() {
    let tree = tree("pages: { headings: [Known limitations] }\n");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let uri = editor.open(&root.join(PAGE), TEXT);
    let actions = editor.actions(&uri, &range_of(TEXT, "Fines are lost"), None);
    assert!(titled(&actions, "Explain untracked-page-gap").is_some(), "{actions:#?}");
    let command = &titled(&actions, "New entry from this gap").unwrap()["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(editor.ask("workspace/executeCommand", &params), Value::Null);
    let applied = editor.hear("workspace/applyEdit");
    let read = || [EN, TR, PAGE].map(|name| tree.read(name));
    let before = read();
    // All files are as `new --from-page` writes them, on another day.
    let said = tree.run(&format!("new --from-page {PAGE}#1"));
    assert!(said.starts_with("exit 0"), "{said}");
    for ((name, before), after) in [EN, TR, PAGE].iter().zip(before).zip(read()) {
        let edits = edits_of(&applied["edit"], &crate::client::uri(&root.join(name)));
        let new = edited(&before, &edits).replace(TODAY, "2026-02-05");
        assert!(new != before && new == after, "{name}: {new}\n{after}");
    }
}

#[test]
fn safe_fixes_of_a_page_are_those_of_check() {
    let tree = tree("pages: { headings: [Known limitations] }\n");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let uri = editor.open(&root.join(PAGE), TEXT);
    let actions = editor.actions(&uri, &all_of(TEXT), Some("source.fixAll"));
    let edits = edits_of(&titled(&actions, "Apply all safe fixes").unwrap()["edit"], &uri);
    tree.run("check --fix");
    assert_ne!(tree.read(PAGE), TEXT);
    assert_eq!(edited(TEXT, &edits), tree.read(PAGE));
}

#[test]
fn a_page_that_is_not_compared_offers_the_entry_and_no_more() {
    let tree = tree("vocabulary: {}\n");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let text = TEXT.replace("Known limitations", "Backend gaps");
    let uri = editor.open(&root.join(PAGE), &text);
    let at = |part: &str| range_of(&text, part);
    let actions = editor.actions(&uri, &at("Fines are lost"), None);
    let titles: Vec<&Value> = actions.iter().map(|action| &action["title"]).collect();
    assert_eq!(titles, ["New entry from this gap"]);
    assert!(editor.actions(&uri, &at("# Loans"), None).is_empty());
}
