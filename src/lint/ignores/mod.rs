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

/// Drops the findings that are ignored, and adds those about the comments that ignore.
pub(super) fn silence(
    mut findings: Vec<Finding>,
    registers: &[Register<'_>],
    settings: &Settings,
    scope: Scope,
    environment: Option<Environment<'_>>,
) -> Vec<Finding> {
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
    findings.retain(|finding| {
        !by_path.get_mut(&*finding.path).is_some_and(|ignored| ignored.ignores(finding))
    });
    for register in registers.iter().filter(|_| scope.has_registers()) {
        if let Some(ignored) = by_path.get(&**register.source.path()) {
            faults.extend(faults::unused(
                register,
                ignored,
                RulesRun { settings, scope, has_changes, edits },
            ));
        }
    }
    findings.append(&mut faults);
    findings.retain(|f| !settings.accepts(f.rule, &f.path, f.entry.as_deref()));
    findings
}
