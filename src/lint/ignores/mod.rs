//! Findings that comments or the configuration ignore, and what is wrong with the comments.

mod comment;
mod faults;
mod ignored;

use std::collections::HashMap;

use super::Scope;
use crate::finding::Finding;
use crate::register::Register;
use crate::rules::Environment;
use crate::settings::Settings;
use comment::ignore_comments;
use faults::RulesRun;
use ignored::IgnoredRules;

/// The findings that are kept, and those that comments or the configuration ignore.
#[derive(Debug, Default)]
pub(super) struct Sifted {
    pub kept: Vec<Finding>,
    pub ignored: Vec<Finding>,
}

/// Drops the findings that are ignored, and adds those about the comments that ignore.
pub(super) fn silence(
    findings: Vec<Finding>,
    registers: &[Register<'_>],
    settings: &Settings,
    scope: Scope,
    environment: Option<Environment<'_>>,
) -> Sifted {
    let has_changes = environment.is_some_and(|environment| environment.changes.is_some());
    let edits = environment.and_then(|environment| environment.edits);
    let mut by_path: HashMap<&str, IgnoredRules<'_>> = HashMap::new();
    let mut faults = Vec::new();
    for register in registers {
        let comments = ignore_comments(register);
        if scope.has_registers() {
            faults.extend(faults::unexplained(register, &comments, settings));
            faults.extend(faults::unknown(register, &comments, settings));
        }
        by_path.insert(register.source.path(), IgnoredRules::new(register, &comments));
    }
    let (ignored, kept) = findings.into_iter().partition(|finding| {
        by_path.get_mut(&*finding.path).is_some_and(|ignored| ignored.ignores(finding))
    });
    let mut sifted = Sifted { kept, ignored };
    for register in registers.iter().filter(|_| scope.has_registers()) {
        if let Some(ignored) = by_path.get(&**register.source.path()) {
            faults.extend(faults::unused(
                register,
                ignored,
                RulesRun { settings, scope, has_changes, edits },
            ));
        }
    }
    sifted.kept.append(&mut faults);
    let is_accepted = |f: &Finding| settings.accepts(f.rule, &f.path, f.entry.as_deref());
    let (accepted, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut sifted.kept).into_iter().partition(is_accepted);
    sifted.kept = kept;
    sifted.ignored.extend(accepted);
    sifted
}
