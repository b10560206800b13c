//! Entries that are accepted until a day.

use crate::common::registers::{ENTRY, sound, three, with};
use crate::common::tree::Tree;

const SLA: &str = "- **SLA:** 7d\n";
const ACCEPTED: &str = "- **Accepted until:** 2026-03-31 (the vendor repairs it with 3.0)\n\
                        - **Accepted by:** Operations\n";

fn english() -> String {
    sound().replace(SLA, &format!("{SLA}{ACCEPTED}"))
}

fn turkish() -> String {
    sound()
        .replace("Register (EN)", "Kayıtlar (TR)")
        .replace("/en/", "/tr/")
        .replace("**Status:**", "**Durum:**")
        .replace("The button answers 404.", "Düğme 404 döndürüyor.")
        .replace("Readers renew at the desk.", "Okurlar bankoda uzatıyor.")
        .replace("**Impact:** Okurlar", "**Etki:** Okurlar")
        .replace("Renew at the desk.", "Bankoda uzatın.")
        .replace("The button renews.", "Düğme süreyi uzatıyor.")
        .replace("The request and its answer", "İstek ve yanıtı")
}

fn pair(english: &str, turkish: &str) -> Tree {
    let tree = Tree::new().put("docs/en/gap-register.md", english);
    let tree = tree.put("docs/tr/gap-register.md", turkish);
    tree.put("docs/en/loans.md", "# Loans\n").put("docs/tr/loans.md", "# Ödünç\n")
}

