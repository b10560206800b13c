//! Registers of older and foreign forms, adopted with their translations.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::ids;
use super::inputs::{Inputs, registers_of, shown};
use super::notes::Notes;
use super::project::Project;
use crate::document::TooDeep;
use crate::edit::adopt::{self, AdoptedEntry, Adoption, Misread};
use crate::encoding;
use crate::finding::Safety;
use crate::fix;
use crate::mirror::{Pair, language_rank};
use crate::register::Register;
use crate::rules::LastEdits as _;
use crate::text::Source;

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

/// What is adopted may be read otherwise than before; more rounds go in circles.
const MOST_ROUNDS: usize = 4;

/// Adopts the registers of a run until a further run has nothing to do.
pub(crate) fn adopt_all(
    inputs: &Inputs,
    project: &mut Project,
    options: AdoptionOptions<'_>,
    notes: &dyn Notes,
    mut each: impl FnMut(&Adopted),
) -> Result<Vec<Adopted>> {
    // Entries whose letters are broken would not be taken for translations.
    let mut sources = inputs.sources.clone();
    let mut healed = vec![0; sources.len()];
    for (source, healed) in sources.iter_mut().zip(&mut healed) {
        let Some((text, count)) = encoding::healed(source.text()) else { continue };
        *healed = count;
        *source = Arc::new(Source::new(source.path().clone(), text));
    }
    let own = inputs.paths().into_iter().chain(options.output.map(Path::to_owned));
    let known = KnownIds {
        former: former_ids(options, project),
        taken: ids::of_others(own, project),
        earlier: ids::of_history(&inputs.registers(project).all, inputs, project, notes),
    };
    let mut all = {
        let registers = registers_of(&sources, &project.settings).all;
        // A declaration is for the old form of a file, and not for what it becomes.
        project.settings.declarations = Arc::default();
        adopt_texts(&sources, &registers, project, options, &known)?
    };
    for adopted in &mut all {
        adopted.adoption.healed += healed[adopted.at];
        each(adopted);
    }
    for _ in 0..MOST_ROUNDS {
        for Adopted { at, adoption, .. } in &all {
            let text = adoption.source.text();
            sources[*at] = Arc::new(Source::new(adoption.source.path().clone(), text));
        }
        let registers = registers_of(&sources, &project.settings).all;
        let next = adopt_texts(&sources, &registers, project, options, &known)?;
        let mut is_still = true;
        for Adopted { at, adoption, .. } in next {
            let own = all.iter_mut().filter(|own| own.at == at);
            for own in own.filter(|own| own.adoption.source.text() != adoption.source.text()) {
                own.adoption.source =
                    Source::new(adoption.source.path().clone(), adoption.source.text());
                is_still = false;
            }
        }
        if is_still {
            break;
        }
    }
    all.iter().try_for_each(|adopted| expect_read_back(adopted, project))?;
    Ok(all)
}

/// Refuses a register that would not be read as the entries that were found.
fn expect_read_back(Adopted { adoption, .. }: &Adopted, project: &Project) -> Result<()> {
    let name = shown(Path::new(&**adoption.source.path()));
    let misread = adopt::misread(adoption, &project.settings)
        .map_err(|TooDeep { .. }| anyhow!("`{name}` is nested too deeply to be read"))?;
    let Some(Misread { entry, key }) = misread else { return Ok(()) };
    let field = key.map(|key| format!(", its {}", project.settings.vocabulary.name(key)));
    bail!(
        "`{name}`: what would be written is not read back as the entries that were found, the first of them \
         {entry}{}: write that one as a heading with a list of fields below, then adopt the rest; nothing was \
         written",
        field.unwrap_or_default()
    )
}

/// The IDs that are known besides those of the registers to adopt.
struct KnownIds {
    /// Those of entries that were adopted into the output file before.
    former: HashMap<String, String>,
    /// Those of other registers.
    taken: HashSet<String>,
    /// All that these registers ever had.
    earlier: Vec<String>,
}

/// Adopts registers, the leading one first, so that the others follow it.
fn adopt_texts(
    sources: &[Arc<Source>],
    registers: &[Register<'_>],
    project: &Project,
    options: AdoptionOptions<'_>,
    known: &KnownIds,
) -> Result<Vec<Adopted>> {
    let settings = &project.settings;
    let mut order: Vec<&Register<'_>> = registers.iter().collect();
    order.sort_by_cached_key(|register| language_rank(&register.tag, settings));
    let Some(&leading) = order.first() else {
        return Ok(Vec::new());
    };
    let mut all: Vec<Adopted> = Vec::new();
    for &register in &order {
        let given = match all.first() {
            Some(first) => given(project, leading, register, &first.adoption.entries),
            None => HashMap::new(),
        };
        let newer = project.newer_cells(register);
        let options = adopt::AdoptOptions {
            newer: &newer,
            settings,
            language: options.language,
            is_open_only: options.is_open_only,
            former_ids: &known.former,
            taken: &known.taken,
            earlier_ids: &known.earlier,
            from_leading: &given,
        };
        let adoption = adopt_one(register, options, project)?;
        let at = sources.iter().position(|own| own.path() == register.source.path());
        let Some(at) = at else { continue };
        let new_ids = new_ids(register, &adoption);
        all.push(Adopted { at, adoption, new_ids });
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
    let fixed = fix::fix_entries(&adoption.source, &project.settings, environment, Safety::Safe);
    if let Some(fixed) = fixed {
        adoption.source = fixed.source;
    }
    Ok(adoption)
}

/// How many entries of an adopted register have an ID that it did not have before.
fn new_ids(register: &Register<'_>, adoption: &Adoption) -> usize {
    let own: HashSet<&str> = register.ids().collect();
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
