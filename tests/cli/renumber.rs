//! `gapreg renumber`: two entries of one ID, and all that speaks of the one that moves.

use crate::common::registers::{ENTRY, in_turkish, three};
use crate::common::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

const CONFIG: &str =
    "ignore:\n  - rules: [sla-overdue]\n    entries: [G-003]\n    reason: agreed\n";

/// The register with a fourth entry that has the ID of the third, as after two branches were merged.
fn doubled() -> String {
    let entry = ENTRY
        .replace("1.1", "1.4")
        .replace("G-001", "G-003")
        .replace("Renewal is refused", "Card is void")
        .replace("The button answers 404.", "The card of a reader is void, see G-003.");
    let row = "| G-003 | P1 | Backend | 7d | Fixed |\n";
    let text = three().replace(row, &format!("{row}| G-003 | P1 | Backend | 7d | Open |\n"));
    format!("{text}\n{entry}")
}

fn put_double(tree: Tree) -> Tree {
    let turkish = in_turkish(&doubled()).replace("Card is void", "Kart geçersiz");
    tree.put(EN, doubled()).put(TR, turkish)
}

/// A pair in a repository, whose fourth entries came after the first commit.
fn merged() -> Tree {
    let tree = Tree::new().put(EN, three()).put(TR, in_turkish(&three()));
    let tree = tree.put("docs/en/loans.md", "Holds: G-003.\n").put("gapreg.yaml", CONFIG);
    tree.repository();
    put_double(tree)
}

#[test]
fn the_entries_of_the_branch_move_with_all_that_speaks_of_them() {
    let page = "Holds: G-003.\n\nCards: G-003, [in the register](gap-register.md#g-003).\n\
                Elsewhere: [G-003](https://forge.example/team/other/gaps.md#g-003).\n";
    let config = format!(
        "{CONFIG}  - rules: [missing-field]\n    entries: [G-003] # cards\n    reason: new\n"
    );
    let tree = merged().put("docs/en/loans.md", page).put("gapreg.yaml", &config);
    let said = tree.run("renumber --base HEAD --yes");
    assert!(said.starts_with("exit 0"), "{said}");
    assert!(said.contains("G-003 is G-004 now: Loans → Renewals → Card is void"), "{said}");
    assert!(said.contains("docs/en/loans.md:4 stays: a link to another repository"), "{said}");
    for name in [EN, TR] {
        let text = tree.read(name);
        let fourth = text.find("### 1.4").unwrap();
        assert!(text[fourth..].contains("**ID:** G-004"), "{text}");
        assert!(text[..fourth].contains("**ID:** G-003"), "{text}");
        assert!(text.contains("| G-003 | P1 | Backend | 7d | Fixed |\n"), "{text}");
        assert!(text.contains("| G-004 | P1 | Backend | 7d | Open |\n"), "{text}");
    }
    assert!(tree.read(EN).contains("see G-004."));
    assert_eq!(
        tree.read("docs/en/loans.md"),
        page.replace("Cards: G-003", "Cards: G-004").replace("md#g-003).\nE", "md#g-004).\nE")
    );
    assert_eq!(tree.read("gapreg.yaml"), config.replace("[G-003] # cards", "[G-004] # cards"));
    assert_eq!(tree.code("check --fail-on error"), 0, "{}", tree.run("check"));
}

#[test]
fn nothing_is_written_with_diff() {
    let tree = merged();
    let said = tree.run("renumber --base HEAD --diff");
    assert!(said.starts_with("exit 1") && said.contains("+- **ID:** G-004"), "{said}");
    assert_eq!(tree.read(EN), doubled());
}

#[test]
fn without_a_base_the_entry_is_named_by_its_heading() {
    let tree = merged();
    let said = tree.run("renumber G-003 --yes");
    assert!(said.starts_with("exit 2") && said.contains("docs/en/gap-register.md:"), "{said}");
    assert!(said.contains("Hold list is empty") && said.contains("Card is void"), "{said}");
    let said = tree.run("renumber G-003 --heading void --yes");
    assert!(said.starts_with("exit 0"), "{said}");
    // Nobody knows whom the page means.
    assert!(said.contains("docs/en/loans.md:1 stays"), "{said}");
    for name in [EN, TR] {
        let text = tree.read(name);
        let fourth = text.find("### 1.4").unwrap();
        assert!(text[fourth..].contains("**ID:** G-004"), "{text}");
    }
}

#[test]
fn the_older_entry_moves_where_its_heading_is_named() {
    let tree = merged();
    assert_eq!(tree.code("renumber G-003 --heading Hold --yes"), 0);
    for name in [EN, TR] {
        let text = tree.read(name);
        let (third, fourth) = (text.find("### 1.3").unwrap(), text.find("### 1.4").unwrap());
        assert!(text[third..fourth].contains("**ID:** G-004"), "{text}");
        assert!(text.contains("| G-004 | P1 | Backend | 7d | Fixed |\n"), "{text}");
    }
}

