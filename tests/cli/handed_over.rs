//! Entries that were changed in one language only, and what follows them through names and IDs.

use crate::common::tree::Tree;

const EN: &str = "notes/gaps.en.md";
const TR: &str = "notes/gaps.tr.md";

/// A section with an owner and a description.
fn section(id: &str, title: &str, label: &str, owner: &str, text: &str) -> String {
    format!("## {id} {title}\n\n- **{label}:** {owner}\n\n{text} `GET /{}`\n\n", &id[2..])
}

/// Registers of five gaps, with the owners of each.
fn english(owners: [&str; 5]) -> String {
    let titles = ["Slots vanish", "Mails repeat", "Maps lag", "Prints fail", "Logins loop"];
    let sections = owners.iter().zip(titles).enumerate();
    let each = sections.map(|(at, (owner, title))| {
        section(&format!("H-{}", at + 1), title, "Owner", owner, "It fails.")
    });
    format!("# Harbour gaps\n\n{}", each.collect::<String>())
}

fn turkish(owners: [&str; 5]) -> String {
    let titles = ["Yuvalar kayıp", "Postalar yineleniyor", "Harita geç", "Baskı yok", "Döngü"];
    let sections = owners.iter().zip(titles).enumerate();
    let each = sections.map(|(at, (owner, title))| {
        section(&format!("H-{}", at + 1), title, "Sorumlu", owner, "Olmuyor.")
    });
    format!("# Liman boşlukları\n\n{}", each.collect::<String>())
}

const OWNERS: [&str; 5] = ["Lena", "Lena", "Lena", "Omar", "Omar"];

fn pair() -> Tree {
    let tree = Tree::new().put(EN, english(OWNERS)).put(TR, turkish(OWNERS));
    tree.repository();
    tree
}

fn findings(tree: &Tree, args: &str) -> String {
    tree.run(&format!("mirror {args} --output-format concise"))
}

#[test]
fn two_entries_that_were_handed_over_in_one_language_are_reported() {
    let handed = ["Rita", "Rita", "Lena", "Omar", "Omar"];
    for (name, text) in [(TR, turkish(handed)), (EN, english(handed))] {
        let tree = pair();
        tree.change("2026-02-03", name, &text);
        let said = findings(&tree, "notes/gaps.en.md --select mirror-value");
        assert_eq!(said.matches("error[mirror-value]").count(), 2, "{said}");
        // Only what the source got later is copied.
        findings(&tree, "notes/gaps.en.md --fix");
        assert_eq!(tree.read(TR), turkish(handed), "{name}");
    }
    // Where neither was changed, a few names may be translations.
    let (own, theirs) = (english(OWNERS), turkish(handed));
    let tree = Tree::new().put(EN, own).put(TR, &theirs);
    tree.repository();
    assert_eq!(findings(&tree, "notes/gaps.en.md --fix").matches("[mirror-value]").count(), 2);
    assert_eq!(tree.read(TR), theirs);
    findings(&tree, "notes/gaps.en.md --fix --from en");
    assert_eq!(tree.read(TR), turkish(OWNERS));
    // The new owner has others in both languages.
    let tree = pair();
    tree.change("2026-02-03", TR, &turkish(["Omar", "Omar", "Lena", "Omar", "Omar"]));
    let said = findings(&tree, "notes/gaps.en.md --select mirror-value");
    assert_eq!(said.matches("the translation was changed later").count(), 2, "{said}");
}

#[test]
fn a_team_that_the_source_renames_everywhere_outdates_its_name_in_the_translation() {
    let tree = pair();
    tree.change("2026-02-03", EN, &english(["Rita", "Rita", "Rita", "Omar", "Omar"]));
    let said = findings(&tree, "notes/gaps.en.md");
    assert_eq!(said.matches("Owner was changed in the source on 2026-02-03").count(), 3, "{said}");
    // A team that has another name in each language from the beginning is the same.
    let tree = Tree::new()
        .put(EN, english(["Desk", "Desk", "Desk", "Omar", "Omar"]))
        .put(TR, turkish(["Masa", "Masa", "Masa", "Omar", "Omar"]));
    tree.repository();
    assert!(findings(&tree, "notes/gaps.en.md").contains("5 of 5 entries in step"));
}

