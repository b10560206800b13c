//! Holds a branch to what its base says.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use super::base::Base;
use super::branch::BranchOptions;
use super::inputs::{Inputs, registers_of_revision};
use super::notes::Notes;
use super::project::Project;
use crate::files;
use crate::lint;
use crate::register::Policy;
use crate::settings::{Gate, Settings};

/// Holds a run to the configuration and the ignore comments of the base of its branch, and adds the
/// registers that the branch hides. The inputs are read.
pub(crate) fn hold(
    project: &mut Project,
    inputs: &mut Inputs,
    branch: BranchOptions<'_>,
    notes: &dyn Notes,
) -> Result<()> {
    let base = Base::of(project, inputs, branch.revision, None)?;
    let settings = base.gate_settings(notes)?;
    let held = settings.as_ref().unwrap_or(&project.settings);
    let then = base.registers(held)?.sources;
    let mut gate = Gate::default();
    for register in &registers_of_revision(&then, held).all {
        for known in lint::known_ignores(register, held) {
            gate.add(known);
        }
        let names = register.entries.iter().filter_map(|entry| register.name(entry));
        let path = register.source.path();
        let policy = Policy::of(register, &held.promise, &held.vocabulary);
        gate.policies.insert(path.to_string(), policy);
        gate.entries.extend(names.map(|name| (path.to_string(), name)));
    }
    let hidden = hidden(&base, held, inputs, project);
    drop(base);
    if let Some(settings) = &settings {
        // A declaration of the branch may leave out the entries that it is about.
        project.settings.declarations = Arc::clone(&settings.declarations);
    }
    gate.settings = settings.map(Box::new);
    project.settings.gate = Some(gate);
    for path in hidden {
        inputs.add_hidden(&path, project, notes);
    }
    Ok(())
}

/// The registers of the base that are still there and that the run did not find, because this branch
/// hides them.
fn hidden(base: &Base<'_>, held: &Settings, inputs: &Inputs, project: &Project) -> Vec<PathBuf> {
    let known: HashSet<PathBuf> = inputs.paths().iter().map(|path| project.real(path)).collect();
    let mut hidden = Vec::new();
    for path in base.former_paths(held).into_iter().map(PathBuf::from) {
        let name = files::slashed(&path);
        let is_there = project.on_disk(&path).symlink_metadata().is_ok_and(|file| file.is_file());
        if !is_there || known.contains(&project.real(&path)) || !base.is_in_sight(&name, inputs) {
            continue;
        }
        if !project.settings.is_register(&name) || base.is_newly_ignored(&path) {
            hidden.push(path);
        }
    }
    hidden
}
