//! A fence, a comment or a `<details>` that is not closed, in a register with a translation.

use crate::common::registers::three;
use crate::common::tree::Tree;

fn turkish() -> String {
    three()
        .replace("Register (EN)", "Liste (TR)")
        .replace("**Status:**", "**Durum:**")
        .replace("/docs/en/", "/docs/tr/")
}

/// The pair with a text put below the symptom of G-001, in English only.
fn with(text: &str) -> Tree {
    let symptom = "- **Symptom:** The button answers 404.\n";
    let english = three().replacen(symptom, &format!("{symptom}{text}"), 1);
    Tree::new().put("docs/en/gap-register.md", english).put("docs/tr/gap-register.md", turkish())
}

/// The findings that the text adds to those of the pair.
fn added(text: &str) -> Vec<String> {
    let found = |tree: &Tree| {
        let output = tree.output("check --output-format json --today 2026-02-05");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = found["findings"].as_array().unwrap().clone();
        let shown = |finding: &serde_json::Value| {
            let [level, rule, entry] = ["level", "rule", "entry"].map(|key| finding[key].as_str());
            format!("{}[{}] {}", level.unwrap(), rule.unwrap(), entry.unwrap_or("-"))
        };
        findings.iter().map(shown).collect::<Vec<_>>()
    };
    let before = found(&with(""));
    found(&with(text)).into_iter().filter(|one| !before.contains(one)).collect()
}

#[test]
fn it_is_one_finding() {
    for (text, level) in [
        ("\n```json\n{ \"renewed\": null }\n", "error"),
        ("\n~~~\nGET /loans\n", "error"),
        ("\n<!-- to do\n\n", "error"),
        ("  ```json\n  {}\n", "warning"),
        ("\n<details>\n<summary>Log</summary>\n\nfirst line\n\n", "warning"),
    ] {
        assert_eq!(added(text), [format!("{level}[unclosed-block] G-001")], "{text}");
    }
    assert_eq!(added("\n<details>\n<summary>Log</summary>\n\nline\n\n</details>\n\n"), [""; 0]);
}

#[test]
fn a_fence_that_a_later_entry_closes_is_found_where_it_is_opened() {
    let text = "\n```json\n{ \"renewed\": null }\n";
    let symptom = "- **Symptom:** Each fine stands twice on the slip.\n";
    let tree = with(text);
    let english = tree.read("docs/en/gap-register.md");
    let english = english.replace(symptom, &format!("{symptom}\n```http\nGET /fines\n```\n\n"));
    let tree = tree.put("docs/en/gap-register.md", english);
    let shown = tree.run("check --output-format concise");
    let of_block: Vec<&str> =
        shown.lines().filter(|line| line.contains("unclosed-block")).collect();
    assert_eq!(of_block.len(), 1, "{shown}");
    assert!(of_block[0].contains("error[unclosed-block] G-001: this code fence is never closed"));
    assert!(!shown.contains("orphan-triage-row") && !shown.contains("extra-mirror"), "{shown}");
}

#[test]
fn rows_of_hidden_entries_stay() {
    let tree = with("\n```json\n{}\n");
    let rows = |tree: &Tree| tree.read("docs/en/gap-register.md").matches("| G-00").count();
    tree.run("lint --unsafe-fixes");
    tree.run("triage --prune");
    assert_eq!(rows(&tree), 3);
    let said = tree.run("mirror --output-format concise");
    let found: Vec<&str> = said.lines().filter(|line| line.contains("error[")).collect();
    assert_eq!(found.len(), 1, "{said}");
    assert!(found[0].contains("unclosed-block"), "{said}");
}