fn on(tree: &Tree, day: &str, args: &str) -> String {
    let output = tree.output(&format!("{args} --today {day}"));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_accepted_entry_is_not_overdue_up_to_its_day_and_is_due_again_then() {
    let tree = Tree::with(english());
    assert!(on(&tree, "2026-03-31", "lint").is_empty());
    assert!(on(&tree, "2026-03-31", "list --where overdue").is_empty());
    insta::assert_snapshot!(on(&tree, "2026-03-31", "sla"), @"
    gap-register.md
      G-001  P1  Open  2026-02-08  accepted until today  Backend  Renewal is refused
    ");
    insta::assert_snapshot!(on(&tree, "2026-04-01", "lint --output-format concise"), @"gap-register.md:23:12: warning[sla-overdue] G-001: overdue by 52 days: due 2026-02-08, first seen 2026-02-01, accepted until 2026-03-31");
    assert!(on(&tree, "2026-04-01", "list --where overdue").contains("G-001"));
    insta::assert_snapshot!(on(&tree, "2026-04-01", "sla"), @"
    gap-register.md
      G-001  P1  Open  2026-02-08  52 days over  Backend  Renewal is refused
    ");
}

#[test]
fn what_is_accepted_is_counted_by_itself() {
    let tree = Tree::with(english());
    insta::assert_snapshot!(tree.run("sla --at 2026-03-01"), @"
    exit 0
    gap-register.md
      G-001  P1  Open  2026-02-08  accepted until 2026-03-31, 30 days left  Backend  Renewal is refused

    --- stderr
    1 accepted
    ");
    assert_eq!(tree.code("sla --at 2026-03-31 --overdue --check"), 0);
    assert_eq!(tree.code("sla --at 2026-04-01 --overdue --check"), 1);
    let json = on(&tree, "2026-03-01", "sla --format json");
    for part in [
        "\"outcome\": \"accepted\"",
        "\"accepted_until\": \"2026-03-31\"",
        "\"accepted_by\": \"Operations\"",
        "\"accepted\": 1",
        "\"overdue\": 0",
        "\"days\": 30",
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let json = on(&tree, "2026-03-01", "list --format json");
    for part in ["\"accepted_until\": \"2026-03-31\"", "\"accepted_by\": \"Operations\""] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let none = on(&Tree::with(sound()), "2026-03-01", "list --format json");
    assert!(none.contains("\"accepted_until\": null"), "{none}");
}

#[test]
fn forecast_and_calendar_show_what_runs_out() {
    let tree = Tree::with(english());
    assert!(on(&tree, "2026-03-01", "sla --forecast 29d").is_empty());
    assert!(on(&tree, "2026-03-01", "sla --forecast 30d").contains("accepted until 2026-03-31"));
    let calendar = on(&tree, "2026-03-01", "sla --format ics");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20260331"), "{calendar}");
    assert!(calendar.contains("Renewal is refused (acceptance ends)"), "{calendar}");
    let after = on(&tree, "2026-04-01", "sla --format ics");
    assert!(after.contains("DTSTART;VALUE=DATE:20260208"), "{after}");
}

#[test]
fn show_and_handoff_name_the_day() {
    let tree = Tree::with(english());
    assert!(on(&tree, "2026-03-01", "show G-001").contains("accepted until 2026-03-31, 30 days"));
    assert!(on(&tree, "2026-04-01", "show G-001").contains("due 2026-02-08, 52 days ago"));
    let ticket = on(&tree, "2026-03-01", "handoff G-001");
    assert!(ticket.contains("by Operations") && !ticket.contains("overdue"), "{ticket}");
    assert!(on(&tree, "2026-04-01", "handoff G-001").contains("(overdue by 52 days)"));
}

#[test]
fn set_writes_both_languages_and_mirror_compares_them() {
    let tree = pair(&sound(), &turkish());
    insta::assert_snapshot!(
        tree.run_with("set G-001 accepted-until=2026-03-31", &["accepted-by=Ayşe Demir"]), @"
    exit 0

    --- stderr
    wrote docs/en/gap-register.md
      G-001 Accepted until: (empty) → 2026-03-31
      G-001 Accepted by: (empty) → Ayşe Demir
    wrote docs/tr/gap-register.md
      G-001 Accepted until: (empty) → 2026-03-31
      G-001 Accepted by: (empty) → Ayşe Demir
    ");
    let written = tree.read("docs/tr/gap-register.md");
    assert!(written.contains("- **Kabul bitişi:** 2026-03-31\n- **Kabul eden:** Ayşe Demir\n"));
    let check = tree.run("check");
    assert!(!check.contains("error[") && !check.contains("Kabul"), "{check}");
    let other = written.replace("Kabul bitişi:** 2026-03-31", "Kabul bitişi:** 2026-04-30");
    let tree = tree.put("docs/tr/gap-register.md", other);
    assert!(tree.run("check").contains("mirror-value"));
    tree.run("mirror --fix");
    assert_eq!(tree.read("docs/tr/gap-register.md"), written);
}

#[test]
fn a_day_that_is_none_accepts_nothing_and_is_reported() {
    let of = |day: &str| {
        let text = english().replace("2026-03-31 (the vendor repairs it with 3.0)", day);
        on(&Tree::with(text), "2026-03-01", "lint --output-format concise")
    };
    insta::assert_snapshot!(of("in spring"), @"
    gap-register.md:23:12: warning[sla-overdue] G-001: overdue by 21 days: due 2026-02-08, first seen 2026-02-01
    gap-register.md:24:23: error[bad-date] G-001: `in spring` is not a date
    ");
    insta::assert_snapshot!(of("31.03.2026"), @"gap-register.md:24:23: error[bad-date] G-001: `31.03.2026` is not written as other dates here, like `2026-03-31`");
    let tree = Tree::with(sound());
    insta::assert_snapshot!(tree.run("set G-001 accepted-until=soon"), @"
    exit 2

    --- stderr
    error: gap-register.md: G-001: `soon` is not a valid Accepted until; write one such as `2026-01-31`
    ");
}

#[test]
fn set_takes_an_acceptance_back() {
    let tree = Tree::with(sound());
    tree.run("set G-001 accepted-until=2026-03-01 --yes");
    tree.run("set G-001 accepted-until= --yes");
    assert_eq!(tree.read("gap-register.md"), sound());
    let past = tree.run("set G-001 accepted-until=2026-01-01");
    let note = "note: 2026-01-01 is past, so nothing is accepted by it";
    assert!(past.starts_with("exit 0\n") && past.contains(note), "{past}");
}

#[test]
fn what_is_accepted_is_a_column() {
    let columns = "list --format csv --columns id,accepted_until,accepted-by,Accepted-until";
    insta::assert_snapshot!(Tree::with(english()).run(columns), @"
    exit 0
    id,accepted_until,accepted-by,Accepted-until
    G-001,2026-03-31,Operations,2026-03-31
    ");
}

#[test]
fn the_configuration_limits_what_is_accepted() {
    let tree = pair(&english(), &turkish().replace(SLA, &format!("{SLA}{ACCEPTED}")));
    let tree = tree.put("gapreg.yaml", "accept: { max: 30d, by: required }\n");
    assert!(on(&tree, "2026-03-01", "lint").is_empty());
    insta::assert_snapshot!(on(&tree, "2026-02-28", "lint"), @"
    warning[acceptance-too-long]: G-001: accepted until 2026-03-31, and the configuration allows 30d
      --> docs/en/gap-register.md:24:23
       |
    24 | - **Accepted until:** 2026-03-31 (the vendor repairs it with 3.0)
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: docs/tr/gap-register.md:24:23
       |
    24 | - **Accepted until:** 2026-03-31 (the vendor repairs it with 3.0)
       |                       ------------------------------------------- the translation shows it, too
       |
       = help: today, 2026-03-30 is the last day that it allows; what is to stay longer is agreed on again then
    ");
    let unnamed = |text: String| text.replace("- **Accepted by:** Operations\n", "");
    let tree = tree.put("docs/en/gap-register.md", unnamed(english()));
    let turkish = turkish().replace(SLA, &format!("{SLA}{ACCEPTED}"));
    let tree = tree.put("docs/tr/gap-register.md", unnamed(turkish));
    insta::assert_snapshot!(on(&tree, "2026-03-01", "lint"), @"
    error[acceptance-without-name]: G-001: this entry does not say who accepted it
      --> docs/en/gap-register.md:24:23
       |
    24 | - **Accepted until:** 2026-03-31 (the vendor repairs it with 3.0)
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: docs/tr/gap-register.md:24:23
       |
    24 | - **Accepted until:** 2026-03-31 (the vendor repairs it with 3.0)
       |                       ------------------------------------------- the translation shows it, too
       |
       = help: add a line such as `- **Accepted by:** Operations`
    ");
    let tree = tree.put("gapreg.yaml", "accept: { max: long }\n");
    insta::assert_snapshot!(tree.run("lint"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:16: `long` is not a duration: write `90d` or `26w`
    ");
    let tree = tree.put("gapreg.yaml", "accept: { by: everybody }\n");
    assert_eq!(tree.code("lint"), 2);
}

/// The reports of three entries that nobody touched since February; G-002 is accepted.
#[test]
fn a_report_lists_accepted_entries_by_themselves() {
    let text = with(&three(), "G-002", SLA, &format!("{SLA}{ACCEPTED}"));
    let tree = Tree::with(text);
    tree.repository();
    let markdown = on(&tree, "2026-03-31", "report --format markdown");
    let (others, accepted) = markdown.split_once("### Accepted for now: 1\n").unwrap();
    let (accepted, _) = accepted.split_once("\n## ").unwrap();
    assert!(accepted.contains("| G-002 |") && !accepted.contains("| G-001 |"), "{markdown}");
    assert!(others.contains("| G-001 |") && !others.contains("| G-002 |"), "{markdown}");
    assert!(others.contains("| Open | 2 |") && others.contains("| Overdue | 1 |"), "{markdown}");
    let page = on(&tree, "2026-03-31", "report");
    let (others, accepted) = page.split_once("id=\"page-accepted\"").unwrap();
    let others = others.split_once("id=\"page-table\"").unwrap().1;
    assert!(others.contains(">G-001<") && !others.contains(">G-002<"), "{others}");
    assert!(accepted.contains(">G-002<"), "{accepted}");
    let stuck = |day: &str| {
        let json = on(&tree, day, "report --format json");
        json.split_once("\"stuck\": {").unwrap().1.matches("\"id\": \"G-002\"").count()
    };
    assert_eq!((stuck("2026-03-31"), stuck("2026-04-01")), (0, 1));
    // From the next day on, it is due again.
    let markdown = on(&tree, "2026-04-01", "report --format markdown");
    assert!(markdown.contains("| Overdue | 2 |") && !markdown.contains("Accepted"), "{markdown}");
}

#[test]
fn a_closed_entry_is_no_longer_accepted() {
    let closed = english().replace("Open", "Verified");
    let closed = closed + "- **Closure note:** verified by QA on 2026-02-04, run 12\n";
    let shown = on(&Tree::with(closed), "2026-03-01", "sla --format json");
    assert!(!shown.contains("\"outcome\": \"accepted\""), "{shown}");
}

#[test]
fn an_entry_without_these_fields_is_as_before() {
    let tree = Tree::with(sound() + "\n" + &ENTRY.replace("1.1", "1.2").replace("G-001", "G-002"));
    assert!(!tree.run("triage --diff").contains("Accepted"));
    assert!(!tree.run("lint").contains("Accepted"));
    assert!(!tree.run("sla").contains("ccepted"));
}
