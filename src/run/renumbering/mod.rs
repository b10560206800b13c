//! Duplicate IDs get new ones, in the registers and in everything that speaks of the entries that
//! move.

mod choice;
mod duplicates;
mod renaming;
mod texts;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::ids;
use super::inputs::Inputs;
use super::notes::Notes;
use super::project::Project;
use super::writes::NewText;
use crate::edit;
use crate::finding::Edit;
use crate::register::Register;
use crate::text::{LineIndex, Source};
use choice::Chosen;
use duplicates::{Duplicate, duplicates};
use texts::{MovingEntries, OtherTexts};

pub(crate) use choice::Candidate;
pub(crate) use renaming::{ChangedText, rename};

/// What is asked for.
pub(crate) struct RenumberOptions<'o> {
    /// The IDs; all that are there twice where none is named.
    pub ids: &'o [String],
    /// The entries that were added since this revision move.
    pub base: Option<&'o str>,
    /// The entry whose heading has these words moves.
    pub heading: Option<&'o str>,
    /// Asks which of several entries moves; nothing where nobody can be asked.
    pub ask: &'o dyn Fn(&str, &[Candidate]) -> Option<usize>,
}

/// An entry that gets a new ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Renumbered {
    pub old: String,
    pub new: String,
    pub heading: String,
    pub path: String,
}

/// What a renumbering does.
#[derive(Debug, Default)]
pub(crate) struct Renumbering {
    pub moved: Vec<Renumbered>,
    /// Where an old ID is named and nobody knows which entry is meant, as `path:line`.
    pub left: Vec<String>,
    /// Where it is in a link to another repository.
    pub elsewhere: Vec<String>,
}

/// A move of one entry of one register.
struct Move {
    register: usize,
    entry: usize,
    old: String,
    new: String,
}

/// Gives duplicate IDs new ones; the new texts are not written.
pub(crate) fn renumber(
    options: &RenumberOptions<'_>,
    inputs: &mut Inputs,
    project: &Project,
    notes: &dyn Notes,
) -> Result<(Renumbering, Vec<NewText>)> {
    let sources = inputs.sources.clone();
    let registers = super::inputs::registers_of(&sources, &project.settings).all;
    let found = duplicates(&registers, options.ids, project)?;
    if found.is_empty() {
        return Ok((Renumbering::default(), Vec::new()));
    }
    let others = OtherTexts::of(options.base, inputs, project)?;
    let chosen = choice::chosen(&found, &registers, options, &others, project)?;
    let moves = moves(&found, &chosen, &registers, inputs, (project, notes))?;
    let mut renumbering = Renumbering::default();
    let mut new = Vec::new();
    let mut listed: HashSet<(String, String)> = HashSet::new();
    for one in &moves {
        let register = &registers[one.register];
        let heading = register.text(register.entries[one.entry].heading).to_owned();
        if listed.insert((one.old.clone(), one.new.clone())) {
            let path = register.source.path().to_string();
            let (old, new) = (one.old.clone(), one.new.clone());
            renumbering.moved.push(Renumbered { old, new, heading, path });
        }
    }
    let names = texts::new_names(&moves);
    for (at, register) in registers.iter().enumerate() {
        let own: Vec<&Move> = moves.iter().filter(|one| one.register == at).collect();
        let source = with_new_ids(register, &own, &names, &others, (project, &mut renumbering))?;
        if source.text() != register.source.text() {
            new.extend(inputs.place_of(register.source).map(|at| NewText { at, source }));
        }
    }
    let (registers, moves, names) = (&registers[..], &moves[..], &names);
    let moving = MovingEntries { registers, moves, names, project };
    for (old, source) in others.renamed(&moving, &mut renumbering)? {
        inputs.sources.push(Arc::new(old));
        new.push(NewText { at: inputs.sources.len() - 1, source });
    }
    Ok((renumbering, new))
}

/// The new ID of each entry that moves. A translation gets those of the leading register.
fn moves(
    found: &[Duplicate],
    chosen: &[Chosen],
    registers: &[Register<'_>],
    inputs: &Inputs,
    (project, notes): (&Project, &dyn Notes),
) -> Result<Vec<Move>> {
    let mut moves = Vec::new();
    let mut free: HashMap<String, crate::register::FreeIds> = HashMap::new();
    for (duplicate, chosen) in found.iter().zip(chosen) {
        let prefix = duplicate.prefix();
        if !free.contains_key(&prefix) {
            let ids = ids::free_like(&duplicate.id, registers, inputs, project, notes);
            free.insert(prefix.clone(), ids.ok_or_else(|| no_number(&duplicate.id))?);
        }
        let count = chosen.per_register.iter().map(|(_, entries)| entries.len()).max().unwrap_or(0);
        let ids = free.get_mut(&prefix).into_iter().flatten();
        let new: Vec<String> = ids.take(count).collect();
        for (register, entries) in &chosen.per_register {
            for (&entry, new) in entries.iter().zip(&new) {
                let (old, new) = (duplicate.id.clone(), new.clone());
                moves.push(Move { register: *register, entry, old, new });
            }
        }
    }
    Ok(moves)
}

fn no_number(id: &str) -> anyhow::Error {
    anyhow!("`{id}` does not end in a number, so there is no next one")
}

/// A register in which entries have new IDs, with their rows and all that speaks of them.
fn with_new_ids(
    register: &Register<'_>,
    moves: &[&Move],
    names: &HashMap<String, Option<String>>,
    others: &OtherTexts<'_>,
    (project, renumbering): (&Project, &mut Renumbering),
) -> Result<Source> {
    let path = register.source.path();
    let mut edits: Vec<Edit> = Vec::new();
    for one in moves {
        edits.extend(register.moved_id_edits(&register.entries[one.entry], &one.new));
    }
    others.add_mentions(register, names, &mut edits, renumbering);
    let mut seen = HashSet::new();
    edits.retain(|edit| seen.insert(edit.span));
    let new = edit::edited(register, &edits);
    if moves.is_empty() {
        return Ok(new);
    }
    let unread = || anyhow!("{path}: what would be written does not read back");
    let after = Register::parse(&new, project.settings.reading()).map_err(|_| unread())?;
    let has_id = |one: &&&Move| {
        after.entries.get(one.entry).and_then(|entry| after.id(entry)) == Some(one.new.as_str())
    };
    if after.entries.len() != register.entries.len() || !moves.iter().all(|one| has_id(&one)) {
        return Err(unread());
    }
    let policy = project.policy(register);
    let target = project.edit_target(register, &policy);
    let ids: Vec<&str> = moves.iter().map(|one| one.new.as_str()).collect();
    edit::with_rows_of(target, &new, &ids).map_err(|why| anyhow!("{path}: {why}"))
}

/// `docs/en/gap-register.md:12`.
fn place(source: &Source, offset: usize) -> String {
    let line = LineIndex::new(source).position(offset).line;
    format!("{}:{line}", source.path())
}
