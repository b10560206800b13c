//! What a configuration and a baseline accepted until a day that is past, as findings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::baseline::Lapses;
use super::project::Project;
use super::writers::Words;
use crate::files::{self, slashed};
use crate::finding::Finding;
use crate::lint;
use crate::rules::{self, Lapse, Writer};
use crate::text::{Source, Span};

/// Findings about a file that is no register, and the file, if there are any.
#[derive(Default)]
pub(super) struct LapsedFindings {
    pub findings: Vec<Finding>,
    pub sources: Vec<Source>,
}

/// What the configuration accepted.
pub(super) fn of_configuration(project: &Project) -> Result<LapsedFindings> {
    let settings = &project.settings;
    let Some(config) = &settings.config_path else { return Ok(LapsedFindings::default()) };
    if settings.lapsed().next().is_none() {
        return Ok(LapsedFindings::default());
    }
    let read = files::read_as(config, &project.on_disk(Path::new(config)), settings)?;
    let Ok(source) = read else { return Ok(LapsedFindings::default()) };
    let mut findings = Vec::new();
    for lapsed in settings.lapsed() {
        let names: Vec<&str> = lapsed.rules.iter().map(String::as_str).collect();
        let lapse =
            Lapse { what: "the configuration", rules: &names, day: lapsed.day, writer: None };
        findings.extend(described(&source, lapsed.place, lapse, project));
    }
    Ok(LapsedFindings { findings, sources: vec![source] })
}

/// What a baseline accepted: one finding for each day.
pub(super) fn of_baseline(lapses: &Lapses, project: &Project) -> LapsedFindings {
    let mut by_day: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for accepted in &lapses.findings {
        let Some(day) = accepted.until else { continue };
        by_day.entry(day).or_default().insert(&accepted.rule);
    }
    if by_day.is_empty() {
        return LapsedFindings::default();
    }
    let source = Source::new(slashed(&lapses.path), &*lapses.text);
    let mut findings = Vec::new();
    for (day, names) in by_day {
        let names: Vec<&str> = names.into_iter().collect();
        let word = day.to_string();
        let at = source.text().find(&word);
        let place = at.map_or(Span::at(0), |at| Span::new(at, at + word.len()));
        let lapse = Lapse { what: "the baseline", rules: &names, day, writer: None };
        findings.extend(described(&source, place, lapse, project));
    }
    LapsedFindings { findings, sources: vec![source] }
}

fn described(source: &Source, place: Span, lapse: Lapse<'_>, project: &Project) -> Option<Finding> {
    let writer = writer(source, place, project);
    lint::expired_ignore(source.path(), &project.settings, |found| {
        rules::describe_expired_ignore(found, place, &Lapse { writer: writer.as_ref(), ..lapse });
    })
}

/// Who wrote the day at a place.
fn writer(source: &Source, place: Span, project: &Project) -> Option<Writer> {
    let words = [Words::of(source.text(), source.slice(place))];
    let asked = project.writers_of(source.path(), &words, None);
    project.git.gaps.answer_or_default(asked).pop().flatten()
}
