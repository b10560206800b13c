//! `gapreg reconcile`: the tickets of entries against an export of their tracker.

use serde_json::Value;

use crate::common::registers::{ENTRY, in_turkish};
use crate::common::tree::Tree;

/// An entry of that ID and status, and what its field Ticket says.
fn entry(id: &str, status: &str, ticket: &str) -> String {
    ENTRY
        .replace("G-001", id)
        .replace("1.1", &format!("1.{}", id.trim_start_matches("G-0")))
        .replace("**Status:** Open", &format!("**Status:** {status}"))
        .replace("- **Impact:** High\n", &format!("- **Impact:** High\n- **Ticket:** {ticket}\n"))
}

fn register(entries: &[String]) -> String {
    format!("# Register (EN)\n\n## 1) Open gaps\n\n{}", entries.join("\n"))
}

/// An issue as `gh issue list` has it.
fn issue(number: u32, state: &str, title: &str) -> String {
    format!(
        r#"{{"number": {number}, "state": "{state}", "title": "{title}", "closedAt": null,
            "labels": [{{"name": "gap-register"}}], "url": "https://github.com/acme/docs/issues/{number}"}}"#
    )
}

fn issues(all: &[String]) -> String {
    format!("[{}]", all.join(","))
}

/// The verdict of each entry.
fn verdicts(tree: &Tree, args: &str) -> Vec<String> {
    let output = tree.output(&format!("reconcile {args} --format json"));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let verdict = |entry: &Value| {
        format!("{} {}", entry["id"].as_str().unwrap(), entry["verdict"].as_str().unwrap())
    };
    json["entries"].as_array().unwrap().iter().map(verdict).collect()
}

