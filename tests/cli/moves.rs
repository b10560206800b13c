//! Registers that are renamed, moved, removed, or looked at from another folder.

use std::fs;

use crate::common::registers::{sound, three, with_bad_sla, without};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

fn translated(text: &str) -> String {
    text.replace("Register (EN)", "Kayıt (TR)")
        .replace("The button answers 404.", "Düğme 404 döndürüyor.")
        .replace("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor.")
        .replace("Renewal is refused", "Uzatma reddediliyor")
}

fn pair() -> Tree {
    let tree = Tree::new().put(EN, three()).put(TR, translated(&three()));
    tree.repository();
    tree
}

fn rename(tree: &Tree, from: &str, to: &str) {
    let to = tree.path(to);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::rename(tree.path(from), to).unwrap();
}

/// The findings about registers without a translation.
fn unpaired(tree: &Tree, args: &str) -> Vec<String> {
    let output = tree.run(&format!("{args} --select unpaired-register --output-format concise"));
    output.lines().filter(|line| line.contains("[unpaired-register]")).map(str::to_owned).collect()
}

#[test]
fn a_register_that_lost_its_translation_is_an_error() {
    let tree = pair();
    rename(&tree, "docs/tr", "docs/turkce");
    for staged in [false, true] {
        if staged {
            tree.git("add -A");
        }
        let found = unpaired(&tree, "check");
        assert!(found.len() == 1 && found[0].contains("docs/en/") && found[0].contains("warning"));
        for args in
            ["check --base HEAD", "check --changed-since HEAD", "mirror --changed-since HEAD"]
        {
            let found = unpaired(&tree, args);
            assert!(
                found[0].contains("docs/en/") && found[0].contains("error["),
                "{args} {found:?}"
            );
            assert!(
                found[0].contains("it was compared with `docs/tr/gap-register.md`"),
                "{found:?}"
            );
            assert_eq!(tree.code(&format!("{args} --select unpaired-register")), 1);
        }
    }
    tree.commit("renamed");
    assert_eq!(unpaired(&tree, "check --base HEAD~1").len(), 2);
    assert!(unpaired(&tree, "check --base HEAD")[0].contains("warning["));
    let found = unpaired(&tree, "check --base HEAD~1 docs/en");
    assert!(found.len() == 1 && found[0].contains("error["), "{found:?}");
    // The level of the configuration wins.
    let tree = tree.put("gapreg.yaml", "rules: { unpaired-register: info }");
    assert!(unpaired(&tree, "check --base HEAD~1")[0].contains("info["));
    let tree = tree.put("gapreg.yaml", "rules: { unpaired-register: error }");
    assert!(unpaired(&tree, "check")[0].contains("error["));
}

#[test]
fn a_removed_translation_and_one_in_another_language_are_distinguished() {
    let tree = pair().put("docs/de/gap-register.md", three().replace("(EN)", "(DE)"));
    tree.commit("german");
    fs::remove_file(tree.path(TR)).unwrap();
    assert_eq!(unpaired(&tree, "check --base HEAD"), [""; 0], "German is still there");
    fs::remove_file(tree.path("docs/de/gap-register.md")).unwrap();
    assert!(unpaired(&tree, "check --base HEAD")[0].contains("error["));
}

#[test]
fn both_may_move_and_a_path_may_name_no_language_any_more() {
    let tree = pair();
    rename(&tree, "docs", "handbook");
    tree.commit("moved");
    assert_eq!(unpaired(&tree, "check --base HEAD~1"), [""; 0]);
    let tree = pair();
    rename(&tree, EN, "docs/gap-register.md");
    fs::remove_file(tree.path(TR)).unwrap();
    tree.commit("moved");
    assert_eq!(unpaired(&tree, "check"), [""; 0]);
    let found = unpaired(&tree, "check --base HEAD~1");
    assert!(found.len() == 1 && found[0].contains("error["), "{found:?}");
}

#[test]
fn registers_that_name_each_other_may_lose_each_other() {
    let en = sound().replace("## Triage", "Turkish: `kayit/gap-register.md`\n\n## Triage");
    let tree = Tree::new()
        .put("gap-register.md", en)
        .put("kayit/gap-register.md", translated(&sound()).replace("Kayıt (TR)", "Kayıt [TR]"));
    tree.repository();
    assert_eq!(unpaired(&tree, "check --base HEAD"), [""; 0]);
    fs::remove_file(tree.path("kayit/gap-register.md")).unwrap();
    assert_eq!(unpaired(&tree, "check --base HEAD").len(), 1);
    assert_eq!(unpaired(&tree, "check"), [""; 0]);
}

