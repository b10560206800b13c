//! `--fix`, `--unsafe-fixes` and `--diff`.

use crate::common::registers::sound;
use crate::common::tree::Tree;

fn without_sla() -> String {
    sound().replace("- **SLA:** 7d\n", "")
}

#[test]
fn a_fix_changes_only_what_it_says() {
    for text in
        [without_sla(), without_sla().replace('\n', "\r\n"), format!("\u{feff}{}", without_sla())]
    {
        let tree = Tree::with(&text);
        assert_eq!(tree.code("lint --fix"), 0);
        let newline = if text.contains('\r') { "\r\n" } else { "\n" };
        let owner = format!("- **Owner:** Backend{newline}");
        let want = text.replace(&owner, &format!("{owner}- **SLA:** 7d{newline}"));
        assert_eq!(tree.read("gap-register.md"), want);
        assert_eq!(tree.code("lint --fix"), 0);
        assert_eq!(tree.read("gap-register.md"), want, "fixing twice is fixing once");
    }
}

#[test]
fn a_diff_writes_nothing() {
    let tree = Tree::with(without_sla());
    insta::assert_snapshot!(tree.run("lint --diff"), @"
    exit 1
    --- gap-register.md
    +++ gap-register.md
    @@ -20,6 +20,7 @@
     - **Status:** Open
     - **Priority:** P1
     - **Owner:** Backend
    +- **SLA:** 7d
     - **Target Version:** TBD
     - **Impact:** High
    ");
    assert_eq!(tree.read("gap-register.md"), without_sla());
    assert_eq!(Tree::with(sound()).code("lint --diff"), 0);
}

#[test]
fn guesses_are_made_only_when_asked() {
    let text = sound().replace("- **Status:** Open", "- **Status:** Opne");
    let tree = Tree::with(&text);
    assert_eq!(tree.code("lint --fix"), 1);
    assert_eq!(tree.read("gap-register.md"), text);
    assert_eq!(tree.code("lint --unsafe-fixes"), 0);
    assert_eq!(tree.read("gap-register.md"), sound());
}

#[test]
fn standard_input_is_fixed_onto_standard_output() {
    let tree = Tree::new();
    let fixed = tree.run_with_input("lint --fix --quiet -", &without_sla());
    assert_eq!(fixed, format!("exit 0\n{}", sound()));
    let text = without_sla().replace("| G-001 |", "| G-009 |");
    let shown = tree.run_with_input("lint --fix -q --output-format concise -", &text);
    let (out, err) = shown.split_once("\n--- stderr\n").unwrap();
    assert!(!out.contains("error[") && err.contains("error[orphan-triage-row]"), "{shown}");
}

#[cfg(unix)]
#[test]
fn mode_and_link_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let tree = Tree::with("").put("real.md", without_sla());
    let (real, link) = (tree.path("real.md"), tree.path("link-gap-register.md"));
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, &link).unwrap();
    assert_eq!(tree.code("lint --fix link-gap-register.md"), 0);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(tree.read("real.md"), sound());
}

#[test]
fn places_that_a_report_leaves_out_are_counted_and_nothing_is_offered_beside_them() {
    let bare = (2..10_020)
        .fold(String::new(), |text, at| text + "### 1." + &at.to_string() + " a\n\ntext\n\n");
    let tree = Tree::new().put("gap-register.md", sound() + "\n\n" + &bare);
    let shown = tree.run("lint --output-format concise --select missing-id,missing-field");
    let left_out = "more findings of this rule in this file are not shown";
    assert_eq!(shown.matches(left_out).count(), 2, "{}", shown.len());
    assert!(!shown.contains("fixes"), "{}", shown.len());
}

#[test]
fn more_than_a_reader_would_read_is_repaired_in_one_run() {
    let turned = "x \u{202e}".repeat(10_200);
    let text = sound().replace(
        "**Target Version:** TBD",
        &format!("**Target Version:** 1\n- **Impact:** {turned}"),
    );
    let tree = Tree::new().put("gap-register.md", text);
    assert!(
        tree.run("lint --output-format concise")
            .contains("more findings of this rule in this file are not shown")
    );
    tree.run("lint --unsafe-fixes");
    assert!(!tree.read("gap-register.md").contains('\u{202e}'));
}
