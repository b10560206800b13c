//! Registers and their translations: what brings them into step, and which entries belong together.

use anyhow::{Result, bail};

use super::inputs::Inputs;
use super::project::Project;
use super::triage::edited;
use super::writes::NewText;
use crate::edit;
use crate::fix;
use crate::mirror::Pair;
use crate::register::Register;
use crate::settings::Settings;
use crate::text::Source;

/// What is done to bring translations into step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UpdateOptions {
    /// Whether tracked values, IDs, code and cells are copied.
    pub fixes: bool,
    /// Whether entries that a translation lacks are added.
    pub stubs: bool,
}

/// Translations that were brought into step.
#[derive(Debug, Default)]
pub(crate) struct Updated {
    pub new: Vec<NewText>,
    pub fixes: usize,
    pub stubs: usize,
}

/// Calls `with` for each pair: the place of the translation, and the two side by side.
pub(crate) fn for_each_pair(
    inputs: &Inputs,
    registers: &[Register<'_>],
    settings: &Settings,
    mut with: impl FnMut(usize, &Pair<'_>) -> Result<()>,
) -> Result<()> {
    for crate::mirror::Paired { leading: source, mirror } in
        crate::mirror::pair_up(registers, settings).pairs
    {
        let (source, mirror) = (&registers[source], &registers[mirror]);
        let policies = [
            crate::register::Policy::of(source, &settings.promise, &settings.vocabulary),
            crate::register::Policy::of(mirror, &settings.promise, &settings.vocabulary),
        ];
        let policies = [&policies[0], &policies[1]];
        let pair = Pair::new(source, mirror, policies, &settings.vocabulary);
        if let Some(at) = inputs.place_of(mirror.source) {
            with(at, &pair)?;
        }
    }
    Ok(())
}

/// The translations as `--fix` and `--stub` would have them, where that is another text.
pub(crate) fn updated(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    options: UpdateOptions,
) -> Result<Updated> {
    let settings = &project.settings;
    let mut updated = Updated::default();
    for_each_pair(inputs, registers, settings, |at, pair| {
        let mut new: Option<Source> = None;
        if options.fixes
            && let Some(fixed) = fix::fix_mirror(pair.leading, pair.mirror.source, settings)
        {
            updated.fixes += fixed.count;
            new = Some(fixed.source);
        }
        if options.stubs {
            let old = new.as_ref().unwrap_or(pair.mirror.source);
            if let Some((source, count)) = stubbed(settings, pair.leading, old)? {
                updated.stubs += count;
                new = Some(source);
            }
        }
        updated.new.extend(new.map(|source| NewText { at, source }));
        Ok(())
    })?;
    Ok(updated)
}

/// A translation with the entries that it lacked, and how many they are.
fn stubbed(
    settings: &Settings,
    source: &Register<'_>,
    mirror: &Source,
) -> Result<Option<(Source, usize)>> {
    let unreadable =
        || anyhow::anyhow!("{}: what would be written does not read back", mirror.path());
    let old = Register::read(mirror, settings.reading()).map_err(|_| unreadable())?;
    let policies = [
        crate::register::Policy::of(source, &settings.promise, &settings.vocabulary),
        crate::register::Policy::of(&old, &settings.promise, &settings.vocabulary),
    ];
    let pair = Pair::new(source, &old, [&policies[0], &policies[1]], &settings.vocabulary);
    let missing = &pair.alignment.missing;
    if missing.is_empty() {
        return Ok(None);
    }
    let mut new = edited(&old, &edit::stubs(&pair));
    let tracked = source.triage.iter().flat_map(|table| &table.rows);
    let tracked: Vec<&str> = tracked.map(|row| source.text(row.id)).collect();
    for id in missing.iter().filter_map(|entry| source.id(entry)).filter(|id| tracked.contains(id))
    {
        let register = Register::read(&new, settings.reading()).map_err(|_| unreadable())?;
        let policy =
            crate::register::Policy::of(&register, &settings.promise, &settings.vocabulary);
        let edits = edit::row_edits(
            crate::triage::Facts::new(&register, &policy, &settings.vocabulary, &settings.triage),
            id,
        );
        new = edited(&register, &edits);
    }
    let register = Register::read(&new, settings.reading()).map_err(|_| unreadable())?;
    if register.entries.len() != old.entries.len() + missing.len() {
        return Err(unreadable());
    }
    let count = missing.len();
    drop(register);
    Ok(Some((new, count)))
}

/// The translations with the record that the entries of some IDs were compared.
pub(crate) fn accepted(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    ids: &[String],
) -> Result<Vec<NewText>> {
    let mut changed = Vec::new();
    let mut known: Vec<&String> = Vec::new();
    for_each_pair(inputs, registers, &project.settings, |at, pair| {
        let mut edits = Vec::new();
        for couple in &pair.alignment.pairs {
            let own = pair.leading.id(couple.leading).unwrap_or_default();
            let Some(id) = ids.iter().find(|id| id.eq_ignore_ascii_case(own)) else { continue };
            known.push(id);
            edits.push(edit::review(pair, couple.leading, couple.mirror));
        }
        let source = edited(pair.mirror, &edits);
        if source.text() != pair.mirror.source.text() {
            changed.push(NewText { at, source });
        }
        Ok(())
    })?;
    if let Some(unknown) = ids.iter().find(|id| !known.contains(id)) {
        bail!("no entry called `{unknown}` has a translation");
    }
    Ok(changed)
}
