//! The house rules: who may import whom, as ARCHITECTURE.md draws it.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each room of `src/`, and the rooms it may look into.
const ROOMS: [(&str, &[&str]); 23] = [
    ("text", &[]),
    ("vocabulary", &[]),
    ("finding", &["text"]),
    ("values", &["vocabulary"]),
    ("document", &["text"]),
    ("encoding", &["text", "vocabulary"]),
    ("register", &["text", "vocabulary", "finding", "values", "document"]),
    ("query", &["text", "vocabulary", "values", "register"]),
    ("triage", &["text", "vocabulary", "finding", "values", "document", "register"]),
    ("mirror", &["text", "vocabulary", "finding", "values", "register"]),
    (
        "edit",
        &[
            "text",
            "vocabulary",
            "finding",
            "values",
            "document",
            "encoding",
            "register",
            "triage",
            "mirror",
            "settings",
        ],
    ),
    ("git", &[]),
    ("timeline", &["text", "vocabulary", "values", "register"]),
    ("settings", &["vocabulary", "finding", "values", "register", "triage", "mirror"]),
    (
        "rules",
        &[
            "text",
            "vocabulary",
            "finding",
            "values",
            "document",
            "encoding",
            "register",
            "triage",
            "mirror",
            "timeline",
            "settings",
            "lint",
        ],
    ),
    (
        "lint",
        &["text", "vocabulary", "finding", "document", "register", "mirror", "settings", "rules"],
    ),
    ("fix", &["text", "finding", "register", "edit", "settings", "rules", "lint"]),
    ("files", &["text", "settings", "rules"]),
    ("output", &["text", "finding", "mirror", "rules"]),
    (
        "cli",
        &[
            "text",
            "vocabulary",
            "values",
            "finding",
            "encoding",
            "register",
            "query",
            "triage",
            "mirror",
            "timeline",
            "report",
            "document",
            "edit",
            "git",
            "settings",
            "rules",
            "lint",
            "fix",
            "files",
            "output",
            "run",
        ],
    ),
    ("report", &["text", "values", "timeline"]),
    (
        "run",
        &[
            "text",
            "vocabulary",
            "values",
            "finding",
            "register",
            "mirror",
            "timeline",
            "git",
            "settings",
            "rules",
            "lint",
            "files",
            "output",
            "cli",
        ],
    ),
    ("lib", &[]),
];

/// The rooms that each file looks into, by `crate::…` paths anywhere in it.
fn imports() -> BTreeMap<String, BTreeSet<(String, String)>> {
    let mut imports: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new("src") {
        let path = entry.unwrap().into_path();
        // Tests may reach for what they need to set a scene.
        let is_test = path
            .components()
            .any(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs") == "tests");
        if path.extension().is_none_or(|extension| extension != "rs") || is_test {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        let room = room_of(&path);
        for part in text.split("crate::").skip(1) {
            let end = part.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(part.len());
            let target = (part[..end].to_owned(), path.display().to_string());
            imports.entry(room.clone()).or_default().insert(target);
        }
    }
    imports
}

fn room_of(path: &Path) -> String {
    let inner = path.strip_prefix("src").unwrap();
    let first = inner.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn every_room_looks_only_where_it_may() {
    let rooms: BTreeMap<&str, &[&str]> = ROOMS.into_iter().collect();
    for (room, targets) in imports() {
        let Some(allowed) = rooms.get(room.as_str()) else {
            panic!("`{room}` is no room that this test knows: add it, and to ARCHITECTURE.md")
        };
        for (target, file) in targets {
            let is_own = target == room || !rooms.contains_key(target.as_str());
            assert!(is_own || allowed.contains(&target.as_str()), "{file} may not use `{target}`");
        }
    }
}

#[test]
fn only_the_document_names_the_markdown_parser() {
    for entry in walkdir::WalkDir::new("src") {
        let path = entry.unwrap().into_path();
        if path.is_file() && !path.starts_with("src/document") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("pulldown_cmark"), "{} names the parser", path.display());
        }
    }
}
