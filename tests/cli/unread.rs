//! What could be entries and was not taken for any is reported.

use crate::common::registers::sound;
use crate::common::tree::Tree;

/// Three gaps that are built alike.
const GAPS: &str = "\
# Gap list of the ferry desk

## Open gaps

### Tickets lose their seat

- **Status:** Open
- **Effect:** Travellers stand.

### Timetable shows old piers

- **Status:** Planned
- **Effect:** People wait at the wrong pier.

### Refunds need two calls

- **Status:** Open
- **Effect:** The desk phones twice.
";

const OTHERS: &str = "
## Harbour counts

| Pier | Boats | Crews |
|---|---|---|
| North | 12 | 30 |
| South | 7 | 16 |

## Visits

| Day | Visitor | Remark |
|---|---|---|
| 2026-03-01 | Mara | saw the pier |
| 2026-03-08 | Ilse | saw the desk |

## Ports of call

| Port | Use |
|---|---|
| Lindby | Mail and parcels |
| Orsund | Cars at night |

## Changelog

- [x] moved the desk to the new pier
- [ ] paint the old one
";

/// What is no candidate: a legend, a single item, links, and what lies in an entry.
const NO_CANDIDATES: &str = "
| Step | Who |
|---|---|
| Call | Desk |
| Refund | Office |

## Legend

| Status | Meaning |
|---|---|
| Open | Nobody works on it |
| Planned | It has a week |

## Links

- [Pier map](map.md)
- [Desk rota](rota.md)

## Notes

- The desk is closed in winter.
";

fn tree(more: &str) -> Tree {
    Tree::new().put("gaps.md", format!("{GAPS}{more}"))
}

fn unread(tree: &Tree, path: &str) -> Vec<serde_json::Value> {
    let output = tree.output(&format!("list --unread --format json {path}"));
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    list["registers"][0]["unread"].as_array().unwrap().clone()
}

