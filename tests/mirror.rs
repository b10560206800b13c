//! One difference at a time, of every kind, in every entry: it is reported once, at its place, and
//! nothing else is reported.
#![allow(clippy::unwrap_used, dead_code, reason = "a test; the generator serves the benches, too")]

mod common;
#[path = "../benches/generator/mod.rs"]
mod generator;

use std::path::Path;
use std::sync::Arc;

use common::environment::{self, settings};
use gapreg::finding::Finding;
use gapreg::fix;
use gapreg::lint::{self, Scope};
use gapreg::register::Register;
use gapreg::settings::{Config, Settings};
use gapreg::text::Source;
use generator::Language;

const ENTRIES: usize = 9;
const FIELDS: [(&str, &str); 7] = [
    ("Belirti", "Symptom"),
    ("Muhtemel neden", "Likely Cause"),
    ("Etki", "Impact"),
    ("Admin workaround", "Workaround"),
    ("Escalation paketi", "Escalation Package"),
    ("Doğrulama (fix sonrası)", "Verification"),
    ("UI endpoint’leri", "UI endpoints"),
];

fn english() -> Source {
    let text = generator::register(Language::English, ENTRIES);
    Source::new("docs/en/runbooks/backend-gap-register.md", text)
}

fn turkish() -> String {
    generator::register(Language::Turkish, ENTRIES)
}

/// The same register with every label and value in Turkish.
fn wholly_turkish() -> String {
    let words = [
        ("**First Seen:**", "**İlk görülme:**"),
        ("**Environment:** all", "**Ortam:** tümü"),
        ("**Environment:**", "**Ortam:**"),
        ("**Status:** Open", "**Durum:** Açık"),
        ("**Status:** In Progress", "**Durum:** Devam Ediyor"),
        ("**Status:** Fixed", "**Durum:** Düzeltildi"),
        ("**Status:** Verified", "**Durum:** Doğrulandı"),
        ("**Priority:**", "**Öncelik:**"),
        ("**Owner:**", "**Sorumlu:**"),
        ("**SLA:** 7d", "**SLA:** 7 gün"),
        ("**SLA:** 24h", "**SLA:** 24 saat"),
        ("**SLA:** 30d", "**SLA:** 30 gün"),
        ("**Target Version:** TBD", "**Hedef sürüm:** Belirlenecek"),
        ("**Target Version:**", "**Hedef sürüm:**"),
        ("**Impact:** High", "**Önem derecesi:** Yüksek"),
        ("**Impact:** Medium", "**Önem derecesi:** Orta"),
        ("**Impact:** Low", "**Önem derecesi:** Düşük"),
    ];
    words.iter().fold(turkish(), |text, (from, to)| text.replace(from, to))
}

fn mirror_of(text: &str) -> Source {
    Source::new("docs/tr/runbooks/backend-gap-register.md", text)
}

fn findings(source: &Source, mirror: &Source) -> Vec<Finding> {
    findings_by(&settings(), source, mirror)
}

fn findings_by(settings: &Settings, source: &Source, mirror: &Source) -> Vec<Finding> {
    let registers = [source, mirror].map(|it| Register::read(it, settings.reading()).unwrap());
    let world = environment::on(generator::TODAY);
    lint::run(&registers, settings, world, Scope::Mirrors).findings
}

/// Rule, entry and field of a finding.
type Reported = (String, Option<Arc<str>>, Option<Arc<str>>);

fn reported(mirror: &str) -> Vec<Reported> {
    let found = findings(&english(), &mirror_of(mirror)).into_iter();
    found.map(|f| (f.rule.to_owned(), f.entry, f.field)).collect()
}

fn id(number: usize) -> String {
    format!("G-{number:03}")
}

/// A register with the text of one entry changed.
fn with_entry(text: &str, number: usize, change: impl FnOnce(&str) -> String) -> String {
    let start = text.find(&format!("### 1.{number} ")).unwrap();
    let end = text[start..].find("\n---\n").unwrap() + start;
    format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
}

