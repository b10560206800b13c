//! `gapreg.yaml`: where it is found, what is refused, `gapreg init` and `gapreg schema`.

use crate::common::registers::{sound, three, with_bad_sla};
use crate::common::tree::Tree;

#[test]
fn it_is_found_upward_from_the_register() {
    let tree = Tree::new()
        .put("docs/en/gap-register.md", with_bad_sla())
        .put("gapreg.yaml", "rules: { bad-sla: off }\n");
    assert_eq!(tree.code("lint"), 0);
    assert_eq!(tree.code("lint docs/en/gap-register.md"), 0);
    let tree = tree.put("docs/.gapreg.yaml", "rules: { bad-sla: warning }\n");
    assert_eq!(tree.code("lint docs --fail-on warning"), 1);
}

#[test]
fn it_is_searched_up_to_the_root_of_the_repository() {
    let tree = Tree::new()
        .put("gapreg.yaml", "rules: { bad-sla: off }\n")
        .put("repo/.git/HEAD", "")
        .put("repo/gap-register.md", with_bad_sla());
    assert_eq!(tree.code("lint repo"), 1);
    assert_eq!(tree.code("lint repo --config gapreg.yaml"), 0);
}

#[test]
fn mistakes_end_the_run_with_their_place() {
    let run = |text: &str| Tree::with(sound()).put("gapreg.yaml", text).run("lint");
    insta::assert_snapshot!(run("rulez: {}\n"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:1: unknown field `rulez`, expected one of `registers`, `exclude`, `languages`, `id-pattern`, `ids`, `profile`, `required`, `recommended`, `sla`, `flow`, `states`, `rules`, `overrides`, `ignore`, `accept`, `read`, `vocabulary`, `triage`, `mirrors`, `docs-root`, `routes`, `pages`, `calendar`, `max-size`; did you mean `rules`?
    ");
    insta::assert_snapshot!(run("rules:\n  bad-sal: off\n"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:2:3: there is no rule `bad-sal`; did you mean `bad-sla`?
    ");
    insta::assert_snapshot!(run("flow: Open\n"), @r#"
    exit 2

    --- stderr
    error: gapreg.yaml:1:7: flow: invalid type: string "Open", expected a sequence
    "#);
}

#[test]
fn policy_words_and_fields_are_the_teams_own() {
    let text = sound()
        .replace("- **Status:** Open", "- **Status:** Parked")
        .replace("- **Owner:** Backend", "- **Squad:** Backend")
        .replace("| Open |", "| Parked |")
        .replace("G-001", "GAP-01");
    let config = "\
id-pattern: 'GAP-\\d\\d'
flow: [Open, Done]
required: [ID, Status, Owner, Ticket]
vocabulary:
  en:
    labels: { Owner: [Squad], Ticket: [Ticket] }
    statuses: { Open: [Parked] }
";
    let tree = Tree::with(text).put("gapreg.yaml", config);
    insta::assert_snapshot!(tree.run("lint --output-format concise"), @"
    exit 1
    gap-register.md:17:11: error[missing-field] GAP-01: this entry has no Ticket

    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn init_writes_what_keeps_the_register_silent_and_never_overwrites() {
    let tree = Tree::with(sound());
    assert_eq!(tree.code("init"), 0);
    insta::assert_snapshot!(tree.read("gapreg.yaml"), @r"
    ## The configuration of gapreg, derived from 1 register with 1 entry.
    ## Every key is optional, and so is each line behind a single `#`. `gapreg schema` prints the schema, `gapreg rules` the rules.

    ## The registers, as globs relative to this file.
    # registers: ['**/*gap-register*.md', '**/*gap_register*.md']

    ## Their languages, the leading one first.
    languages: [en]

    ## backend-gap: a heading with all fields of today's form for each gap;
    ## generic: what the registers have themselves. Without it, each file's own form.
    ## 'gap-register.md': 1 entry as headings
    # profile: backend-gap

    ## Where the entries are. What is declared here is read so, and nothing is guessed.
    # read: [{ files: docs/tech-debt.md, entries: [{ headings: { level: 3, under: Open* } }], skip: [Legend] }]

    ## A regular expression that a whole ID matches.
    id-pattern: 'G-\d{3}'

    ## Where an ID is unique: project or folder.
    # ids: { scope: folder }

    ## The SLA of each priority and the status flow, where the registers shall not
    ## state them themselves.
    ## Priorities in use: P1 (1)
    ## Severities in use: High (1)
    ## Statuses in use: Open (1)
    # sla: { P0: 24h, P1: 7d }
    # flow: [Open, In Progress, Fixed, Verified]
    ## States beside the flow: of gaps that wait, or are closed without a repair.
    # states: [Blocked, 'Won''t fix']

    ## Fields every entry must have: those that nine in ten have today.
    required: [ID, First Seen, Status, Priority, Owner, SLA, Source page, Symptom, Verification]

    ## Fields an entry should have: those that half of them have.
    recommended: [Environment, Target Version, Severity, Impact, Workaround, Escalation Package]

    ## The level of a rule: off, info, warning or error.
    # rules: { sla-overdue: off }

    ## Findings that are known and accepted.
    # ignore: [{ rules: [source-page-missing], entries: [G-001], reason: the page is written with the next release }]

    ## The triage table: the order of its rows, which entries have one, padding.
    # triage: { order: [Priority, SLA, ID], include: open, align: true }

    ## Words of your own, by language and meaning.
    # vocabulary: { en: { labels: { Owner: [Squad] }, statuses: { Verified: [Shipped] } } }
    ");
    insta::assert_snapshot!(tree.run("lint"), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    ");
    insta::assert_snapshot!(tree.run("init"), @"
    exit 2

    --- stderr
    error: `gapreg.yaml` is there already; `gapreg init --stdout FILE…`, with all registers and their translations, prints what would be written for them
    ");
}

#[test]
fn the_schema_knows_every_key_and_rule() {
    let tree = Tree::new();
    let schema: serde_json::Value = serde_json::from_slice(&tree.output("schema").stdout).unwrap();
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let error = Tree::with(sound()).put("gapreg.yaml", "x: 1\n").run("lint");
    for key in keys {
        assert!(
            error.contains(&format!("`{key}`")),
            "{key} is in the schema but not read: {error}"
        );
    }
    let rules = tree.output("rules --json").stdout;
    let rules: Vec<serde_json::Value> = serde_json::from_slice(&rules).unwrap();
    let named = schema["properties"]["rules"]["propertyNames"]["enum"].as_array().unwrap();
    assert_eq!(named.len(), rules.len());
}

#[test]
fn a_register_with_another_policy_is_reported() {
    let tree = Tree::with(sound()).put("gapreg.yaml", "sla: { P0: 4h, P1: 7d }\n");
    insta::assert_snapshot!(tree.run("lint"), @"
    exit 1
    error[policy-conflict]: P0 is promised 24h here, but 4h in gapreg.yaml
      --> gap-register.md:11:16
       |
    11 | > SLA default: P0=24h, P1=7d.
       |                ^^^^^^
       |
       = help: gapreg.yaml decides; bring the two in line


    --- stderr
    1 error in 1 entry of 1 file
    ");
}

#[test]
fn excluded_files_are_left_out_for_hooks_and_for_pairs() {
    let tree = Tree::new()
        .put("gapreg.yaml", "exclude: ['old/**', 'docs/tr/**']\nlanguages: [en, tr]\n")
        .put("old/gap-register.md", "# Nothing\n")
        .put("docs/en/gap-register.md", sound())
        .put("docs/tr/gap-register.md", sound().replace("- **SLA:** 7d\n", "- **SLA:** 9d\n"));
    let named = "old/gap-register.md docs/en/gap-register.md --output-format concise";
    insta::assert_snapshot!(tree.run(&format!("check {named} --select no-entries")), @"
    exit 0
    old/gap-register.md:1:3: warning[no-entries] this register has no entries

    --- stderr
    1 warning in 1 entry of 2 files
    ");
    insta::assert_snapshot!(tree.run(&format!("check --force-exclude {named}")), @"
    exit 0
    docs/en/gap-register.md:1:3: warning[unpaired-register] no register in another language belongs to this one (en)
    docs/en/gap-register.md:27:21: warning[source-page-missing] G-001: there is no page `/docs/en/loans.md`

    --- stderr
    2 warnings in 1 entry of 1 file
    ");
    insta::assert_snapshot!(tree.run("triage --force-exclude old/gap-register.md"), @"exit 0");
    insta::assert_snapshot!(tree.run("mirror docs"), @"
    exit 0
    warning[unpaired-register]: no register in another language belongs to this one (en)
     --> docs/en/gap-register.md:1:3
      |
    1 | # Register (EN)
      |   ^^^^^^^^^^^^^
      |
      = help: the path of a translation differs in the language alone; else link one file from the top of the other


    --- stderr
    1 warning in 1 entry of 1 file
    no register here has a translation beside it
    ");
}

/// The configuration with some of its comments made settings.
fn uncommented(yaml: &str, is_wanted: impl Fn(usize) -> bool) -> String {
    let each = yaml.lines().enumerate().map(|(at, line)| {
        let bare = line.strip_prefix("# ").or_else(|| line.strip_prefix('#'));
        format!("{}\n", bare.filter(|_| is_wanted(at)).unwrap_or(line))
    });
    each.collect()
}

#[test]
fn each_comment_of_init_may_become_a_setting() {
    let strange = "# Kayıt\n\n| No | Eksik | Önem | Durum |\n|---|---|---|---|\n\
        | A-1 | Arama boş | #1: kötü | Bekliyor: ekip |\n| A-2 | Liste yavaş | yes | 'on' |\n\
        | A-3 | Sayfa yok | {x} | Açık |\n";
    for (name, text) in [
        ("gap-register.md", three()),
        ("it's: a # gap-register.md", strange.to_owned()),
        ("b, c.md", sound()),
    ] {
        let tree = Tree::new().put(name, text);
        let output = tree.command("init").arg(name).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let yaml = tree.read("gapreg.yaml");
        let count = yaml.lines().count();
        let each = (0..count).map(|one| uncommented(&yaml, |at| at == one));
        for changed in each.chain([uncommented(&yaml, |_| true)]) {
            let tree = tree_with(&changed, name, &tree.read(name));
            let output = tree.command("lint").arg(name).output().unwrap();
            assert_ne!(output.status.code(), Some(2), "{changed}\n{output:?}");
        }
    }
}

fn tree_with(yaml: &str, name: &str, text: &str) -> Tree {
    Tree::new().put("gapreg.yaml", yaml).put(name, text)
}

#[test]
fn init_offers_the_states_and_levels_that_it_saw() {
    let text = "# Bugs\n\n| ID | Bug | Severity | Status |\n|---|---|---|---|\n\
        | B-1 | No hits | Blocker | open |\n| B-2 | Slow list | High | parked |\n\
        | B-3 | No page | Low | fixed |\n";
    let tree = Tree::with(text);
    assert_eq!(tree.code("init"), 0);
    let yaml = tree.read("gapreg.yaml");
    assert!(yaml.contains("# flow: [open, parked, fixed]\n"), "{yaml}");
}

#[test]
fn a_pattern_of_ids_leaves_room_for_the_next() {
    let entry = |id: &str| format!("### {id}: It fails\n\n- **ID:** {id}\n- **Status:** Open\n\n");
    let pattern = |ids: &[&str]| {
        let entries: String = ids.iter().copied().map(entry).collect();
        let output = Tree::with(format!("# Gaps\n\n{entries}")).run("init --stdout");
        output.lines().find(|line| line.starts_with("id-pattern:")).unwrap_or_default().to_owned()
    };
    assert_eq!(pattern(&["KG-8", "KG-9"]), r"id-pattern: 'KG-\d+'");
    assert_eq!(pattern(&["KG-08", "KG-19"]), r"id-pattern: 'KG-\d{2}'");
}

#[test]
fn recommended_fields_are_asked_of_every_form() {
    let tree = Tree::with("# Gaps\n\n| ID | Gap | Status |\n|---|---|---|\n| KG-1 | It fails | open |\n| KG-2 | It hangs | open |\n")
        .put("gapreg.yaml", "profile: generic\nrecommended: [Owner]\n");
    let output = tree.run("lint --output-format concise");
    assert!(
        output.contains("info[missing-field] no entry has Owner, which is recommended"),
        "{output}"
    );
}
