//! The rules about registers and their translations.

use std::collections::HashMap;

use super::{Found, each, findings_of};
use crate::finding::Finding;
use crate::mirror::{self, LanguageStatus, Pair, PairFindings};
use crate::register::{Policy, Register};
use crate::rules::{self, Check, Findings, PairContext, History, RULES, Environment};
use crate::settings::Settings;

/// Pairs the registers, and runs the rules on each pair.
pub(super) fn check(
    registers: &[Register<'_>],
    policies: &[Policy],
    settings: &Settings,
    environment: Environment<'_>,
    is_large: bool,
    found: &mut Found,
) {
    let pairing = settings.pair_up(registers);
    found.pairs.clone_from(&pairing.pairs);
    let of_each = each(&pairing.pairs, is_large, |&(leading, mirror)| {
        let policies = [&policies[leading], &policies[mirror]];
        let words = &settings.vocabulary;
        let pair = Pair::new(&registers[leading], &registers[mirror], policies, words);
        check_pair(&pair, settings, environment.history)
    });
    found.findings.extend(of_each.into_iter().flatten());
    let wanted = settings.mirror_languages();
    // A language that the configuration wants is missed even where no path speaks of it.
    let alone = pairing.unpaired.iter().chain(pairing.single.iter().filter(|_| wanted.len() > 1));
    let paired = pairing.pairs.iter().map(|(leading, _)| leading);
    let mut leading: Vec<usize> = alone.chain(paired).copied().collect();
    leading.sort_unstable();
    leading.dedup();
    let mut mirrors: HashMap<usize, Vec<usize>> = HashMap::new();
    for &(leading, mirror) in &pairing.pairs {
        mirrors.entry(leading).or_default().push(mirror);
    }
    for at in leading {
        let own = mirrors.get(&at).into_iter().flatten().copied();
        let has: Vec<&str> =
            own.chain([at]).map(|register| registers[register].language.as_str()).collect();
        let missing: Vec<&str> =
            wanted.iter().map(String::as_str).filter(|code| !has.contains(code)).collect();
        if has.len() > 1 && missing.is_empty() {
            continue;
        }
        let rule = rules::rule("unpaired-register");
        let list = rule.and_then(|rule| findings_of(rule, &registers[at], settings));
        if let Some(mut list) = list {
            rules::describe_unpaired_register(&mut list, &registers[at], &missing);
            found.findings.extend(list.told());
        }
    }
}

/// What the rules say of one pair, at its mirror.
pub(super) fn check_pair(
    pair: &Pair<'_>,
    settings: &Settings,
    history: Option<&dyn History>,
) -> Vec<Finding> {
    let is_wanted = findings_of_name("mirror-outdated", pair, settings).is_some();
    let cx = PairContext::new(pair, settings, history.filter(|_| is_wanted));
    let of_rule = |rule: &'static rules::Rule| {
        let Check::Pair(check) = rule.check else { return Vec::new() };
        let Some(mut found) = findings_of(rule, pair.mirror, settings) else { return Vec::new() };
        check(&cx, &mut found);
        found.told()
    };
    RULES.iter().flat_map(of_rule).collect()
}

fn findings_of_name(name: &str, pair: &Pair<'_>, settings: &Settings) -> Option<Findings> {
    findings_of(rules::rule(name)?, pair.mirror, settings)
}

/// How far each language is in step, by what was found and not silenced.
pub(super) fn statuses(
    registers: &[Register<'_>],
    pairs: &[(usize, usize)],
    findings: &[Finding],
) -> Vec<LanguageStatus> {
    let mut by_path: HashMap<&str, Vec<&Finding>> = HashMap::new();
    for finding in findings {
        by_path.entry(&finding.path).or_default().push(finding);
    }
    mirror::statuses(pairs.iter().map(|&(leading, mirror)| {
        let register = &registers[mirror];
        let findings = by_path.remove(&**register.source.path()).unwrap_or_default();
        PairFindings {
            language: &register.language,
            entries: registers[leading].entries.len(),
            findings: findings.into_iter().map(|f| (f.rule, concerned(register, f))).collect(),
        }
    }))
}

/// What tells the entry that a finding concerns from others: its name, else its place, which is
/// that in the source where the translation lacks it.
fn concerned(mirror: &Register<'_>, finding: &Finding) -> Option<String> {
    let in_source = || {
        let place = finding.related.first().filter(|_| finding.rule == "unmirrored-entry")?;
        Some(format!("source {}", place.span.start))
    };
    let in_mirror = || {
        let after = mirror.entries.partition_point(|e| e.span.start <= finding.span.start);
        let entry = mirror.entries[..after].last()?;
        entry.span.contains(finding.span).then(|| entry.span.start.to_string())
    };
    finding.entry.clone().or_else(in_source).or_else(in_mirror)
}
