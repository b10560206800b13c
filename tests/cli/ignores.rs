//! Silencing by comment and by configuration.

use crate::common::registers::{in_turkish, sound, three, with_bad_sla};
use crate::common::tree::Tree;

fn with_ignore(comment: &str, above: &str) -> Tree {
    let text = with_bad_sla();
    let at = text.find(above).unwrap();
    Tree::with(format!("{}{comment}\n{}", &text[..at], &text[at..]))
}

#[test]
fn a_comment_ignores_findings_in_the_next_line() {
    for above in ["- **SLA:** soon", "### 1.1"] {
        let tree = with_ignore("<!-- gapreg-ignore bad-sla: the vendor decides -->", above);
        let shown = tree.run("lint");
        assert!(shown.starts_with("exit 0"), "above {above}: {shown}");
    }
    let tree = with_ignore("<!-- gapreg-ignore-file bad-sla: the vendor decides -->", "# Register");
    assert_eq!(tree.code("lint"), 0);
    let tree = with_ignore("<!-- gapreg-ignore bad-sla: the vendor decides -->", "- **Owner:**");
    assert_eq!(tree.code("lint"), 1);
}

#[test]
fn a_comment_above_the_table_silences_its_rows() {
    let text = sound().replace("| Open |", "| Fixed |");
    let at = text.find("| ID |").unwrap();
    let comment = "<!-- gapreg-ignore stale-triage-row: written by hand -->\n\n";
    let tree = Tree::with(format!("{}{comment}{}", &text[..at], &text[at..]));
    assert_eq!(tree.run("lint"), "exit 0\n\n--- stderr\nno findings in 1 entry of 1 file\n");
}

#[test]
fn unused_comments_are_reported_and_removed() {
    let comment = "<!-- gapreg-ignore bad-date: no longer -->\n<!-- gapreg-ignore bad-dat: x -->\n<!-- gapreg-ignore missing-id -->";
    let tree = with_ignore(comment, "### 1.1");
    insta::assert_snapshot!(tree.run("lint --output-format concise"), @"
    exit 1
    gap-register.md:15:20: warning[unused-ignore] no `bad-date` is found here to be ignored
    gap-register.md:16:20: warning[unknown-rule] there is no rule `bad-dat`
    gap-register.md:17:1: info[unexplained-ignore] this comment does not say why the finding is accepted
    gap-register.md:17:20: warning[unused-ignore] no `missing-id` is found here to be ignored
    gap-register.md:26:12: error[bad-sla] G-001: `soon` is not a duration

    --- stderr
    1 error, 3 warnings, 1 info in 1 entry of 1 file; `--unsafe-fixes` fixes 4
    ");
    let before = tree.read("gap-register.md");
    tree.run("lint --fix");
    assert_eq!(tree.read("gap-register.md"), before, "the reasons stand nowhere else");
    tree.run("lint --unsafe-fixes");
    let text = tree.read("gap-register.md");
    assert!(!text.contains("bad-dat") && !text.contains("missing-id"), "{text}");
}

#[test]
fn a_configuration_silences_with_a_reason() {
    let tree = Tree::with(with_bad_sla());
    let tree = tree.put(
        "gapreg.yaml",
        "ignore:\n  - rules: [bad-sla]\n    entries: [G-001]\n    reason: the vendor decides\n",
    );
    assert_eq!(tree.code("lint"), 0);
}

/// A register and its translation with the same date in another form, and a comment in one of them.
fn with_foreign_date(comment_in: &str) -> Tree {
    let dated = three().replacen("First Seen:** 2026-02-01", "First Seen:** 4 Jan 2026", 1);
    let comment = "<!-- gapreg-ignore bad-date: as the vendor writes it -->\n- **First Seen:** 4";
    let commented = dated.replace("- **First Seen:** 4", comment);
    let of = |language: &str| if comment_in == language { &commented } else { &dated };
    Tree::new()
        .put("docs/en/gap-register.md", of("en"))
        .put("docs/tr/gap-register.md", in_turkish(of("tr")))
}

#[test]
fn what_is_accepted_in_the_leading_register_is_not_fixed_in_its_translation() {
    let fixes = ["lint --fix", "lint --unsafe-fixes", "check --fix"];
    for command in fixes {
        let tree = with_foreign_date("en");
        let before = tree.read("docs/tr/gap-register.md");
        assert!(!tree.run("lint").contains("bad-date"), "{command}");
        tree.run(command);
        assert_eq!(tree.read("docs/tr/gap-register.md"), before, "{command}");
        // Where the translation is alone in the run, nothing says that the fact is accepted.
        assert!(tree.run("lint docs/tr/gap-register.md").contains("bad-date"), "{command}");
        let tree = with_foreign_date("tr");
        tree.run(command);
        let dates = |path| tree.read(path).matches("4 Jan 2026").count();
        let dates = (dates("docs/en/gap-register.md"), dates("docs/tr/gap-register.md"));
        assert_eq!(dates, (0, 1), "{command}");
    }
}

#[test]
fn the_configuration_of_one_language_accepts_a_fact_for_its_translation() {
    let ignore = "ignore:\n  - { rules: [bad-date], paths: ['docs/en/**'], reason: the vendor }\n";
    let tree = with_foreign_date("").put("gapreg.yaml", ignore);
    let before = tree.read("docs/tr/gap-register.md");
    tree.run("check --fix");
    assert_eq!(tree.read("docs/tr/gap-register.md"), before);
}

#[test]
fn an_accepted_habit_is_neither_reported_nor_fixed_anywhere() {
    let text = three().replace("**Owner:**", "**Ownr:**");
    let comment = "<!-- gapreg-ignore unknown-field: so it is here -->\n- **Ownr:**";
    let tree = Tree::new()
        .put("docs/en/gap-register.md", text.replacen("- **Ownr:**", comment, 1))
        .put("docs/tr/gap-register.md", in_turkish(&text));
    assert!(!tree.run("check").contains("unknown-field"), "{}", tree.run("check"));
    let before = ["en", "tr"].map(|own| tree.read(&format!("docs/{own}/gap-register.md")));
    tree.run("lint --unsafe-fixes");
    let after = ["en", "tr"].map(|own| tree.read(&format!("docs/{own}/gap-register.md")));
    assert_eq!(after, before);
}
