//! A register of a run, with the fixes that `lint`, `mirror` or `check` has for it.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::at_once::AtOnce;
use super::fault::Fault;
use super::{Faults, FirstEdits, Fixed, Fixer, State};
use crate::finding::{Edit, Extent, Finding, Safety};
use crate::lint::{self, Leading, LeadingFindings, Places, Scope};
use crate::register::Register;
use crate::rules::{Environment, LastEdits, Purpose, UNUSED_IGNORE};
use crate::settings::Settings;

/// A register, and what it is compared with.
#[derive(Clone, Copy)]
pub(crate) struct FixTarget<'a> {
    pub register: &'a Register<'a>,
    /// The register that it translates.
    pub leading: Option<&'a Register<'a>>,
    pub settings: &'a Settings,
    pub environment: Environment<'a>,
    pub scope: Scope,
}

impl<'a> FixTarget<'a> {
    /// A register that is compared with nothing.
    pub(super) fn single(
        register: &'a Register<'a>,
        settings: &'a Settings,
        environment: Environment<'a>,
    ) -> Self {
        Self { register, leading: None, settings, environment, scope: Scope::Registers }
    }

    /// The register with every fix that is as safe as `safety`; nothing where there is none.
    pub(crate) fn fixed(&self, safety: Safety) -> Option<Fixed> {
        self.with_fixer(safety, Purpose::Repair, |fixer| fixer.fix(self.register))
    }

    /// The same, where nothing else is fixed with it: the last edits of its texts are those of its first
    /// round.
    pub(crate) fn fixed_alone(&self, safety: Safety) -> Option<Fixed> {
        self.alone(|target| target.fixed(safety))
    }

    /// The same with the fixes of entries and their table only.
    pub(super) fn fixed_entries(&self, safety: Safety) -> Option<Fixed> {
        let fixed = |fixer: &Fixer<'_>| {
            let findings = |register: &Register<'_>| {
                let mut found = (fixer.findings)(register);
                found.retain(|finding| is_of_entries(register, finding));
                found
            };
            Fixer { findings: &findings, ..*fixer }.fix(self.register)
        };
        self.alone(|target| target.with_fixer(safety, Purpose::Repair, fixed))
    }

    fn alone<T>(&self, of: impl FnOnce(FixTarget<'_>) -> T) -> T {
        let edits = self.environment.edits.map(|edits| FirstEdits::of(edits, [self.register]));
        let edits = edits.as_ref().map(|edits| edits as &dyn LastEdits);
        let environment = Environment { edits, ..self.environment };
        of(FixTarget { environment, ..*self })
    }

    fn with_fixer<T>(
        &self,
        safety: Safety,
        purpose: Purpose,
        of: impl FnOnce(&Fixer<'_>) -> T,
    ) -> T {
        let Self { leading, settings, scope, .. } = *self;
        let environment = Environment { purpose, ..self.environment };
        let of_leading =
            leading.map(|leading| lint::leading_findings(leading, settings, environment, scope));
        let LeadingFindings { kept, accepted } = of_leading.unwrap_or_default();
        let leading =
            leading.map(|register| Leading { register, findings: &kept, accepted: &accepted });
        let findings = |register: &Register<'_>| {
            lint::fixable(register, leading, settings, environment, scope)
        };
        of(&Fixer { settings, findings: &findings, safety })
    }

    /// Leaves of the fixes of some findings of the register those that `--fix` applies first, and
    /// others that do what they mean to beside them: all of these can be applied together. `places`
    /// are all that were reported.
    pub(crate) fn keep_offered(&self, found: &mut [Finding], places: &Places) {
        self.with_fixer(Safety::Unsafe, Purpose::Offer, |fixer| {
            let singles = Fault::single(found);
            let at_once = self.knows_all(&singles).then(|| fixer.at_once(self.register, &singles));
            let at_once = at_once.flatten();
            let mut offered = match &at_once {
                Some(all) if all.are_done(places) => Edits::of(all.fixes.iter().copied()),
                _ => self.offered_in_trials(fixer, &singles, at_once.as_ref()),
            };
            for finding in found.iter_mut() {
                offered.keep_in(finding);
            }
        });
    }

    /// Whether the findings from which fixes are chosen are those of the run. A comment that ignores a
    /// rule about translations is reported as unused by the whole run only.
    fn knows_all(&self, singles: &[Fault]) -> bool {
        !self.scope.has_mirrors() || singles.iter().all(|fix| fix.rule != UNUSED_IGNORE.name)
    }

    /// What can be applied together, where that is not clear from what the whole run reports: it may
    /// say less of the register, as other registers have the same IDs.
    fn offered_in_trials(
        &self,
        fixer: &Fixer<'_>,
        singles: &[Fault],
        at_once: Option<&AtOnce<'_>>,
    ) -> Edits {
        let findings = (fixer.findings)(self.register);
        // Where a report leaves places out, others come into it for those that are fixed: nothing says
        // then which fix does what it means to.
        if findings.iter().any(Finding::is_left_out) {
            return Edits(HashMap::new());
        }
        if let Some(all) = at_once.filter(|all| all.are_done(&Places::of(&findings))) {
            return Edits::of(all.fixes.iter().copied());
        }
        let state = State { register: self.register, faults: Faults::of(findings) };
        // Of what a report shows once for a register and its translation, one place is shown.
        let mut shown = Edits::of(singles.iter());
        let of = state.faults.fixable.iter().filter(|fault| shown.take_all(fault));
        let trial = fixer.most(&state, &of.collect::<Vec<_>>());
        Edits::of(trial.iter().flat_map(|trial| &trial.fixes).copied())
    }
}

