//! `gapreg check --fix`.

use crate::common::registers::{sound, three, with};
use crate::common::translated::{EN, TR, pair, turkish};
use crate::common::tree::Tree;

#[test]
fn a_sound_pair_stays_as_it_is() {
    let tree = pair(&three(), &turkish(&three()));
    assert_eq!(tree.code("check --fix"), 0, "{}", tree.run("check"));
    assert_eq!((tree.read(EN), tree.read(TR)), (three(), turkish(&three())));
    assert_eq!(tree.code("check --diff"), 0);
}

#[test]
fn entries_translation_and_both_tables_are_repaired_at_once() {
    let english = with(&three(), "G-002", "- **Owner:** Backend\n", "- **Owner:** Payments\n");
    let english = with(&english, "G-003", "- **SLA:** 7d\n", "");
    let mirror = turkish(&three()).replace("- **ID:** G-003\n", "");
    let tree = pair(&english, &mirror);
    assert_eq!(tree.code("check --fix"), 0, "{}", tree.run("check"));
    let want = with(&three(), "G-002", "- **Owner:** Backend\n", "- **Owner:** Payments\n")
        .replace("| G-002 | P1 | Backend |", "| G-002 | P1 | Payments |");
    assert_eq!((tree.read(EN), tree.read(TR)), (want.clone(), turkish(&want)));
    assert_eq!(tree.code("check --fix"), 0);
    assert_eq!((tree.read(EN), tree.read(TR)), (want.clone(), turkish(&want)), "twice is once");
}

#[test]
fn a_diff_shows_both_files_and_writes_none() {
    let english = with(&three(), "G-002", "- **Owner:** Backend\n", "- **Owner:** Payments\n");
    let tree = pair(&english, &turkish(&three()));
    let shown = tree.run("check --diff");
    assert!(shown.starts_with("exit 1\n--- docs/en/gap-register.md\n"), "{shown}");
    assert!(shown.contains("+++ docs/tr/gap-register.md\n"), "{shown}");
    assert_eq!(tree.run("check --fix --diff"), shown);
    assert_eq!((tree.read(EN), tree.read(TR)), (english, turkish(&three())));
}

#[test]
fn what_is_left_decides_the_exit_code() {
    let text = sound().replace("- **SLA:** 7d\n", "").replace("| G-001 |", "| G-009 |");
    let tree = Tree::with(&text);
    let shown = tree.run("check --fix");
    assert!(shown.starts_with("exit 1\n") && shown.contains("orphan-triage-row"), "{shown}");
    assert!(shown.contains("wrote gap-register.md"), "{shown}");
    let now = tree.read("gap-register.md");
    // One of the two IDs is mistaken: no row is added until somebody says which.
    assert!(now.contains("| G-009 |") && !now.contains("| G-001 |"), "{now}");
    assert!(now.contains("- **SLA:** 7d\n"), "{now}");
}

#[test]
fn only_what_is_asked_for_is_repaired() {
    let text =
        sound().replace("- **SLA:** 7d\n", "").replace("- **Owner:** Backend", "- **Owner:** Data");
    let tree = Tree::with(&text);
    assert_eq!(tree.code("check --fix --select stale-triage-row"), 0);
    assert_eq!(tree.read("gap-register.md"), text.replace("| Backend |", "| Data |"));
    let ignored = format!("<!-- gapreg-ignore-file stale-triage-row: kept by hand -->\n{text}");
    let tree = Tree::with(&ignored);
    tree.code("check --fix");
    assert!(tree.read("gap-register.md").contains("| Backend |"));
}

#[test]
fn standard_input_comes_out_repaired() {
    let text = sound().replace("- **SLA:** 7d\n", "");
    let fixed = Tree::new().run_with_input("check --fix --quiet -", &text);
    assert_eq!(fixed, format!("exit 0\n{}", sound()));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_fails_the_run() {
    let tree = Tree::with(sound().replace("- **SLA:** 7d\n", ""));
    std::fs::remove_file(tree.path("gap-register.md")).unwrap();
    let tree =
        tree.put("gap-register.md", sound().replace("- **SLA:** 7d\n", "").replace('\n', "\r"));
    let before = tree.read("gap-register.md");
    assert_ne!(tree.code("check --fix"), 0);
    assert_eq!(tree.read("gap-register.md"), before);
}

#[test]
fn an_id_of_two_entries_in_a_translation_is_left_to_people() {
    let mirror = turkish(&with(&three(), "G-002", "G-002", "G-002+G-004"));
    let tree = pair(&three(), &mirror);
    assert_eq!(tree.code("check --fix"), 1);
    assert!(tree.read(TR).contains("- **ID:** G-002+G-004\n"), "{}", tree.read(TR));
    let mirror = turkish(&with(&three(), "G-002", "G-002", "G-012"));
    let tree = pair(&three(), &mirror);
    assert_eq!(tree.code("check --fix"), 0);
    assert_eq!(tree.read(TR), turkish(&three()), "the row follows the entry");
}
