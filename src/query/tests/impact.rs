//! `Impact` is a level, a sentence, or both.

use super::*;

const REGISTER: &str = "\
# Register (EN)

### 1.1 Lending → Renewal → A loan is renewed twice

- **ID:** G-1
- **Status:** Open
- **Impact:** High
- **Symptom:** Two receipts are sent.
- **Impact:** Readers pay a fee twice.

### 1.2 Lending → Return → A return is not booked

- **ID:** G-2
- **Status:** Open
- **Severity:** Medium
- **Symptom:** The shelf list is wrong.
- **Impact:** High shelves are searched in vain.

### 1.3 Ödünç → Ceza → Ceza iki kez kesiliyor

- **ID:** G-3
- **Durum:** Açık
- **Etki:** Yüksek
- **Belirti:** İki makbuz çıkıyor.

### 1.4 Lending → Search → Words with umlauts are not found

- **ID:** G-4
- **Status:** Open
- **Symptom:** The list is empty.
- **Impact:** Readers ask at the desk.
";

fn found(query: &str) -> String {
    Fixture::of(REGISTER).listed(query, None)
}

#[test]
fn it_is_asked_as_a_level_and_as_a_sentence() {
    for (query, names) in [
        ("impact=High", "G-1 G-3"),
        ("Etki = Yüksek", "G-1 G-3"),
        ("impact = Yüksek and status = Açık", "G-1 G-3"),
        ("impact != High", "G-2 G-4"),
        ("impact >= Medium", "G-1 G-2 G-3"),
        ("impact < High", "G-2"),
        ("impact in (High, Medium)", "G-1 G-2 G-3"),
        ("impact = 'Readers ask at the desk.'", "G-4"),
        ("impact ~ readers", "G-1 G-4"),
        ("impact ~ high", "G-1 G-2"),
        ("impact", "G-1 G-2 G-3 G-4"),
        ("severity = High", "G-1 G-3"),
        ("severity", "G-1 G-2 G-3"),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
    let sorted = Fixture::of(REGISTER).listed("id", Some("-impact"));
    assert_eq!(sorted, "G-1 G-3 G-2 G-4");
}

#[test]
fn only_levels_have_an_order() {
    insta::assert_snapshot!(error("impact > Hihg"), @"
    in the expression: `Hihg` is not a severity; did you mean `High`?
      impact > Hihg
               ^^^^
    ");
}
