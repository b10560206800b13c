//! How the server begins and ends.

use serde_json::{Value, json};

use crate::client::{Editor, document, real, uri};
use crate::common::registers::{three, with_bad_sla};
use crate::common::translated::{EN, TR, turkish};
use crate::common::tree::Tree;

#[test]
fn nothing_is_said_before_the_editor_is_ready() {
    let tree = Tree::with(with_bad_sla());
    let root = real(&tree.path(""));
    let mut editor = Editor::started();
    editor.ask("initialize", &json!({ "rootUri": uri(&root), "capabilities": {} }));
    let register = editor.open(&root.join("gap-register.md"), &with_bad_sla());
    editor.ask("textDocument/foldingRange", &document(&register));
    assert!(editor.waiting.is_empty(), "{:?}", editor.waiting);
    editor.tell("initialized", &json!({}));
    let rules: Vec<Value> =
        editor.findings(&register, 1).into_iter().map(|one| one["code"].clone()).collect();
    assert!(rules.contains(&json!("bad-sla")), "{rules:?}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn only_registers_are_looked_at() {
    let tree = Tree::with(with_bad_sla()).put("notes.md", with_bad_sla());
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let notes = editor.open(&root.join("notes.md"), &with_bad_sla());
    assert!(editor.pulled(&notes).is_empty());
    for method in ["documentSymbol", "codeLens", "foldingRange", "documentLink"] {
        let answer = editor.ask(&format!("textDocument/{method}"), &document(&notes));
        assert_eq!(answer, Value::Null, "{method}");
    }
    assert!(editor.waiting.is_empty(), "{:?}", editor.waiting);
}

#[test]
fn the_exit_code_says_whether_the_editor_took_leave() {
    let tree = Tree::new();
    let started = || Editor::of(&real(&tree.path("")), &json!({}));
    assert_eq!(started().end(), 0);
    assert_eq!(started().abandon(true), 1);
    assert_eq!(started().abandon(false), 1);
}

#[test]
fn requests_before_and_after_are_refused() {
    let tree = Tree::new();
    let root = real(&tree.path(""));
    let mut editor = Editor::started();
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    assert_eq!(code(&editor.answer("textDocument/hover", &json!({}))), Some(-32002));
    editor.ask("initialize", &json!({ "rootUri": uri(&root), "capabilities": {} }));
    assert_eq!(code(&editor.answer("initialize", &json!({}))), Some(-32600));
    assert_eq!(code(&editor.answer("gapreg/none", &json!({}))), Some(-32601));
    assert_eq!(code(&editor.answer("textDocument/hover", &json!({ "x": 1 }))), Some(-32602));
    editor.ask("shutdown", &Value::Null);
    assert_eq!(code(&editor.answer("textDocument/hover", &json!({}))), Some(-32600));
}

#[test]
fn a_register_outside_of_all_folders_is_checked_with_its_translation() {
    let tree = Tree::new()
        .put("a/en/gap-register.md", with_bad_sla())
        .put("a/tr/gap-register.md", with_bad_sla());
    let root = real(&tree.path(""));
    let mut editor = Editor::started();
    editor.ask("initialize", &json!({ "rootUri": null, "capabilities": {} }));
    editor.tell("initialized", &json!({}));
    let register = editor.open(&root.join("a/en/gap-register.md"), &with_bad_sla());
    assert!(!editor.findings(&register, 1).is_empty());
    let other = editor.hear("textDocument/publishDiagnostics");
    assert!(other["uri"].as_str().unwrap().ends_with("a/tr/gap-register.md"), "{other}");
}

#[test]
fn the_nearest_configuration_counts_and_is_watched() {
    let tree = Tree::new()
        .put("one/gap-register.md", with_bad_sla())
        .put("two/gap-register.md", with_bad_sla())
        .put("two/gapreg.yaml", "rules: { bad-sla: off, stale-triage-row: off }\n");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let rules = |editor: &mut Editor, name: &str| {
        let uri = editor.open(&root.join(name), &with_bad_sla());
        let found = editor.pulled(&uri);
        found.iter().any(|one| one["code"] == "bad-sla")
    };
    assert!(rules(&mut editor, "one/gap-register.md"));
    assert!(!rules(&mut editor, "two/gap-register.md"));
    let config = root.join("two/gapreg.yaml");
    std::fs::write(&config, "rules: { bad-sla: warning }\n").unwrap();
    let changes = json!({ "changes": [{ "uri": uri(&config), "type": 2 }] });
    editor.tell("workspace/didChangeWatchedFiles", &changes);
    assert!(rules(&mut editor, "two/gap-register.md"));
    std::fs::write(&config, "rulez: {}\n").unwrap();
    editor.tell("workspace/didChangeWatchedFiles", &changes);
    let said = editor.hear("window/showMessage");
    assert!(said["message"].as_str().unwrap().contains("rulez"), "{said}");
}

#[test]
fn what_changes_on_the_disk_is_noticed() {
    let text = three();
    let tree =
        Tree::new().put(EN, &text).put(TR, turkish(&text)).put("docs/tr/loans.md", "# Loans\n");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let register = editor.open(&root.join(EN), &text);
    let has = |found: &[Value], rule: &str| found.iter().any(|one| one["code"] == rule);
    let found = editor.findings(&register, 1);
    assert!(!has(&found, "source-page-missing"), "nothing says where the pages are");
    // A translation that is not open, and a page beside another one.
    let other = turkish(&text).replacen("**Owner:** Backend", "**Owner:** Desk", 1);
    std::fs::write(root.join(TR), other).unwrap();
    std::fs::write(root.join("docs/en/other.md"), "# Other\n").unwrap();
    let watched = |name: &str| json!({ "changes": [{ "uri": uri(&root.join(name)), "type": 2 }] });
    editor.tell("workspace/didChangeWatchedFiles", &watched(TR));
    loop {
        let said = editor.hear("textDocument/publishDiagnostics");
        if has(said["diagnostics"].as_array().unwrap(), "mirror-value") {
            assert_eq!(said["uri"], uri(&root.join(TR)));
            break;
        }
    }
    assert!(has(&editor.pulled(&register), "source-page-missing"));
    std::fs::write(root.join("docs/en/loans.md"), "# Loans\n").unwrap();
    editor.tell("workspace/didChangeWatchedFiles", &watched("docs/en/loans.md"));
    assert!(!has(&editor.pulled(&register), "source-page-missing"));
}

#[test]
fn folders_come_and_go() {
    let tree = Tree::new()
        .put("one/gap-register.md", with_bad_sla())
        .put("two/gap-register.md", with_bad_sla());
    let root = real(&tree.path(""));
    let mut editor = Editor::started();
    let folder = |name: &str| json!({ "uri": uri(&root.join(name)), "name": name });
    let params = json!({ "workspaceFolders": [folder("one")], "capabilities": {} });
    editor.ask("initialize", &params);
    editor.tell("initialized", &json!({}));
    let count = |editor: &mut Editor| {
        let all = editor.ask("workspace/diagnostic", &json!({ "previousResultIds": [] }));
        all["items"].as_array().unwrap().len()
    };
    assert_eq!(count(&mut editor), 1);
    let event = json!({ "added": [folder("two")], "removed": [] });
    editor.tell("workspace/didChangeWorkspaceFolders", &json!({ "event": event }));
    assert_eq!(count(&mut editor), 2);
    let event = json!({ "added": [], "removed": [folder("one")] });
    editor.tell("workspace/didChangeWorkspaceFolders", &json!({ "event": event }));
    assert_eq!(count(&mut editor), 1);
}

#[test]
fn an_editor_that_asks_is_not_sent_anything() {
    let tree = Tree::with(with_bad_sla());
    let root = real(&tree.path(""));
    let able = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let mut editor = Editor::of(&root, &able);
    let register = editor.open(&root.join("gap-register.md"), &with_bad_sla());
    let report = editor.ask("textDocument/diagnostic", &document(&register));
    let again =
        json!({ "textDocument": { "uri": register }, "previousResultId": report["resultId"] });
    assert_eq!(editor.ask("textDocument/diagnostic", &again)["kind"], "unchanged");
    assert!(editor.waiting.is_empty(), "{:?}", editor.waiting);
}
