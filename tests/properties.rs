//! The invariants, tried on damaged registers: fixtures whose lines were moved, removed, repeated
//! and changed.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use common::environment::{self, settings};
use common::{damage, invariants};
use gapreg::finding::{Finding, Safety};
use gapreg::register::Register;
use gapreg::text::Source;
use gapreg::{fix, lint};
use proptest::prelude::*;

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
    damage::harmed(&FIXTURES)
}

/// Words and signs of configurations or expressions, in any order.
fn signs(scraps: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(scraps), 0..12).prop_map(|words| words.concat())
}

const YAML: [&str; 24] = [
    "rules:",
    " ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    ": ",
    "off",
    "sla-overdue",
    "sla",
    "P0",
    "24h",
    "flow",
    "id-pattern: '",
    "'",
    "(",
    "*",
    "triage:",
    "order",
    "mirrors: { source: '{lang}",
];

const EXPRESSIONS: [&str; 24] = [
    "status",
    " ",
    "=",
    "!=",
    "<",
    ">=",
    "~",
    "in",
    "(",
    ")",
    "and ",
    "or ",
    "not ",
    "'",
    "\"",
    ",",
    "P1",
    "Open",
    "2026-02-03",
    "7d",
    "today",
    "-age",
    "ı",
    "\u{0}",
];

/// The corpus: texts that once broke an invariant, and small texts that reach most of the code.
#[test]
fn every_text_of_the_corpus_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for (target, holds) in invariants::TARGETS {
        let texts = fs::read_dir(corpus.join(target)).unwrap().map(|file| file.unwrap().path());
        let texts: Vec<_> = texts.map(|path| fs::read_to_string(path).unwrap()).collect();
        assert!(!texts.is_empty(), "nothing for {target}");
        for text in &texts {
            holds(text);
        }
    }
}

proptest! {
    #![proptest_config(damage::cases("tests/regressions/properties.txt"))]

    #[test]
    fn any_text_is_read_and_reported(text in register()) {
        invariants::reading(&text);
    }

    #[test]
    fn fixing_twice_is_fixing_once(text in register(), everything: bool) {
        invariants::fixing(&text, if everything { Safety::Unsafe } else { Safety::Safe });
    }

    #[test]
    fn a_table_written_twice_is_written_once(text in register(), is_aligned: bool, rewrites_texts: bool) {
        invariants::tables(&text, is_aligned, rewrites_texts);
    }

    #[test]
    fn findings_of_a_pair_are_within_their_texts(one in register(), other in register()) {
        invariants::mirrors(&one, &other);
    }

    #[test]
    fn healing_twice_is_healing_once(text in register()) {
        invariants::healing(&text);
    }

    #[test]
    fn an_adopted_text_can_be_read(text in register()) {
        invariants::adopting(&text);
    }

    #[test]
    fn a_configuration_is_taken_or_refused(yaml in signs(&YAML)) {
        invariants::configurations(&yaml, FIXTURES[3]);
    }

    #[test]
    fn an_expression_is_taken_or_refused(text in signs(&EXPRESSIONS)) {
        invariants::expressions(&text, FIXTURES[3]);
    }

    #[test]
    fn without_a_safe_fix_no_byte_changes(text in register()) {
        let settings = settings();
        let source = Source::new("gap-register.md", text);
        let register = Register::read(&source, settings.reading()).unwrap();
        let world = environment::on("2026-03-02");
        let found = lint::lint(&[register], &settings, world);
        let is_safe = |f: &Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        if !found.iter().any(is_safe) {
            prop_assert!(fix::fix(&source, &settings, world, Safety::Safe).is_none());
        }
    }

    #[test]
    fn what_lapses_shows_exactly_what_was_hidden(text in register(), places in accepted()) {
        let with = |comment: &str| commented(&text, &places, comment);
        let on = |text: &str, day: &str| findings(text, day);
        let until = with("<!-- gapreg-ignore RULE until 2026-03-01: a reason -->");
        let endless = with("<!-- gapreg-ignore RULE: a reason of the same size -->");
        let none = with("<!-- an aside on RULE: a reason of the same length -->");
        prop_assert_eq!(on(&until, "2026-03-01"), on(&endless, "2026-03-01"));
        prop_assert_eq!(on(&until, "2026-03-02"), on(&none, "2026-03-02"));
    }
}

/// Above some lines of a text, the rules that are accepted there.
fn accepted() -> impl Strategy<Value = Vec<(prop::sample::Index, &'static str)>> {
    let rule = prop::sample::select(gapreg::rules::names());
    prop::collection::vec((any::<prop::sample::Index>(), rule), 1..6)
}

/// A text with comments above some of its lines.
fn commented(text: &str, places: &[(prop::sample::Index, &str)], comment: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (place, rule) in places {
        let at = place.index(lines.len() + 1);
        lines.insert(at, comment.replace("RULE", rule));
    }
    lines.join("\n")
}

/// What is found on a day, apart from what is said of the comments themselves.
fn findings(text: &str, day: &str) -> Vec<(&'static str, usize, Arc<str>)> {
    let settings = settings().on(day.parse().unwrap());
    let source = Source::new("gap-register.md", text);
    let Ok(register) = Register::read(&source, settings.reading()) else { return Vec::new() };
    let found = lint::lint(&[register], &settings, environment::on(day)).into_iter();
    let found =
        found.filter(|finding| !["unused-ignore", "expired-ignore"].contains(&finding.rule));
    found.map(|found| (found.rule, found.span.range().start, found.message)).collect()
}
