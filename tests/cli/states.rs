//! States beside the status flow: `Blocked`, `Won't fix` and the like are no other words for one of
//! the flow.

use crate::common::history::Story;
use crate::common::registers::{sound, three, with};
use crate::common::tree::Tree;

const FLOW: &str = "- Status flow: **Open → In Progress → Fixed → Verified**.";
const TURKISH_FLOW: &str = "- Durum akışı: **Açık → Devam Ediyor → Düzeltildi → Doğrulandı**.";

/// A register that states the usual flow and, in parentheses, some states beside it.
fn flowing(text: &str, further: &str) -> String {
    let line = FLOW.replace("**.", &format!("**{further}."));
    text.replace("## Triage Summary", &format!("{line}\n\n## Triage Summary"))
}

/// One entry in a state, with its row.
fn english(state: &str, further: &str) -> String {
    let text = flowing(&sound(), further);
    let text = text.replace("| Open |", &format!("| {state} |"));
    text.replace("**Status:** Open", &format!("**Status:** {state}"))
}

fn turkish(state: &str, further: &str) -> String {
    let text = english("Open", further);
    let text = text.replace(&FLOW[..FLOW.len() - 1], &TURKISH_FLOW[..TURKISH_FLOW.len() - 1]);
    text.replace("(EN)", "(TR)")
        .replace("## Triage Summary", "## Triage Özeti")
        .replace("/docs/en/", "/docs/tr/")
        .replace("| Open |", &format!("| {state} |"))
        .replace("**Status:** Open", &format!("**Durum:** {state}"))
        .replace("The button answers 404.", "Düğme 404 yanıtı veriyor.")
        .replace("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor.")
        .replace("Renew at the desk.", "Bankoda uzatın.")
        .replace("The request and its answer", "İstek ve yanıtı")
        .replace("The button renews.", "Düğme süreyi uzatıyor.")
}

fn pair(english: &str, turkish: &str) -> Tree {
    let pages = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    pages.put("docs/en/gap-register.md", english).put("docs/tr/gap-register.md", turkish)
}