/// The exit code and what is left out, of a check against the baseline.
fn against_baseline(tree: &Tree) -> String {
    tree.run("check --select bad-sla --baseline known.json")
}

#[test]
fn a_baseline_follows_renamed_files() {
    let start = || {
        let tree = Tree::new().put("docs/old folder/gap-register.md", with_bad_sla());
        tree.git("init -q -b main");
        tree.run("check --select bad-sla --baseline known.json --write-baseline");
        tree
    };
    let known = |tree: &Tree| {
        let output = against_baseline(tree);
        assert!(output.starts_with("exit 0\n\n--- stderr\nleft out: 1 finding"), "{output}");
        assert!(!output.contains("gone"), "{output}");
    };
    let tree = start();
    tree.commit("first");
    // Not known to git yet, then staged, then committed.
    rename(&tree, "docs/old folder", "docs/new folder");
    known(&tree);
    tree.git("add -A");
    known(&tree);
    tree.commit("renamed");
    known(&tree);
    // Renamed again, with other words.
    let path = "docs/new folder/gap-register.md";
    let text = tree.read(path).replace("The button answers 404.", "The button does nothing.");
    tree.change("2026-02-02", path, &text);
    rename(&tree, "docs/new folder", "handbook");
    tree.commit("again");
    known(&tree);
    // A finding that is new in the renamed file is reported.
    let path = "handbook/gap-register.md";
    let text = tree.read(path) + "\n### 1.2 A → B → C\n\n- **ID:** G-002\n- **SLA:** later\n";
    let tree = tree.put(path, text);
    assert!(against_baseline(&tree).contains("G-002"));
    // Written anew, it names the file of today.
    tree.run("check --select bad-sla --baseline known.json --write-baseline");
    let text = tree.read("known.json");
    assert!(text.contains("handbook/gap-register.md") && !text.contains("docs/"), "{text}");
    // Another file with the old finding is no renamed one.
    let tree = start();
    tree.commit("first");
    let tree = tree.put("docs/other-gap-register.md", with_bad_sla());
    assert!(against_baseline(&tree).contains("other-gap-register.md"));
}

#[test]
fn a_diff_is_the_same_from_every_folder() {
    let tree = Tree::new()
        .put("our docs/en/gap-register.md", three())
        .put("our docs/tr/gap-register.md", translated(&three()))
        .put("src/main.txt", "x\n");
    tree.repository();
    let text = three().replace("**Status:** In Progress", "**Status:** Fixed");
    let tree = tree.put("our docs/en/gap-register.md", text);
    let diff = |folder: &str, args: &[&str]| {
        let mut command = tree.command("diff --quiet");
        let output = command.current_dir(tree.path(folder)).args(args).output().unwrap();
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(output.status.success(), "{folder}: {output:?}");
        // The path is the one from there.
        text.split_inclusive('\n').skip(1).collect::<String>()
    };
    let want = diff("", &[]);
    assert!(want.contains("G-002") && want.lines().count() == 2, "{want}");
    for new in ["our docs", "their docs"] {
        if new == "their docs" {
            rename(&tree, "our docs", new);
            tree.git("add -A");
        }
        assert_eq!(diff("", &[]), want);
        assert_eq!(diff(new, &[]), want);
        assert_eq!(diff(&format!("{new}/en"), &[]), want);
        assert_eq!(diff(&format!("{new}/tr"), &[]), "");
        assert_eq!(diff("src", &["HEAD", &format!("../{new}")]), want);
        assert_eq!(diff("", &["HEAD", &format!("{new}/en/gap-register.md")]), want);
    }
}

