//! The triage tables of a run: what each becomes, and the cells that are moved into entries.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::inputs::{Inputs, shown};
use super::notes::Notes;
use super::project::Project;
use super::writes::NewText;
use crate::edit::{self, TableOutcome};
use crate::git::{FileVersions, GitError};
use crate::register::Register;
use crate::rules::LastEdits;
use crate::text::Source;
use crate::triage::{NewerCells, TableInput, TableRefusal, Times};
use crate::vocabulary::Key;

/// What the user asked of the tables.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TableOptions {
    /// Whether the short texts that people wrote are derived anew.
    pub rewrites_texts: bool,
    /// Whether rows without an entry are removed.
    pub prunes: bool,
    /// Whether cells that are newer than their entries are overwritten.
    pub overwrites: bool,
}

/// What becomes of the table of each source, in order; `registers` are those that could be read.
pub(crate) fn outcomes(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    options: TableOptions,
    notes: &dyn Notes,
) -> Vec<TableOutcome> {
    let settings = &project.settings;
    let outcome = |register: &Register<'_>| {
        let policy = project.policy(register);
        let input = TableInput::new(register, &policy, &settings.vocabulary, &settings.triage);
        let changes = last_changes(input, project, notes);
        let times = Times { today: Some(project.today), changes: changes.as_ref() };
        let TableOptions { rewrites_texts, prunes, overwrites } = options;
        // The entry of a row may be hidden below a fence that is not closed.
        let prunes = prunes && !input.register.unclosed.iter().any(|own| own.hides_rest);
        let input = TableInput { rewrites_texts, prunes, times, ..input };
        let newer =
            || if overwrites { NewerCells::default() } else { project.newer_cells(register) };
        TableOutcome::keeping(input, settings.reading(), newer)
    };
    let read: Vec<TableOutcome> = registers.par_iter().map(outcome).collect();
    let mut read = registers.iter().zip(read).peekable();
    let of_source = |source: &Arc<Source>| {
        let next = read.next_if(|(register, _)| std::ptr::eq(register.source, Arc::as_ptr(source)));
        next.map_or(TableOutcome::Refused(TableRefusal::TooDeep), |(_, outcome)| outcome)
    };
    inputs.sources.iter().map(of_source).collect()
}

/// When each entry was last changed, where the table has a column for it.
fn last_changes(
    input: TableInput<'_>,
    project: &Project,
    notes: &dyn Notes,
) -> Option<HashMap<String, Date>> {
    let is_wanted = match &input.register.triage[..] {
        [] => input.options.columns.contains(&Key::LastChange),
        tables => tables.iter().any(|table| table.has(Key::LastChange)),
    };
    if !is_wanted {
        return None;
    }
    let path = Path::new(&**input.register.source.path());
    last_changes_of(input.register, project)
        .inspect_err(|why| {
            notes.warn(&format!("{}: the last changes stay as they are: {why}", shown(path)));
        })
        .ok()
}

/// By ID, when each entry of a register was last changed.
pub(super) fn last_changes_of(
    register: &Register<'_>,
    project: &Project,
) -> Result<HashMap<String, Date>, GitError> {
    let file = project.repository_file(register.source.path())?;
    let is_shallow = file.repository.is_shallow()?;
    let versions = FileVersions::of(&file)?;
    let versions = versions.map(|version| version.map(|version| (version.day, version.text)));
    let reading = project.settings.reading();
    edit::last_changes(register, reading, project.today, is_shallow, versions)
}

/// A register with the table that `gapreg triage` writes, where that is another text. `edits` says
/// which cells are newer than their entries.
pub(crate) fn with_table(
    register: &Register<'_>,
    project: &Project,
    edits: &dyn LastEdits,
) -> Option<Source> {
    let (settings, policy) = (&project.settings, project.policy(register));
    let input = TableInput::new(register, &policy, &settings.vocabulary, &settings.triage);
    let input = TableInput { times: Times { today: Some(project.today), changes: None }, ..input };
    let newer = || edits.newer_cells(register);
    match TableOutcome::keeping(input, settings.reading(), newer) {
        TableOutcome::Rewritten(source, _) => Some(source),
        TableOutcome::Kept(_) | TableOutcome::Nothing(_) | TableOutcome::Refused(_) => None,
    }
}

/// The registers of a run with the tables that `gapreg triage` writes, where that is another text.
pub fn tables(inputs: &Inputs, project: &Project, notes: &dyn Notes) -> Vec<NewText> {
    let registers = inputs.registers(project).all;
    let outcomes = outcomes(inputs, &registers, project, TableOptions::default(), notes);
    let rewritten = |(at, outcome)| match outcome {
        TableOutcome::Rewritten(source, _) => Some(NewText { at, source }),
        TableOutcome::Kept(_) | TableOutcome::Nothing(_) | TableOutcome::Refused(_) => None,
    };
    outcomes.into_iter().enumerate().filter_map(rewritten).collect()
}
