//! What a branch leaves out of what it is held to, as findings.

use std::path::Path;

use anyhow::Result;

use super::base::Base;
use super::inputs::Inputs;
use super::pages::PageTexts;
use super::project::Project;
use crate::files;
use crate::finding::{Finding, Level};
use crate::lint;
use crate::rules;
use crate::settings::{LevelSetting, Settings};
use crate::text::{Source, Span};

/// What a branch leaves out by its configuration and by `.gitignore`, and the configuration, if it is
/// reported.
pub(super) fn findings(
    project: &Project,
    inputs: &Inputs,
    base: &Base<'_>,
) -> Result<(Vec<Finding>, Vec<Source>)> {
    let mut findings = Vec::new();
    for source in inputs.sources.iter().filter(|source| inputs.hidden.contains(source.path())) {
        let first_line = source.text().lines().next().unwrap_or_default().len();
        let place = Span::new(source.body_start(), first_line.max(source.body_start()));
        findings.extend(lint::weakened_gate(source.path(), &project.settings, |found| {
            rules::describe_hidden_register(found, place);
        }));
    }
    let Some(config) = &project.settings.config_path else { return Ok((findings, Vec::new())) };
    // What lies outside of the repository is not the branch's.
    if base.place(Path::new(config)).is_none() {
        return Ok((findings, Vec::new()));
    }
    let built_in = Settings::built_in(&project.folder);
    let gate = project.settings.gate.as_ref();
    let then = gate.and_then(|gate| gate.settings.as_deref());
    let loosened = project.settings.loosened_since(then.unwrap_or(&built_in), usual_level);
    if loosened.is_empty() {
        return Ok((findings, Vec::new()));
    }
    let Ok(source) =
        files::read_as(config, &project.on_disk(Path::new(config)), &project.settings)?
    else {
        return Ok((findings, Vec::new()));
    };
    findings.extend(lint::weakened_gate(source.path(), &project.settings, |found| {
        for loosening in loosened {
            let place = place_of(loosening.word(), source.text());
            rules::describe_loosening(found, place, loosening, then.is_some());
        }
    }));
    Ok((findings, vec![source]))
}

/// Where a configuration has a word, its comments left out.
fn place_of(word: &str, config: &str) -> Span {
    let mut lines = config.split_inclusive('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line))
    });
    let at = lines.find_map(|(start, line)| {
        let is_comment = line.trim_start().starts_with('#');
        line.find(word).filter(|_| !is_comment).map(|at| start + at)
    });
    at.map_or(Span::at(0), |at| Span::new(at, at + word.len()))
}

/// What a branch ignores by comments in pages of the manual.
pub(super) fn in_pages(
    texts: &PageTexts<'_>,
    base: &Base<'_>,
    settings: &Settings,
) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for page in texts.inputs.read_sources() {
        let bytes = base.bytes_then(Path::new(&**page.path()))?;
        let then = bytes.and_then(|bytes| Source::decode(page.path().clone(), bytes).ok());
        findings.extend(lint::weakened_page(page, then.as_ref(), settings));
    }
    Ok(findings)
}

/// The level of a rule that no configuration mentions.
fn usual_level(rule: &str) -> LevelSetting {
    match rules::rule(rule).map(|rule| rule.level) {
        Some(Level::Error) => LevelSetting::Error,
        Some(Level::Warning) => LevelSetting::Warning,
        Some(Level::Info) => LevelSetting::Info,
        None => LevelSetting::Off,
    }
}
