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

/// A register with deadlines and owners, one day after another.
fn deadlines() -> Tree {
    let entry = |id: &str, title: &str, seen: &str, state: &str, owner: &str| {
        format!(
            "### 1.{id} Desk → {title}\n\n- **ID:** G-00{id}\n- **First Seen:** {seen}\n\
             - **Status:** {state}\n- **Priority:** P1\n- **Owner:** {owner}\n- **SLA:** 7d\n\
             - **Source page:** `/docs/en/desk.md`\n- **Symptom:** {title}, each time.\n\
             - **Verification:** It does not.\n\n"
        )
    };
    let register = |fine: &str, slip: &str| {
        [
            "# Gaps of the desk\n\n## 1) Gaps\n\n".to_owned(),
            entry("1", "Fine is doubled", "2026-01-30", fine, "Money"),
            entry("2", "Slip is blank", "2026-01-26", slip, "Print"),
            entry("3", "Card is lost", "2026-01-20", "Open", "Desk"),
            entry("4", "Mail is late", "2026-01-28", "Fixed", "Desk"),
        ]
        .concat()
    };
    let tree = Tree::new();
    tree.git("init -q -b main");
    tree.change("2026-01-30", "docs/gap-register.md", &register("Open", "Open"));
    tree.change("2026-02-02", "docs/gap-register.md", &register("Verified", "Open"));
    tree.change("2026-02-03", "docs/gap-register.md", &register("Verified", "In Progress"));
    tree
}

#[test]
fn the_short_form_has_late_entries_first_and_what_happened_since_a_day() {
    let report = deadlines().run("report --format markdown --since 2026-02-01");
    insta::assert_snapshot!(report, @"
    exit 0
    <!-- gapreg report -->
    # Gaps of the desk

    As of 2026-02-05, at commit `97f0859`

    | Totals | Total |  |
    | --- | --- | --- |
    | Open | 2 | 1 fewer than before 2026-02-01 |
    | Overdue | 2 | 1 more than before 2026-02-01 |
    | Due within 7 days | 0 | 2 fewer than before 2026-02-01 |
    | Awaiting verification | 1 | as many as before 2026-02-01 |
    | Closed | 1 | 1 more than before 2026-02-01 |

    ## Since 2026-02-01

    - Fixed: 1 (G-001)
    - Verified: 1 (G-001)

    ## Entries

    | ID | Gap | Status | Priority | Owner | First seen | Due |
    | --- | --- | --- | --- | --- | --- | --- |
    | G-003 | Card is lost | Open | P1 | Desk | 2026-01-20 | 2026-01-27 (9 days over) |
    | G-002 | Slip is blank | In Progress | P1 | Print | 2026-01-26 | 2026-02-02 (3 days over) |
    | G-004 | Mail is late | Fixed | P1 | Desk | 2026-01-28 | 2026-02-04 (met) |

    ## By owner

    | Owner | Open | Overdue | Fixed since 2026-02-01 |
    | --- | --- | --- | --- |
    | Desk | 1 | 1 | 0 |
    | Print | 1 | 1 | 0 |
    | Money | 0 | 0 | 1 |

    ## By area

    | Area | Open | Overdue | Fixed since 2026-02-01 |
    | --- | --- | --- | --- |
    | Desk | 2 | 2 | 1 |

    ## Time to fix (days)

    | Priority | Fixed | Median | 9 of 10 within | Unknown |
    | --- | --- | --- | --- | --- |
    | P1 | 1 | 3 | 3 | 0 |
    | Total | 1 | 3 | 3 | 0 |

    ## Time to verify (days)

    | Priority | Verified | Median | 9 of 10 within | Unknown |
    | --- | --- | --- | --- | --- |
    | P1 | 1 | 0 | 0 | 0 |
    | Total | 1 | 0 | 0 | 0 |

    ## Deadlines kept

    | Month | Met | Missed | Overdue | Unknown | Share kept |
    | --- | --- | --- | --- | --- | --- |
    | 2026-02 | 1 | 0 | 1 | 0 | 50 % |

    ## Deadlines met and missed

    | Priority | Met | Missed | Overdue | Total |
    | --- | --- | --- | --- | --- |
    | P1 | 2 | 0 | 2 | 4 |
    ");
}

#[test]
fn the_page_begins_with_what_is_late_and_folds_away_what_is_closed() {
    let tree = deadlines();
    tree.git("remote add origin git@github.com:acme/desk.git");
    let page = tree.run("report");
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part}"));
    let [late, owners, plots] = ["page-late", "page-owners", "page-plots"].map(at);
    assert!(late < owners && owners < plots);
    // The entry that is late for longest, the other one, what waits, and what is closed.
    let rows = ["G-003", "G-002", "G-004", "G-001"].map(|id| at(&format!("\" id=\"{id}\"")));
    assert!(rows.is_sorted(), "{rows:?}");
    assert!(rows[2] < at("<details class=\"fold\">") && at("<details class=\"fold\">") < rows[3]);
    let link = format!("https://github.com/acme/desk/blob/{}/docs/gap-register.md", tree.head());
    assert!(page.contains(&format!("<a href=\"{link}?plain=1#L29-L39\">")), "{page}");
    assert!(page.contains("<code>sla-overdue</code>"), "{page}");
}

#[test]
fn a_ticket_that_is_an_address_is_a_link_and_a_script_is_none() {
    let ticket = |value: &str| {
        PLAIN
            .replace("| Status |", "| Status | Ticket |")
            .replace("|----|-----|--------|", "|----|-----|--------|--------|")
            .replace("| Open |", &format!("| Open | {value} |"))
    };
    let page = |value: &str| written(&ticket(value)).run("report gaps.md");
    let address = page("https://example.org/t/7");
    assert!(address.contains("<a href=\"https://example.org/t/7\"><code>"), "{address}");
    for value in ["DESK-7", "javascript:alert(1)"] {
        assert!(page(value).contains(&format!("<code>{value}</code>")), "{value}");
        assert!(!page(value).contains(&format!("href=\"{value}")), "{value}");
    }
}

#[test]
fn a_report_in_json_is_written_over_one_of_its_kind_only() {
    let tree = written(PLAIN);
    let first = tree.run("report --format json -o out gaps.md");
    assert_eq!(first, tree.run("report --format json -o out gaps.md"));
    assert!(first.starts_with("exit 0") && tree.read("out/report.json").contains("time_to_fix"));
    let tree = tree.put("out/report.json", "{}");
    assert!(tree.run("report --format json -o out gaps.md").starts_with("exit 2"));
}

#[test]
fn a_report_in_json_has_no_sign_that_a_terminal_obeys() {
    let tree = written(&PLAIN.replace("What the", "\u{202e}What\u{9b}31m the"));
    let report = tree.run("report --format json gaps.md");
    assert!(report.contains("\\u202eWhat\\u009b31m the"), "{report}");
}
