//! Moves what people edited in tables into the entries, of the register and of its translations.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};

use super::families::Families;
use super::inputs::{Inputs, shown};
use super::project::Project;
use super::writes::NewText;
use crate::edit::{self, EditTarget, FieldValue, NotPulled, PulledCell, SetOptions};
use crate::register::{Register, Replacement};
use crate::text::Source;

/// What became of the cells of a run that contradict their entries.
pub(crate) struct Pulled {
    /// Each cell, with the place of its source.
    pub cells: Vec<(usize, PulledCell)>,
    pub new: Vec<NewText>,
}

/// Moves the cells of the first registers into the entries, as far as history allows.
pub(crate) fn pull(inputs: &Inputs, named: usize, project: &Project) -> Result<Pulled> {
    let registers = inputs.registers(project).all;
    let families = Families::of(&registers, &project.settings);
    let mut tables: Vec<Table<'_>> = Vec::new();
    for register in &registers {
        let Some(at) = inputs.place_of(register.source) else { continue };
        let cells = if at < named { cells(register, project)? } else { Vec::new() };
        tables.push(Table { at, register, family: families.number(register), cells });
    }
    refuse_contradicted(&mut tables, project);
    let mut pulled = Pulled { cells: Vec::new(), new: Vec::new() };
    for table in &tables {
        let source = new_text(table, &tables, project)?;
        pulled.new.extend(source.map(|source| NewText { at: table.at, source }));
    }
    let cells = |table: Table<'_>| table.cells.into_iter().map(move |cell| (table.at, cell));
    pulled.cells = tables.into_iter().flat_map(cells).collect();
    Ok(pulled)
}

/// A register, and the cells of its table that contradict its entries.
struct Table<'r> {
    /// The place of its source.
    at: usize,
    register: &'r Register<'r>,
    /// What its translations alone have, too.
    family: Option<usize>,
    cells: Vec<PulledCell>,
}

impl Table<'_> {
    /// Its value of a cell of another register.
    fn value(&self, cell: &PulledCell) -> Option<&str> {
        let entry = edit::named(self.register, &cell.id).next()?;
        self.register.value_of(entry, cell.key)
    }

    /// Its own cell for the value of another one, where that contradicts its entry.
    fn dispute(&self, cell: &PulledCell) -> Option<&PulledCell> {
        self.cells.iter().find(|own| own.id.eq_ignore_ascii_case(&cell.id) && own.key == cell.key)
    }
}

fn cells(register: &Register<'_>, project: &Project) -> Result<Vec<PulledCell>> {
    let path = Path::new(&**register.source.path());
    let context = || format!("`{}`: cannot find which side is older", shown(path));
    let policy = project.policy(register);
    let target = project.edit_target(register, &policy);
    edit::pulled(target, || project.file_line(register)).with_context(context)
}

/// The other registers that have the same entries in other languages.
fn others<'t, 'r>(
    table: &'t Table<'r>,
    tables: &'t [Table<'r>],
) -> impl Iterator<Item = &'t Table<'r>> {
    tables.iter().filter(move |other| other.at != table.at && other.family == table.family)
}

/// A cell is not moved where another register says neither what the cell says nor what its entry
/// said.
fn refuse_contradicted(tables: &mut [Table<'_>], project: &Project) {
    let words = &project.settings.vocabulary;
    let mut refused: Vec<(usize, usize, String)> = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        let policy = project.policy(table.register);
        let moved = table.cells.iter().enumerate().filter(|(_, cell)| cell.outcome.is_ok());
        for (place, cell) in moved {
            let is_same = |a: &str, b: &str| policy.same_value(cell.key, a, b, words);
            let contradicts = |other: &&Table<'_>| {
                let of_cell = other.dispute(cell).map(|own| &*own.cell);
                let is_known =
                    |value: &str| is_same(value, &cell.cell) || is_same(value, &cell.value);
                of_cell.is_some_and(|own| !is_same(own, &cell.cell))
                    || other.value(cell).is_some_and(|value| !is_known(value))
            };
            if let Some(other) = others(table, tables).find(contradicts) {
                let path = shown(Path::new(&**other.register.source.path()));
                refused.push((at, place, format!("`{path}`")));
            }
        }
    }
    for (at, place, other) in refused {
        tables[at].cells[place].outcome = Err(NotPulled::Contradicted(other));
    }
}

/// What a register becomes by its own cells and those of its translations.
fn new_text(table: &Table<'_>, tables: &[Table<'_>], project: &Project) -> Result<Option<Source>> {
    let path = shown(Path::new(&**table.register.source.path()));
    let policy = project.policy(table.register);
    let target = project.edit_target(table.register, &policy);
    let mut new = edit::pull(target, &table.cells).map_err(|why| anyhow!("{path}: {why}"))?;
    for other in others(table, tables) {
        for cell in other.cells.iter().filter(|cell| cell.outcome.is_ok()) {
            if let Some(source) = with_cell(table, new.as_ref(), cell, project)? {
                new = Some(source);
            }
        }
    }
    Ok(new)
}

/// A register, or its new text, with the value of a cell of another register; nothing where it has
/// that value.
fn with_cell(
    table: &Table<'_>,
    new: Option<&Source>,
    cell: &PulledCell,
    project: &Project,
) -> Result<Option<Source>> {
    let path = shown(Path::new(&**table.register.source.path()));
    let read = new.map(|source| Register::parse(source, project.settings.reading()));
    let read = read.transpose().map_err(|_| anyhow!("{path}: it does not read back"))?;
    let register = read.as_ref().unwrap_or(table.register);
    let policy = project.policy(register);
    let words = &project.settings.vocabulary;
    let Some(entry) = edit::named(register, &cell.id).next() else { return Ok(None) };
    let old = register.value_of(entry, cell.key);
    if old.is_none_or(|old| policy.same_value(cell.key, old, &cell.cell, words)) {
        return Ok(None);
    }
    let replacement = Replacement { old, new: &cell.cell };
    let text = register.value_like(cell.key, replacement, &policy, words);
    let value = FieldValue { key: cell.key, text };
    let target: EditTarget<'_> = project.edit_target(register, &policy);
    let set = edit::set(target, entry, &[value], SetOptions::default());
    set.map(|set| Some(set.source)).map_err(|why| anyhow!("{path}: {}: {why}", cell.id))
}
