//! Registers of several repositories in one run.

use serde_json::Value;

use crate::common::registers::{ENTRY, in_turkish, sound, three};
use crate::common::tree::Tree;

/// Two repositories, `shop` with a remote and `billing` without one.
fn two() -> Tree {
    let tree = Tree::new()
        .put("shop/gap-register.md", sound())
        .put("billing/docs/gap-register.md", sound().replace("G-001", "B-001"));
    for name in ["shop", "billing"] {
        tree.git(&format!("init -q -b main {name}"));
        tree.git(&format!("-C {name} add -A"));
        tree.git(&format!("-C {name} commit -q -m first"));
    }
    tree.git("-C shop remote add origin https://mia:secret@github.com/acme/shop.git");
    tree
}

/// The objects of a list in NDJSON.
fn lines(tree: &Tree, args: &str) -> Vec<Value> {
    let output = tree.output(&format!("list --format ndjson {args}"));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("secret"), "{text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_is_named() {
    let tree = two();
    insta::assert_snapshot!(tree.run("list shop billing"), @"
    exit 0
    billing: billing/docs/gap-register.md (en, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    B-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Renewal is refused

    github.com/acme/shop: shop/gap-register.md (en, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Renewal is refused
    ");
    insta::assert_snapshot!(tree.run("sla shop billing"), @"
    exit 0
    billing: billing/docs/gap-register.md
      B-001  P1  Open  2026-02-08  3 days left  Backend  Renewal is refused

    github.com/acme/shop: shop/gap-register.md
      G-001  P1  Open  2026-02-08  3 days left  Backend  Renewal is refused

    --- stderr
    2 due
    ");
    insta::assert_snapshot!(tree.run("list shop billing --format csv"), @"
    exit 0
    Path,ID,Status,Priority,Owner,SLA,First Seen,Gap,Repository
    billing/docs/gap-register.md,B-001,Open,P1,Backend,7d,2026-02-01,Loans → Renewals → Renewal is refused,billing
    shop/gap-register.md,G-001,Open,P1,Backend,7d,2026-02-01,Loans → Renewals → Renewal is refused,github.com/acme/shop
    ");
    for (args, want) in [
        ("list shop billing --format markdown", "| github.com/acme/shop | G-001 |"),
        ("list shop billing --format json", "\"repository\": \"github.com/acme/shop\","),
        ("list shop billing --format yaml", "repository: billing"),
        ("sla shop billing --format markdown", "**`billing: billing/docs/gap-register.md`**"),
        ("sla shop billing --format json", "\"repository\": \"billing\","),
    ] {
        let said = tree.run(args);
        assert!(said.contains(want) && !said.contains("secret"), "{args}: {said}");
        let alone = tree.run(&args.replace(" billing", ""));
        assert!(!alone.to_lowercase().contains("repository"), "{args}: {alone}");
    }
}

#[test]
fn a_report_names_them() {
    let tree = two();
    let page = tree.run("report shop billing");
    for place in
        ["github.com/acme/shop: shop/gap-register.md", "billing: billing/docs/gap-register.md"]
    {
        assert!(page.contains(&format!("{place}:15")), "{place}");
    }
    assert!(!page.contains("secret"));
    assert!(!tree.run("report shop").contains("github.com/acme/shop: "));
    assert!(page.contains("<th scope=\"row\">G-001 <small>github.com/acme/shop</small></th>"));
    let markdown = tree.run("report shop billing --format markdown");
    assert!(markdown.contains("- github.com/acme/shop, at commit `"), "{markdown}");
    assert!(markdown.contains("| github.com/acme/shop G-001 |"), "{markdown}");
    assert!(markdown.contains("\nAs of 2026-02-05\n"), "{markdown}");
}

#[test]
fn a_report_reads_each_by_its_own_configuration() {
    let tree = two().put("billing/gapreg.yaml", "flow: [Open, Shipped, Verified]\n");
    let shipped = sound().replace("G-001", "B-001").replace("Open |", "Shipped |");
    let tree = tree
        .put("billing/docs/gap-register.md", shipped.replace("Status:** Open", "Status:** Shipped"))
        .put("shop/gapreg.yaml", "sla: { P1: 3d }\n")
        .put("shop/gap-register.md", sound().replace("- **SLA:** 7d\n", ""));
    for args in ["shop billing", "."] {
        let json = tree.output(&format!("report {args} --format json --today 2026-02-05"));
        let json: Value = serde_json::from_slice(&json.stdout).unwrap();
        let names = ["Open", "Shipped", "In Progress", "Fixed", "Verified"];
        let mut states: Vec<&str> =
            json["states"]["names"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        states.sort_unstable();
        let mut names = names.to_vec();
        names.sort_unstable();
        assert_eq!(states, names, "{args}");
        assert_eq!(json["totals"]["overdue"], 1, "{args}");
        let shipped =
            json["states"]["names"].as_array().unwrap().iter().position(|name| name == "Shipped");
        let days = json["states"]["days"].as_array().unwrap();
        assert_eq!(days.last().unwrap()["entries"][shipped.unwrap()], 1, "{args}");
    }
}

#[test]
fn a_report_compares_nothing_with_a_day_that_git_does_not_know() {
    let tree = two();
    let since = "--format json --today 2026-02-05 --since 2026-02-03";
    let json = |args: &str| -> Value {
        let output = tree.output(&format!("report {args} {since}"));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(json("shop billing")["before"]["open"], 2);
    let tree = two().put("new/gap-register.md", sound().replace("G-001", "N-001"));
    tree.git("init -q new");
    let said = tree.run("report shop new --since 2026-02-03 --format json");
    assert!(said.contains("\"before\": null"), "{said}");
    assert!(said.contains("git does not know what `new/gap-register.md` said"), "{said}");
}

#[test]
fn ndjson_says_where_each_entry_is() {
    let tree = two();
    let found = lines(&tree, "shop billing");
    let commit = found[1]["commit"].as_str().unwrap();
    let url = format!("https://github.com/acme/shop/blob/{commit}/gap-register.md?plain=1#L15-L33");
    assert_eq!(
        (found[1]["repository"].as_str(), found[1]["url"].as_str()),
        (Some("github.com/acme/shop"), Some(&*url))
    );
    assert_eq!(
        (found[0]["repository"].as_str(), &found[0]["url"]),
        (Some("billing"), &Value::Null)
    );
    assert_eq!(commit.len(), 40);
    // A file that was changed, or was never committed, has no address.
    let tree =
        tree.put("shop/gap-register.md", sound() + "\n").put("shop/new/gap-register.md", sound());
    for line in lines(&tree, "shop") {
        assert_eq!((&line["url"], line["commit"].as_str()), (&Value::Null, Some(commit)));
    }
    let tree = tree.put("shop/gap-register.md", sound().replace('\n', "\r\n"));
    assert_eq!(lines(&tree, "shop/gap-register.md")[0]["url"].as_str(), Some(&*url));
    let none = lines(&Tree::with(sound()), "");
    assert_eq!([&none[0]["repository"], &none[0]["commit"], &none[0]["url"]], [&Value::Null; 3]);
}

#[test]
fn two_clones_of_one_repository_have_different_names() {
    let tree = two();
    tree.git("-C billing remote add origin git@github.com:acme/shop");
    let said = tree.run("list shop billing");
    assert!(said.contains("github.com/acme/shop (billing): "), "{said}");
}

#[test]
fn each_is_read_by_its_own_configuration() {
    let tree =
        two().put("billing/gapreg.yaml", "vocabulary: { en: { statuses: { Fixed: [Landed] } } }\n");
    let text = sound().replace("G-001", "B-001").replace("Open |", "Landed |");
    let tree = tree
        .put("billing/docs/gap-register.md", text.replace("Status:** Open", "Status:** Landed"));
    for args in ["shop billing", "."] {
        let found = lines(&tree, args);
        let states: Vec<Option<&str>> = found.iter().map(|line| line["status"].as_str()).collect();
        assert_eq!(states, [Some("Fixed"), Some("Open")], "{args}");
    }
    // A repository without a register is none that cannot be read.
    let tree = tree.put("empty/gapreg.yaml", "sla: { P1: 9d }\n");
    tree.git("init -q empty");
    assert!(tree.run("sla shop billing empty").starts_with("exit 0\n"));
    assert!(tree.run("list empty").starts_with("exit 2\n"));
    let broken = tree.put("empty/gapreg.yaml", "slaa: {}\n").run("list shop empty");
    assert!(broken.starts_with("exit 2\n"), "{broken}");
}

#[test]
fn a_table_has_the_columns_that_are_named() {
    let text = three()
        .replace("- **Impact:** High\n", "- **Impact:** High\n- **Squad tag:** =blue, \"x\"\n");
    let tree = Tree::with(text);
    insta::assert_snapshot!(tree.run("list --format csv --columns id,Status,due,Belirti,Squad-tag,line"), @r#"
    exit 0
    id,Status,due,Belirti,Squad-tag,line
    G-001,Open,2026-02-08,The button answers 404.,"'=blue, ""x""",17
    G-002,In Progress,2026-02-08,Each fine stands twice on the slip.,"'=blue, ""x""",38
    G-003,Fixed,2026-02-08,The list of holds shows nothing at all.,"'=blue, ""x""",59
    "#);
    insta::assert_snapshot!(tree.run("list --format csv --columns id,sqad,due"), @"
    exit 2

    --- stderr
    error: no column is called `sqad`, and no entry has a field of that label
    ");
    let all = tree.run("list --format csv --columns all");
    assert!(
        all.contains(",url,") && all.contains(",Symptom,") && all.contains(",Squad tag"),
        "{all}"
    );
    assert!(tree.run("list --columns id").starts_with("exit 2\n"));
    let raw = tree.run("list --format csv --raw --columns squad-tag");
    assert!(raw.contains("\"=blue, \"\"x\"\"\""), "{raw}");
}

#[test]
fn the_columns_of_jira_are_those_of_its_import() {
    let english = sound().replace(
        ENTRY,
        &ENTRY.replace("The button answers 404.", "The button {code} answers.\n  - `404`"),
    );
    let tree = Tree::new()
        .put("docs/en/gap-register.md", &english)
        .put("docs/tr/gap-register.md", in_turkish(&english));
    insta::assert_snapshot!(tree.run("list docs --format csv --columns jira"), @r#"
    exit 0
    Summary,Assignee,Reporter,Issue Type,Priority,Status,Resolution,Component,Fix Version,Labels,Due Date,Date Created,Environment,Description
    G-001: Renewal is refused,Backend,,Bug,High,To Do,,Loans,,gap-register,08/Feb/26 12:00 AM,01/Feb/26 12:00 AM,all,"*SLA:* 7d

    *Impact:* High

    *Source page:* {{/docs/en/loans.md}}

    *Symptom:* The button \{code\} answers.
    - {{404}}

    *Impact:* Readers renew at the desk.

    *Admin Workaround:* Renew at the desk.

    *Escalation Package:* - The request and its answer

    *Verification (done when fixed):* The button renews.

    {{docs/en/gap-register.md:15}}"
    "#);
    let closed = sound().replace("Status:** Open", "Status:** Duplicate of G-002");
    let tree = Tree::with(closed.replace("Target Version:** TBD", "Target Version:** 2.8"));
    let said = tree.run("list --format csv --columns jira");
    assert!(said.contains("Bug,High,Done,Duplicate,Loans,2.8,gap-register"), "{said}");
}
