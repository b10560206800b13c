//! Entries that people name, change and add.

use anyhow::{Result, anyhow, bail};

use super::inputs::Inputs;
use super::project::Project;
use super::triage::edited;
use super::writes::NewText;
use crate::edit::{self, Addition, Change};
use crate::mirror::language_rank;
use crate::register::{Entry, FreeIds, Register, TrackedValues};
use crate::settings::Settings;
use crate::text::Source;
use crate::values::Sla;
use crate::vocabulary::{Key, nearest};

/// An entry, and the register that it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'r> {
    pub register: &'r Register<'r>,
    pub entry: &'r Entry,
}

/// The entries of an ID, in every register; an error where there is none.
pub(crate) fn named<'r>(registers: &'r [Register<'r>], id: &str) -> Result<Vec<Found<'r>>> {
    let named = |register: &'r Register<'r>| {
        edit::named(register, id).map(move |entry| Found { register, entry })
    };
    let found: Vec<Found<'_>> = registers.iter().flat_map(named).collect();
    if found.is_empty() { Err(unknown(id, registers)) } else { Ok(found) }
}

/// What to say of an ID that no entry has.
pub(crate) fn unknown(id: &str, registers: &[Register<'_>]) -> anyhow::Error {
    let ids = registers
        .iter()
        .flat_map(|register| register.entries.iter().filter_map(|entry| register.id(entry)));
    match nearest(id, ids) {
        Some(near) => anyhow!("no entry is called `{id}`; did you mean `{near}`?"),
        None => anyhow!("no entry is called `{id}`; `gapreg list` lists them"),
    }
}

/// The entry of an ID in a register and its translations; an error where it is not only one.
pub(crate) fn only<'r>(
    registers: &'r [Register<'r>],
    id: &str,
    project: &Project,
) -> Result<Vec<Found<'r>>> {
    let found = named(registers, id)?;
    let first = project.family(found[0].register);
    if let Some(other) = found.iter().find(|found| project.family(found.register) != first) {
        bail!(
            "`{id}` stands in `{}` and in `{}`: name one with --in",
            found[0].register.source.path(),
            other.register.source.path()
        );
    }
    for (at, Found { register, .. }) in found.iter().enumerate() {
        if found[..at].iter().any(|other| std::ptr::eq(other.register, *register)) {
            bail!("`{id}` is the ID of more than one entry of `{}`", register.source.path());
        }
    }
    Ok(found)
}

/// The registers with fields of an entry set, where that changes them.
pub(crate) fn set(
    found: &[Found<'_>],
    inputs: &Inputs,
    project: &Project,
    changes: &[Change],
    is_forced: bool,
) -> Result<Vec<NewText>> {
    let mut new = Vec::new();
    for &found in found {
        let source = set_in(found, &project.settings, changes, is_forced)?;
        let old = found.register.source;
        if source.text() != old.text() {
            new.extend(inputs.place_of(old).map(|at| NewText { at, source }));
        }
    }
    Ok(new)
}

/// A register with an entry's fields set, and its row in the table following.
fn set_in(
    found: Found<'_>,
    settings: &Settings,
    changes: &[Change],
    is_forced: bool,
) -> Result<Source> {
    let Found { register, entry } = found;
    let policy = crate::register::Policy::of(register, &settings.promise, &settings.vocabulary);
    let facts =
        crate::triage::Facts::new(register, &policy, &settings.vocabulary, &settings.triage);
    let (edits, wanted) = edit::set(facts, entry, changes, is_forced).map_err(|why| {
        let hint = if why.can_be_forced() { "; --force sets it all the same" } else { "" };
        anyhow!("{}: {}: {why}{hint}", register.source.path(), register.spoken_name(entry))
    })?;
    let new = edited(register, &edits);
    let id = register.id(entry).unwrap_or_default();
    let wanted: Vec<(&str, Change)> = wanted.into_iter().map(|change| (id, change)).collect();
    if !edit::reads_back(register, &new, settings.reading(), &wanted) {
        bail!("{}: what would be written does not read back as it is meant", new.path());
    }
    with_row(settings, &new, id, register.entries.len())
}

/// A changed register, the table's row of one entry following; an error where what was written
/// does not read back.
fn with_row(settings: &Settings, source: &Source, id: &str, entries: usize) -> Result<Source> {
    let unreadable =
        || anyhow!("{}: what would be written does not read back as it is meant", source.path());
    let register = Register::read(source, settings.reading()).map_err(|_| unreadable())?;
    if register.entries.len() != entries || edit::named(&register, id).next().is_none() {
        return Err(unreadable());
    }
    let policy = crate::register::Policy::of(&register, &settings.promise, &settings.vocabulary);
    let edits = edit::row_edits(
        crate::triage::Facts::new(&register, &policy, &settings.vocabulary, &settings.triage),
        id,
    );
    Ok(edited(&register, &edits))
}

/// The SLA that an entry keeps, and the one that its new priority would have.
#[derive(Debug)]
pub(crate) struct KeptSla {
    pub kept: Sla,
    pub of_priority: Sla,
    pub priority: String,
}

/// Whether changes give an entry a new priority and leave it the SLA of another.
pub(crate) fn kept_sla(
    found: Found<'_>,
    changes: &[Change],
    settings: &Settings,
) -> Option<KeptSla> {
    let change_of = |key| changes.iter().find(|change: &&Change| change.key == key);
    if change_of(Key::Sla).is_some() {
        return None;
    }
    let priority = change_of(Key::Priority)?;
    let policy =
        crate::register::Policy::of(found.register, &settings.promise, &settings.vocabulary);
    let tracked = TrackedValues::of(found.register, found.entry, &policy, &settings.vocabulary);
    let kept = tracked.sla?;
    let of_priority = policy.sla_of(settings.vocabulary.priority(&priority.text)?)?;
    let priority = priority.text.trim().to_owned();
    (!kept.equals(of_priority)).then_some(KeptSla { kept, of_priority, priority })
}

/// A new entry, as a person asks for it.
#[derive(Debug)]
pub(crate) struct Wanted<'w> {
    /// Menu path and title.
    pub heading: &'w str,
    pub values: Vec<Change>,
}

