//! Checks registers again and again while their texts change, as an editor wants it: what did not
//! change is not checked again.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::groups::{Checker, GroupResults};
use super::inputs::{InputOptions, Inputs};
use super::notes::Notes;
use super::pages::CheckedPages;
use super::project::Project;
use super::remembered::{FileKey, GroupMemory};
use crate::files::slashed;
use crate::finding::Finding;
use crate::fix::FirstEdits;
use crate::lint::{self, Scope};
use crate::mirror;
use crate::rules::{Environment, LastEdits};
use crate::text::{Source, Span};

/// Finds the registers that some paths name, with their translations, and reads none; none where
/// there are none.
pub(crate) fn registers(project: &Project, paths: &[PathBuf], notes: &dyn Notes) -> Inputs {
    let options =
        InputOptions { paths, stdin_filename: "-", force_exclude: false, takes_any_text: false };
    let mut inputs = Inputs::find(project, options, notes).unwrap_or_default();
    inputs.add_translations(project, notes);
    inputs
}

/// The registers of a run, those together that are compared with each other.
pub(crate) fn families(project: &Project, registers: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    let names: Vec<String> = registers.iter().map(|path| slashed(path)).collect();
    let groups = mirror::groups(&names, &project.settings).into_iter();
    groups.map(|group| group.into_iter().map(|at| registers[at].clone()).collect()).collect()
}

/// A check that is repeated.
#[derive(Debug, Default)]
pub(crate) struct LiveCheck {
    /// By a hash of what was checked.
    known: Mutex<HashMap<u64, Arc<GroupResults>>>,
    /// Of each group, by its registers, what is kept for the next check; nothing where checks are rare.
    memories: Option<Mutex<HashMap<Vec<PathBuf>, GroupMemory>>>,
}

/// What a check found, register by register.
#[derive(Debug, Default)]
pub(crate) struct LiveResults {
    groups: Vec<Arc<GroupResults>>,
    /// By the path of a file, where its findings are.
    places: HashMap<Arc<str>, Vec<FindingPlace>>,
}

/// A finding among the results of a check.
#[derive(Clone, Copy, Debug)]
struct FindingPlace {
    group: usize,
    at: usize,
}

/// What distinguishes the text of a file from those that it had before.
#[derive(Hash)]
enum Stamp {
    InMemory(Option<u64>),
    OnDisk(Option<SystemTime>, u64),
    Nowhere,
}

impl Project {
    fn stamp(&self, path: &Path) -> Stamp {
        let in_memory = self.texts.stamp(&self.whole(path));
        if in_memory.is_some() {
            return Stamp::InMemory(in_memory);
        }
        match self.on_disk(path).metadata() {
            Ok(file) => Stamp::OnDisk(file.modified().ok(), file.len()),
            Err(_) => Stamp::Nowhere,
        }
    }
}

impl LiveCheck {
    /// A check that is repeated with every change of a text, and so keeps what it can use again.
    pub(crate) fn of_changes() -> Self {
        Self { memories: Some(Mutex::default()), ..Self::default() }
    }

    /// Checks inputs that are not read. `state` is another number for a register where anything but
    /// the texts that it is checked with is not what it was.
    pub(crate) fn run(
        &self,
        project: &Project,
        inputs: &Inputs,
        environment: Environment<'_>,
        state: &(dyn Fn(&Path) -> u64 + Sync),
    ) -> LiveResults {
        let none = NoEdits;
        let edits = FirstEdits::of(environment.edits.unwrap_or(&none), []);
        let defers_fixes = self.memories.is_some();
        let environment = Environment { edits: Some(&edits), defers_fixes, ..environment };
        let checker = Checker { project, environment, scope: Scope::All }.knowing_languages(inputs);
        let used: Mutex<HashSet<u64>> = Mutex::default();
        let names: Mutex<HashSet<Vec<PathBuf>>> = Mutex::default();
        let groups = checker.groups(inputs, |members| {
            let question = question(checker, inputs, members, state);
            used.lock().unwrap_or_else(PoisonError::into_inner).insert(question);
            let name = members.iter().map(|&at| inputs.unread[at].clone()).collect();
            names.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
            let known = self.known().get(&question).cloned();
            known.unwrap_or_else(|| {
                let mut results = self.check_group(checker, members, inputs, state);
                // Texts in memory are kept already.
                results.kept.retain(|source| !project.texts.has(&project.whole(&**source.path())));
                let results = Arc::new(results);
                self.known().insert(question, results.clone());
                results
            })
        });
        let used = used.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.known().retain(|question, _| used.contains(question));
        let names = names.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(memories) = &self.memories {
            let mut memories = memories.lock().unwrap_or_else(PoisonError::into_inner);
            memories.retain(|name, _| names.contains(name));
        }
        let mut results = LiveResults::default();
        results.add(groups);
        results
    }