/// Whether a fix changes entries or their table alone.
fn is_of_entries(register: &Register<'_>, finding: &Finding) -> bool {
    let in_table = |edit: &Edit| register.triage.iter().any(|table| table.span.contains(edit.span));
    let is_within = |edit: &Edit| register.entry_around(edit.span).is_some() || in_table(edit);
    let entry = register.entries.first().map(|entry| entry.span.start);
    let first =
        register.triage.first().map(|table| table.span.start).into_iter().chain(entry).min();
    let is_before = |edit: &Edit| first.is_none_or(|first| edit.span.start <= first);
    // What is put in front of the entries, such as a table, changes no text.
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    edits.iter().all(|edit| is_within(edit) || edit.span.is_empty() && is_before(edit))
}

/// Edits of fixes: how often each occurs, by a hash of it and its rule. There may be very many.
struct Edits(HashMap<u64, usize>);

impl Edits {
    fn of<'f>(fixes: impl Iterator<Item = &'f Fault>) -> Self {
        let mut counts = HashMap::new();
        for fault in fixes {
            for edit in &fault.edits {
                *counts.entry(Self::key(fault.rule, edit)).or_default() += 1;
            }
        }
        Self(counts)
    }

    fn key(rule: &str, edit: &Edit) -> u64 {
        BuildHasherDefault::<DefaultHasher>::default().hash_one((rule, edit))
    }

    /// Takes an edit, if it is there.
    fn take(&mut self, rule: &str, edit: &Edit) -> bool {
        let left = self.0.get_mut(&Self::key(rule, edit)).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }

    /// Takes the edits of a fix, if all are there.
    fn take_all(&mut self, fault: &Fault) -> bool {
        fault.edits.iter().all(|edit| self.take(fault.rule, edit))
    }

    /// Leaves a finding its fix if that is among these.
    fn keep_in(&mut self, finding: &mut Finding) {
        let Some(fix) = &mut finding.fix else { return };
        let count = fix.edits.len();
        fix.edits.retain(|edit| self.take(finding.rule, edit));
        // The edits of a habit are those of several fixes; others belong together.
        let is_whole = fix.edits.len() == count || finding.extent == Extent::Register;
        if fix.edits.is_empty() || !is_whole {
            finding.fix = None;
        }
    }
}
