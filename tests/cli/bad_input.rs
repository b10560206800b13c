//! Input that cannot be read: a clear message and exit code 2, never a panic.

use crate::common::registers::sound;
use crate::common::tree::Tree;

#[test]
fn a_folder_without_registers_and_a_missing_file() {
    insta::assert_snapshot!(Tree::new().run("lint"), @"
    exit 2

    --- stderr
    error: no register found in `.`: looked for `*gap-register*.md` and `*gap_register*.md`. Name the file, or run `gapreg init FILE` once
    ");
    insta::assert_snapshot!(Tree::new().run("lint none.md"), @"
    exit 2

    --- stderr
    error: cannot read `none.md`: No such file or directory (os error 2)
    ");
}

#[test]
fn files_that_read_as_registers_are_named_where_none_is_found() {
    let issues =
        "# Known issues\n\n- Seats are sold twice in the evening\n- The map is upside down\n";
    let tree = Tree::new()
        .put("KNOWN_ISSUES.md", issues)
        .put("README.md", issues)
        .put("docs/tech-debt.md", issues)
        .put("docs/open questions.md", issues)
        .put("docs/more/bugs.md", issues)
        .put("issues.md", "# How to report\n\nWrite to us.\n");
    insta::assert_snapshot!(tree.run("check"), @"
    exit 2

    --- stderr
    error: no register found in `.`: looked for `*gap-register*.md` and `*gap_register*.md`. `KNOWN_ISSUES.md`, `docs/open questions.md`, `docs/tech-debt.md` read as some: `gapreg check KNOWN_ISSUES.md 'docs/open questions.md' docs/tech-debt.md` checks them, and after `gapreg init KNOWN_ISSUES.md 'docs/open questions.md' docs/tech-debt.md` every command finds them
    ");
    let tree = Tree::new().put("docs/GAPS.md", issues);
    insta::assert_snapshot!(tree.run("list docs"), @"
    exit 2

    --- stderr
    error: no register found in `docs`: looked for `*gap-register*.md` and `*gap_register*.md`. `docs/GAPS.md` reads as one: `gapreg check docs/GAPS.md` checks it, and after `gapreg init docs/GAPS.md` every command finds it
    ");
    insta::assert_snapshot!(tree.run("init docs/GAPS.md"), @"
    exit 0

    --- stderr
    wrote gapreg.yaml
    ");
    insta::assert_snapshot!(tree.run("list --format csv"), @"
    exit 0
    Path,ID,Status,Priority,Owner,SLA,First Seen,Gap
    docs/GAPS.md,,,,,,,Seats are sold twice in the evening
    docs/GAPS.md,,,,,,,The map is upside down
    ");
}

#[test]
fn a_file_that_is_not_utf8_is_a_finding_and_the_rest_goes_on() {
    let (turkish, ..) =
        encoding_rs::WINDOWS_1254.encode("# Açık kayıtların listesi böyle görünür\n");
    let tree = Tree::new()
        .put("a-gap-register.md", turkish)
        .put("b-gap-register.md", sound().replace("- **SLA:** 7d\n", ""));
    insta::assert_snapshot!(tree.run("lint --output-format concise"), @"
    exit 1
    a-gap-register.md:1:4: error[invalid-utf8] this byte is not UTF-8; nothing of the file was read
    b-gap-register.md:17:11: error[missing-field] G-001: this entry has no SLA

    --- stderr
    2 errors in 1 entry of 2 files; `--fix` fixes 1
    ");
    insta::assert_snapshot!(tree.run("lint a-gap-register.md"), @"
    exit 1
    error[invalid-utf8]: this byte is not UTF-8; nothing of the file was read
     --> a-gap-register.md:1:4
      |
    1 | # A
      |    ^
      |
      = help: the file seems to be windows-1254; `gapreg heal --from windows-1254` shows it as UTF-8


    --- stderr
    1 error in 0 entries of 1 file
    ");
}

#[test]
fn a_folder_named_like_a_register_is_searched() {
    let tree = Tree::new().put("gap-register.md/inner-gap-register.md", sound());
    insta::assert_snapshot!(tree.run("list"), @"
    exit 0
    gap-register.md/inner-gap-register.md (en, 1 entry)
    ID     Status  Priority  Severity  Owner    SLA  First Seen  Due         Gap
    G-001  Open    P1        High      Backend  7d   2026-02-01  2026-02-08  Loans → Renewals → Renewal is refused
    ");
}

#[test]
fn a_file_above_the_size_limit_is_reported() {
    let tree = Tree::with("x".repeat(1024 * 1024 + 1)).put("gapreg.yaml", "max-size: 1\n");
    insta::assert_snapshot!(tree.run("lint"), @"
    exit 2

    --- stderr
    error: `gap-register.md` is larger than 1 MiB: raise `max-size` in gapreg.yaml if it is a register
    ");
}

#[test]
fn empty_and_strange_files_end_well() {
    let cells = format!("|{}\n|{}\n", " a |".repeat(300), "---|".repeat(300));
    for text in [
        String::new(),
        "\u{feff}".to_owned(),
        "\0".repeat(100),
        "a".repeat(1_000_000),
        "> ".repeat(1_000),
        (0..1_000).map(|depth| "  ".repeat(depth) + "- x\n").collect(),
        cells.clone() + &format!("|{}\n", " b |".repeat(300)).repeat(300),
        "<!-- gapreg-ignore bad-sla -->\n\n".repeat(10_000),
        "- **Label:** x\n".repeat(10_000),
        "[".repeat(10_000),
    ] {
        let code = Tree::with(&text).code("lint --output-format concise");
        assert!(code <= 1, "exit {code} on {:?}…", text.chars().take(20).collect::<String>());
    }
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_reported_only_if_named() {
    let tree = Tree::with(sound());
    std::os::unix::fs::symlink("loop-gap-register.md", tree.path("loop-gap-register.md")).unwrap();
    assert_eq!(tree.code("lint loop-gap-register.md"), 2);
    let shown = tree.run("lint");
    assert!(shown.contains("cannot read `loop-gap-register.md`"), "{shown}");
}

#[test]
fn ignored_files_are_read_only_when_named() {
    let tree = Tree::new()
        .put(".gitignore", "old/\n")
        .put("old/gap-register.md", "")
        .put("node_modules/x/gap-register.md", "")
        .put("gap-register.md", sound());
    assert_eq!(tree.run("list --format csv").lines().count(), 3);
    assert_eq!(tree.code("lint old/gap-register.md"), 0);
}

#[test]
fn wrong_usage_is_reported() {
    let tree = Tree::with(sound());
    for args in [
        "lint --no-such",
        "list --format xml",
        "explain bad-sal",
        "show G-009",
        "lint --today soon",
    ] {
        assert_eq!(tree.code(args), 2, "{args}");
    }
    insta::assert_snapshot!(tree.run("explain bad-sal"), @"
    exit 2

    --- stderr
    error: there is no rule `bad-sal`; did you mean `bad-sla`?
    ");
    insta::assert_snapshot!(tree.run("show G-0001"), @"
    exit 2

    --- stderr
    error: no entry is called `G-0001`; did you mean `G-001`?
    ");
}

#[test]
fn a_file_that_could_not_be_read_passes_under_no_selection() {
    let mut bytes = sound().into_bytes();
    bytes.push(0xe9);
    let tree = Tree::with(bytes);
    for args in ["lint --select missing-field", "check --select bad-sla"] {
        assert_eq!(tree.code(args), 1, "{args}");
    }
    for format in ["human", "concise", "json", "github"] {
        assert_eq!(tree.code(&format!("triage --check --output-format {format}")), 2, "{format}");
    }
    // With its mirror, it is reported once.
    let tree =
        tree.put("docs/en/gap-register.md", b"caf\xe9").put("docs/tr/gap-register.md", "# x");
    let said = tree.run("check docs --output-format concise");
    assert_eq!(said.matches("invalid-utf8").count(), 1, "{said}");
}

#[test]
fn no_character_controls_the_terminal() {
    let tree = Tree::with(sound().replace("2026-02-01", "some\u{9b}31mday\u{85}"));
    let said = tree.run("lint --select bad-date");
    assert!(said.contains("some¿31mday¿"), "{said}");
    assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
}

/// A pull request cannot make the program show files outside of the repository.
#[cfg(unix)]
#[test]
fn neither_links_nor_the_configuration_lead_out_of_the_repository() {
    let tree = Tree::new().put("secret.md", "# Keys\n\n- **Status:** hunter2\n- **Owner:** me\n");
    let tree = tree.put("tr/gap-register.md", "# hunter2\n").put("r/.git/HEAD", "");
    let tree = tree.put("r/en/gap-register.md", sound());
    let link =
        |to: &str, at: &str| std::os::unix::fs::symlink(tree.path(to), tree.path(at)).unwrap();
    link("secret.md", "r/en/other-gap-register.md");
    link("tr", "r/tr");
    let run = |args: &str| {
        let output = tree.command(args).current_dir(tree.path("r")).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (String::from_utf8(text).unwrap(), output.status.code())
    };
    for args in ["lint", "check", "mirror", "list"] {
        let (said, _) = run(args);
        assert!(!said.contains("hunter2"), "{args}: {said}");
    }
    // A link that the user names is followed.
    assert!(run("list en/other-gap-register.md --format json").0.contains("Keys"));
    std::fs::write(tree.path("r/gapreg.yaml"), "docs-root: ../..\n").unwrap();
    let (said, code) = run("lint");
    assert_eq!(code, Some(2));
    assert!(said.contains("`docs-root` leads out of the repository"), "{said}");
    std::fs::write(tree.path("r/gapreg.yaml"), "mirrors: { source: '../{lang}/**' }\n").unwrap();
    assert!(!run("check en").0.contains("hunter2"));
}

#[test]
fn what_other_tools_call_it_is_understood() {
    let tip = |args: &str| {
        let output = Tree::new().run(args);
        output.lines().find_map(|line| line.trim().strip_prefix("tip: ").map(str::to_owned))
    };
    let suggests = |args: &str, what: &str| {
        assert_eq!(tip(args), Some(format!("write `{what}`")), "{args}");
    };
    suggests("fix", "gapreg check --fix");
    suggests("close G-001", "gapreg set ID status=…");
    suggests("validate docs", "gapreg check");
    suggests("lint --format json", "--output-format json");
    suggests("mirror --format=sarif", "--output-format sarif");
    suggests("list --json", "--format json");
    suggests("lint --write docs", "--fix");
    suggests("heal --fix docs", "--write");
    suggests("check -o report.txt", "--output-file report.txt");
    suggests("lint --output junit", "--output-format junit");
    suggests("check --strict", "--fail-on warning");
    assert_eq!(tip("lint --nonsense"), None);
}

#[test]
fn a_team_with_one_language_hears_nothing_about_translations() {
    let text = sound().replace("/docs/en/", "/docs/ru/");
    let tree =
        Tree::new().put("docs/ru/gap-register.md", text).put("docs/ru/loans.md", "# Loans\n");
    let said = tree.run("check");
    let tree = tree.put("docs/en/known-issues/gap-register.md", sound());
    assert!(tree.run("check").contains("unpaired-register"), "another language is there");
    std::fs::remove_dir_all(tree.path("docs/en")).unwrap();
    let tree = tree.put("gapreg.yaml", "languages: [ru]\n");
    assert_eq!(tree.run("check"), said);
    insta::assert_snapshot!(tree.run("check"), @"
    exit 0

    --- stderr
    no findings in 1 entry of 1 file
    ");
}