/// Expects one finding, and that its fix, if it has one, removes it.
#[track_caller]
fn expect(text: &str, rule: &str, entry: Option<&str>, field: Option<&str>, is_mended: bool) {
    let want = (rule.to_owned(), entry.map(Into::into), field.map(Into::into));
    assert_eq!(reported(text), [want], "in\n{text}");
    let settings = settings();
    let source = english();
    let register = Register::read(&source, settings.reading()).unwrap();
    let fix_of = |mirror: &Source| {
        let mirror = Register::read(mirror, settings.reading()).unwrap();
        fix::fix_mirror(&register, &mirror, &settings, environment::on("2026-03-02"))
    };
    let fixed = fix_of(&mirror_of(text));
    assert_eq!(fixed.is_some(), is_mended, "{rule} {entry:?} {field:?}");
    if let Some(fixed) = fixed {
        let left = findings(&source, &fixed.source);
        assert!(left.is_empty(), "{left:#?}");
        assert!(fix_of(&fixed.source).is_none(), "fixing twice is fixing once");
        // Translated values come back in the words of the leading register; all other text is as
        // before.
        if !matches!(field, Some("Status" | "SLA" | "Severity")) {
            let words = |text: &str| text.split_whitespace().count();
            assert_eq!(words(fixed.source.text()), words(&turkish()), "{rule} {field:?}");
        }
    }
}

#[test]
fn a_pair_without_differences_has_no_findings() {
    assert_eq!(reported(&turkish()), []);
    assert_eq!(reported(&wholly_turkish()), []);
    assert_eq!(reported(&turkish().replace('\n', "\r\n")), []);
    assert_eq!(reported(&turkish().replace("- **", "* **")), []);
    // The same with the Turkish register as the leading one.
    let config = Config::read("gapreg.yaml", "languages: [tr, en]", &[]).unwrap();
    let root = Path::new("/");
    let settings = Settings::new(config, None, root, root).unwrap();
    assert_eq!(findings_by(&settings, &english(), &mirror_of(&wholly_turkish())), []);
    let changed = mirror_of(&turkish().replacen("- **Owner:** ", "- **Owner:** X", 1));
    let found = findings_by(&settings, &english(), &changed);
    assert!(found.len() == 1 && found[0].path.contains("/en/"), "{found:#?}");
}

#[test]
fn each_other_value_is_reported_and_fixed() {
    let values = [
        ("First Seen", "First Seen", "2025-12-31"),
        ("Environment", "Environment", "elsewhere"),
        ("Status", "Status", "Beklemede"),
        ("Priority", "Priority", "P4"),
        ("Owner", "Owner", "Nobody"),
        ("SLA", "SLA", "99 gün"),
        ("Target Version", "Target Version", "9.9.9"),
        ("Impact", "Severity", "Kritik"),
    ];
    for number in 1..=ENTRIES {
        for (label, key, value) in values {
            let text = with_entry(&turkish(), number, |entry| {
                let label = format!("- **{label}:** ");
                let start = entry.find(&label).unwrap() + label.len();
                let end = entry[start..].find('\n').unwrap() + start;
                let value = if entry[start..end] == *"Open" { "Düzeltildi" } else { value };
                format!("{}{value}{}", &entry[..start], &entry[end..])
            });
            expect(&text, "mirror-value", Some(&id(number)), Some(key), true);
        }
    }
}

#[test]
fn each_missing_extra_or_moved_field_is_reported() {
    for number in 1..=ENTRIES {
        let tracked = with_entry(&turkish(), number, |entry| {
            let line = entry.lines().find(|line| line.starts_with("- **Owner:**")).unwrap();
            entry.replace(&format!("{line}\n"), "")
        });
        expect(&tracked, "mirror-field", Some(&id(number)), Some("Owner"), true);
        let prose = with_entry(&turkish(), number, |entry| {
            let line = entry.lines().find(|line| line.starts_with("- **Belirti:**")).unwrap();
            entry.replace(&format!("{line}\n"), "")
        });
        expect(&prose, "mirror-field", Some(&id(number)), Some("Symptom"), false);
        let extra = with_entry(&turkish(), number, |entry| {
            entry.replace("- **Etki:**", "- **Çözüm sorumlusu:** Backend\n- **Etki:**")
        });
        expect(&extra, "mirror-field", Some(&id(number)), Some("Resolution Owner"), false);
        let moved = with_entry(&turkish(), number, |entry| {
            let line = entry.lines().find(|line| line.starts_with("- **Etki:**")).unwrap();
            let without = entry.replace(&format!("{line}\n"), "");
            without.replace("- **Belirti:**", &format!("{line}\n- **Belirti:**"))
        });
        expect(&moved, "mirror-field", Some(&id(number)), Some("Impact"), false);
    }
}

