//! What editors show of registers.

use serde_json::{Value, json};

use crate::client::{Editor, document, edited, edits_of, position, real};
use crate::common::registers::three;
use crate::common::translated::{EN, TR, turkish};
use crate::common::tree::Tree;

/// Three entries with their translation, open in an editor.
struct Open {
    editor: Editor,
    tree: Tree,
    text: String,
    uris: [String; 2],
}

impl Open {
    fn new() -> Self {
        let text = three();
        let page = "# Loans\n\nSee G-001 for what does not work.\n";
        let tree = Tree::new().put(EN, &text).put(TR, turkish(&text)).put("docs/en/loans.md", page);
        let root = real(&tree.path(""));
        let mut editor = Editor::of(&root, &json!({}));
        let uris = [(EN, text.clone()), (TR, turkish(&text))]
            .map(|(name, text)| editor.open(&root.join(name), &text));
        Self { editor, tree, text, uris }
    }

    /// Asks about the place behind the first letter of a text.
    fn at(&mut self, method: &str, before: &str, part: &str) -> Value {
        let start = self.text.find(before).unwrap();
        let at = start + self.text[start..].find(part).unwrap() + 1;
        let mut params = document(&self.uris[0]);
        params["position"] = position(&self.text, at);
        params["context"] = json!({ "includeDeclaration": true });
        self.editor.ask(&format!("textDocument/{method}"), &params)
    }

    fn of(&mut self, method: &str) -> Value {
        self.editor.ask(&format!("textDocument/{method}"), &document(&self.uris[0]))
    }
}

/// Where each answer lies, as `en:12`.
fn places(found: &Value) -> Vec<String> {
    let place = |one: &Value| {
        let uri = one["uri"].as_str().unwrap();
        let folder = uri.rsplit('/').nth(1).unwrap();
        format!("{folder}:{}", one["range"]["start"]["line"].as_u64().unwrap() + 1)
    };
    found.as_array().unwrap().iter().map(place).collect()
}

fn text(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap()
}

fn labels(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn the_cursor_on_an_id_shows_the_entry() {
    let mut open = Open::new();
    let shown = open.at("hover", "| G-001 ", "G-001");
    assert!(text(&shown).contains("Renewal is refused"), "{shown}");
    assert!(text(&shown).contains("overdue by 22 days (2026-02-08)"), "{shown}");
    let shown = open.at("hover", "**SLA:** 7d", "SLA");
    assert!(text(&shown).starts_with("**SLA**: how long"), "{shown}");
    let shown = open.at("hover", "`/docs/en/loans.md`", "/docs");
    assert!(text(&shown).contains("`G-003`"), "{shown}");
}

#[test]
fn names_lead_to_what_they_name() {
    let mut open = Open::new();
    let found = open.at("definition", "| G-001 ", "G-001");
    assert_eq!(places(&found), ["en:19"]);
    let found = open.at("definition", "**ID:** G-001", "G-001");
    assert_eq!(places(&found), ["en:9", "tr:19"]);
    let found = open.at("definition", "`/docs/en/loans.md`", "/docs");
    assert_eq!(places(&found), ["en:1"]);
    let found = open.at("references", "| G-001 ", "G-001");
    assert_eq!(places(&found), ["en:9", "en:19", "tr:9", "tr:19", "en:3"]);
    let found = open.at("references", "`/docs/en/loans.md`", "/docs");
    assert_eq!(places(&found).len(), 3);
}

#[test]
fn a_page_leads_to_the_entries_that_it_names() {
    let mut open = Open::new();
    let path = real(&open.tree.path("docs/en/loans.md"));
    let page = std::fs::read_to_string(&path).unwrap();
    let uri = open.editor.open(&path, &page);
    let mut params = document(&uri);
    params["position"] = position(&page, page.find("G-001").unwrap());
    let found = open.editor.ask("textDocument/definition", &params);
    assert_eq!(places(&found), ["en:19", "tr:19"]);
    assert!(text(&open.editor.ask("textDocument/hover", &params)).contains("Renewal"));
}

#[test]
fn what_comes_next_is_offered() {
    let mut open = Open::new();
    let states = open.at("completion", "**Status:** Open", " Open");
    assert_eq!(labels(&states), ["In Progress", "Open", "Fixed", "Verified"]);
    // The whole value is replaced.
    assert_eq!(states[0]["textEdit"]["range"]["end"]["character"], "- **Status:** Open".len());
    let slas = open.at("completion", "**SLA:** 7d", " 7d");
    assert_eq!(slas[0]["detail"], "the default of P1");
    let typed = open.text.replace("**Owner:** Backend\n", "\n");
    open.editor.replace(&open.uris[0], 2, &typed);
    open.text = typed;
    let missing = open.at("completion", "- \n", " ");
    assert_eq!(labels(&missing)[0], "**Owner:** ");
    let typed = open.text.replacen("### 1.1", "<!-- gapreg-ignore bad -->\n### 1.1", 1);
    open.editor.replace(&open.uris[0], 3, &typed);
    open.text = typed;
    let rules = open.at("completion", "ignore bad", "bad");
    assert!(labels(&rules).contains(&"bad-sla"), "{rules}");
}

#[test]
fn the_configuration_is_completed() {
    let mut open = Open::new();
    let text = "rules:\n  bad-sla: \n  \nmirrors:\n  ";
    let uri = open.editor.open(&real(&open.tree.path("")).join("gapreg.yaml"), text);
    let mut at = |line: u32, character: u32| {
        let mut params = document(&uri);
        params["position"] = json!({ "line": line, "character": character });
        open.editor.ask("textDocument/completion", &params)
    };
    assert_eq!(labels(&at(1, 11)), ["off", "info", "warning", "error"]);
    assert!(labels(&at(2, 2)).contains(&"duplicate-id"));
    assert!(labels(&at(4, 2)).contains(&"languages"));
    assert!(labels(&at(0, 0)).contains(&"registers"));
}

#[test]
fn entries_are_listed_and_folded() {
    let mut open = Open::new();
    let symbols = open.of("documentSymbol");
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|own| own["name"].as_str().unwrap()).collect();
    assert_eq!(names[0], "Triage table");
    assert_eq!(names[1], "G-001 Loans → Renewals → Renewal is refused");
    assert_eq!(symbols[1]["children"].as_array().unwrap().len(), 15);
    assert_eq!(open.of("foldingRange").as_array().unwrap().len(), 4);
    assert_eq!(open.of("documentLink").as_array().unwrap().len(), 3);
    let found = open.editor.ask("workspace/symbol", &json!({ "query": "fine g-002" }));
    assert_eq!(found.as_array().unwrap().len(), 1);
}