#[test]
fn an_id_that_is_there_once_stays() {
    let tree = merged();
    let said = tree.run("renumber G-001 --yes");
    assert!(said.starts_with("exit 2") && said.contains("an ID never changes"), "{said}");
    let said = tree.run("renumber G-009 --yes");
    assert!(said.starts_with("exit 2") && said.contains("no entry is called"), "{said}");
    let tree = Tree::new().put(EN, three());
    assert!(tree.run("renumber").contains("nothing to do"));
}

#[test]
fn the_fix_gives_the_later_entry_the_next_free_id() {
    let tree = put_double(Tree::new());
    let said = tree.run("lint --select duplicate-id --output-format concise docs/en");
    assert!(said.contains("duplicate-id"), "{said}");
    tree.run("lint --unsafe-fixes --select duplicate-id");
    for name in [EN, TR] {
        let text = tree.read(name);
        let fourth = text.find("### 1.4").unwrap();
        assert!(text[fourth..].contains("**ID:** G-004"), "{text}");
        assert!(text.contains("| G-004 | P1 | Backend | 7d | Open |\n"), "{text}");
    }
}

#[test]
fn commands_list_the_entries_of_a_double_id() {
    let tree = merged();
    for command in ["set G-003 owner=Web --yes", "show G-003", "log G-003"] {
        let said = tree.run(command);
        for words in
            ["Hold list is empty", "Card is void", "gap-register.md:", "gapreg renumber G-003"]
        {
            assert!(said.contains(words), "{command}: {said}");
        }
    }
}

#[test]
fn a_new_entry_takes_an_id_that_the_main_branch_has_not() {
    let tree = Tree::new().put(EN, three());
    tree.repository();
    tree.git("checkout -q -b work");
    tree.git("checkout -q main");
    let added = doubled().replace(
        "**ID:** G-003\n- **First Seen:** 2026-02-01\n- **Environment:** all\n- **Status:** Open",
        "**ID:** G-004\n- **First Seen:** 2026-02-01\n- **Environment:** all\n- **Status:** Open",
    );
    let tree = tree.put(EN, added);
    tree.commit("added");
    tree.git("checkout -q work");
    let said = tree.run_with("new --diff", &["Loans → Slips → Slip is blank"]);
    assert!(said.contains("G-005: Loans"), "{said}");
}

/// A summary whose columns are no triage table, and two entries of one ID below it.
fn linked() -> String {
    let row = |id: &str, link: &str, gap: &str, owner: &str| {
        format!("| [{id}](#{link}) | {gap} | Open | {owner} |\n")
    };
    let section = |title: &str, owner: &str| {
        format!("### {title}\n\n**Status:** Open  \n**Owner:** {owner}\n\nIt is lost.\n\n")
    };
    let rows = row("H-2", "h-2--hold-list", "Hold list", "@ines")
        + &row("H-2", "h-2--card-index", "Card index (new \\| old)", "@omar")
        + &row("H-3", "h-3--slips", "Slips", "@omar");
    let sections = section("H-2 – Hold list", "@ines")
        + &section("H-2 – Card index", "@omar")
        + &section("H-3 – Slips", "@omar");
    format!(
        "# Known gaps\n\n| # | Gap | Status | Owner |\n|:--|:--|:--|:--|\n{rows}\n## Details\n\n\
         See [H-2](#h-2--card-index) and H-2.\n\n{sections}"
    )
}

#[test]
fn a_row_belongs_to_the_entry_that_it_links_to() {
    let said = Tree::with(linked()).run("lint --output-format concise");
    assert!(said.contains("duplicate-id") && !said.contains("contradicting-row"), "{said}");
    // Also by the words of the title alone.
    let text = linked().replace("(#h-2--hold-list)", "").replace("(#h-2--card-index)", "");
    let said = Tree::with(text).run("lint --output-format concise");
    assert!(said.contains("duplicate-id") && !said.contains("contradicting-row"), "{said}");
}

#[test]
fn a_link_to_the_heading_of_the_entry_moves_with_it() {
    let tree = Tree::with(linked());
    let said = tree.run_with("renumber H-2 --yes", &["--heading", "Card index"]);
    let text = tree.read("gap-register.md");
    assert!(text.contains("\n### H-4 – Card index\n"), "{text}");
    assert!(text.contains("| [H-4](#h-4--card-index) | Card index (new \\| old) |"), "{text}");
    assert!(text.contains("| [H-2](#h-2--hold-list) | Hold list |"), "{text}");
    assert!(text.contains("See [H-4](#h-4--card-index) and H-2.\n"), "{text}");
    let left: Vec<&str> = said.lines().filter(|line| line.contains("stays")).collect();
    assert!(left.iter().all(|line| !line.contains("gap-register.md:6")), "{left:?}");
}
