//! `gapreg verify`: the endpoints of entries against a route contract.

use crate::common::registers::ENTRY;
use crate::common::tree::Tree;

const CONTRACT: &str = r#"{
  "openapi": "3.1.0",
  "paths": {
    "/v1/loans/{loan_id}/renewals": {
      "post": { "responses": { "201": {} } }
    },
    "/v1/fines": { "get": { "responses": { "200": {} } } }
  }
}
"#;

/// An entry of that ID, status and symptom that claims an endpoint.
fn entry(id: &str, status: &str, symptom: &str, endpoint: &str) -> String {
    ENTRY
        .replace("G-001", id)
        .replace("1.1", &format!("1.{}", id.trim_start_matches("G-0")))
        .replace("**Status:** Open", &format!("**Status:** {status}"))
        .replace("The button answers 404.", symptom)
        .replace(
            "- **Impact:** Readers",
            &format!("- **UI endpoints:** `{endpoint}`\n- **Impact:** Readers"),
        )
}

fn register(entries: &[String]) -> String {
    format!("# Register (EN)\n\n## 1) Open gaps\n\n{}", entries.join("\n"))
}

/// Entries with each verdict.
fn every_verdict() -> String {
    register(&[
        entry("G-001", "Open", "The button answers 404.", "POST /v1/loans/{id}/renewals"),
        entry("G-002", "Fixed", "The button answers 404.", "PUT /v1/loans/{id}/renewals"),
        entry("G-003", "Open", "The page is not found.", "GET /v1/holds"),
        entry("G-004", "Open", "The list is empty.", "GET /v1/fines/"),
        entry("G-005", "Open", "The list is empty.", "/v1/reports/*"),
        ENTRY.replace("G-001", "G-006").replace("1.1", "1.6"),
        entry("G-007", "Won't fix", "The button answers 404.", "GET /v1/holds"),
        entry("G-008", "Opne", "The button answers 404.", "GET /v1/holds"),
    ])
}

