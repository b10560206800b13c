//! Words that are in no vocabulary, and what stands for them in the translation.

use super::report;

/// A register with an entry for each severity.
fn register(title: &str, levels: &[&str]) -> String {
    let entry = |(at, level): (usize, &&str)| {
        format!("### K-{at}: {title} {at}\n\n**Severity:** {level}\n**Status:** Open\n\n")
    };
    format!("# {title}\n\n{}", levels.iter().enumerate().map(entry).collect::<String>())
}

fn compared(own: &[&str], theirs: &[&str]) -> String {
    report(&register("Gap", own), &register("Hata", theirs))
}

#[test]
fn words_that_entries_have_in_the_same_places_stand_for_each_other() {
    let own = ["serious", "blocker", "serious", "annoying"];
    assert_eq!(compared(&own, &["ciddi", "engelleyici", "ciddi", "rahatsız edici"]), "");
    assert_eq!(compared(&["serious"], &["ciddi"]), "");
    // The translation may have one word for two.
    assert_eq!(compared(&["ugly", "ugly", "odd"], &["kozmetik", "kozmetik", "kozmetik"]), "");
    assert_eq!(compared(&["serious (rare)"], &["ciddi (seyrek)"]), "");
}

#[test]
fn a_word_that_has_another_in_most_entries_contradicts_and_is_not_overwritten() {
    let said = compared(&["serious", "serious", "serious"], &["ciddi", "ciddi", "kozmetik"]);
    assert!(said.contains("says `kozmetik`, the source says `serious`"), "{said}");
    assert!(!said.contains("fixed"), "{said}");
    // A known word in the place of a known one is repaired as ever.
    let said = compared(&["High", "serious"], &["Düşük", "ciddi"]);
    assert!(said.contains("fixed: **Severity:** Yüksek") && said.lines().count() == 1, "{said}");
}

#[test]
fn a_known_word_gives_way_to_the_word_that_the_translation_has() {
    let own = ["serious", "serious", "serious"];
    let said = compared(&own, &["ciddi", "ciddi", "Düşük"]);
    assert!(said.contains("says `Düşük`") && said.contains("; fixed"), "{said}");
    // Nobody knows how to say it there.
    let said = compared(&["odd", "Low", "odd"], &["Düşük", "Düşük", "Orta"]);
    assert!(said.lines().count() == 2 && !said.contains("fixed"), "{said}");
}

#[test]
fn the_same_word_on_both_sides_stands_for_itself() {
    let said = compared(&["ugly", "odd"], &["ugly", "ugly"]);
    assert!(said.contains("says `ugly`, the source says `odd`"), "{said}");
    // What is no word is the same in every language.
    let said = compared(&["3", "2"], &["2", "2"]);
    assert!(said.contains("fixed: **Severity:** 3"), "{said}");
}

#[test]
fn a_legend_in_front_of_the_entries_is_not_compared() {
    let with = |text: String, legend: &str| text.replacen("\n\n", &format!("\n\n{legend}\n\n"), 1);
    let legend = |own: &str, theirs: &str| {
        report(&with(register("Gap", &["High"]), own), &with(register("Hata", &["Yüksek"]), theirs))
    };
    assert_eq!(legend("Severity: **high** (stops work), **low**.", "Önem: **yüksek**, düşük."), "");
    assert_eq!(
        legend("Status: open means nobody works on it.", "Durum: acik demek, bekliyor."),
        ""
    );
    assert_eq!(legend("Owner: who repairs it", "Sorumlu: kim onarıyor"), "");
    assert_eq!(legend("Severity: low or high, see below.", ""), "");
    let said = legend("Owner: Desk", "Sorumlu: Web");
    assert!(said.contains("says `Web`, the source says `Desk`"), "{said}");
}

fn dated(found: [&str; 3], copied: [&str; 3]) -> String {
    let with = |label: [&str; 2], dates: [&str; 3]| {
        let entry = |(at, date): (usize, &&str)| {
            let date =
                if date.is_empty() { String::new() } else { format!("**{}:** {date}\n", label[0]) };
            format!("### K-{at}: It {at}\n\n**Status:** Open\n{date}**{}:** 4.2\n\n", label[1])
        };
        format!("# R\n\n{}", dates.iter().enumerate().map(entry).collect::<String>())
    };
    report(&with(["Found", "Affects"], found), &with(["Bulunma", "Etkilenen"], copied))
}

