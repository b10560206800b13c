//! `gapreg diff`.

use crate::common::registers::{ENTRY, three, with, without};
use crate::common::tree::{Tree, changed};

/// A branch with changes of every kind.
fn branch() -> Tree {
    let text = with(&three(), "G-001", "**Status:** Open", "**Status:** In Progress");
    let text = with(&text, "G-001", "**Owner:** Backend", "**Owner:** Desk");
    let text = with(&text, "G-003", "**Status:** Fixed", "**Status:** Verified");
    let text =
        text + "- **Closure note:** Checked by Ines on the staging system, with three readers.\n";
    let text = without(&text, "### 1.2");
    let fourth = ENTRY.replace("G-001", "G-004").replace("Renewal is refused", "Receipt is blank");
    let fourth = fourth.replace("The button answers 404.", "The printer gives an empty strip.");
    changed(&three(), &format!("{text}\n{}", fourth.replace("1.1", "1.4")))
}

#[test]
fn changes_are_listed_entry_by_entry() {
    let tree = branch();
    insta::assert_snapshot!(tree.run("diff"), @"
    exit 0
    gap-register.md
      added     G-004  Receipt is blank
                       Open, P1, Backend
      closed    G-003  Hold list is empty
                       Status: Fixed → Verified
                       Closure note: Checked by Ines on the staging system, with three readers.
      moved     G-001  Renewal is refused
                       Status: Open → In Progress
                       Owner: Backend → Desk
      removed   G-002  Fine is doubled
                       In Progress, P1, Backend

    --- stderr
    4 entries changed
    ");
    insta::assert_snapshot!(tree.run("diff --format markdown main"), @"
    exit 0
    **`gap-register.md`**

    - **Added G-004** Receipt is blank (Open, P1, Backend)
    - **Closed G-003** Hold list is empty (Status: Fixed → Verified; Closure note: Checked by Ines on the staging system, with three readers.)
    - **Moved G-001** Renewal is refused (Status: Open → In Progress; Owner: Backend → Desk)
    - **Removed G-002** Fine is doubled (In Progress, P1, Backend)

    --- stderr
    4 entries changed
    ");
    insta::assert_snapshot!("diff-json", tree.run("diff --output-format json main"));
}

#[test]
fn two_commits_can_be_compared() {
    let tree = branch();
    tree.commit("work");
    let tree = tree.put("gap-register.md", three());
    insta::assert_snapshot!(tree.run("diff main..work --quiet"), @"
    exit 0
    gap-register.md
      added     G-004  Receipt is blank
                       Open, P1, Backend
      closed    G-003  Hold list is empty
                       Status: Fixed → Verified
                       Closure note: Checked by Ines on the staging system, with three readers.
      moved     G-001  Renewal is refused
                       Status: Open → In Progress
                       Owner: Backend → Desk
      removed   G-002  Fine is doubled
                       In Progress, P1, Backend
    ");
    assert_eq!(tree.run("diff main...work"), tree.run("diff main..work"));
    assert_eq!(tree.run("diff main.."), tree.run("diff main..work"));
    // The changes in the working tree undo the commits.
    insta::assert_snapshot!(tree.run("diff main"), @"
    exit 0

    --- stderr
    no entry changed
    ");
    insta::assert_snapshot!(tree.run("diff gap-register.md"), @"
    exit 2

    --- stderr
    error: `gap-register.md` is a path; write `gapreg diff HEAD gap-register.md`: git knows no commit `gap-register.md` here; a clone that holds only the newest commits has to fetch it first
    ");
    insta::assert_snapshot!(tree.run("diff main --output-format sarif"), @"
    exit 2

    --- stderr
    error: `--output-format` is for findings; `--format` says how changes are written
    ");
}

#[test]
fn another_id_is_a_change() {
    let text = three().replace("G-002", "G-009");
    insta::assert_snapshot!(changed(&three(), &text).run("diff"), @"
    exit 0
    gap-register.md
      changed   G-009  Fine is doubled
                       ID: G-002 → G-009

    --- stderr
    1 entry changed
    ");
    // So is one in a heading.
    let text = "# Gaps\n\n## S-1: A\n\n- Status: Open\n- Owner: Mia\n\n## S-2: B\n\n- Status: Open\n- Owner: Jo\n";
    let said = changed(text, &text.replace("S-2", "S-9")).run("diff");
    assert_eq!(said.matches("ID: S-2 → S-9").count(), 1, "{said}");
}
