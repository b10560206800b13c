//! Silencing by comment and by configuration.

use crate::common::registers::{sound, with_bad_sla};
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
