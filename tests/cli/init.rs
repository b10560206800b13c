//! `gapreg init`: with the configuration that it writes, a check finds what it finds without.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::registers::{sound, three, with_bad_sla};
use crate::common::translated::turkish;
use crate::common::tree::Tree;

/// The Markdown files below a folder of the project.
fn texts_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { texts_below(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|kind| kind == "md"))
        .collect();
    found.sort();
    found
}

/// A copy of a folder of the project.
fn copy_of(folder: &str) -> (Tree, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tree = Tree::new();
    let mut names = Vec::new();
    for path in texts_below(&root.join(folder)) {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        tree = tree.put(&name, fs::read(&path).unwrap());
        names.push(name);
    }
    (tree, names)
}

/// Fails where a check of some paths differs after `init` wrote a configuration for them.
fn expect_the_same(tree: &Tree, paths: &str) {
    let check = || {
        let output = tree.run(&format!("check {paths} --output-format concise"));
        output.split("\n--- stderr\n").next().map(str::to_owned)
    };
    let before = check();
    tree.run(&format!("init {paths}"));
    let config = fs::read_to_string(tree.path("gapreg.yaml")).unwrap_or_default();
    assert_eq!(check(), before, "{paths}\n{config}");
    let _ = fs::remove_file(tree.path("gapreg.yaml"));
}

#[test]
fn what_it_writes_changes_no_finding_of_any_register_here() {
    for folder in ["examples", "fixtures"] {
        let (tree, names) = copy_of(folder);
        tree.repository();
        expect_the_same(&tree, "");
        expect_the_same(&tree, folder);
        for name in names {
            expect_the_same(&tree, &name);
        }
    }
}

#[test]
fn what_it_writes_changes_no_finding_of_a_damaged_register() {
    let poor = three().replace("- **SLA:** 7d\n", "").replacen("- **Owner:** Backend\n", "", 1);
    for text in [with_bad_sla(), poor, turkish(&three()), sound().replace("G-001", "GAP 1")] {
        expect_the_same(&Tree::with(&text), "");
        expect_the_same(&Tree::new().put("docs/en/gap-register.md", &text), "");
        expect_the_same(&Tree::new().put("notes.md", &text), "notes.md");
        expect_the_same(&Tree::new().put("notes.md", &text), "./notes.md");
    }
}

#[test]
fn what_would_change_findings_is_a_comment() {
    let poor = three().replacen("- **Owner:** Backend\n", "", 1);
    let tree = Tree::with(poor);
    assert!(tree.run("check").contains("this entry has no Owner"));
    tree.run("init");
    let text = tree.read("gapreg.yaml");
    assert!(text.contains("# required: [ID,"), "{text}");
    assert!(text.contains("\nid-pattern: "), "{text}");
}

#[test]
fn beside_a_configuration_it_lists_all_registers() {
    let tree = Tree::new()
        .put("docs/a.md", sound())
        .put("docs/b.md", sound().replace("G-0", "H-0"))
        .put("gapreg.yaml", "registers: ['docs/a*.md']\n");
    let output = tree.run("init --stdout docs/a.md ./docs/b.md");
    assert!(output.contains("registers:\n  - 'docs/a*.md'\n  - 'docs/b.md'\n"), "{output}");
}

#[test]
fn guesses_are_of_one_language_and_in_the_order_of_the_register() {
    let register = |label: &str, states: [&str; 3], levels: [&str; 3]| {
        let entry = |at: usize| {
            let (state, level) = (states[at], levels[at]);
            format!("### KP-{at}: It fails\n\n- **Status:** {state}\n- **Severity:** {level}\n\n")
        };
        format!("# Known problems\n\n{label}\n\n{}{}{}", entry(2), entry(1), entry(0))
    };
    let states = ["open", "on the bench", "fixed"];
    let english = register(
        "State: *open*, *on the bench*, *sent to the vendor*, *fixed*.",
        states,
        ["blocker", "annoying", "annoying"],
    );
    let turkish = register(
        "",
        ["açık", "üzerinde çalışılıyor", "düzeltildi"],
        ["kozmetik", "ciddi", "ciddi"],
    );
    let tree =
        Tree::new().put("docs/en/problems.md", &english).put("docs/tr/problems.md", &turkish);
    let text = tree.run("init --stdout docs/en/problems.md docs/tr/problems.md");
    assert!(text.contains("# flow: [open, on the bench, sent to the vendor, fixed]\n"), "{text}");
    assert!(
        text.contains("en: { severities: { Medium: [annoying] } }, tr: { severities: { Medium: ["),
        "{text}"
    );
    let unlisted = english.replace("State: ", "Words: ");
    let text = Tree::new().put("problems.md", unlisted).run("init --stdout problems.md");
    assert!(text.contains("# flow: [open, on the bench, fixed]\n"), "{text}");
}

