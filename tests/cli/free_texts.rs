//! What an entry says outside its fields: a description below the heading, without a label.

use crate::common::tree::Tree;

const ENGLISH: &str = "docs/en/gap-register.md";
const TURKISH: &str = "docs/tr/gap-register.md";

const SOURCE: &str = "\
# Known faults

### F-1 Parcel labels are blank

**Status:** Open
**Owner:** Ines

The printer gets an empty page.

**Workaround:** Print twice.

Seen on two of five printers.

### F-2 Route map is late

**Status:** Open
**Owner:** Ines

The map shows yesterday.
";

const COPY: &str = "\
# Bilinen hatalar

### F-1 Koli etiketleri boş

**Durum:** Açık
**Sorumlu:** Ines

Yazıcı boş sayfa alıyor.

**Geçici çözüm:** İki kez yazdırın.

Beş yazıcının ikisinde görüldü.

### F-2 Rota haritası geç geliyor

**Durum:** Açık
**Sorumlu:** Ines

Harita dünü gösteriyor.
";

fn pair() -> Tree {
    let tree = Tree::new().put(ENGLISH, SOURCE).put(TURKISH, COPY);
    tree.repository();
    tree
}

#[test]
fn a_description_that_was_changed_makes_its_translation_outdated() {
    let tree = pair();
    assert!(!tree.run("mirror").contains("mirror-outdated"));
    tree.edit(ENGLISH, "an empty page", "a page in another size");
    tree.edit(ENGLISH, "two of five printers", "all printers");
    tree.edit(ENGLISH, "yesterday", "yesterday\nor\nthe day before");
    insta::assert_snapshot!(tree.run("mirror --output-format concise"), @"
    exit 0
    docs/tr/gap-register.md:8:1: warning[mirror-outdated] F-1: Text was changed in the source (not committed yet) after this translation
    docs/tr/gap-register.md:19:1: warning[mirror-outdated] F-2: Text was changed in the source (not committed yet) after this translation

    --- stderr
    2 warnings in 4 entries of 2 files
    tr  ░░░░░░░░░░░░░░░░░░░░  0 of 2 entries in step, 2 outdated
    ");
    assert_eq!(tree.code("mirror --accept F-2"), 0);
    assert!(!tree.run("mirror").contains("F-2: Text"), "it was accepted");
    tree.edit(ENGLISH, "the day before", "the day before that");
    assert!(tree.run("mirror").contains("F-2: Text"), "another text was accepted");
    tree.edit(ENGLISH, "the day before that", "the day before");
    // A line that is broken elsewhere says the same.
    tree.edit(ENGLISH, "yesterday\nor\nthe day before", "\nyesterday");
    tree.edit(TURKISH, "boş sayfa", "başka boyda bir sayfa");
    assert!(!tree.run("mirror").contains("mirror-outdated"), "{}", tree.run("mirror"));
}

#[test]
fn a_change_of_the_description_is_a_change_of_the_entry() {
    let tree = pair();
    tree.edit(ENGLISH, "The map shows yesterday.", "The map shows last week.");
    insta::assert_snapshot!(tree.run("diff HEAD"), @"
    exit 0
    docs/en/gap-register.md
      changed   F-2  Route map is late
                     Text: The map shows yesterday. → The map shows last week.

    --- stderr
    1 entry changed
    ");
}

/// A day is compared by what it means, and not by how it is written.
#[test]
fn a_day_in_another_form_makes_no_translation_outdated() {
    let register = |title: &str, labels: [&str; 3], day: &str| {
        format!(
            "# {title}\n\n| ID | {} | {} | {} |\n|--|--|--|--|\n| F-1 | Map | {day} | Ines |\n| F-2 | Route | {day} | Ines |\n",
            labels[0], labels[1], labels[2]
        )
    };
    let tree = Tree::new()
        .put(ENGLISH, register("Known faults", ["Gap", "Due", "Owner"], "18 Dec 2026"))
        .put(
            TURKISH,
            register("Bilinen hatalar", ["Eksik", "Son tarih", "Sorumlu"], "18 Ara 2026"),
        );
    tree.repository();
    tree.edit(ENGLISH, "18 Dec 2026", "2026-12-18");
    assert!(!tree.run("check").contains("mirror-outdated"), "{}", tree.run("check"));
}

/// Columns that no vocabulary knows are those at the same place in a table of the same columns.
#[test]
fn the_copy_of_a_row_has_all_its_cells() {
    let tree = Tree::new()
        .put(
            ENGLISH,
            "# Known faults\n\n| No. | Fault | What one sees there | State | Ticket |\n|--|--|--|--|--|\n\
             | F-1 | Map | It is grey. | open | MAP-1 |\n| F-2 | Route | It is long. | open | MAP-2 |\n",
        )
        .put(
            TURKISH,
            "# Bilinen hatalar\n\n| No. | Hata | Orada görülen | Durum | İş |\n|--|--|--|--|--|\n\
             | F-1 | Harita | Gri. | açık | MAP-1 |\n",
        );
    let said = tree.run("mirror --stub");
    let text = tree.read(TURKISH);
    assert!(text.contains("| It is long. | açık | MAP-2 |"), "{said}{text}");
}
