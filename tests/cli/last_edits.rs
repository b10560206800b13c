//! What a person changed last is not undone: cells, rows, values of a translation, comments.

use std::fs;

use crate::common::registers::{ENTRY, in_turkish, sound, three, with};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";
const CELL: &str = "| G-001 | P1 | Backend | 7d | Open |";
const EDITED: &str = "| G-001 | P1 | Backend | 7d | In Progress |";

/// A register and its translation in a repository.
fn pair() -> Tree {
    let turkish = in_turkish(&three());
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    let tree = tree.put(EN, three()).put(TR, turkish);
    tree.repository();
    tree
}

#[test]
fn an_edited_cell_stays_until_somebody_decides() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    let edited = tree.read(EN);
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 1

    --- stderr
    warning: docs/en/gap-register.md: G-001 Status: Open → In Progress, changed in the table later: it stays
    1 cell is newer than the entry:
      `gapreg triage --pull` keeps what the table says, in the entry, its translation and both tables
      `gapreg triage --overwrite` drops it: the table follows the entry
    ");
    for command in ["lint --fix", "lint --unsafe-fixes", "triage --prune"] {
        assert_eq!(tree.code(command), 1, "{command}");
        assert_eq!(tree.read(EN), edited, "{command}");
    }
    // The row of the translation agrees with both entries.
    assert_eq!(tree.code("mirror --fix --stub"), 0);
    assert_eq!(tree.read(EN), edited);
    assert!(!tree.run("lint --output-format json").contains("\"safety\""), "no edit is offered");
    insta::assert_snapshot!(tree.run("triage --overwrite"), @"
    exit 0

    --- stderr
    docs/en/gap-register.md: 1 cell changed
      G-001 Status: In Progress → Open
    ");
    assert_eq!(tree.read(EN), three());
}

#[test]
fn a_pulled_cell_goes_through_entry_translation_and_tables() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    tree.commit("table");
    // Only one of the pair is named, as by a hook.
    insta::assert_snapshot!(tree.run("triage --pull docs/en"), @"
    exit 0

    --- stderr
    docs/en/gap-register.md: G-001 Status: Open → In Progress
    docs/tr/gap-register.md: G-001 Status: Open → In Progress
    ");
    for name in [EN, TR] {
        let text = tree.read(name);
        assert!(text.contains(EDITED), "{text}");
        assert_eq!(text.matches("**Status:** In Progress").count(), 2, "{text}");
    }
    assert_eq!(tree.code("check"), 0);
    assert_eq!(tree.run("triage --pull"), "exit 0\n\n--- stderr\nno cell contradicts its entry\n");
}

#[test]
fn tables_that_say_different_things_are_not_pulled() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    tree.edit(TR, CELL, &EDITED.replace("In Progress", "Fixed"));
    let before = [EN, TR].map(|name| tree.read(name));
    let shown = tree.run("triage --pull");
    assert!(shown.starts_with("exit 1") && shown.contains("says something else again"), "{shown}");
    assert_eq!([EN, TR].map(|name| tree.read(name)), before);
}

#[test]
fn an_edited_cell_of_a_translation_stays_and_its_entry_does_not_become_newer() {
    for command in ["mirror --fix", "check --fix"] {
        let tree = pair();
        tree.edit(EN, "**Status:** Open", "**Status:** In Progress");
        tree.edit(EN, CELL, EDITED);
        tree.commit("started");
        let fixed = CELL.replace("Open", "Fixed");
        tree.edit(TR, CELL, &fixed);
        let before = tree.read(TR);
        for _ in 0..2 {
            assert_eq!(tree.code(command), 1, "{command}");
            assert_eq!(tree.read(TR), before, "{command}");
        }
        tree.run("triage --pull docs/tr");
        assert!(tree.read(TR).contains(&fixed), "{command}: the cell was overwritten");
        // A cell that says what the source's entry says is no other value.
        let tree = pair();
        tree.edit(EN, "**Status:** Open", "**Status:** In Progress");
        tree.edit(EN, CELL, EDITED);
        tree.commit("started");
        tree.edit(TR, CELL, EDITED);
        assert_eq!(tree.code(command), 0, "{command}");
        assert!(tree.read(TR).contains("**Status:** In Progress"), "{command}");
    }
}

