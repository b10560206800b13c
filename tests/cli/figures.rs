//! The figures of `gapreg report --format json`, from what git knows.

use std::process::Command;

use crate::common::registers::{three, with, without};
use crate::common::tree::Tree;

/// One of three entries is fixed four days after it was seen, and verified two days later.
fn repaired() -> Tree {
    let tree = Tree::new();
    tree.git("init -q -b main");
    let text = three().replace("2026-02-01", "2026-01-01");
    tree.change("2026-01-02", "docs/gap-register.md", &text);
    let text = with(&text, "G-001", "**Status:** Open", "**Status:** Fixed");
    tree.change("2026-01-05", "docs/gap-register.md", &text);
    let text = with(&text, "G-001", "**Status:** Fixed", "**Status:** Verified");
    tree.change("2026-01-07", "docs/gap-register.md", &text);
    tree
}

/// What a report says in JSON, without blanks.
fn reported(tree: &Tree, args: &str) -> String {
    let report = tree.run(&format!("report --quiet --format json {args}"));
    report.split_whitespace().collect()
}

#[test]
fn dates_are_those_of_the_commits_that_changed_the_state() {
    let report = reported(&repaired(), "");
    // Another one was fixed before git saw it.
    let fixed = "\"time_to_fix\":{\"all\":{\"count\":1,\"unknown\":1,\"median\":4,\"p90\":4}";
    let verified = "\"time_to_verify\":{\"all\":{\"count\":1,\"unknown\":0,\"median\":2,\"p90\":2}";
    assert!(report.contains(fixed) && report.contains(verified), "{report}");
}

#[test]
fn what_a_shallow_clone_starts_with_is_counted_as_unknown() {
    let tree = repaired();
    let origin = format!("file://{}", tree.path("").display());
    tree.git(&format!("clone -q --depth 1 {origin} clone"));
    let report = reported(&tree, "clone/docs");
    assert!(report.contains("\"time_to_fix\":{\"all\":{\"count\":0,\"unknown\":2,"), "{report}");
    assert!(report.contains("\"time_to_verify\":{\"all\":{\"count\":0,\"unknown\":1,"), "{report}");
    assert!(report.contains("\"is_shallow\":true"), "{report}");
    assert!(report.contains("\"added\":[]"), "{report}");
    // It starts 29 days ago: what is open may have been unchanged for longer.
    assert!(report.contains("\"stuck\":{\"after_days\":30,\"count\":0,\"unknown\":2"), "{report}");
    let report = reported(&tree, "clone/docs --stuck-after 29");
    assert!(report.contains("\"stuck\":{\"after_days\":29,\"count\":2,\"unknown\":0"), "{report}");
}

#[test]
fn without_a_history_nothing_is_guessed() {
    let text = with(&three(), "G-001", "**Status:** Open", "**Status:** Verified");
    let report = reported(&Tree::with(text), "");
    assert!(report.contains("\"time_to_fix\":{\"all\":{\"count\":0,\"unknown\":2,"), "{report}");
    assert!(report.contains("\"history\":{\"from\":null,\"is_shallow\":false}"), "{report}");
    assert!(report.contains("\"stuck\":{\"after_days\":30,\"count\":0,\"unknown\":2"), "{report}");
}

#[test]
fn figures_begin_with_a_day_that_is_asked_for() {
    let tree = repaired();
    let since = |day: &str| reported(&tree, &format!("--since {day}"));
    let fixed = "\"time_to_fix\":{\"all\":{\"count\":";
    assert!(since("2026-01-05").contains(&format!("{fixed}1,")));
    let report = since("2026-01-06");
    assert!(report.contains(&format!("{fixed}0,\"unknown\":0,")), "{report}");
    // The totals are compared with those at the end of the day before.
    assert!(report.contains("\"before\":{\"awaiting\":2,\"done\":0,"), "{report}");
    let late = tree.run("report --format json --since 2026-02-06");
    insta::assert_snapshot!(late, @"
    exit 2

    --- stderr
    error: `--since 2026-02-06` is after the day of the report, 2026-02-05
    ");
}

#[test]
fn figures_do_not_hang_on_the_order_of_files() {
    let tree = repaired().put("other/gap-register.md", three().replace("G-0", "G-1"));
    let figures = |args: &str| {
        let report = tree.run(&format!("report --quiet --format json {args}"));
        report.split_once("\"time_to_fix\"").map(|(_, figures)| figures.to_owned())
    };
    let one = figures("docs/gap-register.md other/gap-register.md");
    assert_eq!(one, figures("other/gap-register.md docs/gap-register.md"));
    assert!(one.is_some());
}

/// A script that shares no code with gapreg computes the figures of scripted histories.
#[test]
fn git_log_says_the_same() {
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    let mut script = Command::new("python3");
    script.args(["tests/outside/figures.py", env!("CARGO_BIN_EXE_gapreg")]);
    let output = script.args(["0", "4", "10", "38", "51", "77"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn what_was_reopened_or_removed_since_a_day_is_listed() {
    let tree = Tree::with(three());
    tree.repository();
    let name = "gap-register.md";
    let fixed = with(&three(), "G-001", "Status:** Open", "Status:** Fixed");
    tree.change("2026-02-02", name, &fixed);
    tree.change("2026-02-03", name, &three());
    let gone = without(&fixed, "### 1.2");
    tree.change("2026-02-04", name, &gone);
    let said = tree.run("report --format markdown --since 2026-02-03");
    assert!(said.contains("- Reopened: 1 (G-001)\n"), "{said}");
    assert!(said.contains("- Removed: 1 (G-002)\n"), "{said}");
    // Before the newest commit, entries are not shown as they were.
    let output = tree.output("report --format markdown --today 2026-02-02");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("registers were changed after 2026-02-02"), "{said}");
}

#[test]
fn entries_without_an_owner_are_one_group() {
    let text = with(&three(), "G-001", "**Owner:** Backend", "**Owner:** –");
    let text = with(&text, "G-002", "**Owner:** Backend", "**Owner:** nobody yet");
    let report = reported(&Tree::with(text), "");
    assert!(report.contains("\"name\":null,\"open\":2"), "{report}");
    assert!(!report.contains("\"name\":\"–\""), "{report}");
}
