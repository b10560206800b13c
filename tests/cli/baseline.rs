//! Which findings are reported: `--baseline` and `--changed-since`.

use std::process::Command;

use crate::common::registers::{ENTRY, sound};
use crate::common::tree::Tree;

/// The sound register with a second entry.
fn two() -> String {
    let second = ENTRY.replace("1.1 Loans", "1.2 Fines").replace("G-001", "G-002");
    let second = second.replace("answers 404", "answers 500");
    let row = "| G-001 | P1 | Backend | 7d | Open |\n";
    sound().replace(row, &format!("{row}{}", row.replace("G-001", "G-002"))) + "\n" + &second
}

/// A text with the nth occurrence of some words replaced.
fn with_nth(text: &str, from: &str, to: &str, nth: usize) -> String {
    let at = text.match_indices(from).nth(nth).unwrap().0;
    format!("{}{to}{}", &text[..at], &text[at + from.len()..])
}

const CHECK: &str = "check --output-format concise --baseline known.json";

#[test]
fn a_baseline_hides_accepted_findings() {
    let old = with_nth(&two(), "**First Seen:** 2026-02-01", "**First Seen:** someday", 0);
    let tree = Tree::with(&old);
    insta::assert_snapshot!(tree.run(CHECK), @"
    exit 2

    --- stderr
    error: there is no baseline `known.json`; `--write-baseline` writes it
    ");
    insta::assert_snapshot!(tree.run("check --baseline known.json --write-baseline"), @"
    exit 0

    --- stderr
    `known.json` holds 1 finding
    no new findings in 2 entries of 1 file
    ");
    insta::assert_snapshot!(tree.read("known.json"), @r#"
    {
      "version": 1,
      "files": [
        "gap-register.md"
      ],
      "findings": [
        {"path":"gap-register.md","entry":"G-001","field":"First Seen","rule":"bad-date","message":"`someday` is not a date"}
      ]
    }
    "#);
    insta::assert_snapshot!(tree.run(CHECK), @"
    exit 0

    --- stderr
    left out: 1 finding that `known.json` holds
    no new findings in 2 entries of 1 file
    ");
    // A finding is the same if its line moved or its message changed.
    let moved = old.replace("## 1)", "A line.\n\n## 1)").replace("someday", "one day");
    insta::assert_snapshot!(tree.put("gap-register.md", moved).run(CHECK), @"
    exit 0

    --- stderr
    left out: 1 finding that `known.json` holds
    no new findings in 2 entries of 1 file
    ");
}

#[test]
fn a_new_finding_cannot_hide_behind_an_old_one() {
    let seen = |nth| with_nth(&two(), "**First Seen:** 2026-02-01", "**First Seen:** someday", nth);
    let tree = Tree::with(seen(0));
    tree.run("check --baseline known.json --write-baseline");
    let tree = tree.put("gap-register.md", seen(1));
    insta::assert_snapshot!(tree.run(CHECK), @"
    exit 1
    gap-register.md:39:19: error[bad-date] G-002: `someday` is not a date

    --- stderr
    note: gone, but still in `known.json` (`--write-baseline` takes them out):
      gap-register.md: bad-date G-001 First Seen
    1 error in 2 entries of 1 file
    ");
    insta::assert_snapshot!(tree.run("check --baseline known.json --write-baseline"), @"
    exit 0

    --- stderr
    `known.json` holds 1 finding
    no new findings in 2 entries of 1 file
    ");
    assert_eq!(tree.code(CHECK), 0);
}

#[test]
fn what_is_left_of_a_habit_is_not_new() {
    let without = two().replace("- **Environment:** all\n", "");
    let tree = Tree::with(&without);
    tree.run("check --baseline known.json --write-baseline");
    // One of the two entries gets the field, so that the other is reported by its name.
    let line = "- **First Seen:** 2026-02-01\n";
    let one = without.replacen(line, &format!("{line}- **Environment:** all\n"), 1);
    let tree = tree.put("gap-register.md", one);
    assert!(tree.run("check --output-format concise").contains("G-002: this entry has no"));
    assert!(!tree.run(CHECK).contains("this entry has no"));

    // Both rows are about something else, then only one of them.
    let other = two().replace("| G-00", "| X-00");
    let tree = Tree::with(&other);
    tree.run("check --baseline known.json --write-baseline");
    let one = other.replace("| X-001 |", "| G-001 |");
    let tree = tree.put("gap-register.md", one);
    assert!(tree.run("check --output-format concise").contains("X-002 has a row but no entry"));
    assert!(!tree.run(CHECK).contains("X-002"));
}

#[test]
fn a_baseline_holds_for_its_files_from_any_folder() {
    let broken = sound().replace("2026-02-01", "someday");
    let other = broken.replace("G-001", "A-001");
    let tree = Tree::new().put("docs/gap-register.md", broken).put("api/gap-register.md", other);
    let tree = tree.put("ci/empty", "");
    tree.run("check --baseline ci/known.json --write-baseline");
    assert!(tree.read("ci/known.json").contains("{\"path\":\"../docs/gap-register.md\""));
    let mut command = tree.command("check --baseline ../ci/known.json . --today 2026-02-05");
    let output = command.current_dir(tree.path("docs")).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    // Findings in files that were not read stay in the baseline.
    tree.run("check --baseline ci/known.json --write-baseline docs");
    assert_eq!(tree.code("check --baseline ci/known.json"), 0);
    // Findings of rules that did not run stay, too.
    tree.run("check --baseline ci/known.json --write-baseline --select bad-sla");
    assert_eq!(tree.code("check --baseline ci/known.json"), 0);
    // A finding in a file that is gone is reported as such.
    std::fs::remove_file(tree.path("api/gap-register.md")).unwrap();
    insta::assert_snapshot!(tree.run("check --baseline ci/known.json"), @"
    exit 0

    --- stderr
    note: gone, but still in `ci/known.json` (`--write-baseline` takes them out):
      ../api/gap-register.md: bad-date A-001 First Seen
    left out: 1 finding that `ci/known.json` holds
    no new findings in 1 entry of 1 file
    ");
}

#[test]
fn a_file_that_is_not_a_baseline_is_refused() {
    let tree = Tree::with(sound()).put("known.json", "{}");
    insta::assert_snapshot!(tree.run("check --baseline known.json"), @"
    exit 2

    --- stderr
    error: cannot read `known.json`: it is not a baseline: missing field `version` at line 1 column 2
    ");
    insta::assert_snapshot!(tree.run("check --write-baseline"), @"
    exit 2

    --- stderr
    error: the following required arguments were not provided:
      --baseline <FILE>

    Usage: gapreg check --baseline <FILE> --write-baseline --today <DATE> [PATHS]...

    For more information, try '--help'.
    ");
}

const SINCE: &str = "check --output-format concise --changed-since HEAD";

#[test]
fn only_what_a_change_touched_or_caused_is_reported() {
    let old = with_nth(&two(), "**Owner:** Backend", "**Owner:**", 0);
    let tree = Tree::with(&old);
    tree.repository();
    insta::assert_snapshot!(tree.run(SINCE), @"
    exit 0

    --- stderr
    left out: 1 finding from before `HEAD`
    no new findings in 2 entries of 1 file
    ");
    // The status of the second entry changes: its row is stale now.
    let new = with_nth(&old, "**Status:** Open", "**Status:** Fixed", 1);
    let tree = tree.put("gap-register.md", &new);
    insta::assert_snapshot!(tree.run(SINCE), @"
    exit 1
    gap-register.md:10:31: error[stale-triage-row] G-002: the table says `Open`, the entry says `Fixed`

    --- stderr
    left out: 1 finding from before `HEAD`
    1 error in 2 entries of 1 file; `--fix` fixes 1
    ");
    // On a branch, changes count from the commit at which it began.
    tree.git("checkout -q -b work");
    tree.commit("x");
    insta::assert_snapshot!(tree.run(SINCE), @"
    exit 0

    --- stderr
    left out: 2 findings from before `HEAD`
    no new findings in 2 entries of 1 file
    ");
    insta::assert_snapshot!(tree.run("check --output-format concise --changed-since main"), @"
    exit 1
    gap-register.md:10:31: error[stale-triage-row] G-002: the table says `Open`, the entry says `Fixed`

    --- stderr
    left out: 1 finding from before `main`
    1 error in 2 entries of 1 file; `--fix` fixes 1
    ");
}

#[test]
fn a_line_that_is_touched_is_looked_at_again() {
    let old = sound().replace("- **SLA:** 7d\n", "- **SLA:** soon\n");
    let tree = Tree::with(&old);
    tree.repository();
    let tree = tree.put("gap-register.md", old.replace("soon", "sooner"));
    insta::assert_snapshot!(tree.run("lint --output-format concise --changed-since HEAD"), @"
    exit 1
    gap-register.md:23:12: error[bad-sla] G-001: `sooner` is not a duration

    --- stderr
    1 error in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn a_deleted_page_is_reported_and_a_moved_register_is_the_same() {
    let old = sound().replace("- **Owner:** Backend\n", "- **Owner:**\n");
    let tree = Tree::new().put("docs/en/loans.md", "x").put("docs/en/a/gap-register.md", old);
    tree.repository();
    tree.git("mv docs/en/a docs/en/b");
    insta::assert_snapshot!(tree.run(SINCE), @"
    exit 0

    --- stderr
    left out: 1 finding from before `HEAD`
    no new findings in 1 entry of 1 file
    ");
    let tree = tree.put("docs/en/fines.md", "x");
    tree.git("rm -q docs/en/loans.md");
    insta::assert_snapshot!(tree.run(SINCE), @"
    exit 0
    docs/en/b/gap-register.md:27:21: warning[source-page-missing] G-001: there is no page `/docs/en/loans.md`

    --- stderr
    left out: 1 finding from before `HEAD`
    1 warning in 1 entry of 1 file
    ");
}

#[test]
fn a_stricter_configuration_counts_as_a_change() {
    let tree = Tree::with(sound()).put("gapreg.yaml", "rules: { bad-date: off }\n");
    tree.repository();
    let tree = tree.put("gapreg.yaml", "required: [ID, Resolution Owner]\n");
    insta::assert_snapshot!(tree.run(SINCE), @"
    exit 1
    gap-register.md:17:11: error[missing-field] G-001: this entry has no Resolution Owner

    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn a_revision_that_git_does_not_know_is_an_error_of_use() {
    let tree = Tree::with(sound());
    insta::assert_snapshot!(tree.run("check --changed-since main").replace(tree.path("").to_str().unwrap(), "TREE/"), @"
    exit 2

    --- stderr
    error: `gap-register.md` is not in a git repository, so its changes are not known
    ");
    tree.repository();
    insta::assert_snapshot!(tree.run("check --changed-since nowhere"), @"
    exit 2

    --- stderr
    error: git knows no commit `nowhere` here; a clone that holds only the newest commits has to fetch it first
    ");
    insta::assert_snapshot!(tree.run("check --changed-since=--all"), @"
    exit 2

    --- stderr
    error: git knows no commit `--all` here; a clone that holds only the newest commits has to fetch it first
    ");
    insta::assert_snapshot!(tree.run("lint --fix --changed-since main"), @"
    exit 2

    --- stderr
    error: the argument '--fix' cannot be used with '--changed-since <REV>'

    Usage: gapreg lint --fix --today <DATE> [PATHS]...

    For more information, try '--help'.
    ");
}

/// A register and its mirror without differences, in a repository.
fn pair() -> Tree {
    let (english, turkish) = ("docs/en/gap-register.md", "docs/tr/gap-register.md");
    let tree = Tree::new().put("docs/en/loans.md", "").put(english, sound()).put(turkish, sound());
    tree.repository();
    tree
}

/// The rules of the findings that a change since the last commit caused.
fn rules_since(tree: &Tree, args: &str) -> Vec<String> {
    let args = format!("check --today 2026-02-05 --output-format json --changed-since HEAD {args}");
    let output = tree.output(&args);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_removed_translation_is_reported() {
    for away in ["rm -q docs/tr/gap-register.md", "mv docs/tr/gap-register.md docs/tr/notes.md"] {
        let tree = pair();
        assert_eq!(rules_since(&tree, ""), [""; 0]);
        tree.git(away);
        assert!(rules_since(&tree, "").contains(&"unpaired-register".to_owned()), "git {away}");
        assert!(
            rules_since(&tree, "docs/en").contains(&"unpaired-register".to_owned()),
            "git {away}"
        );
    }
}

#[test]
fn a_new_or_removed_configuration_counts_as_a_change() {
    let late = sound().replace("2026-02-01", "someday");
    let tree = Tree::new()
        .put("docs/gap-register.md", &late)
        .put("gapreg.yaml", "rules: { bad-date: off }");
    tree.repository();
    std::fs::remove_file(tree.path("gapreg.yaml")).unwrap();
    assert_eq!(rules_since(&tree, ""), ["bad-date"]);
    tree.git("checkout -q .");
    let tree = tree.put("docs/gapreg.yaml", "rules: { bad-date: warning }");
    assert_eq!(rules_since(&tree, "docs"), ["bad-date"]);
    // A file that only now became a register, by the configuration, is new.
    let tree =
        Tree::new().put("docs/notes.md", &late).put("gapreg.yaml", "registers: ['*/gaps.md']");
    tree.repository();
    let tree = tree.put("gapreg.yaml", "registers: ['*/notes.md']");
    assert_eq!(rules_since(&tree, ""), ["bad-date"]);
}

#[test]
fn a_finding_with_new_details_was_caused_by_the_change() {
    let missing = |pages: &str| sound().replace("`/docs/en/loans.md`", pages);
    let tree = Tree::new()
        .put("docs/en/loans.md", "x")
        .put("docs/en/gap-register.md", missing("`/docs/en/loans.md`, `/docs/en/fines.md`"));
    tree.repository();
    assert_eq!(rules_since(&tree, ""), [""; 0]);
    tree.git("mv docs/en/loans.md docs/en/fines.md");
    assert_eq!(rules_since(&tree, ""), ["source-page-missing"]);
}

#[test]
fn each_repository_is_asked_for_its_own_files() {
    let late = sound().replace("2026-02-01", "someday");
    let tree = Tree::new().put("gap-register.md", &late);
    let tree = tree.put("inner/gap-register.md", late.replace("G-001", "X-001"));
    for folder in ["inner", ""] {
        let git = |args: &[&str]| {
            let mut command = Command::new("git");
            let user = [
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.org",
                "-c",
                "advice.addEmbeddedRepo=false",
            ];
            assert!(
                command
                    .args(user)
                    .args(args)
                    .current_dir(tree.path(folder))
                    .status()
                    .unwrap()
                    .success()
            );
        };
        git(&["init", "-q", "-b", "main"]);
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", "x"]);
    }
    assert_eq!(rules_since(&tree, ""), [""; 0]);
    // The configuration of the first register is used, in whichever repository it is.
    let tree = tree.put("inner/gapreg.yaml", "rules: { bad-date: info }\n");
    assert_eq!(rules_since(&tree, "inner"), [""; 0]);
    let outside = Tree::with(&late);
    let path = outside.path("gap-register.md");
    let said = tree.run(&format!("check --changed-since HEAD gap-register.md {}", path.display()));
    assert!(said.contains("is not in a git repository"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_lead_to_the_same_findings() {
    let late = sound().replace("2026-02-01", "someday");
    let tree = Tree::new().put("w/docs/gap-register.md", &late).put("w/docs/en/loans.md", "x");
    std::os::unix::fs::symlink(tree.path("w"), tree.path("l")).unwrap();
    std::os::unix::fs::symlink(tree.path("w/known.json"), tree.path("linked.json")).unwrap();
    tree.run("check --baseline w/known.json --write-baseline w");
    for args in
        ["l --baseline w/known.json", "w --baseline l/known.json", "w --baseline linked.json"]
    {
        assert_eq!(tree.code(&format!("check {args}")), 0, "{args}");
    }
}

#[test]
fn a_run_on_one_folder_keeps_findings_about_several() {
    let tree = Tree::new().put("a/gap-register.md", sound()).put("b/gap-register.md", sound());
    tree.run("check --baseline known.json --write-baseline");
    let all = tree.read("known.json");
    assert!(all.contains("duplicate-id"));
    assert!(!tree.run("check --baseline known.json b").contains("gone"));
    tree.run("check --baseline known.json --write-baseline b");
    assert_eq!(tree.read("known.json"), all);
}

#[test]
fn what_is_not_chosen_is_not_gone() {
    let tree = Tree::with(two().replace("**SLA:** 7d", "**SLA:** soon"));
    tree.run("check --baseline known.json --write-baseline");
    let shown = tree.run_with("check", &["--baseline", "known.json", "--where", "id = G-001"]);
    assert!(shown.starts_with("exit 0\n") && !shown.contains("gone"), "{shown}");
}
