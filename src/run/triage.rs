//! The triage tables of a run: what each becomes, and the cells that are moved into entries.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;
use rayon::prelude::*;

use super::inputs::{Inputs, shown};
use super::notes::Notes;
use super::project::Project;
use super::writes::NewText;
use crate::edit::{self, Change, Pulled};
use crate::finding::{Edit, applied};
use crate::git::FileVersions;
use crate::register::Register;
use crate::text::Source;
use crate::triage::{Facts, Outcome, Refusal, Times};
use crate::vocabulary::Key;

/// What becomes of the table of each source, in order; `registers` are those that could be read.
pub(crate) fn outcomes(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    rewrites_texts: bool,
    notes: &dyn Notes,
) -> Vec<Outcome> {
    let settings = &project.settings;
    let outcome = |register: &Register<'_>| {
        let policy = crate::register::Policy::of(register, &settings.promise, &settings.vocabulary);
        let facts =
            crate::triage::Facts::new(register, &policy, &settings.vocabulary, &settings.triage);
        let changes = last_changes(facts, project, notes);
        let times = Times { today: Some(project.today), changes: changes.as_ref() };
        Outcome::of(Facts { rewrites_texts, times, ..facts }, settings.reading())
    };
    let read: Vec<Outcome> = registers.par_iter().map(outcome).collect();
    let mut read = registers.iter().zip(read).peekable();
    let of_source = |source: &Arc<Source>| {
        let next = read.next_if(|(register, _)| std::ptr::eq(register.source, &**source));
        next.map_or(Outcome::Refused(Refusal::TooDeep), |(_, outcome)| outcome)
    };
    inputs.sources.iter().map(of_source).collect()
}

/// When each entry was last changed, where the table has a column for it.
fn last_changes(
    facts: Facts<'_>,
    project: &Project,
    notes: &dyn Notes,
) -> Option<HashMap<String, Date>> {
    let is_wanted = match &facts.register.triage {
        Some(table) => table.has(Key::LastChange),
        None => facts.options.columns.contains(&Key::LastChange),
    };
    if !is_wanted {
        return None;
    }
    let path = Path::new(&**facts.register.source.path());
    let changes = FileVersions::of(path).and_then(|versions| {
        let is_shallow = versions.is_shallow;
        let versions = versions.map(|version| version.map(|version| (version.day, version.text)));
        let reading = project.settings.reading();
        edit::last_changes(facts.register, reading, project.today, is_shallow, versions)
    });
    changes
        .inspect_err(|why| {
            notes.warn(&format!("{}: the last changes stay as they are: {why}", shown(path)));
        })
        .ok()
}

/// The cells of one register that contradict its entries, and the text they lead to.
pub(crate) struct Pull {
    pub cells: Vec<Pulled>,
    pub new: Option<NewText>,
}

/// Moves what people edited in the tables into the entries, as far as history allows.
pub(crate) fn pull(
    inputs: &Inputs,
    project: &Project,
    mut each: impl FnMut(&Source, &Pull),
) -> Result<Vec<NewText>> {
    let (registers, _) = inputs.registers(project);
    let mut new = Vec::new();
    for register in &registers {
        let pull = pull_one(register, inputs, project)?;
        each(register.source, &pull);
        new.extend(pull.new);
    }
    Ok(new)
}

fn pull_one(register: &Register<'_>, inputs: &Inputs, project: &Project) -> Result<Pull> {
    let settings = &project.settings;
    let path = Path::new(&**register.source.path());
    let context = || format!("`{}`: cannot tell which side is the older", shown(path));
    let versions = FileVersions::of(path).with_context(context)?;
    // Behind a merge the order of versions says nothing: only what is not committed yet is newer.
    let most = if versions.is_linear { usize::MAX } else { 1 };
    let texts = versions.take(most).map(|version| version.map(|version| version.text));
    let policy = crate::register::Policy::of(register, &settings.promise, &settings.vocabulary);
    let facts =
        crate::triage::Facts::new(register, &policy, &settings.vocabulary, &settings.triage);
    let cells = edit::pulled(facts, settings.reading(), texts).with_context(context)?;
    let edits: Vec<Edit> =
        cells.iter().filter_map(|cell| cell.verdict.as_ref().ok().cloned()).collect();
    if edits.is_empty() {
        return Ok(Pull { cells, new: None });
    }
    let source = edited(register, &edits);
    let moved = cells.iter().filter(|cell| cell.verdict.is_ok());
    let changes: Vec<(&str, Change)> = moved
        .map(|cell| (cell.id.as_str(), Change { key: cell.key, text: cell.cell.clone() }))
        .collect();
    if !edit::reads_back(register, &source, settings.reading(), &changes) {
        bail!("{}: what would be written does not read back as it is meant", source.path());
    }
    let new = inputs.place_of(register.source).map(|at| NewText { at, source });
    Ok(Pull { cells, new })
}

/// The text of a register with edits.
pub(crate) fn edited(register: &Register<'_>, edits: &[Edit]) -> Source {
    let source = register.source;
    Source::new(source.path().clone(), applied(source.text(), edits))
}

/// The registers of a run with the tables that `gapreg triage` writes, where that is another text.
pub fn tables(inputs: &Inputs, project: &Project, notes: &dyn Notes) -> Vec<NewText> {
    let (registers, _) = inputs.registers(project);
    let outcomes = outcomes(inputs, &registers, project, false, notes);
    let rewritten = |(at, outcome)| match outcome {
        Outcome::Rewritten(source, _) => Some(NewText { at, source }),
        Outcome::Kept(_) | Outcome::Nothing | Outcome::Refused(_) => None,
    };
    outcomes.into_iter().enumerate().filter_map(rewritten).collect()
}
