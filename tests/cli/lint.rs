//! `gapreg lint`: output and exit codes.

use crate::common::registers::{sound, with_bad_sla};
use crate::common::tree::Tree;

#[test]
fn a_sound_register_is_silent() {
    insta::assert_snapshot!(Tree::with(sound()).run("lint"), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    ");
}

#[test]
fn findings_show_the_line_and_the_word() {
    let text = sound()
        .replace("- **SLA:** 7d\n", "- **SLA:** soon\n")
        .replace("- **Owner:** Backend\n", "")
        .replace("| Open |", "| Verified |");
    insta::assert_snapshot!(Tree::with(text).run("lint"), @"
    exit 1
    error[stale-triage-row]: G-001: the table says `Verified`, the entry says `Open`
      --> gap-register.md:9:31
       |
     9 | | G-001 | P1 | Backend | 7d | Verified |
       |                               ^^^^^^^^
       |
      ::: gap-register.md:20:15
       |
    20 | - **Status:** Open
       |               ---- the entry's value
       |
       = fix: write `Open` (`--fix`)

    error[missing-field]: G-001: this entry has no Owner
      --> gap-register.md:17:11
       |
    17 | - **ID:** G-001
       |           ^^^^^
       |
       = help: add a line such as `- **Owner:** …`

    error[bad-sla]: G-001: `soon` is not a duration
      --> gap-register.md:22:12
       |
    22 | - **SLA:** soon
       |            ^^^^
       |
       = help: write a number and a unit, such as `24h`, `7d` or `2w`
       = fix: write the SLA of its priority, 7d (`--unsafe-fixes`)


    --- stderr
    3 errors in 1 entry of 1 file; `--fix` fixes 1; `--unsafe-fixes` fixes 1 more
    ");
}

#[test]
fn carets_are_below_wide_and_turkish_letters() {
    let text = sound().replace("**Status:** Open", "**Status:** 缺口 İğ 🔒 x");
    insta::assert_snapshot!(Tree::with(text).run("lint --select unknown-status"), @"
    exit 1
    error[unknown-status]: G-001: `缺口 İğ 🔒 x` is not a state of the flow
      --> gap-register.md:20:15
       |
    20 | - **Status:** 缺口 İğ 🔒 x
       |               ^^^^^^^^^^^^
       |
       = help: the flow is Open → In Progress → Fixed → Verified


    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn control_characters_of_the_file_never_reach_the_terminal() {
    let text = sound().replace("**Status:** Open", "**Status:** \u{1b}[31mOp\u{202e}en");
    for rules in ["", "--select unknown-status"] {
        let shown = Tree::with(&text).run(&format!("lint --color never {rules}"));
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
        assert!(shown.contains("[31mOp"), "{shown}");
    }
}

#[test]
fn one_line_for_each_finding_where_that_is_asked_for() {
    let text = with_bad_sla();
    insta::assert_snapshot!(Tree::with(text).run("lint --output-format concise"), @"
    exit 1
    gap-register.md:23:12: error[bad-sla] G-001: `soon` is not a duration

    --- stderr
    1 error in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn rules_are_chosen_by_name() {
    let tree = Tree::with(with_bad_sla());
    assert_eq!(tree.code("lint --ignore bad-sla"), 0);
    assert_eq!(tree.code("lint --select bad-sla"), 1);
    assert_eq!(tree.code("lint --select bad-date"), 0);
    insta::assert_snapshot!(tree.run("lint --select bad-sal"), @"
    exit 2

    --- stderr
    error: there is no rule `bad-sal`; did you mean `bad-sla`?
    ");
}

#[test]
fn the_level_that_fails_is_chosen() {
    let tree = Tree::with(
        sound().replace("- **SLA:** 7d\n", "- **SLA:** 14d\n").replace("| 7d |", "| 14d |"),
    );
    assert_eq!(tree.code("lint"), 0);
    assert_eq!(tree.code("lint --fail-on warning"), 1);
    let tree = Tree::with(with_bad_sla());
    assert_eq!(tree.code("lint --fail-on never"), 0);
}

#[test]
fn statistics_count_instead_of_listing() {
    let text = sound().replace("- **Owner:** Backend\n- **SLA:** 7d\n", "- **SLA:** soon\n");
    insta::assert_snapshot!(Tree::with(text).run("lint --statistics"), @"
    exit 1
    1  bad-sla
    1  missing-field

    --- stderr
    2 errors in 1 entry of 1 file; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn standard_input_has_a_name() {
    let text = with_bad_sla();
    let args = "lint - --stdin-filename docs/tr/gap-register.md --select bad-sla,source-page-language --output-format concise";
    insta::assert_snapshot!(Tree::new().run_with_input(args, &text), @"
    exit 1
    docs/tr/gap-register.md:23:12: error[bad-sla] G-001: `soon` is not a duration
    docs/tr/gap-register.md:27:21: error[source-page-language] G-001: this register is written in `tr`, the page in `en`

    --- stderr
    2 errors in 1 entry of 1 file; `--unsafe-fixes` fixes 2
    ");
}

#[test]
fn ids_repeat_across_registers_of_one_language_only() {
    let tree = Tree::new()
        .put("docs/en/a-gap-register.md", sound())
        .put("docs/en/b-gap-register.md", sound())
        .put("docs/tr/a-gap-register.md", sound());
    insta::assert_snapshot!(tree.run("lint --select duplicate-id"), @"
    exit 1
    error[duplicate-id]: G-001 is the ID of another entry too
      --> docs/en/b-gap-register.md:17:11
       |
    17 | - **ID:** G-001
       |           ^^^^^
       |
      ::: docs/en/a-gap-register.md:17:11
       |
    17 | - **ID:** G-001
       |           ----- it is used here first
       |
       = help: `gapreg renumber G-001 --heading WORDS` gives this one the next free ID


    --- stderr
    1 error in 3 entries of 3 files
    ");
}

#[test]
fn the_order_of_files_does_not_matter() {
    let broken = sound().replace("- **SLA:** 7d\n", "");
    let tree = Tree::new().put("a-gap-register.md", &broken).put("b-gap-register.md", &broken);
    let one = tree.run("lint --output-format json a-gap-register.md b-gap-register.md");
    let other = tree.run("lint --output-format json b-gap-register.md a-gap-register.md");
    assert_eq!(one, other);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let text = with_bad_sla().repeat(2000);
    let tree = Tree::with(text);
    let mut child = tree.command("lint").stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn results_go_to_a_file_where_that_is_asked_for() {
    let tree = Tree::with(with_bad_sla());
    let shown = tree.run("lint --output-format concise --output-file out.txt");
    assert!(!shown.contains("bad-sla"), "{shown}");
    assert!(tree.read("out.txt").contains("error[bad-sla]"));
}

#[test]
fn what_an_entry_lacks_is_one_paragraph_for_readers_and_a_finding_each_for_programs() {
    let text = sound()
        .replace("- **SLA:** 7d\n", "")
        .replace("- **Priority:** P1\n", "")
        .replace("- **Owner:** Backend\n", "");
    let tree = Tree::with(text);
    let shown = tree.run("lint --select missing-field");
    assert!(
        shown.contains("error[missing-field]: G-001: this entry has no Owner, Priority and SLA\n"),
        "{shown}"
    );
    let concise = tree.run("lint --select missing-field --output-format concise");
    assert_eq!(concise.matches("error[missing-field]").count(), 3, "{concise}");
}

#[test]
fn an_empty_cell_is_where_the_value_is_missing() {
    let row = |at: u8| format!("| K-{at} | Key {at} | Open | Ben |\n");
    let rows: String = (3..9).map(row).collect();
    let table = format!(
        "# Kiosk gaps\n\n| ID | Gap | Status | Team |\n|--|--|--|--|\n| K-1 | Lamp is dark | Open | |\n{rows}"
    );
    let tree = Tree::with(&table);
    insta::assert_snapshot!(tree.run("lint"), @"
    exit 0
    info[missing-field]: K-1: this entry has no Team, which is recommended
     --> gap-register.md:5:30
      |
    5 | | K-1 | Lamp is dark | Open | |
      |                              ^
      |
      = help: fill in its cell in the column `Team`


    --- stderr
    1 info in 7 entries of 1 file
    ");
    let tree = tree.put("gapreg.yaml", "required: [ID, Owner, SLA]\n");
    let said = tree.run("lint");
    assert!(said.contains("fill in its cell in the column `Team`"), "{said}");
    assert!(said.contains("add a column `SLA` to its table"), "{said}");
    assert!(!said.contains("add a line"), "{said}");
}
