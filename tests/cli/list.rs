//! `gapreg list`, `gapreg show`, `gapreg rules` and `gapreg explain`.

use crate::tree::{ENTRY, Tree, sound};

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

/// Three entries in one register, in no order, and one in another.
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
    ID     Status  Priority  Owner    SLA  First Seen  Gap
    G-010  Open    P1        Backend  7d               Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(list("overdue"), @"
    exit 0
    a-gap-register.md (en, 1 of 3 entries)
    ID     Status       Priority  Owner    SLA  First Seen  Gap
    G-002  In Progress  P0        Backend  7d   2026-01-20  Loans → Renewals → Renewal is refused
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
    ID     Status       Priority  Owner    SLA  First Seen  Gap
    G-002  In Progress  P0        Backend  7d   2026-01-20  Loans → Renewals → Renewal is refused
    G-010  Open         P1        Backend  7d               Loans → Renewals → Renewal is refused
    G-001  Open         P2        Backend  7d   2026-02-03  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run("list --sort -first-seen,id a-gap-register.md"), @"
    exit 0
    a-gap-register.md (en, 3 entries)
    ID     Status       Priority  Owner    SLA  First Seen  Gap
    G-001  Open         P2        Backend  7d   2026-02-03  Loans → Renewals → Renewal is refused
    G-002  In Progress  P0        Backend  7d   2026-01-20  Loans → Renewals → Renewal is refused
    G-010  Open         P1        Backend  7d               Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run("list --sort status,-id a-gap-register.md"), @"
    exit 0
    a-gap-register.md (en, 3 entries)
    ID     Status       Priority  Owner    SLA  First Seen  Gap
    G-010  Open         P1        Backend  7d               Loans → Renewals → Renewal is refused
    G-001  Open         P2        Backend  7d   2026-02-03  Loans → Renewals → Renewal is refused
    G-002  In Progress  P0        Backend  7d   2026-01-20  Loans → Renewals → Renewal is refused
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
    // Programs see that the other register was looked at, too.
    let json: serde_json::Value = serde_json::from_str(&list("json")["exit 0\n".len()..]).unwrap();
    let counts = json["registers"].as_array().unwrap().iter();
    let counts: Vec<_> = counts.map(|r| r["entries"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [3, 0]);
}

#[test]
fn an_expression_that_nothing_satisfies_is_no_fault() {
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
fn what_is_wrong_with_an_expression_is_pointed_at() {
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
    ID     Status   Priority  Owner    SLA  First Seen  Gap
    G-001  Shipped  P1        Backend  7d   2026-02-01  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run_with("list", &["--where", "status > Gone"]), @"
    exit 2

    --- stderr
    error: in the expression: `Gone` is not a state; did you mean `Fixed`?
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
    insta::assert_snapshot!(Tree::new().run("lint --help"), @"
    exit 0
    Tell what is wrong inside each register, and repair what can be repaired

    Checks each entry (required fields, dates, SLAs, the status flow, IDs), the triage table against the
    entries, and the text itself. Findings name a rule; `gapreg explain RULE` shows its page. A finding
    is accepted by a comment above the line, `<!-- gapreg-ignore RULE: reason -->`, or in gapreg.yaml.

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

          --base <REV>
              Hold what changed since this commit to the flow, too: no state skipped, no ID given anew
              
              The commit is compared where the current branch set out from it, so `origin/main` means
              what this branch did. Entries are followed by what they say, through new IDs, new names of
              their file and moves to another register.

          --each-commit
              Look at each commit since then by itself, and not at what they made of it together
              
              What a merge itself changes is not looked at, nor what it brings in.

          --statistics
              Count the findings of each rule instead of listing them

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    What is reported:
          --changed-since <REV>
              Report only what was changed since this commit, and what those changes caused elsewhere
              
              The commit is compared where the current branch set out from it, so `origin/main` means
              what this branch did. A finding is reported when it points at a changed line, or when it
              was not there before: a row of the table that grew stale because its entry changed counts.

    Global options:
          --config <FILE>
              Use this configuration instead of the one found upward from the registers

          --output-format <FORMAT>
              How findings are written

              Possible values:
              - human:   The line in question, a caret under the word, and help
              - concise: One line for each finding
              - json:    One object, in a form that does not change
              - sarif:   SARIF 2.1.0, for code scanning
              - github:  Annotations in GitHub Actions
              - gitlab:  GitLab's code quality report
              - junit:   JUnit's XML, for whatever shows test results
              - rdjson:  For reviewdog, with fixes as suggestions
              
              [default: human]

          --output-file <FILE>
              Write what would be printed on standard output to a file

          --force-exclude
              Leave out files that the configuration excludes even where they are named, as hooks do

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
      gapreg lint --base origin/main    and whether this branch kept to the flow
      cat draft.md | gapreg lint -      what comes in on standard input
    ");
}
