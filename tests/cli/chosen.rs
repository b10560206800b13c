//! `--where`: the entries that a command is about.

use crate::common::registers::three;
use crate::common::tree::Tree;

/// Three entries in English and Turkish under git: G-001 Open, G-002 In Progress, G-003 Fixed. All
/// were due on 2026-02-08; in Turkish a page name differs.
fn pair() -> Tree {
    let turkish = three()
        .replace("Register (EN)", "Liste (TR)")
        .replace("**Status:**", "**Durum:**")
        .replace("**Owner:**", "**Sorumlu:**")
        .replace("/docs/en/", "/docs/tr/");
    let tree = Tree::new()
        .put("docs/en/gap-register.md", three().replace("| G-002 | P1 |", "| G-002 | P2 |"))
        .put("docs/tr/gap-register.md", turkish);
    tree.git("init -q -b main");
    tree.git("add .");
    tree.git("commit -qm start");
    tree
}

fn json(tree: &Tree, command: &str, condition: &str) -> serde_json::Value {
    let mut command = tree.command(&format!("{command} --today 2026-04-01"));
    let output = command.args(["--where", condition]).output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn ids(entries: &serde_json::Value) -> String {
    let ids = entries.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn deadlines_are_those_of_the_entries() {
    let tree = pair();
    for (condition, names) in [
        ("overdue > 30d", "G-001 G-002"),
        ("Etki = Yüksek and Durum = Açık", "G-001"),
        ("due < today - 60d", ""),
        ("status = 'In Progress' or status = Fixed", "G-002 G-003"),
    ] {
        let found = json(&tree, "sla --format json docs", condition);
        let registers = found["registers"].as_array().unwrap();
        let found: Vec<String> = registers.iter().map(|own| ids(&own["entries"])).collect();
        assert_eq!(found.concat(), names, "{condition}");
    }
    // What is not asked about fails nothing.
    let check = |condition: &str| {
        let mut command = tree.command("sla --check --today 2026-04-01");
        command.args(["--where", condition]).output().unwrap().status.code()
    };
    assert_eq!([check("owner = Backend"), check("status = Fixed")], [Some(1), Some(0)]);
}

#[test]
fn timelines_are_those_of_the_entries() {
    let tree = pair();
    let logged = |command: &str, condition: &str| ids(&json(&tree, command, condition)["entries"]);
    assert_eq!(logged("log --format json", "overdue > 30d"), "G-001 G-002");
    assert_eq!(logged("log docs/en --format json", "overdue > 30d"), "G-001 G-002");
    assert_eq!(logged("log G-002 --format json", "overdue > 30d"), "G-002");
    assert_eq!(logged("log G-003 --format json", "overdue > 30d"), "");
}

#[test]
fn a_report_names_its_expression() {
    let report = pair().run_with("report --format markdown", &["--where", "status < Fixed"]);
    assert!(report.contains("only `status < Fixed`"), "{report}");
    let of = |id: &str| report.contains(&format!("| {id} |"));
    assert_eq!([of("G-001"), of("G-002"), of("G-003")], [true, true, false], "{report}");
    assert!(report.contains("| Awaiting verification | 0 |"), "{report}");
    let page = pair().run_with("report --lang tr", &["--where", "status < Fixed"]);
    assert!(page.contains("yalnız <code>status &lt; Fixed</code>"));
}

#[test]
fn findings_are_those_about_the_entries() {
    let tree = pair();
    let found = |command: &str, condition: &str| {
        let found = json(&tree, &format!("{command} --output-format json"), condition);
        let of = |finding: &serde_json::Value| {
            let [rule, entry] = ["rule", "entry"].map(|key| finding[key].as_str().unwrap_or("-"));
            (rule == "stale-triage-row" || rule == "sla-overdue").then(|| format!("{rule} {entry}"))
        };
        let mut found: Vec<String> =
            found["findings"].as_array().unwrap().iter().filter_map(of).collect();
        found.sort();
        found.join(", ")
    };
    for command in ["check", "lint"] {
        assert_eq!(found(command, "status = Open"), "sla-overdue G-001", "{command}");
        assert_eq!(
            found(command, "id = G-002"),
            "sla-overdue G-002, stale-triage-row G-002",
            "{command}"
        );
        assert_eq!(found(command, "status = Fixed"), "", "{command}");
    }
    // A file that cannot be read may hold the entry.
    let text = tree.read("docs/en/gap-register.md");
    let tree = tree
        .put("docs/en/gap-register.md", format!("<<<<<<< ours\n{text}=======\n>>>>>>> theirs\n"));
    let found = json(&tree, "check --output-format json", "status = Fixed");
    assert_eq!(found["findings"][0]["rule"], "conflict-marker");
}

#[test]
fn a_translation_follows_its_leading_entry() {
    let tree = pair();
    let text = tree.read("docs/tr/gap-register.md");
    let drifted = text.replacen("**Sorumlu:** Backend", "**Sorumlu:** Masa", 1);
    let tree = tree.put("docs/tr/gap-register.md", drifted);
    let count = |condition: &str| {
        let found = json(&tree, "mirror --output-format json", condition);
        let findings = found["findings"].as_array().unwrap().clone();
        findings.iter().filter(|finding| finding["rule"] == "mirror-value").count()
    };
    assert_eq!([count("owner = Backend"), count("owner = Masa")], [1, 0]);
}

#[test]
fn a_misplaced_expression_is_explained() {
    let said = |args: &[&str]| {
        let shown = pair().run_with(args[0], &args[1..]);
        assert!(shown.starts_with("exit 2\n"), "{shown}");
        shown.lines().find_map(|line| line.strip_prefix("error: ")).unwrap_or_default().to_owned()
    };
    let other = "has no `--where`; list, sla, report, log, lint, mirror and check have it: \
                 `gapreg list --where …` shows the IDs that an expression describes";
    assert_eq!(said(&["triage", "--where", "overdue"]), format!("`gapreg triage` {other}"));
    assert_eq!(said(&["set G-001", "--where=overdue"]), format!("`gapreg set` {other}"));
    let quoted = "is not a file; an expression is one argument in quotes, after `--where`: \
                  `--where 'status = Open and priority <= P1'`";
    assert_eq!(said(&["list", "status=Open"]), format!("`status=Open` {quoted}"));
    assert_eq!(said(&["sla --where status", "=", "Open"]), format!("`=` {quoted}"));
    let first = pair().output("--where overdue list");
    let first = String::from_utf8(first.stderr).unwrap();
    assert!(first.contains("`--where` goes after the command"), "{first}");
}

#[test]
fn an_entry_without_a_translation_is_shown_with_itself_alone() {
    let tree = pair();
    let text = tree.read("docs/tr/gap-register.md");
    let from = text.find("### 1.2").unwrap();
    let to = text.find("### 1.3").unwrap();
    let without = format!("{}{}", &text[..from], &text[to..]);
    std::fs::write(tree.path("docs/tr/gap-register.md"), without).unwrap();
    let said = |id: &str| {
        let args = ["--select", "unmirrored-entry", "--where", id];
        tree.run_with("check --output-format concise docs", &args)
    };
    assert!(said("id = G-002").contains("G-002 has no translation"), "{}", said("id = G-002"));
    for other in ["id = G-001", "id = G-003"] {
        assert!(!said(other).contains("G-002 has no"), "{}", said(other));
    }
}
