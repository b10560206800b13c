//! `gapreg list`, `gapreg show`, `gapreg rules` and `gapreg explain`.

use crate::tree::{Tree, sound};

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
    docs/en/gap-register.md (en, 1 entry)
    ID     Status  Priority  Owner    SLA  First Seen  Gap
    G-001  Open    P1        Backend  7d   2026-02-01  Loans → Renewals → Renewal is refused

    docs/tr/gap-register.md (tr, 1 entry)
    ID     Status  Priority  Owner    SLA  First Seen  Gap
    G-001  Open    P1        Backend  7d   2026-02-01  Loans → Renewals → Uzatma reddediliyor
    ");
}

#[test]
fn entries_are_listed_for_programs() {
    insta::assert_snapshot!(pair().run("list --format json docs/en"), @r#"
    exit 0
    {
      "version": 1,
      "registers": [
        {
          "path": "docs/en/gap-register.md",
          "language": "en",
          "title": "Register (EN)",
          "shape": "headings",
          "policy": {
            "sla": {
              "P0": "24h",
              "P1": "7d"
            },
            "flow": [
              "Open",
              "In Progress",
              "Fixed",
              "Verified"
            ]
          },
          "entries": [
            {
              "id": "G-001",
              "number": "1.1",
              "heading": "Loans → Renewals → Renewal is refused",
              "area": [
                "Loans",
                "Renewals"
              ],
              "title": "Renewal is refused",
              "status": "Open",
              "status_text": "Open",
              "priority": "P1",
              "severity": "High",
              "owner": "Backend",
              "resolution_owner": null,
              "sla": "7d",
              "first_seen": "2026-02-01",
              "environment": "all",
              "target_version": "TBD",
              "source_pages": [
                "/docs/en/loans.md"
              ],
              "endpoints": [],
              "fields": [
                {
                  "key": "ID",
                  "label": "ID",
                  "value": "G-001",
                  "line": 17
                },
                {
                  "key": "First Seen",
                  "label": "First Seen",
                  "value": "2026-02-01",
                  "line": 18
                },
                {
                  "key": "Environment",
                  "label": "Environment",
                  "value": "all",
                  "line": 19
                },
                {
                  "key": "Status",
                  "label": "Status",
                  "value": "Open",
                  "line": 20
                },
                {
                  "key": "Priority",
                  "label": "Priority",
                  "value": "P1",
                  "line": 21
                },
                {
                  "key": "Owner",
                  "label": "Owner",
                  "value": "Backend",
                  "line": 22
                },
                {
                  "key": "SLA",
                  "label": "SLA",
                  "value": "7d",
                  "line": 23
                },
                {
                  "key": "Target Version",
                  "label": "Target Version",
                  "value": "TBD",
                  "line": 24
                },
                {
                  "key": "Severity",
                  "label": "Impact",
                  "value": "High",
                  "line": 25
                },
                {
                  "key": "Source page",
                  "label": "Source page",
                  "value": "`/docs/en/loans.md`",
                  "line": 27
                },
                {
                  "key": "Symptom",
                  "label": "Symptom",
                  "value": "The button answers 404.",
                  "line": 28
                },
                {
                  "key": "Impact",
                  "label": "Impact",
                  "value": "Readers renew at the desk.",
                  "line": 29
                },
                {
                  "key": "Workaround",
                  "label": "Admin Workaround",
                  "value": "Renew at the desk.",
                  "line": 30
                },
                {
                  "key": "Escalation Package",
                  "label": "Escalation Package",
                  "value": "- The request and its answer",
                  "line": 31
                },
                {
                  "key": "Verification",
                  "label": "Verification (done when fixed)",
                  "value": "The button renews.",
                  "line": 33
                }
              ],
              "start": {
                "line": 15,
                "column": 1,
                "offset": 216
              },
              "end": {
                "line": 33,
                "column": 57,
                "offset": 729
              }
            }
          ]
        }
      ]
    }
    "#);
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
    insta::assert_snapshot!(Tree::new().run("lint --help"), @"
    exit 0
    Tell what is wrong inside each register, and repair what can be repaired

    Usage: gapreg lint [OPTIONS] [PATHS]...

    Arguments:
      [PATHS]...
              Registers, or folders to search for them [default: the current folder]

    Options:
          --fix
              Apply the safe fixes

          --unsafe-fixes
              Apply the fixes that may change what the register says, too

          --diff
              Show what the fixes would change, and write nothing

          --select <RULE>
              Run these rules only

          --ignore <RULE>
              Do not run these rules

          --statistics
              Count the findings of each rule instead of listing them

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Global options:
          --config <FILE>
              Use this configuration instead of the one found upward from the registers

          --output-format <FORMAT>
              How findings are written

              Possible values:
              - human:   The line in question, a caret under the word, and help
              - concise: One line for each finding
              - json:    One object, in a form that does not change
              
              [default: human]

          --output-file <FILE>
              Write the findings to a file instead of standard output

          --color <WHEN>
              Whether to colour the output

              Possible values:
              - auto:   On a terminal, unless `NO_COLOR` is set
              - always: Always
              - never:  Never
              
              [default: auto]

      -q, --quiet
              Say nothing about the run itself

      -v, --verbose
              Say more about the run

          --today <DATE>
              The day to count from, instead of today

          --fail-on <LEVEL>
              The level from which on findings fail the run

              Possible values:
              - error:   Errors fail the run
              - warning: Warnings do, too
              - never:   No finding does
              
              [default: error]

          --stdin-filename <NAME>
              The name of what comes in on standard input, when a PATH is `-`
              
              [default: gap-register.md]

    Examples:
      gapreg lint                       every register below this folder
      gapreg lint --fix docs/           repair what is safe to repair
      gapreg lint --diff                show what --fix would change
      gapreg lint --select sla-overdue  one rule only
      cat draft.md | gapreg lint -      what comes in on standard input
    ");
}
