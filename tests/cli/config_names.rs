//! Names and paths in a configuration that would have no effect.

use std::fs;

use crate::common::registers::{sound, with_bad_sla};
use crate::common::tree::Tree;

fn with(config: &str) -> Tree {
    Tree::new().put("docs/known-problems.md", sound()).put("gapreg.yaml", config)
}

/// What `lint` says of a configuration, where it ends with 2.
fn refusal(config: &str) -> String {
    let output = with(config).run("lint");
    let refused = output.strip_prefix("exit 2\n\n--- stderr\nerror: gapreg.yaml:");
    refused.map_or_else(|| format!("accepted: {output}"), |why| why.trim().to_owned())
}

fn of_words(words: &str) -> String {
    refusal(&format!("registers: ['docs/*.md']\nvocabulary: {{ en: {{ {words} }} }}\n"))
}

#[test]
fn a_name_in_the_vocabulary_is_known_or_of_ones_own() {
    let said = [
        "statuses: { In Progres: [being worked on] }",
        "statuses: { open: [offen] }",
        "severities: { Serious: [serious] }",
        "priorities: { p1: [urgent] }",
        "labels: { Ownr: [Who] }",
        "labels: { Team: [Who] }",
        "columns: { Prioirty: P }",
        "units: { y: [year] }",
        "beside: { prevously: [once] }",
    ];
    let said: Vec<String> = said.iter().map(|words| of_words(words)).collect();
    insta::assert_snapshot!(said.join("\n"), @"
    2:33: no state is called `In Progres`; did you mean `In Progress`?
    2:33: no state is called `open`; did you mean `Open`?
    2:35: no severity is called `Serious`; write its words under one of Critical, High, Low and Medium
    2:35: no priority is called `p1`; did you mean `P1`?
    2:31: no field is called `Ownr`; did you mean `Owner`? A field of your own has its name among its words
    2:31: no field is called `Team`; did you mean `Owner`? A field of your own has its name among its words
    2:32: no field is called `Prioirty`; did you mean `Priority`?
    2:30: no unit is called `y`; write its words under one of bd, d, h, mo and w
    2:31: no kind of such words is called `prevously`; write its words under one of before, checked, earlier, failed, limit, more, moved, now, plain, since, then, unclear, unreleased and unrepaired
    ");
}

#[test]
fn names_of_ones_own_are_accepted() {
    for words in [
        "labels: { Mood: [Mood] }",
        "labels: { Component: [Component, Part] }",
        "labels: { Mood: [Mood] }, columns: { Mood: M }",
        "statuses: { Triaged: [seen] }",
        "values: { beta: [preview] }",
    ] {
        assert!(of_words(words).contains("accepted"), "{words}: {}", of_words(words));
    }
    let flow = "registers: ['docs/*.md']\nflow: [Open, Shelved, Fixed]\nstates: [parked]\n";
    let words =
        |state: &str| format!("{flow}vocabulary: {{ en: {{ statuses: {{ {state}: [x] }} }} }}");
    for state in ["Shelved", "Parked", "Won't fix"] {
        assert!(refusal(&words(state)).contains("accepted"), "{state}");
    }
    let refused = refusal(&words("Triaged"));
    assert!(refused.contains("under `flow` or `states` first"), "{refused}");
}

#[test]
fn a_listed_register_has_to_be_there() {
    let said = [
        "registers: [docs/knwon-problems.md]",
        "registers: [known-problems.md]",
        "registers: [docs]",
        "registers: [./docs/known-problems.md]",
        "registers: ['docs/*.md', absent.md]",
    ];
    let said: Vec<String> = said.iter().map(|config| refusal(config)).collect();
    insta::assert_snapshot!(said.join("\n"), @r"
    1:13: `registers` lists `docs/knwon-problems.md`: there is no such file; did you mean `docs/known-problems.md`?
    1:13: `registers` lists `known-problems.md`: there is no such file; did you mean `docs/known-problems.md`?
    1:13: `registers` lists `docs`: it is a folder; write `docs/**/*.md`
    1:13: `registers` lists `./docs/known-problems.md`: write it as `docs/known-problems.md`
    1:26: `registers` lists `absent.md`: there is no such file; take it out, or write it with `*` if it is to come later
    ");
    assert!(refusal("registers: ['docs/*.md', 'later/*.md']").contains("accepted"));
    assert!(refusal("registers: [Docs/Known-Problems.md]").contains("accepted"));
}

#[test]
fn a_register_that_git_has_is_no_mistake() {
    let tree =
        with("registers: ['docs/*.md', more.md]").put("more.md", sound().replace("G-0", "H-0"));
    tree.repository();
    fs::remove_file(tree.path("more.md")).unwrap();
    let output = tree.run("lint docs/known-problems.md");
    assert!(output.contains("`more.md` is not in this working tree"), "{output}");
    assert_ne!(tree.code("lint"), 2);
    tree.git("checkout -q -b away");
    tree.commit("without");
    assert_ne!(tree.code("lint"), 2, "the main branch has it");
    tree.git("branch -q -D main");
    assert_eq!(tree.code("lint"), 2);
    assert_eq!(tree.code("check docs/known-problems.md"), 2);
}

#[test]
fn a_configuration_under_another_name_is_noticed() {
    let tree =
        Tree::with(sound()).put("docs/en/loans.md", "").put("gapreg.yml", "required: [Ticket]\n");
    let said = tree.run("check");
    assert!(
        said.contains("`gapreg.yml` is not read: a configuration is called `gapreg.yaml`"),
        "{said}"
    );
    let tree = tree.put("gapreg.yaml", "{}\n").put(".gapreg.yaml", "{}\n");
    assert!(tree.run("list").contains("`.gapreg.yaml` is not read"));
    // It is read where it is named, or alone.
    let tree = Tree::with(sound()).put("docs/en/loans.md", "").put(".gapreg.yaml", "{}\n");
    assert!(!tree.run("list").contains("is not read"));
    let tree = Tree::with(sound()).put("gapreg.yml", "{}\n");
    assert!(!tree.run("list --config gapreg.yml").contains("is not read"));
}

#[test]
fn a_configuration_as_a_path_is_its_folder() {
    let tree = Tree::new()
        .put("docs/gapreg.yaml", "registers: ['*.md']\n")
        .put("docs/known-problems.md", with_bad_sla());
    let folder = tree.run("lint docs");
    assert!(folder.contains("docs/known-problems.md:"), "{folder}");
    assert_eq!(tree.run("lint docs/gapreg.yaml"), folder);
    assert_eq!(tree.run("lint docs/gapreg.yaml docs/known-problems.md"), folder);
    assert_eq!(tree.run("check docs/gapreg.yaml"), tree.run("check docs"));
}
