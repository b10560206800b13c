//! `--base`: changes that a branch must not make, compared with the commit at which it began.

use std::fs;
use std::path::Path;

use crate::common::registers::{ENTRY, sound, three, with, without};
use crate::common::tree::{Tree, changed};

const LINT: &str = "lint --output-format concise --base main --ignore stale-triage-row,\
                    untracked-entry,orphan-triage-row,unordered-number,source-page-missing";

#[test]
fn changes_against_the_policy_are_reported() {
    let text = with(&three(), "G-001", "**Status:** Open", "**Status:** Verified");
    let text = with(&text, "G-002", "**Status:** In Progress", "**Status:** Open");
    let text = with(&text, "G-002", "2026-02-01", "2026-02-04");
    let text = with(&text, "G-003", "G-003", "G-004");
    let tree = changed(&three(), &text);
    insta::assert_snapshot!(tree.run(LINT), @"
    exit 1
    gap-register.md:3:20: info[bad-date] last reviewed before 2026-02-04, when the newest entry was first seen
    gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Verified` skips `In Progress` and `Fixed`
    gap-register.md:22:15: error[status-without-evidence] G-001: Verified now, but nothing that was not there before shows it
    gap-register.md:40:19: error[changed-first-seen] G-002: was 2026-02-01 before, and is 2026-02-04 now
    gap-register.md:42:15: error[status-taken-back] G-002: went back from `In Progress` to `Open`, and the entry does not say why
    gap-register.md:59:11: error[changed-id] this gap was `G-003` before, and is `G-004` now

    --- stderr
    5 errors, 1 info in 3 entries of 1 file
    ");
    // Without `--base` none of it is reported.
    insta::assert_snapshot!(tree.run("lint --select skipped-status"), @"
    exit 0

    --- stderr
    no findings in 3 entries of 1 file
    ");
    insta::assert_snapshot!(tree.run("check --base main --select skipped-status"), @"
    exit 1
    error[skipped-status]: G-001: from `Open` to `Verified` skips `In Progress` and `Fixed`
      --> gap-register.md:22:15
       |
    22 | - **Status:** Verified
       |               ^^^^^^^^
       |
       = help: the flow is Open → In Progress → Fixed → Verified; take one state after the other


    --- stderr
    1 error in 3 entries of 1 file
    ");
}

#[test]
fn a_new_gap_needs_an_id_of_its_own_and_an_open_one_stays() {
    let other = "### 1.3 Branches → Hours → Sunday is said to be open";
    let text = with(&three(), "G-003", "**First Seen:** 2026-02-01", "**First Seen:** 2026-02-04");
    let text = with(&text, "G-003", "The list of holds shows nothing at all.", "Pages list hours.");
    let text = text.replace("### 1.3 Loans → Renewals → Hold list is empty", other);
    insta::assert_snapshot!(changed(&three(), &text).run(LINT), @"
    exit 1
    gap-register.md:1:3: error[removed-entry] `G-003` was removed while `Fixed`: Hold list is empty
    gap-register.md:3:20: info[bad-date] last reviewed before 2026-02-04, when the newest entry was first seen
    gap-register.md:59:11: error[reused-id] `G-003` was another gap before: Hold list is empty

    --- stderr
    2 errors, 1 info in 3 entries of 1 file
    ");
    // A register that was removed.
    let tree = changed(&three(), &three()).put("other-gap-register.md", sound());
    fs::remove_file(tree.path("gap-register.md")).unwrap();
    insta::assert_snapshot!(tree.run(LINT), @"
    exit 1
    gap-register.md:42:15: error[removed-entry] `G-002` was removed while `In Progress`: Fine is doubled
    gap-register.md:62:15: error[removed-entry] `G-003` was removed while `Fixed`: Hold list is empty

    --- stderr
    2 errors in 1 entry of 1 file
    ");
}

#[test]
fn changes_along_the_flow_have_no_findings() {
    let silent = |from: &str, to: &str| {
        let output = changed(from, to).run(LINT);
        assert!(output.starts_with("exit 0\n"), "{output}\n{to}");
    };
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** In Progress");
    silent(&three(), &step);
    let note = "- **Closure note:** Checked by Ines on staging.\n";
    let closed = with(&three(), "G-003", "**Status:** Fixed", "**Status:** Verified") + note;
    silent(&three(), &closed);
    silent(&closed, &without(&closed, "### 1.3"));
    let back = with(&three(), "G-003", "**Status:** Fixed", "**Status:** Open");
    silent(&three(), &format!("{back}- **Note:** Back since the release of Monday.\n"));
    silent(&three(), &with(&back, "G-003", "Open", "Open (back on staging)"));
    // An ID for an entry that had none, new section numbers, a corrected title.
    silent(&three().replace("- **ID:** G-002\n", ""), &three());
    silent(&three(), &three().replace("### 1.2", "### 2.1"));
    silent(&three(), &three().replace("Fine is doubled", "A fine counts twice"));
}

#[test]
fn entries_are_followed_to_other_files() {
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    let tree = changed(&three(), &step);
    tree.git("mv gap-register.md desk-gap-register.md");
    insta::assert_snapshot!(tree.run(LINT), @"
    exit 1
    desk-gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Fixed` skips `In Progress`

    --- stderr
    1 error in 3 entries of 1 file
    ");
    // Moved to another register.
    let moved =
        format!("# Register of others (EN)\n\n{}", &three()[three().find("### 1.3").unwrap()..]);
    let moved = with(&moved, "G-003", "Fixed", "Open");
    let tree = changed(&three(), &without(&three(), "### 1.3")).put("other-gap-register.md", moved);
    insta::assert_snapshot!(tree.run(LINT), @"
    exit 1
    other-gap-register.md:1:3: warning[missing-triage] this register has no triage table
    other-gap-register.md:8:15: error[status-taken-back] G-003: went back from `Fixed` to `Open`, and the entry does not say why

    --- stderr
    1 error, 1 warning in 3 entries of 2 files; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn commit_by_commit_a_branch_may_pass_many_states() {
    let step = |text: &str, from: &str, to: &str| {
        with(text, "G-001", &format!("**Status:** {from}"), &format!("**Status:** {to}"))
    };
    let tree = changed(&three(), &step(&three(), "Open", "In Progress"));
    tree.commit("one");
    let two = step(&tree.read("gap-register.md"), "In Progress", "Fixed");
    let two = with(&two, "G-002", "In Progress", "Verified");
    let tree = tree.put("gap-register.md", &two);
    tree.commit("two");
    tree.git("mv gap-register.md desk-gap-register.md");
    tree.commit("three");
    let last = with(&two, "G-002", "Verified", "Fixed");
    let last = step(&last, "Fixed", "Verified") + "- **Closure note:** Seen by Ines.\n";
    let tree = tree.put("desk-gap-register.md", last);
    insta::assert_snapshot!(tree.run(LINT), @"
    exit 1
    desk-gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Verified` skips `In Progress` and `Fixed`
    desk-gap-register.md:22:15: error[status-without-evidence] G-001: Verified now, but nothing that was not there before shows it

    --- stderr
    2 errors in 3 entries of 1 file
    ");
    insta::assert_snapshot!(tree.run(&format!("{LINT} --each-commit")), @"
    exit 1
    desk-gap-register.md:22:15: error[status-without-evidence] G-001: Verified now, but nothing that was not there before shows it
    desk-gap-register.md:42:15: error[skipped-status] G-002: from `In Progress` to `Verified` skips `Fixed`, in commit 0958173
    desk-gap-register.md:42:15: error[status-taken-back] G-002: went back from `Verified` to `Fixed`, and the entry does not say why
    desk-gap-register.md:42:15: error[status-without-evidence] G-002: Verified now, but nothing that was not there before shows it, in commit 0958173

    --- stderr
    4 errors in 3 entries of 1 file
    ");
}

#[test]
fn a_finding_can_be_ignored_in_its_place() {
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    let comment = "<!-- gapreg-ignore skipped-status: repaired on the way to another gap -->\n";
    let step = step.replacen("- **Status:** Fixed", &format!("{comment}- **Status:** Fixed"), 1);
    // The comment was there before: a branch does not ignore what it does itself.
    let before = with(&step, "G-001", "**Status:** Fixed", "**Status:** Open");
    let tree = changed(&before, &step);
    assert_eq!(tree.code(LINT), 0);
    // Without `--base` the comment does not count as unused.
    assert!(!tree.run("lint").contains("unused-ignore"));
}

#[test]
fn missing_history_is_reported() {
    let tree = changed(&three(), &three());
    insta::assert_snapshot!(tree.run("lint --base nowhere"), @"
    exit 2

    --- stderr
    error: git knows no commit `nowhere` here; a clone that holds only the newest commits has to fetch it first
    ");
    insta::assert_snapshot!(Tree::with(three()).run("lint --base main"), @"
    exit 2

    --- stderr
    error: `gap-register.md` is not in a git repository, so its changes are not known
    ");
    insta::assert_snapshot!(tree.run("lint --each-commit"), @"
    exit 2

    --- stderr
    error: the following required arguments were not provided:
      --base <REV>

    Usage: gapreg lint --base <REV> --each-commit --today <DATE> [PATHS]...

    For more information, try '--help'.
    ");
    // A detached head, and a second working tree.
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    tree.git("checkout -q --detach");
    tree.git("worktree add -q aside");
    let there = Tree::new();
    let aside = tree.path("aside/gap-register.md");
    fs::write(&aside, &step).unwrap();
    let output = tree.run(&format!("{LINT} {}", aside.display()));
    assert!(output.contains("skipped-status"), "{output}");
    assert!(!Path::new(&there.path("gap-register.md")).exists());
    // A shallow clone, which does not have the commit at which the branch began.
    let tree = changed(&three(), &step);
    tree.commit("one");
    tree.git("checkout -q main");
    let tree = tree.put("notes.md", "x");
    tree.commit("two");
    tree.git("checkout -q work");
    let origin = format!("file://{}", tree.path("").display());
    there.git(&format!("clone -q --depth 1 --no-single-branch --branch work {origin} clone"));
    let each = there.run("lint --base origin/main --each-commit clone");
    insta::assert_snapshot!(each, @"
    exit 2

    --- stderr
    warning: this clone is shallow; what was before it starts is not known
    error: where this branch set out from `origin/main` is not in this clone; `git fetch --unshallow` gets the rest of its history
    ");
    let output = there.run(&format!("{} clone", LINT.replace("main", "origin/main")));
    assert_eq!(output, each, "a gate does not answer from what it cannot see");
}

#[test]
fn similar_entries_are_not_the_same() {
    // A closed entry is removed and another one added, on the same page and in similar words.
    let note = "- **Closure note:** Checked by Ines on staging.\n";
    let closed = with(&three(), "G-003", "**Status:** Fixed", "**Status:** Verified") + note;
    let new = ENTRY.replace("1.1", "1.3").replace("G-001", "G-004").replace("02-01", "02-04");
    let new = new.replace("Renewal is refused", "Receipt is blank");
    let new = new.replace("The button answers 404.", "The printer gives an empty strip.");
    let text = format!("{}\n{new}", without(&closed, "### 1.3"));
    let silent = |from: &str, to: &str| {
        let output = changed(from, to).run(&format!("{LINT},bad-date"));
        assert!(output.starts_with("exit 0\n\n"), "{output}\n{to}");
    };
    silent(&closed, &text);
    // The same heading in two places of the menu.
    let heading = "Branches → Hours → Hold list is empty";
    silent(&closed, &text.replace("Loans → Renewals → Receipt is blank", heading));
    // A copied register becomes a translation.
    let copy = with(&three(), "G-002", "/docs/en/loans.md", "/docs/en/fines.md");
    let other = copy.replace("Fine is doubled", "Ceza iki kez yazılıyor");
    let other = other.replace("Each fine stands twice on the slip.", "Fişte her ceza iki satır.");
    silent(&copy, &other.replace("/docs/en/fines.md", "/docs/en/holds.md"));
    // One of two entries with the same ID must get another one.
    let twice = three().replace("**ID:** G-002", "**ID:** G-001");
    silent(&twice, &three());
}

#[test]
fn a_gap_that_is_back_needs_more_than_another_word_for_open() {
    let to = |state: &str| {
        let back = format!("**Status:** {state}");
        let text = with(&three(), "G-003", "**Status:** Fixed", &back);
        changed(&three(), &text).run(LINT).contains("status-taken-back")
    };
    assert!(to("Açık") && to("🔴 Open") && to("To do") && to("new"));
    assert!(!to("Open: back on staging") && !to("Open (back)"));
}

#[test]
fn an_id_stays_with_its_gap_in_every_file() {
    let note = "- **Closure note:** Checked by Ines on staging.\n";
    let closed = with(&three(), "G-003", "**Status:** Fixed", "**Status:** Verified") + note;
    let new = ENTRY.replace("G-001", "G-003").replace("02-01", "02-04");
    let new = new.replace("Renewal is refused", "Receipt is blank");
    let new = new.replace("The button answers 404.", "The printer gives an empty strip.");
    let register = format!("# Register of the desk (EN)\n\n{new}");
    let tree = changed(&closed, &without(&closed, "### 1.3")).put("desk-gap-register.md", register);
    insta::assert_snapshot!(tree.run(&format!("{LINT},bad-date,missing-triage")), @"
    exit 1
    desk-gap-register.md:5:11: error[reused-id] `G-003` was another gap before: Hold list is empty

    --- stderr
    1 error in 3 entries of 2 files
    ");
}

#[test]
fn only_files_of_the_run_are_reported() {
    let tree = Tree::new().put("a/gap-register.md", sound()).put("b/gap-register.md", three());
    tree.repository();
    tree.git("checkout -q -b work");
    tree.git("mv b/gap-register.md b/desk-gap-register.md");
    let code = |args: &str| tree.code(&format!("{LINT},duplicate-id {args}"));
    assert_eq!((code("a"), code("a/gap-register.md"), code(".")), (0, 0, 0));
    fs::remove_file(tree.path("b/desk-gap-register.md")).unwrap();
    assert_eq!((code("a"), code("a/gap-register.md"), code("b/.."), code(".")), (0, 0, 1, 1));
    // A file that is no longer a register contains no entries.
    let tree = changed(&three(), &three()).put("other-gap-register.md", sound());
    tree.git("mv gap-register.md notes.md");
    assert!(tree.run(LINT).contains("removed-entry"));
    // The entries of a file that is not text are unknown.
    let tree = changed(&three(), &three());
    fs::write(tree.path("gap-register.md"), [three().as_bytes(), b"\xff\xfe"].concat()).unwrap();
    let output = tree.run(LINT);
    assert!(output.contains("invalid-utf8") && !output.contains("removed-entry"), "{output}");
}

#[test]
fn each_name_of_a_commit_is_understood() {
    let step = with(&three(), "G-001", "**Status:** Open", "**Status:** Fixed");
    let tree = changed(&three(), &step);
    tree.commit("one");
    let each = |paths: &str| tree.run(&format!("{LINT} --each-commit {paths}"));
    let whole = tree.path("gap-register.md").display().to_string();
    assert!(each(&whole).contains("skipped-status"));
    // Moved, and not committed yet.
    tree.git("mv gap-register.md desk-gap-register.md");
    insta::assert_snapshot!(each(""), @"
    exit 1
    desk-gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Fixed` skips `In Progress`, in commit 016a7b7

    --- stderr
    1 error in 3 entries of 1 file
    ");
    tree.commit("two");
    // Removed, with a commit and without one.
    fs::remove_file(tree.path("desk-gap-register.md")).unwrap();
    fs::write(tree.path("other-gap-register.md"), sound()).unwrap();
    insta::assert_snapshot!(each(""), @"
    exit 1
    gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Fixed` skips `In Progress`, in commit 016a7b7
    gap-register.md:42:15: error[removed-entry] `G-002` was removed while `In Progress`: Fine is doubled
    gap-register.md:62:15: error[removed-entry] `G-003` was removed while `Fixed`: Hold list is empty
    other-gap-register.md:20:15: error[status-taken-back] G-001: went back from `Fixed` to `Open`, and the entry does not say why

    --- stderr
    4 errors in 1 entry of 1 file
    ");
    tree.commit("three");
    insta::assert_snapshot!(each(""), @"
    exit 1
    gap-register.md:22:15: error[skipped-status] G-001: from `Open` to `Fixed` skips `In Progress`, in commit 016a7b7
    gap-register.md:42:15: error[removed-entry] `G-002` was removed while `In Progress`: Fine is doubled, in commit 4d00f98
    gap-register.md:62:15: error[removed-entry] `G-003` was removed while `Fixed`: Hold list is empty, in commit 4d00f98
    other-gap-register.md:20:15: error[status-taken-back] G-001: went back from `Fixed` to `Open`, and the entry does not say why, in commit 4d00f98

    --- stderr
    4 errors in 1 entry of 1 file
    ");
}

#[test]
fn entries_with_the_same_id_are_distinguished() {
    let twice = three().replace("**ID:** G-003", "**ID:** G-001");
    let step = with(&twice[twice.find("### 1.3").unwrap()..], "G-001", "Fixed", "Open");
    let text = format!("{}{step}", &twice[..twice.find("### 1.3").unwrap()]);
    let output = changed(&twice, &text).run(LINT);
    assert!(output.contains("gap-register.md:62:15: error[status-taken-back]"), "{output}");
}

#[test]
fn what_still_names_a_changed_id_is_shown() {
    let text = |id: &str| {
        format!(
            "# Gaps\n\n### {id}: Slip is blank\n\nOwner: Ada\n\n### K-2: Fine is doubled\n\nOwner: Ben\n\n\
             The same as K-1, see [it](#k-1-slip-is-blank).\n"
        )
    };
    let tree = Tree::with(text("K-1"));
    tree.repository();
    let tree = tree.put("gap-register.md", text("K-9"));
    let said = tree.run("check --base HEAD");
    assert!(said.contains("this gap was `K-1` before, and is `K-9` now"), "{said}");
    assert_eq!(said.matches("`K-1` is still named here").count(), 2, "{said}");
}
