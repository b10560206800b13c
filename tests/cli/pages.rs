//! Gap sections of manual pages against the registers.

use crate::common::tree::Tree;

/// An entry of a register, with its number, status, page and endpoint.
fn entry(number: u8, status: &str, page: &str, endpoint: &str) -> String {
    format!(
        "### 1.{number} Loans → Gap {number}\n\n- **ID:** G-00{number}\n- **Status:** {status}\n\
         - **Source page:** `/docs/en/{page}.md`\n- **Symptom:** It answers 404.\n\
         - **UI endpoint:** `{endpoint}`\n\n"
    )
}

/// A register of these entries, and pages beside it.
fn tree(entries: &[String], pages: &[(&str, &str)]) -> Tree {
    let register = format!("# Register (EN)\n\n## 1) Open gaps\n\n{}", entries.concat());
    let tree = Tree::new().put("docs/en/runbooks/gap-register.md", register);
    pages.iter().fold(tree, |tree, (name, text)| tree.put(&format!("docs/en/{name}.md"), text))
}

/// A page whose gap section holds a text.
fn page(gaps: &str) -> String {
    format!(
        "# Loans\n\n## 6) Common errors\n\n1) **Symptom:** A list is empty.\n   - **Fix:** Look again.\n\n## 7) Backend/Integration Gaps (Release Note)\n\n{gaps}"
    )
}

fn pages(tree: &Tree, args: &str) -> String {
    tree.run(&format!("pages --output-format concise {args}"))
}

const RENEW: &str = "1) **Symptom:** Renewing answers 404.\n   - **Escalation Package:**\n     - Method + path: `POST /v1/loans/{loan_id}/renew`\n";

