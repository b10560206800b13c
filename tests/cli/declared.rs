//! Entries where `read:` in the configuration declares them.

use crate::common::tree::Tree;

/// Gaps as headings, rows, items and paragraphs, between things that look like them.
const DESK: &str = "\
# Notes of the ferry desk

## Legend

- 🟡 waits for the yard
- 🟢 lived with

## Open at the quay

### Tickets lose their seat

- **Hazard:** Low — two boats only
- **State of it:** 🟡

#### What was tried

Nothing yet.

### Timetable shows old piers

- **Hazard:** High

## Missing calls

| Screen | Missing call | Hazard |
|---|---|---|
| Harbour | list of piers | High |
| Crew | shifts of a week | Low |

| Screen | Colour |
|---|---|
| Harbour | blue |

## Small things

- The horn is quiet.
  - since May
- [ ] The lamp is dim.

## Limits

Some words first.

**No cars.** The ramp is too steep.

**No bikes.** There is no rack.

## How to report

- Call the desk.
- Write a mail.
";

const READ: &str = "\
registers: ['*.md']
read:
  - files: desk.md
    entries:
      - headings: { level: 3, under: 'Open*', fields: { severity: Hazard, status: State of it } }
      - rows: { under: Missing calls, columns: { title: Missing call, severity: Hazard } }
      - items: { under: Small things }
      - paragraphs: { under: Limits, above: status }
    skip: [Legend, 'How to*']
    statuses: { '🟡': Open, '🟢': Verified }
";

fn desk(read: &str) -> Tree {
    Tree::new().put("gapreg.yaml", read).put("desk.md", DESK)
}

/// The entries as a table.
fn listed(tree: &Tree) -> String {
    tree.run("list desk.md")
}

