//! Registers and settings → findings, in order, without those that are silenced.

mod ignores;

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Settings;
use crate::document::TooDeep;
use crate::finding::Finding;
use crate::register::Register;
use crate::rules::{self, Check, Context, Findings, RULES, Rule, Surroundings};
use crate::text::NotUtf8;

/// Below this many bytes in all, starting threads costs more than it saves.
const WORTH_THREADS: usize = 256 * 1024;

/// Lints the registers of a run.
pub fn lint(
    registers: &[Register<'_>],
    settings: &Settings,
    world: Surroundings<'_>,
) -> Vec<Finding> {
    let size: usize = registers.iter().map(|register| register.source.text().len()).sum();
    let is_large = size > WORTH_THREADS;
    let policies = each(registers, is_large, |register| settings.policy(register));
    let pairs: Vec<_> = registers.iter().zip(&policies).collect();
    let contexts = each(&pairs, is_large, |(register, policy)| {
        Context::new(register, policy, settings, world)
    });
    let found = each(&contexts, is_large, |cx| each(RULES, is_large, |rule| check_one(rule, cx)));
    let mut found: Vec<Finding> = found.into_iter().flatten().flatten().collect();
    found.extend(RULES.iter().flat_map(|rule| check_run(rule, &contexts)));
    let mut found = ignores::silence(found, &contexts);
    sort(&mut found);
    found
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
        Check::Register(check) => findings_of(rule, cx).map_or_else(Vec::new, |mut findings| {
            check(cx, &mut findings);
            findings.list
        }),
        Check::Run(_) | Check::Reading => Vec::new(),
    }
}

fn check_run(rule: &'static Rule, contexts: &[Context<'_>]) -> Vec<Finding> {
    let Check::Run(check) = rule.check else { return Vec::new() };
    let lists = contexts.iter().map(|cx| findings_of(rule, cx));
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
        .flat_map(|(list, _)| list.list)
        .collect()
}

/// An empty list for a rule's findings, where the rule runs on that file.
fn findings_of(rule: &'static Rule, cx: &Context<'_>) -> Option<Findings> {
    let path = cx.register.source.path();
    let level = cx.settings.level(rule.name, rule.level, path)?;
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
    let level = settings.level(rule.name, rule.level, path)?;
    Some(Findings::new(rule.name, level, path.clone()))
}

fn not_accepted(findings: Findings, settings: &Settings) -> Option<Finding> {
    let mut findings = findings.list.into_iter();
    findings.find(|finding| !settings.accepts(finding.rule, &finding.path, None))
}
