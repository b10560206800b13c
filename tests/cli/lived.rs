//! What git tells of gaps: their deadlines, their lives, and a report of all.

use std::fs;

use crate::gate::{three, with};
use crate::tree::Tree;

const EN: &str = "docs/en/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// A register with its translation, on two branches, moved, renumbered, adopted and not committed.
fn history() -> Tree {
    let tree = Tree::new();
    tree.git("init -q -b main");
    // The third entry has no ID yet.
    let text = three().replace("2026-02-01", "2025-12-30").replace("- **ID:** G-003\n", "");
    tree.change("2026-01-02", EN, &text);
    let text = with(&text, "G-001", "**Status:** Open", "**Status:** In Progress");
    tree.change("2026-01-05", EN, &text);
    tree.change("2026-01-06", TR, &translated(&text));
    tree.git("checkout -q -b side");
    let side = with(&text, "G-002", "**Status:** In Progress", "**Status:** Fixed");
    tree.change("2026-01-08", EN, &side);
    tree.git("checkout -q main");
    let text = with(&text, "G-001", "**Status:** In Progress", "**Status:** Fixed");
    let text = with(&text, "G-001", "**Owner:** Backend", "**Owner:** Desk");
    tree.change("2026-01-09", EN, &text);
    tree.git_on("2026-01-10", "merge -q --no-ff -m merged side");
    let text = with(&text, "G-002", "**Status:** In Progress", "**Status:** Fixed");
    assert_eq!(tree.read(EN), text);
    // Moved, both of them.
    for name in [EN, TR] {
        let new = tree.path(&name.replace("gap", "handbook/gap"));
        fs::create_dir_all(new.parent().unwrap()).unwrap();
        fs::rename(tree.path(name), new).unwrap();
    }
    tree.git("add -A");
    tree.git_on("2026-01-12", "commit -q -m moved");
    let (en, tr) = (EN.replace("gap", "handbook/gap"), TR.replace("gap", "handbook/gap"));
    // Adopted, then renumbered.
    let third = "### 1.3 Loans → Renewals → Hold list is empty\n\n";
    let adopted = text.replace(third, &format!("{third}- **ID:** G-003\n"));
    tree.change("2026-01-14", &en, &adopted);
    let text = adopted.replace("**ID:** G-003", "**ID:** G-007");
    tree.change("2026-01-15", &en, &text);
    // The translation follows in part.
    let own = with(&tree.read(&tr), "G-001", "**Status:** In Progress", "**Status:** Fixed");
    let own = with(&own, "G-001", "**Owner:** Backend", "**Owner:** Desk");
    tree.change("2026-01-18", &tr, &own);
    let text = with(&text, "G-002", "**Status:** Fixed", "**Status:** Verified");
    tree.put(&en, text)
}

/// The prose of the register in Turkish.
fn translated(text: &str) -> String {
    let words = [
        ("Renewal is refused", "Uzatma reddediliyor"),
        ("Fine is doubled", "Ceza iki kez yazılıyor"),
        ("Hold list is empty", "Bekleme listesi boş"),
        ("The button answers 404.", "Düğme 404 yanıtı veriyor."),
        ("Each fine stands twice on the slip.", "Her ceza fişte iki kez duruyor."),
        ("The list of holds shows nothing at all.", "Bekleyenler listesi hiçbir şey göstermiyor."),
        ("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor."),
        ("Renew at the desk.", "Bankoda uzatın."),
        ("The request and its answer", "İstek ve yanıtı"),
        ("The button renews.", "Düğme süreyi uzatıyor."),
        ("Register (EN)", "Kayıt (TR)"),
    ];
    words.iter().fold(text.to_owned(), |text, (en, tr)| text.replace(en, tr))
}

