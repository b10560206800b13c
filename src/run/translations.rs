//! Registers and their translations: what brings them into step.

use anyhow::{Result, anyhow, bail};

use super::inputs::Inputs;
use super::pairs::{AlignedPair, aligned_pairs, policies};
use super::project::Project;
use super::writes::NewText;
use crate::edit::{self, Stubbed, Withheld};
use crate::fix;
use crate::mirror::Pair;
use crate::register::Register;
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
    /// What keeps missing entries from being added.
    pub withheld: Vec<Withheld>,
}

impl Updated {
    /// Brings the translation of a pair into step; its new text, where that is another.
    fn update(
        &mut self,
        pair: &Pair<'_>,
        project: &Project,
        options: UpdateOptions,
    ) -> Result<Option<Source>> {
        let settings = &project.settings;
        let fixed = options.fixes.then(|| fix::fix_mirror(pair.leading, pair.mirror, settings));
        let fixed = fixed.flatten().map(|fixed| {
            self.fixes += fixed.count;
            fixed.source
        });
        if !options.stubs {
            return Ok(fixed);
        }
        self.withheld.extend(edit::withheld(pair));
        let stubbed = match &fixed {
            Some(fixed) => stub_fixed(pair, fixed, project)?,
            None => stub(pair, project)?,
        };
        let stubbed = stubbed.map(|Stubbed { source, count }| {
            self.stubs += count;
            source
        });
        Ok(stubbed.or(fixed))
    }
}

/// The translations as `--fix` and `--stub` would have them, where that is another text.
pub(crate) fn updated(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    options: UpdateOptions,
) -> Result<Updated> {
    let mut updated = Updated::default();
    let policies = policies(registers, &project.settings);
    for AlignedPair { pair, .. } in aligned_pairs(registers, &policies, &project.settings) {
        let Some(at) = inputs.place_of(pair.mirror.source) else { continue };
        let source = updated.update(&pair, project, options)?;
        updated.new.extend(source.map(|source| NewText { at, source }));
    }
    Ok(updated)
}

/// A translation with the entries that it lacks.
fn stub(pair: &Pair<'_>, project: &Project) -> Result<Option<Stubbed>> {
    let path = pair.mirror.source.path();
    let unreadable = |_| anyhow!("{path}: what would be written does not read back");
    edit::stub(pair, &project.settings).map_err(unreadable)
}

/// The same for a translation that was fixed, and is read again.
fn stub_fixed(pair: &Pair<'_>, fixed: &Source, project: &Project) -> Result<Option<Stubbed>> {
    let settings = &project.settings;
    let mirror = Register::parse(fixed, settings.reading())
        .map_err(|_| anyhow!("{}: what would be written does not read back", fixed.path()))?;
    let policy = project.policy(&mirror);
    let policies = [pair.policies[0], &policy];
    stub(&Pair::new(pair.leading, &mirror, policies, &settings.vocabulary), project)
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
    let policies = policies(registers, &project.settings);
    for AlignedPair { pair, .. } in aligned_pairs(registers, &policies, &project.settings) {
        let mut compared = Vec::new();
        for entries in &pair.alignment.pairs {
            let own = pair.leading.id(entries.leading).unwrap_or_default();
            let Some(id) = ids.iter().find(|id| id.eq_ignore_ascii_case(own)) else { continue };
            known.push(id);
            compared.push(entries);
        }
        let old = pair.mirror.source;
        let source = edit::accept(&pair, &compared, project.settings.reading())
            .map_err(|why| anyhow!("{}: {why}", old.path()))?;
        if source.text() != old.text() {
            changed.extend(inputs.place_of(old).map(|at| NewText { at, source }));
        }
    }
    if let Some(unknown) = ids.iter().find(|id| !known.contains(id)) {
        bail!("no entry called `{unknown}` has a translation");
    }
    Ok(changed)
}
