//! Checks the registers of a run group by group: those that must be compared are in memory
//! together, and of the others only what was found in them.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::Error;
use rayon::prelude::*;

use super::aligned::align_offers;
use super::inputs::{Inputs, ReadRegisters, registers_of};
use super::notes::Notes;
use super::offers::CheckedRegisters;
use super::pages::CheckedPages;
use super::project::Project;
use crate::document::Conflicts;
use crate::files::{from_repository, slashed};
use crate::finding::Finding;
use crate::lint::{self, Memory, Scope};
use crate::mirror::{self, LanguageStatus};
use crate::output::{FindingsReport, Format};
use crate::register::Register;
use crate::rules::{Environment, UNPAIRED_REGISTER};
use crate::settings::Settings;
use crate::text::{Ordered, Source};

/// What rules found in the registers of a run.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, in order.
    pub findings: Vec<Finding>,
    /// How far each language is in step.
    pub languages: Vec<LanguageStatus>,
    /// Whether some register was compared with a translation.
    pub has_pairs: bool,
    /// Whether some file holds conflict markers, and so was not compared with its translation.
    pub(crate) has_conflicts: bool,
    /// Every file that was read, in order.
    pub files: Vec<Arc<str>>,
    /// How many entries they hold.
    pub entries: usize,
    /// How many lists, tables and runs of sections could be entries and were not taken for any.
    pub(crate) unread: usize,
    /// Whether some file could not be read; a note has said so.
    pub has_failed: bool,
    /// Of the inputs that are still unread, the sources that the findings point into.
    kept: Vec<Source>,
}

impl Checked {
    /// At least the sources that the findings point into, by path.
    pub fn sources<'s>(&'s self, inputs: &'s Inputs) -> HashMap<Arc<str>, &'s Source> {
        let all = inputs.read_sources().chain(&self.kept);
        all.map(|source| (source.path().clone(), source)).collect()
    }

    /// The report of what was found, as the readers of a format know the files.
    pub fn report<'a>(
        &'a self,
        project: &Project,
        inputs: &'a Inputs,
        format: Format,
    ) -> FindingsReport<'a> {
        let name = |path: &Arc<str>| {
            let name = from_repository(&project.folder, Path::new(&**path))?;
            Some((path.clone(), name))
        };
        let is_named = format.names_from_repository();
        let files = self.files.iter().chain(self.kept.iter().map(Source::path));
        FindingsReport {
            findings: &self.findings,
            sources: self.sources(inputs),
            names: files.filter(|_| is_named).filter_map(name).collect(),
            fails_from: None,
            files: &self.files,
            entries: self.entries,
            languages: Some(&self.languages),
        }
    }

    /// Adds findings about sources that are no inputs, and keeps those sources.
    pub(crate) fn add(&mut self, findings: Vec<Finding>, sources: Vec<Source>) {
        self.findings.extend(findings);
        self.kept.extend(sources);
        lint::sort(&mut self.findings);
    }

    /// Adds what was found in pages of the manual.
    pub(super) fn add_pages(&mut self, pages: CheckedPages) {
        self.files.extend(pages.files);
        self.files.sort_unstable();
        self.files.dedup();
        self.has_failed |= pages.has_failed;
        self.add(pages.findings, pages.sources);
    }

    fn start(inputs: &Inputs) -> Self {
        Self {
            findings: inputs.findings.clone(),
            files: inputs.read_sources().map(|source| source.path().clone()).collect(),
            has_conflicts: !inputs.conflicted.is_empty(),
            has_failed: inputs.has_failed,
            ..Self::default()
        }
    }

    fn take(&mut self, groups: Vec<GroupResults>, notes: &dyn Notes) {
        let (mut languages, mut errors) = (Vec::new(), Vec::new());
        let mut found = vec![std::mem::take(&mut self.findings)];
        for group in groups {
            found.push(group.findings);
            self.has_pairs |= group.has_pairs;
            self.has_conflicts |= group.has_conflicts;
            self.files.extend(group.files);
            self.entries += group.entries;
            self.unread += group.unread;
            self.kept.extend(group.kept);
            languages.push(group.languages);
            errors.extend(group.errors);
        }
        self.findings = lint::in_one_list(found);
        self.languages = mirror::in_all(languages);
        self.files.sort_unstable();
        self.files.dedup();
        lint::sort(&mut self.findings);
        errors.order_by_key(|error| error.at);
        for error in &errors {
            notes.error(&error.why);
        }
        self.has_failed |= !errors.is_empty();
    }
}

