//! What people wrote and sorted by hand stays, and what is added has the form of it.

use crate::common::tree::Tree;

const EN: &str = "docs/gap-register.md";
const TR: &str = "docs/tr/gap-register.md";

/// Two entries with labels of which the translation writes two in its own words.
fn harbour() -> Tree {
    let entry = |number: usize, title: &str| {
        format!(
            "### H-{number} – {title}\n\n**Quay:** North\n**Status:** Open\n**Owner:** Ines\n\
             **Priority:** High\n**Ticket:** PORT-{number}\n**Discovered:** 2026-01-0{number}\n\nWords.\n"
        )
    };
    let english = format!("# Known gaps\n\n{}\n{}", entry(1, "Crane list"), entry(2, "Tide table"));
    let turkish = [
        ("Known gaps", "Bilinen eksikler"),
        ("Crane list", "Vinç listesi"),
        ("Tide table", "Gelgit tablosu"),
        ("Quay", "Rıhtım"),
        ("Status:** Open", "Durum:** Açık"),
        ("Owner", "Sorumlu"),
        ("Priority:** High", "Öncelik:** Yüksek"),
        ("Ticket", "Dosya"),
        ("Discovered", "Farkına varma"),
        ("Words", "Sözler"),
    ];
    let own = turkish.iter().fold(english.clone(), |text, (from, to)| text.replace(from, to));
    let tree = Tree::new().put(EN, english).put(TR, own);
    tree.repository();
    tree
}

#[test]
fn a_new_entry_has_the_labels_of_the_translation_and_their_order() {
    for more in ["", " --priority Low --owner Ugo ticket=PORT-9"] {
        let tree = harbour();
        assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
        tree.run(&format!("new Locks --yes{more}"));
        let report = tree.run("check");
        assert!(report.starts_with("exit 0") && !report.contains("error"), "{report}");
        let text = tree.read(TR);
        let new = text.split("### H-3").nth(1).unwrap().to_owned();
        let place = |label: &str| new.find(&format!("**{label}:**"));
        assert!(place("Durum") < place("Farkına varma"), "{text}");
        assert!(place("İlk görülme").is_none() && place("Ticket").is_none(), "{text}");
        assert_eq!(place("Dosya").is_some(), !more.is_empty(), "{text}");
    }
}

#[test]
fn a_label_of_the_translation_is_written_also_where_the_last_entry_lacks_it() {
    let tree = harbour();
    tree.edit(EN, "**Ticket:** PORT-2\n", "");
    tree.edit(TR, "**Dosya:** PORT-2\n", "");
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
    tree.run("new Locks --yes ticket=PORT-9");
    assert!(tree.read(TR).contains("**Dosya:** PORT-9"), "{}", tree.read(TR));
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
}

#[test]
fn no_new_entry_turns_a_file_into_another_form() {
    let tree = harbour();
    let before = tree.read(TR);
    let shown = tree.run_with(
        "new Locks --yes --sla 7d --environment all --verification x",
        &["--source-page", "/docs/locks.md"],
    );
    assert!(shown.starts_with("exit 2") && shown.contains("profile: generic"), "{shown}");
    assert_eq!(tree.read(TR), before);
}

#[test]
fn a_file_alone_is_compared_and_written_with_the_translation_in_a_folder_of_its_language() {
    let tree = harbour();
    tree.edit(EN, "Ines", "Ugo");
    for args in ["check", "check docs/gap-register.md", "mirror docs/tr/gap-register.md"] {
        let report = tree.run(args);
        assert!(report.starts_with("exit 1") && report.contains("mirror-value"), "{report}");
    }
    for place in [EN, TR] {
        let written = tree.run(&format!("set H-2 owner=Pia --in {place} --diff"));
        assert!(written.contains("+++ docs/gap-register.md"), "{written}");
        assert!(written.contains("+++ docs/tr/gap-register.md"), "{written}");
    }
    // Where there is a folder of the first language, the file beside it is another register.
    let tree = tree.put("docs/en/gap-register.md", "# Known gaps\n");
    assert!(!tree.run("check docs/gap-register.md").contains("mirror-value"));
}

#[test]
fn check_fails_where_mirror_does() {
    let tree = harbour();
    tree.edit(EN, "**Status:** Open", "**Status:** Zigzag");
    tree.edit(TR, "**Durum:** Açık", "**Durum:** Üzgün");
    let [check, mirror] = ["check", "mirror"].map(|args| tree.run(args));
    let is_found = |report: &str| report.contains("error[mirror-value]");
    assert_eq!(is_found(&check), is_found(&mirror), "{check}\n{mirror}");
    assert_eq!(tree.code("check"), tree.code("mirror"), "{check}\n{mirror}");
}

#[test]
fn no_safe_fix_moves_a_row() {
    let row = |number: usize| format!("| H-{number} | Open |\n");
    let entry = |number: usize| format!("### H-{number} – Boat {number}\n\n**Status:** Open\n\n");
    let table: String = [2, 1, 3, 4, 5, 6].map(row).concat();
    let entries = |all: [usize; 6]| all.map(entry).concat();
    for order in [[3, 1, 6, 2, 5, 4], [1, 2, 3, 4, 5, 6]] {
        let text =
            format!("# Known gaps\n\n| ID | Status |\n|---|---|\n{table}\n{}", entries(order));
        let tree = Tree::with(&text);
        tree.run("check --fix");
        assert_eq!(tree.read("gap-register.md"), text);
    }
    // The last one is in the order of the entries but for one row.
    let text = format!(
        "# Known gaps\n\n| ID | Status |\n|---|---|\n{table}\n{}",
        entries([1, 2, 3, 4, 5, 6])
    );
    let shown = Tree::with(text).run("triage");
    assert!(shown.contains("1 row put in order "), "{shown}");
}

