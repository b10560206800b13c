//! The rules about registers and their translations.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::level::{findings_of, level_of_reading};
use super::memory::Memory;
use super::registers::{self, each};
use crate::finding::{Extent, Finding, Level};
use crate::mirror::{self, Lag, LaggingEntry, LanguageStatus, Pair, PairFindings, Paired};
use crate::register::{Policy, Register};
use crate::rules::{self, Check, Context, Environment, PairContext, Purpose, RULES, Rule};
use crate::settings::Settings;

/// The registers of a run, to be compared with their translations.
pub(super) struct MirrorCheck<'a> {
    pub registers: &'a [Register<'a>],
    pub policies: &'a [Policy],
    pub settings: &'a Settings,
    pub is_large: bool,
    /// The register that each one was paired with at the base revision, by path.
    pub former_pairs: Option<&'a HashMap<String, String>>,
}

impl MirrorCheck<'_> {
    /// Pairs the registers, and runs the rules on each pair: the findings, and the pairs.
    pub(super) fn check(
        &self,
        environment: Environment<'_>,
        mut memory: Option<&mut Memory>,
    ) -> (Vec<Finding>, Vec<Paired>) {
        let pairing = mirror::pair_up(self.registers, self.settings);
        let of = |pair: &Paired| [pair.leading, pair.mirror].map(|at| &self.registers[at]);
        if let Some(memory) = memory.as_deref_mut() {
            pairing.pairs.iter().for_each(|pair| memory.add_pair(of(pair)));
        }
        let memory = memory.as_deref();
        let of_each = each(&pairing.pairs, self.is_large, |&Paired { leading, mirror }| {
            let policies = [&self.policies[leading], &self.policies[mirror]];
            let [leading, mirror] = [&self.registers[leading], &self.registers[mirror]];
            let known = memory.and_then(|memory| memory.pair([leading, mirror]));
            let words = &self.settings.vocabulary;
            let pair = Pair::of_known([leading, mirror], policies, words, known);
            check_pair(&pair, self.settings, environment)
        });
        let mut findings: Vec<Finding> = of_each.into_iter().flatten().collect();
        let has_languages = environment.has_languages || !pairing.pairs.is_empty();
        findings.extend(self.unpaired(&pairing, has_languages));
        (findings, pairing.pairs)
    }

    /// What keeps the registers of some pairs from being read, where a comparison found anything.
    pub(super) fn causes(
        &self,
        findings: &[Finding],
        pairs: &[Paired],
        environment: Environment<'_>,
    ) -> Vec<Finding> {
        let path = |at: usize| &**self.registers[at].source.path();
        let found: HashSet<&str> = findings.iter().map(|finding| &*finding.path).collect();
        let of_pairs = pairs.iter().filter(|pair| found.contains(path(pair.mirror)));
        let members: BTreeSet<usize> =
            of_pairs.flat_map(|pair| [pair.leading, pair.mirror]).collect();
        let of_member = |at: usize| {
            let (register, policy) = (&self.registers[at], &self.policies[at]);
            registers::check_causes(&Context::new(register, policy, self.settings, environment))
        };
        members.into_iter().flat_map(of_member).collect()
    }

    /// The findings about registers that have no translation, or not all that are wanted.
    fn unpaired(&self, pairing: &mirror::Pairing, has_languages: bool) -> Vec<Finding> {
        let wanted = &self.settings.mirror_languages;
        let mut languages: BTreeMap<usize, Vec<&Register<'_>>> = BTreeMap::new();
        for pair in &pairing.pairs {
            let own = &self.registers[pair.mirror];
            languages.entry(pair.leading).or_default().push(own);
        }
        let lost = |at: usize| self.former_pairs?.get(&**self.registers[at].source.path());
        let level = |register: &Register<'_>| {
            self.settings.configured_level(rules::UNPAIRED_REGISTER.name, register.source.path())
        };
        // A team with one language has no translations, whether it says so or not.
        let wants_translation = |at: usize| match self.settings.languages.len() {
            0 => has_languages || level(&self.registers[at]).is_some(),
            count => count > 1,
        };
        let alone =
            pairing.unpaired.iter().filter(|&&at| wants_translation(at) || lost(at).is_some());
        // Where the configuration wants languages, one is missing even if the path names none.
        let is_missing = |at: &&usize| wanted.len() > 1 || lost(**at).is_some();
        for &at in alone.chain(pairing.single.iter().filter(is_missing)) {
            languages.entry(at).or_default();
        }
        let mut findings = Vec::new();
        for (at, mut has) in languages {
            let register = &self.registers[at];
            let is_paired = !has.is_empty();
            has.push(register);
            let is_missing = |tag: &&str| !has.iter().any(|register| register.is_in(tag));
            let missing: Vec<&str> = wanted.iter().map(String::as_str).filter(is_missing).collect();
            if is_paired && missing.is_empty() {
                continue;
            }
            let rule = &rules::UNPAIRED_REGISTER;
            let Some(mut found) = findings_of(rule, register, self.settings) else { continue };
            let lost = lost(at).filter(|_| !is_paired).map(String::as_str);
            let finding = rules::describe_unpaired_register(&mut found, register, &missing, lost);
            if lost.is_none() && level(register).is_none() {
                finding.level = Level::Warning;
            }
            findings.extend(found.into_vec());
        }
        findings
    }
}