#[test]
fn an_id_that_a_translation_got_later_is_left() {
    let tree = pair();
    fs::write(tree.path(TR), tree.read(TR).replace("G-001", "G-011")).unwrap();
    tree.commit("renumbered");
    let before = tree.read(TR);
    let said = tree.run("check --fix");
    assert!(
        said.contains(
            "this entry is G-011 here and G-001 in the source; the translation was changed later"
        ),
        "{said}"
    );
    assert_eq!(tree.read(TR), before, "{said}");
    let said = tree.run("mirror --fix --from tr");
    assert!(
        tree.read(EN).contains("**ID:** G-011") && tree.read(EN).contains("| G-011 |"),
        "{said}"
    );
    // Changed in the source, the ID is copied.
    let tree = pair();
    fs::write(tree.path(EN), tree.read(EN).replace("G-001", "G-011")).unwrap();
    tree.commit("renumbered");
    assert_eq!(tree.code("mirror --fix"), 0);
    assert!(tree.read(TR).contains("**ID:** G-011") && tree.read(TR).contains("| G-011 |"));
}

#[test]
fn a_rename_that_is_not_committed_hides_no_history() {
    for is_staged in [true, false] {
        let tree = pair();
        let renamed = [EN, TR].map(|name| name.replace("gap-reg", "loans-gap-reg"));
        for (old, new) in [EN, TR].iter().zip(&renamed) {
            fs::rename(tree.path(old), tree.path(new)).unwrap();
        }
        if is_staged {
            tree.git("add -A");
        }
        tree.edit(&renamed[0], CELL, EDITED);
        tree.edit(&renamed[1], "**Owner:** Backend", "**Owner:** Web");
        let before = renamed.each_ref().map(|name| tree.read(name));
        let said = tree.run("check --fix");
        assert!(said.starts_with("exit 1") && said.contains("--pull"), "{said}");
        assert!(said.contains("--from tr"), "{said}");
        let after = tree.read(&renamed[1]);
        assert_eq!(tree.read(&renamed[0]), before[0], "staged: {is_staged}");
        assert!(after.contains("**Owner:** Web"), "{after}");
    }
}

#[test]
fn a_cell_is_known_through_renames_and_merges() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    tree.commit("table");
    tree.git("mv docs/en/gap-register.md docs/en/old-gap-register.md");
    tree.commit("moved");
    assert_eq!(tree.code("triage docs/en"), 1);
    assert!(tree.read("docs/en/old-gap-register.md").contains(EDITED));

    // The cell was edited on a branch, after the entry.
    let tree = pair();
    tree.git("checkout -q -b side");
    tree.edit(EN, CELL, EDITED);
    tree.commit("table");
    tree.git("checkout -q main");
    tree.edit(EN, "**Environment:** all", "**Environment:** prod");
    tree.commit("other");
    tree.git("merge -q --no-ff -m merged side");
    assert_eq!(tree.code("triage docs/en"), 1);
    assert!(tree.read(EN).contains(EDITED));
}

#[test]
fn edits_are_known_through_a_new_id() {
    for is_committed in [false, true] {
        let tree = pair();
        tree.edit(EN, CELL, EDITED);
        tree.edit(TR, "**Owner:** Backend", "**Owner:** Web");
        tree.commit("edited");
        for name in [EN, TR] {
            let text = tree.read(name);
            fs::write(tree.path(name), text.replace("G-001", "G-0100")).unwrap();
        }
        if is_committed {
            tree.commit("renumbered");
        }
        assert_eq!(tree.code("triage docs/en"), 1);
        assert!(tree.read(EN).contains(&EDITED.replace("G-001", "G-0100")));
        tree.run("mirror --fix docs");
        assert!(tree.read(TR).contains("**Owner:** Web"), "committed: {is_committed}");
    }
}

#[test]
fn adopting_today_s_form_leaves_an_edited_cell() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    tree.commit("edited");
    tree.run("adopt --write docs/en");
    assert!(tree.read(EN).contains(EDITED));
}

#[test]
fn an_entry_that_is_newer_wins_and_is_listed() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    tree.commit("table");
    let text = with(&tree.read(EN), "G-001", "**Status:** Open", "**Status:** Fixed");
    fs::write(tree.path(EN), text).unwrap();
    insta::assert_snapshot!(tree.run("triage docs/en"), @"
    exit 0

    --- stderr
    docs/en/gap-register.md: 1 cell changed
      G-001 Status: In Progress → Fixed
    ");
    // Without history, the entry is right.
    let tree = Tree::with(sound().replace(CELL, EDITED));
    assert_eq!(tree.code("triage"), 0);
    assert!(tree.read("gap-register.md").contains(CELL));
}

