//! An entry as an engineering ticket.

use std::process::Command;

use crate::common::tree::Tree;

const ENTRY: &str = "### 1.1 Circulation → Holds → Hold is lost

- **ID:** G-001
- **First Seen:** 2026-02-01
- **Environment:** staging
- **Status:** Open
- **Priority:** P1
- **Owner:** Web
- **SLA:** 2d
- **Target Version:** TBD
- **Impact:** High
- **Ticket:** LIB-12
- **Source page:** `/docs/en/holds.md`
- **Symptom:** Placing a hold answers **404**. Ask @mia.
- **Likely Cause:** no route for `/v1/holds`
- **UI endpoints:**
  - `GET /v1/holds/{hold_id}`
  - `POST /v1/holds`
- **Impact:** Readers lose their place.
- **Admin Workaround:**
  - Write it down
  - Ask again
- **Escalation Package:**
  - Capture the request
  - Expected vs actual: 201 with `{ id }` vs 404
  - Keywords: `holds`, `queue`
  - Request ID: in the header
- **Resolution Owner:** Backend
- **Verification:** A hold is placed; it is listed.
";

fn tree() -> Tree {
    let tree = Tree::new()
        .put("docs/en/gap-register.md", format!("# Register (EN)\n\n## 1) Open gaps\n\n{ENTRY}"));
    let tr = ENTRY.replace("Placing a hold", "Ayırma").replace("/docs/en/", "/docs/tr/");
    tree.put("docs/tr/gap-register.md", format!("# Kayıtlar (TR)\n\n## 1) Open gaps\n\n{tr}"))
}

