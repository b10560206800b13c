//! `gapreg report` on registers that are not in today's form.

use crate::common::tree::Tree;

/// A register with words of its own: nothing in it says when, for how long, or who.
const PLAIN: &str = "# What the `kiosk` lacks\n\n| ID | Gap | Status |\n|----|-----|--------|\n\
                     | K-1 | Tickets are printed twice | Done |\n\
                     | K-2 | No search by platform | Open |\n\
                     | K-3 | Seats are not kept | Resolved |\n";

fn written(text: &str) -> Tree {
    Tree::new().put("gaps.md", text)
}

#[test]
fn a_report_has_the_title_and_the_columns_of_its_register() {
    insta::assert_snapshot!(written(PLAIN).run("report --format markdown gaps.md"), @r"
    exit 0
    <!-- gapreg report -->
    # What the `kiosk` lacks

    As of 2026-02-05

    | Totals | Total |  |
    | --- | --- | --- |
    | Open | 1 |  |
    | Closed | 2 |  |

    ## Entries

    | ID | Gap | Status |
    | --- | --- | --- |
    | K-2 | No search by platform | Open |
    ");
}

#[test]
fn the_page_says_nothing_of_what_the_register_does_not_know() {
    let page = written(PLAIN).run("report gaps.md");
    assert!(page.contains("<title>What the `kiosk` lacks, "), "{page}");
    assert!(page.contains("<h1>What the `kiosk` lacks</h1>"), "{page}");
    assert!(page.contains("<dt>Closed</dt><dd>2</dd>"), "{page}");
    for absent in ["<dt>Overdue</dt>", "Awaiting verification", "Age of open gaps"] {
        assert!(!page.contains(absent), "{absent}");
    }
    for column in ["Priority", "Owner", "First seen", "Due", "Translation"] {
        assert!(page.contains(&format!("<th scope=\"col\" hidden>{column}</th>")), "{column}");
    }
    assert!(page.contains("<th scope=\"col\">Status</th>"), "{page}");
}

#[test]
fn where_entries_are_verified_a_repair_still_waits_for_that() {
    let verified = PLAIN.replace("| Resolved |", "| Verified |");
    let report = written(&verified).run("report --format markdown gaps.md");
    assert!(report.contains("| Awaiting verification | 1 |"), "{report}");
    assert!(report.contains("| Closed | 1 |"), "{report}");
}

#[test]
fn a_title_is_only_text() {
    let text = PLAIN.replace("the `kiosk`", "<b>the</b> [kiosk](https://example.org) & desk");
    let tree = written(&text);
    assert!(!tree.run("report gaps.md").contains("<b>"));
    let report = tree.run("report --format markdown gaps.md");
    assert!(report.contains("\n# What &lt;b>the&lt;/b> \\[kiosk]"), "{report}");
}

#[test]
fn a_report_about_several_registers_has_a_title_of_its_own() {
    let tree = written(PLAIN).put("more.md", PLAIN.replace("K-", "L-"));
    let report = tree.run("report --format markdown gaps.md more.md");
    assert!(report.contains("\n# Backend gaps\n"), "{report}");
}

#[test]
fn a_report_in_the_language_of_a_translation_has_its_title() {
    let turkish = "# Gişenin eksikleri\n\n| ID | Eksik | Durum |\n|----|-----|--------|\n\
                   | K-1 | Biletler iki kez basılıyor | Giderildi |\n\
                   | K-2 | Perona göre arama yok | Açık |\n\
                   | K-3 | Koltuklar saklanmıyor | Giderildi |\n";
    let tree = Tree::new().put("docs/en/gaps.md", PLAIN).put("docs/tr/gaps.md", turkish);
    let report = tree.run("report --format markdown --lang tr docs/en/gaps.md docs/tr/gaps.md");
    assert!(report.contains("\n# Gişenin eksikleri\n"), "{report}");
}
