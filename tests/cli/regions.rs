//! Language tags with a region, in folders, names and `mirrors:`.

use crate::common::registers::{sound, three};
use crate::common::tree::Tree;

fn turkish(text: &str) -> String {
    [
        ("Register (EN)", "Kayıt (TR)"),
        ("The button answers 404.", "Düğme 404 döndürüyor."),
        ("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor."),
        ("Renew at the desk.", "Bankoda uzatın."),
        ("The request and its answer", "İstek ve yanıtı"),
        ("The button renews.", "Düğme süreyi uzatıyor."),
        ("Renewal is refused", "Uzatma reddediliyor"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (en, tr)| text.replace(en, tr))
}

/// Two registers of which the second says that the entry is fixed, at these paths.
fn apart(en: &str, tr: &str) -> Tree {
    let own = sound().replace("/docs/en/", "/docs/en-US/");
    let theirs = turkish(&sound()).replace("/docs/en/", "/docs/tr-TR/");
    let theirs = theirs.replace("Open", "Fixed");
    Tree::new().put(en, own).put(tr, theirs)
}

fn findings(tree: &Tree, args: &str) -> Vec<String> {
    let output = tree.run(&format!("{args} --output-format concise --ignore source-page-missing"));
    let rule = |line: &str| Some(line.split('[').nth(1)?.split(']').next()?.to_owned());
    output.lines().filter(|line| line.contains(".md:")).filter_map(rule).collect()
}

#[test]
fn tags_with_a_region_pair_registers() {
    for (en, tr) in [
        ("docs/en-US/gap-register.md", "docs/tr-TR/gap-register.md"),
        ("docs/en_US/gap-register.md", "docs/tr_TR/gap-register.md"),
        ("docs/en/gap-register.md", "docs/tr-TR/gap-register.md"),
        ("docs/en-us/gap-register.md", "docs/tr/gap-register.md"),
        ("gap-register.en-US.md", "gap-register.tr-TR.md"),
        ("gap-register-en-US.md", "gap-register-tr-TR.md"),
        ("gap_register_en_US.md", "gap_register_tr_TR.md"),
        ("gap-register.md", "gap-register.tr-TR.md"),
    ] {
        let tree = apart(en, tr);
        assert_eq!(findings(&tree, "mirror"), ["mirror-value"], "{en} and {tr}");
        // The other one is found beside it.
        assert_eq!(findings(&tree, &format!("mirror {en}")), ["mirror-value"], "{en}");
        assert_eq!(findings(&tree, &format!("mirror {tr}")), ["mirror-value"], "{tr}");
        tree.run("mirror --fix --quiet");
        assert_eq!(findings(&tree, "mirror"), [""; 0], "{en} and {tr}");
        assert!(tree.read(tr).contains("**Status:** Open"));
    }
}

#[test]
fn a_pattern_of_the_configuration_may_stand_for_a_region() {
    let tree = apart("i18n-en-US/gap-register.md", "i18n-tr-TR/gap-register.md");
    let tree =
        tree.put("gapreg.yaml", "mirrors: { source: 'i18n-{lang}/**', languages: [en-US, tr-TR] }");
    assert_eq!(findings(&tree, "mirror")[..1], ["mirror-value"]);
    let tree = tree
        .put("gapreg.yaml", "mirrors: { source: 'i18n-{lang}/**', languages: [en, tr, de-DE] }");
    let output = tree.run("mirror --output-format concise");
    assert!(output.contains("has no translation into de-DE"), "{output}");
    // The configuration names the leading language.
    let tree = apart("docs/en-US/gap-register.md", "docs/tr-TR/gap-register.md");
    let tree = tree.put("gapreg.yaml", "languages: [tr-TR, en-US]");
    let output = tree.run("mirror --select mirror-value --output-format concise");
    assert!(output.contains("docs/en-US/gap-register.md:"), "{output}");
}

#[test]
fn new_entries_and_stubs_go_to_both_and_cite_the_pages_of_the_region() {
    let tree = apart("docs/en-US/gap-register.md", "docs/tr-TR/gap-register.md");
    tree.run("mirror --fix --quiet");
    let heading = "Loans → Slips → Slip is blank";
    let page = "--source-page=/docs/en-US/slips.md";
    let output = tree.run_with("new --yes --priority P1 --in docs/en-US", &[page, heading]);
    assert!(output.starts_with("exit 0"), "{output}");
    assert!(tree.read("docs/en-US/gap-register.md").contains("`/docs/en-US/slips.md`"));
    assert!(tree.read("docs/tr-TR/gap-register.md").contains("`/docs/tr-TR/slips.md`"));
    let tree = Tree::new()
        .put("docs/en-US/gap-register.md", three().replace("docs/en/", "docs/en-US/"))
        .put("docs/tr-TR/gap-register.md", turkish(&sound()).replace("docs/en/", "docs/tr-TR/"));
    tree.run("mirror --stub --quiet");
    let text = tree.read("docs/tr-TR/gap-register.md");
    assert_eq!(text.matches("`/docs/tr-TR/loans.md`").count(), 3, "{text}");
    assert!(!text.contains("en-US"), "{text}");
}

#[test]
fn regions_of_one_language_are_translations_too() {
    let british = sound().replace("Open", "Fixed").replace("/docs/en/", "/docs/en-GB/");
    let tree = Tree::new()
        .put("docs/en-US/gap-register.md", sound().replace("/docs/en/", "/docs/en-US/"))
        .put("docs/en-GB/gap-register.md", british);
    let found = findings(&tree, "check");
    assert!(found.contains(&"mirror-value".to_owned()), "{found:?}");
    for rule in ["duplicate-id", "mirror-untranslated", "unpaired-register", "mirror-code"] {
        assert!(!found.contains(&rule.to_owned()), "{found:?}");
    }
}

#[test]
fn a_page_of_another_region_and_language_is_reported() {
    let text = sound().replace("/docs/en/loans.md", "/docs/tr-TR/loans.md");
    let tree = Tree::new().put("docs/en-US/gap-register.md", text);
    assert!(findings(&tree, "lint").contains(&"source-page-language".to_owned()));
    tree.run("lint --fix --unsafe-fixes --quiet");
    assert!(tree.read("docs/en-US/gap-register.md").contains("/docs/en-US/loans.md"));
}

#[test]
fn a_folder_that_only_looks_like_a_tag_is_none() {
    let tree = Tree::new().put("docs/en-docs/gap-register.md", sound());
    assert_eq!(findings(&tree, "mirror"), [""; 0]);
}
