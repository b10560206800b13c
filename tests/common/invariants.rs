//! What is true for every text, however broken. Each function tries one room on a text and panics
//! if an invariant is broken. The properties call them with damaged registers, the fuzzer with any
//! text.

use std::collections::{BTreeSet, HashMap, HashSet};

use gapreg::edit::TableOutcome;
use gapreg::edit::adopt::{self, AdoptOptions};
use gapreg::finding::{Finding, Level, Safety};
use gapreg::lint::Scope;
use gapreg::lint::baseline::{self, AcceptedFinding, Baseline, MatchBy};
use gapreg::output::{FindingsReport, Format};
use gapreg::query::{self, Order, Query, RegisterView};
use gapreg::register::{Policy, Register};
use gapreg::settings::{Config, Settings};
use gapreg::text::{LineIndex, Source, Span};
use gapreg::triage::{self, NewerCells, TableInput};
use gapreg::{encoding, fix, lint, rules};

use super::environment;

type Target = (&'static str, fn(&str));

/// The targets of the fuzzer. The name is also that of the folder in `tests/corpus`.
pub const TARGETS: [Target; 7] = [
    ("read", reading),
    ("fix", |text| [Safety::Safe, Safety::Unsafe].into_iter().for_each(|s| fixing(text, s))),
    ("triage", |text| {
        tables(text, false, false);
        tables(text, true, true);
    }),
    ("mirror", |text| {
        // A line of equals signs separates the two texts.
        let (one, other) = text.split_once("\n=====\n").unwrap_or((text, text));
        mirrors(one, other);
    }),
    ("rescue", |text| {
        healing(text);
        adopting(text);
    }),
    ("config", |text| configurations(text, REGISTER)),
    ("query", |text| expressions(text, REGISTER)),
];

/// The register with which configurations and expressions are tried.
const REGISTER: &str = include_str!("../../examples/docs/en/runbooks/backend-gap-register.md");

fn settings() -> Settings {
    environment::settings()
}

fn source(text: &str) -> Source {
    Source::new("gap-register.md", text)
}

fn count(source: &Source, settings: &Settings) -> Option<usize> {
    Some(Register::read(source, settings.reading()).ok()?.entries.len())
}

/// A text is read, linted and reported; every span is within it.
pub fn reading(text: &str) {
    let (settings, source) = (settings(), source(text));
    let Ok(register) = Register::read(&source, settings.reading()) else { return };
    let spans = register.entries.iter().flat_map(|entry| {
        let fields = entry.fields.iter().flat_map(|field| [field.label, field.value]);
        fields.chain([entry.span, entry.heading])
    });
    spans.for_each(|span| assert_within(&source, span));
    let found = lint::lint(&[register], &settings, environment::on("2026-03-02"));
    let index = LineIndex::new(&source);
    for span in found.iter().flat_map(spans_of) {
        assert_within(&source, span);
        let at = index.position(span.start as usize);
        let line = source.text().lines().nth(at.line - 1).unwrap_or_default();
        assert!(at.column <= line.chars().count() + 2, "{at:?} is beyond {line:?}");
    }
    reports(&source, &found);
    baselines(&found);
}

fn assert_within(source: &Source, span: Span) {
    assert!(source.text().get(span.range()).is_some(), "{span:?} is no stretch of the text");
}

/// Every span that a finding points at or edits.
fn spans_of(finding: &Finding) -> impl Iterator<Item = Span> {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let related = finding.related.iter().map(|related| related.span);
    std::iter::once(finding.span).chain(related).chain(edits)
}

/// Each output format is well-formed and has every finding.
fn reports(source: &Source, findings: &[Finding]) {
    let report = FindingsReport {
        findings,
        sources: [(source.path().clone(), source)].into(),
        names: HashMap::new(),
        fails_from: Some(Level::Error),
        files: std::slice::from_ref(source.path()),
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
    assert_eq!(count(&json(Format::Json)["findings"]), findings.len());
    assert_eq!(count(&json(Format::Sarif)["runs"][0]["results"]), findings.len());
    assert_eq!(count(&json(Format::Rdjson)["diagnostics"]), findings.len());
    let issues = json(Format::Gitlab);
    let print = |issue: &serde_json::Value| issue["fingerprint"].as_str().unwrap().to_owned();
    let prints: BTreeSet<String> = issues.as_array().unwrap().iter().map(print).collect();
    assert_eq!(prints.len(), findings.len(), "two findings share a fingerprint");
    for format in [Format::Github, Format::Concise] {
        let text = written(format);
        assert_eq!(text.matches('\n').count(), findings.len(), "{text}");
    }
    let junit = written(Format::Junit);
    assert_eq!(junit.matches("<testcase ").count(), findings.len().max(1));
    for text in [junit, written(Format::Human)] {
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }
}

/// A baseline accepts all findings that it was written from.
fn baselines(findings: &[Finding]) {
    let before: Vec<AcceptedFinding> =
        findings.iter().map(|f| AcceptedFinding::of(f, &f.path)).collect();
    let read = Baseline::read(&Baseline { files: BTreeSet::new(), findings: before }.to_text())
        .unwrap()
        .findings;
    let matches = baseline::matches(findings, &read, MatchBy::Message, |finding| &finding.path);
    assert!(matches.is_accepted.iter().all(|&known| known));
    assert!(!matches.is_gone.contains(&true));
}

/// Fixing twice is the same as fixing once, and keeps the entries. Without a fix nothing changes.
pub fn fixing(text: &str, safety: Safety) {
    let (settings, source) = (settings(), source(text));
    let Some(entries) = count(&source, &settings) else { return };
    let fixed = |source: &Source| {
        fix::fix(source, &settings, environment::on("2026-03-02"), safety).map(|fixed| fixed.source)
    };
    let Some(once) = fixed(&source) else { return };
    assert_ne!(once.text(), source.text());
    if let Some(twice) = fixed(&once) {
        panic!("once:\n{}\ntwice:\n{}", once.text(), twice.text());
    }
    if safety == Safety::Safe {
        assert_eq!(Some(entries), count(&once, &settings), "{}", once.text());
        let has_lone = |source: &Source| source.text().replace("\r\n", "").contains('\n');
        assert!(has_lone(&source) || !has_lone(&once), "a line end of another kind came in");
    }
}

/// Writing a table twice is the same as writing it once, and keeps the entries.
pub fn tables(text: &str, is_aligned: bool, rewrites_texts: bool) {
    let (settings, source) = (settings(), source(text));
    let options = triage::Options { is_aligned, ..triage::Options::default() };
    let outcome = |source: &Source| {
        let register = Register::read(source, settings.reading()).ok()?;
        let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
        let facts = TableInput::new(&register, &policy, &settings.vocabulary, &settings.triage);
        let facts = triage::TableInput { options: &options, rewrites_texts, ..facts };
        Some(TableOutcome::of(facts, settings.reading()))
    };
    if let Some(TableOutcome::Rewritten(once, _)) = outcome(&source) {
        assert_eq!(count(&source, &settings), count(&once, &settings), "{}", once.text());
        let twice = outcome(&once);
        assert!(matches!(twice, Some(TableOutcome::Kept(_))), "once:\n{}\n{twice:?}", once.text());
    }
}

/// Two texts are compared; every span is within its text, and the leading one is not edited.
pub fn mirrors(english: &str, turkish: &str) {
    let settings = settings();
    let sources = [
        Source::new("docs/en/gap-register.md", english),
        Source::new("docs/tr/gap-register.md", turkish),
    ];
    let read = |source| Register::read(source, settings.reading());
    let [Ok(one), Ok(other)] = [read(&sources[0]), read(&sources[1])] else { return };
    let found = lint::run(&[one, other], &settings, environment::on("2026-03-02"), Scope::Mirrors);
    for finding in &found.findings {
        let own = |path: &str| sources.iter().find(|source| **source.path() == *path).unwrap();
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        edits.chain([finding.span]).for_each(|span| assert_within(own(&finding.path), span));
        for related in &finding.related {
            assert_within(own(related.path.as_ref().unwrap_or(&finding.path)), related.span);
        }
    }
}

/// Healing twice is the same as healing once.
pub fn healing(text: &str) {
    if let Some((once, count)) = encoding::healed(text) {
        assert!(count > 0 && once != text);
        let twice = encoding::healed(&once);
        assert!(twice.is_none(), "once:\n{once}\ntwice:\n{}", twice.unwrap().0);
    }
}

/// Adopting any text gives a text that can be read.
pub fn adopting(text: &str) {
    let (settings, source) = (settings(), source(text));
    let wanted = AdoptOptions {
        settings: &settings,
        language: None,
        is_open_only: false,
        former_ids: &HashMap::new(),
        taken: &HashSet::new(),
        earlier_ids: &[],
        from_leading: &HashMap::new(),
        newer: &NewerCells::default(),
    };
    let Ok(register) = Register::read(&source, settings.reading()) else { return };
    if let Ok(Some(adoption)) = adopt::adopt(&register, wanted) {
        assert!(count(&adoption.source, &settings).is_some());
    }
}

/// A configuration is refused, or a register can be linted with it.
pub fn configurations(yaml: &str, register: &str) {
    let root = std::path::Path::new("/r");
    let Ok(config) = Config::read("gapreg.yaml", yaml, &rules::names()) else { return };
    let Ok(settings) = Settings::new(config, Some(("gapreg.yaml", yaml)), root, root) else {
        return;
    };
    let source = source(register);
    let register = Register::read(&source, settings.reading()).unwrap();
    lint::lint(&[register], &settings, environment::on("2026-03-02"));
}

/// An expression is refused, or can be evaluated for every entry.
pub fn expressions(text: &str, register: &str) {
    let (settings, source) = (settings(), source(register));
    let register = Register::read(&source, settings.reading()).unwrap();
    let policy = Policy::of(&register, &settings.promise, &settings.vocabulary);
    let today = "2026-03-02".parse().unwrap();
    let vocabulary = &settings.vocabulary;
    let view = RegisterView { register: &register, policy: &policy, vocabulary, today };
    let policies = std::slice::from_ref(&policy);
    let own = query::OwnNames::of(std::slice::from_ref(&register), vocabulary);
    let known = query::QueryContext { vocabulary, policies, own: &own, today };
    let mut entries: Vec<_> = register.entries.iter().collect();
    if let Ok(query) = Query::parse(text, known) {
        entries.retain(|entry| query.matches(view, entry));
    }
    if let Ok(order) = Order::parse(text, &settings.vocabulary, &own) {
        let all = entries.len();
        order.sort(view, &mut entries);
        assert_eq!(entries.len(), all);
    }
}
