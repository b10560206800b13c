//! What can be done at a place.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Editor, edited, edits_of, range_of, real};
use crate::common::registers::{three, with, without};
use crate::common::translated::{EN, TR, turkish};
use crate::common::tree::Tree;

struct Open {
    editor: Editor,
    text: String,
    uri: String,
    translation: String,
}

/// A text open in an editor, beside the translation of three entries.
fn open(text: String, able: &Value) -> Open {
    let tree = Tree::new().put(EN, &text).put(TR, turkish(&three()));
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, able);
    let uri = editor.open(&root.join(EN), &text);
    let translation = crate::client::uri(&root.join(TR));
    // The folder is no longer needed: what is compared was read.
    editor.pulled(&uri);
    std::mem::forget(tree);
    Open { editor, text, uri, translation }
}

impl Open {
    fn actions(&mut self, part: &str) -> Vec<Value> {
        let range = range_of(&self.text, part);
        self.editor.actions(&self.uri, &range, None)
    }

    fn action(&mut self, part: &str, title: &str) -> Value {
        let actions = self.actions(part);
        let titles: Vec<&Value> = actions.iter().map(|own| &own["title"]).collect();
        let known = actions.iter().find(|own| own["title"] == title);
        known.unwrap_or_else(|| panic!("no {title}: {titles:?}")).clone()
    }

    fn after(&self, action: &Value) -> String {
        edited(&self.text, &edits_of(&action["edit"], &self.uri))
    }
}

#[test]
fn a_finding_is_repaired_ignored_or_explained() {
    let text = with(&three(), "G-001", "**Priority:** P1", "**Prioirty:** P1");
    let mut open = open(text.clone(), &json!({}));
    let fix = open.action("**Prioirty:** P1", "Write `Priority`");
    assert_eq!(fix["isPreferred"], true);
    assert_eq!(open.after(&fix), three());
    let ignored = open.action("**Prioirty:** P1", "Ignore unknown-field here, with a reason");
    let after = open.after(&ignored);
    assert!(
        after.contains("<!-- gapreg-ignore unknown-field: why -->\n- **Prioirty:**"),
        "{after}"
    );
    open.editor.replace(&open.uri, 2, &after);
    let left = open.editor.findings(&open.uri, 2);
    assert!(!left.iter().any(|own| own["code"] == "unknown-field"), "{left:?}");
    let explained = json!({ "command": "gapreg.explain", "arguments": ["unknown-field"] });
    let page = open.editor.ask("workspace/executeCommand", &explained);
    assert!(page.as_str().unwrap().starts_with("# unknown-field"), "{page}");
}

#[test]
fn the_reason_of_a_comment_is_selected() {
    let text = with(&three(), "G-001", "**Priority:** P1", "**Prioirty:** P1");
    let mut open = open(text, &json!({ "window": { "showDocument": { "support": true } } }));
    let ignored = open.action("**Prioirty:** P1", "Ignore unknown-field here, with a reason");
    let after = open.after(&ignored);
    let command = &ignored["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    open.editor.ask("workspace/executeCommand", &params);
    let shown = open.editor.hear("window/showDocument");
    assert_eq!(shown["selection"], range_of(&after, "why -->").clone().pointer("/start").map(|start| {
        let end = json!({ "line": start["line"], "character": start["character"].as_u64().unwrap() + 3 });
        json!({ "start": start, "end": end })
    }).unwrap());
}

#[test]
fn the_table_is_written_as_an_action_and_by_formatting() {
    let text = without_row(&three());
    let mut open = open(text, &json!({}));
    let table = open.action("| ID |", "Write the triage table");
    assert_eq!(open.after(&table), three());
    let params = json!({ "textDocument": { "uri": open.uri }, "options": {} });
    let edits = open.editor.ask("textDocument/formatting", &params);
    assert_eq!(edited(&open.text, edits.as_array().unwrap()), three());
}

fn without_row(text: &str) -> String {
    text.replace("| G-002 | P1 | Backend | 7d | In Progress |\n", "")
}

#[test]
fn a_status_is_set_in_both_registers_where_the_flow_leads_to() {
    let mut open = open(three(), &json!({}));
    let titles: Vec<String> = open
        .actions("**Priority:** P1")
        .iter()
        .map(|own| own["title"].as_str().unwrap().to_owned())
        .filter(|title| title.starts_with("Set"))
        .collect();
    assert_eq!(titles, ["Set the status of G-001 to In Progress"]);
    let set = open.action("**Priority:** P1", &titles[0]);
    let after = open.after(&set);
    assert_eq!(after.matches("In Progress").count(), three().matches("In Progress").count() + 2);
    assert!(!edits_of(&set["edit"], &open.translation).is_empty(), "{set}");
    // In its row, too.
    let set = open.action("| G-001 |", &titles[0]);
    assert_eq!(open.after(&set), after);
}

#[test]
fn a_missing_translation_is_added() {
    let tree = Tree::new().put(EN, three()).put(TR, without(&turkish(&three()), "### 1.3 "));
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let text = fs::read_to_string(tree.path(TR)).unwrap();
    let uri = editor.open(&root.join(TR), &text);
    let found = editor.findings(&uri, 1);
    let missing = found.iter().find(|own| own["code"] == "unmirrored-entry").unwrap();
    let actions = editor.actions(&uri, &missing["range"].clone(), None);
    let add = actions.iter().find(|own| own["title"] == "Add the missing translations").unwrap();
    let after = edited(&text, &edits_of(&add["edit"], &uri));
    assert!(after.contains("gapreg:untranslated") && after.contains("### 1.3 "), "{after}");
}

#[test]
fn a_new_entry_is_added_without_waiting() {
    let mut open = open(three(), &json!({}));
    let new = open.action("**Priority:** P1", "New entry here");
    let command = &new["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(open.editor.ask("workspace/executeCommand", &params), Value::Null);
    let applied = open.editor.hear("workspace/applyEdit");
    let after = edited(&open.text, &edits_of(&applied["edit"], &open.uri));
    assert!(after.contains("Loans → Renewals → What does not work"), "{after}");
    assert!(after.contains("- **ID:** G-004"), "{after}");
}

#[test]
fn edits_come_when_an_action_is_chosen_and_with_versions() {
    let able = json!({
        "textDocument": { "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    });
    let mut open = open(without_row(&three()), &able);
    let table = open.action("| ID |", "Write the triage table");
    assert!(table.get("edit").is_none(), "{table}");
    let table = open.editor.ask("codeAction/resolve", &table);
    let change = &table["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    assert_eq!(edited(&open.text, change["edits"].as_array().unwrap()), three());
    let typed = with(&three(), "G-001", "**Priority:** P1", "**Prioirty:** P1");
    open.editor.replace(&open.uri, 2, &typed);
    for title in ["Write `Priority`", "Ignore unknown-field here, with a reason"] {
        open.text.clone_from(&typed);
        let change = &open.action("**Prioirty:** P1", title)["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({ "uri": open.uri, "version": 2 }), "{title}");
    }
}

#[test]
fn what_holds_conflict_markers_is_not_written() {
    let text = without_row(&three()) + "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n";
    let mut open = open(text, &json!({}));
    let found = open.editor.pulled(&open.uri);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["code"], "conflict-marker");
    let titles: Vec<Value> =
        open.actions("| ID |").iter().map(|own| own["title"].clone()).collect();
    assert!(!titles.contains(&json!("Write the triage table")), "{titles:?}");
}