#[test]
fn a_later_value_of_the_translation_stays_where_ids_differ() {
    let other_id = turkish(OWNERS).replace("## H-3", "## H-8");
    let tree = Tree::new().put(EN, english(OWNERS)).put(TR, &other_id);
    tree.repository();
    let handed = turkish(["Lena", "Lena", "Rita", "Omar", "Omar"]).replace("## H-3", "## H-8");
    tree.change("2026-02-03", TR, &handed);
    let said = findings(&tree, "notes/gaps.en.md --fix");
    assert!(said.contains("notes/gaps.tr.md: H-8 ID: H-8 → H-3"), "{said}");
    assert!(said.contains("says `Lena`; the translation was changed later"), "{said}");
    assert_eq!(tree.read(TR), handed.replace("## H-8", "## H-3"));
}

#[test]
fn outdated_prose_is_followed_through_new_names_and_ids() {
    let tree = pair();
    let changed = english(OWNERS).replacen("It fails.", "It hangs.", 1);
    tree.change("2026-02-03", EN, &changed);
    let outdated = |tree: &Tree, name: &str| {
        let said = tree.run(&format!("mirror {name} --output-format concise"));
        assert!(said.contains("Text was changed in the source on 2026-02-03"), "{name}: {said}");
    };
    outdated(&tree, EN);
    tree.edit(EN, "## H-1 ", "## H-21 ");
    tree.edit(TR, "## H-1 ", "## H-21 ");
    outdated(&tree, EN);
    tree.commit("ids");
    outdated(&tree, EN);
    // In the working tree, and then in a commit.
    tree.git("mv notes/gaps.en.md notes/harbour.en.md");
    tree.git("mv notes/gaps.tr.md notes/harbour.tr.md");
    outdated(&tree, "notes/harbour.en.md");
    tree.commit("names");
    outdated(&tree, "notes/harbour.en.md");
}

#[test]
fn a_new_title_outdates_its_translation_until_somebody_accepts_it() {
    let tree = pair();
    tree.change("2026-02-03", EN, &english(OWNERS).replace("Maps lag", "Charts lag"));
    let said = findings(&tree, "notes/gaps.en.md");
    assert!(said.contains("H-3: Title was changed in the source on 2026-02-03"), "{said}");
    tree.run("mirror --accept H-3 notes/gaps.en.md");
    let said = findings(&tree, "notes/gaps.en.md");
    assert!(said.contains("no findings"), "{said}");
    tree.commit("accepted");
    let log = tree.run("log H-3 notes/gaps.en.md notes/gaps.tr.md");
    assert!(log.contains("tr: accepted as it is"), "{log}");
    tree.edit(EN, "Charts lag", "Charts are late");
    let said = findings(&tree, "notes/gaps.en.md");
    assert!(said.contains("Title was changed in the source (not committed yet)"), "{said}");
}

#[test]
fn a_source_that_was_translated_from_its_translation_is_not_changed_by_that() {
    let tree = pair();
    let more = section("H-6", "Vinç durdu", "Sorumlu", "Omar", "Vinç çalışmıyor.");
    tree.change("2026-02-03", TR, &(turkish(OWNERS) + &more));
    tree.run("mirror --stub --from tr notes/gaps.en.md");
    tree.commit("stub");
    let text = tree.read(EN).replace("<!-- gapreg:untranslated -->\n\n", "");
    let text = text.replace("Vinç durdu", "The crane stopped").replace("Vinç çalışmıyor.", "Dead.");
    tree.change("2026-02-04", EN, &text);
    let said = findings(&tree, "notes/gaps.en.md");
    assert!(said.contains("no findings"), "{said}");
}