#[test]
fn gaps_and_entries_are_matched_by_id_then_endpoint_then_page() {
    let entries = [
        entry(1, "Verified", "loans", "POST /v1/loans/{id}/renew"),
        entry(2, "Verified", "holds", "GET /v1/holds"),
        entry(3, "Open", "fines", "GET /v1/fines"),
        entry(4, "Open", "cards", "GET /v1/cards"),
        entry(5, "Open", "search", "GET /v1/search"),
    ];
    let tree = tree(
        &entries,
        &[
            ("loans", &page(RENEW)),
            ("holds", &page("- Holds are lost\n")),
            ("fines", &page("- Fines double (G-003)\n- See also G-030\n- Payments fail\n")),
            ("cards", &page("None.\n")),
            ("search", "# Search\n\n## 6) Common errors\n\n1) **Symptom:** x\n"),
            ("other", &page(&RENEW.replace("POST", "PUT"))),
        ],
    );
    insta::assert_snapshot!(pages(&tree, ""), @"
    exit 1
    docs/en/cards.md:10:1: warning[page-contradicts-entry] this page says that there is no gap, and G-004 is `Open`
    docs/en/fines.md:11:12: error[unknown-page-id] no entry has the ID G-030
    docs/en/fines.md:12:3: warning[untracked-page-gap] no entry of a register is about this gap: `Payments fail`
    docs/en/holds.md:10:3: warning[page-contradicts-entry] G-002 is `Verified`, and this page still describes the gap
    docs/en/holds.md:10:3: info[page-gap-without-id] this gap is that of G-002 and does not name it
    docs/en/loans.md:10:4: warning[page-contradicts-entry] G-001 is `Verified`, and this page still describes the gap
    docs/en/loans.md:10:4: info[page-gap-without-id] this gap is that of G-001 and does not name it
    docs/en/other.md:10:4: warning[untracked-page-gap] no entry of a register is about this gap: `Renewing answers 404.`
    docs/en/runbooks/gap-register.md:41:20: info[entry-without-page-gap] G-005: the page that it cites has no gap section that describes it

    --- stderr
    1 error, 5 warnings, 3 infos in 5 entries of 6 files; `--fix` fixes 2
    ");
}

#[test]
fn two_gaps_and_one_entry_that_cites_the_page_are_ambiguous() {
    let one = [entry(1, "Open", "loans", "GET /a")];
    let gaps = page(
        "1) **Symptom:** This fails.\n   - **Impact:** bad\n\n2) **Symptom:** That fails.\n   - **Impact:** bad\n",
    );
    insta::assert_snapshot!(pages(&tree(&one, &[("loans", &gaps)]), ""), @"
    exit 0
    docs/en/loans.md:10:4: info[ambiguous-page-gap] this gap may be that of G-001, or another one
    docs/en/loans.md:13:4: info[ambiguous-page-gap] this gap may be that of G-001, or another one

    --- stderr
    2 infos in 1 entry of 2 files
    ");
    // Neither becomes a second entry of a gap that has one.
    let ambiguous = tree(&one, &[("loans", &gaps)]);
    for name in ["docs/en/loans.md", "docs/en/loans.md#2"] {
        let said = ambiguous.run(&format!("new --from-page {name} --yes"));
        assert!(said.starts_with("exit 2\n") && said.contains("may be that of G-001"), "{said}");
    }
    let gaps = gaps.replacen("This fails.", "This fails (G-001).", 1);
    let said = tree(&one, &[("loans", &gaps)]).run("new --from-page docs/en/loans.md --yes");
    assert!(said.contains("G-002: "), "{said}");
    // A gap whose endpoint has another method is another one, if there is a choice.
    let other = page(&format!("{}\n{RENEW}", RENEW.replace("POST", "DELETE")));
    let one = [entry(1, "Verified", "loans", "POST /v1/loans/:id/renew/")];
    insta::assert_snapshot!(pages(&tree(&one, &[("loans", &other)]), ""), @"
    exit 0
    docs/en/loans.md:10:4: warning[untracked-page-gap] no entry of a register is about this gap: `Renewing answers 404.`
    docs/en/loans.md:14:4: warning[page-contradicts-entry] G-001 is `Verified`, and this page still describes the gap
    docs/en/loans.md:14:4: info[page-gap-without-id] this gap is that of G-001 and does not name it

    --- stderr
    2 warnings, 1 info in 1 entry of 2 files; `--fix` fixes 1
    ");
}

#[test]
fn a_bold_title_and_an_item_without_fields_become_titles() {
    let gaps = page(
        "1) **Renewal is refused**\n   - **Symptom:** The button answers 404. Readers ask.\n\n\
         2) Holds are lost\n",
    );
    let tree = tree(&[entry(1, "Open", "x", "GET /a")], &[("loans", &gaps)]);
    let said = tree.run("new --from-page docs/en/loans.md#1 --yes");
    assert!(said.contains("→ Renewal is refused\n"), "{said}");
    let said = tree.run("new --from-page docs/en/loans.md --yes");
    assert!(said.contains("→ Holds are lost\n"), "{said}");
}

#[test]
fn a_wildcard_matches_nothing() {
    let entries = [
        entry(1, "Verified", "x", "GET /v1/reports/*"),
        entry(2, "Open", "loans", "GET /a"),
        entry(3, "Open", "loans", "GET /b"),
    ];
    let gaps =
        page("1) **Symptom:** Reports fail.\n   - **Escalation Package:** `GET /v1/reports/*`\n");
    insta::assert_snapshot!(pages(&tree(&entries, &[("loans", &gaps)]), ""), @"
    exit 0
    docs/en/loans.md:10:4: info[ambiguous-page-gap] this gap may be that of one of G-002 and G-003

    --- stderr
    1 info in 3 entries of 2 files
    ");
}

#[test]
fn what_translations_say_again_is_reported_once() {
    let en = [entry(1, "Verified", "loans", "POST /v1/loans/{id}/renew")];
    let tr = en[0].replace("/docs/en/", "/docs/tr/").replace("Status", "Durum");
    let both = format!("{RENEW}\n2) **Symptom:** Fines double.\n   - **Impact:** bad\n");
    let of_tr = both.replace("Symptom", "Belirti")
        + "\n3) **Belirti:** Kartlar bozuk.\n   - **Etki:** kötü\n";
    let tree = tree(&en, &[("loans", &page(&both))])
        .put("docs/tr/runbooks/gap-register.md", format!("# Kayıtlar (TR)\n\n{tr}"))
        .put("docs/tr/loans.md", page(&of_tr));
    insta::assert_snapshot!(pages(&tree, "--ignore page-gap-without-id docs"), @"
    exit 0
    docs/en/loans.md:10:4: warning[page-contradicts-entry] G-001 is `Verified`, and this page still describes the gap
    docs/en/loans.md:14:4: warning[untracked-page-gap] no entry of a register is about this gap: `Fines double.`
    docs/tr/loans.md:10:4: warning[page-contradicts-entry] G-001 is `Verified`, and this page still describes the gap
    docs/tr/loans.md:17:4: warning[untracked-page-gap] no entry of a register is about this gap: `Kartlar bozuk.`

    --- stderr
    4 warnings in 2 entries of 4 files
    ");
    insta::assert_snapshot!(pages(&tree, "--select untracked-page-gap docs/tr"), @"
    exit 0
    docs/tr/loans.md:14:4: warning[untracked-page-gap] no entry of a register is about this gap: `Fines double.`
    docs/tr/loans.md:17:4: warning[untracked-page-gap] no entry of a register is about this gap: `Kartlar bozuk.`

    --- stderr
    2 warnings in 1 entry of 2 files
    ");
}

#[test]
fn an_id_is_written_into_the_gap_that_is_surely_its_own() {
    let entries = [
        entry(1, "Open", "loans", "POST /v1/loans/{id}/renew"),
        entry(2, "Open", "holds", "GET /v1/holds"),
        entry(3, "Open", "table", "GET /v1/fines"),
        entry(4, "Open", "flat", "GET /v1/cards"),
    ];
    let loans = page(RENEW).replace('\n', "\r\n");
    let table = page("| ID | Gap |\n|----|-----|\n|    | Fines double |\n");
    let flat = page("* Symptom: Cards expire.\n* Impact: bad\n");
    let tree = tree(
        &entries,
        &[
            ("loans", &loans),
            ("holds", &page("- Holds are lost.\n")),
            ("table", &table),
            ("flat", &flat),
        ],
    );
    insta::assert_snapshot!(tree.run("pages --fix"), @"
    exit 0

    --- stderr
    wrote docs/en/flat.md
    wrote docs/en/holds.md
    wrote docs/en/loans.md
    wrote docs/en/table.md
    wrote 4 IDs into pages
    no findings in 4 entries of 5 files
    ");
    let id = "   - **ID:** G-001\r\n   - **Escalation";
    assert_eq!(tree.read("docs/en/loans.md"), loans.replace("   - **Escalation", id));
    insta::assert_snapshot!(tree.read("docs/en/holds.md").lines().last().unwrap(), @"- Holds are lost. (G-002)");
    insta::assert_snapshot!(tree.read("docs/en/table.md").lines().last().unwrap(), @"| G-003 | Fines double |");
    insta::assert_snapshot!(tree.read("docs/en/flat.md").split("Note)").nth(1).unwrap(), @"
    * ID: G-004
    * Symptom: Cards expire.
    * Impact: bad
    ");
    insta::assert_snapshot!(tree.run("pages --fix"), @"
    exit 0

    --- stderr
    no findings in 4 entries of 5 files
    ");
}

#[test]
fn a_comment_in_the_page_accepts_a_gap() {
    let gaps = "<!-- gapreg-ignore untracked-page-gap: the vendor knows -->\n- Fines double\n\n<!-- gapreg-ignore untracked-page -->\n- Cards expire\n";
    let tree = tree(&[entry(1, "Open", "x", "GET /a")], &[("loans", &page(gaps))]);
    insta::assert_snapshot!(pages(&tree, ""), @"
    exit 0
    docs/en/loans.md:13:1: info[unexplained-ignore] this comment does not say why the finding is accepted
    docs/en/loans.md:13:20: warning[unknown-rule] there is no rule `untracked-page`
    docs/en/loans.md:14:3: warning[untracked-page-gap] no entry of a register is about this gap: `Cards expire`

    --- stderr
    2 warnings, 1 info in 1 entry of 2 files; `--unsafe-fixes` fixes 1
    ");
}

#[test]
fn a_gap_of_a_page_becomes_an_entry_in_all_languages() {
    let front = "# Loans (EN)\n\n**Menu path (UI):** Circulation → Loans\n\n";
    let gaps = "1) **Symptom:** Holds are lost. Readers ask.\n   - **Likely cause:** no route\n   - **Admin Workaround:**\n     - Write it down\n       - on paper\n     - Ask again\n   - **Expected:** 200\n\n2) **Symptom:** Fines double.\n   - **Impact:** High\n";
    let en = format!("{front}## Backend gaps\n\n{gaps}");
    let tr = en
        .replace("(EN)", "(TR)")
        .replace("Circulation → Loans", "Dolaşım → Ödünç")
        .replace("Holds are lost", "Ayırmalar kayboluyor");
    let own = entry(1, "Open", "holds", "GET /v1/holds");
    let tr_own = own.replace("/docs/en/", "/docs/tr/");
    let tree = tree(&[own], &[("holds", "# Holds\n"), ("loans", &en)])
        .put(
            "docs/tr/runbooks/gap-register.md",
            format!("# Kayıtlar (TR)\n\n## 1) Open gaps\n\n{tr_own}"),
        )
        .put("docs/tr/loans.md", tr);
    insta::assert_snapshot!(tree.run("new --from-page docs/en/loans.md"), @"
    exit 2

    --- stderr
    error: `docs/en/loans.md` has 2 gaps without an entry; name one:
      docs/en/loans.md#1: Holds are lost
      docs/en/loans.md#2: Fines double
    ");
    insta::assert_snapshot!(tree.run("new --from-page docs/en/loans.md#3"), @"
    exit 2

    --- stderr
    error: `docs/en/loans.md` has 2 gaps, and no #3
    ");
    insta::assert_snapshot!(tree.run("new --from-page docs/en/lost.md"), @"
    exit 2

    --- stderr
    error: there is no page `docs/en/lost.md`
    ");
    insta::assert_snapshot!(tree.run("new --from-page docs/tr/loans.md#1 owner=Web --yes"), @"
    exit 0

    --- stderr
    G-002: Circulation → Loans → Holds are lost
    not copied, as no field is called so: `Expected`
    wrote docs/en/runbooks/gap-register.md
    wrote docs/tr/runbooks/gap-register.md
    wrote docs/en/loans.md
    wrote docs/tr/loans.md
    ");
    insta::assert_snapshot!(tree.read("docs/en/runbooks/gap-register.md").split("### 1.2").nth(1).unwrap(), @"
     Circulation → Loans → Holds are lost

    - **ID:** G-002
    - **First Seen:** 2026-02-05
    - **Status:** Open
    - **Priority:** TBD
    - **Owner:** Web
    - **SLA:** TBD
    - **Source page:** `/docs/en/loans.md`
    - **Symptom:** Holds are lost. Readers ask.
    - **Likely Cause:** no route
    - **Admin Workaround:**
      - Write it down
        - on paper
      - Ask again
    - **Verification:** TBD
    ");
    insta::assert_snapshot!(tree.read("docs/tr/runbooks/gap-register.md").split("### 1.2").nth(1).unwrap(), @"
     Dolaşım → Ödünç → Ayırmalar kayboluyor

    - **ID:** G-002
    - **İlk görülme:** 2026-02-05
    - **Status:** Open
    - **Öncelik:** TBD
    - **Sorumlu:** Web
    - **SLA:** TBD
    - **Source page:** `/docs/tr/loans.md`
    - **Symptom:** Ayırmalar kayboluyor. Readers ask.
    - **Muhtemel neden:** no route
    - **Admin workaround:**
      - Write it down
        - on paper
      - Ask again
    - **Doğrulama:** TBD
    ");
    insta::assert_snapshot!(tree.read("docs/tr/loans.md").split("gaps\n\n").nth(1).unwrap(), @"
    1) **Symptom:** Ayırmalar kayboluyor. Readers ask.
       - **ID:** G-002
       - **Likely cause:** no route
       - **Admin Workaround:**
         - Write it down
           - on paper
         - Ask again
       - **Expected:** 200

    2) **Symptom:** Fines double.
       - **Impact:** High
    ");
    insta::assert_snapshot!(tree.run("new --from-page docs/en/loans.md#1"), @"
    exit 2

    --- stderr
    error: the gap `docs/en/loans.md#1` is that of G-002 already
    ");
    insta::assert_snapshot!(pages(&tree, "--select untracked-page-gap"), @"
    exit 0
    docs/en/loans.md:16:4: warning[untracked-page-gap] no entry of a register is about this gap: `Fines double.`

    --- stderr
    1 warning in 4 entries of 4 files
    ");
    insta::assert_snapshot!(tree.run("new --from-page docs/en/holds.md"), @"
    exit 2

    --- stderr
    error: `docs/en/holds.md` has no gap section, or is not a page beside a register of this run
    ");
}

#[test]
fn check_includes_pages_where_they_are_configured() {
    let tree = tree(
        &[entry(1, "Verified", "loans", "POST /v1/loans/{id}/renew")],
        &[
            ("loans", &page(RENEW)),
            ("notes", "# Notes\n\n## Known limitations\n\n- Fines double\n"),
        ],
    );
    let select =
        "check --output-format concise --select untracked-page-gap --select page-contradicts-entry";
    insta::assert_snapshot!(tree.run(select), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    ");
    let tree = tree.put("gapreg.yaml", "pages: {}\n");
    insta::assert_snapshot!(tree.run(select), @"
    exit 0
    docs/en/loans.md:10:4: warning[page-contradicts-entry] G-001 is `Verified`, and this page still describes the gap

    --- stderr
    1 warning in 1 entry of 2 files
    ");
    let tree = tree.put(
        "gapreg.yaml",
        "pages:\n  files: [docs/**/notes.md]\n  headings: [Known limitations]\n",
    );
    insta::assert_snapshot!(tree.run(select), @"
    exit 0
    docs/en/notes.md:5:3: warning[untracked-page-gap] no entry of a register is about this gap: `Fines double`

    --- stderr
    1 warning in 1 entry of 2 files
    ");
    insta::assert_snapshot!(tree.run(&format!("{select} --where id=G-002")), @"
    exit 0

    --- stderr
    left out: 1 finding about other entries
    no findings in 0 entries of 2 files
    ");
}

#[test]
fn check_writes_ids_into_pages_that_are_configured() {
    let tree =
        tree(&[entry(1, "Open", "loans", "POST /v1/loans/{id}/renew")], &[("loans", &page(RENEW))]);
    tree.run("check --fix");
    assert!(!tree.read("docs/en/loans.md").contains("G-001"));
    let tree = tree.put("gapreg.yaml", "pages: {}\n");
    insta::assert_snapshot!(tree.run("check --diff --select page-gap-without-id"), @"
    exit 1
    --- docs/en/loans.md
    +++ docs/en/loans.md
    @@ -8,5 +8,6 @@
     ## 7) Backend/Integration Gaps (Release Note)
     
     1) **Symptom:** Renewing answers 404.
    +   - **ID:** G-001
        - **Escalation Package:**
          - Method + path: `POST /v1/loans/{loan_id}/renew`
    ");
    tree.run("check --fix");
    assert!(tree.read("docs/en/loans.md").contains("   - **ID:** G-001\n"));
}

#[test]
fn a_page_with_conflict_markers_is_not_written() {
    let conflicted = page(&format!("<<<<<<< HEAD\n{RENEW}=======\n- x\n>>>>>>> other\n"));
    let tree =
        tree(&[entry(1, "Open", "loans", "POST /v1/loans/{id}/renew")], &[("loans", &conflicted)]);
    insta::assert_snapshot!(pages(&tree, ""), @"
    exit 1
    docs/en/loans.md:10:1: error[conflict-marker] a merge left a conflict; nothing else of the file was read

    --- stderr
    1 error in 1 entry of 2 files
    ");
    assert!(pages(&tree, "--fix").starts_with("exit 2"));
    assert_eq!(tree.read("docs/en/loans.md"), conflicted);
}

#[test]
fn other_headings_are_no_gap_sections() {
    let gaps = "1) **Symptom:** x\n   - **Impact:** y\n";
    let texts = ["Common errors", "Gap matrix", "Gaps", "Mind the gap", "Roadmap: gap matrix"];
    let text: String = texts.map(|heading| format!("## {heading}\n\n{gaps}\n")).concat();
    let tree = tree(&[entry(1, "Open", "x", "GET /a")], &[("loans", &text)]);
    insta::assert_snapshot!(pages(&tree, ""), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    ");
}

#[test]
fn pages_of_a_base_are_compared_as_they_were_then() {
    let select = "check --output-format concise --select untracked-page-gap --select page-contradicts-entry --select unknown-page-id --changed-since main";
    let tree = tree(
        &[entry(1, "Verified", "loans", "POST /v1/loans/{id}/renew")],
        &[("loans", &page(RENEW)), ("holds", &page("- Holds are lost (G-009)\n"))],
    );
    tree.repository();
    // What the branch makes a page of the manual was none before.
    let tree = tree.put("gapreg.yaml", "pages: {}\n");
    insta::assert_snapshot!(tree.run(select), @"
    exit 1
    docs/en/holds.md:10:19: error[unknown-page-id] no entry has the ID G-009
    docs/en/loans.md:10:4: warning[page-contradicts-entry] G-001 is `Verified`, and this page still describes the gap

    --- stderr
    1 error, 1 warning in 1 entry of 3 files
    ");
    tree.commit("pages");
    let tree = tree.put("docs/en/holds.md", page("- Holds are lost (G-009)\n- Fines double\n"));
    insta::assert_snapshot!(tree.run(select), @"
    exit 0
    docs/en/holds.md:11:3: warning[untracked-page-gap] no entry of a register is about this gap: `Fines double`

    --- stderr
    left out: 2 findings from before `main`
    1 warning in 1 entry of 3 files
    ");
}

#[test]
fn a_branch_that_looks_at_fewer_pages_or_ignores_their_gaps_is_reported() {
    let tree = tree(
        &[entry(1, "Verified", "loans", "POST /v1/loans/{id}/renew")],
        &[
            ("loans", &page(RENEW)),
            ("holds", &page("<!-- gapreg-ignore untracked-page-gap: ours -->\n- Fines double\n")),
        ],
    )
    .put("gapreg.yaml", "pages: {}\n");
    tree.repository();
    let check =
        |tree: &Tree| tree.run("check --base HEAD --output-format concise --select weakened-gate");
    assert!(!check(&tree).contains("weakened-gate"));
    let ignored = "<!-- gapreg-ignore page-contradicts-entry: later -->\n".to_owned() + RENEW;
    let mut tree = tree.put("docs/en/loans.md", page(&ignored));
    insta::assert_snapshot!(check(&tree), @"
    exit 0
    docs/en/loans.md:10:20: warning[weakened-gate] this branch adds a comment that ignores `page-contradicts-entry`

    --- stderr
    1 warning in 1 entry of 3 files
    ");
    for (pages, says) in [
        ("pages: { files: [docs/en/holds.md] }", "this branch compares other pages than its base"),
        ("languages: [en]", "this branch takes `pages:` out of the configuration"),
    ] {
        tree = tree.put("gapreg.yaml", pages);
        assert!(check(&tree).contains(says), "{pages}\n{}", check(&tree));
    }
    let tree = tree.put("gapreg.yaml", "pages: { headings: [Known trouble] }\n");
    assert!(!check(&tree).contains("gapreg.yaml"), "{}", check(&tree));
}
