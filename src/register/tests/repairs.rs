//! Which words behind the state of a repair leave it one.

use super::shapes::listed;
use super::with_register;
use crate::register::{ConfiguredPolicy, Policy};
use crate::vocabulary::{UniqueMap, Vocabulary};

/// Whether a status counts as repaired in a register that states its flow, and in one that states none.
fn is_repaired(status: &str) -> [bool; 2] {
    let words = Vocabulary::with(&UniqueMap::default());
    let flow = "- Status flow: **Open → In Progress → Fixed → Verified**\n\n";
    [flow, ""].map(|front| {
        let text = format!(
            "# Known gaps\n\n{front}| Ref | Gap | Status |\n|---|---|---|\n| S-1 | A | {status} |\n| S-2 | B | Open |\n"
        );
        with_register(&text, |register| {
            assert_eq!(register.entries.len(), 2, "{text}");
            let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
            let state = policy.state(status, &words);
            state.is_some_and(|state| state >= policy.repaired_from(&words))
        })
    })
}

/// The state of a status in a register that states no flow.
fn state_of(status: &str) -> Option<String> {
    let words = Vocabulary::with(&UniqueMap::default());
    let text = format!(
        "# Known gaps\n\n| Ref | Gap | Status |\n|---|---|---|\n| S-1 | A | {status} |\n| S-2 | B | Open |\n"
    );
    with_register(&text, |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        Some(policy.state_name(policy.meaning(status, &words)?).to_owned())
    })
}

#[test]
fn a_repair_that_is_not_out_or_not_whole_is_none() {
    for status in [
        "fixed in staging only",
        "Fixed (not deployed)",
        "Fixed (unreleased)",
        "Fixed – PR #12 not merged",
        "Fixed, but comes back",
        "Fixed – broke again on 2026-01-24",
        "Fixed (2 of 3 endpoints)",
        "Done (1 von 4)",
        "Fixed (mostly)",
        "Fixed, waiting for deploy",
        "Düzeltildi (henüz canlıda değil)",
        "Düzeltildi, yalnızca staging",
        "Behoben (noch nicht ausgerollt)",
        "Corrigé (pas encore en production)",
        "Fixed - QA failed",
        "Verified: no",
        "Verified ✗",
        "Verified by dev, QA pending",
        "done (50 %)",
        "Fixed 1/3",
        "Fixed (2/5 screens)",
        "Fixed (５０％)",
        "مصلح (٥٠٪)",
        "Fixed for some users",
        "Behoben für einige Kunden",
        "Corrigé pour certains clients",
        "✅ web, ❌ phones",
        "fixed on my machine",
        "closed by mistake",
        "Closed (by accident)",
        "geschlossen aus Versehen",
        "cerrado por error",
        "fixed in branch, PR open",
        "fixed in dev",
        "Fixed (staging)",
        "behoben in Entwicklung",
        "corrigé en dev",
        "done by Friday",
        "done by June",
        "Done (by end of March)",
        "erledigt bis Freitag",
        "hecho hasta el viernes",
        "çözüldü mü?",
        "çözülmüş olmalı",
        "Çözüldü sanıldı, tekrar açıldı",
        "Çözüldü (kısmi)",
        "corretto in sviluppo",
        "naprawione lokalnie",
        "исправлено у меня",
        "Fixed for now",
        "Fixed (?)",
        "fixed, hopefully",
        "erledigt, glaube ich",
        "naprawione, ale wróciło",
        "released in dev",
        "Implemented first pass",
    ] {
        assert_eq!(is_repaired(status), [false; 2], "{status}");
    }
}

#[test]
fn a_repair_that_is_explained_or_waits_for_its_check_is_one() {
    for status in [
        "Fixed",
        "Fixed (PR #12)",
        "Fixed, waiting for QA",
        "Fixed in 2.14.0, waiting for verification",
        "Fixed (to be verified)",
        "Düzeltildi, doğrulama bekliyor",
        "Fixed, the export failed before",
        "Fixed (all 3 of 3)",
        "Fixed: error not shown",
        "Fixed (max 5 rows now)",
        "Verified 2026-02-03",
        "Fixed – QA passed",
    ] {
        assert_eq!(is_repaired(status), [true; 2], "{status}");
    }
}

#[test]
fn known_words_behind_a_repair_leave_it_one_where_no_flow_is_stated() {
    for status in [
        "Fixed by Ann",
        "Fixed by @ann and @ben",
        "Fixed by the vendor",
        "Closed by #12",
        "Fixed by `a1b2c3d` on 2026-02-03",
        "Behoben durch Anna",
        "Corrigé par Zoé",
        "Düzeltildi, Ann tarafından",
        "Fixed in build 411",
        "Fixed in Rev. C",
        "behoben in 7.4",
        "corrigé dans la 4.2",
        "corregido en la versión 4.2",
        "Fixed in production",
        "Fixed March 2026",
        "Implemented for the desk.",
        "Solved via side pattern",
        "Fixed again",
    ] {
        assert!(is_repaired(status)[1], "{status}");
    }
}

