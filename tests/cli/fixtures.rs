//! Whole registers: those in `fixtures/` and `examples/`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn gapreg(args: &str) -> (i32, Vec<u8>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_gapreg"))
        .args(args.split_whitespace())
        .current_dir(root)
        .output()
        .unwrap();
    (output.status.code().unwrap(), output.stdout)
}

fn entries(path: &str) -> Vec<Value> {
    let (code, json) = gapreg(&format!("list --format json {path}"));
    assert_eq!(code, 0);
    let list: Value = serde_json::from_slice(&json).unwrap();
    let registers = list["registers"].as_array().unwrap().iter();
    registers.flat_map(|register| register["entries"].as_array().unwrap().clone()).collect()
}

#[test]
fn sound_registers_are_silent() {
    for (path, today) in [
        ("fixtures/sound", "2026-03-02"),
        ("fixtures/forms.md", "2026-03-02"),
        ("fixtures/wrapped-tr.md", "2026-02-06"),
        ("examples/docs/tr", "2026-03-02"),
        ("fixtures/foreign/analysis.md", "2026-03-02"),
        ("fixtures/foreign/defects.md", "2026-03-02"),
        ("fixtures/foreign/risken-de.md", "2026-03-02"),
        ("fixtures/foreign/todo.md", "2026-03-02"),
    ] {
        let (code, found) = gapreg(&format!("lint --fail-on warning --today {today} {path}"));
        assert_eq!((code, String::from_utf8(found).unwrap().as_str()), (0, ""), "{path}");
    }
}

#[test]
fn a_row_behind_an_empty_line_is_read_and_reported() {
    let (code, found) = gapreg(
        "lint --fail-on warning --output-format concise --today 2026-03-02 fixtures/foreign/bugs.md",
    );
    let found = String::from_utf8(found).unwrap();
    assert_eq!((code, found.lines().count()), (1, 1), "{found}");
    assert!(found.contains(":19:1: warning[split-table]"), "{found}");
    assert!(entries("fixtures/foreign/bugs.md").iter().any(|entry| entry["id"] == "BUG-09"));
}

#[test]
fn every_form_of_field_gives_the_same_keys() {
    let got = entries("fixtures/forms.md");
    let ids: Vec<_> = got.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["G-011", "G-012", "G-013", "G-014", "G-015", "G-016", "G-017", "G-018"]);
    for entry in &got {
        for key in ["status", "priority", "severity", "owner", "sla", "first_seen", "environment"] {
            assert!(entry[key].is_string(), "{} has no {key}: {entry:#}", entry["id"]);
        }
        assert_eq!(entry["source_pages"].as_array().unwrap().len(), 1, "{entry:#}");
        let fields = entry["fields"].as_array().unwrap().iter();
        let keys: Vec<_> = fields.map(|field| field["key"].as_str().unwrap()).collect();
        for key in ["Symptom", "Impact", "Workaround", "Escalation Package", "Verification"] {
            assert!(keys.contains(&key), "{} has no {key}: {keys:?}", entry["id"]);
        }
    }
}

#[test]
fn translated_labels_mean_the_same_keys() {
    let keys = |path: &str| -> Vec<Vec<String>> {
        let keys_of = |entry: &Value| -> Vec<String> {
            let fields = entry["fields"].as_array().unwrap().iter();
            fields.map(|field| field["key"].as_str().unwrap().to_owned()).collect()
        };
        entries(path).iter().map(keys_of).collect()
    };
    assert_eq!(keys("fixtures/sound/docs/tr"), keys("fixtures/sound/docs/en"));
    let translated = entries("fixtures/wrapped-tr.md");
    let status: Vec<_> = translated.iter().map(|entry| entry["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["Open", "In Progress", "Verified"]);
    let sla: Vec<_> = translated.iter().map(|entry| entry["sla"].as_str().unwrap()).collect();
    assert_eq!(sla, ["7d", "30d", "24h"]);
}
