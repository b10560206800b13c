//! `--base`: a branch is held to the configuration and the comments of its base.

use std::fs;

use crate::common::registers::{sound, three, with};
use crate::common::tree::Tree;

const GATE: &str = "lint --base main --output-format concise --ignore \
                    stale-triage-row,untracked-entry,orphan-triage-row,source-page-missing";

/// A repository with some files on `main`, and a branch where G-001 skips a state.
fn branch(files: &[(&str, &str)]) -> Tree {
    let tree = files.iter().fold(Tree::with(three()), |tree, (name, text)| tree.put(name, text));
    tree.repository();
    tree.git("checkout -q -b work");
    tree.put("gap-register.md", skipped())
}

fn skipped() -> String {
    with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed")
}

#[test]
fn a_configuration_of_the_branch_switches_nothing_off() {
    for (weaker, says) in [
        (
            "rules: { skipped-status: off }\n",
            "gapreg.yaml:1:10: warning[weakened-gate] this branch switches `skipped-status` off\n",
        ),
        (
            "rules: { skipped-status: info }\n",
            "gapreg.yaml:1:10: warning[weakened-gate] this branch lowers `skipped-status` to `info`\n",
        ),
        (
            "overrides:\n  - { paths: ['**'], rules: { skipped-status: off } }\n",
            "gapreg.yaml:2:31: warning[weakened-gate] this branch switches `skipped-status` off in `**`\n",
        ),
        (
            "ignore:\n  - { rules: [skipped-status], reason: Ours. }\n",
            "gapreg.yaml:2:15: warning[weakened-gate] this branch ignores findings of `skipped-status`\n",
        ),
        ("flow: [Open, Fixed]\n", ""),
    ] {
        let tree = branch(&[("gapreg.yaml", "languages: [en, tr]\n")]).put("gapreg.yaml", weaker);
        let output = tree.run(GATE);
        let error = "gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Fixed` skips `In Progress`";
        assert!(output.starts_with("exit 1\n") && output.contains(error), "{weaker}{output}");
        assert!(output.contains(says), "{weaker}{output}");
        // What the base says already is nothing new.
        let tree = branch(&[("gapreg.yaml", weaker)]);
        let output = tree.run(GATE);
        assert!(!output.contains("weakened-gate"), "{weaker}{output}");
        assert!(!output.contains("error[skipped-status]"), "{weaker}{output}");
    }
    // Where the base has none, that of the branch counts, and is reported.
    let tree = branch(&[]).put("gapreg.yaml", "rules: { skipped-status: off }\n");
    insta::assert_snapshot!(tree.run(GATE), @"
    exit 0
    gapreg.yaml:1:10: warning[weakened-gate] this branch switches `skipped-status` off

    --- stderr
    1 warning in 3 entries of 1 file
    ");
    // A contract that is gone, or no longer complete.
    let complete = "routes: { file: api.txt, complete: true }\n";
    for (weaker, says) in [
        ("languages: [en]\n", "this branch takes `routes:` out of the configuration"),
        ("routes: { file: api.txt }\n", "this branch no longer calls the contract complete"),
    ] {
        let files = [("gapreg.yaml", complete), ("api.txt", "GET /v1/holds\n")];
        let output = branch(&files).put("gapreg.yaml", weaker).run(GATE);
        assert!(output.contains(says), "{weaker}{output}");
        let output = branch(&files).run(GATE);
        assert!(!output.contains("weakened-gate"), "{output}");
    }
    // What is asked of entries that are accepted.
    let strict = "accept: { max: 90d, by: required }\n";
    let (longer, anything) = ("accepted for `26w`, longer than its base", "accepted for any time");
    let nameless = "no longer asks who accepted an entry";
    for (weaker, says) in [
        ("languages: [en]\n", &[anything, nameless][..]),
        ("accept: { by: required }\n", &[anything]),
        ("accept: { max: 26w, by: required }\n", &[longer]),
        ("accept: { max: 90d }\n", &[nameless]),
        ("accept: { max: 30d, by: required }\n", &[]),
        ("accept: { max: 2160h, by: required }\n", &[]),
    ] {
        let output = branch(&[("gapreg.yaml", strict)]).put("gapreg.yaml", weaker).run(GATE);
        assert_eq!(output.matches("weakened-gate").count(), says.len(), "{weaker}{output}");
        assert!(says.iter().all(|says| output.contains(says)), "{weaker}{output}");
    }
    let output =
        branch(&[("gapreg.yaml", "languages: [en]\n")]).put("gapreg.yaml", strict).run(GATE);
    assert!(!output.contains("weakened-gate"), "{output}");
    // A configuration that is nearer, or gone.
    let tree = branch(&[("gapreg.yaml", "languages: [en]\n")]);
    fs::remove_file(tree.path("gapreg.yaml")).unwrap();
    assert!(tree.run(GATE).contains("error[skipped-status]"));
}

#[test]
fn the_rule_itself_is_not_switched_off_by_the_branch() {
    let weaker = "rules: { weakened-gate: off, skipped-status: off }\n\
                  ignore: [{ rules: [weakened-gate], reason: x }]\n";
    let tree = branch(&[("gapreg.yaml", "languages: [en, tr]\n")]).put("gapreg.yaml", weaker);
    let output = tree.run("check --base main --output-format concise --fail-on warning");
    assert_eq!(output.matches("warning[weakened-gate]").count(), 3, "{output}");
    let tree = branch(&[("gapreg.yaml", "rules: { weakened-gate: error }\n")])
        .put("gapreg.yaml", "rules: { bad-date: off }\n");
    let output = tree.run(GATE);
    assert!(
        output.contains("error[weakened-gate] this branch switches `bad-date` off"),
        "{output}"
    );
}

#[test]
fn comments_of_the_branch_ignore_nothing_that_it_may_not_do() {
    let comment = "<!-- gapreg-ignore skipped-status: repaired long ago -->\n";
    let file = "<!-- gapreg-ignore-file skipped-status: repaired long ago -->\n\n";
    let line = "- **Status:** Fixed";
    let on_line = skipped().replacen(line, &format!("{comment}{line}"), 1);
    let on_entry = skipped().replacen("### 1.1", &format!("{comment}### 1.1"), 1);
    let on_file = skipped().replacen("## ", &format!("{file}## "), 1);
    for text in [&on_line, &on_entry, &on_file] {
        let tree = branch(&[]).put("gap-register.md", text);
        for each in ["", " --each-commit"] {
            let output = tree.run(&format!("{GATE}{each}"));
            assert!(output.contains("error[skipped-status]"), "{output}\n{text}");
            let says = "this branch adds a comment that ignores `skipped-status`";
            assert!(output.contains(says), "{output}\n{text}");
        }
        // Without a gate, it ignores as ever, and says nothing.
        assert!(!tree.run("lint --output-format concise").contains("weakened-gate"));
    }
    // Those of the base count, also where the entry moved to another register.
    let before = with(&on_entry, "G-001", "**Status:** Fixed", "**Status:** Open");
    let tree = Tree::with(&before);
    tree.repository();
    tree.git("checkout -q -b work");
    let tree = tree.put("gap-register.md", &on_entry);
    let output = tree.run(GATE);
    assert!(output.starts_with("exit 0"), "{output}");
    fs::rename(tree.path("gap-register.md"), tree.path("new-gap-register.md")).unwrap();
    assert!(tree.run(GATE).starts_with("exit 0"), "{}", tree.run(GATE));
    // A comment for one entry does not count for another.
    let other =
        before.replacen(comment, "", 1).replacen("### 1.2", &format!("{comment}### 1.2"), 1);
    let tree = Tree::with(&other);
    tree.repository();
    tree.git("checkout -q -b work");
    assert!(tree.put("gap-register.md", &on_entry).run(GATE).contains("error[skipped-status]"));
}

#[test]
fn a_register_that_the_branch_hides_is_read() {
    let hidden = "gap-register.md:1:1: warning[weakened-gate] this branch hides this register, by \
                  `.gitignore` or by its configuration; it was read anyway";
    let others =
        [("other/gap-register.md", &*three().replace("G-00", "G-10")), ("gapreg.yaml", "{}\n")];
    for (name, text) in [
        (".gitignore", "/gap-register.md\n"),
        ("gapreg.yaml", "exclude: ['gap-register.md']\n"),
        ("gapreg.yaml", "registers: ['other/*.md']\n"),
        (".ignore", "/gap-*\n"),
    ] {
        let tree = branch(&others).put(name, text);
        for command in ["lint", "check"] {
            let output = tree.run(&GATE.replacen("lint", command, 1));
            assert!(
                output.contains("gap-register.md:22:15: error[skipped-status]"),
                "{text}{output}"
            );
            assert!(output.contains(hidden), "{text}{output}");
        }
        // A folder beside it is asked for that folder.
        let output = tree.run(&format!("{GATE} other"));
        assert!(!output.contains("skipped-status]"), "{text}{output}");
        // What is hidden and gone is gone.
        fs::remove_file(tree.path("gap-register.md")).unwrap();
        let output = tree.run(GATE);
        assert!(output.contains("error[removed-entry]"), "{text}{output}");
    }
    // What the base hid is not read.
    let tree = Tree::with(three());
    tree.repository();
    let tree = tree.put(".gitignore", "/gap-register.md\n").put(others[0].0, others[0].1);
    tree.commit("hidden");
    tree.git("checkout -q -b work");
    let output = tree.put("gap-register.md", skipped()).run(GATE);
    assert!(output.starts_with("exit 0"), "{output}");
}

#[test]
fn a_baseline_of_the_branch_accepts_nothing_that_it_may_not_do() {
    let gate = GATE.replacen("lint", "check --baseline known.json", 1);
    let tree = branch(&[]);
    tree.run(&format!("{gate} --write-baseline"));
    let output = tree.run(&gate);
    assert!(output.contains("error[skipped-status]"), "{output}");
    // Without `--base`, and where it was there before, it accepts as ever.
    tree.git("checkout -q main");
    tree.git("add known.json");
    tree.git("commit -q -m accepted");
    tree.git("checkout -q -b later");
    let output = tree.run(&gate);
    assert!(output.starts_with("exit 0"), "{output}");
}

#[test]
fn a_flow_that_the_branch_changes_is_not_what_it_is_held_to() {
    let states = |text: &str, flow: &str| {
        text.replacen("\n## ", &format!("\n- Status flow: **{flow}**\n\n## "), 1)
    };
    let tree = Tree::with(states(&three(), "Open → In Progress → Fixed → Verified"));
    tree.repository();
    tree.git("checkout -q -b work");
    let shorter = states(&skipped(), "Open → Fixed → Verified");
    let output = tree.put("gap-register.md", &shorter).run(GATE);
    assert!(output.contains("skips `In Progress`"), "{output}");
}

#[test]
fn a_branch_does_not_declare_where_entries_are() {
    let tree = Tree::with(sound()).put("gapreg.yaml", "rules: { source-page-missing: off }\n");
    tree.repository();
    let text = sound().replace("**Status:** Open", "**Status:** Verified");
    let tree = tree.put("gap-register.md", text.replace("| Open |", "| Verified |"));
    let read = "rules: { source-page-missing: off }\nread:\n  - files: '*.md'\n    \
                entries: [{ headings: { level: 3 } }]\n    skip: [G-001]\n";
    let tree = tree.put("gapreg.yaml", read);
    let said = tree.run("check --base HEAD --output-format concise");
    assert!(said.contains("weakened-gate") && said.contains("skipped-status"), "{said}");
}

#[test]
fn without_a_configuration_at_the_base_that_of_the_branch_counts() {
    let tree = Tree::new().put("desk.md", "# Desk\n\n### D-1: The lamp is out\n\nStatus: Open\n");
    tree.repository();
    let read = "## Where entries are, read: so.\nregisters: [desk.md]\n\
                read:\n  - files: desk.md\n    entries: [{ headings: { level: 3 } }]\n";
    let tree = tree.put("gapreg.yaml", read);
    insta::assert_snapshot!(tree.run("check --base HEAD --select weakened-gate"), @"
    exit 0
    warning[weakened-gate]: this branch says by `read:` where the entries are
     --> gapreg.yaml:3:1
      |
    3 | read:
      | ^^^^^
      |
      = help: the base has no configuration, so that of the branch counts; who reviews it decides


    --- stderr
    1 warning in 1 entry of 1 file
    ");
}

#[test]
fn a_name_that_could_mean_two_commits_is_refused() {
    let tree = Tree::with(sound());
    tree.repository();
    tree.git("commit -q --allow-empty -m second");
    tree.git("branch both HEAD^");
    tree.git("tag both HEAD");
    let said = tree.run("check --base both");
    assert!(said.starts_with("exit 2") && said.contains("ambiguous"), "{said}");
}