#[test]
fn entries_are_where_the_configuration_says() {
    insta::assert_snapshot!(listed(&desk(READ)), @"
    exit 0
    desk.md (en, 8 entries)
    Status  Severity  Gap
    Open    Low       Tickets lose their seat
    Open    High      Timetable shows old piers
            High      list of piers
            Low       shifts of a week
                      The horn is quiet.
    Open              The lamp is dim.
    Limits            No cars
    Limits            No bikes
    ");
}

#[test]
fn a_later_place_leaves_what_an_earlier_one_took() {
    let read = "read:\n  - files: '*.md'\n    entries:\n      - items: { under: Small things }\n      \
                - headings: { level: 2 }\n    skip: [Legend, Limits]\n";
    insta::assert_snapshot!(listed(&desk(read)), @"
    exit 0
    desk.md (en, 5 entries)
    Status  Gap
            Open at the quay
            Missing calls
            The horn is quiet.
    Open    The lamp is dim.
            How to report
    ");
}

#[test]
fn items_have_a_depth_and_may_need_a_box() {
    let of = |options: &str| {
        listed(&desk(&format!("read: [{{ files: desk.md, entries: [{{ items: {options} }}] }}]\n")))
    };
    insta::assert_snapshot!(of("{ depth: 2 }"), @"
    exit 0
    desk.md (en, 1 entry)
    Gap
    since May
    ");
    insta::assert_snapshot!(of("{ boxes: true }"), @"
    exit 0
    desk.md (en, 1 entry)
    Status  Gap
    Open    The lamp is dim.
    ");
}

/// What `list` says of a configuration.
fn refused(read: &str) -> String {
    desk(read).run("list desk.md")
}

#[test]
fn a_mistake_is_reported_with_its_line() {
    let of = |place: &str| {
        refused(&format!("read:\n  - files: desk.md\n    entries:\n      - {place}\n"))
    };
    insta::assert_snapshot!(of("headings: { level: 3, under: 'Opened*' }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:39: in `desk.md`, no heading is called `Opened*`
    ");
    insta::assert_snapshot!(of("headings: { level: 5 }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:21: in `desk.md`, no heading has the level 5
    ");
    insta::assert_snapshot!(of("headings: { named: [Trains, 'Buses*'] }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:29: in `desk.md`, no heading is called `Trains` or `Buses*`
    ");
    insta::assert_snapshot!(of("rows: { under: Missing calls, columns: { title: Missing cal } }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:57: in `desk.md`, no table here has a column `Missing cal`; their columns: `Screen`, `Missing call`, `Hazard`, `Colour`
    ");
    insta::assert_snapshot!(of("rows: { under: Small things }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:9: in `desk.md`, there is no table
    ");
    insta::assert_snapshot!(of("rows: { columns: { tittle: Missing call } }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:28: no field is called `tittle`; a field of your own needs a label under `vocabulary:` first
    ");
    insta::assert_snapshot!(of("row: {}"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:9: read[0].entries[0]: unknown field `row`, expected one of `headings`, `rows`, `items`, `paragraphs`
    ");
    insta::assert_snapshot!(of("items: { under: Small things, deep: 1 }"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:39: read[0].entries[0].items: unknown field `deep`, expected one of `under`, `above`, `depth`, `boxes`, `fields`
    ");
    insta::assert_snapshot!(of("items: {}\n        rows: {}"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:3:5: each of `entries` is one of `headings`, `rows`, `items` and `paragraphs`, with `{}` behind it where nothing more is to be said
    ");
}

#[test]
fn of_two_declarations_the_mistake_is_in_its_own() {
    let read = "read:\n  - files: other.md\n    entries:\n      - headings: { level: 4 }\n  \
                - files: desk.md\n    entries:\n      - headings: { level: 3 }\n      \
                - headings: { level: 4, under: Trains }\n";
    insta::assert_snapshot!(refused(read), @"
    exit 2

    --- stderr
    error: gapreg.yaml:8:38: in `desk.md`, no heading is called `Trains`
    ");
}

#[test]
fn the_triage_table_has_a_heading_at_the_level_of_the_entries() {
    let text = "# Desk\n\n## D-1: The till is slow\n\n- Status: Open\n- Owner: Ann\n\n\
                ## D-2: The lamp is out\n\n- Status: Open\n- Owner: Bob\n";
    let tree = Tree::new().put("desk.md", text);
    tree.run("init desk.md");
    assert!(tree.read("gapreg.yaml").contains("- headings: { level: 2"));
    insta::assert_snapshot!(tree.run("triage desk.md"), @"
    exit 0

    --- stderr
    desk.md: a new table of 2 rows
    ");
    let list = tree.run("list desk.md");
    assert!(list.contains("2 entries"), "{list}");
    insta::assert_snapshot!(tree.run("triage --check desk.md"), @"
    exit 0

    --- stderr
    1 table is up to date
    ");
}

#[test]
fn the_only_heading_of_a_file_may_be_declared_an_entry() {
    let text = "---\nstatus: open\nowner: Ann\n---\n\n# The lamp is out\n\nOwner: Ann\n\n## Proposal\n\nBuy one.\n";
    let read = "registers: ['gaps/*.md']\nread:\n  - files: 'gaps/*.md'\n    entries: [{ headings: { level: 1 } }]\n";
    let tree = Tree::new()
        .put("gaps/one.md", text)
        .put("gaps/two.md", "# The till is slow\n\nOwner: Bob\n");
    let undeclared = tree.put("gapreg.yaml", "registers: ['gaps/*.md']\n");
    let help = undeclared.run("lint gaps/one.md");
    assert!(help.contains("the fields in the front matter are not read"), "{help}");
    insta::assert_snapshot!(undeclared.put("gapreg.yaml", read).run("list"), @"
    exit 0
    gaps/one.md (en, 1 entry)
    Owner  Gap
    Ann    The lamp is out

    gaps/two.md (en, 1 entry)
    Owner  Gap
    Bob    The till is slow
    ");
}

#[test]
fn every_command_refuses_a_declaration_that_does_not_fit() {
    let tree = desk("read: [{ files: desk.md, entries: [{ headings: { level: 5 } }] }]\n");
    for command in ["list", "lint", "check", "triage", "sla", "adopt", "report --format markdown"] {
        assert_eq!(tree.code(&format!("{command} desk.md")), 2, "{command}");
    }
    assert_eq!(tree.read("desk.md"), DESK);
}

#[test]
fn one_id_is_one_entry_unless_the_declaration_says_otherwise() {
    let text = "# Eksikler\n\n## Liste\n\n| No | Eksik |\n|---|---|\n| A-1 | Arama boş |\n| A-2 | Liste yavaş |\n\n\
                ## Ayrıntı\n\n| No | Eksik | Durum |\n|---|---|---|\n| A-1 | Arama hiçbir şey bulmuyor | Açık |\n";
    let of = |more: &str| {
        let read = format!(
            "read:\n  - files: '*.md'\n    entries: [{{ rows: {{ columns: {{ id: No, title: Eksik }} }} }}]\n{more}"
        );
        let tree = Tree::new().put("gapreg.yaml", read).put("eksik.md", text);
        tree.run("list eksik.md")
    };
    insta::assert_snapshot!(of(""), @"
    exit 0
    eksik.md (tr, 2 entries)
    ID   Status  Gap
    A-2          Liste yavaş
    A-1  Açık    Arama hiçbir şey bulmuyor
    ");
    insta::assert_snapshot!(of("    same-id: keep\n"), @"
    exit 0
    eksik.md (tr, 3 entries)
    ID   Status  Gap
    A-1          Arama boş
    A-2          Liste yavaş
    A-1  Açık    Arama hiçbir şey bulmuyor
    ");
}

/// What a declaration reads from the rows of a German table.
fn rows(rows: &str) -> Tree {
    let text = format!("# Mängel\n\n| Nr. | Mangel | Status | Wer |\n|---|---|---|---|\n{rows}");
    let read = "read:\n  - files: docs/de/gap-register.md\n    entries:\n      \
        - rows: { columns: { id: 'Nr.', title: Mangel } }\n";
    Tree::new().put("docs/de/gap-register.md", text).put("gapreg.yaml", read)
}

/// The IDs of the entries.
fn ids(tree: &Tree) -> Vec<String> {
    let csv = tree.run("list --format csv --columns id");
    csv.lines().skip(2).map(str::to_owned).collect()
}

#[test]
fn two_titles_for_one_id_in_a_table_are_two_entries() {
    let tree = rows(
        "| W-1 | Waage zeigt Gramm | offen | Ute |\n| W-2 | Tor klemmt | offen | Jan |\n\
         | W-2 | Bon fehlt | erledigt | Ute |\n",
    );
    assert_eq!(ids(&tree), ["W-1", "W-2", "W-2"]);
    let printed = tree.run("lint --output-format concise");
    assert!(printed.contains("W-2 is the ID of another entry too"), "{printed}");
    assert!(!printed.contains("contradicting-row"), "{printed}");
}

#[test]
fn a_row_that_goes_on_with_another_is_no_entry() {
    let tree = rows(
        "| W-1 | Waage zeigt Gramm | offen | Ute |\n| W-1 | Waage zeigt Gramm (Halle 2) | offen | Ute |\n\
         | W-2 | Tor klemmt | offen | |\n| W-2 | dito | | Jan |\n| W-3 | Bon fehlt | offen | |\n\
         | W-3 | | | Jan |\n| W-4 | Lampe flackert | offen | |\n",
    );
    assert_eq!(ids(&tree), ["W-1", "W-2", "W-3", "W-4"]);
    // A log has several rows for many IDs.
    let log = rows(
        "| W-1 | Waage zeigt Gramm | offen | Ute |\n| W-1 | Platine getauscht | erledigt | Ute |\n\
         | W-2 | Tor klemmt | offen | |\n| W-2 | Rolle bestellt | offen | |\n",
    );
    assert_eq!(ids(&log), ["W-1", "W-2"]);
}

#[test]
fn init_declares_what_was_guessed() {
    let text = "# Known gaps of the loan desk\n\n## Scanner\n\n- The scanner drops every tenth code.\n\
                - Labels older than 2019 are refused.\n\n## Mail\n\n- Reminders leave twice.\n\n\
                | ID | Gap | Status |\n|---|---|---|\n| L-1 | Loans vanish | Open |\n| L-2 | Fines double | Fixed |\n";
    let tree = Tree::new().put("loans.md", text);
    let before = tree.run("list --format json loans.md");
    let config = tree.run("init loans.md --stdout");
    let read = config.split("\n## Where the entries are").nth(1).unwrap();
    insta::assert_snapshot!(read.split("\n\n").next().unwrap(), @"
    . What is declared here is read so, and nothing is guessed.
    ## Guessed from the files; correct the line that is wrong.
    read:
      - files: 'loans.md'
        entries:
          ## 3 items of lists, the first in line 5: The scanner drops every tenth code
          - items: {}
          ## 2 rows of tables, the first in line 14: Loans vanish
          - rows: { columns: { id: 'ID', status: 'Status', title: 'Gap' } }
    ");
    assert_eq!(tree.code("init loans.md"), 0);
    assert_eq!(tree.run("list --format json loans.md"), before);
}

#[test]
fn two_headings_with_one_id_and_other_titles_are_two_entries() {
    let section =
        |id: &str, title: &str| format!("### {id}: {title}\n\nOwner: Ann\nState: open\n\n");
    let read = "registers: ['gaps.md']\nread:\n  - files: gaps.md\n    entries:\n      - headings: { level: 3 }\n";
    let said = |second: String| {
        let text = format!("# Gaps\n\n{}{second}", section("G-1", "The lamp is dark"));
        let tree = Tree::new().put("gapreg.yaml", read).put("gaps.md", text);
        tree.run("lint --select duplicate-id --output-format concise")
    };
    let other = said(section("G-1", "The door sticks"));
    assert!(other.contains("error[duplicate-id] G-1 is the ID of another entry too"), "{other}");
    let same = said(section("G-1", "The lamp is dark"));
    assert!(same.contains("no findings in 1 entry"), "{same}");
}

#[test]
fn columns_that_are_not_named_mean_what_they_hold() {
    let row =
        |id: &str, day: &str| format!("| {id} | The {id} is loose | Open | P2 | Ann | {day} |\n");
    let text = format!(
        "# Backend gaps\n\n| ID | Gap | Status | Priority | Owner | Target |\n|---|---|---|---|---|---|\n{}{}",
        row("BG-1", "2026-12-18"),
        row("BG-2", "2027-01-15")
    );
    let columns = "{ id: ID, status: Status, priority: Priority, owner: Owner }";
    let config = format!(
        "read:\n  - files: gaps.md\n    entries:\n      - rows: {{ columns: {columns} }}\n"
    );
    let guessed = Tree::new().put("gaps.md", &text).run("list gaps.md");
    assert!(guessed.contains("2026-12-18"), "{guessed}");
    let tree = Tree::new().put("gaps.md", &text).put("gapreg.yaml", config);
    assert_eq!(tree.run("list gaps.md"), guessed);
}

#[test]
fn a_new_entry_is_refused_where_the_declaration_is_that_of_another_form() {
    let list = "# Known gaps\n\n1. **Lids are cut** — Status: open\n2. **Bells are mute** — Status: open\n";
    let tree = Tree::with(list);
    tree.run("init");
    tree.run("adopt gap-register.md --write");
    insta::assert_snapshot!(tree.run("new Seats"), @r#"
    exit 2

    --- stderr
    error: `gap-register.md`: `read:` in the configuration says where its entries are, and what is there has no IDs; without it, 2 entries with IDs are read: take `gap-register.md` out of `read:`, or correct it
    "#);
}

#[test]
fn a_table_with_a_mistyped_column_is_named() {
    let table = |owner: &str, rows: &str| {
        format!("| ID | Gap | {owner} | Status |\n|---|---|---|---|\n{rows}\n")
    };
    let text = |owner: &str, more: &str| {
        let open = table(owner, "| G-1 | Lamp is dark | Mia | open |\n");
        let done = "| ID | Gap | Owner | Closed on |\n|---|---|---|---|\n| G-9 | Door sticks | Bo | 2026-01-04 |\n";
        format!("# Desk gaps\n\n## Open\n\n{open}{more}## Done\n\n{done}")
    };
    let columns = "read:\n  - files: gap-register.md\n    entries:\n\
                   \x20     - rows: { columns: { id: ID, title: Gap, owner: Owner, status: Status } }\n\
                   \x20     - rows: { columns: { id: ID, title: Gap, owner: Owner } }\n";
    let list = |text: &str| {
        Tree::new().put("gap-register.md", text).put("gapreg.yaml", columns).run("list")
    };
    assert!(list(&text("Owner", "")).contains("2 entries"));
    insta::assert_snapshot!(list(&text("Onwer", "")), @"
    exit 2

    --- stderr
    error: gapreg.yaml:4:55: in `gap-register.md`, the table in line 5 has a column `Onwer`, and none called `Owner`
    ");
    // Also where another table of the place is read.
    let more = format!("## Later\n\n{}", table("Owner", "| G-2 | Door sticks | Mia | open |\n"));
    let said = list(&text("Onwer", &more));
    assert!(said.contains("has a column `Onwer`, and none called `Owner`"), "{said}");
    // A name that is not similar: no table has all columns.
    let said = list(&text("Team", ""));
    assert!(
        said.contains("no table here has all of these columns; the one in line 5 lacks `Owner`"),
        "{said}"
    );
}
