//! Registers of older and foreign forms, adopted with their translations.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Result, anyhow, bail};

use super::ids;
use super::inputs::{Inputs, shown};
use super::notes::Notes;
use super::project::Project;
use crate::document::TooDeep;
use crate::edit::adopt::{self, AdoptedEntry, Adoption};
use crate::finding::Safety;
use crate::fix;
use crate::mirror::{Pair, language_rank};
use crate::register::Register;

/// How registers are adopted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AdoptionOptions<'a> {
    /// The language of labels that are added, instead of the register's own.
    pub language: Option<&'a str>,
    /// Whether closed entries are left out of a register that is written anew.
    pub is_open_only: bool,
    /// The file that the result goes to, where it is another one.
    pub output: Option<&'a Path>,
}

/// A register that was adopted.
#[derive(Debug)]
pub(crate) struct Adopted {
    /// The place of its source among the inputs.
    pub at: usize,
    pub adoption: Adoption,
    /// How many entries were given an ID.
    pub new_ids: usize,
}

/// Adopts the registers of a run, the leading one first, so that the others follow it.
pub(crate) fn adopt_all(
    inputs: &Inputs,
    project: &Project,
    options: AdoptionOptions<'_>,
    notes: &dyn Notes,
    mut each: impl FnMut(&Adopted),
) -> Result<Vec<Adopted>> {
    let settings = &project.settings;
    let registers = inputs.registers(project).all;
    let mut order: Vec<&Register<'_>> = registers.iter().collect();
    order.sort_by_cached_key(|register| language_rank(&register.tag, settings));
    let Some(&leading) = order.first() else {
        return Ok(Vec::new());
    };
    let former = former_ids(options, project);
    let own = inputs.paths().into_iter().chain(options.output.map(Path::to_owned));
    let taken = ids::of_others(own, project);
    let earlier_ids = ids::of_history(&registers, inputs, project, notes);
    let mut all: Vec<Adopted> = Vec::new();
    for &register in &order {
        let given = match all.first() {
            Some(first) => given(project, leading, register, &first.adoption.entries),
            None => HashMap::new(),
        };
        let options = adopt::AdoptOptions {
            settings,
            language: options.language,
            is_open_only: options.is_open_only,
            former_ids: &former,
            taken: &taken,
            earlier_ids: &earlier_ids,
            from_leading: &given,
        };
        let adoption = adopt_one(register, options, project)?;
        let Some(at) = inputs.place_of(register.source) else { continue };
        let new_ids = new_ids(register, &adoption);
        all.extend([Adopted { at, adoption, new_ids }]);
        all.last().into_iter().for_each(&mut each);
    }
    Ok(all)
}

fn adopt_one(
    register: &Register<'_>,
    options: adopt::AdoptOptions<'_>,
    project: &Project,
) -> Result<Adoption> {
    let name = shown(Path::new(&**register.source.path()));
    let adoption = adopt::adopt(register, options)
        .map_err(|TooDeep { .. }| anyhow!("`{name}` is nested too deeply to be read"))?;
    let Some(mut adoption) = adoption else {
        bail!(
            "`{name}`: no entries were found: neither headings, rows nor items with an ID, a \
             status or a name, nor columns run together"
        );
    };
    // What is wrong with the old register and has a safe fix need not come along.
    let pages = project.pages();
    let environment = project.environment(&pages, None);
    if let Some(fixed) = fix::fix(&adoption.source, &project.settings, environment, Safety::Safe) {
        adoption.source = fixed.source;
    }
    Ok(adoption)
}

/// How many entries of an adopted register have an ID that it did not have before.
fn new_ids(register: &Register<'_>, adoption: &Adoption) -> usize {
    let own: HashSet<&str> = register.entries.iter().filter_map(|e| register.id(e)).collect();
    let entries = adoption.entries.iter().flatten();
    entries.filter(|entry| !own.contains(&*entry.id)).count()
}

/// The IDs of entries that were adopted into the output file before.
fn former_ids(options: AdoptionOptions<'_>, project: &Project) -> HashMap<String, String> {
    let Some(output) = options.output.filter(|path| path.exists()) else {
        return HashMap::new();
    };
    let Ok(Ok(source)) = project.read(output) else { return HashMap::new() };
    let register = Register::read(&source, project.settings.reading());
    register.map_or_else(|_| HashMap::new(), |register| adopt::former_ids(&register))
}

/// What the entries of a translation are given from those of its leading register.
fn given(
    project: &Project,
    leading: &Register<'_>,
    mirror: &Register<'_>,
    entries: &[Option<AdoptedEntry>],
) -> HashMap<usize, AdoptedEntry> {
    let settings = &project.settings;
    let policies = [leading, mirror].map(|register| project.policy(register));
    let pair = Pair::new(leading, mirror, [&policies[0], &policies[1]], &settings.vocabulary);
    let place = |register: &Register<'_>, span| {
        register.entries.iter().position(|entry| entry.span == span)
    };
    let couples = pair.alignment.pairs.iter();
    couples
        .filter_map(|couple| {
            let from = place(leading, couple.leading.span)?;
            Some((place(mirror, couple.mirror.span)?, entries.get(from)?.clone()?))
        })
        .collect()
}
