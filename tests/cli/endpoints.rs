//! `gapreg endpoints`: the endpoints that entries name.

use crate::common::registers::ENTRY;
use crate::common::tree::Tree;

fn tree() -> Tree {
    let claim = "- **UI endpoints:**\n  - `POST /v1/loans/{id}/renewals`\n  - `GET /v1/loans`\n- **Impact:** Readers";
    let open = ENTRY.replace("- **Impact:** Readers", claim);
    let open = open.replace("The button renews.", "`GET /v1/loans` → **200 OK**, `/v1/*`");
    let late =
        open.replace("G-001", "G-002").replace("1.1", "1.2").replace("2026-02-01", "2026-01-01");
    let late = late.replace("/v1/loans", "/v1/fines");
    let closed =
        open.replace("G-001", "G-003").replace("1.1", "1.3").replace("/v1/loans", "/v1/holds");
    let closed = closed.replace("**Status:** Open", "**Status:** Fixed");
    Tree::with(format!("# Register (EN)\n\n## 1) Open gaps\n\n{open}\n{late}\n{closed}"))
}

#[test]
fn each_endpoint_is_listed_once_with_its_entries() {
    insta::assert_snapshot!(tree().run("endpoints"), @"
    exit 0
    GET     /v1/fines                G-002, G-002 (contracted)
    POST    /v1/fines/{id}/renewals  G-002
    GET     /v1/holds                G-003, G-003 (contracted)
    POST    /v1/holds/{id}/renewals  G-003
    GET     /v1/loans                G-001, G-001 (contracted)
    POST    /v1/loans/{id}/renewals  G-001
    ");
    insta::assert_snapshot!(tree().run("endpoints --open"), @"
    exit 0
    GET     /v1/fines                G-002, G-002 (contracted)
    POST    /v1/fines/{id}/renewals  G-002
    GET     /v1/loans                G-001, G-001 (contracted)
    POST    /v1/loans/{id}/renewals  G-001
    ");
    insta::assert_snapshot!(tree().run("endpoints --due"), @"
    exit 0
    GET     /v1/loans                G-001, G-001 (contracted)
    POST    /v1/loans/{id}/renewals  G-001
    ");
    insta::assert_snapshot!(tree().run("endpoints --where id=G-009"), @"
    exit 0

    --- stderr
    no entry names an endpoint
    ");
}

#[test]
fn json_says_who_names_an_endpoint_and_where() {
    insta::assert_snapshot!(tree().run("endpoints --due --format json"), @r#"
    exit 0
    {
      "version": 1,
      "endpoints": [
        {
          "endpoint": "GET /v1/loans",
          "method": "GET",
          "route": "/v1/loans",
          "entries": [
            {
              "path": "gap-register.md",
              "id": "G-001",
              "number": "1.1",
              "title": "Renewal is refused",
              "status": "Open",
              "role": "claimed",
              "field": "UI endpoints",
              "line": 21
            },
            {
              "path": "gap-register.md",
              "id": "G-001",
              "number": "1.1",
              "title": "Renewal is refused",
              "status": "Open",
              "role": "contracted",
              "field": "Verification",
              "line": 26
            }
          ]
        },
        {
          "endpoint": "POST /v1/loans/{id}/renewals",
          "method": "POST",
          "route": "/v1/loans/{id}/renewals",
          "entries": [
            {
              "path": "gap-register.md",
              "id": "G-001",
              "number": "1.1",
              "title": "Renewal is refused",
              "status": "Open",
              "role": "claimed",
              "field": "UI endpoints",
              "line": 20
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn requests_that_change_something_are_commented_out() {
    insta::assert_snapshot!(tree().run("endpoints --due --format http"), @"
    exit 0
    @baseUrl = http://localhost:8080

    ### G-001 Renewal is refused
    GET {{baseUrl}}/v1/loans
    Authorization: Bearer {{token}}

    ### G-001 Renewal is refused
    # POST {{baseUrl}}/v1/loans/{{id}}/renewals
    # Authorization: Bearer {{token}}
    ");
    insta::assert_snapshot!(tree().run("endpoints --due --format hurl"), @"
    exit 0
    # hurl --variable base_url=… --variable token=… FILE

    # G-001 Renewal is refused
    GET {{base_url}}/v1/loans
    Authorization: Bearer {{token}}
    HTTP 200

    # G-001 Renewal is refused
    # POST {{base_url}}/v1/loans/{{id}}/renewals
    # Authorization: Bearer {{token}}
    # HTTP *
    ");
}

#[test]
fn exemptions_end_with_the_gap_and_its_sla() {
    insta::assert_snapshot!(tree().run("endpoints --due --format schemathesis"), @r#"
    exit 0
    # schemathesis --config-file FILE run SCHEMA

    # G-001 Renewal is refused
    [[operations]]
    include-name-regex = "^GET /v1/loans/?$"
    enabled = false

    # G-001 Renewal is refused
    [[operations]]
    include-name-regex = "^POST /v1/loans/[^/]+/renewals/?$"
    enabled = false
    "#);
    insta::assert_snapshot!(tree().run("endpoints --due --format oasdiff"), @"
    exit 0
    # G-001 Renewal is refused
    GET /v1/loans api removed without deprecation
    GET /v1/loans api path removed without deprecation
    # G-001 Renewal is refused
    POST /v1/loans/{id}/renewals api removed without deprecation
    POST /v1/loans/{id}/renewals api path removed without deprecation
    ");
    assert!(tree().output("endpoints --due --format oasdiff --today 2026-03-01").stdout.is_empty());
}
