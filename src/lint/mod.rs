//! Registers and settings → findings, in order, without those that are silenced.

mod accepted_cells;
pub mod baseline;
mod fixable;
mod ignores;
mod level;
mod memory;
mod mirrors;
mod once;
mod pages;
mod reading;
mod registers;
mod scope;

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::finding::Finding;
use crate::mirror::{self, LanguageStatus, Pair, Paired, id_scope};
use crate::register::{Policy, Register};
use crate::rules::{Check, Context, Environment, RULES, UNCLOSED_BLOCK};
use crate::settings::{KnownIgnore, Settings};
use crate::text::Ordered;

pub(crate) use accepted_cells::accepted_cells;
pub(crate) use fixable::{Leading, LeadingFindings, fixable, leading_findings};
pub(crate) use ignores::{
    CommentPlace, IgnoreReason, OriginalPlace, WrittenIgnores, has_lapsed, removed_lapsed,
};
pub(crate) use memory::Memory;
pub(crate) use once::Places;
pub(crate) use pages::{check_pages, weakened_page};
pub(crate) use reading::{conflict_marker, expired_ignore, invalid_utf8, too_deep, weakened_gate};
pub(crate) use registers::in_one_list;
pub use scope::Scope;

/// Below this many bytes in all, starting threads costs more than it saves.
const WORTH_THREADS: usize = 256 * 1024;

/// What a run has found.
#[derive(Debug, Default)]
pub struct Results {
    /// The findings, in order.
    pub findings: Vec<Finding>,
    /// How many places they are about.
    pub(crate) places: Places,
    /// How far each language is in step with the leading one.
    pub languages: Vec<LanguageStatus>,
    /// The pairs of registers that were compared, by their places.
    pub(crate) pairs: Vec<Paired>,
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
) -> Results {
    run_with(registers, settings, environment, scope, None)
}

