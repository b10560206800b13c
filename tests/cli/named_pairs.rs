//! Registers that belong together as one links to the other: all commands follow the same pairs.

use crate::common::registers::three;
use crate::common::translated::turkish;
use crate::common::tree::Tree;

const EN: &str = "docs/known-problems.md";
const TR: &str = "docs/tr/bilinen-sorunlar.md";
const CONFIG: &str = "registers: ['docs/known-problems.md', 'docs/tr/bilinen-sorunlar.md']\n";

/// A register and its translation with these words at their tops.
fn linked(english: &str, other: &str) -> Tree {
    let at_top = |text: &str, words: &str| text.replacen("\n\n", &format!("\n\n{words}\n\n"), 1);
    let tree = Tree::new()
        .put(EN, at_top(&three(), english))
        .put(TR, at_top(&turkish(&three()), other))
        .put("gapreg.yaml", CONFIG);
    tree.repository();
    tree
}

/// Which of both files a command would write.
fn written(tree: &Tree, folder: &str, args: &[&str]) -> [bool; 2] {
    let mut command = tree.command("");
    command.args(args).arg("--diff").current_dir(tree.path(folder));
    let output = command.output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    ["known-problems.md", "bilinen-sorunlar.md"]
        .map(|name| shown.lines().any(|line| line.starts_with("+++ ") && line.ends_with(name)))
}

#[test]
fn every_form_of_a_link_pairs_and_is_written_together() {
    let forms = [
        ("Turkish: [the list](tr/bilinen-sorunlar.md)", ""),
        ("Turkish: [the list](./tr/bilinen-sorunlar.md#top)", ""),
        ("Turkish: [the list][tr].\n\n[tr]: tr/bilinen-sorunlar.md", ""),
        ("Turkish: <a href=\"tr/bilinen-sorunlar.md\">the list</a>", ""),
        ("Turkish: `docs/tr/bilinen-sorunlar.md`", ""),
        ("", "İngilizce: [Known problems](../known-problems.md)"),
        ("", "İngilizce: `../known-problems.md`"),
        ("", "İngilizce: [known-problems.md](/docs/known-problems.md)"),
    ];
    for (english, other) in forms {
        let tree = linked(english, other);
        let set = |folder: &str, path: &[&str]| {
            written(&tree, folder, &[&["set", "g-001", "owner=Desk"], path].concat())
        };
        assert_eq!(set("", &[]), [true, true], "{english}{other}");
        assert_eq!(set("", &[EN]), [true, true], "{english}{other}");
        assert_eq!(set("", &[TR]), [true, true], "{english}{other}");
        assert_eq!(set("docs/tr", &[]), [true, true], "{english}{other}");
        assert_eq!(set("docs/tr", &["bilinen-sorunlar.md"]), [true, true], "{english}{other}");
        let new = ["new", "Loans → Print fails", "--in", TR];
        assert_eq!(written(&tree, "", &new), [true, true], "{english}{other}");
        assert!(!tree.run("check").contains("unpaired-register"), "{english}{other}");
        assert!(tree.run("mirror --status").contains("3 of 3 entries"), "{english}{other}");
        assert!(tree.run("handoff G-001").contains("Renewal is refused"), "{english}{other}");
    }
}

#[test]
fn a_path_that_leaves_the_repository_or_leads_elsewhere_pairs_nothing() {
    for other in [
        "[x](../../../docs/known-problems.md)",
        "[x](../../known-problems.md)",
        "[x](../known-problems.mdx)",
        "",
    ] {
        let tree = linked("", other);
        let output = tree.run("check --output-format concise");
        assert!(output.contains("belongs to this one (tr)"), "{other}: {output}");
        let refused = tree.run("set G-001 owner=Desk");
        assert!(refused.contains("name one with --in"), "{other}: {refused}");
    }
}

#[test]
fn what_is_set_in_a_table_reaches_the_linked_translation() {
    let tree = linked("[Türkçe](tr/bilinen-sorunlar.md)", "");
    let text = tree.read(EN).replace("| G-001 | P1 | Backend |", "| G-001 | P1 | Desk |");
    let tree = tree.put(EN, text);
    tree.run("triage --pull docs/known-problems.md");
    assert!(tree.read(TR).contains("**Owner:** Desk"), "{}", tree.read(TR));
}

#[test]
fn of_two_files_that_name_one_translation_only_one_gets_it() {
    let tree = linked("", "English: [x](../known-problems.md)")
        .put(
            "docs/more.md",
            three().replace("G-0", "H-0").replacen(
                "\n\n",
                "\n\nSee tr/bilinen-sorunlar.md.\n\n",
                1,
            ),
        )
        .put("gapreg.yaml", CONFIG.replace("']", "', 'docs/more.md']"));
    assert_eq!(written(&tree, "", &["set", "G-001", "owner=Desk"]), [true, true]);
    assert_eq!(written(&tree, "", &["set", "H-001", "owner=Desk"]), [false, false]);
    let output = tree.run("set H-001 owner=Desk");
    assert!(output.contains("docs/more.md"), "{output}");
}
