//! Registers and settings → findings, in order, without those that are silenced.

pub mod baseline;
mod ignores;
mod mirrors;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::TooDeep;
use crate::finding::Finding;
use crate::mirror::{LanguageStatus, Pair};
use crate::register::Register;
use crate::rules::{self, Check, Context, Findings, RULES, Rule, Environment};
use crate::settings::Settings;
use crate::text::NotUtf8;

/// Below this many bytes in all, starting threads costs more than it saves.
const WORTH_THREADS: usize = 256 * 1024;

/// Which rules run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those about registers.
    Registers,
    /// Those about registers and their translations.
    Mirrors,
    /// All.
    All,
}

impl Scope {
    fn has_registers(self) -> bool {
        self != Self::Mirrors
    }

    fn has_mirrors(self) -> bool {
        self != Self::Registers
    }

    /// Whether a rule runs.
    pub fn runs(self, rule: &Rule) -> bool {
        match rule.check {
            Check::Pair(_) => self.has_mirrors(),
            Check::Reading => rule.name == "unpaired-register" && self.has_mirrors(),
            _ => self.has_registers(),
        }
    }
}

/// What a run has found.
#[derive(Debug, Default)]
pub struct Found {
    /// The findings, in order.
    pub findings: Vec<Finding>,
    /// How far each language is in step with its source.
    pub languages: Vec<LanguageStatus>,
    /// The pairs of registers that were compared, by their places.
    pub pairs: Vec<(usize, usize)>,
}

/// Lints the registers of a run.
pub fn lint(
    registers: &[Register<'_>],
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    run(registers, settings, environment, Scope::Registers).findings
}

/// Runs the rules of a scope.
pub fn run(
    registers: &[Register<'_>],
    settings: &Settings,
    environment: Environment<'_>,
    scope: Scope,
) -> Found {
    let size: usize = registers.iter().map(|register| register.source.text().len()).sum();
    let is_large = size > WORTH_THREADS;
    let policies = each(registers, is_large, |register| settings.policy(register));
    let mut found = Found::default();
    if scope.has_registers() {
        let pairs: Vec<_> = registers.iter().zip(&policies).collect();
        let contexts = each(&pairs, is_large, |(register, policy)| {
            Context::new(register, policy, settings, environment)
        });
        let each_of = |cx| each(RULES, is_large, |rule| check_one(rule, cx));
        let of_each = each(&contexts, is_large, each_of);
        found.findings.extend(of_each.into_iter().flatten().flatten());
        found.findings.extend(RULES.iter().flat_map(|rule| check_run(rule, &contexts)));
    }
    if scope.has_mirrors() {
        mirrors::check(registers, &policies, settings, environment, is_large, &mut found);
    }
    found.findings =
        ignores::silence(found.findings, registers, settings, scope, environment.changes.is_some());
    found.languages = mirrors::statuses(registers, &found.pairs, &found.findings);
    sort(&mut found.findings);
    found
}

/// What ties a register to others: those that share one of these must be looked at in one run, as
/// some rule compares them.
pub fn ties(register: &Register<'_>, settings: &Settings, scope: Scope) -> Vec<u64> {
    let is_compared = RULES.iter().any(|rule| {
        matches!(rule.check, Check::Run(_))
            && scope.runs(rule)
            && findings_of(rule, register, settings).is_some()
    });
    let ids =
        register.entries.iter().filter(|_| is_compared).filter_map(|entry| register.id(entry));
    ids.map(|id| {
        let mut hasher = DefaultHasher::new();
        (&register.language, id).hash(&mut hasher);
        hasher.finish()
    })
    .collect()
}

/// What is wrong with a translation, as its source is; what is silenced left out.
pub fn mirror_findings(
    source: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
) -> Vec<Finding> {
    let policies = [settings.policy(source), settings.policy(mirror)];
    let pair = Pair::new(source, mirror, [&policies[0], &policies[1]], &settings.vocabulary);
    let found = mirrors::check_pair(&pair, settings, None);
    ignores::silence(found, std::slice::from_ref(mirror), settings, Scope::Mirrors, false)
}

/// What is wrong with what became of a register's entries, and nothing else.
pub fn changed(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let policy = settings.policy(register);
    let cx = Context::new(register, &policy, settings, environment);
    let rules = RULES.iter().filter(|rule| matches!(rule.check, Check::Change(_)));
    let found = rules.flat_map(|rule| check_one(rule, &cx)).collect();
    ignores::silence(found, std::slice::from_ref(register), settings, Scope::Mirrors, true)
}

/// What `of` makes of each item, made on all cores where that is worth it.
fn each<'i, T: Sync, R: Send>(
    items: &'i [T],
    is_large: bool,
    of: impl Fn(&'i T) -> R + Sync + Send,
) -> Vec<R> {
    if is_large { items.par_iter().map(of).collect() } else { items.iter().map(of).collect() }
}

/// Puts findings in the order in which they are told.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (&a.path, a.span.start, a.rule, a.span.end, &a.message).cmp(&(
            &b.path,
            b.span.start,
            b.rule,
            b.span.end,
            &b.message,
        ))
    });
}