#[test]
fn each_other_piece_of_code_is_reported() {
    for number in 1..=ENTRIES {
        let entry = Some(id(number));
        let call = with_entry(&turkish(), number, |entry| entry.replacen("/api/", "/apis/", 1));
        expect(&call, "mirror-code", entry.as_deref(), Some("UI endpoints"), true);
        let page = with_entry(&turkish(), number, |entry| entry.replace(".md`", "-old.md`"));
        expect(&page, "mirror-code", entry.as_deref(), Some("Source page"), true);
        let missing = with_entry(&turkish(), number, |entry| {
            let calls: Vec<&str> = entry.lines().filter(|line| line.contains("/api/")).collect();
            entry.replace(&format!("{}\n", calls[1]), "")
        });
        expect(&missing, "mirror-code", entry.as_deref(), Some("UI endpoints"), false);
        for (label, key) in FIELDS.iter().take(6) {
            let label = format!("- **{label}:**");
            for (addition, rule) in [(" 503", "mirror-code"), (" `X-Trace`", "mirror-code")] {
                let text = with_entry(&turkish(), number, |entry| {
                    let start = entry.find(&label).unwrap();
                    let next = entry[start + 1..].find("\n- **").map(|at| start + 1 + at);
                    let end = next.unwrap_or(entry.trim_end().len());
                    format!("{}{addition}{}", &entry[..end], &entry[end..])
                });
                expect(&text, rule, entry.as_deref(), Some(key), false);
            }
        }
    }
}

#[test]
fn each_other_list_and_untranslated_text_is_reported() {
    for number in 1..=ENTRIES {
        let entry = id(number);
        let dropped = with_entry(&turkish(), number, |entry| {
            let line = entry.lines().find(|line| line.contains("Log anahtar")).unwrap();
            entry.replace(&format!("{line}\n"), "")
        });
        expect(&dropped, "mirror-shape", Some(&entry), Some("Escalation Package"), false);
        let nested = with_entry(&turkish(), number, |entry| {
            entry.replace("  - Log anahtar", "    - Log anahtar")
        });
        expect(&nested, "mirror-shape", Some(&entry), Some("Escalation Package"), false);
        let line = |text: &str, label: &str| -> String {
            let mut found = String::new();
            with_entry(text, number, |entry| {
                let line = entry.lines().find(|line| line.starts_with(label)).unwrap();
                found = line[label.len()..].to_owned();
                String::new()
            });
            found
        };
        let (own, theirs) = ("- **Symptom:**", "- **Belirti:**");
        let copied = turkish().replace(
            &format!("{theirs}{}", line(&turkish(), theirs)),
            &format!("{theirs}{}", line(english().text(), own)),
        );
        let found: Vec<_> = reported(&copied);
        let rules: Vec<&str> = found.iter().map(|(rule, ..)| rule.as_str()).collect();
        assert!(rules.iter().all(|rule| *rule == "mirror-untranslated"), "{found:?}");
        assert!(found.iter().any(|(_, named, _)| named.as_deref() == Some(&entry)), "{found:?}");
    }
}

