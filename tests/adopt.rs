//! What adoption promises, held against registers of every shape with harm done to them: nothing is
//! invented, nothing is an error, and what is adopted stays as it is.
#![allow(clippy::unwrap_used, reason = "a test")]

mod harm;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use gapreg::adopt::{self, Adoption, Wanted};
use gapreg::config::Settings;
use gapreg::finding::{Finding, Level};
use gapreg::lint;
use gapreg::register::Register;
use gapreg::rules::{Pages, Surroundings};
use gapreg::text::Source;
use proptest::prelude::*;

struct NoPages;

impl Pages for NoPages {
    fn stand(&self, _: &str, pages: &[&str]) -> Vec<Option<bool>> {
        vec![None; pages.len()]
    }
}

const FIXTURES: [&str; 9] = [
    include_str!("../fixtures/foreign/bugs.md"),
    include_str!("../fixtures/foreign/todo.md"),
    include_str!("../fixtures/foreign/analysis.md"),
    include_str!("../fixtures/foreign/defects.md"),
    include_str!("../fixtures/foreign/risken-de.md"),
    include_str!("../fixtures/foreign/status-page.txt"),
    include_str!("../fixtures/forms.md"),
    include_str!("../fixtures/wrapped-tr.md"),
    include_str!("../examples/docs/en/runbooks/backend-gap-register.md"),
];

fn settings() -> Settings {
    Settings::built_in(Path::new("/"))
}

fn adopted(source: &Source, settings: &Settings) -> Option<Adoption> {
    let wanted = Wanted {
        settings,
        language: None,
        is_open_only: false,
        former_ids: &HashMap::new(),
        given: &HashMap::new(),
    };
    adopt::adopt(source, wanted).unwrap()
}

fn errors(source: &Source, settings: &Settings) -> Vec<Finding> {
    let register = Register::read(source, settings.reading()).unwrap();
    let world = Surroundings { today: "2026-03-02".parse().unwrap(), pages: &NoPages, past: None };
    let mut found = lint::lint(&[register], settings, world);
    found.retain(|finding| finding.level == Level::Error && finding.entry.is_some());
    found
}

fn words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The words of the form itself, which no source needs to hold.
fn form(settings: &Settings) -> HashSet<String> {
    let mut form = words(
        "Triage Summary Gap Gaps Open gaps SLA default P0 P1 P2 P3 24h 7d 30d Source TBD gapreg \
         adopted certain likely guessed G Fixed Verified In Progress N A",
    );
    for language in settings.vocabulary.languages() {
        let own = settings.vocabulary.words(language).unwrap();
        form.extend(own.labels.values().flatten().flat_map(|label| words(label)));
        form.extend(own.columns.values().flat_map(|label| words(label)));
        form.extend(own.sections.gaps.iter().chain(&own.sections.triage).flat_map(|s| words(s)));
        form.extend(own.placeholders.iter().flat_map(|word| words(word)));
    }
    form
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn adopting_twice_is_adopting_once(text in harm::harmed(&FIXTURES)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(once) = adopted(&source, &settings) {
            let twice = adopted(&once.source, &settings).map(|twice| twice.source.text().to_owned());
            prop_assert_eq!(twice.as_deref(), Some(once.source.text()));
        }
    }

    #[test]
    fn every_entry_of_the_result_lints_without_errors(text in harm::harmed(&FIXTURES)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(adoption) = adopted(&source, &settings) {
            let errors = errors(&adoption.source, &settings);
            prop_assert!(errors.is_empty(), "{}\n{errors:#?}", adoption.source.text());
            let register = Register::read(&adoption.source, settings.reading()).unwrap();
            prop_assert_eq!(register.entries.len(), adoption.entries.len(), "{}", adoption.source.text());
        }
    }

    #[test]
    fn nothing_is_invented(text in harm::harmed(&FIXTURES)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(adoption) = adopted(&source, &settings) {
            let healed = gapreg::heal::healed(source.text());
            // Words that ran together are parted: what stands within another is no invention.
            let said = healed.as_ref().map_or(source.text(), |(text, _)| text).to_lowercase();
            let form = form(&settings);
            let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
            let mut invented = words(adoption.source.text());
            invented.retain(|word| !said.contains(&**word) && !form.contains(word) && !is_number(word));
            prop_assert!(invented.is_empty(), "{invented:?}\n{}", adoption.source.text());
        }
    }

    #[test]
    fn every_line_is_used_or_told(text in harm::harmed(&FIXTURES)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(adoption) = adopted(&source, &settings) {
            let told: HashSet<&str> = adoption.unused.iter().map(|(_, line)| line.as_str()).collect();
            let kept = adoption.source.text().to_lowercase();
            let healed = gapreg::heal::healed(source.text());
            for line in healed.as_ref().map_or(source.text(), |(text, _)| text).lines() {
                // A heading may be used for the state it gives, and nothing else.
                let mut words = words(line);
                words.retain(|word| word.len() > 3);
                let is_kept = |word: &String| (0..word.len() - 3).any(|at| word.get(at..at + 4).is_some_and(|part| kept.contains(part)));
                prop_assert!(
                    told.contains(line.trim()) || words.is_empty() || words.iter().any(is_kept) || settings.vocabulary.status(line.trim_start_matches('#')).is_some(),
                    "{line}\n{}", adoption.source.text()
                );
            }
        }
    }
}