#[test]
fn lenses_and_hints_are_shown_and_switched_off() {
    let mut open = Open::new();
    let contradicting = turkish(&open.text).replacen("**Owner:** Backend", "**Owner:** Desk", 1);
    open.editor.replace(&open.uris[1], 2, &contradicting);
    let lenses = open.of("codeLens");
    let titles: Vec<&str> = lenses
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["command"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["overdue by 22 days", "tr: contradicts", "overdue by 22 days"]);
    let mut params = document(&open.uris[0]);
    params["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 40, "character": 0 } });
    let hints = open.editor.ask("textDocument/inlayHint", &params);
    assert_eq!(hints[0]["label"], "due 2026-02-08");
    let off = json!({ "settings": { "gapreg": { "codeLenses": { "enable": false }, "inlayHints": false } } });
    open.editor.tell("workspace/didChangeConfiguration", &off);
    assert_eq!(open.of("codeLens"), Value::Null);
    assert_eq!(open.editor.ask("textDocument/inlayHint", &params), Value::Null);
}

#[test]
fn an_id_is_renamed_everywhere() {
    let mut open = Open::new();
    let start = open.text.find("G-001").unwrap();
    let mut params = document(&open.uris[0]);
    params["position"] = position(&open.text, start);
    params["newName"] = json!("G-042");
    let edit = open.editor.ask("textDocument/rename", &params);
    let files = edit["changes"].as_object().unwrap();
    assert_eq!(files.len(), 3, "{edit}");
    let renamed = edited(&open.text, &edits_of(&edit, &open.uris[0]));
    assert_eq!(renamed, open.text.replace("G-001", "G-042"));
    params["newName"] = json!("G-002");
    let answer = open.editor.answer("textDocument/rename", &params);
    let why = answer["error"]["message"].as_str().unwrap();
    assert!(why.contains("is the ID of another entry"), "{why}");
}

#[test]
fn columns_are_those_that_were_agreed_on() {
    let text = three().replace("The button answers 404.", "Düğme 🦀 `x` \u{fffd}.");
    let tree = Tree::with(&text);
    let root = real(&tree.path(""));
    for (offered, character) in [("utf-8", 32), ("utf-16", 28), ("utf-32", 27)] {
        let able = json!({ "general": { "positionEncodings": [offered] } });
        let mut editor = Editor::of(&root, &able);
        let uri = editor.open(&root.join("gap-register.md"), &text);
        let found = editor.findings(&uri, 1);
        let lost = found.iter().find(|own| own["code"] == "lost-letters").unwrap();
        assert_eq!(lost["range"]["start"]["character"], character, "{offered}");
    }
}
