//! The triage tables of a run: what each becomes, and the cells that are moved into entries.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use jiff::civil::Date;
use rayon::prelude::*;

use super::inputs::{Inputs, shown};
use super::notes::Notes;
use super::project::Project;
use super::writes::NewText;
use crate::edit::{self, PulledCell, TableOutcome};
use crate::git::FileVersions;
use crate::register::Register;
use crate::text::Source;
use crate::triage::{TableInput, TableRefusal, Times};
use crate::vocabulary::Key;

/// What becomes of the table of each source, in order; `registers` are those that could be read.
pub(crate) fn outcomes(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    rewrites_texts: bool,
    notes: &dyn Notes,
) -> Vec<TableOutcome> {
    let settings = &project.settings;
    let outcome = |register: &Register<'_>| {
        let policy = project.policy(register);
        let input = TableInput::new(register, &policy, &settings.vocabulary, &settings.triage);
        let changes = last_changes(input, project, notes);
        let times = Times { today: Some(project.today), changes: changes.as_ref() };
        TableOutcome::of(TableInput { rewrites_texts, times, ..input }, settings.reading())
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
    let is_wanted = match &input.register.triage {
        Some(table) => table.has(Key::LastChange),
        None => input.options.columns.contains(&Key::LastChange),
    };
    if !is_wanted {
        return None;
    }
    let path = Path::new(&**input.register.source.path());
    let changes = FileVersions::of(path).and_then(|versions| {
        let is_shallow = versions.is_shallow;
        let versions = versions.map(|version| version.map(|version| (version.day, version.text)));
        let reading = project.settings.reading();
        edit::last_changes(input.register, reading, project.today, is_shallow, versions)
    });
    changes
        .inspect_err(|why| {
            notes.warn(&format!("{}: the last changes stay as they are: {why}", shown(path)));
        })
        .ok()
}

/// The cells of one register that contradict its entries, and the text they lead to.
pub(crate) struct Pull {
    pub cells: Vec<PulledCell>,
    pub new: Option<NewText>,
}

/// Moves what people edited in the tables into the entries, as far as history allows.
pub(crate) fn pull(
    inputs: &Inputs,
    project: &Project,
    mut each: impl FnMut(&Source, &Pull),
) -> Result<Vec<NewText>> {
    let registers = inputs.registers(project).all;
    let mut new = Vec::new();
    for register in &registers {
        let pull = pull_one(register, inputs, project)?;
        each(register.source, &pull);
        new.extend(pull.new);
    }
    Ok(new)
}

fn pull_one(register: &Register<'_>, inputs: &Inputs, project: &Project) -> Result<Pull> {
    let path = Path::new(&**register.source.path());
    let context = || format!("`{}`: cannot tell which side is the older", shown(path));
    let versions = FileVersions::of(path).with_context(context)?;
    // Behind a merge the order of versions says nothing: only what is not committed yet is newer.
    let most = if versions.is_linear { usize::MAX } else { 1 };
    let texts = versions.take(most).map(|version| version.map(|version| version.text));
    let policy = project.policy(register);
    let target = project.edit_target(register, &policy);
    let cells = edit::pulled(target, texts).with_context(context)?;
    let new = edit::pull(target, &cells).map_err(|why| anyhow!("{}: {why}", shown(path)))?;
    let at = inputs.place_of(register.source);
    let new = new.zip(at).map(|(source, at)| NewText { at, source });
    Ok(Pull { cells, new })
}

/// The registers of a run with the tables that `gapreg triage` writes, where that is another text.
pub fn tables(inputs: &Inputs, project: &Project, notes: &dyn Notes) -> Vec<NewText> {
    let registers = inputs.registers(project).all;
    let outcomes = outcomes(inputs, &registers, project, false, notes);
    let rewritten = |(at, outcome)| match outcome {
        TableOutcome::Rewritten(source, _) => Some(NewText { at, source }),
        TableOutcome::Kept(_) | TableOutcome::Nothing | TableOutcome::Refused(_) => None,
    };
    outcomes.into_iter().enumerate().filter_map(rewritten).collect()
}
