//! `gapreg mirror` and `gapreg check`.

use std::process::Command;

use crate::common::registers::sound;
use crate::common::tree::Tree;

fn turkish() -> String {
    sound()
        .replace("(EN)", "(TR)")
        .replace("Loans → Renewals → Renewal is refused", "Ödünç → Uzatma → Uzatma reddediliyor")
        .replace("**Symptom:** The button answers 404.", "**Belirti:** Düğme 404 döndürüyor.")
        .replace("**Impact:** Readers renew at the desk.", "**Etki:** Okurlar bankoda uzatıyor.")
        .replace(
            "**Admin Workaround:** Renew at the desk.",
            "**Admin workaround:** Bankoda uzatın.",
        )
        .replace("The request and its answer", "İstek ve yanıtı")
        .replace("The button renews.", "Düğme süreyi uzatıyor.")
        .replace("/docs/en/", "/docs/tr/")
}

fn pair(english: &str, turkish: &str) -> Tree {
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    tree.put("docs/en/gap-register.md", english).put("docs/tr/gap-register.md", turkish)
}

fn with_second(text: &str, heading: &str) -> String {
    let entry = &text[text.find("### 1.1").unwrap()..];
    let first = &entry[..entry.find('\n').unwrap()];
    format!("{text}\n{}", entry.replace(first, heading).replace("G-001", "G-002"))
}

