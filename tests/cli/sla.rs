//! `gapreg sla`: the deadlines of the entries, with the history that git holds.

use std::fs;

use crate::common::history::{Story, history};
use crate::common::registers::{sound, three, without};
use crate::common::tree::Tree;

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
              "is_sla_of_priority": false,
              "due": "2026-01-06",
              "repaired": "2026-01-09",
              "outcome": "missed",
              "days": -3,
              "accepted_until": null,
              "accepted_by": null
            },
            {
              "id": "G-002",
              "title": "Fine is doubled",
              "status": "Verified",
              "priority": "P1",
              "owner": "Backend",
              "first_seen": "2025-12-30",
              "sla": "7d",
              "is_sla_of_priority": false,
              "due": "2026-01-06",
              "repaired": "2026-01-08",
              "outcome": "missed",
              "days": -2,
              "accepted_until": null,
              "accepted_by": null
            },
            {
              "id": "G-007",
              "title": "Hold list is empty",
              "status": "Fixed",
              "priority": "P1",
              "owner": "Backend",
              "first_seen": "2025-12-30",
              "sla": "7d",
              "is_sla_of_priority": false,
              "due": "2026-01-06",
              "repaired": null,
              "outcome": "met",
              "days": null,
              "accepted_until": null,
              "accepted_by": null
            }
          ]
        }
      ],
      "summary": {
        "overdue": 0,
        "due": 0,
        "accepted": 0,
        "met": 1,
        "missed": 2,
        "repaired": 0,
        "closed": 0,
        "undated": 0
      }
    }
    "#);
}