#[test]
fn each_missing_extra_moved_or_renumbered_entry_is_reported() {
    let rows = |text: &str, number: usize| -> String {
        text.lines()
            .filter(|line| !line.starts_with(&format!("| {} ", id(number))))
            .fold(String::new(), |text, line| text + line + "\n")
    };
    for number in 1..=ENTRIES {
        let without = with_entry(&rows(&turkish(), number), number, |_| String::new());
        expect(&without, "unmirrored-entry", Some(&id(number)), None, false);
    }
    let text = turkish();
    let last = &text[text.find(&format!("### 1.{ENTRIES} ")).unwrap()..text.find("## 2)").unwrap()];
    let extra = last.replace(&format!("1.{ENTRIES}"), "1.99").replace(&id(ENTRIES), "G-099");
    let extra = extra.replace("/api/", "/other/").replace("/docs/tr/admin/", "/docs/tr/else/");
    let extra = text.replace("## 2)", &format!("{extra}## 2)"));
    expect(&extra, "extra-mirror-entry", Some("G-099"), None, false);
    let twice = text.replace("## 2)", &format!("{last}## 2)"));
    expect(&twice, "extra-mirror-entry", Some(&id(ENTRIES)), None, false);
    let start = text.find("### 1.2 ").unwrap();
    let end = text.find("### 1.3 ").unwrap();
    let moved = format!(
        "{}{}{}",
        &text[..start],
        text[end..].replace("## 2)", &format!("{}## 2)", &text[start..end])),
        ""
    );
    expect(&moved, "mirror-order", Some("G-002"), None, false);
    let renumbered = text.replace("### 1.4 ", "### 1.44 ");
    expect(&renumbered, "mirror-order", Some("G-004"), None, true);
}

#[test]
fn each_other_id_is_reported() {
    for number in 1..=ENTRIES {
        let text = turkish();
        let without = text.replace(&format!("- **ID:** {}\n", id(number)), "");
        expect(&without, "mirror-value", Some(&id(number)), Some("ID"), true);
        let other = text.replace(&id(number), "G-777");
        expect(&other, "mirror-value", Some(&id(number)), Some("ID"), true);
        // An ID that occurs twice identifies neither entry.
        let twin = id(number % ENTRIES + 1);
        let twice =
            text.replace(&format!("- **ID:** {}\n", id(number)), &format!("- **ID:** {twin}\n"));
        expect(&twice, "mirror-value", Some(&id(number)), Some("ID"), true);
    }
}

#[test]
fn each_cell_row_and_column_is_reported() {
    for number in 1..=ENTRIES {
        let text = turkish();
        let row =
            text.lines().find(|line| line.starts_with(&format!("| {} ", id(number)))).unwrap();
        let mut cells: Vec<&str> = row.split(" | ").collect();
        cells[4] = "Nobody";
        let stale = text.replace(row, &cells.join(" | "));
        expect(&stale, "mirror-table", Some(&id(number)), Some("Owner"), true);
        let without = text.replace(&format!("{row}\n"), "");
        expect(&without, "mirror-table", Some(&id(number)), None, false);
    }
    let column = turkish().replace("| Owner | SLA |", "| Masa | SLA |");
    expect(&column, "mirror-table", None, Some("Owner"), false);
}

#[test]
fn other_policies_are_reported() {
    let text = turkish();
    let date = text.replacen("2026-02-10", "2026-02-09", 1);
    // The day is that of the translation's own review.
    expect(&date, "mirror-value", None, Some("Last Reviewed"), false);
    let sla = text.replace("P2=30d.", "P2=14d.");
    expect(&sla, "mirror-value", None, Some("SLA default"), false);
    let flow = text.replace("Open → In Progress → Fixed", "Open → Fixed");
    expect(&flow, "mirror-value", None, Some("Status flow"), false);
    let without = text.replace("> SLA default: P0=24h, P1=7d, P2=30d.\n", "");
    expect(&without, "mirror-field", None, Some("SLA default"), false);
}

#[test]
fn entries_without_ids_find_each_other() {
    let strip = |text: String| {
        let lines = text.lines().filter(|line| !line.starts_with("- **ID:**"));
        let lines = lines.filter(|line| !line.starts_with("| G-"));
        lines.fold(String::new(), |text, line| text + line + "\n")
    };
    let source = Source::new("docs/en/gap-register.md", strip(english().text().to_owned()));
    let mirror = strip(turkish());
    let found = findings(&source, &Source::new("docs/tr/gap-register.md", mirror.clone()));
    assert_eq!(found, []);
    // Entries with new numbers still find each other: only the order is reported.
    let mut renumbered = mirror;
    for number in (1..=ENTRIES).rev() {
        let (old, new) = (format!("### 1.{number} "), format!("### 1.{} ", number + 1));
        renumbered = renumbered.replace(&old, &new);
    }
    let found = findings(&source, &Source::new("docs/tr/gap-register.md", renumbered));
    assert_eq!(found.len(), ENTRIES);
    assert!(found.iter().all(|finding| finding.rule == "mirror-order"), "{found:#?}");
}
