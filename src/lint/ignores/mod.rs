//! Findings that comments or the configuration ignore, and what is wrong with the comments.

mod comment;
mod faults;
mod ignored;
mod renewed;
mod written;

use std::collections::{HashMap, HashSet};

use super::Scope;
use crate::finding::Finding;
use crate::register::Register;
use crate::rules::{self, Environment, Findings};
use crate::settings::{Gate, KnownIgnore, Settings};
use comment::ignore_comments;
use faults::RulesRun;
use ignored::IgnoredRules;
pub(crate) use renewed::{has_lapsed, removed_lapsed};
pub(crate) use written::{CommentPlace, IgnoreReason, OriginalPlace, WrittenIgnores};

/// The findings that are kept, and those that comments or the configuration ignore.
#[derive(Debug, Default)]
pub(super) struct Sifted {
    pub kept: Vec<Finding>,
    pub ignored: Vec<Finding>,
}

/// The rules that the comments of a register ignore.
pub(super) fn known(register: &Register<'_>, settings: &Settings) -> Vec<KnownIgnore> {
    let ignored = IgnoredRules::new(register, &ignore_comments(register), settings.today, None);
    ignored.all.iter().map(|ignored| ignored.identity(register)).collect()
}

/// What a branch ignores in a page and its base does not.
pub(super) fn new_in_page(
    page: &Register<'_>,
    then: Option<&Register<'_>>,
    settings: &Settings,
    found: &mut Findings,
) {
    let mut before = Gate::default();
    for known in then.map(|then| known(then, settings)).into_iter().flatten() {
        before.add(known);
    }
    let ignored = IgnoredRules::new(page, &ignore_comments(page), settings.today, None);
    for new in ignored.all.iter().filter(|own| !before.knows(&own.identity(page))) {
        rules::describe_new_ignore(found, new.rule.span, new.rule.name);
    }
}

/// Drops the findings about pages, or about registers because of pages, that are ignored, and adds those
/// about the comments of pages.
pub(super) fn silence_pages(
    findings: Vec<Finding>,
    pages: &[Register<'_>],
    registers: &[Register<'_>],
    settings: &Settings,
) -> Vec<Finding> {
    let paths: HashSet<&str> = registers.iter().map(|own| &**own.source.path()).collect();
    let is_of_register = |finding: &Finding| paths.contains(&*finding.path);
    let (own, found): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_of_register);
    let mut kept = silence(own, registers, settings, Scope::Pages, None).kept;
    let mut found = silence(found, pages, settings, Scope::Pages, None).kept;
    for page in pages {
        found.extend(faults::of_comments(page, &ignore_comments(page), settings, None));
    }
    kept.append(&mut found);
    kept
}

/// Drops the findings that are ignored, and adds those about the comments that ignore.
pub(super) fn silence(
    mut findings: Vec<Finding>,
    registers: &[Register<'_>],
    settings: &Settings,
    scope: Scope,
    environment: Option<Environment<'_>>,
) -> Sifted {
    let has_changes = environment.is_some_and(|environment| environment.changes.is_some());
    let has_contract = environment.is_some_and(|environment| environment.contract.is_some());
    let edits = environment.and_then(|environment| environment.edits);
    let mut by_path: HashMap<&str, IgnoredRules<'_>> = HashMap::new();
    let mut faults = Vec::new();
    for register in registers {
        let comments = ignore_comments(register);
        if scope.has_registers() {
            faults.extend(faults::of_comments(register, &comments, settings, edits));
        }
        let gate = settings.gate.as_ref();
        let ignored = IgnoredRules::new(register, &comments, settings.today, gate);
        if scope.has_registers() {
            faults.extend(faults::weakened(register, &ignored, settings));
        }
        by_path.insert(register.source.path(), ignored);
    }
    let is_held = |finding: &Finding| {
        settings.gate.is_some()
            && rules::rule(finding.rule).is_some_and(|rule| rule.check.reads_changes())
    };
    // Where there are very many, a second list of them would take much memory.
    let ignored = findings.extract_if(.., |finding| {
        let ignored = by_path.get_mut(&*finding.path);
        ignored.is_some_and(|ignored| ignored.ignores(finding, is_held(finding)))
    });
    let ignored = ignored.collect();
    let mut sifted = Sifted { kept: findings, ignored };
    for register in registers.iter().filter(|_| scope.has_registers()) {
        if let Some(ignored) = by_path.get(&**register.source.path()) {
            faults.extend(faults::unused(
                register,
                ignored,
                RulesRun { settings, scope, has_changes, has_contract, edits },
            ));
        }
    }
    sifted.kept.append(&mut faults);
    let is_accepted = |f: &mut Finding| {
        let is_held = is_held(f) || f.rule == rules::WEAKENED_GATE.name;
        let settings = if is_held { settings.of_gate() } else { settings };
        settings.accepts(f.rule, &f.path, f.entry.as_deref())
    };
    sifted.ignored.extend(sifted.kept.extract_if(.., is_accepted));
    sifted
}
