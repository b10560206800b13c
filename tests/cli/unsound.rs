//! A value to which `lint` objects stays where it is, whatever command is run.

use crate::common::registers::{sound, three};
use crate::common::tree::Tree;

const ENGLISH: &str = "docs/en/gap-register.md";
const TURKISH: &str = "docs/tr/gap-register.md";

fn turkish(text: &str) -> String {
    text.replace("(EN)", "(TR)").replace("/docs/en/", "/docs/tr/")
}

fn pair(english: &str, turkish: &str) -> Tree {
    let tree = Tree::new().put("docs/en/loans.md", "").put("docs/tr/loans.md", "");
    tree.put(ENGLISH, english).put(TURKISH, turkish)
}

/// Values that are none, each as the line of the entry and the word to look for.
const UNSOUND: [(&str, &str, &str); 5] = [
    ("- **Status:** Open", "- **Status:** Opne", "Opne"),
    ("- **Priority:** P1", "- **Priority:** urgentish", "urgentish"),
    ("- **SLA:** 7d", "- **SLA:** soonish", "soonish"),
    ("- **First Seen:** 2026-02-01", "- **First Seen:** 2026-02-31", "2026-02-31"),
    ("- **Impact:** High", "- **Severity:** Hihg", "Hihg"),
];

const COMMANDS: [&str; 8] = [
    "triage",
    "mirror --fix",
    "mirror --stub",
    "mirror --fix --stub",
    "lint --fix",
    "lint --fix --select stale-triage-row,untracked-entry,missing-triage",
    "lint --unsafe-fixes --select stale-triage-row,untracked-entry,missing-triage",
    "set G-001 owner=Desk --yes",
];

fn count(tree: &Tree, word: &str) -> usize {
    [ENGLISH, TURKISH].iter().map(|path| tree.read(path).matches(word).count()).sum()
}

#[test]
fn no_command_copies_an_unsound_value() {
    let no_row = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("| G-001"));
        lines.collect::<Vec<_>>().join("\n") + "\n"
    };
    let no_table = |text: &str| {
        let (start, end) = (text.find("## Triage").unwrap(), text.find("> SLA").unwrap());
        format!("{}{}", &text[..start], &text[end..])
    };
    let empty = format!("{}\n", turkish(&sound()).split("\n### 1.1").next().unwrap());
    for (old, new, word) in UNSOUND {
        let english = sound().replace(old, new);
        for (english, turkish) in [
            (english.clone(), turkish(&sound())),
            (no_row(&english), turkish(&no_row(&sound()))),
            (no_table(&english), turkish(&no_table(&sound()))),
            (no_row(&english), no_row(&empty)),
        ] {
            for command in COMMANDS {
                let tree = pair(&english, &turkish);
                let before = count(&tree, word);
                let said = tree.run(command);
                assert_eq!(count(&tree, word), before, "{command}: {said}\n{}", tree.read(ENGLISH));
                assert!(tree.run("check").contains(word), "{command}: no finding is left");
            }
        }
    }
}