/// A new entry in the registers of a run.
#[derive(Debug)]
pub(crate) struct Added {
    pub id: String,
    pub new: Vec<NewText>,
}

/// The registers with a new entry.
pub(crate) fn add(wanted: &Wanted<'_>, inputs: &Inputs, project: &Project) -> Result<Added> {
    let (registers, _) = inputs.registers(project);
    let registers = of_one_family(&registers, project)?;
    let leading = registers[0];
    if !leading.entries.is_empty() && leading.entries.iter().all(|entry| entry.id.is_none()) {
        bail!(
            "`{}`: its entries have no IDs, by which a new one could be told from them; \
             `gapreg adopt` assigns them",
            leading.source.path()
        );
    }
    let settings = &project.settings;
    let id = FreeIds::of(registers.iter().copied()).next();
    let id = id.ok_or_else(|| anyhow!("there is no free ID left"))?;
    let mut keys = crate::rules::required(leading, settings);
    keys.extend(crate::rules::recommended(leading, settings));
    let addition = Addition {
        heading: wanted.heading.to_owned(),
        id: id.clone(),
        values: wanted.values.clone(),
        keys,
        today: project.today,
    };
    let place = edit::place_for(leading, wanted.heading, &settings.vocabulary)
        .and_then(|entry| leading.id(entry));
    let mut new = Vec::new();
    for register in registers {
        let source = added_to(register, &addition, place, settings)?;
        new.extend(inputs.place_of(register.source).map(|at| NewText { at, source }));
    }
    Ok(Added { id, new })
}

/// The registers, the leading one first; an error where they are not all translations of it.
fn of_one_family<'r>(
    registers: &'r [Register<'r>],
    project: &Project,
) -> Result<Vec<&'r Register<'r>>> {
    let mut registers: Vec<&Register<'_>> = registers.iter().collect();
    // The leading language decides where the entry goes, and the others follow.
    registers.sort_by_cached_key(|register| language_rank(&register.language, &project.settings));
    let Some(&leading) = registers.first() else { bail!("no register could be read") };
    let family = project.family(leading);
    if let Some(other) = registers.iter().find(|register| project.family(register) != family) {
        let (one, two) = (leading.source.path(), other.source.path());
        bail!("the entry could go to `{one}` or to `{two}`: name one with --in");
    }
    Ok(registers)
}

/// A register with a new entry after the one of the ID `place`, and its row in the table.
fn added_to(
    register: &Register<'_>,
    addition: &Addition,
    place: Option<&str>,
    settings: &Settings,
) -> Result<Source> {
    let policy = crate::register::Policy::of(register, &settings.promise, &settings.vocabulary);
    let own = || edit::place_for(register, &addition.heading, &settings.vocabulary);
    let same = place.and_then(|id| edit::named(register, id).next());
    let after: Option<&Entry> = same.or_else(own);
    let edit = edit::addition(
        crate::triage::Facts::new(register, &policy, &settings.vocabulary, &settings.triage),
        addition,
        after,
    )
    .map_err(|why| anyhow!("{}: {why}", register.source.path()))?;
    let new = edited(register, &[edit]);
    if !edit::is_added(register, &new, settings.reading(), &addition.id) {
        bail!("{}: what would be written does not read back as it is meant", new.path());
    }
    with_row(settings, &new, &addition.id, register.entries.len() + 1)
}
