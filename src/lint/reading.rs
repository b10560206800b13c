//! Files that cannot be read, as findings.

use std::sync::Arc;

use super::level::{level, level_of_reading};
use crate::document::{Conflicts, TooDeep};
use crate::finding::{Finding, Level};
use crate::rules::{self, Findings, Rule};
use crate::settings::Settings;
use crate::text::NotUtf8;

/// The finding about a file that is not UTF-8, unless the settings silence it.
pub(crate) fn invalid_utf8(path: &Arc<str>, bad: NotUtf8, settings: &Settings) -> Option<Finding> {
    report(&rules::INVALID_UTF8, path, settings, |findings| {
        rules::describe_invalid_utf8(findings, bad);
    })
}

/// The finding about a file whose Markdown is nested too deeply, unless the settings silence it.
pub(crate) fn too_deep(path: &Arc<str>, deep: TooDeep, settings: &Settings) -> Option<Finding> {
    report(&rules::TOO_DEEP, path, settings, |findings| {
        rules::describe_too_deep(findings, deep);
    })
}

/// The finding about a file that holds conflict markers, unless the settings silence it.
pub(crate) fn conflict_marker(
    path: &Arc<str>,
    conflicts: Conflicts,
    settings: &Settings,
) -> Option<Finding> {
    report(&rules::CONFLICT_MARKER, path, settings, |findings| {
        rules::describe_conflict_marker(findings, conflicts);
    })
}

/// The findings about what a branch hides in a file, by the settings of its base.
pub(crate) fn weakened_gate(
    path: &Arc<str>,
    settings: &Settings,
    describe: impl FnOnce(&mut Findings),
) -> Vec<Finding> {
    let held = settings.of_gate();
    let Some(level) = level(&rules::WEAKENED_GATE, path, held) else { return Vec::new() };
    let mut findings = Findings::new(rules::WEAKENED_GATE.name, level, path.clone());
    describe(&mut findings);
    findings.into_vec()
}

/// The finding about what the configuration or a baseline accepted until a day that is past, unless the
/// settings silence it.
pub(crate) fn expired_ignore(
    path: &Arc<str>,
    settings: &Settings,
    describe: impl FnOnce(&mut Findings),
) -> Option<Finding> {
    let rule = &rules::EXPIRED_IGNORE;
    report_at(level(rule, path, settings)?, rule, path, settings, describe)
}

fn report(
    rule: &Rule,
    path: &Arc<str>,
    settings: &Settings,
    describe: impl FnOnce(&mut Findings),
) -> Option<Finding> {
    report_at(level_of_reading(rule, path, settings)?, rule, path, settings, describe)
}

fn report_at(
    level: Level,
    rule: &Rule,
    path: &Arc<str>,
    settings: &Settings,
    describe: impl FnOnce(&mut Findings),
) -> Option<Finding> {
    let mut findings = Findings::new(rule.name, level, path.clone());
    describe(&mut findings);
    let mut findings = findings.into_vec().into_iter();
    findings.find(|finding| !settings.accepts(finding.rule, &finding.path, None))
}
