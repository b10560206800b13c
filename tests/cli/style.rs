//! Another style of the same text is no change.

use crate::common::registers::three;
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// A register with prose of every kind, and its translation.
fn pair() -> Tree {
    let en = three().replace(
        "- **Symptom:** The button answers 404.",
        "- **Symptom:** The button is *never* drawn, and the log says nothing about it.\n  \
         1. Open the page\n  2. Press __Renew__\n\n  \
         | Page | Answer |\n  |---|---|\n  | loans | 404 |\n",
    );
    let tr = en
        .replace("Register (EN)", "Kayıt (TR)")
        .replace("The button is *never* drawn", "Düğme *hiç* çizilmiyor")
        .replace("and the log says nothing about it", "kayıtlarda da bununla ilgili bir şey yok")
        .replace("Open the page", "Sayfayı açın")
        .replace("Press __Renew__", "__Uzat__ düğmesine basın")
        .replace("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor.")
        .replace("The request and its answer", "İstek ve yanıtı");
    let tree = Tree::new().put(EN, en).put(TR, tr);
    tree.repository();
    tree
}

/// The same text as another editor writes it.
fn restyled(text: &str) -> String {
    let text = text
        .replace("*never*", "_never_")
        .replace("*hiç*", "_hiç_")
        .replace("__Renew__", "**Renew**")
        .replace("__Uzat__", "**Uzat**")
        .replace(", and the log", ",\n  and the log")
        .replace(", kayıtlarda", ",\n  kayıtlarda")
        .replace("  1. ", "    1) ")
        .replace("  2. ", "    1) ")
        .replace(
            "  | Page | Answer |\n  |---|---|\n",
            "    | Page  | Answer |\n    |:------|-------:|\n",
        )
        .replace("  | loans | 404 |", "    | loans |    404 |")
        .replace("\n  - ", "\n    * ");
    let items = text.lines().map(|line| {
        line.strip_prefix("- ").map_or(line.to_owned(), |item| format!("* {item}")) + "\n"
    });
    items.collect()
}

#[test]
fn another_style_is_no_change() {
    for changed in [&[EN][..], &[TR], &[EN, TR]] {
        let mut tree = pair();
        for name in changed {
            let text = restyled(&tree.read(name));
            assert_ne!(text, tree.read(name));
            tree = tree.put(name, text);
        }
        let quiet = |tree: &Tree, args: &str| {
            let output = tree.run(args);
            assert!(!output.contains("mirror-outdated"), "{output}");
        };
        assert_eq!(tree.run("diff"), "exit 0\n\n--- stderr\nno entry changed\n");
        quiet(&tree, "check");
        tree.commit("style");
        assert_eq!(tree.run("diff HEAD~1"), "exit 0\n\n--- stderr\nno entry changed\n");
        quiet(&tree, "check");
        let log = tree.run("log G-001");
        assert!(log.contains("first") && !log.contains("style"), "{log}");
    }
}

#[test]
fn other_words_in_another_style_are_a_change() {
    let tree = pair();
    let text = restyled(&tree.read(EN)).replace("**Renew**", "**Prolong**");
    let tree = tree.put(EN, text);
    let output = tree.run("diff --quiet");
    assert!(output.contains("G-001") && !output.contains("G-002"), "{output}");
    let output = tree.run("check --output-format concise");
    let outdated = output.lines().filter(|line| line.contains("mirror-outdated"));
    assert_eq!(outdated.count(), 1, "{output}");
    tree.commit("words");
    assert!(tree.run("log G-001").contains("Symptom: rewritten"));
}

#[test]
fn a_translation_stays_accepted_in_another_style() {
    let tree = pair();
    let tree = tree.put(EN, pair().read(EN).replace("404 |", "500 |"));
    tree.commit("answer");
    tree.run("mirror --accept G-001 --quiet");
    tree.commit("accepted");
    let text = restyled(&tree.read(EN));
    let tree = tree.put(EN, text);
    let output = tree.run("mirror --select mirror-outdated");
    assert!(!output.contains("mirror-outdated"), "{output}");
}

#[test]
fn marks_of_emphasis_may_be_underscores() {
    let stars = "# Gap register\n\n| ID | Gap | Status | Owner |\n|---|---|---|---|\n\
                 | **G-1** | Export never ends | *Open* | **Data** |\n\
                 | **G-2** | Yedek alınamıyor | **Fixed** | Ops |\n";
    let tree = Tree::with(stars);
    tree.repository();
    let tree = tree.put("gap-register.md", stars.replace("**", "__").replace('*', "_"));
    assert_eq!(tree.run("diff"), "exit 0\n\n--- stderr\nno entry changed\n");
    assert!(tree.run("list --where status=Open").contains("G-1"));
    let tree = Tree::with(three());
    tree.repository();
    let tree = tree.put("gap-register.md", three().replace("**", "__"));
    assert_eq!(tree.run("diff"), "exit 0\n\n--- stderr\nno entry changed\n");
}
