//! `gapreg list`, `gapreg show`, `gapreg rules` and `gapreg explain`.

use crate::common::registers::{ENTRY, sound};
use crate::common::tree::Tree;

fn pair() -> Tree {
    Tree::new().put("docs/en/gap-register.md", sound()).put(
        "docs/tr/gap-register.md",
        sound().replace("Renewal is refused", "Uzatma reddediliyor"),
    )
}

#[test]
fn entries_are_listed_for_people() {
    insta::assert_snapshot!(pair().run("list"), @"
    exit 0
    docs/en/gap-register.md (en and tr, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(pair().run("list --where language=tr"), @"
    exit 0
    docs/tr/gap-register.md (tr, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Uzatma reddediliyor
    ");
    insta::assert_snapshot!(pair().run("list --all-languages"), @"
    exit 0
    docs/en/gap-register.md (en, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Renewal is refused

    docs/tr/gap-register.md (tr, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Uzatma reddediliyor
    ");
}

#[test]
fn entries_are_listed_for_programs() {
    insta::assert_snapshot!("list-json", pair().run("list --format json docs/en"));
}

#[test]
fn every_format_lists_the_same_entries() {
    let tree = pair();
    insta::assert_snapshot!(tree.run("list --format csv"), @"
    exit 0
    Path,ID,Status,Priority,Owner,SLA,First Seen,Gap
    docs/en/gap-register.md,G-001,Open,P1,Backend,7d,2026-02-01,Loans → Renewals → Renewal is refused
    docs/tr/gap-register.md,G-001,Open,P1,Backend,7d,2026-02-01,Loans → Renewals → Uzatma reddediliyor
    ");
    insta::assert_snapshot!(tree.run("list --format markdown docs/en"), @"
    exit 0
    | ID | Status | Priority | Owner | SLA | First Seen | Gap |
    | --- | --- | --- | --- | --- | --- | --- |
    | G-001 | Open | P1 | Backend | 7d | 2026-02-01 | Loans → Renewals → Renewal is refused |
    ");
    let lines = tree.run("list --format ndjson");
    assert_eq!(lines.matches("\"id\":\"G-001\"").count(), 2);
    let yaml = String::from_utf8(tree.output("list --format yaml").stdout).unwrap();
    let json = String::from_utf8(tree.output("list --format json").stdout).unwrap();
    let yaml: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(yaml, serde_json::from_str::<serde_json::Value>(&json).unwrap());
}

/// Three unsorted entries in one register, and one entry in another.
fn several() -> Tree {
    let entry = |number: &str, status: &str, priority: &str, seen: &str| {
        ENTRY
            .replace("1.1 ", &format!("1.{number} "))
            .replace("G-001", &format!("G-{number:0>3}"))
            .replace("** Open", &format!("** {status}"))
            .replace("** P1", &format!("** {priority}"))
            .replace("** 2026-02-01", &format!("** {seen}"))
    };
    let text = [
        "# Register (EN)\n\n## 1) Open gaps\n\n".to_owned(),
        entry("1", "Open", "P2", "2026-02-03"),
        entry("2", "In Progress", "P0", "2026-01-20"),
        entry("10", "Open", "P1", ""),
    ];
    Tree::new()
        .put("a-gap-register.md", text.join("\n"))
        .put("b-gap-register.md", sound().replace("** Open", "** Verified"))
}

#[test]
fn an_expression_chooses_entries() {
    let tree = several();
    let list = |query: &str| tree.run_with("list", &["--where", query]);
    insta::assert_snapshot!(list("status = Açık and priority <= P1 and area ~ \"loans\""), @"
    exit 0
    a-gap-register.md (en, 1 of 3 entries)
    ID     Status  Priority  Severity  Owner    SLA  Gap
    G-010  Open    P1        High      Backend  7d   Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(list("overdue"), @"
    exit 0
    a-gap-register.md (en, 1 of 3 entries)
    ID     Status       Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-002  In Progress  P0        High      Backend  7d   2026-01-20  2026-01-27  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(list("status = Fixed"), @"
    exit 0

    --- stderr
    no entry matches
    ");
}

#[test]
fn keys_put_entries_in_order() {
    let tree = several();
    insta::assert_snapshot!(tree.run("list --sort priority a-gap-register.md"), @"
    exit 0
    a-gap-register.md (en, 3 entries)
    ID     Status       Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-002  In Progress  P0        High      Backend  7d   2026-01-20  2026-01-27  Loans → Renewals → Renewal is refused
    G-010  Open         P1        High      Backend  7d                           Loans → Renewals → Renewal is refused
    G-001  Open         P2        High      Backend  7d   2026-02-03  2026-02-10  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run("list --sort -first-seen,id a-gap-register.md"), @"
    exit 0
    a-gap-register.md (en, 3 entries)
    ID     Status       Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open         P2        High      Backend  7d   2026-02-03  2026-02-10  Loans → Renewals → Renewal is refused
    G-002  In Progress  P0        High      Backend  7d   2026-01-20  2026-01-27  Loans → Renewals → Renewal is refused
    G-010  Open         P1        High      Backend  7d                           Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run("list --sort status,-id a-gap-register.md"), @"
    exit 0
    a-gap-register.md (en, 3 entries)
    ID     Status       Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-010  Open         P1        High      Backend  7d                           Loans → Renewals → Renewal is refused
    G-001  Open         P2        High      Backend  7d   2026-02-03  2026-02-10  Loans → Renewals → Renewal is refused
    G-002  In Progress  P0        High      Backend  7d   2026-01-20  2026-01-27  Loans → Renewals → Renewal is refused
    ");
}

#[test]
fn every_format_lists_what_was_chosen_in_the_order_asked_for() {
    let tree = several();
    let list = |format: &str| {
        let query = ["--where", "status < Fixed", "--sort", "-id", "--format", format];
        tree.run_with("list", &query)
    };
    let ids = |text: &str| {
        let mut places: Vec<_> = ["G-001", "G-002", "G-010"]
            .into_iter()
            .filter_map(|id| Some((text.find(id)?, id)))
            .collect();
        places.sort_unstable();
        places.into_iter().map(|(_, id)| id).collect::<Vec<_>>().join(" ")
    };
    for format in ["table", "json", "ndjson", "csv", "yaml", "markdown"] {
        assert_eq!(ids(&list(format)), "G-010 G-002 G-001", "{format}");
    }
    // JSON shows that the other register was read, too.
    let json: serde_json::Value = serde_json::from_str(&list("json")["exit 0\n".len()..]).unwrap();
    let counts = json["registers"].as_array().unwrap().iter();
    let counts: Vec<_> = counts.map(|r| r["entries"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [3, 0]);
}

#[test]
fn an_expression_without_matches_is_not_an_error() {
    let tree = several();
    insta::assert_snapshot!(tree.run_with("list --format csv", &["--where", "id = G-77"]), @"
    exit 0
    Path,ID,Status,Priority,Owner,SLA,First Seen,Gap

    --- stderr
    no entry matches
    ");
    insta::assert_snapshot!(tree.run_with("list -q", &["--where", "id = G-77"]), @"exit 0");
}

#[test]
fn faults_of_an_expression_are_marked() {
    let tree = several();
    let list = |query: &str| tree.run_with("list", &["--where", query]);
    insta::assert_snapshot!(list("status = Open and priority <= P1x"), @"
    exit 2

    --- stderr
    error: in the expression: `P1x` is not a priority; write P0 to P4
      status = Open and priority <= P1x
                                    ^^^
    ");
    insta::assert_snapshot!(list("prioirty = P1"), @"
    exit 2

    --- stderr
    error: in the expression: no field is called `prioirty`; did you mean `Priority`?
      prioirty = P1
      ^^^^^^^^
    ");
    insta::assert_snapshot!(list("status = Opne"), @"
    exit 2

    --- stderr
    error: in the expression: `Opne` is not a state; did you mean `Open`?
      status = Opne
               ^^^^
    ");
    insta::assert_snapshot!(list("owner = \"\u{1b}[31m"), @r#"
    exit 2

    --- stderr
    error: in the expression: this string is not closed
      owner = "\u{1b}[31m
              ^
    "#);
    insta::assert_snapshot!(tree.run("list --sort priority,ownr"), @"
    exit 2

    --- stderr
    error: in the order: no field is called `ownr`; did you mean `Owner`?
      priority,ownr
               ^^^^
    ");
}

#[test]
fn the_states_of_a_configured_flow_may_be_named() {
    let flow = "flow: [Parked, In Progress, Shipped]\n";
    let tree = Tree::with(sound().replace("** Open", "** Shipped")).put("gapreg.yaml", flow);
    insta::assert_snapshot!(tree.run_with("list", &["--where", "status > Parked"]), @"
    exit 0
    gap-register.md (en, 1 entry)
    ID     Status   Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Shipped  P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run_with("list", &["--where", "status > Gone"]), @"
    exit 2

    --- stderr
    error: in the expression: `Gone` is not a state; write Parked, In Progress or Shipped
      status > Gone
               ^^^^
    ");
}

#[test]
fn an_entry_is_shown_with_its_due_date_and_its_mirror() {
    insta::assert_snapshot!(pair().run("show G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    docs/en/gap-register.md:15 (en)
    due 2026-02-08, in 3 days

    ID                              G-001
    First Seen                      2026-02-01
    Environment                     all
    Status                          Open
    Priority                        P1
    Owner                           Backend
    SLA                             7d
    Target Version                  TBD
    Impact                          High
    Source page                     `/docs/en/loans.md`
    Symptom                         The button answers 404.
    Impact                          Readers renew at the desk.
    Admin Workaround                Renew at the desk.
    Escalation Package              - The request and its answer
    Verification (done when fixed)  The button renews.

    G-001  Loans → Renewals → Uzatma reddediliyor
    docs/tr/gap-register.md:15 (tr)
    due 2026-02-08, in 3 days

    ID                              G-001
    First Seen                      2026-02-01
    Environment                     all
    Status                          Open
    Priority                        P1
    Owner                           Backend
    SLA                             7d
    Target Version                  TBD
    Impact                          High
    Source page                     `/docs/en/loans.md`
    Symptom                         The button answers 404.
    Impact                          Readers renew at the desk.
    Admin Workaround                Renew at the desk.
    Escalation Package              - The request and its answer
    Verification (done when fixed)  The button renews.
    ");
}

#[test]
fn every_rule_has_a_line_and_a_page() {
    let tree = Tree::new();
    let listed = tree.output("rules --quiet").stdout;
    for line in String::from_utf8(listed).unwrap().lines() {
        let name = line.split_whitespace().next().unwrap();
        let page = tree.run(&format!("explain {name}"));
        assert!(page.starts_with(&format!("exit 0\n# {name}\n")), "{page}");
    }
}

#[test]
fn help_teaches_by_example() {
    insta::assert_snapshot!("lint-help", Tree::new().run("lint --help"));
}

#[test]
fn show_writes_what_list_writes_and_what_the_register_has() {
    let tree = Tree::with(sound());
    assert_eq!(tree.run("show G-001 --format json"), tree.run("list --format json"));
    let text = tree.read("gap-register.md");
    let output = tree.run("show g-001 --format markdown");
    let entry = output.strip_prefix("exit 0\n").expect("it is written").trim_end();
    assert!(entry.starts_with("### ") && text.contains(entry), "{entry}");
}

#[test]
fn the_leading_register_decides_which_entries_have_a_value() {
    let table = |rows: &str| {
        format!("# Desk gaps\n\n| ID | Gap | Owner | Status | Due |\n|---|---|---|---|---|\n{rows}")
    };
    let tree = Tree::new()
        .put("docs/en/gap-register.md", table("| G-1 | Lamp is dark | Mia | open | 2027-12-15 |\n| G-2 | Door sticks | Bo | done | |\n"))
        .put("docs/tr/gap-register.md", table("| G-1 | Lamba yanmıyor | Mia | açık | 2027-12-15 |\n| G-2 | Kapı sıkışıyor | Bo | açık | 2026-03-03 |\n"));
    let list = |condition: &str| tree.run_with("list", &["--where", condition]);
    assert!(!list("open and due < today + 7d").contains("G-2"));
    assert!(list("open").contains("(en and tr, 1 of 2 entries)"), "{}", list("open"));
    assert!(list("title ~ kapı").contains("(tr, 1 of 2 entries)"), "{}", list("title ~ kapı"));
    assert!(list("open and language = tr").contains("G-2"));
    let all = tree.run_with("list --all-languages", &["--where", "open"]);
    assert!(all.contains("G-2"), "{all}");
}

#[test]
fn a_state_with_a_vague_time_is_shown_by_its_own_word() {
    let text = "# Debts\n\n| ID | Gap | Status |\n|---|---|---|\n| D-1 | Polling | closed in June |\n\
                | D-2 | Two tables | closed |\n| D-3 | Clock | open since January |\n";
    let shown = Tree::with(text).run("list");
    assert_eq!(shown.matches("  closed  ").count(), 2, "{shown}");
}
