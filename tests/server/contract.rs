//! The route contract of a configuration, as an editor hears of it.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Editor, real};
use crate::common::registers::sound;
use crate::common::tree::Tree;

#[test]
fn entries_are_held_against_the_contract_of_today() {
    let text = sound()
        .replace("Open", "Fixed")
        .replace("- **Symptom:**", "- **UI endpoints:** `POST /v1/renewals`\n- **Symptom:**");
    let tree = Tree::with(&text)
        .put("routes.txt", "GET /v1/renewals\n")
        .put("gapreg.yaml", "routes: { file: routes.txt, complete: true }\n");
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let register = editor.open(&root.join("gap-register.md"), &text);
    let has = |found: &[Value]| found.iter().any(|one| one["code"] == json!("closed-but-absent"));
    assert!(has(&editor.findings(&register, 1)));
    fs::write(tree.path("routes.txt"), "GET /v1/renewals\nPOST /v1/renewals\n").unwrap();
    editor.replace(&register, 2, &(text.clone() + "\n"));
    assert!(!has(&editor.findings(&register, 2)));
    // What is broken is not there, and ends nothing.
    fs::write(tree.path("routes.txt"), "{").unwrap();
    editor.replace(&register, 3, &text);
    assert!(!has(&editor.findings(&register, 3)));
    assert_eq!(editor.end(), 0);
}
