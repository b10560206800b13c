//! `lint --write-ignores`: the comments that accept what is found today.

use crate::common::registers::{sound, three, with_bad_sla, without};
use crate::common::tree::Tree;

fn write(tree: &Tree, more: &[&str]) -> String {
    let args = [&["--write-ignores", "agreed with the vendor"], more].concat();
    tree.run_with("lint", &args)
}

#[test]
fn each_place_has_one_comment_and_nothing_is_found_then() {
    let text = with_bad_sla().replace("**First Seen:** 2026-02-01", "**First Seen:** someday");
    let tree = Tree::with(text.replace("| Open |", "| Fixed |"));
    insta::assert_snapshot!(tree.run("lint --output-format concise"), @"
    exit 1
    gap-register.md:9:33: error[stale-triage-row] G-001: the table says `Fixed`, the entry says `Open`
    gap-register.md:18:19: error[bad-date] G-001: `someday` is not a date
    gap-register.md:23:12: error[bad-sla] G-001: `soon` is not a duration

    --- stderr
    3 errors in 1 entry of 1 file; `--fix` fixes 1; `--unsafe-fixes` fixes 1 more
    ");
    insta::assert_snapshot!(write(&tree, &["--until", "2026-06-30"]), @"
    exit 0

    --- stderr
    accepted 3 findings with 3 comments
    no findings in 1 entry of 1 file
    ");
    let written = tree.read("gap-register.md");
    let comments: Vec<&str> = written.lines().filter(|line| line.contains("<!--")).collect();
    insta::assert_snapshot!(comments.join("\n"), @"
    <!-- gapreg-ignore stale-triage-row until 2026-06-30: agreed with the vendor -->
    <!-- gapreg-ignore bad-date until 2026-06-30: agreed with the vendor -->
    <!-- gapreg-ignore bad-sla until 2026-06-30: agreed with the vendor -->
    ");
    assert!(tree.run("lint").starts_with("exit 0\n\n--- stderr\nno findings"));
    assert!(tree.run("check").starts_with("exit 0\n\n--- stderr\nno findings"));
    // The second time there is nothing to accept, and after the day all is found again.
    insta::assert_snapshot!(write(&tree, &[]), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    ");
    assert_eq!(tree.read("gap-register.md"), written);
    let later = tree.output("lint --today 2026-07-01 --output-format concise");
    let later = String::from_utf8(later.stdout).unwrap();
    assert_eq!(later.matches("expired-ignore").count(), comments.len(), "{later}");
    assert!(later.contains("bad-sla") && later.contains("stale-triage-row"), "{later}");
}

#[test]
fn findings_in_one_place_share_a_comment() {
    let text = sound().replace("- **Status:** Open", "- **Stat\u{00A0}us:** Opne");
    let tree = Tree::with(text.replace("- **Owner:** Backend\n", ""));
    write(&tree, &[]);
    assert!(
        tree.run("lint").starts_with("exit 0\n\n--- stderr\nno findings"),
        "{}",
        tree.run("lint")
    );
    let shared = tree.read("gap-register.md").lines().filter(|line| line.contains(", ")).count();
    assert!(shared > 0, "{}", tree.read("gap-register.md"));
}

#[test]
fn what_entries_say_stays_and_so_does_every_other_byte() {
    let text = three().replace("**SLA:** 7d", "**SLA:** soon").replace('\n', "\r\n");
    let tree = Tree::with(&text);
    let before = tree.run("list");
    write(&tree, &[]);
    let written = tree.read("gap-register.md");
    assert!(written.lines().count() > text.lines().count());
    let kept = written.split_inclusive('\n').filter(|line| !line.contains("gapreg-ignore"));
    assert_eq!(kept.collect::<String>(), text);
    assert_eq!(tree.run("list"), before);
    assert!(written.split_inclusive('\n').all(|line| line.ends_with("\r\n")));
}

#[test]
fn only_what_is_asked_for_is_accepted() {
    let tree =
        Tree::with(with_bad_sla().replace("**First Seen:** 2026-02-01", "**First Seen:** x"));
    write(&tree, &["--select", "bad-date"]);
    assert!(tree.read("gap-register.md").contains("<!-- gapreg-ignore bad-date: agreed"));
    assert!(!tree.read("gap-register.md").contains("bad-sla"));
    assert!(tree.run("lint").contains("bad-sla"));
}

#[test]
fn a_diff_writes_nothing() {
    let tree = Tree::with(with_bad_sla());
    let shown = write(&tree, &["--diff"]);
    assert!(shown.starts_with("exit 1\n"), "{shown}");
    assert!(shown.contains("+<!-- gapreg-ignore bad-sla: agreed with the vendor -->"), "{shown}");
    assert_eq!(tree.read("gap-register.md"), with_bad_sla());
}

#[test]
fn a_text_on_standard_input_is_printed_with_its_comments() {
    let tree = Tree::new();
    let shown = tree.run_with_input("lint - --write-ignores agreed", &with_bad_sla());
    assert!(shown.contains("<!-- gapreg-ignore bad-sla: agreed -->\n- **SLA:** soon"), "{shown}");
}

#[test]
fn comments_themselves_are_left_and_what_has_no_place_is_accepted_for_the_file() {
    let comment = "<!-- gapreg-ignore bad-dat: x -->\n";
    let tree = Tree::with(format!("{comment}{}", with_bad_sla()));
    insta::assert_snapshot!(write(&tree, &["--output-format", "concise"]), @"
    exit 0
    gap-register.md:1:20: warning[unknown-rule] there is no rule `bad-dat`

    --- stderr
    accepted 1 finding with 1 comment
    no comment can accept `unknown-rule` in gap-register.md
    1 warning in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
    let tree = Tree::with("# Register\n\nNothing yet.\n");
    insta::assert_snapshot!(write(&tree, &[]), @"
    exit 0

    --- stderr
    accepted 1 finding with 1 comment
    no findings in 0 entries of 1 file
    ");
    insta::assert_snapshot!(tree.read("gap-register.md"), @"
    <!-- gapreg-ignore no-entries: agreed with the vendor -->
    # Register

    Nothing yet.
    ");
}

#[test]
fn a_reason_is_one_line_without_the_signs_of_a_comment() {
    let tree = Tree::with(with_bad_sla());
    for reason in ["", "  ", "a\nb", "it --> ends", "<!-- x"] {
        let shown = tree.run_with("lint", &["--write-ignores", reason]);
        assert!(shown.starts_with("exit 2\n"), "{shown}");
    }
    insta::assert_snapshot!(write(&tree, &["--until", "2026-01-01"]), @"
    exit 2

    --- stderr
    error: `--until 2026-01-01` is past: today is 2026-02-05
    ");
    assert_eq!(tree.read("gap-register.md"), with_bad_sla());
}

#[test]
fn what_a_pair_shows_alike_is_accepted_once() {
    let turkish = with_bad_sla().replace("Register (EN)", "Register (TR)").replace("/en/", "/tr/");
    let tree = Tree::new().put("docs/en/gap-register.md", with_bad_sla());
    let tree = tree.put("docs/tr/gap-register.md", turkish);
    tree.run("lint --write-ignores agreed");
    assert!(tree.read("docs/en/gap-register.md").contains("gapreg-ignore bad-sla"));
    assert!(tree.run("lint --output-format concise").starts_with("exit 0\n\n"));
    let check = tree.run("check --output-format concise");
    assert!(!check.contains("bad-sla"), "{check}");
}

#[test]
fn two_entries_with_one_id_are_each_accepted() {
    let twice =
        |text: &str| text.replace("- **Owner:** Backend", "- **Owner:** Backend\n- **Owner:** B");
    let text = twice(&without(&three(), "1.3"));
    let tree = Tree::with(text.replace("G-002", "G-001"));
    let before = tree.run("lint --output-format concise");
    assert_eq!(before.matches("Owner is twice").count(), 2, "{before}");
    let shown = write(&tree, &[]);
    assert!(shown.starts_with("exit 0\n") && !shown.contains("no comment"), "{shown}");
    assert_eq!(tree.read("gap-register.md").matches("repeated-field").count(), 2);
}

#[test]
fn what_comes_out_behind_an_accepted_finding_stays() {
    // Fields below what is no heading are read as those of the entry above.
    let tree = Tree::with(three().replace("### 1.2", "###1.2"));
    let before = tree.run("lint --output-format concise");
    assert!(before.contains("malformed-heading") && !before.contains("repeated-field"), "{before}");
    let shown = write(&tree, &["--output-format", "concise"]);
    assert!(shown.starts_with("exit 1\n"), "{shown}");
    assert!(shown.contains("findings were hidden by what is accepted now"), "{shown}");
    assert!(!tree.read("gap-register.md").contains("repeated-field"));
    let again = write(&tree, &[]);
    assert!(again.starts_with("exit 0\n") && !again.contains("hidden"), "{again}");
}

#[test]
fn an_acceptance_whose_day_is_past_is_renewed_in_its_place() {
    let text = with_bad_sla().replace("**First Seen:** 2026-02-01", "**First Seen:** someday");
    let tree = Tree::with(&text);
    write(&tree, &["--until", "2026-03-31"]);
    let mut command = tree.command("lint --today 2026-04-01 --until 2026-06-30 --write-ignores");
    let output = command.arg("the vendor is late").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let written = tree.read("gap-register.md");
    assert!(!written.contains("2026-03-31") && !written.contains("agreed"), "{written}");
    assert_eq!(written.matches("until 2026-06-30: the vendor is late").count(), 2, "{written}");
    let later = tree.output("lint --today 2026-04-02");
    assert!(later.status.success() && later.stdout.is_empty(), "{later:?}");
    // A comment whose finding is gone is not renewed.
    let gone = written.replace("**SLA:** soon", "**SLA:** 7d").replace("| soon |", "| 7d |");
    let tree = tree.put("gap-register.md", gone);
    let mut command = tree.command("lint --today 2026-07-01 --until 2026-08-31 --write-ignores");
    command.arg("still late").output().unwrap();
    let written = tree.read("gap-register.md");
    assert!(written.contains("bad-sla until 2026-06-30: the vendor is late"), "{written}");
    assert!(written.contains("bad-date until 2026-08-31: still late"), "{written}");
}

#[test]
fn what_is_limited_to_some_entries_accepts_nothing_of_other_rows() {
    let rows = "| L-1 | Lamp | Open | 2025-11-10 |\n| L-2 | Lift | Open | 2025-12-10 |\n";
    let text = format!("# Known gaps\n\n| ID | Gap | Status | Due |\n|---|---|---|---|\n{rows}");
    let tree = Tree::with(&text);
    let args = ["--select", "sla-overdue", "--output-format", "concise", "--where"];
    let said = write(&tree, &[&args[..], &["id = L-2", "--until", "2026-06-30"]].concat());
    let item = "{ rules: [sla-overdue], entries: [L-2], until: 2026-06-30, reason: agreed with the vendor }";
    assert!(said.contains("not accepted: `sla-overdue` of L-2"), "{said}");
    assert!(said.contains(item), "{said}");
    assert_eq!(tree.read("gap-register.md"), text);
    // What it names accepts that entry alone.
    let configured = Tree::with(&text).put("gapreg.yaml", format!("ignore:\n  - {item}\n"));
    let found = configured.run("lint --select sla-overdue --output-format concise");
    assert!(found.contains("L-1") && !found.contains("L-2"), "{found}");
    // Where all rows are meant, one comment accepts them.
    let all = write(&tree, &[&args[..], &["status = Open"]].concat());
    assert!(all.contains("accepted 2 findings with 1 comment"), "{all}");
}