#[test]
fn a_pair_without_differences_is_up_to_date() {
    let tree = pair(&sound(), &turkish());
    insta::assert_snapshot!(tree.run("mirror"), @"
    exit 0

    --- stderr
    no findings in 2 entries of 2 files
    tr  ████████████████████  1 of 1 entry in step
    ");
    insta::assert_snapshot!(tree.run("mirror --explain-pairs"), @"
    exit 0
    docs/en/gap-register.md ↔ docs/tr/gap-register.md
      G-001 ↔ G-001  the same ID
    ");
    // The mirror of a file that is named is read, too.
    insta::assert_snapshot!(tree.run("mirror --status docs/tr/gap-register.md"), @"
    exit 0
    tr  ████████████████████  1 of 1 entry in step
    ");
}

#[test]
fn a_difference_is_reported_fixed_and_counted() {
    let changed = sound().replace("**SLA:** 7d", "**SLA:** 30d").replace("| 7d |", "| 30d |");
    let tree = pair(&changed, &turkish());
    insta::assert_snapshot!(tree.run("mirror --output-format concise"), @"
    exit 1
    docs/tr/gap-register.md:23:12: error[mirror-value] G-001: the translation says `7d`, the source says `30d`

    --- stderr
    1 error in 2 entries of 2 files; `--fix` fixes 1
    tr  ░░░░░░░░░░░░░░░░░░░░  0 of 1 entry in step, 1 contradicting
    ");
    insta::assert_snapshot!(tree.run("mirror --diff"), @"
    exit 1
    --- docs/tr/gap-register.md
    +++ docs/tr/gap-register.md
    @@ -6,7 +6,7 @@
     
     | ID | Priority | Owner | SLA | Status |
     |---|---|---|---|---|
    -| G-001 | P1 | Backend | 7d | Open |
    +| G-001 | P1 | Backend | 30d | Open |
     
     > SLA default: P0=24h, P1=7d.
     
    @@ -20,7 +20,7 @@
     - **Status:** Open
     - **Priority:** P1
     - **Owner:** Backend
    -- **SLA:** 7d
    +- **SLA:** 30d
     - **Target Version:** TBD
     - **Impact:** High
     

    --- stderr
    2 fixes
    ");
    insta::assert_snapshot!(tree.run("mirror --fix"), @"
    exit 0

    --- stderr
    2 fixes
    docs/tr/gap-register.md: G-001 SLA: 7d → 30d
    no findings in 2 entries of 2 files
    tr  ████████████████████  1 of 1 entry in step
    ");
    assert_eq!(tree.code("mirror"), 0);
    let json = tree.run("mirror --output-format json");
    assert!(json.contains("\"mirror\": [\n    {\n      \"language\": \"tr\",\n      \"entries\": 1,\n      \"in_step\": 1,"), "{json}");
}

#[test]
fn a_missing_entry_is_added_and_waits_for_its_translation() {
    let english = with_second(&sound(), "### 1.2 Loans → Holds → Hold is lost");
    let english =
        english.replace("| 7d | Open |", "| 7d | Open |\n| G-002 | P1 | Backend | 7d | Open |");
    let tree = pair(&english, &turkish());
    insta::assert_snapshot!(tree.run("mirror --stub --diff"), @"
    exit 1
    --- docs/tr/gap-register.md
    +++ docs/tr/gap-register.md
    @@ -7,6 +7,7 @@
     | ID | Priority | Owner | SLA | Status |
     |---|---|---|---|---|
     | G-001 | P1 | Backend | 7d | Open |
    +| G-002 | P1 | Backend | 7d | Open |
     
     > SLA default: P0=24h, P1=7d.
     
    @@ -31,3 +32,25 @@
     - **Escalation Package:**
       - İstek ve yanıtı
     - **Verification (done when fixed):** Düğme süreyi uzatıyor.
    +
    +### 1.2 Ödünç → Holds → Hold is lost
    +
    +<!-- gapreg:untranslated -->
    +
    +- **ID:** G-002
    +- **First Seen:** 2026-02-01
    +- **Environment:** all
    +- **Status:** Open
    +- **Priority:** P1
    +- **Owner:** Backend
    +- **SLA:** 7d
    +- **Target Version:** TBD
    +- **Impact:** High
    +
    +- **Source page:** `/docs/tr/loans.md`
    +- **Belirti:** The button answers 404.
    +- **Etki:** Readers renew at the desk.
    +- **Admin workaround:** Renew at the desk.
    +- **Escalation Package:**
    +  - The request and its answer
    +- **Verification (done when fixed):** The button renews.

    --- stderr
    1 entry to translate
    ");
    insta::assert_snapshot!(tree.run("mirror --stub"), @"
    exit 0
    warning[mirror-untranslated]: G-002: this entry is copied, and waits for its translation
      --> docs/tr/gap-register.md:38:1
       |
    38 | <!-- gapreg:untranslated -->
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: docs/en/gap-register.md:36:9
       |
    36 | ### 1.2 Loans → Holds → Hold is lost
       |         ---------------------------- the entry in the source
       |
       = help: translate it, then remove the comment


    --- stderr
    1 entry to translate
    docs/tr/gap-register.md: G-002: a new row
    wrote docs/tr/gap-register.md
    1 warning in 4 entries of 2 files
    tr  ██████████░░░░░░░░░░  1 of 2 entries in step, 1 untranslated
    ");
    assert_eq!(tree.code("lint"), 0);
    assert_eq!(tree.code("mirror --fail-on warning"), 1);
}

#[test]
fn a_translation_that_has_only_its_title_is_filled() {
    for start in ["", "# Kayıt (TR)\n", "# Kayıt (TR)\n\n\n"] {
        let tree = pair(&sound(), start);
        assert_eq!(tree.code("mirror --stub --select mirror-untranslated"), 0);
        let text = tree.read("docs/tr/gap-register.md");
        let title = start.trim_end();
        let gap = if title.is_empty() { "" } else { "\n\n" };
        assert!(text.starts_with(&format!("{title}{gap}### 1.1 Loans")), "{text}");
        assert!(text.ends_with("The button renews.\n"), "{text}");
        assert_eq!(tree.code("mirror --stub --select mirror-untranslated"), 0);
        assert_eq!(tree.read("docs/tr/gap-register.md"), text);
    }
}

#[test]
fn a_register_without_a_mirror_is_reported_if_its_path_names_a_language() {
    let alone = Tree::new().put("docs/en/gap-register.md", sound());
    assert!(!alone.run("mirror").contains("unpaired-register"), "one language");
    let alone = alone.put("gapreg.yaml", "languages: [en, tr]\n");
    insta::assert_snapshot!(alone.run("mirror"), @"
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
    let plain = Tree::with(sound());
    insta::assert_snapshot!(plain.run("mirror"), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    no register here has a translation beside it
    ");
    let config = "mirrors: { source: 'i18n-{lang}/*.md', languages: [tr, en] }";
    let tree = Tree::new().put("gapreg.yaml", config).put("i18n-en/gap-register.md", sound());
    let tree = tree.put("i18n-tr/gap-register.md", turkish());
    insta::assert_snapshot!(tree.run("mirror --explain-pairs"), @"
    exit 0
    i18n-tr/gap-register.md ↔ i18n-en/gap-register.md
      G-001 ↔ G-001  the same ID
    ");
    let tree =
        tree.put("gapreg.yaml", "mirrors: { source: 'i18n-{lang}/*.md', languages: [en, tr, de] }");
    assert!(tree.run("mirror").contains("this register (en) has no translation into de"));
    let wrong = Tree::with(sound()).put("gapreg.yaml", "mirrors: { source: docs/en }");
    insta::assert_snapshot!(wrong.run("mirror"), @"
    exit 2

    --- stderr
    error: gapreg.yaml:1:20: `docs/en` leaves no language open; write `{lang}` where the language is: `docs/{lang}/**`
    ");
}

#[test]
fn registers_that_name_each_other_are_a_pair() {
    let english = sound().replace("\n**Last", "\nTürkçe: `kayit/gap-register.md`\n\n**Last");
    let tree =
        Tree::new().put("list/gap-register.md", &english).put("kayit/gap-register.md", turkish());
    assert!(
        tree.run("mirror --explain-pairs").contains("list/gap-register.md ↔ kayit/gap-register.md")
    );
    let tree = Tree::with(sound()).put("gap-register.tr.md", turkish());
    assert!(tree.run("mirror --explain-pairs").contains("gap-register.md ↔ gap-register.tr.md"));
}

#[test]
fn check_is_lint_and_mirror_in_one() {
    let tree = pair(&sound().replace("| P1 |", "| P0 |"), &turkish());
    insta::assert_snapshot!(tree.run("check --output-format concise"), @"
    exit 1
    docs/en/gap-register.md:9:11: error[stale-triage-row] G-001: the table says `P0`, the entry says `P1`

    --- stderr
    1 error in 2 entries of 2 files; `--fix` fixes 1
    tr  ████████████████████  1 of 1 entry in step
    ");
    assert_eq!(pair(&sound(), &turkish()).code("check"), 0);
    let silenced =
        turkish().replace("| ID |", "<!-- gapreg-ignore mirror-table: known -->\n| ID |");
    let tree = pair(&sound(), &silenced.replace("| P1 |", "| P0 |"));
    insta::assert_snapshot!(tree.run("check --output-format concise"), @"
    exit 1
    docs/tr/gap-register.md:10:11: error[stale-triage-row] G-001: the table says `P0`, the entry says `P1`

    --- stderr
    1 error in 2 entries of 2 files; `--fix` fixes 1
    tr  ████████████████████  1 of 1 entry in step
    ");
    let unused = pair(&sound(), &silenced);
    insta::assert_snapshot!(unused.run("check --output-format concise"), @"
    exit 0
    docs/tr/gap-register.md:7:20: warning[unused-ignore] no `mirror-table` is found here to be ignored

    --- stderr
    1 warning in 2 entries of 2 files
    tr  ████████████████████  1 of 1 entry in step
    ");
    assert_eq!(unused.run("lint -q"), "exit 0\n", "what did not run is not unused");
}

#[test]
fn outdated_prose_is_reported_until_it_is_reviewed() {
    let tree = pair(&sound(), &turkish());
    let git = |day: &str, args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(tree.path("")).args(["-c", "user.name=x", "-c", "user.email=x@x"]);
        git.env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"));
        assert!(git.args(args).output().unwrap().status.success(), "git {args:?}");
    };
    git("2026-02-01", &["init", "-q"]);
    git("2026-02-01", &["add", "."]);
    git("2026-02-01", &["commit", "-qm", "one"]);
    assert_eq!(tree.code("mirror --fail-on warning"), 0);
    let change = |from: &str, to: &str| {
        let text = tree.read("docs/en/gap-register.md").replace(from, to);
        std::fs::write(tree.path("docs/en/gap-register.md"), text).unwrap();
    };
    change("The button answers 404.", "The blue button answers 404.");
    insta::assert_snapshot!(tree.run("mirror"), @"
    exit 0
    warning[mirror-outdated]: G-001: Symptom was changed in the source (not committed yet) after this translation
      --> docs/tr/gap-register.md:28:16
       |
    28 | - **Belirti:** Düğme 404 döndürüyor.
       |                ^^^^^^^^^^^^^^^^^^^^^
       |
      ::: docs/en/gap-register.md:28:16
       |
    28 | - **Symptom:** The blue button answers 404.
       |                ---------------------------- the source now
       |
       = help: translate it again; `gapreg mirror --accept ID` where it still holds


    --- stderr
    1 warning in 2 entries of 2 files
    tr  ░░░░░░░░░░░░░░░░░░░░  0 of 1 entry in step, 1 outdated
    ");
    git("2026-02-03", &["commit", "-qam", "two"]);
    let output = tree.run("mirror --verbose");
    assert!(output.contains("Symptom was changed in the source on 2026-02-03 ("), "{output}");
    assert!(output.contains("help: the source said before: The button answers 404."), "{output}");
    insta::assert_snapshot!(tree.run("mirror --accept G-001"), @"
    exit 0

    --- stderr
    wrote docs/tr/gap-register.md
    ");
    assert_eq!(tree.code("mirror --fail-on warning"), 0);
    assert_eq!(tree.code("lint --fail-on warning docs/tr"), 0);
    change("The blue button", "The red button");
    assert_eq!(tree.code("mirror --fail-on warning"), 1, "the review was of another text");
    assert_eq!(tree.code("mirror --accept G-009"), 2);
}

#[test]
fn only_a_translation_that_waits_is_accepted() {
    let register = |title: &str, gap: &str, status: &str, state: &str| {
        format!("# {title}\n\n### G-1: {gap}\n\n- **{status}:** {state}\n\n`slip`\n")
    };
    let english = register("Known gaps", "Slip is blank", "Status", "Open");
    let german = register("Lücken", "Bon ist leer", "Status", "Offen");
    let tree = Tree::new()
        .put("docs/en/gap-register.md", &english)
        .put("docs/de/gap-register.md", &german)
        .put("docs/tr/gap-register.md", register("Bilinen eksikler", "Fiş boş", "Durum", "Açık"));
    let shown = tree.run("mirror --accept G-1");
    assert!(shown.contains("nothing to accept, as git does not know"), "{shown}");
    tree.git("init -q -b main");
    tree.change("2026-02-01", "docs/en/gap-register.md", &english);
    tree.change("2026-02-02", "docs/en/gap-register.md", &english.replace("Slip is", "Slips are"));
    let german = german.replace("Bon ist", "Bons sind");
    tree.change("2026-02-03", "docs/de/gap-register.md", &german);
    insta::assert_snapshot!(tree.run("mirror --accept G-1"), @"
    exit 0

    --- stderr
    wrote docs/tr/gap-register.md
    ");
    assert_eq!(tree.read("docs/de/gap-register.md"), german);
}

/// The output does not depend on the order of a hash map.
#[test]
fn repeated_ids_are_reported_in_a_fixed_order() {
    let twice = with_second(&sound(), "### 1.2 Loans → Renewals → Renewal is refused again");
    let twice = format!("{twice}\n{}", &twice[twice.find("### 1.1").unwrap()..]);
    let tree = pair(&twice, &turkish());
    let first = tree.run("mirror");
    assert!((0..8).all(|_| tree.run("mirror") == first));
}

#[test]
fn a_report_is_not_written_over_what_was_read() {
    let tree = pair(&sound(), &turkish()).put("gapreg.yaml", "rules: {}\n");
    for target in ["docs/tr/gap-register.md", "gapreg.yaml"] {
        let before = tree.read(target);
        let said = tree.run(&format!("check docs/en/gap-register.md --output-file {target}"));
        assert!(said.starts_with("exit 2") && tree.read(target) == before, "{said}");
    }
}

#[test]
fn the_language_is_the_same_from_every_folder() {
    let tree = pair(&sound(), &sound()).put(".git/HEAD", "");
    let listed = |folder: &str, args: &str| {
        let mut command = tree.command(&format!("list --format json {args}"));
        let output = command.current_dir(tree.path(folder)).output().unwrap();
        let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        list["registers"][0]["language"].as_str().unwrap().to_owned()
    };
    assert_eq!(listed("docs/tr", ""), "tr");
    assert_eq!(listed("docs/tr", "../en"), "en");
    assert_eq!(listed("", "docs/tr"), "tr");
}

#[test]
fn findings_do_not_depend_on_the_files_of_the_run() {
    let accepted = turkish().replace(
        "- **ID:** G-001",
        "<!-- gapreg-ignore duplicate-id: both speak of the same button -->\n- **ID:** G-001",
    );
    let away = sound().replace("G-001", "G-200");
    let tree = pair(&sound(), &accepted)
        .put("docs/en/fines-gap-register.md", sound())
        .put("docs/tr/fines-gap-register.md", turkish())
        .put("docs/en/rooms-gap-register.md", sound().replace("G-001", "G-100"))
        .put("notes/gap-register.md", away)
        .put("notes/bad-gap-register.md", b"# \xff")
        .put("docs/tr/rooms-gap-register.md", turkish().replace("G-001", "G-100"));
    let alone = "notes/gap-register.md";
    let from_disk = tree.run("check --output-format json");
    let text = tree.read(alone);
    let input = format!(
        "check --output-format json docs notes/bad-gap-register.md - --stdin-filename {alone}"
    );
    assert_eq!(tree.run_with_input(&input, &text), from_disk);
    assert!(from_disk.contains("docs/en/gap-register.md"), "{from_disk}");
    assert_eq!(from_disk.matches("\"duplicate-id\"").count(), 1, "{from_disk}");
    assert!(!from_disk.contains("unused-ignore"), "{from_disk}");
}

#[test]
fn registers_that_could_be_in_two_families_are_paired_alike_in_every_run() {
    let (english, turkish) = (sound(), sound().replace("(EN)", "(TR)"));
    let tree = Tree::new()
        .put("gap-register.md", &english)
        .put("gap-register_de.md", &english)
        .put("gap-register.tr.md", &turkish);
    let first = tree.run("mirror");
    for _ in 0..8 {
        assert_eq!(tree.run("mirror"), first);
    }
}

#[test]
fn words_of_a_field_of_the_registers_own_are_copied_only_where_they_are_names() {
    let register = |texts: &[&str], label: &str| {
        let entry = |(at, text): (usize, &&str)| {
            format!(
                "\n## S-{at}: A\n\n- **Status:** Open\n- **Owner:** Mia\n- **{label}:** {text}\n"
            )
        };
        format!("# R\n{}", texts.iter().enumerate().map(entry).collect::<String>())
    };
    let with = |own: &[&str], theirs: &[&str]| {
        Tree::new()
            .put("gapreg.yaml", "vocabulary: { en: { labels: { Needed: [Needed] } }, tr: { labels: { Needed: [Gereken] } } }\n")
            .put("gap-register.md", register(own, "Needed"))
            .put("gap-register.tr.md", register(theirs, "Gereken"))
    };
    // Each language has its own words; that some entries have the same code says nothing about these.
    for (own, theirs) in [
        ("A lamp over the desk.", "Masanın üstüne bir lamba."),
        ("A lamp over the desk.", "Masa"),
        ("Payments > Detail", "Ödemeler > Ayrıntı"),
        ("Vehicles", "Araçlar"),
        ("Home page (`GET /lots`)", "Ana sayfa (`GET /lots`)"),
    ] {
        let said = with(&[own, "`GET /a`"], &[theirs, "`GET /a`"]).run("mirror --fix --diff");
        assert!(said.starts_with("exit 0") && said.contains("nothing to copy"), "{said}");
    }
    // A name is the same in all, as other entries show, and so are codes.
    let tree = with(&["lamp", "glass", "glass", "API 2.8"], &["desk", "glass", "glass", "API 2.7"]);
    insta::assert_snapshot!(tree.run("mirror --fix --diff"), @"
    exit 1
    --- gap-register.tr.md
    +++ gap-register.tr.md
    @@ -4,7 +4,7 @@
     
     - **Status:** Open
     - **Owner:** Mia
    -- **Gereken:** desk
    +- **Gereken:** lamp
     
     ## S-1: A
     
    @@ -22,4 +22,4 @@
     
     - **Status:** Open
     - **Owner:** Mia
    -- **Gereken:** API 2.7
    +- **Gereken:** API 2.8

    --- stderr
    2 fixes
    ");
}

#[test]
fn a_row_or_an_item_is_accepted_within_its_line() {
    let pairs = [
        (
            "| ID | Gap | Status |\n|---|---|---|\n| G-1 | Slip is blank | Open |\n| G-2 | Hold is lost | Open |\n",
            "| No | Eksik | Durum |\n|---|---|---|\n| G-1 | Fiş boş | Açık |\n| G-2 | Ayırtma kayıp | Açık |\n",
        ),
        (
            "- [ ] G-1 Slip is blank (owner: Ada)\n- [ ] G-2 Hold is lost (owner: Ada)\n",
            "- [ ] G-1 Fiş boş (sorumlu: Ada)\n- [ ] G-2 Ayırtma kayıp (sorumlu: Ada)\n",
        ),
        (
            "- **G-1: Slip is blank** — open\n- **G-2: Hold is lost** — open\n",
            "- **G-1: Fiş boş** — açık\n- **G-2: Ayırtma kayıp** — açık\n",
        ),
    ];
    for (english, turkish) in pairs {
        let english = format!("# Known gaps\n\n{english}");
        let tree = Tree::new()
            .put("en/gaps.md", &english)
            .put("tr/gaps.md", format!("# Bilinen eksikler\n\n{turkish}"));
        tree.git("init -q -b main");
        tree.change("2026-02-01", "en/gaps.md", &english);
        tree.change("2026-02-02", "en/gaps.md", &english.replace("Slip is", "Slips are"));
        let files = "en/gaps.md tr/gaps.md";
        let before = tree.run("list tr/gaps.md --format csv");
        let outdated = tree.run(&format!("mirror {files} --output-format concise"));
        assert!(outdated.contains("mirror-outdated"), "{outdated}");
        assert_eq!(tree.code(&format!("mirror --accept G-1 {files}")), 0);
        let text = tree.read("tr/gaps.md");
        let marked = text.lines().filter(|line| line.contains("gapreg:reviewed"));
        assert!(
            marked.clone().count() == 1 && marked.clone().all(|line| line.contains("Fiş")),
            "{text}"
        );
        let after = tree.run(&format!("mirror {files} --output-format concise"));
        assert!(after.contains("no findings"), "{text}{after}");
        assert_eq!(tree.run("list tr/gaps.md --format csv"), before);
    }
}

#[test]
fn a_stub_has_the_word_of_the_source_where_the_translation_has_none() {
    let text = "# Gaps\n\n### V-1 – Valve\n\n**Status:** On hold (legal)  \n**Owner:** @ivo\n\nIt drips.\n\n\
                ### V-2 – Tap\n\n**Status:** Open  \n**Owner:** @ada\n\nIt is hot.\n";
    let tree = Tree::with(text).put("gap-register.tr.md", "# Eksikler\n");
    tree.run("mirror --stub");
    let turkish = tree.read("gap-register.tr.md");
    assert!(turkish.contains("**Durum:** On hold (legal)  \n"), "{turkish}");
    // Where it has its words, those are written, with the remark that is to be translated.
    let own = "# Eksikler\n\n### V-2 – Musluk\n\n**Durum:** Açık  \n**Sorumlu:** @ada\n\nSıcak.\n";
    let tree = Tree::with(text).put("gap-register.tr.md", own);
    tree.run("mirror --stub");
    let turkish = tree.read("gap-register.tr.md");
    assert!(turkish.contains("**Durum:** Ertelendi (legal)  \n"), "{turkish}");
}

#[test]
fn an_entry_whose_id_was_changed_on_one_side_gets_no_stub_as_help() {
    let entry = |id: &str, labels: [&str; 2], state: &str, owner: &str| {
        let [status, name] = labels;
        format!("### {id} – Buoy\n\n**{status}:** {state}  \n**{name}:** {owner}\n\nText.\n\n")
    };
    let (english, turkish) = (["Status", "Owner"], ["Durum", "Sorumlu"]);
    let last = |labels, state: &str| entry("B-2", labels, state, "@ada");
    let pair = |owner: &str| {
        let own =
            format!("# Gaps\n\n{}{}", entry("B-9", english, "Open", "@ivo"), last(english, "Open"));
        let theirs = format!(
            "# Eksikler\n\n{}{}",
            entry("B-1", turkish, "Açık", owner),
            last(turkish, "Açık")
        );
        Tree::with(own).put("gap-register.tr.md", theirs).run("mirror")
    };
    let said = pair("@ivo");
    assert!(
        said.contains("B-1 is at its place here: if it is the same gap, give both one ID"),
        "{said}"
    );
    assert!(said.contains("B-9 is at its place in the source"), "{said}");
    assert!(!said.contains("--stub"), "{said}");
    // What says something else is another gap.
    let said = pair("@omar");
    assert!(said.contains("--stub") && !said.contains("at its place"), "{said}");
}