fn check_one(rule: &'static Rule, cx: &Context<'_>) -> Vec<Finding> {
    match rule.check {
        Check::Register(check) | Check::Change(check) | Check::RegisterAndChange(check) => {
            findings_of(rule, cx.register, cx.settings).map_or_else(Vec::new, |mut findings| {
                check(cx, &mut findings);
                findings.told()
            })
        }
        Check::Run(_) | Check::Pair(_) | Check::Reading => Vec::new(),
    }
}

fn check_run(rule: &'static Rule, contexts: &[Context<'_>]) -> Vec<Finding> {
    let Check::Run(check) = rule.check else { return Vec::new() };
    let lists = contexts.iter().map(|cx| findings_of(rule, cx.register, cx.settings));
    let (mut lists, is_on): (Vec<Findings>, Vec<bool>) = lists
        .zip(contexts)
        .map(|(list, cx)| {
            let off = || Findings::new(rule.name, rule.level, cx.register.source.path().clone());
            let is_on = list.is_some();
            (list.unwrap_or_else(off), is_on)
        })
        .unzip();
    check(contexts, &mut lists);
    lists
        .into_iter()
        .zip(is_on)
        .filter(|(_, is_on)| *is_on)
        .flat_map(|(list, _)| list.told())
        .collect()
}

/// An empty list for a rule's findings, where the rule runs on that file.
fn findings_of(
    rule: &'static Rule,
    register: &Register<'_>,
    settings: &Settings,
) -> Option<Findings> {
    let path = register.source.path();
    let level = settings.level(rule.name, rule.level, path)?;
    Some(Findings::new(rule.name, level, path.clone()))
}

/// What to say of a file that is not UTF-8, unless that is silenced by the settings.
pub fn invalid_utf8(path: &Arc<str>, bad: NotUtf8, settings: &Settings) -> Option<Finding> {
    let mut findings = reading_findings("invalid-utf8", path, settings)?;
    rules::describe_invalid_utf8(&mut findings, bad);
    not_accepted(findings, settings)
}

/// What to say of a file whose Markdown is nested beyond reason.
pub fn too_deep(path: &Arc<str>, deep: TooDeep, settings: &Settings) -> Option<Finding> {
    let mut findings = reading_findings("too-deep", path, settings)?;
    rules::describe_too_deep(&mut findings, deep);
    not_accepted(findings, settings)
}

fn reading_findings(rule: &str, path: &Arc<str>, settings: &Settings) -> Option<Findings> {
    let rule = rules::rule(rule)?;
    let level = settings.level_of_reading(rule.name, rule.level, path)?;
    Some(Findings::new(rule.name, level, path.clone()))
}

fn not_accepted(findings: Findings, settings: &Settings) -> Option<Finding> {
    let mut findings = findings.told().into_iter();
    findings.find(|finding| !settings.accepts(finding.rule, &finding.path, None))
}