#[test]
fn a_ticket_says_what_an_engineer_needs() {
    insta::assert_snapshot!(tree().run("handoff G-001"), @r#"
    exit 0
    # G-001: Hold is lost

    - **Priority:** P1
    - **Severity:** High
    - **Due:** 2026-02-03 (overdue by 2 days)
    - **Status:** Open
    - **Owner:** Backend
    - **Environment:** staging
    - **Ticket:** `LIB-12`

    ## What happens

    Placing a hold answers **404**. Ask `@mia`.

    **Impact:** Readers lose their place.

    ## Expected and actual

    - **Expected:** 201 with `{ id }`
    - **Actual:** 404

    ## Where

    - In the product: Circulation → Holds
    - In the manual: `/docs/en/holds.md`

    ## Try it

    Set BASE_URL and TOKEN first. Requests that may change something are commented out: read them before.

    ```bash
    HOLD_ID=  # set this
    curl -sS -i -H "Authorization: Bearer $TOKEN" "$BASE_URL/v1/holds/$HOLD_ID"
    # curl -sS -i --request POST -H "Authorization: Bearer $TOKEN" "$BASE_URL/v1/holds"
    ```

    ## Likely cause (a guess, not verified)

    no route for `/v1/holds`

    ## Workaround

    - Write it down
    - Ask again

    ## Done when

    - [ ] A hold is placed; it is listed.

    ## Notes for the engineer

    - Capture the request
    - Request ID: in the header

    ## Keywords

    `holds`, `queue`

    ## Source, and what is missing

    - Entry G-001 of the gap register: `docs/en/gap-register.md`, lines 5–33, not committed
    - The register does not hold, so ask for it or add it:
      - [ ] the build or version in which it was seen
      - [ ] the time range, with its time zone
      - [ ] the body of the failing response
    "#);
}

#[test]
fn a_ticket_for_jira_is_in_its_markup() {
    insta::assert_snapshot!(tree().run("handoff G-001 --format jira"), @r#"
    exit 0
    h1. G-001: Hold is lost

    * *Priority:* P1
    * *Severity:* High
    * *Due:* 2026-02-03 (overdue by 2 days)
    * *Status:* Open
    * *Owner:* Backend
    * *Environment:* staging
    * *Ticket:* {{LIB-12}}

    h2. What happens

    Placing a hold answers *404*. Ask @mia.

    *Impact:* Readers lose their place.

    h2. Expected and actual

    * *Expected:* 201 with {{\{ id \}}}
    * *Actual:* 404

    h2. Where

    * In the product: Circulation → Holds
    * In the manual: {{/docs/en/holds.md}}

    h2. Try it

    Set BASE_URL and TOKEN first. Requests that may change something are commented out: read them before.

    {code:bash}
    HOLD_ID=  # set this
    curl -sS -i -H "Authorization: Bearer $TOKEN" "$BASE_URL/v1/holds/$HOLD_ID"
    # curl -sS -i --request POST -H "Authorization: Bearer $TOKEN" "$BASE_URL/v1/holds"
    {code}

    h2. Likely cause (a guess, not verified)

    no route for {{/v1/holds}}

    h2. Workaround

    * Write it down
    * Ask again

    h2. Done when

    * ☐ A hold is placed; it is listed.

    h2. Notes for the engineer

    * Capture the request
    * Request ID: in the header

    h2. Keywords

    {{holds}}, {{queue}}

    h2. Source, and what is missing

    * Entry G-001 of the gap register: {{docs/en/gap-register.md}}, lines 5–33, not committed
    * The register does not hold, so ask for it or add it:
    ** ☐ the build or version in which it was seen
    ** ☐ the time range, with its time zone
    ** ☐ the body of the failing response
    "#);
}

#[test]
fn what_the_contract_says_is_in_the_ticket() {
    let tree = tree()
        .put("gapreg.yaml", "routes: { file: routes.txt }\n")
        .put("routes.txt", "GET /v1/holds/:id\nGET /v1/loans\n");
    let ticket = tree.run("handoff G-001");
    let says = ticket.split("## What the route contract says").nth(1).unwrap();
    insta::assert_snapshot!(says.split("\n## ").next().unwrap().trim(), @"
    `routes.txt`: consistent (it is open, and `POST /v1/holds` is absent)

    - `GET /v1/holds/{hold_id}`: declared (declared as `GET /v1/holds/:id`)
    - `POST /v1/holds`: absent (the contract has no such path)
    ");
    let tree = tree.put("routes.txt", "{");
    assert!(tree.run("handoff G-001").starts_with("exit 2"));
}

#[test]
fn a_ticket_links_to_the_lines_of_a_commit() {
    let tree = tree();
    tree.repository();
    let commit = tree.head();
    let source = |tree: &Tree| {
        let ticket = tree.run("handoff G-001").replace(&commit, "COMMIT");
        ticket
            .split("Entry G-001 of the gap register: ")
            .nth(1)
            .unwrap()
            .lines()
            .next()
            .unwrap()
            .to_owned()
    };
    insta::assert_snapshot!(source(&tree), @"`docs/en/gap-register.md`, lines 5–33, at commit `COMMIT`");
    tree.git("remote add origin https://mia:secret@github.com/acme/docs.git");
    // Lines that were added since are not in the commit.
    let text = tree
        .read("docs/en/gap-register.md")
        .replace("# Register (EN)\n", "# Register (EN)\n\nNew.\n");
    let tree = tree.put("docs/en/gap-register.md", text);
    insta::assert_snapshot!(source(&tree), @"<https://github.com/acme/docs/blob/COMMIT/docs/en/gap-register.md?plain=1#L5-L33>");
}

#[test]
fn a_ticket_goes_to_gh_by_a_pipe() {
    let tree =
        tree().put("bin/gh", "#!/bin/sh\nprintf '%s\\n' \"$@\" > args.txt\ncat > body.txt\n");
    let script = "chmod +x bin/gh; PATH=\"$PWD/bin:$PATH\"; gapreg() { \"$GAPREG\" \"$@\"; }\n\
                  gapreg handoff G-001 --format github | gh issue create --title \"$(gapreg handoff G-001 --title)\" --body-file -";
    let output = Command::new("sh")
        .args(["-c", script])
        .env("GAPREG", env!("CARGO_BIN_EXE_gapreg"))
        .current_dir(tree.path(""))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    insta::assert_snapshot!(tree.read("args.txt"), @"
    issue
    create
    --title
    G-001: Hold is lost
    --body-file
    -
    ");
    let body = tree.read("body.txt");
    assert!(body.contains("- [ ] A hold is placed; it is listed.\n"), "{body}");
    assert!(body.contains("Ask `@mia`."), "nobody is called: {body}");
}

#[test]
fn an_id_that_no_entry_has_is_an_error() {
    insta::assert_snapshot!(tree().run("handoff G-010"), @"
    exit 2

    --- stderr
    error: no entry is called `G-010`; did you mean `G-001`?
    ");
}

#[test]
fn a_ticket_is_shown_and_kept_in_step() {
    let tree = tree();
    let text = tree.read("docs/tr/gap-register.md").replace("LIB-12", "LIB-13");
    let tree = tree.put("docs/tr/gap-register.md", text);
    insta::assert_snapshot!(tree.run("mirror --output-format concise --select mirror-value docs"), @"
    exit 1
    docs/tr/gap-register.md:16:15: error[mirror-value] G-001: the translation says `LIB-13`, the source says `LIB-12`

    --- stderr
    1 error in 2 entries of 2 files; `--fix` fixes 1
    tr  ░░░░░░░░░░░░░░░░░░░░  0 of 1 entry in step, 1 contradicting
    ");
    tree.run("mirror --fix docs");
    assert!(tree.read("docs/tr/gap-register.md").contains("- **Ticket:** LIB-12\n"));
    tree.run("set G-001 ticket=https://tracker.example/LIB-14 --yes");
    assert!(
        tree.read("docs/tr/gap-register.md")
            .contains("- **Ticket:** https://tracker.example/LIB-14\n")
    );
    assert!(
        tree.run("show G-001").contains("Ticket              https://tracker.example/LIB-14\n")
    );
    let row = tree.run("report --format markdown docs/en");
    assert!(row.contains("| Hold is lost (`LIB-14`) |"), "{row}");
    assert_eq!(tree.run("lint --select unknown-field docs/en").matches("Ticket").count(), 0);
}

#[test]
fn code_of_an_entry_stays_code() {
    let code = "Senden liefert:\n\n  ```sql\n  SELECT * FROM `a_b`;\n    -- ```x {code} {noformat}\n  ```\n";
    let entry = ENTRY
        .replace("Placing a hold answers **404**. Ask @mia.", code)
        .replace(
            "  - Write it down\n",
            "  1. Write it down\n     ```bash\n     hold --list\n     ```\n",
        )
        .replace(
            "  - Request ID: in the header\n",
            "  - Request body:\n\n    ~~~json\n    { \"a\": [1] }\n    ~~~\n",
        );
    let tree = Tree::with(format!("# Register (EN)\n\n## 1) Open gaps\n\n{entry}"));
    for format in ["markdown", "github"] {
        let ticket = tree.run(&format!("handoff G-001 --format {format}"));
        for part in [
            "Senden liefert:\n\n````sql\nSELECT * FROM `a_b`;\n  -- ```x {code} {noformat}\n````\n\n**Impact:** Readers",
            "1. Write it down\n\n```bash\nhold --list\n```\n\n- Ask again\n",
            "- Request body:\n  ```json\n  { \"a\": [1] }\n  ```\n",
        ] {
            assert!(ticket.contains(part), "{part}{ticket}");
        }
    }
    let ticket = tree.run("handoff G-001 --format jira");
    for part in [
        "{noformat}\nSELECT * FROM `a_b`;\n  -- ```x {code} { noformat}\n{noformat}\n",
        "# Write it down\n\n{code:bash}\nhold --list\n{code}\n",
        "* Request body:\n{code:json}\n{ \"a\": [1] }\n{code}\n",
    ] {
        assert!(ticket.contains(part), "{part}{ticket}");
    }
}

#[test]
fn a_row_keeps_its_lines_and_the_links_of_its_tickets() {
    let row = "| K-1 | `GET /boxes` ist leer<br>trotz *zwei* Kisten | P1 | Open | [LIB-1](https://t.example/LIB-1), LIB-2 <https://t.example/a_b?c=1> | Von Hand<br>1. `stop`<br/>2. löschen, siehe https://t.example/x_y. | Export; expect `200`. Then compare. |";
    let table = "# Known gaps\n\n| ID | Gap | Priority | Status | Ticket | Workaround | Verification |\n|---|---|---|---|---|---|---|\n";
    let tree = Tree::with(format!("{table}{row}\n"));
    let title = "K-1: GET /boxes ist leer trotz *zwei* Kisten";
    assert!(tree.run("handoff K-1 --title").contains(title));
    let ticket = tree.run("handoff K-1");
    for part in [
        "# K-1: `GET /boxes` ist leer trotz *zwei* Kisten\n",
        "- **Ticket:** [LIB-1](https://t.example/LIB-1), LIB-2 &lt;https://t.example/a_b?c=1>\n",
        "Von Hand\n\n1. `stop`\n2. löschen, siehe https://t.example/x_y.\n",
        "- [ ] Export; expect `200`. Then compare.\n",
    ] {
        assert!(ticket.contains(part), "{part}{ticket}");
    }
    let ticket = tree.run("handoff K-1 --format jira");
    for part in [
        "* *Ticket:* [LIB-1|https://t.example/LIB-1], LIB-2 [https://t.example/a_b?c=1]\n",
        "Von Hand\n\n# {{stop}}\n# löschen, siehe [https://t.example/x_y].\n",
    ] {
        assert!(ticket.contains(part), "{part}{ticket}");
    }
}

#[test]
fn other_labels_and_text_outside_of_fields_are_kept() {
    let tree = Tree::new().put(
        "gap-register.md",
        "# Gaps\n\n## S-1: Seats\n\nStatus: Open\nOwner: Mia\nCounted: twice\n\n<!-- seen -->\n\n```\nls -l\n```\n\nOnly by night.\n\n---\n\n## S-2: Doors\n\nStatus: Open\nOwner: Jo\n",
    );
    insta::assert_snapshot!(tree.run("show S-1"), @"
    exit 0
    S-1  Seats
    gap-register.md:3 (en)

    Status   Open
    Owner    Mia
    Counted  twice

    ```
    ls -l
    ```

    Only by night.
    ");
    let ticket = tree.run("handoff S-1");
    let also = ticket.split("## Also in the entry").nth(1).unwrap();
    insta::assert_snapshot!(also.split("## Source").next().unwrap(), @"


    **Counted:** twice

    ```
    ls -l
    ```

    Only by night.
    ");
    // The header of a table of fields is no text.
    let table = "# Gaps\n\n## S-1: Seats\n\nSeen twice.\n\n| Field | Value |\n|---|---|\n| Status | Open |\n| Owner | Mia |\n";
    let said = Tree::new().put("gap-register.md", table).run("show S-1");
    assert!(said.contains("Seen twice.") && !said.contains('|'), "{said}");
}

#[test]
fn a_time_that_is_no_exact_day_and_the_title_are_there_once() {
    let text = "# Lücken\n\n| Nr. | Was fehlt? | Betrifft | Bis wann | Stand |\n|---|---|---|---|---|\n\
                | L-1 | Chargen im Wareneingang | Shop | KW 49 | offen |\n\
                | L-2 | Retouren buchen | App | 2026-03-01 | offen |\n";
    let tree = Tree::with(text);
    let ticket = tree.run("handoff L-1");
    assert!(ticket.contains("- **Due:** KW 49\n"), "{ticket}");
    assert_eq!(ticket.matches("Chargen im Wareneingang").count(), 1, "{ticket}");
    let said = tree.run("lint --output-format concise");
    assert!(!said.contains("unknown-field") && !said.contains("unknown-column"), "{said}");
}