/// A register with a table, and its translation without one.
fn one_table() -> Tree {
    let tree = harbour();
    let text = tree.read(EN);
    let table =
        "| ID | State | Who |\n|---|---|---|\n| H-1 | Open | Ines |\n| H-2 | Open | Ines |\n";
    let text = text.replacen("\n\n", &format!("\n\n{table}\n"), 1);
    tree.put(EN, text)
}

#[test]
fn a_translation_gets_no_table_where_tables_are_not_compared() {
    let tree = one_table().put("gapreg.yaml", "rules: { mirror-table: off }\n");
    assert_eq!(tree.code("check"), 0, "{}", tree.run("check"));
    let shown = tree.run("triage --check");
    assert!(shown.starts_with("exit 0"), "{shown}");
    assert!(!tree.run("triage").contains("wrote") && !tree.read(TR).contains('|'));
}

#[test]
fn a_table_of_a_translation_has_the_columns_of_the_other_in_its_words() {
    let tree = one_table();
    tree.run("triage");
    let text = tree.read(TR);
    let head = text.lines().find(|line| line.starts_with('|')).unwrap();
    let head: Vec<&str> = head.split_whitespace().collect();
    assert_eq!(head.join(" "), "| ID | Durum | Sorumlu |", "{text}");
}

#[test]
fn an_id_that_is_changed_at_its_heading_changes_in_its_row() {
    let tree = one_table().put("gapreg.yaml", "rules: { mirror-table: off }\n");
    let before = tree.read(EN);
    let linked = before.replace("| H-2 |", "| [H-2](#h-2--tide-table) |");
    let tree = tree.put(EN, linked);
    tree.edit(EN, "### H-2 –", "### H-20 –");
    let shown = tree.run("check --fix");
    let text = tree.read(EN);
    assert!(text.contains("| [H-20](#h-20--tide-table) | Open | Ines |"), "{shown}\n{text}");
    assert!(!text.contains("H-2 ") && !text.contains("H-2]"), "{shown}\n{text}");
    assert!(shown.contains("row H-2 → H-20"), "{shown}");
}

#[test]
fn a_list_in_markdown_has_each_entry_once() {
    let tree = harbour();
    let count = |args: &str| tree.run(args).matches("| H-1 |").count();
    assert_eq!(count("list --format markdown"), 1);
    assert_eq!(count("list --format markdown --all-languages"), 2);
}

#[test]
fn a_declared_label_is_handed_off() {
    let tree = harbour();
    let quay = "Quay:** North";
    assert!(tree.run("handoff H-1").contains(quay));
    let tree = tree.put("gapreg.yaml", "vocabulary: { en: { labels: { Quay: [Quay] } } }\n");
    assert!(tree.run("handoff H-1").contains(quay), "{}", tree.run("handoff H-1"));
}

#[test]
fn a_stub_says_which_file_it_is_in() {
    let tree = harbour();
    let text = tree.read(TR);
    let first = text.split("### H-2").next().unwrap().to_owned();
    let tree = tree.put(TR, first);
    let shown = tree.run("mirror --stub");
    assert!(shown.contains("wrote docs/tr/gap-register.md"), "{shown}");
}

#[test]
fn a_level_is_written_as_it_was_typed_where_no_entry_has_it() {
    let tree = harbour();
    tree.run("set H-1 priority=Urgent --yes");
    assert!(tree.read(EN).contains("**Priority:** Urgent"), "{}", tree.read(EN));
    // The translation has the word of its language.
    assert!(tree.read(TR).contains("**Öncelik:** Kritik"), "{}", tree.read(TR));
    // What the others say is the word for the same level then.
    tree.run("set H-2 priority=Critical --yes");
    assert_eq!(tree.read(EN).matches("**Priority:** Urgent").count(), 2);
    assert_eq!(tree.read(TR).matches("**Öncelik:** Kritik").count(), 2);
}

#[test]
fn rows_that_an_unsafe_fix_moves_are_named() {
    let rows: String = [2, 1, 3, 4, 5].map(|number| format!("| H-{number} | Open |\n")).concat();
    let entry = |number: usize| format!("### H-{number} – Boat {number}\n\n**Status:** Open\n\n");
    let entries = [1, 2, 3, 4, 5].map(entry).concat();
    let text = format!("# Known gaps\n\n| ID | Status |\n|---|---|\n{rows}\n{entries}");
    let shown = Tree::with(text).run("lint --fix --unsafe-fixes");
    assert!(shown.contains(": its row is moved"), "{shown}");
}

#[test]
fn changes_since_a_day_are_counted_once_for_all_languages() {
    let tree = harbour();
    let text = tree.read(EN).replacen("Ines", "Ugo", 1);
    tree.change("2026-02-10", EN, &text);
    let own = tree.read(TR).replacen("Ines", "Ugo", 1);
    tree.change("2026-02-12", TR, &own);
    let shown = tree.run("diff 2026-02-10");
    assert!(shown.contains("1 entry changed, 2 with those of translations"), "{shown}");
    let shown = tree.run("diff 2026-02-12");
    assert!(shown.contains("1 entry changed\n") && shown.contains(TR), "{shown}");
    let shown = tree.run("diff 2025-12-31");
    assert!(
        shown.starts_with("exit 2") && shown.contains("no commit before 2025-12-31"),
        "{shown}"
    );
}

#[test]
fn nothing_is_recorded_where_nothing_was_changed() {
    let tree = harbour();
    let before = tree.read(TR);
    let shown = tree.run("mirror --accept H-1");
    assert!(shown.contains("H-1: nothing to accept"), "{shown}");
    assert_eq!(tree.read(TR), before);
    assert!(tree.run("mirror --accept H-9").starts_with("exit 2"));
}