#[test]
fn the_entry_is_named_and_the_others_are_written() {
    let english = three().replacen("- **Status:** Open", "- **Status:** Opne", 1);
    let rows = |text: &str| text.replace("| G-001 | P1 | Backend | 7d | Open |\n", "");
    let tree = Tree::with(rows(&english).replace("| G-003 | P1 | Backend | 7d | Fixed |\n", ""));
    insta::assert_snapshot!(tree.run("triage"), @"
    exit 1

    --- stderr
    warning: gap-register.md: G-001 Status: `Opne` is not copied: correct the entry first
    gap-register.md: 1 new row
      G-003: a new row
    ");
    assert!(tree.read("gap-register.md").contains("| G-003 | P1 | Backend | 7d | Fixed |"));
    insta::assert_snapshot!(tree.run("triage --check"), @"
    exit 1

    --- stderr
    warning: gap-register.md: G-001 Status: `Opne` is not copied: correct the entry first
    ");
    let said = tree.run("lint");
    assert!(said.contains("G-001 has no row in the triage table"), "{said}");
    assert!(said.contains("correct Status first: a row with `Opne` is not written"), "{said}");
    assert!(said.contains("error[unknown-status]: G-001"), "{said}");
}

#[test]
fn a_stub_that_would_need_an_unsound_value_is_not_added() {
    let english = three().replacen("- **Status:** Open", "- **Status:** Opne", 1);
    let start = english.find("### 1.1").unwrap();
    let second = english.find("### 1.2").unwrap();
    let third = english.find("### 1.3").unwrap();
    let lacking = format!("{}{}", &english[..start], &english[second..third]);
    let tree =
        pair(&english, &turkish(&lacking.replace("| G-001 | P1 | Backend | 7d | Open |\n", "")));
    let said = tree.run("mirror --stub");
    assert!(said.contains("warning: G-001 Status: `Opne` is not copied"), "{said}");
    assert!(said.contains("adds it once its values are corrected in the source"), "{said}");
    assert!(said.contains("1 entry to translate"), "{said}");
    let mirror = tree.read(TURKISH);
    assert!(mirror.contains("G-003") && !mirror.contains("G-001"), "{mirror}");
}

#[test]
fn what_is_still_to_be_filled_in_takes_the_place_of_no_answer() {
    let english = sound().replace("- **Owner:** Backend", "- **Owner:** TBD");
    let tree = pair(&english, &turkish(&sound()));
    for command in ["triage", "mirror --fix", "lint --fix", "lint --unsafe-fixes"] {
        tree.run(command);
        assert_eq!((tree.read(ENGLISH), tree.read(TURKISH)), (english.clone(), turkish(&sound())));
    }
    // A row that is missing may say so.
    let english = english.replace("| G-001 | P1 | Backend | 7d | Open |\n", "");
    let tree = tree.put(ENGLISH, &english);
    assert_eq!(tree.code("triage docs/en"), 0);
    assert!(tree.read(ENGLISH).contains("| G-001 | P1 | TBD | 7d | Open |"));
}

#[test]
fn words_to_which_no_rule_objects_are_copied() {
    let english = sound().replace("- **Status:** Open", "- **Status:** Parked");
    let tree = pair(&english, &turkish(&sound()));
    let tree = tree.put("gapreg.yaml", "rules: { unknown-status: off }\n");
    assert_eq!(tree.code("triage docs/en"), 0);
    assert_eq!(tree.code("mirror --fix"), 0);
    assert_eq!(tree.code("triage"), 0);
    for path in [ENGLISH, TURKISH] {
        assert!(tree.read(path).contains("| G-001 | P1 | Backend | 7d | Parked |"));
    }
}

#[test]
fn a_page_that_does_not_exist_is_copied_nowhere() {
    let renamed = sound().replace("/docs/en/loans.md", "/docs/en/laons.md");
    let tree = pair(&renamed, &turkish(&sound()));
    let said = tree.run("check --fix");
    assert!(said.contains("there is no such page; correct it in the source first"), "{said}");
    assert!(tree.read(TURKISH).contains("/docs/tr/loans.md"), "{said}");
    // The page of one language was renamed: that of the other is there under its name.
    let tree = pair(&renamed, &turkish(&sound())).put("docs/en/laons.md", "");
    let said = tree.run("mirror --fix --select mirror-code");
    assert!(said.contains("there is no such page here"), "{said}");
    assert!(tree.read(TURKISH).contains("/docs/tr/loans.md"), "{said}");
    // Both were renamed.
    let tree = pair(&renamed, &turkish(&sound())).put("docs/en/laons.md", "");
    let tree = tree.put("docs/tr/laons.md", "");
    assert_eq!(tree.code("mirror --fix"), 0);
    assert!(tree.read(TURKISH).contains("/docs/tr/laons.md"));
}

#[test]
fn no_answer_is_no_value_where_one_is_required() {
    for (old, new) in [("**SLA:** 7d", "**SLA:** none"), ("**Owner:** Backend", "**Owner:** N/A")] {
        let tree = pair(&sound().replace(old, new), &turkish(&sound()));
        let said = tree.run("check --fix");
        assert!(said.contains("fill it in in the source first"), "{said}");
        assert!(tree.read(TURKISH).contains(old), "{said}");
        // The team does not ask for it.
        let tree = pair(&sound().replace(old, new), &turkish(&sound()));
        let tree = tree.put("gapreg.yaml", "required: [ID]\n");
        tree.run("check --fix");
        assert!(tree.read(TURKISH).contains(new), "{}", tree.run("check"));
    }
}

#[test]
fn a_part_of_a_value_is_not_the_value() {
    for (old, new, is_copied) in [
        ("**Owner:** Backend", "**Owner:** Backend, Web", true),
        ("**Owner:** Backend", "**Owner:** Web; Backend", true),
        ("**Owner:** Backend", "**Owner:** Backend, now Web", true),
        // Phrases are for translators.
        ("**Target Version:** TBD", "**Target Version:** 3.1.0, moved to 3.2.0", false),
        ("**Environment:** all", "**Environment:** all, except staging", false),
    ] {
        let tree = pair(&sound().replace(old, new), &turkish(&sound()));
        let said = tree.run("check");
        assert!(said.contains("the translation says"), "{new}: {said}");
        tree.run("check --fix");
        assert_eq!(tree.read(TURKISH).contains(new), is_copied, "{}", tree.read(TURKISH));
    }
    let tree =
        pair(&sound().replace("**Owner:** Backend", "**Owner:** ~~Backend~~"), &turkish(&sound()));
    let said = tree.run("check --fix");
    assert!(said.contains("nothing says what holds in its place"), "{said}");
}

#[test]
fn of_several_names_those_are_translated_that_the_translation_has() {
    let other = |text: &str| turkish(text).replace("**Owner:** Backend", "**Owner:** Arka uç");
    let cells = |text: String| text.replace("| Backend |", "| Arka uç |");
    let english = three().replacen("**Owner:** Backend", "**Owner:** Backend, Web", 1);
    let tree = pair(&english, &cells(other(&three())));
    tree.run("mirror --fix");
    assert!(tree.read(TURKISH).contains("**Owner:** Arka uç, Web"), "{}", tree.read(TURKISH));
}
