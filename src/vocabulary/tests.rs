//! The built-in words and their meanings.

use super::*;

fn built_in() -> Vocabulary {
    Vocabulary::with(&UniqueMap::default())
}

#[test]
fn words_typed_without_accents_are_the_same() {
    let words = Vocabulary::with(&UniqueMap::default());
    for (plain, key) in [
        ("Oncelik", Key::Priority),
        ("Fecha limite", Key::Due),
        ("Prioritaet", Key::Priority),
        ("Prioritat", Key::Priority),
        ("Zustaendig", Key::Owner),
    ] {
        assert_eq!(words.key(plain), Some(key), "{plain}");
    }
    assert_eq!(words.status("Acik"), Some("Open"));
    assert_eq!(words.status("Nao iniciado"), Some("Open"));
    assert_eq!(words.severity("Yuksek"), Some("High"));
    for english in ["Sure", "Archive", "Reference"] {
        assert_ne!(words.key(english), Some(Key::Sla), "{english}");
        assert_eq!(words.status(english), None, "{english}");
    }
}

#[test]
fn labels_of_both_languages_mean_the_same_keys() {
    let words = built_in();
    for (label, key) in [
        ("Source pages", Key::SourcePage),
        ("Kaynak sayfa", Key::SourcePage),
        ("KAYNAK SAYFA", Key::SourcePage),
        ("Verification (done when fixed)", Key::Verification),
        ("Doğrulama (fix sonrası)", Key::Verification),
        ("UI endpoint’leri (örnek)", Key::Endpoints),
        ("UI endpoint'i", Key::Endpoints),
        ("ÖNCELİK", Key::Priority),
        ("İlk görülme", Key::FirstSeen),
        ("ilk görülme", Key::FirstSeen),
        ("**Owner**:", Key::Owner),
    ] {
        assert_eq!(words.key(label), Some(key), "{label}");
    }
    assert_eq!(words.key("Keywords"), None);
}

#[test]
fn statuses_are_known_by_other_words_and_with_text_after_them() {
    let words = built_in();
    for (text, state) in [
        ("Open", "Open"),
        ("AÇIK", "Open"),
        ("in progress", "In Progress"),
        ("Verified / Closed", "Verified"),
        ("✅", "Fixed"),
        ("✅ Done", "Fixed"),
        ("Verified ✅", "Verified"),
        ("Closed (2026-07-01)", "Verified"),
        ("Open — blocked on the vendor", "Open"),
        ("**Fixed**", "Fixed"),
    ] {
        assert_eq!(words.status(text), Some(state), "{text}");
    }
    for text in ["Reopened?", "Fixed / Won't fix", "Open / In Progress"] {
        assert_eq!(words.status(text), None, "{text}");
    }
    assert_eq!(words.status("Fixed / Deployed"), Some("Fixed"));
}

#[test]
fn a_misspelled_label_finds_the_one_that_was_meant() {
    let words = built_in();
    let near = |label: &str| words.nearest_label(label, Some("tr")).map(|near| near.spelling);
    assert_eq!(near("Prioirty"), Some("Priority"));
    assert_eq!(near("Enviroment"), Some("Environment"));
    assert_eq!(near("Gecici cozum"), Some("Geçici çözüm"));
    assert_eq!(near("Keywords"), None);
    let is_certain = |label: &str| words.nearest_label(label, Some("tr")).unwrap().is_certain;
    assert!(is_certain("Prioirty") && is_certain("Enviroment") && is_certain("Onwer"));
    assert!(!is_certain("Stage"), "`Stage` may be meant as it is");
}

#[test]
fn a_configuration_adds_words_keys_and_languages() {
    let extra = "en: { statuses: { Open: [Parked] }, labels: { Ticket: [Ticket, Jira] } }\n\
                 fr: { labels: { Owner: [Responsable] } }";
    let words = Vocabulary::with(&serde_yaml::from_str(extra).unwrap());
    assert_eq!(words.status("parked"), Some("Open"));
    assert_eq!(words.key("Jira").map(|key| words.name(key)), Some("Ticket"));
    assert_eq!(words.key("Responsable"), Some(Key::Owner));
    assert_eq!(words.label("fr", Key::Owner), "Responsable");
    assert_eq!(words.label("en", Key::Owner), "Owner");
}

#[test]
fn the_built_in_yaml_is_in_the_form_that_users_write() {
    for (code, ..) in SHIPPED {
        let yaml = std::fs::read_to_string(format!("src/vocabulary/{code}.yaml")).unwrap();
        serde_yaml::from_str::<Words>(&yaml).unwrap();
    }
}

#[test]
fn every_built_in_language_has_a_word_for_every_key() {
    let words = built_in();
    for (language, ..) in SHIPPED {
        for (_, name) in NAMES {
            let labels = &words.words(language).unwrap().labels;
            assert!(labels.get(name).is_some_and(|l| !l.is_empty()), "{language}: {name}");
        }
    }
}

#[test]
fn a_label_in_the_plural_is_that_label() {
    let words = built_in();
    for (label, key) in [
        ("Workarounds", Key::Workaround),
        ("Quellen", Key::SourcePage),
        ("Environments", Key::Environment),
        ("Sorumlular", Key::Owner),
    ] {
        assert_eq!(words.key(label).or_else(|| words.key_of_plural(label)), Some(key), "{label}");
    }
    for label in ["Ownerish", "Notable", "Sources of truth"] {
        assert_eq!(words.key_of_plural(label), None, "{label}");
    }
}

