//! What git knows comes late, and then the server says what `check` says.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Editor, TODAY, position, real};
use crate::common::registers::{three, with};
use crate::common::translated::{EN, TR, pair, turkish};
use crate::common::tree::Tree;

/// What `check` says of the files as they are.
fn checked(tree: &Tree, name: &str) -> Vec<Value> {
    let output = tree.output(&format!("check --output-format json --today {TODAY}"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = tree.read(name);
    let found = report["findings"].as_array().unwrap().iter().filter(|own| own["path"] == name);
    let at = |place: &Value| {
        position(&text, usize::try_from(place["offset"].as_u64().unwrap()).unwrap())
    };
    found.map(|own| json!([own["rule"], own["message"], at(&own["start"])])).collect()
}

fn said(editor: &mut Editor, uri: &str) -> Vec<Value> {
    let found = editor.pulled(uri).into_iter();
    found.map(|own| json!([own["code"], own["message"], own["range"]["start"]])).collect()
}

/// Waits until the server says what is expected.
fn expect(editor: &mut Editor, uri: &str, expected: &[Value]) {
    let start = Instant::now();
    loop {
        let now = said(editor, uri);
        if now == expected {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{now:#?}\n{expected:#?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_history_of_a_translation_is_known_after_a_while() {
    let tree = pair(&three(), &turkish(&three()));
    tree.repository();
    let changed = with(&three(), "G-002", "Each fine stands twice", "Every fine is printed twice");
    fs::write(tree.path(EN), &changed).unwrap();
    tree.git_on("2026-02-20", "commit -qam second");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let leading = editor.open(&root.join(EN), &changed);
    let translation = editor.open(&root.join(TR), &turkish(&three()));
    let expected = checked(&tree, TR);
    assert!(expected.iter().any(|own| own[0] == "mirror-outdated"), "{expected:?}");
    expect(&mut editor, &translation, &expected);
    let expected = checked(&tree, EN);
    expect(&mut editor, &leading, &expected);
    // So is the last change of an entry.
    let start = Instant::now();
    loop {
        let mut params = crate::client::document(&leading);
        params["position"] = position(&changed, changed.find("| G-002").unwrap() + 3);
        let shown = editor.ask("textDocument/hover", &params);
        if shown["contents"]["value"].as_str().unwrap().contains("last change: 2026-02-20") {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{shown}");
        std::thread::sleep(Duration::from_millis(50));
    }
    // What is typed elsewhere leaves what is known.
    let typed = with(&changed, "G-001", "**Owner:** Backend", "**Owner:** Desk");
    editor.replace(&leading, 2, &typed);
    let now = said(&mut editor, &translation);
    assert!(now.iter().any(|own| own[0] == "mirror-outdated"), "{now:?}");
    fs::write(tree.path(EN), &typed).unwrap();
    let expected = checked(&tree, TR);
    expect(&mut editor, &translation, &expected);
    // A commit is noticed.
    tree.git_on("2026-02-21", "commit -qam third");
    let expected = checked(&tree, TR);
    expect(&mut editor, &translation, &expected);
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_cell_that_was_changed_last_is_known_after_a_while() {
    let tree = Tree::new().put(EN, three());
    tree.repository();
    let row = "| G-001 | P1 | Backend | 7d | Open |";
    let changed = three().replace(row, "| G-001 | P1 | Desk | 7d | Open |");
    fs::write(tree.path(EN), &changed).unwrap();
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let uri = editor.open(&root.join(EN), &changed);
    expect(&mut editor, &uri, &checked(&tree, EN));
    let range = crate::client::all_of(&changed);
    let fixed = editor.actions(&uri, &range, Some("source.fixAll.gapreg"));
    // Whoever edited the table last meant it.
    assert_eq!(fixed, [] as [Value; 0]);
    assert_eq!(editor.end(), 0);
}
