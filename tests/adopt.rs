//! Adoption of damaged registers of every shape: it invents nothing, its result has no errors, and
//! adopting the result again changes nothing.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::{HashMap, HashSet};

use common::damage;
use common::environment::{self, settings};
use gapreg::edit::adopt::{self, AdoptOptions, Adoption};
use gapreg::finding::{Finding, Level, Safety};
use gapreg::register::Register;
use gapreg::rules::Group;
use gapreg::settings::Settings;
use gapreg::text::Source;
use gapreg::triage::NewerCells;
use gapreg::{fix, lint, rules};
use proptest::prelude::*;

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

/// Those whose words are separated by blanks, so that each word can be searched for.
const PARTED: [&str; 4] = [FIXTURES[0], FIXTURES[1], FIXTURES[2], FIXTURES[4]];

fn adopted(source: &Source, settings: &Settings) -> Option<Adoption> {
    let wanted = AdoptOptions {
        settings,
        language: None,
        is_open_only: false,
        former_ids: &HashMap::new(),
        taken: &HashSet::new(),
        earlier_ids: &[],
        from_leading: &HashMap::new(),
        newer: &NewerCells::default(),
    };
    let register = Register::read(source, settings.reading()).unwrap();
    let mut adoption = adopt::adopt(&register, wanted).unwrap()?;
    // The command applies the safe fixes, too.
    let world = environment::on("2026-03-02");
    if let Some(fixed) = fix::fix(&adoption.source, settings, world, Safety::Safe) {
        adoption.source = fixed.source;
    }
    Some(adoption)
}

fn errors(source: &Source, settings: &Settings) -> Vec<Finding> {
    let register = Register::read(source, settings.reading()).unwrap();
    let world = environment::on("2026-03-02");
    let mut found = lint::lint(&[register], settings, world);
    // A table whose rows have lost their entries is nothing that an entry can mend.
    let is_of_table =
        |finding: &Finding| rules::of_group(Group::Triage).any(|rule| rule.name == finding.rule);
    found.retain(|finding| {
        finding.level == Level::Error && finding.entry.is_some() && !is_of_table(finding)
    });
    found
}

/// Whether a text opens a code block and never closes it.
fn ends_in_code(text: &str) -> bool {
    text.lines().fold(false, |is_open, line| {
        let fence = line.trim().strip_prefix("```");
        fence.map_or(is_open, |rest| !is_open || !rest.is_empty())
    })
}

fn words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The words of the register's form, which the source need not contain.
fn form(settings: &Settings) -> HashSet<String> {
    let mut form = words(
        "Triage Summary Gap Gaps Open gaps SLA default P0 P1 P2 P3 24h 7d 30d Source TBD gapreg \
         adopted certain likely guessed G Fixed Verified In Progress N A",
    );
    // What was in the source is kept under such labels.
    form.extend(words(
        "Kaynaktaki Link in der Quelle en la fuente dans nella fonte de bron i kilden w źródle na fonte \
         в источнике في المصدر",
    ));
    for language in settings.vocabulary.languages() {
        let own = settings.vocabulary.words(language).unwrap();
        form.extend(own.labels.values().flatten().flat_map(|label| words(label)));
        form.extend(own.columns.values().flat_map(|label| words(label)));
        form.extend(
            own.sections
                .gaps
                .iter()
                .chain(&own.sections.triage)
                .chain(&own.sections.notes)
                .flat_map(|s| words(s)),
        );
        form.extend(own.placeholders.iter().flat_map(|word| words(word)));
    }
    form
}

proptest! {
    #![proptest_config(damage::cases("tests/regressions/adopt.txt"))]

    #[test]
    fn adopting_twice_is_adopting_once(text in damage::disordered(&FIXTURES)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(once) = adopted(&source, &settings) {
            let twice = adopted(&once.source, &settings).map(|twice| twice.source.text().to_owned());
            let twice = twice.unwrap_or_default();
            let lines = once.source.text().lines().zip(twice.lines());
            let first = lines.into_iter().find(|(once, twice)| once != twice);
            prop_assert!(twice == once.source.text(), "{first:?}\n{}", once.source.text());
        }
    }

    #[test]
    fn every_entry_of_the_result_lints_without_errors(text in damage::disordered(&FIXTURES)) {
        let settings = settings();
        // Missing fields cannot be added inside a code block that is never closed.
        prop_assume!(!ends_in_code(&text));
        let source = Source::new("gap-register.md", text);
        // An entry with labels in texts that are not read is left, and named.
        if let Some(adoption) = adopted(&source, &settings).filter(|it| it.left.is_empty()) {
            let errors = errors(&adoption.source, &settings);
            prop_assert!(errors.is_empty(), "{}\n{errors:#?}", adoption.source.text());
            let register = Register::read(&adoption.source, settings.reading()).unwrap();
            prop_assert_eq!(register.entries.len(), adoption.entries.iter().flatten().count(), "{}", adoption.source.text());
        }
    }

    #[test]
    fn nothing_is_invented(text in damage::disordered(&FIXTURES)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(adoption) = adopted(&source, &settings) {
            let healed = gapreg::encoding::healed(source.text());
            // Adoption separates words that ran together, so a part of a word of the source is not
            // invented.
            let said = healed.as_ref().map_or(source.text(), |(text, _)| text).to_lowercase();
            let mut form = form(&settings);
            form.extend(adoption.entries.iter().flatten().flat_map(|entry| words(&entry.id)));
            let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
            let mut invented = words(adoption.source.text());
            invented.retain(|word| !said.contains(&**word) && !form.contains(word) && !is_number(word));
            prop_assert!(invented.is_empty(), "{invented:?}\n{}", adoption.source.text());
        }
    }

    #[test]
    fn every_line_is_used_or_reported(text in damage::disordered(&PARTED)) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(adoption) = adopted(&source, &settings) {
            let unused: HashSet<&str> = adoption.unused.iter().map(|line| line.text.as_str()).collect();
            let kept = adoption.source.text().to_lowercase();
            let healed = gapreg::encoding::healed(source.text());
            let is_comment = |line: &&str| line.trim_start().starts_with("<!--");
            for line in healed.as_ref().map_or(source.text(), |(text, _)| text).lines().filter(|line| !is_comment(line)) {
                // A heading may be used only for the state that it names.
                let mut words = words(line);
                words.retain(|word| word.len() > 3);
                let is_kept = |word: &String| (0..word.len() - 3).any(|at| word.get(at..at + 4).is_some_and(|part| kept.contains(part)));
                prop_assert!(
                    unused.contains(line.trim()) || words.is_empty() || words.iter().any(is_kept) || settings.vocabulary.status(line.trim_start_matches('#')).is_some(),
                    "{line}\n{}", adoption.source.text()
                );
            }
        }
    }
}