/// The rules that a command's findings name.
fn rules(tree: &Tree, args: &str) -> Vec<String> {
    let output = tree.output(&format!("{args} --today 2026-02-05 --output-format json"));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = found["findings"].as_array().unwrap().iter();
    found.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

fn has(tree: &Tree, args: &str, rule: &str) -> bool {
    rules(tree, args).iter().any(|found| found == rule)
}

/// The states beside the flow, each with its Turkish word.
const STATES: [(&str, &str); 7] = [
    ("Blocked", "Bloke"),
    ("Deferred", "Ertelendi"),
    ("Reopened", "Yeniden açıldı"),
    ("Won't fix", "Düzeltilmeyecek"),
    ("Duplicate", "Yinelenen"),
    ("Cannot reproduce", "Yeniden üretilemedi"),
    ("Accepted", "Kabul edildi"),
];

const CLOSED: [&str; 4] = ["Won't fix", "Duplicate", "Cannot reproduce", "Accepted"];

#[test]
fn outside_a_stated_flow_they_are_unknown() {
    insta::assert_snapshot!(Tree::with(english("Blocked", "")).run("lint --select unknown-status"), @"
    exit 1
    error[unknown-status]: G-001: `Blocked` is not a state of the flow
      --> gap-register.md:22:15
       |
    22 | - **Status:** Blocked
       |               ^^^^^^^
       |
       = help: the flow is Open → In Progress → Fixed → Verified; if gaps may be in this state, write `(or **Blocked**)` behind the flow


    --- stderr
    1 error in 1 entry of 1 file
    ");
    for (state, own) in STATES {
        assert!(has(&Tree::with(english(state, "")), "lint", "unknown-status"), "{state}");
        assert!(has(&Tree::with(turkish(own, "")), "lint", "unknown-status"), "{own}");
    }
}

#[test]
fn named_beside_the_flow_they_are_right() {
    for (state, own) in STATES {
        let note = "- **Closure note:** The vendor said so on 2026-02-02.\n- **Symptom:**";
        for further in [format!(" (or **{state}**)"), format!(" (veya **{own}**)")] {
            let en = english(state, &further).replace("- **Symptom:**", note);
            let tr = turkish(own, &further).replace("- **Symptom:**", note);
            for text in [en, tr] {
                let tree =
                    Tree::with(&text).put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
                let found = rules(&tree, "lint --ignore source-page-missing");
                assert_eq!(found, Vec::<String>::new(), "{state}, {own}\n{text}");
            }
        }
    }
    for config in ["states: [Blocked]", "flow: [Open, Fixed, Verified, Blocked]"] {
        let tree = Tree::with(english("Blocked", "")).put("gapreg.yaml", config);
        assert!(!has(&tree, "lint", "unknown-status"), "{config}");
    }
}

#[test]
fn a_state_of_ones_own_is_open_unless_the_configuration_says_otherwise() {
    let text = english("Superseded", "").replace("2026-02-01", "2026-01-01");
    let config = |states: &str| Tree::with(&text).put("gapreg.yaml", format!("states: {states}\n"));
    for open in ["[Superseded]", "{ open: [Superseded] }"] {
        let found = rules(&config(open), "lint");
        assert!(found.contains(&"sla-overdue".to_owned()), "{open}: {found:?}");
        assert!(!found.contains(&"unknown-status".to_owned()), "{open}: {found:?}");
    }
    let found = rules(&config("{ closed: [Superseded] }"), "lint");
    assert!(!found.contains(&"sla-overdue".to_owned()), "{found:?}");
    assert!(found.contains(&"status-without-evidence".to_owned()), "{found:?}");
    insta::assert_snapshot!(config("{ shut: [Superseded] }").run("lint"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:1: `states` is a list of states, or `open` and `closed` with a list each
    ");
}

#[test]
fn a_state_that_the_configuration_does_not_have_is_a_conflict() {
    let tree = Tree::with(english("Open", " (or **Blocked**, **Won't fix**)"));
    let tree = tree.put("gapreg.yaml", "states: [Blocked]\n");
    insta::assert_snapshot!(tree.run("lint --select policy-conflict"), @"
    exit 1
    error[policy-conflict]: `Won't fix` is not a state in the configuration
     --> gap-register.md:5:16
      |
    5 | - Status flow: **Open → In Progress → Fixed → Verified** (or **Blocked**, **Won't fix**).
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: gapreg.yaml decides; bring the two in line


    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn each_of_them_differs_from_the_others_in_translation_and_table() {
    let further = " (or **Blocked**, **Deferred**, **Reopened**, **Won't fix**, **Duplicate**, **Cannot reproduce**, **Accepted**)";
    for (state, _) in STATES {
        for (other, own) in STATES {
            for further in [further, ""] {
                let tree = pair(&english(state, further), &turkish(own, further));
                let differs = has(&tree, "mirror", "mirror-value");
                assert_eq!(differs, state != other, "{state}, {own}, {further}");
            }
            let row = english(state, further).replacen(state, "@", 2).replace('@', state);
            let cell = row.replacen(&format!("| {state} |"), &format!("| {other} |"), 1);
            let is_stale = has(&Tree::with(&cell), "lint", "stale-triage-row");
            assert_eq!(is_stale, state != other, "{state} in the entry, {other} in the row");
        }
        for (word, own) in [("Open", "Açık"), ("Verified", "Doğrulandı")] {
            let tree = pair(&english(state, further), &turkish(own, further));
            assert!(has(&tree, "mirror", "mirror-value"), "{state} is {own}");
            assert!(has(
                &pair(&english(word, further), &turkish("Bloke", further)),
                "mirror",
                "mirror-value"
            ));
        }
    }
}

#[test]
fn a_translation_gets_the_word_of_its_language() {
    let tree = pair(
        &english("Blocked", " (or **Blocked**)"),
        &turkish("Açık", " (veya **Engellendi**)").replace("| Açık |", "| Engellendi |"),
    );
    tree.output("mirror --fix");
    assert!(tree.read("docs/tr/gap-register.md").contains("**Durum:** Engellendi\n"));
    let tree =
        pair(&english("Blocked", " (or **Blocked**)"), &turkish("Açık", " (or **Blocked**)"));
    tree.output("mirror --fix");
    assert!(tree.read("docs/tr/gap-register.md").contains("**Durum:** Bloke\n"));
    // Where the translation does not name the state, it is not sound there.
    let tree = pair(&english("Blocked", " (or **Blocked**)"), &turkish("Açık", ""));
    tree.output("mirror --fix");
    assert!(tree.read("docs/tr/gap-register.md").contains("**Durum:** Açık\n"));
    assert!(has(&tree, "mirror", "mirror-value"), "the flows differ");
}

#[test]
fn expressions_ask_for_them_by_name() {
    let text = flowing(&three(), " (or **Blocked**, **Won't fix**, **Duplicate**)");
    let text = with(&text, "G-001", "Status:** Open", "Status:** Blocked (vendor)");
    let text = with(&text, "G-002", "Status:** In Progress", "Status:** Won't fix: too old");
    let tree = Tree::with(text);
    let found = |expression: &str| {
        let output = tree.run_with("list --format csv", &["--where", expression]);
        let ids = ["G-001", "G-002", "G-003"].into_iter().filter(|id| output.contains(id));
        ids.collect::<Vec<_>>().join(" ")
    };
    for (expression, ids) in [
        ("status = Blocked", "G-001"),
        ("status = bloke", "G-001"),
        ("status = Deferred", ""),
        ("status = Open", ""),
        ("status = \"Won't fix\"", "G-002"),
        ("status = Düzeltilmeyecek", "G-002"),
        ("status = Verified", ""),
        ("status = Closed", ""),
        ("status = Fixed", "G-003"),
        ("status != Blocked", "G-002 G-003"),
        ("status in (Blocked, Fixed)", "G-001 G-003"),
        // What waits is not repaired yet. What is closed without a repair has no place in the order.
        ("status < Fixed", "G-001"),
        ("status <= Verified", "G-001 G-003"),
        ("status < \"In Progress\"", ""),
        ("status >= Fixed", "G-003"),
        ("status > Blocked", ""),
    ] {
        assert_eq!(found(expression), ids, "{expression}");
    }
    insta::assert_snapshot!(tree.run_with("list", &["--where", "status = Blokced"]), @"
    exit 2

    --- stderr
    error: in the expression: `Blokced` is not a state; did you mean `Blocked`?
      status = Blokced
               ^^^^^^^
    ");
}

#[test]
fn a_status_in_json_is_a_state_that_the_policy_names() {
    let status = |text: &str| {
        let output = Tree::with(text).output("list --format json");
        let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let entry = &list["registers"][0]["entries"][0];
        (
            entry["status"].as_str().map(str::to_owned),
            entry["status_text"].as_str().unwrap().to_owned(),
        )
    };
    let named = |name: &str, text: &str| (Some(name.to_owned()), text.to_owned());
    let unstated = sound().replace("Status:** Open", "Status:** Blocked");
    assert_eq!(status(&unstated), (None, "Blocked".to_owned()));
    assert_eq!(status(&english("Won't fix", "")), (None, "Won't fix".to_owned()));
    assert_eq!(
        status(&english("Won't fix", " (or **Won't fix**)")),
        named("Won't fix", "Won't fix")
    );
    assert_eq!(status(&turkish("Bloke", " (veya **Bloke**)")), named("Blocked", "Bloke"));
    assert_eq!(status(&english("Verified / Closed", "")), named("Verified", "Verified / Closed"));
}

#[test]
fn they_are_set_with_their_remarks_and_in_the_words_of_each_register() {
    let further = |english: bool| {
        if english {
            " (or **Blocked**, **Won't fix**)"
        } else {
            " (veya **Bloke**, **Düzeltilmeyecek**)"
        }
    };
    let tree = || pair(&english("Open", further(true)), &turkish("Açık", further(false)));
    for (text, en, tr) in [
        ("Blocked", "Blocked", "Bloke"),
        ("bloke", "Blocked", "Bloke"),
        ("Blocked (vendor)", "Blocked (vendor)", "Bloke (vendor)"),
        ("Won't fix: the page goes", "Won't fix: the page goes", "Düzeltilmeyecek: the page goes"),
    ] {
        let tree = tree();
        let done = tree.run_with("set G-001 --yes", &[&format!("status={text}")]);
        assert!(done.starts_with("exit 0"), "{done}");
        let [own, theirs] =
            ["en", "tr"].map(|lang| tree.read(&format!("docs/{lang}/gap-register.md")));
        assert!(own.contains(&format!("**Status:** {en}\n")), "{text}: {own}");
        assert!(theirs.contains(&format!("**Durum:** {tr}\n")), "{text}: {theirs}");
        assert!(!has(&tree, "check", "stale-triage-row"), "{text}");
        assert!(!has(&tree, "check", "mirror-value"), "{text}");
    }
    let bare = tree().run("set G-001 status=Düzeltilmeyecek --yes");
    assert!(bare.contains("note: Won't fix needs a reason"), "{bare}");
    let tree_with_reason = tree();
    let said = tree_with_reason.run_with("set G-001 --yes", &["status=won't fix (too rare)"]);
    assert!(!said.contains("needs a reason"), "{said}");
    insta::assert_snapshot!(tree().run("set G-001 status=Deferred --yes"), @"
    exit 2

    --- stderr
    error: docs/en/gap-register.md: G-001: `Deferred` is not a state here; write a state of the status flow: Open → In Progress → Fixed → Verified (or Blocked, Won't fix); to have it beside the flow, declare it: `states: [Deferred]` in gapreg.yaml, or `(or **Deferred**)` behind the flow in the register
    ");
}

#[test]
fn another_word_is_not_what_the_register_says_already() {
    let tree = Tree::with(english("Open", " (or **Blocked**)"));
    insta::assert_snapshot!(tree.run("set G-001 status=Open --yes"), @"
    exit 0

    --- stderr
    nothing changes: the register says so already
    ");
    insta::assert_snapshot!(tree.run("set G-001 status=New --yes"), @"
    exit 0

    --- stderr
    nothing changes: `New` means `Open`, and G-001 says that already
    ");
    assert!(tree.run("set G-001 status=Blocked --yes").contains("wrote gap-register.md"));
    assert!(tree.run("set G-001 status=Open --yes").contains("wrote gap-register.md"));
}

#[test]
fn a_state_that_the_gate_objects_to_is_refused() {
    for state in ["In Progress", "Open", "Won't fix", "Blocked"] {
        let tree = Tree::with(sound());
        let done = tree.run_with("set G-001 --yes", &[&format!("status={state}")]);
        assert!(done.starts_with("exit 0"), "{state}: {done}");
    }
    // Without a stated flow, the usual one holds.
    for text in [sound(), english("Open", "")] {
        let tree = Tree::with(text);
        let said = tree.run("set G-001 status=Verified --yes");
        assert!(
            said.starts_with("exit 2") && said.contains("skips In Progress and Fixed"),
            "{said}"
        );
        assert!(tree.run("set G-001 status=Verified --yes --force").starts_with("exit 0"));
    }
}

#[test]
fn closed_without_a_repair_needs_a_reason() {
    for state in CLOSED {
        for (behind, is_reason) in [
            ("", false),
            (" (2026-02-03)", false),
            (" ✅", false),
            (" (vendor)", true),
            (": see G-012", true),
            (" — the page goes in June", true),
        ] {
            let text = english("Open", &format!(" (or **{state}**)"));
            let text = text.replace("Status:** Open", &format!("Status:** {state}{behind}"));
            let found = has(&Tree::with(&text), "lint", "status-without-evidence");
            assert_eq!(found, !is_reason, "{state}{behind}");
        }
    }
    let text = english("Duplicate of G-012", " (or **Duplicate**)");
    assert!(!has(&Tree::with(&text), "lint", "status-without-evidence"));
    let text = english("Blocked", " (or **Blocked**)");
    assert!(!has(&Tree::with(&text), "lint", "status-without-evidence"), "it only waits");
    let text = english("Won't fix", " (or **Won't fix**)");
    insta::assert_snapshot!(Tree::with(&text).run("lint --select status-without-evidence"), @"
    exit 1
    error[status-without-evidence]: G-001: Won't fix, but the entry does not say why
      --> gap-register.md:22:15
       |
    22 | - **Status:** Won't fix
       |               ^^^^^^^^^
       |
       = help: say why it is not repaired, behind the status or in a `Closure note`


    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn a_deadline_is_neither_met_nor_missed() {
    let text =
        flowing(&three(), " (or **Blocked**, **Won't fix**)").replace("2026-02-01", "2026-01-01");
    let text = with(&text, "G-001", "Status:** Open", "Status:** Blocked (vendor)");
    let text = with(&text, "G-002", "Status:** In Progress", "Status:** Won't fix: too old");
    let tree = Tree::with(text);
    insta::assert_snapshot!(tree.run("sla"), @"
    exit 0
    gap-register.md
      G-001  P1  Blocked (vendor)    2026-01-08  28 days over           Backend  Renewal is refused
      G-003  P1  Fixed               2026-01-08  repaired, day unknown  Backend  Hold list is empty
      G-002  P1  Won't fix: too old  2026-01-08  closed without repair  Backend  Fine is doubled

    --- stderr
    1 overdue, 1 repaired, 1 closed without repair
    ");
    insta::assert_snapshot!(tree.run("lint --select sla-overdue --output-format concise"), @"
    exit 0
    gap-register.md:27:12: warning[sla-overdue] G-001: overdue by 28 days: due 2026-01-08, first seen 2026-01-01

    --- stderr
    1 warning in 3 entries of 1 file
    ");
    let report = tree.run("report --format markdown");
    for line in [
        "| Open | 1 |",
        "| Closed | 0 |",
        "| Closed without repair | 1 |",
        "| P1 | 0 | 0 | 1 | 1 |",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
    assert!(!report.contains("G-002"), "{report}");
    let output = tree.output("sla --format json --today 2026-02-05");
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(all["summary"]["closed"], 1);
    assert!(tree.run("report").contains("<dt>Closed without repair</dt><dd>1</dd>"));
}

#[test]
fn the_timeline_names_them() {
    let story = Story::new();
    for (day, state) in [
        ("2026-01-02", "Open"),
        ("2026-01-04", "Blocked"),
        ("2026-01-07", "Deferred"),
        ("2026-01-09", "Fixed"),
        ("2026-01-12", "Reopened"),
        ("2026-01-20", "Won't fix"),
    ] {
        story.states(day, state, "Backend");
    }
    insta::assert_snapshot!(story.0.run("log G-001"), @"
    exit 0
    G-001  Loans → Renewals → Renewal is refused
    gap-register.md

    2026-01-02  d750957  x  2026-01-02
        added: Open, P1, Backend
    2026-01-04  5d56a41  x  2026-01-04
        Status: Open → Blocked
    2026-01-07  3e3abfa  x  2026-01-07
        Status: Blocked → Deferred
    2026-01-09  50ee077  x  2026-01-09
        Status: Deferred → Fixed
    2026-01-12  5fd97b2  x  2026-01-12
        Status: Fixed → Reopened
    2026-01-20  f0a63fd  x  2026-01-20
        Status: Reopened → Won't fix

    Open 2 days → Blocked 3 days → Deferred 2 days → Fixed 3 days → Reopened 8 days → Won't fix 16 days so far
    ");
    let what = |from: &str| story.0.run(&format!("diff {from}"));
    assert!(what("HEAD~1").contains("closed"), "{}", what("HEAD~1"));
    assert!(what("HEAD~2").contains("closed"), "{}", what("HEAD~2"));
}

#[test]
fn what_was_repaired_and_waits_again_needs_a_word() {
    let text = flowing(&three(), " (or **Reopened**)");
    let tree = Tree::with(&text);
    tree.git("init -q -b main");
    tree.commit("start");
    let back = with(&text, "G-003", "Status:** Fixed", "Status:** Reopened");
    let tree = tree.put("gap-register.md", &back);
    assert!(has(&tree, "lint --base HEAD", "status-taken-back"));
    let tree =
        tree.put("gap-register.md", back.replace("Reopened\n", "Reopened (back on staging)\n"));
    assert!(!has(&tree, "lint --base HEAD", "status-taken-back"));
}

#[test]
fn a_table_of_open_gaps_leaves_out_what_is_closed_without_a_repair() {
    let text = english("Open", " (or **Won't fix**)")
        .replace("Status:** Open", "Status:** Won't fix: old");
    let text = text.replace("| G-001 | P1 | Backend | 7d | Open |\n", "");
    let tree = Tree::with(text).put("gapreg.yaml", "triage: { include: open }\n");
    assert!(!has(&tree, "lint", "untracked-entry"));
}

#[test]
fn a_configuration_offers_the_states_that_it_saw() {
    let text = flowing(&three(), " (or **Blocked**)");
    assert!(Tree::with(text).run("init --stdout").contains("# states: [Blocked]"));
    let text = with(&three(), "G-001", "Status:** Open", "Status:** Ertelendi");
    assert!(Tree::with(text).run("init --stdout").contains("# states: [Deferred]"));
}

/// What `lint` says of a German table whose third entry is closed, and of its states.
fn closed_in(settings: &str) -> (usize, String) {
    let text = "# Mängel\n\n| Nr. | Mangel | Status |\n|---|---|---|\n| W-1 | Waage zeigt Gramm | offen |\n\
                | W-2 | Tor klemmt | erledigt |\n| W-3 | Bon fehlt | geschlossen |\n";
    let tree = Tree::new().put("docs/de/gap-register.md", text).put("gapreg.yaml", settings);
    let faults = rules(&tree, "lint").iter().filter(|rule| *rule == "unknown-status").count();
    let listed = tree.run("list --format csv --columns id,status");
    (faults, listed.lines().last().unwrap().to_owned())
}

#[test]
fn a_word_for_the_repair_may_be_a_state_beside_the_flow() {
    let flow = "flow: [offen, erledigt]\n";
    assert_eq!(closed_in(flow).0, 1);
    let accepted = (0, "W-3,geschlossen".to_owned());
    assert_eq!(closed_in(&format!("{flow}states: {{ closed: [geschlossen] }}\n")), accepted);
    assert_eq!(closed_in(&format!("{flow}states: [geschlossen]\n")), accepted);
    // What the configuration says of a state counts more than what the word means.
    let flow = "flow: [offen, erledigt, geprüft]\n";
    assert_eq!(closed_in(&format!("{flow}states: {{ closed: [geschlossen] }}\n")), accepted);
    assert_eq!(closed_in(&format!("{flow}states: [geschlossen]\n")), (0, "W-3,geprüft".to_owned()));
}

#[test]
fn a_state_beside_the_flow_that_means_the_repair_closes_the_gap() {
    let text = "# Mängel\n\n| Nr. | Mangel | Status | Fällig |\n|---|---|---|---|\n\
                | W-1 | Waage zeigt Gramm | offen | 2026-01-02 |\n| W-2 | Bon fehlt | geschlossen | 2026-01-02 |\n";
    let tree = Tree::new()
        .put("docs/de/gap-register.md", text)
        .put("gapreg.yaml", "flow: [offen, erledigt]\nstates: [geschlossen]\n");
    let overdue = tree.run("list --where overdue --format csv --columns id");
    assert_eq!(overdue.lines().skip(2).collect::<Vec<_>>(), ["W-1"]);
}

#[test]
fn a_slip_is_corrected_to_the_word_that_the_register_has() {
    let text = "# Mängel der Lagerhalle\n\n| Nr. | Mangel | Schwere | Stand |\n|---|---|---|---|\n\
                | W-1 | Waage zeigt Gramm | hoch | offen |\n| W-2 | Tor klemmt bei Regen | mitel | ofen |\n\
                | W-3 | Bon fehlt | hoch | in Arbeit |\n| W-4 | Licht flackert oft | hoch | erledigt |\n";
    let tree = Tree::new().put("docs/de/gap-register.md", text);
    let printed = tree.run("lint --unsafe-fixes");
    assert!(tree.read("docs/de/gap-register.md").contains("| mittel | offen |"), "{printed}");
    let tree = Tree::new().put("docs/de/gap-register.md", text);
    let printed = tree.run("lint --select unknown-status");
    let help = "did you mean `offen`? The flow is offen → in Arbeit → erledigt → verifiziert";
    assert!(printed.contains(help), "{printed}");
}

#[test]
fn a_refused_word_names_where_a_state_beside_the_flow_is_declared() {
    let text = "# Known gaps\n\nStatus flow: Open → Being built → Live\n\n| ID | Gap | Status |\n|---|---|---|\n| L-1 | Lamp | Open |\n";
    let tree = Tree::with(text);
    let said = tree.run_with("set", &["L-1", "status=in limbo"]);
    assert!(said.contains("one beside the flow under `states`"), "{said}");
    let tree = tree.put("gapreg.yaml", "states: [in limbo]\n");
    let said = tree.run_with("set", &["L-1", "status=in limbo"]);
    assert!(said.starts_with("exit 0"), "{said}");
}

#[test]
fn a_state_in_which_a_gap_waits_is_no_safe_translation_of_another() {
    let table = |head: &str, state: &str| {
        format!("# {head}\n|---|---|---|\n| K-1 | Slip | {state} |\n| K-2 | Fine | Open |\n")
    };
    let english = table("Gaps\n\n| ID | Gap | Status |", "blocked");
    let turkish = table("Eksikler\n\n| ID | Eksik | Durum |", "beklemede");
    let tree = Tree::new()
        .put("docs/en/gap-register.md", english)
        .put("docs/tr/gap-register.md", &turkish);
    let said = tree.run("mirror --fix");
    assert!(said.contains("the translation says `beklemede`, the source says `blocked`"), "{said}");
    assert_eq!(tree.read("docs/tr/gap-register.md"), turkish);
    let yaml = "vocabulary: { tr: { statuses: { Blocked: [beklemede] } } }";
    assert!(said.contains(yaml), "{said}");
    let tree = tree.put("gapreg.yaml", format!("{yaml}\n"));
    let said = tree.run("mirror");
    assert!(!said.contains("mirror-value"), "{said}");
}

#[test]
fn a_list_of_states_agrees_with_a_flow_and_the_states_beside_it() {
    let text = |line: &str| {
        format!(
            "# Backend gaps\n\n{line}\n\n## G-001: It is loose\n\n- Status: Open\n- Owner: Ann\n"
        )
    };
    let config = "registers: [gaps.md]\nprofile: generic\nflow: [Open, In Progress, Done]\nstates: [Blocked]\n";
    let lint =
        |line: &str| Tree::new().put("gaps.md", text(line)).put("gapreg.yaml", config).run("lint");
    let listed = lint("Status is one of: Open, In progress, Blocked, Done.");
    assert!(!listed.contains("policy-conflict"), "{listed}");
    let ordered = lint("Status flow: Open → Blocked → Done");
    assert!(ordered.contains("policy-conflict"), "{ordered}");
}

#[test]
fn the_day_that_goes_with_a_state_is_named() {
    let tree = Tree::with(
        "# Gaps\n\n- ~~Lids are cut~~ (done 2026-01-03)\n- [x] ~~Bells are mute~~ (fixed 2026-01-04)\n- Seats (open)\n",
    );
    insta::assert_snapshot!(tree.run_with("set", &["Lids are cut", "status=open"]), @r#"
    exit 0

    --- stderr
    note: Lids are cut: `2026-01-03` is taken out with the old state: write in the register what is to stay
    wrote gap-register.md
      Lids are cut Status: done 2026-01-03 → open
    "#);
}