#[test]
fn a_guessed_flow_has_the_names_of_the_states() {
    let rows = [
        "~~Open~~ ~~In progress~~ Done (v3.1)",
        "Opne",
        "At the vendor",
        "In progress",
        "Open",
        "TBD",
    ];
    let rows = rows
        .iter()
        .enumerate()
        .map(|(at, state)| format!("| K-{at} | It fails {at} times | {state} |\n"));
    let table = format!(
        "# Known problems\n\n| ID | Gap | Status |\n|---|---|---|\n{}",
        rows.collect::<String>()
    );
    let text = Tree::new().put("problems.md", table).run("init --stdout problems.md");
    assert!(text.contains("# flow: [Open, In progress, At the vendor, Done]\n"), "{text}");
}

#[test]
fn the_translation_of_a_named_register_is_listed() {
    let text = "# Known problems\n\n## K-1: It fails\n\n- Status: Open\n- Owner: Ann\n\n\
                ## K-2: It is slow\n\n- Status: Open\n- Owner: Bob\n";
    let turkish = text.replace("Status: Open", "Durum: Açık").replace("Owner", "Sorumlu");
    let tree = Tree::new().put("problems.md", text).put("problems.tr.md", turkish);
    tree.run("init problems.md");
    let config = tree.read("gapreg.yaml");
    assert!(config.contains("  - 'problems.md'\n  - 'problems.tr.md'\n"), "{config}");
    assert!(config.contains("languages: [en, tr]\n"), "{config}");
    assert!(tree.run("list").contains("problems.md (en and tr, 2 entries)"));
}

#[test]
fn nothing_is_written_for_files_that_are_no_registers() {
    let text = "---\nstatus: open\nowner: Ann\n---\n\n# The lamp is out\n\nIt is dark.\n";
    let tree = Tree::new().put("gaps/one.md", text);
    insta::assert_snapshot!(tree.run("init gaps/one.md"), @"
    exit 2

    --- stderr
    error: gaps/one.md is not a register: nothing in it is certain to be an entry, and its title names none, as `Known issues`, `Action items` or `TODO` do; the fields in its front matter are not read; name it under `registers` in the configuration if it is one
    error: there is no register to derive a configuration from; nothing was written
    ");
    assert!(!tree.path("gapreg.yaml").exists());
}

#[test]
fn a_gap_and_its_translation_count_once_and_a_state_has_one_place() {
    let text = "# Known problems\n\nStatus flow: Open → Blocked → Fixed\n\n## K-1: It fails\n\n- Status: Blocked\n- Priority: P2\n\n\
                ## K-2: It is slow\n\n- Status: Open\n- Priority: P2\n";
    let turkish = text.replace("Status: Open", "Durum: Açık").replace("Priority", "Öncelik");
    let tree = Tree::new().put("problems.md", text).put("problems.tr.md", turkish);
    let config = tree.run("init --stdout problems.md problems.tr.md");
    assert!(config.contains("## Priorities in use: P2 (2)\n"), "{config}");
    assert!(config.contains("# flow: [Open, Blocked, Fixed]\n"), "{config}");
    let states = config.lines().find(|line| line.starts_with("# states:")).unwrap_or_default();
    assert!(!states.contains("Blocked"), "{config}");
}

#[test]
fn what_was_not_read_as_an_entry_is_named_with_its_place() {
    let items = "# Known gaps\n\n- K-1: Mail is late (open)\n- K-2: Sum is wrong (open)\n- Logo is cut\n\
                 - K-3: Slip is blank (fixed)\n- K-4: Fine is doubled (open)\n";
    let tree = Tree::new().put("docs/gap-register.md", items);
    insta::assert_snapshot!(tree.run("init"), @"
    exit 0

    --- stderr
    warning: docs/gap-register.md:5: `Logo is cut` is built like the entries and was not read as one; if it is one, take it out of `skip` in gapreg.yaml
    wrote gapreg.yaml
    ");
    let text = tree.read("gapreg.yaml");
    assert!(text.contains("not read as one: line 5."), "{text}");
    assert!(text.contains("skip: ['Logo is cut']"), "{text}");
}

#[test]
fn the_flow_allows_the_steps_that_a_register_shows() {
    let words = [["Open", "In Progress", "Closed"], ["Açık", "Devam Ediyor", "Kapalı"]];
    for [open, doing, closed] in words {
        let row = |(at, state): (usize, &str)| format!("| K-{at} | Lamp {at} | {state} |\n");
        let rows: String = (1..).zip([open, doing, closed]).map(row).collect();
        let tree = Tree::with(format!("# Gaps\n\n| ID | Title | Status |\n|--|--|--|\n{rows}"));
        let text = tree.run("init --stdout");
        let flow = format!("flow: [{open}, {doing}, {closed}]\n");
        assert!(text.contains(&format!("# {flow}")), "{text}");
        let tree = tree.put("gapreg.yaml", flow);
        assert_eq!(tree.code("lint"), 0);
        assert_eq!(tree.code(&format!("set K-2 status={closed}")), 0);
    }
}
