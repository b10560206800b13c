//! What holds for every register, however broken: tried on fixtures whose lines were shuffled,
//! cut, repeated and spoilt.
#![allow(clippy::unwrap_used, reason = "a test")]

mod harm;
mod world;

use std::collections::{BTreeSet, HashMap};

use gapreg::config::Settings;
use gapreg::finding::{Finding, Level, Safety};
use gapreg::known::{self, Baseline, Known};
use gapreg::output::{Format, Report};
use gapreg::register::Register;
use gapreg::text::{LineIndex, Source, Span};
use gapreg::triage::{self, Outcome};
use gapreg::{fix, lint};
use proptest::prelude::*;
use world::settings;

const FIXTURES: [&str; 9] = [
    include_str!("../fixtures/forms.md"),
    include_str!("../fixtures/wrapped-tr.md"),
    include_str!("../fixtures/sound/docs/en/runbooks/backend-gap-register.md"),
    include_str!("../examples/docs/en/runbooks/backend-gap-register.md"),
    include_str!("../fixtures/foreign/bugs.md"),
    include_str!("../fixtures/foreign/todo.md"),
    include_str!("../fixtures/foreign/analysis.md"),
    include_str!("../fixtures/foreign/defects.md"),
    include_str!("../fixtures/foreign/risken-de.md"),
];

fn register() -> impl Strategy<Value = String> {
    harm::harmed(&FIXTURES)
}

fn findings(source: &Source, settings: &Settings) -> Vec<Finding> {
    let register = Register::read(source, settings.reading()).unwrap();
    let world = world::on("2026-03-02");
    lint::lint(&[register], settings, world)
}

fn fixed(source: &Source, settings: &Settings, safety: Safety) -> Option<Source> {
    let world = world::on("2026-03-02");
    fix::fix(source, settings, world, safety).map(|fixed| fixed.source)
}

/// Every span that a finding points at or edits.
fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let related = finding.related.iter().map(|related| related.span);
    std::iter::once(finding.span).chain(related).chain(edits)
}

proptest! {
    #![proptest_config(harm::cases())]

    #[test]
    fn spans_lie_in_the_text_and_between_characters(text in register()) {
        let source = Source::new("gap-register.md", text);
        let index = LineIndex::new(&source);
        let cursor = index.cursor();
        for finding in findings(&source, &settings()) {
            for span in spans(&finding) {
                prop_assert!(source.text().get(span.range()).is_some(), "{finding:#?}");
                let at = cursor.position(span.start as usize);
                let line = source.text().lines().nth(at.line - 1).unwrap_or_default();
                prop_assert!(at.column <= line.chars().count() + 2, "{at:?} {finding:#?}");
            }
        }
    }

    #[test]
    fn every_report_reads_as_what_it_says_it_is(text in register()) {
        let source = Source::new("gap-register.md", text);
        let findings = findings(&source, &settings());
        let report = Report {
            findings: &findings,
            sources: [(source.path().clone(), &source)].into(),
            names: HashMap::new(),
            fails_from: Some(Level::Error),
            files: 1,
            entries: 0,
            languages: None,
        };
        let written = |format| {
            let mut out = Vec::new();
            report.write(format, false, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let json = |format| serde_json::from_str::<serde_json::Value>(&written(format)).unwrap();
        let count = |list: &serde_json::Value| list.as_array().unwrap().len();
        prop_assert_eq!(count(&json(Format::Json)["findings"]), findings.len());
        prop_assert_eq!(count(&json(Format::Sarif)["runs"][0]["results"]), findings.len());
        prop_assert_eq!(count(&json(Format::Rdjson)["diagnostics"]), findings.len());
        let issues = json(Format::Gitlab);
        let prints: BTreeSet<&str> =
            issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        prop_assert_eq!(prints.len(), findings.len());
        for format in [Format::Github, Format::Concise] {
            let text = written(format);
            prop_assert_eq!(text.matches('\n').count(), findings.len(), "{}", text);
        }
        let junit = written(Format::Junit);
        prop_assert_eq!(junit.matches("<testcase ").count(), findings.len().max(1));
        prop_assert!(junit.chars().all(|c| c == '\n' || !c.is_control()), "{junit}");
    }

    #[test]
    fn what_was_found_before_is_known(text in register()) {
        let source = Source::new("gap-register.md", text);
        let findings = findings(&source, &settings());
        let before: Vec<Known> = findings.iter().map(|f| Known::of(f, &f.path)).collect();
        let read = Baseline::read(&Baseline { findings: before }.to_text()).unwrap().findings;
        let matches = known::matches(&findings, &read, |finding| &finding.path);
        prop_assert!(matches.was_known.iter().all(|&known| known));
        prop_assert!(!matches.is_gone.contains(&true));
    }

    #[test]
    fn fixing_twice_is_fixing_once(text in register(), everything: bool) {
        let safety = if everything { Safety::Unsafe } else { Safety::Safe };
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(once) = fixed(&source, &settings, safety) {
            let twice = fixed(&once, &settings, safety);
            prop_assert!(twice.is_none(), "once:\n{}\ntwice:\n{}", once.text(), twice.unwrap().text());
        }
    }

    #[test]
    fn without_a_safe_fix_no_byte_changes(text in register()) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        let is_safe = |f: &Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        if !findings(&source, &settings).iter().any(is_safe) {
            prop_assert!(fixed(&source, &settings, Safety::Safe).is_none());
        }
    }

    #[test]
    fn a_table_written_twice_is_written_once(text in register(), is_aligned: bool, rewrites_texts: bool) {
        let settings = settings();
        let options = triage::Options { is_aligned, ..triage::Options::default() };
        let outcome = |source: &Source| {
            let register = Register::read(source, settings.reading()).unwrap();
            let policy = settings.policy(&register);
            let facts = settings.facts(&register, &policy);
            let facts = triage::Facts { options: &options, rewrites_texts, ..facts };
            Outcome::of(facts, settings.reading())
        };
        let source = Source::new("gap-register.md", text);
        if let Outcome::Rewritten(once, _) = outcome(&source) {
            let twice = outcome(&once);
            prop_assert!(matches!(twice, Outcome::Kept(_)), "once:\n{}\n{twice:?}", once.text());
        }
    }

    #[test]
    fn a_fix_keeps_what_it_does_not_name(text in register()) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        if let Some(new) = fixed(&source, &settings, Safety::Safe) {
            let entries = |source: &Source| {
                Register::read(source, settings.reading()).unwrap().entries.len()
            };
            prop_assert_eq!(entries(&source), entries(&new));
            let lone = |source: &Source| source.text().replace("\r\n", "").contains('\n');
            prop_assert!(lone(&source) || !lone(&new), "a line end of another kind came in");
        }
    }
}