#[test]
fn a_state_that_closes_without_a_repair_is_understood_whole() {
    for (status, state) in [
        ("accepted for development", None),
        ("Won't be fixed before June", None),
        ("Accepted until 2026-06-30", Some("Accepted")),
        ("Accepted by Ann until 2026-06-30", Some("Accepted")),
        ("Won't fix", Some("Won't fix")),
        ("Won't fix, too costly", Some("Won't fix")),
        ("Won't fix (by design)", Some("Won't fix")),
        ("Duplicate of K-2", Some("Duplicate")),
        ("Rejected by Ann", Some("Rejected")),
        ("Obsolete since 4.0", Some("Obsolete")),
    ] {
        assert_eq!(state_of(status).as_deref(), state, "{status}");
    }
}

#[test]
fn a_row_that_is_struck_out_is_closed() {
    let text = "# Known gaps\n\n| ID | Gap | Status |\n|---|---|---|\n| ~~G-1~~ | ~~Export is empty~~ | ~~Open~~ |\n\
                | G-2 | Search is slow | ~~Open~~ Fixed |\n| G-3 | Login fails | Open |\n";
    assert_eq!(
        listed(text),
        "Table Generic\nG-1 | Verified | Export is empty\nG-2 | Fixed | Search is slow\nG-3 | Open | Login fails\n"
    );
}

#[test]
fn a_label_for_a_state_is_none_where_the_answer_denies_it() {
    for (answer, state) in [
        ("no", "–"),
        ("not yet", "–"),
        ("Hayır", "–"),
        ("TBD", "–"),
        ("2026-02-01", "Fixed"),
        ("in 4.2, by the new exporter", "Fixed"),
    ] {
        let text = format!(
            "# Known limitations\n\n## No fuzzy search\n\n**Affects:** all\n**Fixed:** {answer}\n\n## Counts are rough\n\n**Affects:** some\n"
        );
        let all = listed(&text);
        assert!(all.contains(&format!("| {state} | No fuzzy search")), "{answer}: {all}");
    }
}

#[test]
fn a_sign_whose_explanation_means_no_state_means_what_it_usually_does() {
    let text = "# Known gaps\n\nLegend: 🔴 not started · 🟡 someone is on it · 🟢 shipped\n\n| ID | Gap | State |\n|---|---|---|\n\
                | C-1 | Coupon is ignored | 🔴 |\n| C-2 | Tax is wrong | 🟡 |\n| C-3 | Refund fails | 🟢 |\n";
    assert_eq!(
        listed(text),
        "Table Generic\nC-1 | Open | Coupon is ignored\nC-2 | In Progress | Tax is wrong\nC-3 | Fixed | Refund fails\n"
    );
}

#[test]
fn the_name_of_an_emoji_is_a_sign() {
    let legend = "Legend: :red_circle: left alone / :large_yellow_circle: being looked at / :large_green_circle: out\n\n";
    for legend in [legend, ""] {
        let text = format!(
            "# Known gaps\n\n{legend}### K-1: Coupon is ignored\n**State:** :large_yellow_circle: being looked at\n\n\
             ### K-2: Tax is wrong\n**State:** :red_circle:\n\n### ~~K-3: Refund fails~~ FIXED in 5.14\n\
             **State:** :large_green_circle:\n"
        );
        assert_eq!(
            listed(&text),
            "Headings Generic\nK-1 | In Progress | Coupon is ignored\nK-2 | Open | Tax is wrong\n\
             K-3 | Fixed | Refund fails\n",
            "{legend}"
        );
    }
}

#[test]
fn the_heading_of_a_struck_entry_ends_before_the_mark() {
    for line in [
        "~~K-3: Refund fails~~ FIXED in 5.14",
        "~~K-3: Refund fails~~",
        "~~K-3: Refund fails~~ done",
    ] {
        let text = format!(
            "# Known gaps\n\n### K-2: Tax is wrong\n**Status:** Open\n\n### {line}\n**Owner:** Ann\n"
        );
        with_register(&text, |register| {
            let entry = &register.entries[1];
            assert_eq!(register.text(entry.heading), "Refund fails", "{line}");
        });
    }
}

#[test]
fn a_word_behind_a_sign_counts_more_than_what_the_legend_says_of_the_sign() {
    let text = "# Known gaps\n\nLegend: 🔴 left alone, 🟢 finished\n\n| ID | Gap | Status |\n|---|---|---|\n\
                | A-1 | Orders are lost | 🔴 open |\n| A-2 | Mails are lost | 🟢 done |\n";
    assert_eq!(
        listed(text),
        "Table Generic\nA-1 | Open | Orders are lost\nA-2 | Fixed | Mails are lost\n"
    );
}