#[test]
fn overdue_entries_can_be_listed_alone_and_fail_a_check() {
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
    error: `soon` is not a duration: write `24h`, `7d` or `2w`
    ");
    insta::assert_snapshot!(tree.run("sla --at 2026-01-07 --format ics").replace('\r', ""), @r"
    exit 0
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//gapreg//gapreg 0.2.0//EN
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
fn a_lint_with_a_base_reports_only_the_faults_of_that_history() {
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
fn without_git_there_are_deadlines_but_no_log() {
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
    error: git does not know these registers, so there is no history of an entry
    ");
}

#[test]
fn days_off_do_not_count() {
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
    error: gapreg.yaml:2:14: `1 May` is not a day: write `2026-05-01`, or `05-01` for each year
    ");
    insta::assert_snapshot!(wrong("calendar:\n  weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]\n"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:2:3: a week has a day on which people work
    ");
}

#[test]
fn changes_of_two_branches_do_not_undo_each_other() {
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
    let output = story.0.run("log G-001");
    insta::assert_snapshot!(output.lines().last().unwrap(), @"Open 3 days → Fixed 31 days so far");
}

#[test]
fn a_register_renamed_on_one_branch_and_changed_on_the_other_is_followed() {
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
fn an_entry_that_was_removed_and_restored_stays_fixed() {
    let story = Story::of_a_repair();
    let whole = story.0.read("gap-register.md");
    story.0.change("2026-01-20", "gap-register.md", &without(&whole, "### 1.1"));
    story.0.change("2026-01-21", "gap-register.md", &whole);
    insta::assert_snapshot!(story.first_line("sla"), @"G-001  P1  Fixed        2026-01-06  met, 1 day early  Backend  Renewal is refused");
}

#[test]
fn an_entry_is_followed_into_registers_that_were_not_named() {
    let story = Story::of_a_repair();
    let text = story.0.read("gap-register.md");
    let rest = without(&text, "### 1.1");
    let first = &text[text.find("### 1.1").unwrap()..text.find("### 1.2").unwrap()];
    story.0.change("2026-01-08", "other/gap-register.md", &rest.replace("G-00", "G-10"));
    fs::write(story.0.path("gap-register.md"), rest).unwrap();
    let moved = format!("{}\n{first}", story.0.read("other/gap-register.md"));
    story.0.change("2026-01-09", "other/gap-register.md", &moved);
    let output = story.0.run("sla other");
    insta::assert_snapshot!(output.lines().find(|line| line.contains("G-001")).unwrap(), @"  G-001  P1  Fixed        2026-01-06  met, 1 day early       Backend  Renewal is refused");
    // Moved, and not committed yet.
    fs::rename(story.0.path("other"), story.0.path("third")).unwrap();
    let output = story.0.run("sla third");
    insta::assert_snapshot!(output.lines().find(|line| line.contains("G-001")).unwrap(), @"  G-001  P1  Fixed        2026-01-06  met, 1 day early       Backend  Renewal is refused");
}

#[test]
fn an_unreadable_register_fails_a_check() {
    let tree = Tree::with(b"# Register\n\n\xff\n");
    insta::assert_snapshot!(tree.run("sla --check"), @"
    exit 2

    --- stderr
    warning: gap-register.md could not be read: this byte is not UTF-8; nothing of the file was read
    no entries
    ");
}

#[test]
fn an_entry_without_an_sla_has_that_of_its_priority() {
    let text = sound().replace("- **SLA:** 7d\n", "");
    let shown = Tree::with(&text).run("sla --at 2026-02-10");
    assert!(shown.contains("2026-02-08  2 days over (SLA of P1)"), "{shown}");
    let text = sound().replace("- **SLA:** 7d\n", "- **SLA:** TBD\n");
    let shown = Tree::with(&text).run("sla --at 2026-02-10");
    assert!(shown.contains("(SLA of P1)"), "{shown}");
    // What is not understood is not replaced.
    let text = sound().replace("- **SLA:** 7d\n", "- **SLA:** soon\n");
    let shown = Tree::with(&text).run("sla --at 2026-02-10");
    assert!(!shown.contains("(SLA of P1)") && shown.contains("no SLA"), "{shown}");
}

#[test]
fn a_translation_alone_has_the_deadlines_of_its_source() {
    let tree = history();
    let shown = tree.run("sla docs/tr");
    for (id, standing) in [("G-001", "missed by 3 days"), ("G-002", "missed by 2 days")] {
        let line = shown.lines().find(|line| line.contains(id)).unwrap_or_default();
        assert!(line.contains(standing), "{shown}");
    }
    assert!(shown.contains("docs/tr/") && !shown.contains("docs/en/"), "{shown}");
}

#[test]
fn without_an_sla_the_day_of_the_repair_is_shown() {
    let text = |state: &str| {
        format!(
            "# Gaps\n\n## D-1: The till is slow\n\n- Status: {state}\n- Owner: Ann\n- Opened: 2026-02-01\n\n\
                 ## D-2: The lamp is out\n\n- Status: Done\n- Owner: Bob\n- Opened: 2026-02-01\n"
        )
    };
    let tree = Tree::with(text("Open"));
    tree.repository();
    tree.change("2026-02-03", "gap-register.md", &text("Done"));
    insta::assert_snapshot!(tree.run("sla"), @"
    exit 0
    gap-register.md
      D-1  –  Done  –  repaired on 2026-02-03  Ann  The till is slow
      D-2  –  Done  –  repaired, day unknown   Bob  The lamp is out

    --- stderr
    2 repaired
    ");
}

#[test]
fn a_gap_without_a_date_was_not_there_before_git_has_it() {
    let row = |id: &str, seen: &str| format!("| {id} | The till is slow | Open | {seen} |\n");
    let table = |rows: &[String]| {
        format!(
            "# Gaps\n\n| ID | Gap | Status | First seen |\n|---|---|---|---|\n{}",
            rows.concat()
        )
    };
    let first = [row("D-1", "")];
    let tree = Tree::with(table(&first));
    tree.repository();
    let all = [row("D-1", ""), row("D-2", ""), row("D-3", "2026-01-20"), row("D-4", "soon")];
    tree.change("2026-02-04", "gap-register.md", &table(&all));
    let ids = |day: &str| {
        let shown = tree.run(&format!("sla --at {day}"));
        ["D-1", "D-2", "D-3", "D-4"].into_iter().filter(|id| shown.contains(id)).collect::<Vec<_>>()
    };
    // Before the first commit there is what that commit has, and what says so itself.
    assert_eq!(ids("2026-01-10"), ["D-1"]);
    assert_eq!(ids("2026-02-02"), ["D-1", "D-3"]);
    assert_eq!(ids("2026-02-04"), ["D-1", "D-2", "D-3", "D-4"]);
}

#[test]
fn a_status_that_states_its_day_stops_the_clock_on_that_day() {
    let seen = ("2026-02-01", "2026-01-20");
    for (status, said) in [
        ("Fixed", "2026-01-27  repaired, day unknown"),
        ("Fixed (2026-01-27)", "2026-01-27  met"),
        ("Fixed (on 29 January 2026)", "2026-01-27  missed by 2 days"),
        ("Verified (2026-01-29)", "2026-01-27  repaired, day unknown"),
        ("Verified (2026-01-25)", "2026-01-27  met"),
    ] {
        let text = three()
            .replace(seen.0, seen.1)
            .replace("Status:** Fixed", &format!("Status:** {status}"));
        let sla = Tree::with(text).run("sla");
        assert!(sla.contains(said), "{sla}");
    }
}

#[test]
fn the_label_of_a_day_may_say_that_it_is_that_of_the_repair() {
    for label in
        ["Closed on", "Erledigt am", "Resuelto", "Closing date", "Kapanış tarihi", "Resolved"]
    {
        let tree = Tree::with(format!(
            "# Kiosk gaps\n\n| ID | Gap | Status | Due | {label} |\n|---|---|---|---|---|\n\
             | K-1 | Lamp is dark | Open | 2026-03-20 | |\n\
             | K-2 | Door sticks | Fixed | 2026-01-20 | 2026-01-12 |\n\
             | K-3 | Fan stops | Fixed | 2026-01-20 | 2026-01-25 |\n"
        ));
        let shown = tree.run("sla gap-register.md");
        assert!(shown.contains("1 due, 1 missed, 1 met"), "{label}: {shown}");
        assert!(shown.contains("met, 8 days early"), "{label}: {shown}");
    }
}

#[test]
fn a_gap_that_was_closed_at_once_was_repaired_on_that_day() {
    let text = "# Kiosk gaps\n\n**K-01** · medium · @ana · open since January\n\nLamp is dark.\n\n\
                **K-02** · high · @bo · open since January\n\nDoor sticks.\n\n\
                **K-03** · high · @ana · closed 2026-01-17\n\nFan stops.\n";
    let cards = Tree::with(text).run("sla gap-register.md");
    assert!(cards.contains("repaired on 2026-01-17"), "{cards}");
    let section = |flow: &str| {
        let text = format!(
            "# Kiosk gaps\n\n{flow}### K-1: Lamp is dark\n\n- **Status:** Closed\n- **Owner:** Mia\n\
             - **Closing date:** 2026-01-12\n"
        );
        Tree::with(text).run("sla gap-register.md")
    };
    assert!(section("").contains("repaired on 2026-01-12"), "{}", section(""));
    // The flow says that the repair is before that.
    let flow = "- **Status flow:** Open → Fixed → Closed\n\n";
    assert!(section(flow).contains("day unknown"), "{}", section(flow));
}