/// Runs the rules of a scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checker<'c> {
    pub project: &'c Project,
    pub environment: Environment<'c>,
    pub scope: Scope,
}

impl Checker<'_> {
    /// The same with what the paths of inputs say about languages.
    pub(super) fn knowing_languages(self, inputs: &Inputs) -> Self {
        let paths: Vec<String> = inputs.paths().iter().map(|path| slashed(path)).collect();
        let has_languages = mirror::name_languages(&paths, &self.project.settings);
        Self { environment: Environment { has_languages, ..self.environment }, ..self }
    }

    /// Reads and checks inputs group by group.
    pub(crate) fn check_in_groups(self, inputs: &Inputs, notes: &dyn Notes) -> Checked {
        let mut checked = Checked::start(inputs);
        checked.take(self.groups(inputs, |members| self.read_and_check(members, inputs)), notes);
        checked
    }

    /// Checks the registers of inputs that were read.
    pub(crate) fn check_registers(
        self,
        inputs: &Inputs,
        registers: &ReadRegisters<'_>,
        notes: &dyn Notes,
    ) -> Checked {
        let mut checked = Checked::start(inputs);
        let mut group = self.check_group(registers, None);
        let unreadable: Vec<&Source> = inputs.unreadable().collect();
        group.drop_unpaired(&unreadable, &self.project.settings);
        checked.take(vec![group], notes);
        checked
    }

    /// What was found in each group, as `check` gives it for its members among the unread inputs.
    pub(super) fn groups<G: Borrow<GroupResults> + Send>(
        self,
        inputs: &Inputs,
        check: impl Fn(&[usize]) -> G + Sync,
    ) -> Vec<G> {
        let members = self.members_of_groups(inputs);
        let check = |members: &Vec<usize>| check(members);
        let mut groups: Vec<G> = if members.len() > 1 {
            members.par_iter().map(check).collect()
        } else {
            members.iter().map(check).collect()
        };
        // Groups that turn out to belong together are checked again, as one.
        let joined = linked(&groups);
        if joined.is_empty() {
            return groups;
        }
        let mut all: Vec<usize> = joined.iter().flat_map(|&at| members[at].clone()).collect();
        all.sort_unstable();
        let alone = groups.into_iter().enumerate().filter(|(at, _)| !joined.contains(at));
        groups = alone.map(|(_, group)| group).collect();
        groups.push(check(&all));
        groups
    }

    /// Which of the unread registers must be checked together, as far as their paths say.
    fn members_of_groups(self, inputs: &Inputs) -> Vec<Vec<usize>> {
        let names: Vec<String> = inputs.unread.iter().map(|path| slashed(path)).collect();
        mirror::groups(&names, &self.project.settings)
    }

    /// Reads registers and checks them together.
    pub(super) fn read_and_check(self, members: &[usize], inputs: &Inputs) -> GroupResults {
        let settings = &self.project.settings;
        let (mut sources, mut broken, mut findings) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_conflicts = false;
        let mut errors = Vec::new();
        for &at in members {
            match self.project.read(&inputs.unread[at]) {
                Ok(Ok(source)) => match Conflicts::of(&source) {
                    Some(conflicts) => {
                        findings.extend(lint::conflict_marker(source.path(), conflicts, settings));
                        broken.push(source);
                        has_conflicts = true;
                    }
                    None => sources.push(source),
                },
                Ok(Err((source, bad))) => {
                    findings.extend(lint::invalid_utf8(source.path(), bad, settings));
                    broken.push(source);
                }
                Err(why) => errors.push(ReadError { at, why }),
            }
        }
        let mut group = self.check_group(&registers_of(&sources, settings), None);
        group.drop_unpaired(&broken.iter().collect::<Vec<_>>(), settings);
        group.findings.append(&mut findings);
        group.has_conflicts = has_conflicts;
        group.errors = errors;
        sources.append(&mut broken);
        group.files = sources.iter().map(|source| source.path().clone()).collect();
        let pointed: HashSet<&Arc<str>> = group.findings.iter().flat_map(paths_of).collect();
        sources.retain(|source| pointed.contains(source.path()));
        group.kept = sources;
        group
    }

    /// Checks registers together. Where there is a memory, they are checked with every key that is typed,
    /// and it is not tried which fixes can be applied.
    pub(super) fn check_group(
        self,
        ReadRegisters { all: registers, unread }: &ReadRegisters<'_>,
        memory: Option<&mut Memory>,
    ) -> GroupResults {
        let (settings, environment) = (&self.project.settings, self.environment);
        let found = match memory {
            Some(memory) => lint::run_again(registers, settings, environment, self.scope, memory),
            None => self.offered(registers),
        };
        GroupResults {
            findings: lint::in_one_list([unread.clone(), found.findings]),
            languages: found.languages,
            has_pairs: !found.pairs.is_empty(),
            entries: registers.iter().map(|register| register.entries.len()).sum(),
            unread: registers.iter().map(|register| register.unread.len()).sum(),
            links: registers
                .iter()
                .flat_map(|r| lint::compared_ids(r, settings, self.scope))
                .collect(),
            ..GroupResults::default()
        }
    }

    /// What is found in registers, with the fixes that can be applied.
    fn offered(self, registers: &[Register<'_>]) -> lint::Results {
        let (settings, environment) = (&self.project.settings, self.environment);
        let mut found = lint::run(registers, settings, environment, self.scope);
        let checked = CheckedRegisters {
            registers,
            pairs: &found.pairs,
            settings,
            environment,
            scope: self.scope,
            places: &found.places,
        };
        checked.keep_offered(&mut found.findings);
        align_offers(registers, &mut found.findings);
        found
    }
}