/// Runs the rules of a scope again; what is known of registers that have not changed counts.
pub(crate) fn run_again(
    registers: &[Register<'_>],
    settings: &Settings,
    environment: Environment<'_>,
    scope: Scope,
    memory: &mut Memory,
) -> Results {
    run_with(registers, settings, environment, scope, Some(memory))
}

fn run_with(
    registers: &[Register<'_>],
    settings: &Settings,
    environment: Environment<'_>,
    scope: Scope,
    mut memory: Option<&mut Memory>,
) -> Results {
    let is_large = is_large(registers);
    let policies = registers::each(registers, is_large, |register| policy(register, settings));
    let mut findings;
    let mut pairs = Vec::new();
    if scope.has_registers() {
        let memory = memory.as_deref_mut();
        findings = check_registers(registers, &policies, settings, environment, memory);
    } else {
        findings = check_unclosed(registers, &policies, settings, environment);
    }
    if scope.has_mirrors() {
        let former_pairs = environment.former_pairs;
        let policies = &policies;
        let mirrors =
            mirrors::MirrorCheck { registers, policies, settings, is_large, former_pairs };
        let (found, compared) = mirrors.check(environment, memory);
        findings = in_one_list([findings, found]);
        pairs = compared;
        if !scope.has_registers() {
            findings.extend(mirrors.causes(&findings, &pairs, environment));
        }
    }
    let sifted = ignores::silence(findings, registers, settings, scope, Some(environment));
    let languages = mirrors::statuses(registers, &pairs, &sifted.kept);
    let paired = match registers {
        [] | [_] => Vec::new(),
        _ if sifted.kept.is_empty() => Vec::new(),
        _ if scope.has_mirrors() => pairs.clone(),
        _ => mirror::pair_up(registers, settings).pairs,
    };
    let all: Vec<&Register<'_>> = registers.iter().collect();
    let run =
        once::LintedRegisters { registers: &all, policies: &policies, settings, pairs: &paired };
    let (mut findings, places) = run.findings_once(sifted);
    findings.shrink_to_fit();
    sort(&mut findings);
    Results { findings, places, languages, pairs }
}

fn check_registers(
    registers: &[Register<'_>],
    policies: &[Policy],
    settings: &Settings,
    environment: Environment<'_>,
    memory: Option<&mut Memory>,
) -> Vec<Finding> {
    let is_large = is_large(registers);
    let with_policies: Vec<_> = registers.iter().zip(policies).collect();
    let is_known = |register: &Register<'_>| {
        memory.as_ref().is_some_and(|memory| memory.known(register).is_some())
    };
    let contexts = registers::each(&with_policies, is_large, |(register, policy)| {
        if is_known(register) {
            return Context::of_known(register, policy, settings, environment);
        }
        let mut cx = Context::new(register, policy, settings, environment);
        if let Some(memory) = &memory {
            memory.leave_out_quiet(&mut cx);
        }
        cx
    });
    if let Some(memory) = memory {
        return registers::check_again(&contexts, is_large, memory);
    }
    if environment.changes.is_none() || settings.gate.is_none() {
        return registers::check(&contexts, is_large, |_| true);
    }
    // What a branch may not do is judged by what its base says.
    let held = settings.of_gate();
    let mut found = registers::check(&contexts, is_large, |rule| !rule.check.reads_changes());
    for register in registers {
        let policy = policy_of_base(register, settings);
        let cx = Context::new(register, &policy, held, environment);
        found.extend(registers::check_those(&cx, Check::reads_changes));
    }
    found
}

/// The rules that the ignore comments of a register ignore.
pub(crate) fn known_ignores(register: &Register<'_>, settings: &Settings) -> Vec<KnownIgnore> {
    ignores::known(register, settings)
}

/// Checks for what hides a part of a register from a comparison.
fn check_unclosed(
    registers: &[Register<'_>],
    policies: &[Policy],
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let rule = &UNCLOSED_BLOCK;
    let Check::Register(check) = rule.check else { return Vec::new() };
    let both = registers.iter().zip(policies).filter(|(own, _)| !own.unclosed.is_empty());
    let found = both.filter_map(|(register, policy)| {
        let mut found = level::findings_of(rule, register, settings)?;
        check(&Context::new(register, policy, settings, environment), &mut found);
        Some(found.into_vec())
    });
    found.flatten().collect()
}

fn is_large(registers: &[Register<'_>]) -> bool {
    let sizes = registers.iter().map(|register| register.source.text().len());
    sizes.sum::<usize>() > WORTH_THREADS
}

/// What ties a register to others, as hashes: registers that share one must be linted in one run,
/// as some rule compares them.
pub(crate) fn compared_ids(register: &Register<'_>, settings: &Settings, scope: Scope) -> Vec<u64> {
    let is_compared = RULES.iter().any(|rule| {
        matches!(rule.check, Check::Run(_))
            && scope.runs(rule)
            && level::findings_of(rule, register, settings).is_some()
    });
    if !is_compared {
        return Vec::new();
    }
    let mut of_all = DefaultHasher::new();
    let scope = id_scope(register.source.path(), settings);
    (register.tag.to_ascii_lowercase(), scope).hash(&mut of_all);
    let hash = |id: &str| {
        let mut hasher = of_all.clone();
        id.hash(&mut hasher);
        hasher.finish()
    };
    register.ids().map(hash).collect()
}

/// The findings of a translation, compared with the leading register as it is.
pub(crate) fn mirror_findings(
    leading: &Register<'_>,
    mirror: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let policies = [policy(leading, settings), policy(mirror, settings)];
    let pair = Pair::new(leading, mirror, [&policies[0], &policies[1]], &settings.vocabulary);
    let found = mirrors::check_pair(&pair, settings, Environment { history: None, ..environment });
    ignores::silence(found, std::slice::from_ref(mirror), settings, Scope::Mirrors, None).kept
}

/// The findings of the rules that read nothing but the changes of a register.
pub(crate) fn change_findings(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let held = settings.of_gate();
    let policy = policy_of_base(register, settings);
    let cx = Context::new(register, &policy, held, environment);
    let found = registers::check_those(&cx, |check| matches!(check, Check::Change(_)));
    let registers = std::slice::from_ref(register);
    ignores::silence(found, registers, settings, Scope::Mirrors, Some(environment)).kept
}

/// The findings of the rules that hold a register against a route contract.
pub(crate) fn contract_findings(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let policy = policy(register, settings);
    let cx = Context::new(register, &policy, settings, environment);
    let found = registers::check_those(&cx, Check::reads_contract);
    let registers = std::slice::from_ref(register);
    ignores::silence(found, registers, settings, Scope::Mirrors, Some(environment)).kept
}

/// The policy that a branch is held to: that of the register at its base, else its own.
fn policy_of_base(register: &Register<'_>, settings: &Settings) -> Policy {
    let gate = settings.gate.as_ref();
    let known = gate.and_then(|gate| gate.policies.get(&**register.source.path()));
    known.cloned().unwrap_or_else(|| policy(register, settings.of_gate()))
}

fn policy(register: &Register<'_>, settings: &Settings) -> Policy {
    Policy::of(register, &settings.promise, &settings.vocabulary)
}

/// Sorts findings by file and place.
pub(crate) fn sort(findings: &mut [Finding]) {
    // Sorted by their places in the list: a finding is large, and there may be very many.
    findings.order_by(by_place);
}

/// The order of findings: by file and place.
pub(crate) fn by_place(a: &Finding, b: &Finding) -> Ordering {
    let place = |it: &Finding| (it.span.start, it.rule, it.span.end);
    let others = || place(a).cmp(&place(b)).then_with(|| a.message.cmp(&b.message));
    a.path.cmp(&b.path).then_with(others)
}
