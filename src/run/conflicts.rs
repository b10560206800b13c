//! Files that hold conflict markers, or are not UTF-8: neither they nor the registers of their family
//! are written.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Error, anyhow};

use super::inputs::{Inputs, registers_of, shown, translations_beside};
use super::notes::Notes;
use super::project::Project;
use super::writes::NewText;
use crate::document::Conflicts;
use crate::files::slashed;
use crate::mirror;
use crate::text::{LineIndex, Source};

impl Inputs {
    /// For a command that was asked to write: says which files hold conflict markers, and holds their
    /// families back from being written. A translation need not be an input for that.
    pub(crate) fn hold_conflicts(&mut self, project: &Project, notes: &dyn Notes) {
        let beside = conflicted_beside(self, project);
        let conflicted: Vec<&Source> = self.conflicted.iter().chain(&beside).collect();
        if conflicted.is_empty() {
            return;
        }
        for source in &conflicted {
            let why = refusal(source);
            notes.error(&anyhow!("{why}; neither it nor its translation is written"));
        }
        self.held = held(&self.sources, &conflicted, project).into_iter().collect();
        self.has_failed = true;
    }

    /// What to say where a translation of a file that is to be written could not be read: both are
    /// written, or none.
    pub(crate) fn unread_translation(&self, new: &[NewText], project: &Project) -> Option<Error> {
        let written: Vec<&Arc<str>> = new.iter().map(|new| self.sources[new.at].path()).collect();
        let shown_path = |path: &str| shown(Path::new(path));
        for path in self.lost.iter().map(|path| slashed(path)) {
            if let Some(own) =
                written.iter().find(|own| mirror::is_one_family(own, &path, &project.settings))
            {
                let [own, path] = [own, &*path].map(shown_path);
                return Some(anyhow!(
                    "`{path}` could not be read, so `{own}` was not written either"
                ));
            }
        }
        if self.broken.is_empty() {
            return None;
        }
        let held = held(&self.sources, &self.broken.iter().collect::<Vec<_>>(), project);
        let (own, cause) = held.into_iter().find(|(own, _)| written.contains(&own))?;
        let [own, cause] = [&*own, &*cause].map(shown_path);
        Some(anyhow!(
            "`{cause}` is not UTF-8: convert it first, as `gapreg check {cause}` says; neither it nor \
             `{own}` was written"
        ))
    }

    /// What to say where some input holds conflict markers and the command cannot do without it.
    pub(crate) fn conflict(&self) -> Option<Error> {
        self.conflicted.first().map(refusal)
    }
}

/// The translations beside the inputs that hold conflict markers, and are no inputs themselves.
fn conflicted_beside(inputs: &Inputs, project: &Project) -> Vec<Source> {
    let beside = translations_beside(&inputs.paths(), &inputs.named, project).into_iter();
    let sources = beside.filter_map(|path| project.read(&path).ok()?.ok());
    sources.filter(|source| Conflicts::of(source).is_some()).collect()
}

fn refusal(source: &Source) -> Error {
    let path = shown(Path::new(&**source.path()));
    let line = Conflicts::of(source)
        .map_or(1, |found| LineIndex::new(source).position(found.first.start as usize).line);
    anyhow!(
        "`{path}` holds conflict markers, from line {line} on: resolve them first; `gapreg merge {path}` \
         does so entry by entry"
    )
}

/// Each source of a family that has a conflict, with the path of the file that has it.
fn held(
    sources: &[Arc<Source>],
    conflicted: &[&Source],
    project: &Project,
) -> Vec<(Arc<str>, Arc<str>)> {
    let settings = &project.settings;
    let all: Vec<&Source> =
        sources.iter().map(Arc::as_ref).chain(conflicted.iter().copied()).collect();
    let registers = registers_of(&all, settings).all;
    let has_conflict =
        |source: &Source| conflicted.iter().any(|other| std::ptr::eq(*other, source));
    let mut held = Vec::new();
    for family in mirror::families_of(&registers, settings) {
        let members = || family.iter().map(|&at| registers[at].source);
        let Some(cause) = members().find(|source| has_conflict(source)) else { continue };
        let others = members().filter(|source| !has_conflict(source));
        held.extend(others.map(|source| (source.path().clone(), cause.path().clone())));
    }
    held
}
