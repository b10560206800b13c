//! What is accepted until a day: in comments, in the configuration and in a baseline.

use crate::common::registers::{ENTRY, sound, with_bad_sla};
use crate::common::tree::Tree;

const COMMENT: &str = "<!-- gapreg-ignore bad-sla until 2026-02-20: the vendor decides -->\n";
const FIELD: &str = "- **SLA:** soon\n";

fn accepted(comment: &str) -> String {
    with_bad_sla().replace(FIELD, &format!("{comment}{FIELD}"))
}

fn on(tree: &Tree, day: &str, args: &str) -> String {
    let output = tree.output(&format!("{args} --output-format concise --today {day}"));
    String::from_utf8(output.stdout).unwrap()
}

/// What `lint` says on 2026-03-01 of the comments whose day is past.
fn expired(tree: &Tree) -> String {
    let output = tree.output("lint --select expired-ignore --today 2026-03-01");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_last_day_is_silent_and_the_next_one_speaks() {
    let tree = Tree::with(accepted(COMMENT));
    assert_eq!(on(&tree, "2026-02-20", "lint"), "");
    insta::assert_snapshot!(on(&tree, "2026-02-21", "lint"), @"
    gap-register.md:23:34: warning[expired-ignore] this comment accepted `bad-sla` until 2026-02-20
    gap-register.md:24:12: error[bad-sla] G-001: `soon` is not a duration
    ");
}

#[test]
fn a_comment_for_the_file_and_several_rules_have_one_day() {
    let comment = "<!-- gapreg-ignore-file bad-date, bad-sla until 2026-02-20: the vendor -->\n";
    let text = format!("{comment}\n{}", with_bad_sla());
    let tree = Tree::with(text.replace("2026-02-01", "someday"));
    assert_eq!(on(&tree, "2026-02-20", "lint"), "");
    insta::assert_snapshot!(on(&tree, "2026-02-21", "lint"), @"
    gap-register.md:1:49: warning[expired-ignore] this comment accepted `bad-date`, `bad-sla` until 2026-02-20
    gap-register.md:20:19: error[bad-date] G-001: `someday` is not a date
    gap-register.md:25:12: error[bad-sla] G-001: `soon` is not a duration
    ");
}

#[test]
fn git_knows_who_wrote_the_day() {
    let tree = Tree::with(with_bad_sla());
    tree.repository();
    let written = accepted(COMMENT);
    tree.change("2026-02-03", "gap-register.md", &written);
    let later = written.replace("The button answers", "The button still answers");
    tree.change("2026-02-04", "gap-register.md", &later);
    let shown = expired(&tree);
    assert!(shown.contains("= help: x wrote this on 2026-02-03; agree"), "{shown}");
    // What is not committed has no author yet.
    let renewed = later.replace("2026-02-20", "2026-02-21");
    let tree = tree.put("gap-register.md", renewed);
    let shown = expired(&tree);
    assert!(shown.contains("= help: agree on another day"), "{shown}");
}

#[test]
fn a_merge_is_not_the_writer_of_what_it_brings() {
    let tree = Tree::with(with_bad_sla());
    tree.repository();
    tree.git("checkout -q -b work");
    tree.change("2026-02-03", "gap-register.md", &accepted(COMMENT));
    tree.git("checkout -q main");
    tree.change("2026-02-05", "other.md", "# Other\n");
    tree.git_on("2026-02-09", "merge -q --no-ff -m merged work");
    let shown = expired(&tree);
    assert!(shown.contains("wrote this on 2026-02-03"), "{shown}");
}

#[test]
fn of_two_comments_with_the_same_words_each_has_its_writer() {
    let comment = "<!-- gapreg-ignore sla-overdue until 2026-02-20: agreed -->\n";
    let second = ENTRY.replace("1.1 Loans", "1.2 Fines").replace("G-001", "G-002");
    let second = second.replace("answers 404", "answers 500");
    let two = sound() + "\n" + &second;
    let tree = Tree::with(&two);
    tree.repository();
    let one = two.replacen("- **SLA:**", &format!("{comment}- **SLA:**"), 1);
    tree.change("2026-02-03", "gap-register.md", &one);
    let both = two.replace("- **SLA:**", &format!("{comment}- **SLA:**"));
    tree.change("2026-02-08", "gap-register.md", &both);
    let shown = expired(&tree);
    let first = shown.find("wrote this on 2026-02-03").unwrap();
    let second = shown.find("wrote this on 2026-02-08").unwrap();
    assert!(first < second, "{shown}");
}

#[test]
fn what_is_no_day_silences_nothing() {
    let of = |day: &str| {
        let comment = format!("<!-- gapreg-ignore bad-sla until {day}: the vendor decides -->\n");
        on(&Tree::with(accepted(&comment)), "2026-02-05", "lint")
    };
    insta::assert_snapshot!(of("May"), @"
    gap-register.md:23:34: warning[unknown-rule] `May` is not a day, so this comment ignores nothing
    gap-register.md:24:12: error[bad-sla] G-001: `soon` is not a duration
    ");
    insta::assert_snapshot!(of("20.02.2026"), @"
    gap-register.md:23:34: warning[unknown-rule] `20.02.2026` is not a day, so this comment ignores nothing
    gap-register.md:24:12: error[bad-sla] G-001: `soon` is not a duration
    ");
    insta::assert_snapshot!(of("2026-02-30"), @"
    gap-register.md:23:34: warning[unknown-rule] `2026-02-30` is not a day, so this comment ignores nothing
    gap-register.md:24:12: error[bad-sla] G-001: `soon` is not a duration
    ");
    let tree = Tree::with(accepted(&COMMENT.replace("2026-02-20", "20.02.2026")));
    tree.run("lint --unsafe-fixes");
    assert!(tree.read("gap-register.md").contains(COMMENT));
}

#[test]
fn a_branch_may_shorten_what_is_accepted_and_not_lengthen_it() {
    let held = "<!-- gapreg-ignore skipped-status until 2026-03-01: repaired long ago -->\n";
    let text = |comment: &str| sound().replace("- **Status:**", &format!("{comment}- **Status:**"));
    let tree = Tree::with(text(held));
    tree.repository();
    tree.git("checkout -q -b work");
    let with_day = |day: &str| text(&held.replace("2026-03-01", day));
    let weakened = |tree: &Tree| on(tree, "2026-02-05", "lint --base main --select weakened-gate");
    let tree = tree.put("gap-register.md", with_day("2026-02-20"));
    assert_eq!(weakened(&tree), "");
    let tree = tree.put("gap-register.md", with_day("2026-03-02"));
    assert!(weakened(&tree).contains("this branch adds a comment that ignores `skipped-status`"));
    let tree = tree.put("gap-register.md", text("<!-- gapreg-ignore skipped-status: ours -->\n"));
    assert!(weakened(&tree).contains("weakened-gate"));
}

#[test]
fn the_configuration_accepts_until_a_day() {
    let config = "ignore:\n  - rules: [bad-sla]\n    until: 2026-02-20\n    reason: the vendor\n";
    let tree = Tree::with(with_bad_sla()).put("gapreg.yaml", config);
    tree.repository();
    assert_eq!(on(&tree, "2026-02-20", "check"), "");
    insta::assert_snapshot!(on(&tree, "2026-02-21", "check"), @"
    gap-register.md:23:12: error[bad-sla] G-001: `soon` is not a duration
    gapreg.yaml:3:12: warning[expired-ignore] the configuration accepted `bad-sla` until 2026-02-20
    ");
    // About a branch or about some entries, the configuration is not asked.
    assert!(!on(&tree, "2026-02-21", "check --changed-since HEAD").contains("expired-ignore"));
    assert!(!on(&tree, "2026-02-21", "lint --where open").contains("expired-ignore"));
    assert!(!on(&tree, "2026-02-21", "mirror").contains("expired-ignore"));
    let tree = tree.put("gapreg.yaml", config.replace("2026-02-20", "spring"));
    insta::assert_snapshot!(tree.run("check"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:3:12: `spring` is not a day: write `2027-01-31`
    ");
}

#[test]
fn a_day_in_another_form_is_refused_in_plain_words() {
    let tree = Tree::with(with_bad_sla());
    for args in ["lint --write-ignores x", "check --baseline b.json --write-baseline"] {
        let said = tree.run(&format!("{args} --until 30.04.2026"));
        assert!(said.starts_with("exit 2\n"), "{said}");
        assert!(said.contains("write year, month and day, as in `2027-01-31`"), "{said}");
    }
    let tree = tree.put("gapreg.yaml", "accept: { foo: 1 }\n");
    let said = tree.run("check");
    assert!(said.contains("unknown field `foo`"), "{said}");
}

#[test]
fn a_baseline_accepts_until_a_day() {
    let tree = Tree::with(with_bad_sla());
    let check = "check --baseline known.json";
    insta::assert_snapshot!(tree.run(&format!("{check} --write-baseline --until 2026-01-31")), @"
    exit 2

    --- stderr
    error: `--until 2026-01-31` is past: today is 2026-02-05
    ");
    tree.run(&format!("{check} --write-baseline --until 2026-02-20"));
    tree.repository();
    assert!(tree.read("known.json").contains(r#""until":"2026-02-20"}"#));
    assert_eq!(on(&tree, "2026-02-20", check), "");
    insta::assert_snapshot!(on(&tree, "2026-02-21", check), @"
    gap-register.md:23:12: error[bad-sla] G-001: `soon` is not a duration
    known.json:7:124: warning[expired-ignore] the baseline accepted `bad-sla` until 2026-02-20
    ");
    let whole = tree.output(&format!("{check} --today 2026-02-21"));
    assert!(String::from_utf8(whole.stdout).unwrap().contains("x wrote this on 2026-02-01"));
    // Writing it again does not lengthen what is held, and does not forget the day.
    let before = tree.read("known.json");
    let again = tree.output(&format!("{check} --write-baseline --today 2026-02-21"));
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(said.contains("1 finding was accepted until a day that is past"), "{said}");
    assert_eq!(tree.read("known.json"), before);
    tree.output(&format!("{check} --write-baseline --until 2026-03-31 --today 2026-02-10"));
    assert_eq!(tree.read("known.json"), before);
    tree.output(&format!("{check} --write-baseline --until 2026-03-31 --today 2026-02-21"));
    assert_eq!(tree.read("known.json"), before.replace("2026-02-20", "2026-03-31"));
    assert_eq!(on(&tree, "2026-03-31", check), "");
}

#[test]
fn a_comment_in_a_value_is_nothing_to_translate() {
    let comment = "<!-- gapreg-ignore bad-sla until 2026-02-20: with release 2.8 -->\n  ";
    let page = "- **Escalation Package:**\n  - The request";
    let text =
        sound().replace(page, &format!("- **Escalation Package:**\n  {comment}- The request"));
    assert_ne!(text, sound());
    let turkish = sound().replace("Register (EN)", "Register (TR)").replace("/en/", "/tr/");
    let tree = Tree::new().put("docs/en/gap-register.md", text);
    let tree = tree.put("docs/tr/gap-register.md", turkish);
    let shown = on(&tree, "2026-02-05", "check");
    assert!(!shown.contains("mirror-code") && !shown.contains("mirror-shape"), "{shown}");
}

#[test]
fn a_day_behind_the_colon_is_reported() {
    let late = "<!-- gapreg-ignore bad-sla: until 2026-02-20 the vendor decides -->\n";
    let tree = Tree::with(accepted(late));
    insta::assert_snapshot!(on(&tree, "2026-03-05", "lint"), @"gap-register.md:23:35: warning[unknown-rule] this day is behind the colon, so the comment has no end");
    tree.run("lint --unsafe-fixes");
    let written = tree.read("gap-register.md");
    let want = "<!-- gapreg-ignore bad-sla until 2026-02-20: the vendor decides -->\n";
    assert!(written.contains(want), "{written}");
    let reason = late.replace("until 2026", "agreed until 2026");
    assert_eq!(on(&Tree::with(accepted(&reason)), "2026-03-05", "lint"), "");
}
