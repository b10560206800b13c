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
use super::project::Project;
use crate::files::slashed;
use crate::finding::Finding;
use crate::fix::FirstEdits;
use crate::lint::{self, Scope};
use crate::mirror;
use crate::rules::{Environment, LastEdits};
use crate::text::Source;

/// Finds the registers that some paths name, with their translations, and reads none; none where
/// there are none.
pub(crate) fn registers(project: &Project, paths: &[PathBuf], notes: &dyn Notes) -> Inputs {
    let options =
        InputOptions { paths, stdin_filename: "-", force_exclude: false, takes_any_text: false };
    let mut inputs = Inputs::find(project, options, notes).unwrap_or_default();
    inputs.add_translations(project, notes);
    inputs
}

/// The inputs of one register and of those that it is compared with, read. `all` are the registers of
/// the run.
pub(crate) fn with_family(
    project: &Project,
    all: &[PathBuf],
    path: &Path,
    notes: &dyn Notes,
) -> Inputs {
    let names: Vec<String> = all.iter().map(|path| slashed(path)).collect();
    let at = all.iter().position(|own| own == path);
    let groups = mirror::groups(&names, &project.settings);
    let group = groups.into_iter().find(|group| at.is_some_and(|at| group.contains(&at)));
    let unread = match group {
        Some(group) => group.into_iter().map(|at| all[at].clone()).collect(),
        None => vec![path.to_owned()],
    };
    let mut inputs = Inputs { unread, ..Inputs::default() };
    inputs.read(project, notes);
    inputs
}

/// A check that is repeated.
#[derive(Debug, Default)]
pub(crate) struct LiveCheck {
    /// By a hash of what was checked.
    known: Mutex<HashMap<u64, Arc<GroupResults>>>,
}

/// What a check found, register by register.
#[derive(Debug, Default)]
pub(crate) struct LiveResults {
    groups: Vec<Arc<GroupResults>>,
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
    /// Checks inputs that are not read. `state` is another number where anything but the texts of
    /// the registers is not what it was.
    pub(crate) fn run(
        &self,
        project: &Project,
        inputs: &Inputs,
        environment: Environment<'_>,
        state: u64,
    ) -> LiveResults {
        let none = NoEdits;
        let edits = FirstEdits::of(environment.edits.unwrap_or(&none), []);
        let environment = Environment { edits: Some(&edits), ..environment };
        let checker = Checker { project, environment, scope: Scope::All };
        let used: Mutex<HashSet<u64>> = Mutex::default();
        let groups = checker.groups(inputs, |members| {
            let question = question(project, inputs, members, state);
            used.lock().unwrap_or_else(PoisonError::into_inner).insert(question);
            let known = self.known().get(&question).cloned();
            known.unwrap_or_else(|| {
                let mut results = checker.read_and_check(members, inputs);
                // Texts in memory are kept already.
                results.kept.retain(|source| !project.texts.has(&project.whole(&**source.path())));
                let results = Arc::new(results);
                self.known().insert(question, results.clone());
                results
            })
        });
        let used = used.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.known().retain(|question, _| used.contains(question));
        LiveResults { groups }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<u64, Arc<GroupResults>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn question(project: &Project, inputs: &Inputs, members: &[usize], state: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (state, project.today).hash(&mut hasher);
    for &at in members {
        let path = &inputs.unread[at];
        (path, project.stamp(path)).hash(&mut hasher);
    }
    hasher.finish()
}

struct NoEdits;

impl LastEdits for NoEdits {}

impl LiveResults {
    /// The findings of a file, in order.
    pub(crate) fn findings_of(&self, path: &str) -> Vec<Finding> {
        let of_groups = self.groups.iter().flat_map(|group| &group.findings);
        let mut own: Vec<Finding> = of_groups.filter(|own| &*own.path == path).cloned().collect();
        lint::sort(&mut own);
        own
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