#[test]
fn what_is_set_leaves_other_cells_alone() {
    let tree = pair();
    tree.edit(EN, CELL, EDITED);
    assert_eq!(tree.code("set G-001 owner=Web"), 0);
    assert!(tree.read(EN).contains("| G-001 | P1 | Web | 7d | In Progress |"));
    assert!(tree.read(TR).contains("| G-001 | P1 | Web | 7d | Open |"));
    assert_eq!(tree.code("triage"), 1);
}

#[test]
fn a_newer_translation_is_left_until_somebody_says_whose_value_is_right() {
    let tree = pair();
    let text = with(&tree.read(TR), "G-002", "**Owner:** Backend", "**Owner:** Web");
    fs::write(tree.path(TR), &text).unwrap();
    insta::assert_snapshot!(tree.run("mirror --fix"), @"
    exit 1
    error[mirror-value]: G-002: the translation says `Web`, the source says `Backend`; the translation was changed later
      --> docs/tr/gap-register.md:44:14
       |
    44 | - **Owner:** Web
       |              ^^^
       |
      ::: docs/en/gap-register.md:44:14
       |
    44 | - **Owner:** Backend
       |              ------- the source's value
       |
       = help: `gapreg mirror --fix --from tr` takes it into the leading register; `gapreg mirror --fix --from en` overwrites it


    --- stderr
    1 error in 6 entries of 2 files
    tr  █████████████░░░░░░░  2 of 3 entries in step, 1 contradicting
    ");
    assert_eq!(tree.read(TR), text);
    tree.commit("translation");
    assert_eq!(tree.code("mirror --fix"), 1);
    assert_eq!(tree.code("mirror --fix --from tr"), 0);
    for name in [EN, TR] {
        let text = tree.read(name);
        assert!(text.contains("| G-002 | P1 | Web | 7d | In Progress |"), "{text}");
        assert_eq!(text.matches("**Owner:** Web").count(), 1, "{text}");
    }
    tree.git("checkout -q .");
    assert_eq!(tree.code("mirror --fix --from en"), 0);
    assert_eq!(tree.read(EN), three());
    assert!(!tree.read(TR).contains("Web"));
    assert_eq!(tree.code("mirror --fix --from ko"), 2);
    assert_eq!(tree.code("mirror --from tr"), 2);
}

#[test]
fn a_newer_value_of_the_leading_register_is_copied() {
    let tree = pair();
    let text = with(&tree.read(TR), "G-002", "**Owner:** Backend", "**Owner:** Web");
    fs::write(tree.path(TR), text).unwrap();
    tree.commit("translation");
    let text = with(&tree.read(EN), "G-002", "**Owner:** Backend", "**Owner:** Desk");
    fs::write(tree.path(EN), text).unwrap();
    tree.run("mirror --fix");
    assert!(tree.read(TR).contains("**Owner:** Desk"), "{}", tree.read(TR));
}

#[test]
fn crossed_ids_are_reported_and_nothing_is_copied() {
    let entry = |number: u32, id: &str, code: &str, status: &str| {
        let entry = ENTRY.replace("1.1", &format!("1.{number}")).replace("G-001", id);
        let symptom = format!("`POST /{code}` answers 404, and `GET /{code}/state` as well.");
        let entry = entry.replace("The button answers 404.", &symptom);
        entry.replace("loans.md", &format!("{code}.md")).replace("Open", status)
    };
    let head = sound().split("## Triage").next().unwrap().to_owned();
    let text = |ids: [&str; 2]| {
        let entries = [entry(1, ids[0], "loans", "Open"), entry(2, ids[1], "fines", "Fixed")];
        format!("{head}## Gaps\n\n{}", entries.join("\n"))
    };
    let tree = Tree::new().put(EN, text(["G-001", "G-002"]));
    let crossed = text(["G-002", "G-001"]).replace("(EN)", "(TR)");
    let tree = tree.put(TR, crossed.replace("/docs/en/", "/docs/tr/"));
    let before = tree.read(TR);
    let shown = tree.run("mirror --fix --stub --output-format concise");
    let found: Vec<&str> = shown.lines().filter(|line| line.contains("error")).collect();
    assert!(found[0].contains("mirror-value] G-001 and G-002 are crossed"), "{shown}");
    assert_eq!(tree.read(TR), before);
}

#[test]
fn a_comment_that_was_left_behind_names_its_entry() {
    let comment = "<!-- gapreg-ignore bad-sla: the vendor decides -->\n\n";
    let text = three().replace("- **SLA:** 7d", "- **SLA:** soon").replace("| 7d |", "| soon |");
    let heading = "### 1.1 Loans";
    let tree = Tree::with(text.replace(heading, &format!("{comment}{heading}")));
    tree.repository();
    let sound = three().replace("**ID:** G-001", "**ID:** G-004").replace("| G-001 |", "| G-004 |");
    let now = sound.replace(heading, &format!("{comment}{heading}"));
    fs::write(tree.path("gap-register.md"), &now).unwrap();
    let shown = tree.run("lint --fix");
    assert!(shown.contains("it was written for G-001, and is above G-004 now"), "{shown}");
    assert_eq!(tree.read("gap-register.md"), now);
    tree.run("lint --unsafe-fixes");
    assert!(!tree.read("gap-register.md").contains("gapreg-ignore"));
}

/// A register whose table has a column for a text and one for a day that is worked out.
fn with_texts() -> String {
    sound()
        .replace(
            "| Status |\n|---|---|---|---|---|",
            "| Status | Workaround | Due |\n|---|---|---|---|---|---|---|",
        )
        .replace(CELL, &format!("{CELL} Renew at the desk | 2026-02-08 |"))
}

#[test]
fn texts_and_days_of_a_table_are_a_persons_too() {
    let cases =
        [("| Renew at the desk |", "| |"), ("| 2026-02-08 |", "| 2026-03-01 |"), ("| P1 |", "| |")];
    for (from, to) in cases {
        let tree = Tree::with(with_texts());
        tree.repository();
        assert_eq!(tree.code("triage"), 0, "{}", tree.run("triage"));
        tree.edit("gap-register.md", from, to);
        let edited = tree.read("gap-register.md");
        for command in ["triage", "lint --fix", "check --fix", "set G-001 owner=Desk"] {
            let shown = tree.run(command);
            let now = tree.read("gap-register.md");
            assert!(now.contains(to), "{command}: {shown}\n{now}");
            fs::write(tree.path("gap-register.md"), &edited).unwrap();
        }
        tree.commit("edited");
        assert!(tree.run("triage").contains("changed in the table later: it stays"), "{to}");
        assert_eq!(tree.read("gap-register.md"), edited);
        assert_eq!(tree.code("triage --overwrite"), 0);
        assert_eq!(tree.read("gap-register.md"), with_texts());
    }
    let tree = Tree::with(with_texts());
    tree.repository();
    tree.edit("gap-register.md", "| Renew at the desk | 2026-02-08 |", "| | 2026-03-01 |");
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 1

    --- stderr
    warning: gap-register.md: G-001 Workaround: Renew at the desk → (empty), changed in the table later: it stays
    warning: gap-register.md: G-001 Due: 2026-02-08 → 2026-03-01, changed in the table later: it stays
    2 cells are newer than the entry:
      `gapreg triage --pull` keeps what the table says, in the entry, its translation and both tables
      `gapreg triage --overwrite` drops it: the table follows the entry
    ");
    insta::assert_snapshot!(tree.run("triage --pull"), @"
    exit 1

    --- stderr
    gap-register.md: G-001: Workaround: the table says `(empty)`, the entry says `Renew at the desk`, which it cannot take from the table: change the entry, or drop the cell with `--overwrite`; nothing was written
    gap-register.md: G-001: Due: the table says `2026-03-01`, the entry says `2026-02-08`, which it cannot take from the table: change the entry, or drop the cell with `--overwrite`; nothing was written
    ");
    // The entry is the newer one: its day follows.
    tree.commit("edited");
    tree.edit("gap-register.md", "**SLA:** 7d", "**SLA:** 14d");
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 1

    --- stderr
    warning: gap-register.md: G-001 Workaround: Renew at the desk → (empty), changed in the table later: it stays
    gap-register.md: 2 cells changed
      G-001 SLA: 7d → 14d
      G-001 Due: 2026-03-01 → 2026-02-15
    1 cell is newer than the entry:
      `gapreg triage --pull` keeps what the table says, in the entry, its translation and both tables
      `gapreg triage --overwrite` drops it: the table follows the entry
    ");
}

#[test]
fn a_row_that_never_had_a_text_gets_it() {
    let tree = Tree::with(with_texts().replace("| Renew at the desk |", "| |"));
    tree.repository();
    tree.run("triage");
    assert_eq!(tree.read("gap-register.md"), with_texts());
}

#[test]
fn what_a_branch_brings_is_as_old_as_on_the_branch() {
    let to_fixed = |tree: &Tree| {
        tree.edit(EN, "**Status:** Open", "**Status:** Fixed");
        tree.commit("entry");
    };
    let to_started = |tree: &Tree| {
        tree.edit(EN, CELL, EDITED);
        tree.commit("table");
    };
    let other = |tree: &Tree| {
        tree.edit(EN, "The list of holds shows nothing", "The list of holds is blank");
        tree.commit("other");
    };
    let merge =
        |tree: &Tree, branch: &str| tree.git(&format!("merge -q --no-ff -m merged {branch}"));
    let stays = |tree: &Tree, what: &str| {
        assert_eq!(tree.code("triage docs/en"), 1, "{what}: {}", tree.run("triage docs/en"));
        assert!(tree.read(EN).contains(EDITED), "{what}");
    };

    // The entry, then the cell; both came by one merge.
    let tree = pair();
    tree.git("checkout -q -b side");
    other(&tree);
    tree.git("checkout -q main");
    to_fixed(&tree);
    to_started(&tree);
    tree.git("checkout -q side");
    merge(&tree, "main");
    stays(&tree, "both by a merge");

    // The cell on one branch, the entry on another: neither is later.
    for branches in [["side", "main"], ["main", "side"]] {
        let tree = pair();
        tree.git("branch side");
        tree.git(&format!("checkout -q {}", branches[0]));
        to_started(&tree);
        tree.git(&format!("checkout -q {}", branches[1]));
        to_fixed(&tree);
        tree.git("checkout -q main");
        // Rows and entries are far apart, so git merges them.
        merge(&tree, "side");
        stays(&tree, branches[0]);
        assert_eq!(tree.code("triage docs/en --overwrite"), 0);
        assert!(!tree.read(EN).contains(EDITED));
    }

    // The entry was changed on the branch, and the cell before it: the table is stale.
    let tree = pair();
    to_started(&tree);
    tree.git("checkout -q -b side");
    to_fixed(&tree);
    tree.git("checkout -q main");
    other(&tree);
    merge(&tree, "side");
    assert_eq!(tree.code("triage docs/en"), 0);
    assert!(!tree.read(EN).contains(EDITED));
}

#[test]
fn a_read_only_register_is_not_written() {
    let broken = sound().replace("Renewal is refused", "GÃ¼ncelleme Ã§alÄ±ÅŸmÄ±yor");
    let tree = Tree::with(broken.replace(CELL, EDITED));
    let path = tree.path("gap-register.md");
    let mut mode = fs::metadata(&path).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&path, mode).unwrap();
    for command in ["triage", "set G-001 owner=Web", "heal --write gap-register.md"] {
        let shown = tree.run(command);
        assert!(shown.starts_with("exit 2") && shown.contains("is read-only"), "{shown}");
    }
    assert!(tree.read("gap-register.md").contains(EDITED));
}

#[test]
fn a_row_that_somebody_took_out_is_not_put_back() {
    let tree = pair();
    let row = format!("{CELL}\n");
    tree.edit(EN, &row, "");
    tree.commit("row");
    let taken = tree.read(EN);
    for command in ["lint --fix", "check --fix", "triage"] {
        assert_eq!(tree.code(command), 1, "{command}");
        assert_eq!(tree.read(EN), taken, "{command}");
    }
    let found = tree.run("lint");
    assert!(
        found.contains("somebody took its row out later than the entry was changed"),
        "{found}"
    );
    // An entry that was changed after that has a row again.
    tree.edit(EN, "**Owner:** Backend", "**Owner:** Desk");
    tree.commit("owner");
    tree.edit(EN, "**Status:** Open", "**Status:** In Progress");
    tree.run("triage");
    assert!(tree.read(EN).contains("| G-001 | P1 | Desk |"), "{}", tree.read(EN));
    tree.edit(EN, "**Status:** In Progress", "**Status:** Open");
}
