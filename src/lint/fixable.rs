//! What fixes are chosen from: the findings of one register, one for each place.

use std::collections::HashSet;

use super::ignores::Sifted;
use super::once::{LintedRegisters, ignore_whole_habits, may_explain};
use super::registers::{check_causes, in_one_list};
use super::{Scope, check_registers, check_unclosed, ignores, mirror_findings, policy, sort};
use crate::finding::Finding;
use crate::mirror::Paired;
use crate::register::{Policy, Register};
use crate::rules::{Context, Environment, MIRROR_FIELD, MISSING_FIELD};
use crate::settings::Settings;

/// The register that another one translates.
#[derive(Clone, Copy)]
pub(crate) struct Leading<'a> {
    pub register: &'a Register<'a>,
    /// What is wrong with it, which findings of its translation may follow from.
    pub findings: &'a [Finding],
    /// What is accepted in it, and so in its translation.
    pub accepted: &'a [Finding],
}

impl Leading<'_> {
    /// The findings that those of its translation may follow from. A missing field explains that a field of
    /// the translation has no counterpart; a hostile register lacks very many.
    fn explaining(&self, found: &[Finding]) -> Vec<Finding> {
        let is_of_field = |finding: &&Finding| finding.rule == MIRROR_FIELD.name;
        let named = |finding: &Finding| (finding.entry.clone(), finding.field.clone());
        let asked: HashSet<_> = found.iter().filter(is_of_field).map(named).collect();
        let may_explain = |finding: &&Finding| {
            // One that says what to do names two entries that are one.
            finding.rule != MISSING_FIELD.name
                || finding.help.is_some()
                || !self.accepted.is_empty()
                || asked.contains(&named(finding))
        };
        self.findings.iter().filter(may_explain).cloned().collect()
    }
}

/// The findings of a leading register, which those of its translation may follow from.
#[derive(Debug, Default)]
pub(crate) struct LeadingFindings {
    pub kept: Vec<Finding>,
    pub accepted: Vec<Finding>,
}

/// What is found in a register that others translate.
pub(crate) fn leading_findings(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
    scope: Scope,
) -> LeadingFindings {
    if !scope.has_registers() {
        let kept = causes(register, settings, environment);
        return LeadingFindings { kept, ..LeadingFindings::default() };
    }
    let policies = [policy(register, settings)];
    let Sifted { mut kept, ignored } = each_place(register, &policies, settings, environment);
    // It is not repaired here.
    for finding in &mut kept {
        finding.fix = None;
    }
    let linted =
        LintedRegisters { registers: &[register], policies: &policies, settings, pairs: &[] };
    let mut kept = linted.causes(kept);
    // What is accepted in both is told by the places of all.
    if ignored.is_empty() {
        kept.retain(may_explain);
        kept.shrink_to_fit();
    }
    LeadingFindings { kept, accepted: ignored }
}

/// The findings of a register from which its fixes are chosen: what follows from others is left to
/// them.
pub(crate) fn fixable(
    register: &Register<'_>,
    leading: Option<Leading<'_>>,
    settings: &Settings,
    environment: Environment<'_>,
    scope: Scope,
) -> Vec<Finding> {
    let compared = leading.filter(|_| scope.has_mirrors());
    let mut registers: Vec<&Register<'_>> = leading.iter().map(|one| one.register).collect();
    registers.push(register);
    let policies: Vec<_> = registers.iter().map(|register| policy(register, settings)).collect();
    let own_policy = &policies[registers.len() - 1..];
    let mut found = Vec::new();
    if let Some(leading) = compared {
        found = mirror_findings(leading.register, register, settings, environment);
        let explaining = leading.explaining(&found);
        found = in_one_list([found, explaining]);
    }
    if scope.has_registers() {
        found = in_one_list([found, each_place(register, own_policy, settings, environment).kept]);
    } else if !found.is_empty() {
        found.extend(causes(register, settings, environment));
    }
    let pairs: Vec<Paired> = leading.iter().map(|_| Paired { leading: 0, mirror: 1 }).collect();
    let linted =
        LintedRegisters { registers: &registers, policies: &policies, settings, pairs: &pairs };
    let kept = match compared {
        Some(_) => linted.causes(found),
        None => LintedRegisters { pairs: &[], ..linted }.causes(found),
    };
    let ignored = leading.map(|leading| leading.accepted.to_vec()).unwrap_or_default();
    let mut found = linted.without_accepted(Sifted { kept, ignored });
    found.retain(|finding| finding.path == *register.source.path());
    // It is kept while its fixes are tried.
    found.shrink_to_fit();
    found
}

/// What keeps a register from being compared.
pub(crate) fn causes(
    register: &Register<'_>,
    settings: &Settings,
    environment: Environment<'_>,
) -> Vec<Finding> {
    let policy = policy(register, settings);
    let mut found = check_causes(&Context::new(register, &policy, settings, environment));
    let (registers, policies) = (std::slice::from_ref(register), std::slice::from_ref(&policy));
    found.extend(check_unclosed(registers, policies, settings, environment));
    found
}

/// The findings of one register, one for each place. `policies` holds its policy.
fn each_place(
    register: &Register<'_>,
    policies: &[Policy],
    settings: &Settings,
    environment: Environment<'_>,
) -> Sifted {
    let registers = std::slice::from_ref(register);
    let found = check_registers(registers, policies, settings, environment, None);
    let mut sifted =
        ignores::silence(found, registers, settings, Scope::Registers, Some(environment));
    ignore_whole_habits(&mut sifted);
    sort(&mut sifted.kept);
    sifted
}
