//! An entry gets the ID that somebody wants, in everything that speaks of it.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};

use super::texts::texts_around;
use crate::edit;
use crate::files::leads_out;
use crate::finding::{Edit, applied};
use crate::register::{Entry, Register};
use crate::run::entries;
use crate::run::inputs::Inputs;
use crate::run::project::Project;
use crate::text::{Source, sort_by_place};
use crate::values::mentions;

/// A text that speaks of the entry, before and after.
#[derive(Debug)]
pub(crate) struct ChangedText {
    pub old: Source,
    pub new: Source,
}

/// Gives the entry of an ID another one, in its register and translations, and wherever it is named
/// around them. The inputs are all registers of the project, read.
pub(crate) fn rename(
    old: &str,
    new: &str,
    inputs: &Inputs,
    project: &Project,
) -> Result<Vec<ChangedText>> {
    let new = new.trim();
    let registers = inputs.registers(project).all;
    let found = entries::only(&registers, old, project)?;
    expect_free(new, &registers, project)?;
    let mut changed = Vec::new();
    for register in &registers {
        let own = found.iter().find(|one| std::ptr::eq(one.register, register));
        let source = match own {
            Some(found) => with_new_id(register, found.entry, [old, new], project)?,
            None => renamed(register.source, &[], [old, new]),
        };
        if source.text() != register.source.text() {
            if inputs.is_held(register.source.path()) {
                bail!("`{}` holds conflict markers, or its translation does", source.path());
            }
            let before = Source::new(register.source.path().clone(), register.source.text());
            changed.push(ChangedText { old: before, new: source });
        }
    }
    changed.extend(around(&registers, [old, new], project));
    Ok(changed)
}

/// Refuses an ID that is none, or that an entry has.
fn expect_free(new: &str, registers: &[Register<'_>], project: &Project) -> Result<()> {
    let is_one_word =
        !new.is_empty() && !new.contains(|c: char| c.is_whitespace() || "|`".contains(c));
    if !is_one_word || !project.settings.id.matches(new) {
        bail!("`{new}` is not an ID here");
    }
    let is_taken =
        |register: &Register<'_>| register.used_ids().any(|used| used.eq_ignore_ascii_case(new));
    match registers.iter().find(|register| is_taken(register)) {
        Some(register) => {
            bail!("`{new}` is the ID of another entry, in `{}`", register.source.path())
        }
        None => Ok(()),
    }
}

fn with_new_id(
    register: &Register<'_>,
    entry: &Entry,
    names: [&str; 2],
    project: &Project,
) -> Result<Source> {
    let path = register.source.path();
    let new = renamed(register.source, &register.moved_id_edits(entry, names[1]), names);
    let unread = || anyhow!("{path}: what would be written does not read back");
    let after = Register::parse(&new, project.settings.reading()).map_err(|_| unread())?;
    let at = register.entries.iter().position(|own| std::ptr::eq(own, entry));
    let now = at.and_then(|at| after.id(after.entries.get(at)?));
    if after.entries.len() != register.entries.len() || now != Some(names[1]) {
        return Err(unread());
    }
    let policy = project.policy(register);
    let target = project.edit_target(register, &policy);
    edit::with_rows_of(target, &new, &names[1..]).map_err(|why| anyhow!("{path}: {why}"))
}

/// A text with some edits, and with a new name at every place that has the old one.
fn renamed(source: &Source, edits: &[Edit], [old, new]: [&str; 2]) -> Source {
    let text = source.text();
    let mut all = edits.to_vec();
    let places = mentions(text, old).into_iter().filter(|mention| !mention.is_elsewhere);
    all.extend(
        places.map(|mention| Edit { span: mention.span(), text: mention.renamed(text, new) }),
    );
    sort_by_place(&mut all, |edit| edit.span);
    all.dedup_by_key(|edit| edit.span);
    Source::new(source.path().clone(), applied(text, &all))
}

/// The pages and other texts that name the entry.
fn around(registers: &[Register<'_>], names: [&str; 2], project: &Project) -> Vec<ChangedText> {
    let own: HashSet<PathBuf> =
        registers.iter().map(|register| project.whole(&**register.source.path())).collect();
    let first = registers.first().map(|register| project.whole(&**register.source.path()));
    let texts = texts_around(first.as_deref(), project).into_iter();
    let others = texts.filter(|path| !own.contains(path) && !leads_out(&project.folder, path));
    let changed = others.filter_map(|path| {
        let old = project.read_any(&path)?;
        let new = renamed(&old, &[], names);
        (new.text() != old.text()).then_some(ChangedText { old, new })
    });
    changed.collect()
}
