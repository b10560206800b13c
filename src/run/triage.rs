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
use crate::edit::{self, NoTable, TableOutcome};
use crate::git::{FileVersions, GitError};
use crate::lint;
use crate::mirror;
use crate::register::Register;
use crate::rules::{Environment, LastEdits, MIRROR_TABLE};
use crate::settings::{LevelSetting, Settings};
use crate::text::Source;
use crate::triage::{self, NewerCells, TableInput, TableRefusal, Times};
use crate::vocabulary::{Key, NAMES};

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
    let new_tables = new_tables_of_translations(registers, settings);
    let outcome = |register: &Register<'_>| {
        let policy = project.policy(register);
        let wanted = match new_tables.get(&**register.source.path()) {
            Some(NewTable::None) => return TableOutcome::Nothing(NoTable::IsTranslation),
            Some(NewTable::Like(options)) => options,
            None => &settings.triage,
        };
        let input = TableInput::new(register, &policy, &settings.vocabulary, wanted);
        let changes = last_changes(input, project, notes);
        let times = Times { today: Some(project.today), changes: changes.as_ref() };
        let TableOptions { rewrites_texts, prunes, overwrites } = options;
        // The entry of a row may be hidden below a fence that is not closed.
        let prunes = prunes && !input.register.unclosed.iter().any(|own| own.hides_rest);
        let input = TableInput { rewrites_texts, prunes, times, ..input };
        let newer = || {
            if overwrites { NewerCells::default() } else { kept_cells(register, project, project) }
        };
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

/// The cells that stay as they are: those that are newer than their entries, and those that are accepted.
fn kept_cells(register: &Register<'_>, project: &Project, edits: &dyn LastEdits) -> NewerCells {
    let pages = project.pages();
    let environment = Environment { edits: None, ..project.environment(&pages, None) };
    let accepted = lint::accepted_cells(register, &project.settings, environment).into_iter();
    let accepted = accepted.filter_map(|(id, name)| {
        let (key, _) = NAMES.iter().find(|(_, known)| *known == name)?;
        Some((id, *key))
    });
    edits.newer_cells(register).accepting(accepted)
}

/// The table that a translation without one gets.
enum NewTable {
    None,
    /// One with the columns of the leading register.
    Like(triage::Options),
}

/// By path, the tables that translations without one get, where the leading register has one.
fn new_tables_of_translations<'r>(
    registers: &'r [Register<'_>],
    settings: &Settings,
) -> HashMap<&'r str, NewTable> {
    let mut new = HashMap::new();
    if registers.iter().all(|register| !register.triage.is_empty()) {
        return new;
    }
    for pair in mirror::pair_up(registers, settings).pairs {
        let [leading, mirror] = [&registers[pair.leading], &registers[pair.mirror]];
        let path = &**mirror.source.path();
        let [first, ..] = &leading.triage[..] else { continue };
        if !mirror.triage.is_empty() {
            continue;
        }
        let level = settings.configured_level(MIRROR_TABLE.name, path);
        let columns: Vec<Key> = first.columns.iter().filter_map(|column| column.key).collect();
        new.insert(
            path,
            match level {
                Some(LevelSetting::Off) => NewTable::None,
                _ if !first.has(Key::Id) => continue,
                _ => NewTable::Like(triage::Options { columns, ..settings.triage.clone() }),
            },
        );
    }
    new
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
    let newer = || kept_cells(register, project, edits);
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