/// The findings of one pair, in its mirror.
pub(super) fn check_pair(
    pair: &Pair<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let reads_history = |rule: &Rule| {
        matches!(rule.check, Check::Outdated(_))
            && findings_of(rule, pair.mirror, settings).is_some()
    };
    let history = environment.history.filter(|_| RULES.iter().any(reads_history));
    let mut cx = PairContext::new(pair, settings, history, environment.edits);
    if level_of_reading(&rules::SOURCE_PAGE_MISSING, pair.leading.source.path(), settings).is_some()
    {
        cx.keep_pages(environment.pages);
    }
    let purpose = environment.purpose;
    registers::in_one_list(RULES.iter().map(|rule| check_rule(rule, &mut cx, purpose)))
}

fn check_rule(rule: &Rule, cx: &mut PairContext<'_>, purpose: Purpose) -> Vec<Finding> {
    if !matches!(rule.check, Check::Contradiction(_) | Check::Outdated(_)) {
        return Vec::new();
    }
    let Some(mut found) = findings_of(rule, cx.pair.mirror, cx.settings) else { return Vec::new() };
    let sizes = [cx.pair.leading, cx.pair.mirror].map(|own| own.source.text().len());
    let size = sizes[0].max(sizes[1]);
    // Of a report, all are kept: they say how far each language is in step.
    if purpose != Purpose::Report {
        found.keep_for(purpose, size);
    }
    match rule.check {
        Check::Contradiction(kind) => {
            if kind.is_one_sided() {
                found.keep_entries_of(size);
            }
            cx.report_contradictions(kind, &mut found);
        }
        Check::Outdated(check) => check(cx, &mut found),
        _ => {}
    }
    found.into_vec()
}

/// How far each language is in step, by what was found and not silenced.
pub(super) fn statuses(
    registers: &[Register<'_>],
    pairs: &[Paired],
    findings: &[Finding],
) -> Vec<LanguageStatus> {
    let mut by_path: HashMap<&str, Vec<&Finding>> = HashMap::new();
    for finding in findings {
        by_path.entry(&finding.path).or_default().push(finding);
    }
    mirror::statuses(pairs.iter().map(|pair| {
        let register = &registers[pair.mirror];
        let findings = by_path.remove(&**register.source.path()).unwrap_or_default();
        PairFindings {
            language: &register.tag,
            entries: registers[pair.leading].entries.len(),
            missing: findings.iter().map(|finding| left_out(finding)).sum(),
            lagging: findings.into_iter().filter_map(|f| lagging(register, f)).collect(),
        }
    }))
}

/// How many entries without translation a finding only counts.
fn left_out(finding: &Finding) -> usize {
    let lag = rules::rule(finding.rule).and_then(Rule::lag);
    match finding.extent {
        Extent::LeftOut(count) if lag == Some(Lag::Missing) => count as usize,
        _ => 0,
    }
}

fn lagging(mirror: &Register<'_>, finding: &Finding) -> Option<LaggingEntry> {
    let lag = rules::rule(finding.rule)?.lag()?;
    if lag == Lag::Missing && finding.is_left_out() {
        return None;
    }
    Some(LaggingEntry { lag, entry: concerned(mirror, finding, lag) })
}

/// What tells the entry that a finding concerns from others: its name, else its place. An entry
/// that the translation lacks has a place in the leading register only.
fn concerned(mirror: &Register<'_>, finding: &Finding, lag: Lag) -> Option<String> {
    let in_leading = || {
        let place = finding.related.first().filter(|_| lag == Lag::Missing)?;
        Some(format!("leading {}", place.span.start))
    };
    let in_mirror = || mirror.entry_around(finding.span).map(|entry| entry.span.start.to_string());
    finding.entry.as_deref().map(str::to_owned).or_else(in_leading).or_else(in_mirror)
}
