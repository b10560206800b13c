//! Looks at the registers of a run: those that must be seen together are in memory together, and of
//! the others only what they gave rise to.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::Error;
use rayon::prelude::*;

use crate::cli::shared::terminal::Terminal;
use crate::files::{self, slashed};
use crate::finding::Finding;
use crate::lint::{self, Scope};
use crate::mirror::{self, LanguageStatus};
use crate::rules::Environment;
use crate::run::inputs::{Session, read_all};
use crate::text::Source;

/// What was seen of the registers of a run.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The findings, in order.
    pub findings: Vec<Finding>,
    /// How far each language is in step.
    pub languages: Vec<LanguageStatus>,
    /// Whether some register was compared with a translation.
    pub has_pairs: bool,
    /// Every file that was read, in order.
    pub files: Vec<Arc<str>>,
    /// How many entries they hold.
    pub entries: usize,
    /// Whether some file could not be read; the user knows of it.
    pub has_failed: bool,
    /// Of what the session has not read, the sources that the findings speak of.
    kept: Vec<Source>,
}

impl Survey {
    /// At least the sources that the findings speak of, by path.
    pub(crate) fn sources<'s>(&'s self, session: &'s Session) -> HashMap<Arc<str>, &'s Source> {
        let all =
            session.sources.iter().chain(&session.broken).chain(&session.gone).chain(&self.kept);
        all.map(|source| (source.path().clone(), source)).collect()
    }
}

/// Runs the rules of a scope on the registers of a session.
pub(crate) fn survey(
    session: &Session,
    world: Environment<'_>,
    scope: Scope,
    terminal: &Terminal,
) -> Survey {
    let read = session.sources.iter().chain(&session.broken);
    let mut survey = Survey {
        findings: session.findings.clone(),
        files: read.map(|source| source.path().clone()).collect(),
        has_failed: session.has_failed,
        ..Survey::default()
    };
    let sights = if session.unread.is_empty() {
        vec![see(&session.sources, session, world, scope)]
    } else {
        see_in_turn(session, world, scope)
    };
    let (mut languages, mut errors) = (Vec::new(), Vec::new());
    for sight in sights {
        survey.findings.extend(sight.findings);
        survey.has_pairs |= sight.has_pairs;
        survey.files.extend(sight.files);
        survey.entries += sight.entries;
        survey.kept.extend(sight.kept);
        languages.push(sight.languages);
        errors.extend(sight.errors);
    }
    survey.languages = mirror::in_all(languages);
    survey.files.sort_unstable();
    survey.files.dedup();
    lint::sort(&mut survey.findings);
    errors.sort_by_key(|(at, _)| *at);
    for (_, error) in &errors {
        terminal.error(error);
    }
    survey.has_failed |= !errors.is_empty();
    survey
}

/// What was seen of some registers.
#[derive(Default)]
struct Sight {
    findings: Vec<Finding>,
    languages: Vec<LanguageStatus>,
    has_pairs: bool,
    files: Vec<Arc<str>>,
    entries: usize,
    /// What ties them to registers elsewhere.
    ties: Vec<u64>,
    /// The sources that the findings speak of.
    kept: Vec<Source>,
    /// Why some file could not be read, by its place in the run.
    errors: Vec<(usize, Error)>,
}

/// Reads and looks at the registers company by company.
fn see_in_turn(session: &Session, world: Environment<'_>, scope: Scope) -> Vec<Sight> {
    let companies = companies(session, scope);
    let look = |company: &Vec<usize>| read_and_see(company, session, world, scope);
    let mut sights: Vec<Sight> = if companies.len() > 1 {
        companies.par_iter().map(look).collect()
    } else {
        companies.iter().map(look).collect()
    };
    // Who turns out to have to do with one another is looked at again, together.
    let tied = tied(&sights);
    if !tied.is_empty() {
        let mut company: Vec<usize> = tied.iter().flat_map(|&at| companies[at].clone()).collect();
        company.sort_unstable();
        let mut at = 0..;
        sights.retain(|_| at.next().is_none_or(|at| !tied.contains(&at)));
        sights.push(look(&company));
    }
    sights
}

/// Which of the unread registers must be looked at together.
fn companies(session: &Session, scope: Scope) -> Vec<Vec<usize>> {
    if scope == Scope::Registers {
        return (0..session.unread.len()).map(|at| vec![at]).collect();
    }
    let names: Vec<String> = session.unread.iter().map(|path| slashed(path)).collect();
    crate::mirror::groups(&names, &session.settings)
}

/// The sights that are tied to others.
fn tied(sights: &[Sight]) -> HashSet<usize> {
    let mut ties: Vec<(u64, usize)> = Vec::new();
    for (at, sight) in sights.iter().enumerate() {
        ties.extend(sight.ties.iter().map(|&tie| (tie, at)));
    }
    ties.sort_unstable();
    let of_a_tie = ties.chunk_by(|a, b| a.0 == b.0);
    let between = of_a_tie.filter(|tie| tie.iter().any(|(_, at)| *at != tie[0].1));
    between.flatten().map(|(_, at)| *at).collect()
}

fn read_and_see(
    company: &[usize],
    session: &Session,
    world: Environment<'_>,
    scope: Scope,
) -> Sight {
    let (mut sources, mut broken, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    let mut errors = Vec::new();
    for &at in company {
        match files::read(&session.unread[at], &session.settings) {
            Ok(Ok(source)) => sources.push(source),
            Ok(Err((source, bad))) => {
                findings.extend(lint::invalid_utf8(source.path(), bad, &session.settings));
                broken.push(source);
            }
            Err(error) => errors.push((at, error)),
        }
    }
    let mut sight = see(&sources, session, world, scope);
    sight.findings.append(&mut findings);
    sight.errors = errors;
    sources.append(&mut broken);
    sight.files = sources.iter().map(|source| source.path().clone()).collect();
    let told: HashSet<&Arc<str>> = sight.findings.iter().flat_map(paths_of).collect();
    sources.retain(|source| told.contains(source.path()));
    sight.kept = sources;
    sight
}

/// The files that a finding speaks of.
fn paths_of(finding: &Finding) -> impl Iterator<Item = &Arc<str>> {
    let others = finding.related.iter().filter_map(|related| related.path.as_ref());
    std::iter::once(&finding.path).chain(others)
}

fn see(sources: &[Source], session: &Session, world: Environment<'_>, scope: Scope) -> Sight {
    let settings = &session.settings;
    let (registers, mut findings) = read_all(sources, settings);
    let found = lint::run(&registers, settings, world, scope);
    findings.extend(found.findings);
    Sight {
        findings,
        languages: found.languages,
        has_pairs: !found.pairs.is_empty(),
        entries: registers.iter().map(|register| register.entries.len()).sum(),
        ties: registers.iter().flat_map(|r| lint::compared_ids(r, settings, scope)).collect(),
        ..Sight::default()
    }
}