#[test]
fn each_entry_has_a_verdict_and_its_reason() {
    let tree = Tree::with(every_verdict()).put("api.json", CONTRACT);
    insta::assert_snapshot!(tree.run("verify --routes api.json"), @"
    exit 0
    gap-register.md
      G-001  open-but-declared  Renewal is refused
             its symptom says that an endpoint is missing, and `POST /v1/loans/{id}/renewals` is declared
             declared    POST /v1/loans/{id}/renewals  line 19: declared as `POST /v1/loans/{loan_id}/renewals`
      G-002  closed-but-absent  Renewal is refused
             it is closed, and `PUT /v1/loans/{id}/renewals` is absent
             absent      PUT /v1/loans/{id}/renewals  line 40: the contract has POST there
      G-003  consistent         Renewal is refused
             it is open, and `GET /v1/holds` is absent
             absent      GET /v1/holds  line 61: the contract has no such path
      G-004  unknowable         Renewal is refused
             `GET /v1/fines/` is declared, and whether it answers as it should is not in a contract
             declared    GET /v1/fines/  line 82: declared as `GET /v1/fines`, without the slash at the end
      G-005  unknowable         Renewal is refused
             it represents several endpoints
             unknowable  /v1/reports/*  line 103: it represents several endpoints
      G-006  none               Renewal is refused
      G-007  consistent         Renewal is refused
             it was closed without a repair, and `GET /v1/holds` is absent
             absent      GET /v1/holds  line 144: the contract has no such path
      G-008  unknowable         Renewal is refused
             its status is not understood
             absent      GET /v1/holds  line 165: the contract has no such path

    --- stderr
    8 entries against api.json (openapi-3.1, 2 operations): 1 closed-but-absent, 1 open-but-declared, 2 consistent, 3 unknowable, 1 without an endpoint
    ");
    let complete = tree.run("verify --routes api.json --complete --quiet");
    assert!(complete.starts_with("exit 1\n"), "{complete}");
    assert!(tree.run("verify --routes api.json --fail-on warning").starts_with("exit 1\n"));
}

#[test]
fn json_has_every_endpoint_with_its_answer() {
    let entries =
        [entry("G-002", "Fixed", "The button answers 404.", "PUT /v1/loans/{id}/renewals")];
    let tree = Tree::with(register(&entries)).put("api.json", CONTRACT);
    insta::assert_snapshot!(tree.run("verify --routes api.json --format json"), @r#"
    exit 0
    {
      "version": 1,
      "routes": {
        "file": "api.json",
        "kind": "openapi-3.1",
        "operations": 2,
        "complete": false
      },
      "entries": [
        {
          "path": "gap-register.md",
          "id": "G-002",
          "number": "1.02",
          "title": "Renewal is refused",
          "status": "Fixed",
          "verdict": "closed-but-absent",
          "why": "it is closed, and `PUT /v1/loans/{id}/renewals` is absent",
          "endpoints": [
            {
              "endpoint": "PUT /v1/loans/{id}/renewals",
              "method": "PUT",
              "route": "/v1/loans/{id}/renewals",
              "answer": "absent",
              "why": "the contract has POST there",
              "field": "UI endpoints",
              "line": 19
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn check_reports_what_contradicts_the_contract_of_the_configuration() {
    let tree = Tree::with(every_verdict())
        .put("api/routes.json", CONTRACT)
        .put("gapreg.yaml", "routes: { file: api/routes.json, complete: true }\n");
    let select = "--select closed-but-absent,open-but-declared";
    insta::assert_snapshot!(tree.run(&format!("check {select}")), @r#"
    exit 1
    info[open-but-declared]: G-001: this entry is open as an endpoint is missing, and `api/routes.json` has `POST /v1/loans/{id}/renewals`
      --> gap-register.md:19:22
       |
    19 | - **UI endpoints:** `POST /v1/loans/{id}/renewals`
       |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: api/routes.json:5:8
       |
     5 |       "post": { "responses": { "201": {} } }
       |        ------------------------------------- declared as `POST /v1/loans/{loan_id}/renewals`
       |
       = help: call it; where it answers as it should, raise the status

    error[closed-but-absent]: G-002: this entry is closed, and `api/routes.json` has no `PUT /v1/loans/{id}/renewals`
      --> gap-register.md:40:22
       |
    40 | - **UI endpoints:** `PUT /v1/loans/{id}/renewals`
       |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: api/routes.json:5:8
       |
     5 |       "post": { "responses": { "201": {} } }
       |        ------------------------------------- the contract has POST there


    --- stderr
    1 error, 1 info in 8 entries of 1 file
    "#);
    insta::assert_snapshot!(tree.run(&format!("lint {select}")), @"
    exit 0

    --- stderr
    no findings in 8 entries of 1 file
    ");
    // From another folder, too, and with the line of the contract.
    let json = tree.run("check --output-format json --select closed-but-absent");
    assert!(json.contains("\"path\": \"api/routes.json\""), "{json}");
    assert!(json.contains("\"line\": 4"), "{json}");
}

#[test]
fn an_ignore_comment_is_unused_only_where_a_contract_was_read() {
    let text = every_verdict().replace(
        "- **UI endpoints:** `PUT",
        "<!-- gapreg-ignore closed-but-absent: released next week -->\n- **UI endpoints:** `PUT",
    );
    let tree = Tree::with(text).put("api.json", CONTRACT);
    let select = "--select closed-but-absent,unused-ignore";
    assert!(tree.run(&format!("check {select}")).starts_with("exit 0\n\n--- stderr\nno findings"));
    assert!(tree.run("verify --routes api.json --complete").starts_with("exit 0\n"));
    let tree = tree.put("gapreg.yaml", "routes: { file: api.json, complete: true }\n");
    assert!(tree.run(&format!("check {select}")).starts_with("exit 0\n\n--- stderr\nno findings"));
}

#[test]
fn a_contract_that_lacks_most_is_reported_once() {
    let closed = |id: &str, path: &str| entry(id, "Fixed", "The button answers 404.", path);
    let entries = [
        closed("G-001", "GET /loans"),
        closed("G-002", "GET /holds"),
        closed("G-003", "GET /desks"),
        closed("G-004", "GET /v1/fines"),
    ];
    let tree = Tree::with(register(&entries))
        .put("api.json", CONTRACT)
        .put("gapreg.yaml", "routes: { file: api.json }\n");
    insta::assert_snapshot!(tree.run("check --select closed-but-absent"), @r#"
    exit 0
    warning[closed-but-absent]: `api.json` knows few of the endpoints of closed entries: 1 of 4
      --> gap-register.md:19:22
       |
    19 | - **UI endpoints:** `GET /loans`
       |                      ^^^^^^^^^^
       |
      ::: api.json:3:4
       |
     3 |   "paths": {
       |    --------- the contract has no such path
       |
       = help: it may be the contract of another service or miss its base path; `complete: true` reports each entry


    --- stderr
    1 warning in 4 entries of 1 file
    "#);
}

#[test]
fn a_register_and_its_translation_show_one_fact() {
    let text = register(&[entry("G-002", "Fixed", "404", "PUT /v1/loans/{id}/renewals")]);
    let tree = Tree::new()
        .put("docs/en/gap-register.md", &text)
        .put("docs/tr/gap-register.md", text.replace("**Status:** Fixed", "**Durum:** Düzeltildi"))
        .put("api.json", CONTRACT)
        .put("gapreg.yaml", "routes: { file: api.json }\n");
    insta::assert_snapshot!(tree.run("check --select closed-but-absent --output-format concise"), @"
    exit 0
    docs/en/gap-register.md:19:22: warning[closed-but-absent] G-002: this entry is closed, and `api.json` has no `PUT /v1/loans/{id}/renewals`

    --- stderr
    1 warning in 2 entries of 2 files
    tr  ████████████████████  1 of 1 entry in step
    ");
}

#[test]
fn since_reads_the_contract_of_a_release() {
    let entries =
        [entry("G-002", "Fixed", "The button answers 404.", "PUT /v1/loans/{id}/renewals")];
    let tree = Tree::with(register(&entries)).put("api.json", CONTRACT);
    tree.repository();
    tree.git("tag v1");
    let tree = tree.put("api.json", CONTRACT.replace("\"post\"", "\"put\""));
    let verdict = |args: &str| tree.run(&format!("verify --routes api.json {args}"));
    assert!(verdict("").contains("consistent"));
    assert!(verdict("--since v1").contains("closed-but-absent"));
    insta::assert_snapshot!(verdict("--since v9"), @"
    exit 2

    --- stderr
    error: git knows no revision `v9` in the repository of `api.json`
    ");
    insta::assert_snapshot!(tree.run("verify --routes new.json --since v1"), @"
    exit 2

    --- stderr
    error: there was no `new.json` at `v1`
    ");
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_place() {
    let tree = Tree::with(every_verdict()).put("bad.json", "{\n  \"openapi\": \"3.1.0\",,\n}\n");
    insta::assert_snapshot!(tree.run("verify --routes bad.json"), @"
    exit 2

    --- stderr
    error: bad.json:2:22: it is not JSON: key must be a string
    ");
    insta::assert_snapshot!(tree.run("verify --routes none.json"), @"
    exit 2

    --- stderr
    error: cannot read `none.json`: No such file or directory (os error 2)
    ");
    insta::assert_snapshot!(tree.run("verify"), @"
    exit 2

    --- stderr
    error: no route contract is named: add `--routes FILE`, or `routes:` to gapreg.yaml
    ");
    insta::assert_snapshot!(tree.run_with_input("verify --routes - -", "GET /a\n"), @"
    exit 2

    --- stderr
    error: standard input can be one file only, and has no history
    ");
    let tree = tree.put("gapreg.yaml", "routes: { file: none.json }\n");
    insta::assert_snapshot!(tree.run("check"), @"
    exit 2

    --- stderr
    error: `routes` in gapreg.yaml: cannot read `none.json`: No such file or directory (os error 2)
    ");
    let tree = tree.put("gapreg.yaml", "routes: { file: bad.json }\n");
    insta::assert_snapshot!(tree.run("check"), @"
    exit 2

    --- stderr
    error: bad.json:2:22: it is not JSON: key must be a string
    ");
}

#[cfg(unix)]
#[test]
fn the_contract_of_a_configuration_does_not_lead_out_of_the_repository() {
    let outside = Tree::new().put("api.json", CONTRACT);
    let tree = Tree::with(every_verdict());
    tree.repository();
    std::os::unix::fs::symlink(outside.path("api.json"), tree.path("api.json")).unwrap();
    let tree = tree.put("gapreg.yaml", "routes: { file: api.json }\n");
    let refused = tree.run("check");
    assert!(refused.starts_with("exit 2\n"), "{refused}");
    assert!(refused.contains("leads out of the repository"), "{refused}");
    assert!(tree.run("verify --routes api.json").starts_with("exit 0\n"));
}

#[test]
fn standard_input_and_a_base_path() {
    let entries = [entry("G-003", "Open", "The page is not found.", "GET /api/holds")];
    let tree = Tree::with(register(&entries));
    let said = tree.run_with_input("verify --routes - --base-path /api", "GET /holds # new\n");
    assert!(said.contains("open-but-declared"), "{said}");
    assert!(tree.run_with_input("verify --routes -", "GET /holds\n").contains("consistent"));
}

#[test]
fn a_branch_answers_for_what_it_takes_out_of_the_contract() {
    let closed = |id: &str, endpoint: &str| entry(id, "Fixed", "The button answers 404.", endpoint);
    let entries = [closed("G-001", "GET /v1/holds"), closed("G-002", "GET /v1/fines")];
    let tree = Tree::with(register(&entries))
        .put("api.json", CONTRACT)
        .put("gapreg.yaml", "routes: { file: api.json, complete: true }\n");
    tree.repository();
    let check = "check --select closed-but-absent --changed-since HEAD --output-format concise";
    assert!(tree.run(check).starts_with("exit 0\n"), "{}", tree.run(check));
    let tree = tree.put("api.json", CONTRACT.replace("/v1/fines", "/v1/penalties"));
    let found = tree.run(check);
    assert!(found.starts_with("exit 1\n"), "{found}");
    assert!(found.contains("G-002") && !found.contains("G-001"), "{found}");
}

#[test]
fn the_order_of_entries_changes_no_verdict() {
    let text = every_verdict();
    let (head, entries) = text.split_at(text.find("### ").unwrap());
    let mut turned: Vec<String> = entries.split("\n### ").map(str::to_owned).collect();
    turned[0] = turned[0].trim_start_matches("### ").to_owned();
    turned.reverse();
    let turned = format!("{head}### {}\n", turned.join("\n### "));
    let verdicts = |text: &str| {
        let tree = Tree::with(text).put("api.json", CONTRACT);
        let output = tree.output("verify --routes api.json --format json");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let entries = json["entries"].as_array().unwrap().iter();
        let mut all: Vec<String> = entries
            .map(|entry| format!("{} {} {}", entry["id"], entry["verdict"], entry["why"]))
            .collect();
        all.sort_unstable();
        all
    };
    assert_eq!(verdicts(&text).len(), 8);
    assert_eq!(verdicts(&text), verdicts(&turned));
}

#[test]
fn nothing_is_fixed_where_the_contract_cannot_be_read() {
    let text = "# Gaps\n\n> SLA default: P1=7d.\n\n### G-001: A\n\n- **ID:** G-001\n- **Priority:** P1\n- **Owner:** Ops\n";
    let tree = Tree::with(text).put("gapreg.yaml", "routes: { file: api.json }\n");
    let said = tree.run("check --fix");
    assert!(said.starts_with("exit 2") && said.contains("api.json"), "{said}");
    assert_eq!(tree.read("gap-register.md"), text);
}