#[test]
fn what_differs_is_shown_with_its_reason() {
    let tree = Tree::with(register(&[
        entry("G-001", "Open", "#1"),
        entry("G-002", "Fixed", "[the issue](https://github.com/Acme/Docs/issues/2)"),
        entry("G-003", "Won't fix", "#3"),
        entry("G-004", "Open", "acme/api#7, LIB-4"),
        entry("G-005", "Open", "TBD"),
        entry("G-006", "Opne", "#1"),
        entry("G-007", "Open", "see the mail"),
    ]));
    let tree = tree.put(
        "issues.json",
        issues(&[
            issue(1, "CLOSED", "Renewal").replace("null", "\"2026-02-01T10:00:00Z\""),
            issue(2, "OPEN", "Fines"),
            issue(3, "CLOSED", "Holds"),
            issue(4, "OPEN", "G-005: The list is empty"),
            issue(5, "OPEN", "Slow").replace("gap-register", "speed"),
        ]),
    );
    insta::assert_snapshot!(tree.run("reconcile --tracker issues.json"), @"
    exit 0
    gap-register.md
      G-001  closed-there  Renewal is refused
          it is open, and #1 is closed
          closed  #1  2026-02-01: Renewal
      G-002  open-there    Renewal is refused
          it is closed, and acme/docs#2 is open
          open    acme/docs#2  Fines
      G-006  unknowable    Renewal is refused
          its status is not understood
          closed  #1  2026-02-01: Renewal
      G-007  unknowable    Renewal is refused
          `see the mail` names no ticket

    Tickets with the label `gap-register` that no entry names
      open    acme/docs#4  G-005: The list is empty
          its title names G-005, which names no ticket

    Tickets that issues.json lacks
      LIB-4  G-004  it is not a ticket of GitHub
      acme/api#7  G-004  it is of another repository

    --- stderr
    7 entries against issues.json (GitHub, 5 tickets): 1 closed-there, 1 open-there, 1 consistent, 1 lacking, 2 unknowable, 1 without a ticket
    ");
    assert!(tree.run("reconcile --tracker issues.json --fail-on warning").starts_with("exit 1\n"));
}

#[test]
fn json_has_every_entry_with_a_ticket() {
    let tree = Tree::with(register(&[
        entry("G-001", "Open", "LIB-1, LIB-9"),
        entry("G-002", "Open", "TBD"),
    ]));
    let tree = tree.put(
        "jira.csv",
        "\u{feff}Labels,Summary,Issue key,Labels,Status\r\n,\"One, \"\"two\"\"\r\nthree\",LIB-1,x,Erledigt\r\n\
         gap-register,Other,LIB-2,,Devam Ediyor\r\n",
    );
    insta::assert_snapshot!(tree.run("reconcile --tracker jira.csv --format json"), @r#"
    exit 0
    {
      "version": 1,
      "tracker": {
        "file": "jira.csv",
        "kind": "jira",
        "tickets": 2,
        "labels": [
          "gap-register"
        ]
      },
      "entries": [
        {
          "path": "gap-register.md",
          "id": "G-001",
          "number": "1.01",
          "line": 5,
          "title": "Renewal is refused",
          "status": "Open",
          "verdict": "lacking",
          "why": "LIB-9: the export does not have it",
          "tickets": [
            {
              "ticket": "LIB-1",
              "state": "closed",
              "state_text": "Erledigt",
              "title": "One, \"two\"\r\nthree",
              "url": null,
              "closed": null,
              "why": null
            },
            {
              "ticket": "LIB-9",
              "state": "unknown",
              "state_text": null,
              "title": null,
              "url": null,
              "closed": null,
              "why": "the export does not have it"
            }
          ]
        }
      ],
      "unnamed": [
        {
          "ticket": "LIB-2",
          "state": "open",
          "state_text": "Devam Ediyor",
          "title": "Other",
          "url": null,
          "closed": null,
          "entry": null
        }
      ],
      "lacking": [
        {
          "ticket": "LIB-9",
          "why": "the export does not have it",
          "entries": [
            {
              "path": "gap-register.md",
              "id": "G-001",
              "number": "1.01",
              "line": 5
            }
          ]
        }
      ]
    }
    "#);
    let other = tree.run("reconcile --tracker jira.csv --output-format json");
    assert_eq!(other, tree.run("reconcile --tracker jira.csv --format json"));
}

#[test]
fn an_entry_is_open_until_all_its_tickets_are_closed() {
    let all = [
        entry("G-001", "Open", "#1, #2"),
        entry("G-002", "Open", "#2, #3"),
        entry("G-003", "Verified", "#2, #3"),
        entry("G-004", "Verified", "#1, #2"),
        entry("G-005", "Verified", "#4"),
        entry("G-006", "Open", "#2, #9"),
        entry("G-007", "Verified", "#2, #9"),
        entry("G-008", "Verified", "#4, #9"),
    ];
    let states = ["OPEN", "CLOSED", "CLOSED", "OPEN"];
    let all_issues: Vec<String> =
        states.iter().zip(1..).map(|(state, number)| issue(number, state, "x")).collect();
    let tree = Tree::with(register(&all)).put("issues.json", issues(&all_issues));
    let want = [
        "G-001 consistent",
        "G-002 closed-there",
        "G-003 consistent",
        // Its open ticket is that of G-001, too.
        "G-004 consistent",
        "G-005 open-there",
        "G-006 lacking",
        "G-007 lacking",
        "G-008 open-there",
    ];
    assert_eq!(verdicts(&tree, "--tracker issues.json"), want);
}

#[test]
fn an_entry_counts_once_for_all_its_languages() {
    let english = register(&[entry("G-001", "Open", "#1"), entry("G-002", "Fixed", "TBD")]);
    let turkish = in_turkish(&english).replace("Ticket:** TBD", "Ticket:** #2");
    let tree = Tree::new()
        .put("docs/en/gap-register.md", english)
        .put("docs/tr/gap-register.md", turkish)
        .put("issues.json", issues(&[issue(1, "CLOSED", "x"), issue(2, "OPEN", "y")]));
    // The translation alone names the ticket of the second.
    let want = ["G-001 closed-there", "G-002 open-there"];
    assert_eq!(verdicts(&tree, "--tracker issues.json docs"), want);
    let said = tree.run("reconcile --tracker issues.json docs");
    assert!(said.contains("2 entries against issues.json (GitHub, 2 tickets)"), "{said}");
}

#[test]
fn labels_are_given() {
    let tree = Tree::with(register(&[entry("G-001", "Open", "#1")])).put(
        "issues.json",
        issues(&[
            issue(1, "OPEN", "x"),
            issue(2, "OPEN", "y").replace("gap-register", "Docs Debt"),
        ]),
    );
    let said = tree.run("reconcile --tracker issues.json --label docs-debt --label other");
    assert!(said.contains("acme/docs#2"), "{said}");
    let none = tree.run("reconcile --tracker issues.json --label nothing");
    assert!(none.contains("no ticket has the label `nothing`"), "{none}");
    let bare = r#"[{"number": 1, "title": "x", "state": "OPEN"}]"#;
    let without = tree.run_with_input("reconcile --tracker -", bare);
    assert!(without.contains("has no labels of tickets"), "{without}");
}

#[test]
fn an_export_is_untrusted() {
    let title = "a\\u001b[31m\\n::error::b ##[x] \\u202e";
    let tree = Tree::with(register(&[entry("G-001", "Open", "#1")]))
        .put("issues.json", issues(&[issue(1, "CLOSED", title), issue(2, "OPEN", title)]));
    for args in ["", "--format json"] {
        let said = tree.run(&format!("reconcile --tracker issues.json {args}"));
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
        assert!(!said.lines().any(|line| line.trim_start().starts_with("::")), "{said}");
    }
}

#[test]
fn what_cannot_be_read_is_exit_2_and_nothing_is_written() {
    let text = register(&[entry("G-001", "Open", "#1")]);
    let tree = Tree::with(&text).put("bad.txt", "hello\n").put("empty.csv", "");
    for (args, why) in [
        ("bad.txt", "it is neither JSON of GitHub nor CSV of Jira"),
        ("empty.csv", "it is empty"),
        ("none.json", "cannot read `none.json`"),
        (".", "it is a folder"),
        ("- -", "standard input can be one file only"),
        ("bad.txt --output-format sarif", "`--format` says how"),
        ("bad.txt --output-file bad.txt", "is one of the files that are read"),
    ] {
        let said = tree.run(&format!("reconcile --tracker {args}"));
        assert!(said.starts_with("exit 2\n") && said.contains(why), "{said}");
    }
    tree.run_with_input("reconcile --tracker -", &issues(&[issue(1, "CLOSED", "x")]));
    assert_eq!(tree.read("gap-register.md"), text);
    assert_eq!(tree.read("bad.txt"), "hello\n");
}

#[test]
fn a_large_export_is_refused() {
    let tree = Tree::with(register(&[entry("G-001", "Open", "#1")]))
        .put("gapreg.yaml", "max-size: 1\n")
        .put("issues.json", " ".repeat(1024 * 1024 + 1));
    let said = tree.run("reconcile --tracker issues.json");
    assert!(said.starts_with("exit 2\n") && said.contains("larger than 1 MiB"), "{said}");
}

#[test]
fn a_number_is_one_of_the_own_repository_where_the_export_has_several() {
    let tree = Tree::with(register(&[entry("G-001", "Open", "#1")]));
    let both =
        issues(&[issue(1, "OPEN", "x"), issue(1, "CLOSED", "y").replace("acme/docs", "acme/api")]);
    let tree = tree.put("issues.json", both);
    assert_eq!(verdicts(&tree, "--tracker issues.json"), ["G-001 lacking"]);
    tree.repository();
    tree.git("remote add origin git@github.com:Acme/api.git");
    assert_eq!(verdicts(&tree, "--tracker issues.json"), ["G-001 closed-there"]);
}

#[test]
fn a_hint_is_about_the_own_tracker() {
    let tree =
        Tree::with(register(&[entry("G-001", "Open", "LIB-1"), entry("G-002", "Open", "LIB-2")]));
    let csv = "Issue key,Summary,Status\nLIB-1,One,Open\n";
    let said = tree.run_with_input("reconcile --tracker -", csv);
    assert!(said.contains("a search without `resolution = Unresolved`"), "{said}");
    assert!(!said.contains("gh issue"), "{said}");
}

#[test]
fn a_damaged_table_is_refused_with_its_line() {
    let tree = Tree::with(register(&[entry("G-001", "Open", "LIB-12")]));
    let of = |rows: &str| {
        tree.run_with_input("reconcile --tracker -", &format!("Issue key,Summary,Status\n{rows}"))
    };
    for (rows, why) in [
        ("LIB-12,\"unclosed,Done\nLIB-13,Two,Done\n", "line 2: a quote is not closed"),
        ("LIB-12,One,Done\nLIB-13,Two\n", "line 3: it has 2 cells, and the first row has 3"),
    ] {
        let said = of(rows);
        assert!(said.starts_with("exit 2\n") && said.contains(why), "{said}");
    }
}