#[test]
fn a_diff_does_not_take_another_folder_for_removed() {
    let tree = Tree::new()
        .put("our docs/en/gap-register.md", three())
        .put("our docs/tr/gap-register.md", translated(&three()));
    tree.repository();
    rename(&tree, "our docs", "their docs");
    tree.git("add -A");
    let none = "exit 0\n\n--- stderr\nno entry changed\n";
    assert_eq!(tree.run("diff"), none);
    let from = |folder: &str, args: &str| {
        let output = tree.command(args).current_dir(tree.path(folder)).output().unwrap();
        format!(
            "exit {}\n{}",
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap()
        )
    };
    assert_eq!(from("their docs/en", "diff"), "exit 0\n");
    tree.commit("moved");
    for args in ["diff HEAD~1", "diff HEAD~1..HEAD"] {
        assert_eq!(from("their docs/en", args), "exit 0\n");
        assert_eq!(from("", args), "exit 0\n");
    }
}

#[test]
fn an_entry_that_begins_in_the_translation_is_offered_to_the_leading_register() {
    let third = translated(&three()).replace("Hold list is empty", "Bekleme listesi boş");
    let third = third.replace(
        "The list of holds shows nothing at all.",
        "Bekleyenler listesi hiçbir şey göstermiyor.",
    );
    let second = without(&three(), "### 1.3");
    let second: String =
        second.split_inclusive('\n').filter(|l| !l.starts_with("| G-003")).collect();
    let tree = Tree::new().put(EN, &second).put(TR, &third);
    let output = tree.run("mirror --select extra-mirror-entry");
    assert!(output.contains("`gapreg mirror --stub --from tr` adds it to the source"), "{output}");
    let output = tree.run("mirror --stub --from tr --diff");
    assert!(output.starts_with("exit 1") && output.contains("+++ docs/en/"), "{output}");
    assert_eq!(tree.read(EN), second);
    tree.run("mirror --stub --from tr --quiet");
    let text = tree.read(EN);
    for part in
        ["**ID:** G-003", "| G-003 |", "<!-- gapreg:untranslated -->", "Bekleme listesi boş"]
    {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(text.contains("- **Status:** Fixed") && text.contains("`/docs/en/loans.md`"), "{text}");
    assert_eq!(tree.read(TR), third);
    let output = tree.run("mirror --output-format concise");
    let count = output.lines().filter(|line| line.contains("G-003")).count();
    assert!(output.contains("waits for its translation") && count == 1, "{output}");
    // Twice is once.
    tree.run("mirror --stub --from tr --quiet");
    assert_eq!(tree.read(EN), text);
    // The translation gets nothing from the register that it gives to.
    let tree = Tree::new().put(EN, &second).put(TR, without(&third, "### 1.2"));
    tree.run("mirror --stub --from tr --quiet");
    assert!(tree.read(EN).contains("**ID:** G-003"), "{}", tree.read(EN));
    assert!(!tree.read(TR).contains("**ID:** G-002"));
    let output = tree.run("mirror --from tr");
    assert!(output.contains("--from says which language --fix and --stub copy from"), "{output}");
}

#[test]
fn the_log_says_when_an_entry_is_gone_in_one_language() {
    let second = || without(&three(), "### 1.3");
    // The translation has lost it.
    let tree = pair();
    tree.change("2026-02-03", TR, &translated(&second()));
    let log = tree.run("log G-003");
    assert!(log.contains("docs/en/gap-register.md; it is gone in tr since 2026-02-03 ("), "{log}");
    let json = tree.run("log G-003 --format json");
    let gone: &str = json.split("\"gone_in\":").nth(1).unwrap().split(']').next().unwrap();
    assert!(gone.contains("\"tr\"") && gone.contains("2026-02-03"), "{json}");
    assert!(!tree.run("log G-001").contains("gone"));
    // And the leading register follows.
    tree.change("2026-02-04", EN, &second());
    let log = tree.run("log G-003");
    assert!(log.contains("docs/en/gap-register.md; it is gone\n"), "{log}");
    assert!(log.contains("    removed\n    tr: said so before\n"), "{log}");
    // The leading register has lost it, and then the translation.
    let tree = pair();
    tree.change("2026-02-02", EN, &second());
    let log = tree.run("log G-003");
    assert!(log.contains("docs/tr/gap-register.md; it is gone in en since 2026-02-02 ("), "{log}");
    let tree = tree.put(TR, translated(&second()));
    let log = tree.run("log G-003");
    assert!(log.contains("    removed\n    tr: followed 3 days later (2026-02-05, not "), "{log}");
    // Not committed yet.
    let tree = pair().put(TR, translated(&second()));
    let log = tree.run("log G-003");
    assert!(log.contains("; it is gone in tr since 2026-02-05 (not committed)"), "{log}");
}