    /// Checks a group, with what is kept of the last check of the same registers.
    fn check_group(
        &self,
        checker: Checker<'_>,
        members: &[usize],
        inputs: &Inputs,
        state: &dyn Fn(&Path) -> u64,
    ) -> GroupResults {
        let Some(memories) = &self.memories else {
            return checker.read_and_check(members, inputs);
        };
        let memories = || memories.lock().unwrap_or_else(PoisonError::into_inner);
        let name: Vec<PathBuf> = members.iter().map(|&at| inputs.unread[at].clone()).collect();
        let keys: Vec<FileKey> =
            name.iter().map(|path| file_key(checker.project, path, state)).collect();
        let mut memory = memories().remove(&name).unwrap_or_default();
        let results = checker.check_again(members, &keys, inputs, &mut memory);
        // What is on the disk alone does not change with every key that is typed.
        let is_open = |path: &PathBuf| checker.project.texts.has(&checker.project.whole(path));
        if name.iter().any(is_open) {
            memories().insert(name, memory);
        }
        results
    }

    fn known(&self) -> MutexGuard<'_, HashMap<u64, Arc<GroupResults>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn file_key(project: &Project, path: &Path, state: &dyn Fn(&Path) -> u64) -> FileKey {
    let hash = |of: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        of(&mut hasher);
        hasher.finish()
    };
    FileKey {
        text: hash(&|hasher| project.stamp(path).hash(hasher)),
        state: hash(&|hasher| (project.today, state(path)).hash(hasher)),
    }
}

fn question(
    checker: Checker<'_>,
    inputs: &Inputs,
    members: &[usize],
    state: &dyn Fn(&Path) -> u64,
) -> u64 {
    let mut hasher = DefaultHasher::new();
    let project = checker.project;
    (project.today, checker.environment.has_languages).hash(&mut hasher);
    for &at in members {
        let path = &inputs.unread[at];
        (path, project.stamp(path), state(path)).hash(&mut hasher);
    }
    hasher.finish()
}

struct NoEdits;

impl LastEdits for NoEdits {}

impl LiveResults {
    /// Adds what was found in pages of the manual.
    pub(super) fn add_pages(&mut self, pages: CheckedPages) {
        self.add(GroupResults::of_pages(pages).into_iter().map(Arc::new));
    }

    fn add(&mut self, groups: impl IntoIterator<Item = Arc<GroupResults>>) {
        for results in groups {
            let group = self.groups.len();
            for (at, finding) in results.findings.iter().enumerate() {
                let place = FindingPlace { group, at };
                self.places.entry(finding.path.clone()).or_default().push(place);
            }
            self.groups.push(results);
        }
    }

    /// The findings of a file, in order.
    pub(crate) fn findings_of(&self, path: &str) -> Vec<&Finding> {
        let places = self.places.get(path).into_iter().flatten();
        let own = places.map(|place| &self.groups[place.group].findings[place.at]);
        let mut own: Vec<&Finding> = own.collect();
        own.sort_by(|a, b| lint::by_place(a, b));
        own
    }

    /// Those of the findings of a file that touch a span.
    pub(crate) fn findings_around(&self, path: &str, span: Span) -> Vec<Finding> {
        let is_near = |one: &&Finding| one.span.start <= span.end && span.start <= one.span.end;
        self.findings_of(path).into_iter().filter(is_near).cloned().collect()
    }

    /// The registers that were checked together with one, itself included.
    pub(crate) fn checked_with(&self, path: &str) -> impl Iterator<Item = &Arc<str>> {
        let mut groups = self.groups.iter();
        let group = groups.find(|group| group.files.iter().any(|file| &**file == path));
        group.into_iter().flat_map(|group| &group.files)
    }

    /// Every register that was read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.groups.iter().flat_map(|group| &group.files)
    }

    /// The text of a file that findings point into, where it is not in memory.
    pub(super) fn kept_text(&self, path: &str) -> Option<&str> {
        let mut kept = self.groups.iter().flat_map(|group| &group.kept);
        kept.find(|source| &**source.path() == path).map(Source::text)
    }

    /// Why registers could not be read.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &anyhow::Error> {
        self.groups.iter().flat_map(|group| &group.errors).map(|error| &error.why)
    }
}