#[test]
fn each_refused_table_and_list_is_shown_with_its_reason() {
    insta::assert_snapshot!(tree(OTHERS).run("list --unread gaps.md"), @"
    exit 0
    gaps.md (en, 3 entries)
    Status   Gap
    Open     Tickets lose their seat
    Planned  Timetable shows old piers
    Open     Refunds need two calls
    not taken for entries:
      table, lines 22–25: most of its cells are numbers
      table, lines 29–32: its first column holds dates, as a log does
      table, lines 36–39: other entries are certain, and there is less evidence for these
      list, lines 43–44: the heading above it announces something else
    ");
}

#[test]
fn programs_get_places() {
    let found = unread(&tree(OTHERS), "gaps.md");
    let what: Vec<&str> = found.iter().map(|it| it["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["table", "table", "table", "list"]);
    let table = &found[0];
    assert_eq!(
        (table["start"]["line"].as_u64(), table["end"]["line"].as_u64()),
        (Some(22), Some(25))
    );
    assert_eq!(table["why"], "most of its cells are numbers");
    let text = format!("{GAPS}{OTHERS}");
    let offset = |at: &str| table[at]["offset"].as_u64().unwrap() as usize;
    let table = &text[offset("start")..offset("end")];
    assert!(table.starts_with("| Pier") && table.ends_with("16 |"), "{table}");
    let without: serde_json::Value =
        serde_json::from_slice(&tree(OTHERS).output("list --format json gaps.md").stdout).unwrap();
    assert!(without["registers"][0].get("unread").is_none());
}

#[test]
fn without_the_option_one_line_says_how_many() {
    let line = "4 lists or tables that could be entries were not read as such; \
                `gapreg list --unread` shows them";
    for command in ["list", "lint", "check", "list --format json", "lint --output-format json"] {
        let said = tree(OTHERS).output(&format!("{command} gaps.md")).stderr;
        let said = String::from_utf8(said).unwrap();
        assert_eq!(said.matches(line).count(), 1, "{command}: {said}");
    }
    for command in ["list --quiet", "lint --quiet", "check --quiet", "list --unread"] {
        let said = tree(OTHERS).output(&format!("{command} gaps.md")).stderr;
        assert!(!String::from_utf8(said).unwrap().contains("not read"), "{command}");
    }
}

#[test]
fn one_is_counted_as_one() {
    let run = tree(&OTHERS[OTHERS.find("## Changelog").unwrap()..]).run("lint gaps.md");
    let line = "1 list or table that could be entries was not read as such; \
                `gapreg list --unread` shows it";
    assert!(run.contains(line), "{run}");
}

#[test]
fn legends_links_single_items_and_parts_of_entries_are_no_candidates() {
    let tree = tree(NO_CANDIDATES);
    assert_eq!(unread(&tree, "gaps.md"), Vec::<serde_json::Value>::new());
    assert!(!tree.run("lint gaps.md").contains("not read"));
}

#[test]
fn a_table_about_known_entries_is_said_to_be_one() {
    let text = "\
# Gaps of the ferry desk

| ID | Gap | Status |
|---|---|---|
| FD-1 | Tickets lose their seat | Open |
| FD-2 | Refunds need two calls | Open |

## Who asked

| Ticket | Asked by |
|---|---|
| FD-1 | Mara |
| FD-2 | Ilse |
";
    let tree = Tree::new().put("gaps.md", text);
    let list = tree.run("list gaps.md");
    assert!(list.contains("2 entries"), "{list}");
    let found = unread(&tree, "gaps.md");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["why"], "its rows are about entries that are known from elsewhere");
}

#[test]
fn a_register_in_todays_form_leaves_nothing_unread() {
    let tree = Tree::new().put("gap-register.md", format!("{}{OTHERS}", sound()));
    assert_eq!(unread(&tree, "gap-register.md"), Vec::<serde_json::Value>::new());
    assert!(!tree.run("lint gap-register.md").contains("not read"));
}

#[test]
fn no_entries_names_what_was_refused() {
    let text = format!("# Ferry desk\n{}", &OTHERS[..OTHERS.find("## Ports").unwrap()]);
    let tree = Tree::new().put("gap-register.md", text);
    let run = tree.run("lint gap-register.md");
    let help = "help: the table in lines 12–15 was not taken for entries: its first column holds \
                dates, as a log does; `read: [{ files: 'gap-register.md', entries: [{ rows: { under: \
                'Visits' } }] }]` in gapreg.yaml takes it; an entry is";
    assert!(run.contains("warning[no-entries]") && run.contains(help), "{run}");
}

#[test]
fn what_no_entries_suggests_is_a_configuration() {
    let text = "Notes\n\n- Map is empty\n- Search is slow\n";
    let tree = Tree::new().put("gap-register.md", text);
    let run = tree.run("lint");
    let line = run.split('`').find(|part| part.starts_with("read:")).expect("a line");
    let tree = tree.put("gapreg.yaml", format!("{line}\n"));
    assert!(tree.run("list").contains("2 entries"), "{line}");
}

#[test]
fn a_listed_file_is_read_more_freely() {
    let text = "# Notes of the team\n\nWe keep what is missing here.\n\n- Map is empty\n- Search is slow\n";
    let tree = Tree::new().put("notes.md", text);
    assert!(tree.run("list notes.md").contains("exit 2"));
    let tree = tree.put("gapreg.yaml", "registers: [notes.md]\n");
    insta::assert_snapshot!(tree.run("list"), @"
    exit 0
    notes.md (en, 2 entries)
    Gap
    Map is empty
    Search is slow
    ");
    // A pattern names files of many kinds.
    let tree = tree.put("gapreg.yaml", "registers: ['*.md']\n");
    assert!(tree.run("list").contains("0 entries"), "{}", tree.run("list"));
}

#[test]
fn formats_of_rows_cannot_show_it() {
    insta::assert_snapshot!(tree(OTHERS).run("list --unread --format csv gaps.md"), @"
    exit 2

    --- stderr
    error: `--unread` is shown by `--format table`, `json` and `yaml` only
    ");
}

#[test]
fn explain_shows_what_speaks_for_and_against_each_candidate() {
    let tree = tree(OTHERS);
    insta::assert_snapshot!(tree.run("list --explain gaps.md"), @"
    exit 0
    gaps.md (3 entries)
      sections, lines 5–18: 3 entries
        for      all 3 have a state; most have `Status`, `Effect`; the heading above them says so: `Open gaps`
        against  none has an ID or a number
      table, lines 22–25: not taken
        for      the title says so: `Gap list of the ferry desk`
        against  none has an ID or a number; none has a state; most of its cells are numbers
        `read: [{ files: 'gaps.md', entries: [{ rows: { under: 'Harbour counts' } }] }]` in gapreg.yaml takes it
      table, lines 29–32: not taken
        for      the title says so: `Gap list of the ferry desk`
        against  none has an ID or a number; none has a state; its first column holds dates, as a log does
        `read: [{ files: 'gaps.md', entries: [{ rows: { under: 'Visits' } }] }]` in gapreg.yaml takes it
      table, lines 36–39: not taken
        for      the title says so: `Gap list of the ferry desk`
        against  none has an ID or a number; none has a state; other entries are certain, and there is less evidence for these
        `read: [{ files: 'gaps.md', entries: [{ rows: { under: 'Ports of call' } }] }]` in gapreg.yaml takes it
      list, lines 43–44: not taken
        for      most have a box; the title says so: `Gap list of the ferry desk`
        against  none has an ID or a number; the heading above it announces something else
        `read: [{ files: 'gaps.md', entries: [{ items: { under: 'Changelog' } }] }]` in gapreg.yaml takes it
    ");
    let read = "read: [{ files: '*.md', entries: [{ rows: { under: 'Ports of call' } }] }]\n";
    let tree = tree.put("gapreg.yaml", read);
    insta::assert_snapshot!(tree.run("list --explain gaps.md"), @"
    exit 0
    gaps.md (2 entries)
      its entries are declared in the configuration, nothing is guessed
      table, lines 36–39: 2 entries
        for      the title says so: `Gap list of the ferry desk`
        against  none has an ID or a number; none has a state
    ");
}

#[test]
fn each_line_that_explain_offers_takes_what_it_says() {
    let tree = tree(OTHERS);
    let shown = tree.run("list --explain gaps.md");
    let offered = shown.lines().filter_map(|line| line.trim().strip_prefix("`read:"));
    let lines: Vec<&str> = offered.filter_map(|line| Some(line.split_once("` in")?.0)).collect();
    assert_eq!(lines.len(), 4, "{shown}");
    for line in lines {
        let config = format!("read:{line}\n");
        let read = Tree::new().put("gaps.md", tree.read("gaps.md")).put("gapreg.yaml", config);
        let list = read.run("list gaps.md");
        assert!(list.contains("(en, 2 entries)"), "{line}\n{list}");
    }
}