#[test]
fn a_symptom_says_that_something_is_missing_or_that_it_answers() {
    let words = Vocabulary::with(&UniqueMap::default());
    for text in [
        "Import fails with **404 Not Found**.",
        "returns HTTP 501",
        "The route is not implemented yet.",
        "Sekmeler 404 dönüyor",
        "Yol bulunamadı; istek kesiliyor.",
        "Der Endpunkt existiert nicht.",
        "接口未实现",
        "Répond « introuvable ».",
        "Returns a 200 page that says `404`",
        "The order endpoint answers 404.",
    ] {
        assert!(words.says_missing(text), "{text}");
    }
    for text in [
        "Returns an empty list; `No logs found`.",
        "Returns 200 instead of 404 for a key that is gone",
        "404 yerine 200 dönüyor",
        "Takes 4040 ms, see #404 and v1.404",
        "The export takes 404 ms.",
        "The export has 404 rows, one less than the page",
        "Liste 404 satır gösteriyor",
        "Order 404 is charged twice",
        "Für Bestellung 404 wird doppelt berechnet",
        "The guest pays 404 cents",
        "There is no 404 any more, the list is empty",
        "Toggles do not persist",
    ] {
        assert!(!words.says_missing(text), "{text}");
    }
}

#[test]
fn each_language_says_that_a_gap_is_closed_without_saying_that_it_is_verified() {
    let words = built_in();
    for (language, ..) in SHIPPED {
        let own = words.words(language).unwrap();
        for word in &own.closed {
            assert_eq!(words.status(word), Some("Verified"), "{language}: {word}");
        }
        let closed = words.closed_word(language, "Verified", "closed (v2)");
        assert_eq!(closed, own.closed.first().map(String::as_str), "{language}");
        assert!(closed.is_some(), "{language}");
        assert!(!words.says_closed(words.status_word(language, "Verified").unwrap()), "{language}");
    }
    assert_eq!(words.closed_word("tr", "Verified", "Verified / Closed"), None);
    assert_eq!(words.closed_word("tr", "Fixed", "Closed"), None);
}

#[test]
fn the_word_for_what_is_not_known_yet_is_no_state_and_no_level() {
    let words = built_in();
    for (language, ..) in SHIPPED {
        let to_come = words.to_come(language);
        assert_eq!(words.placeholder(to_come), Some(Placeholder::ToCome), "{language}");
        let state = words.status(to_come).or_else(|| words.leading_status(to_come));
        assert_eq!(state.or_else(|| words.level(to_come)), None, "{language}: {to_come}");
    }
}

#[test]
fn the_heading_above_all_entries_names_no_state() {
    let words = built_in();
    for (language, ..) in SHIPPED {
        let heading = words.heading_of_all(language);
        assert_eq!(words.section(heading), Some(Section::Gaps), "{language}");
        let mut each = heading.split(|c: char| !c.is_alphanumeric());
        assert!(!each.any(|word| words.is_status_word(word)), "{language}: {heading}");
    }
}

#[test]
fn the_words_for_by_when_are_labels_of_the_due_date() {
    let words = built_in();
    for label in ["Bis", "Fällig bis", "Frist bis", "Due by", "Vade", "Hasta", "Até", "Entro il"]
    {
        assert_eq!(words.key(label), Some(Key::Due), "{label}");
    }
}

#[test]
fn usual_things_have_many_names() {
    let words = built_in();
    for (label, key) in [
        ("Acompanhamento", Key::Status),
        ("Voortgang", Key::Status),
        ("Kim ilgileniyor", Key::Owner),
        ("In carico a", Key::Owner),
        ("Wie schlimm", Key::Severity),
        ("Sinds wanneer", Key::FirstSeen),
        ("Depuis quand", Key::FirstSeen),
        ("Kurztitel", Key::Gap),
    ] {
        assert_eq!(words.key(label), Some(key), "{label}");
    }
    for word in ["Beklemede", "En espera", "Em espera", "Askıda"] {
        assert_eq!(words.status(word), Some("Deferred"), "{word}");
    }
    for word in ["unassigned", "Sin dueño", "sahipsiz", "Geen eigenaar", "à nommer"] {
        assert!(words.placeholder(word).is_some(), "{word}");
    }
}

#[test]
fn a_form_of_a_state_is_no_slip_of_it() {
    let words = built_in();
    for (typed, state) in [
        ("Verifed", Some("Verified")),
        ("Clsoed", Some("Verified")),
        ("Düzeltidi", Some("Fixed")),
        ("Unverified", None),
        ("Doğrulanmadı", None),
        ("Resolving", None),
        ("Düzeltilsin", None),
        ("irresuelto", None),
        ("Neověřeno", None),
        ("cerrando", None),
    ] {
        assert_eq!(words.nearest_status(typed), state, "{typed}");
    }
    assert_eq!(words.similar_status("Reverified"), Some("Verified"));
    assert_eq!(words.nearest_severity("Unimportant"), None);
}