/// What was found in registers that were checked together.
#[derive(Debug, Default)]
pub(super) struct GroupResults {
    pub findings: Vec<Finding>,
    languages: Vec<LanguageStatus>,
    has_pairs: bool,
    has_conflicts: bool,
    pub files: Vec<Arc<str>>,
    entries: usize,
    unread: usize,
    /// What links them to registers of other groups.
    links: Vec<u64>,
    /// The sources that the findings point into.
    pub kept: Vec<Source>,
    pub errors: Vec<ReadError>,
}

impl GroupResults {
    /// What was found in pages of the manual, page by page.
    pub(super) fn of_pages(pages: CheckedPages) -> Vec<Self> {
        let mut of_path: HashMap<Arc<str>, Self> = HashMap::new();
        for path in pages.files {
            of_path.entry(path.clone()).or_default().files.push(path);
        }
        for finding in pages.findings {
            of_path.entry(finding.path.clone()).or_default().findings.push(finding);
        }
        for source in pages.sources {
            of_path.entry(source.path().clone()).or_default().kept.push(source);
        }
        of_path.into_values().collect()
    }

    /// Drops the finding that a register has no translation where that translation is there, and
    /// could not be read.
    fn drop_unpaired(&mut self, unreadable: &[&Source], settings: &Settings) {
        self.findings.retain(|finding| {
            finding.rule != UNPAIRED_REGISTER.name
                || !unreadable
                    .iter()
                    .any(|other| mirror::is_one_family(&finding.path, other.path(), settings))
        });
    }
}

/// Why a file could not be read, and its place in the run.
#[derive(Debug)]
pub(super) struct ReadError {
    at: usize,
    pub why: Error,
}

/// The groups that share a link with another.
fn linked(groups: &[impl Borrow<GroupResults>]) -> HashSet<usize> {
    if groups.len() < 2 {
        return HashSet::new();
    }
    let mut links: Vec<(u64, usize)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        links.extend(group.borrow().links.iter().map(|&link| (link, at)));
    }
    links.sort_unstable();
    let shared = links.chunk_by(|a, b| a.0 == b.0);
    let between = shared.filter(|link| link.iter().any(|(_, at)| *at != link[0].1));
    between.flatten().map(|(_, at)| *at).collect()
}

/// The files that a finding points into.
pub(super) fn paths_of(finding: &Finding) -> impl Iterator<Item = &Arc<str>> {
    let others = finding.related.iter().filter_map(|related| related.path.as_ref());
    std::iter::once(&finding.path).chain(others)
}