#[test]
fn a_field_under_a_label_that_nobody_knows_is_not_added_again() {
    let dates = ["2026-01-12", "2026-02-13", "2026-03-14"];
    assert_eq!(dated(dates, dates), "");
    assert_eq!(dated(dates, ["12.01.2026", "2026-02-13", "2026-03-14"]), "");
    // The others show what the label means.
    let said = dated(dates, ["2026-01-12", "2026-02-13", "March"]);
    assert!(said.contains("the translation says `March`, the source says `2026-03-14`"), "{said}");
    assert!(said.lines().count() == 1 && !said.contains("fixed"), "{said}");
    // One that the entry lacks altogether is added as ever.
    let said = dated(dates, ["2026-01-12", "2026-02-13", ""]);
    assert!(said.contains("K-2 First Seen at `K-2`: the translation has no `Found`"), "{said}");
    // Nothing shows it: the field may be there all the same.
    let said = dated(dates, ["Ocak", "Şubat", "Mart"]);
    assert!(said.contains("the translation has no `Found`") && !said.contains("fixed"), "{said}");
}

/// The differences of the owners of two registers.
fn owners(own: &[&str], theirs: &[&str]) -> String {
    let owned = |title: &str, label: &str, owners: &[&str]| {
        register(title, owners).replace("**Severity:**", label)
    };
    report(&owned("Gap", "**Owner:**", own), &owned("Hata", "**Sorumlu:**", theirs))
}

#[test]
fn an_owner_has_another_name_in_the_translation() {
    let own = ["Mobile Team", "Data Team", "Mobile Team", "Data Team"];
    assert_eq!(owners(&own, &["Mobil Ekibi", "Veri Ekibi", "Mobil Ekibi", "Veri Ekibi"]), "");
    // Where names are translated, one entry is enough for one more.
    let own = ["Mobile Team", "Mobile Team", "Night Shift"];
    assert_eq!(owners(&own, &["Mobil Ekibi", "Mobil Ekibi", "Gece Vardiyası"]), "");
    // Several in one field.
    let own = ["Mobile Team", "Mobile Team, DBA", "DBA"];
    assert_eq!(owners(&own, &["Mobil Ekibi", "Mobil Ekibi, DBA", "DBA"]), "");
}

#[test]
fn another_owner_in_one_entry_is_repaired_in_the_words_of_the_translation() {
    let own = ["Mobile Team", "Data Team", "Mobile Team", "Data Team", "Data Team"];
    let theirs = ["Mobil Ekibi", "Veri Ekibi", "Mobil Ekibi", "Veri Ekibi", "Mobil Ekibi"];
    let said = owners(&own, &theirs);
    assert!(said.contains("source says `Data Team`") && said.contains("fixed"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    let said = owners(&["Desk", "Desk", "Web"], &["Desk", "Desk", "Desk"]);
    assert!(said.contains("fixed: **Sorumlu:** Web"), "{said}");
    let said = owners(&["Desk"], &["Web"]);
    assert!(said.contains("fixed: **Sorumlu:** Desk"), "{said}");
}

#[test]
fn an_owner_that_may_be_a_translation_is_not_overwritten() {
    let own = ["DBA", "DBA", "DBA", "Mobile Team", "Mobile Team", "Night Shift"];
    let theirs = ["DBA", "DBA", "DBA", "Mobil Ekibi", "Mobil Ekibi", "Gece Vardiyası"];
    let said = owners(&own, &theirs);
    assert!(said.contains("says `Gece Vardiyası`") && !said.contains("fixed"), "{said}");
}

#[test]
fn accounts_and_numbers_are_the_same_in_every_language() {
    let said = owners(&["@mobile", "@mobile"], &["@desk", "@desk"]);
    assert!(said.lines().count() == 2 && said.contains("fixed: **Sorumlu:** @mobile"), "{said}");
    let said = owners(&["Team 4", "Team 4"], &["Ekip 3", "Ekip 3"]);
    assert!(said.lines().count() == 2, "{said}");
    assert_eq!(owners(&["Team 4", "Team 4"], &["Ekip 4", "Ekip 4"]), "");
}