#[test]
fn a_life_is_told_through_branches_new_names_and_new_ids() {
    let tree = history();
    insta::assert_snapshot!(tree.run("log G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    docs/en/handbook/gap-register.md

    2026-01-02  4ed678a  x  2026-01-02
        added: Open, P1, Backend
        tr: followed 4 days later (2026-01-06, 48937b7)
    2026-01-05  632592e  x  2026-01-05
        Status: Open → In Progress
        tr: followed 1 day later (2026-01-06, 48937b7)
    2026-01-09  a26cb59  x  2026-01-09
        Status: In Progress → Fixed
        Owner: Backend → Desk
        tr: followed 9 days later (2026-01-18, e45a91f)
    2026-01-12  b3aa671  x  moved
        moved from docs/en/gap-register.md to docs/en/handbook/gap-register.md

    Open 3 days → In Progress 4 days → Fixed 27 days so far
    ");
    insta::assert_snapshot!(tree.run("log G-002"), @"
    exit 0
    G-002  Loans → Renewals → Fine is doubled
    docs/en/handbook/gap-register.md

    2026-01-02  4ed678a  x  2026-01-02
        added: In Progress, P1, Backend
        tr: followed 4 days later (2026-01-06, 48937b7)
    2026-01-08  696b539  x  2026-01-08
        Status: In Progress → Fixed
        tr: has not followed yet
    2026-01-12  b3aa671  x  moved
        moved from docs/en/gap-register.md to docs/en/handbook/gap-register.md
    2026-02-05  not committed yet
        Status: Fixed → Verified
        tr: has not followed yet

    In Progress 6 days → Fixed 28 days → Verified 0 days so far
    ");
    insta::assert_snapshot!(tree.run("log G-003"), @"
    exit 0
    G-007  Loans → Renewals → Hold list is empty
    docs/en/handbook/gap-register.md; it has another ID now

    2026-01-02  4ed678a  x  2026-01-02
        added: Fixed, P1, Backend
        tr: followed 4 days later (2026-01-06, 48937b7)
    2026-01-12  b3aa671  x  moved
        moved from docs/en/gap-register.md to docs/en/handbook/gap-register.md
    2026-01-14  4509486  x  2026-01-14
        ID: G-003
        tr: has not followed yet
    2026-01-15  a1c7f12  x  2026-01-15
        ID: G-003 → G-007
        tr: has not followed yet

    Fixed 34 days so far
    ");
    assert_eq!(tree.run("log G-003").replace("; it has another ID now", ""), tree.run("log G-007"));
    insta::assert_snapshot!(tree.run("log G-070"), @"
    exit 2

    --- stderr
    error: no entry is called `G-070`; did you mean `G-007`?
    ");
}

#[test]
fn a_life_is_told_to_programs() {
    insta::assert_snapshot!(history().run("log G-002 --format json"), @r#"
    exit 0
    {
      "version": 1,
      "entries": [
        {
          "id": "G-002",
          "title": "Loans → Renewals → Fine is doubled",
          "path": "docs/en/handbook/gap-register.md",
          "is_gone": false,
          "steps": [
            {
              "commit": "4ed678a9a103266a5a2e7aa8bf551ac21e4468a3",
              "day": "2026-01-02",
              "author": "x",
              "subject": "2026-01-02",
              "path": "docs/en/gap-register.md",
              "id": "G-002",
              "happening": "added",
              "fields": [],
              "mirrors": [
                {
                  "language": "tr",
                  "followed": "later",
                  "commit": "48937b73915842ce1b8af8d99a4a0afa890e9c28",
                  "day": "2026-01-06",
                  "days": 4
                }
              ]
            },
            {
              "commit": "696b5395bc6a0064031919796475238d69d3e9c8",
              "day": "2026-01-08",
              "author": "x",
              "subject": "2026-01-08",
              "path": "docs/en/gap-register.md",
              "id": "G-002",
              "happening": "moved",
              "fields": [
                {
                  "field": "Status",
                  "before": "In Progress",
                  "after": "Fixed"
                }
              ],
              "mirrors": [
                {
                  "language": "tr",
                  "followed": "not-yet",
                  "commit": null,
                  "day": null,
                  "days": null
                }
              ]
            },
            {
              "commit": "b3aa6716f19c666088bdeba73a8c1a11746a2cbd",
              "day": "2026-01-12",
              "author": "x",
              "subject": "moved",
              "path": "docs/en/handbook/gap-register.md",
              "id": "G-002",
              "happening": "changed",
              "fields": [],
              "mirrors": []
            },
            {
              "commit": null,
              "day": "2026-02-05",
              "author": "",
              "subject": "",
              "path": "docs/en/handbook/gap-register.md",
              "id": "G-002",
              "happening": "closed",
              "fields": [
                {
                  "field": "Status",
                  "before": "Fixed",
                  "after": "Verified"
                }
              ],
              "mirrors": [
                {
                  "language": "tr",
                  "followed": "not-yet",
                  "commit": null,
                  "day": null,
                  "days": null
                }
              ]
            }
          ],
          "states": [
            {
              "state": "In Progress",
              "from": "2026-01-02",
              "until": "2026-01-08",
              "days": 6
            },
            {
              "state": "Fixed",
              "from": "2026-01-08",
              "until": "2026-02-05",
              "days": 28
            },
            {
              "state": "Verified",
              "from": "2026-02-05",
              "until": null,
              "days": 0
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn the_clock_stops_with_the_commit_that_repaired_a_gap() {
    let tree = history();
    insta::assert_snapshot!(tree.run("sla"), @"
    exit 0
    docs/en/handbook/gap-register.md
      G-001  P1  Fixed     2026-01-06  missed by 3 days  Desk     Renewal is refused
      G-002  P1  Verified  2026-01-06  missed by 2 days  Backend  Fine is doubled
      G-007  P1  Fixed     2026-01-06  met               Backend  Hold list is empty

    --- stderr
    2 missed, 1 met
    ");
    insta::assert_snapshot!(tree.run("sla --at 2026-01-07"), @"
    exit 0
    docs/en/handbook/gap-register.md
      G-001  P1  In Progress  2026-01-06  1 day over  Backend  Renewal is refused
      G-002  P1  In Progress  2026-01-06  1 day over  Backend  Fine is doubled
      –      P1  Fixed        2026-01-06  met         Backend  Hold list is empty

    --- stderr
    2 overdue, 1 met
    ");
    insta::assert_snapshot!(tree.run("sla --format json docs/en"), @r#"
    exit 0
    {
      "version": 1,
      "day": "2026-02-05",
      "registers": [
        {
          "path": "docs/en/handbook/gap-register.md",
          "entries": [
            {
              "id": "G-001",
              "title": "Renewal is refused",
              "status": "Fixed",
              "priority": "P1",
              "owner": "Desk",
              "first_seen": "2025-12-30",
              "sla": "7d",
              "due": "2026-01-06",
              "repaired": "2026-01-09",
              "outcome": "missed",
              "days": -3
            },
            {
              "id": "G-002",
              "title": "Fine is doubled",
              "status": "Verified",
              "priority": "P1",
              "owner": "Backend",
              "first_seen": "2025-12-30",
              "sla": "7d",
              "due": "2026-01-06",
              "repaired": "2026-01-08",
              "outcome": "missed",
              "days": -2
            },
            {
              "id": "G-007",
              "title": "Hold list is empty",
              "status": "Fixed",
              "priority": "P1",
              "owner": "Backend",
              "first_seen": "2025-12-30",
              "sla": "7d",
              "due": "2026-01-06",
              "repaired": null,
              "outcome": "met",
              "days": null
            }
          ]
        }
      ],
      "summary": {
        "overdue": 0,
        "due": 0,
        "met": 1,
        "missed": 2,
        "repaired": 0,
        "undated": 0
      }
    }
    "#);
}

#[test]
fn what_is_overdue_is_told_alone_and_fails_a_check() {
    let tree = history();
    insta::assert_snapshot!(tree.run("sla --at 2026-01-07 --overdue --check"), @"
    exit 1
    docs/en/handbook/gap-register.md
      G-001  P1  In Progress  2026-01-06  1 day over  Backend  Renewal is refused
      G-002  P1  In Progress  2026-01-06  1 day over  Backend  Fine is doubled

    --- stderr
    2 overdue, 1 met
    ");
    insta::assert_snapshot!(tree.run("sla --at 2026-01-04 --forecast 2d --format markdown"), @"
    exit 0
    **`docs/en/handbook/gap-register.md`**

    | ID | Priority | Status | Due | Standing | Owner | Title |
    | --- | --- | --- | --- | --- | --- | --- |
    | G-001 | P1 | Open | 2026-01-06 | 2 days left | Backend | Renewal is refused |
    | G-002 | P1 | In Progress | 2026-01-06 | 2 days left | Backend | Fine is doubled |

    --- stderr
    2 due, 1 met
    ");
    assert_eq!(tree.code("sla --at 2026-01-04 --check"), 0);
    assert_eq!(tree.code("sla --check"), 0);
    insta::assert_snapshot!(tree.run("sla --forecast soon"), @"
    exit 2

    --- stderr
    error: `soon` is no duration: write `24h`, `7d` or `2w`
    ");
    insta::assert_snapshot!(tree.run("sla --at 2026-01-07 --format ics").replace('\r', ""), @r"
    exit 0
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//gapreg//gapreg 0.1.0//EN
    CALSCALE:GREGORIAN
    BEGIN:VEVENT
    UID:docs/en/handbook/gap-register.md#G-001@gapreg
    DTSTAMP:20260105T000000Z
    DTSTART;VALUE=DATE:20260106
    DTEND;VALUE=DATE:20260107
    SUMMARY:G-001 Renewal is refused
    DESCRIPTION:P1\, In Progress\, Backend\ndocs/en/handbook/gap-register.md#G-
     001
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:docs/en/handbook/gap-register.md#G-002@gapreg
    DTSTAMP:20260102T000000Z
    DTSTART;VALUE=DATE:20260106
    DTEND;VALUE=DATE:20260107
    SUMMARY:G-002 Fine is doubled
    DESCRIPTION:P1\, In Progress\, Backend\ndocs/en/handbook/gap-register.md#G-
     002
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    ");
}

#[test]
fn a_gate_over_all_of_that_finds_what_is_wrong_and_nothing_else() {
    let tree = history();
    tree.git("add -A");
    tree.git_on("2026-02-03", "commit -q -m verified");
    let gate = "lint --output-format concise --select skipped-status,status-taken-back,changed-id,\
                changed-first-seen,reused-id,removed-entry,status-without-evidence --base main~8";
    insta::assert_snapshot!(tree.run(gate), @"
    exit 1
    docs/en/handbook/gap-register.md:42:15: error[skipped-status] G-002: from `In Progress` to `Verified` skips `Fixed`
    docs/en/handbook/gap-register.md:42:15: error[status-without-evidence] G-002: Verified now, but nothing that was not there before shows it

    --- stderr
    2 errors in 6 entries of 2 files
    ");
    insta::assert_snapshot!(tree.run(&format!("{gate} --each-commit")), @"
    exit 1
    docs/en/handbook/gap-register.md:42:15: error[status-without-evidence] G-002: Verified now, but nothing that was not there before shows it, in commit fe9d37b
    docs/en/handbook/gap-register.md:59:11: error[changed-id] this gap was `G-003` before, and is `G-007` now, in commit a1c7f12

    --- stderr
    2 errors in 6 entries of 2 files
    ");
}

#[test]
fn without_git_deadlines_are_told_and_lives_are_not() {
    let tree = Tree::with(three());
    insta::assert_snapshot!(tree.run("sla --at 2026-02-09"), @"
    exit 0
    gap-register.md
      G-001  P1  Open         2026-02-08  1 day over  Backend  Renewal is refused
      G-002  P1  In Progress  2026-02-08  1 day over  Backend  Fine is doubled
      G-003  P1  Fixed        2026-02-08  met         Backend  Hold list is empty

    --- stderr
    2 overdue, 1 met
    ");
    insta::assert_snapshot!(tree.run("log G-001"), @"
    exit 2

    --- stderr
    error: git knows nothing of these registers, and so nobody knows what became of an entry
    ");
}

#[test]
fn days_on_which_nobody_works_do_not_count() {
    let config =
        "calendar:\n  business-days: true\n  weekend: [friday]\n  holidays: [02-02, 2026-02-03]\n";
    let tree = Tree::with(three()).put("gapreg.yaml", config);
    insta::assert_snapshot!(tree.run("sla"), @"
    exit 0
    gap-register.md
      G-001  P1  Open         2026-02-11  6 days left  Backend  Renewal is refused
      G-002  P1  In Progress  2026-02-11  6 days left  Backend  Fine is doubled
      G-003  P1  Fixed        2026-02-11  met          Backend  Hold list is empty

    --- stderr
    2 due, 1 met
    ");
    let wrong = |text: &str| Tree::with(three()).put("gapreg.yaml", text).run("sla");
    insta::assert_snapshot!(wrong("calendar:\n  holidays: [1 May]\n"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:2:14: `1 May` is no day: write `2026-05-01`, or `05-01` for each year
    ");
    insta::assert_snapshot!(wrong("calendar:\n  weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]\n"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:2:3: a week has a day on which people work
    ");
}

/// A repository whose register is changed by commits and branches.
struct Story(Tree);

impl Story {
    fn new() -> Self {
        let tree = Tree::new();
        tree.git("init -q -b main");
        Self(tree)
    }

    /// Of a gap that was opened on the second of January and repaired on the fifth.
    fn of_a_repair() -> Self {
        let story = Self::new();
        story.states("2026-01-02", "Open", "Backend");
        story.states("2026-01-05", "Fixed", "Backend");
        story
    }

    /// Commits the register with G-001 in a state, G-002 beside it.
    fn states(&self, day: &str, state: &str, owner: &str) {
        let text = three().replace("2026-02-01", "2025-12-30");
        let text = with(&text, "G-001", "**Status:** Open", &format!("**Status:** {state}"));
        let text = with(&text, "G-001", "**Owner:** Backend", &format!("**Owner:** {owner}"));
        self.0.change(day, "gap-register.md", &text);
    }

    fn first_line(&self, args: &str) -> String {
        let told = self.0.run(args);
        told.lines().find(|line| line.contains("G-001")).unwrap().trim().to_owned()
    }
}

#[test]
fn branches_are_not_told_as_if_one_had_undone_the_other() {
    let story = Story::new();
    story.states("2026-01-02", "Open", "Backend");
    story.0.git("checkout -q -b side");
    story.states("2026-01-04", "Open", "Web");
    story.0.git("checkout -q main");
    story.states("2026-01-05", "Fixed", "Backend");
    story.0.git_on("2026-01-20", "merge -q --no-ff -s ours -m merged side");
    story.states("2026-01-20", "Fixed", "Web");
    insta::assert_snapshot!(story.first_line("sla"), @"G-001  P1  Fixed        2026-01-06  met, 1 day early  Web      Renewal is refused");
    insta::assert_snapshot!(story.first_line("sla --at 2026-01-15"), @"G-001  P1  Fixed        2026-01-06  met, 1 day early  Backend  Renewal is refused");
    let told = story.0.run("log G-001");
    insta::assert_snapshot!(told.lines().last().unwrap(), @"Open 3 days → Fixed 31 days so far");
}

#[test]
fn a_register_renamed_on_one_branch_and_changed_on_the_other_keeps_its_story() {
    let story = Story::new();
    story.states("2026-01-02", "Open", "Backend");
    story.0.git("checkout -q -b side");
    story.states("2026-01-05", "Fixed", "Backend");
    story.0.git("checkout -q main");
    story.0.git("mv gap-register.md new-gap-register.md");
    story.0.git_on("2026-01-04", "commit -q -m moved");
    story.0.git_on("2026-01-20", "merge -q --no-ff -m merged side");
    insta::assert_snapshot!(story.first_line("sla"), @"G-001  P1  Fixed        2026-01-06  met, 1 day early  Backend  Renewal is refused");
}

#[test]
fn what_was_removed_by_mistake_and_taken_back_stays_repaired() {
    let story = Story::of_a_repair();
    let whole = story.0.read("gap-register.md");
    story.0.change("2026-01-20", "gap-register.md", &crate::gate::without(&whole, "### 1.1"));
    story.0.change("2026-01-21", "gap-register.md", &whole);
    insta::assert_snapshot!(story.first_line("sla"), @"G-001  P1  Fixed        2026-01-06  met, 1 day early  Backend  Renewal is refused");
}

#[test]
fn an_entry_is_followed_into_registers_that_nobody_named() {
    let story = Story::of_a_repair();
    let text = story.0.read("gap-register.md");
    let rest = crate::gate::without(&text, "### 1.1");
    let first = &text[text.find("### 1.1").unwrap()..text.find("### 1.2").unwrap()];
    story.0.change("2026-01-08", "other/gap-register.md", &rest.replace("G-00", "G-10"));
    fs::write(story.0.path("gap-register.md"), rest).unwrap();
    let moved = format!("{}\n{first}", story.0.read("other/gap-register.md"));
    story.0.change("2026-01-09", "other/gap-register.md", &moved);
    let told = story.0.run("sla other");
    insta::assert_snapshot!(told.lines().find(|line| line.contains("G-001")).unwrap(), @"  G-001  P1  Fixed        2026-01-06  met, 1 day early       Backend  Renewal is refused");
    // Moved and not committed yet.
    fs::rename(story.0.path("other"), story.0.path("third")).unwrap();
    let told = story.0.run("sla third");
    insta::assert_snapshot!(told.lines().find(|line| line.contains("G-001")).unwrap(), @"  G-001  P1  Fixed        2026-01-06  met, 1 day early       Backend  Renewal is refused");
}

#[test]
fn a_version_that_nobody_can_read_is_counted() {
    let story = Story::new();
    story.states("2026-01-02", "Open", "Backend");
    let sound = story.0.read("gap-register.md");
    let broken = [sound.as_bytes(), b"\xff\n"].concat();
    fs::write(story.0.path("gap-register.md"), broken).unwrap();
    story.0.git_on("2026-01-04", "commit -q -a -m broken");
    story.states("2026-01-05", "Fixed", "Backend");
    insta::assert_snapshot!(story.0.run("log G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    gap-register.md

    2026-01-02  d750957  x  2026-01-02
        added: Open, P1, Backend
    2026-01-05  b74d250  x  2026-01-05
        Status: Open → Fixed

    Open 3 days → Fixed 31 days so far

    --- stderr
    note: 1 version of these registers cannot be read; what changed there is dated by the next that can
    ");
}

#[test]
fn what_cannot_be_read_is_not_passed_over() {
    let tree = Tree::with(b"# Register\n\n\xff\n");
    insta::assert_snapshot!(tree.run("sla --check"), @"
    exit 2

    --- stderr
    warning: gap-register.md could not be read: this byte is not UTF-8; nothing of the file was read
    no entries
    ");
}
