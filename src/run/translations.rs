//! Registers and their translations: what brings them into step.

use std::sync::Arc;

use anyhow::{Error, Result, anyhow, bail};

use super::inputs::{Inputs, registers_of};
use super::pairs::{AlignedPair, aligned_pairs, policies};
use super::project::Project;
use super::writes::NewText;
use crate::edit::{self, RenamedEntry, StubChoice, Stubbed, Withheld};
use crate::fix::{self, FirstEdits};
use crate::mirror::{self, NewerValues, Pair};
use crate::register::Register;
use crate::rules::{Environment, LastEdits};
use crate::text::Source;
use crate::vocabulary::Key;

/// What is done to bring translations into step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UpdateOptions<'o> {
    /// Whether tracked values, IDs, code and cells are copied.
    pub fixes: bool,
    /// Whether entries that a translation lacks are added.
    pub stubs: bool,
    /// The language whose values are right where it is not known which side was changed last, or
    /// where its own was.
    pub from: Option<&'o str>,
}

/// Translations that were brought into step.
#[derive(Debug, Default)]
pub(crate) struct Updated {
    pub new: Vec<NewText>,
    pub fixes: usize,
    pub stubs: usize,
    /// What keeps missing entries from being added.
    pub withheld: Vec<Withheld>,
    /// The names of missing entries whose copies would not be taken for their translations.
    pub left: Vec<String>,
    /// Missing entries that get no copy, as the translation seems to have them by other IDs.
    pub renamed: Vec<RenamedEntry>,
}

/// A translation that changes further with each round goes in circles.
const MOST_ROUNDS: usize = 8;

fn unreadable(path: &str) -> Error {
    anyhow!("{path}: what would be written does not read back")
}

impl Updated {
    /// Brings the translation of a pair into step; its new text, where that is another.
    fn update(
        &mut self,
        pair: &Pair<'_>,
        project: &Project,
        options: UpdateOptions<'_>,
        edits: &dyn LastEdits,
    ) -> Result<Option<Source>> {
        // Who names the leading language wants its values, whatever was changed last.
        let is_leading = options.from.is_some_and(|from| is_in(pair.leading, from));
        let edits = FirstEdits::of(edits, [pair.leading, pair.mirror]);
        let edits = (!is_leading).then_some(&edits as &dyn LastEdits);
        if options.stubs {
            self.withheld.extend(edit::withheld(pair));
        }
        let mut new = self.step(pair, project, options, edits)?;
        // With more entries and values, more may be told apart.
        for _ in 1..MOST_ROUNDS {
            let Some(source) = &new else { break };
            let reading = project.settings.reading();
            let mirror = Register::parse(source, reading).map_err(|_| unreadable(source.path()))?;
            let policy = project.policy(&mirror);
            let policies = [pair.policies[0], &policy];
            let now = Pair::new(pair.leading, &mirror, policies, &project.settings.vocabulary);
            let Some(next) = self.step(&now, project, options, edits)? else { break };
            new = Some(next);
        }
        Ok(new)
    }

    /// Fixes, and then entries that are added; the new text, where that is another.
    fn step(
        &mut self,
        pair: &Pair<'_>,
        project: &Project,
        options: UpdateOptions<'_>,
        edits: Option<&dyn LastEdits>,
    ) -> Result<Option<Source>> {
        let settings = &project.settings;
        let pages = project.pages();
        let environment = Environment { edits, ..project.environment(&pages, None) };
        let fix = || fix::fix_mirror(pair.leading, pair.mirror, settings, environment);
        let is_source =
            options.from.is_some_and(|from| is_in(pair.mirror, from) && !is_in(pair.leading, from));
        let fixed = options.fixes.then(fix).flatten();
        self.fixes += fixed.as_ref().map_or(0, |fixed| fixed.count);
        let fixed = fixed.map(|fixed| fixed.source);
        // A translation that entries are taken from gets none.
        if !options.stubs || is_source {
            return Ok(fixed);
        }
        // Who names the leading language wants its entries, whatever the translation has.
        let is_leading = options.from.is_some_and(|from| is_in(pair.leading, from));
        let choice = if is_leading { StubChoice::All } else { StubChoice::New };
        let Stubbed { source, count, left, renamed } = match &fixed {
            Some(fixed) => stub_fixed(pair, fixed, project, choice)?,
            None => stub(pair, project, choice)?,
        };
        self.stubs += count;
        self.left = left;
        // Each round finds them again.
        self.renamed.retain(|known| !renamed.contains(known));
        self.renamed.extend(renamed);
        Ok(source.or(fixed))
    }

    /// Adds the entries that begin in the translations of a language to their leading registers,
    /// which have these sources.
    fn take_entries(
        &mut self,
        registers: &[Register<'_>],
        sources: &mut [Arc<Source>],
        project: &Project,
        from: &str,
    ) -> Result<()> {
        let settings = &project.settings;
        let policies = policies(registers, settings);
        for AlignedPair { pair, .. } in aligned_pairs(registers, &policies, settings) {
            if !is_in(pair.mirror, from) {
                continue;
            }
            let policies = [pair.policies[1], pair.policies[0]];
            let back = Pair::new(pair.mirror, pair.leading, policies, &settings.vocabulary);
            self.withheld.extend(edit::withheld(&back));
            let path = pair.leading.source.path();
            let place = sources.iter().position(|source| source.path() == path);
            let Stubbed { source, count, left, .. } = stub(&back, project, StubChoice::All)?;
            self.left.extend(left);
            if let (Some(at), Some(source)) = (place, source) {
                self.stubs += count;
                self.put(NewText { at, source }, sources);
            }
        }
        Ok(())
    }

    /// Puts the new text of a leading register in the place of the old one.
    fn put(&mut self, new: NewText, sources: &mut [Arc<Source>]) {
        sources[new.at] = Arc::new(Source::new(new.source.path().clone(), new.source.text()));
        self.new.retain(|known| known.at != new.at);
        self.new.push(new);
    }
}

/// The translations as `--fix` and `--stub` would have them, where that is another text.
pub(crate) fn updated(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    options: UpdateOptions<'_>,
    edits: &dyn LastEdits,
) -> Result<Updated> {
    let Some(from) = options.from else {
        return updated_from_leading(inputs, registers, project, options, edits);
    };
    if !registers.iter().any(|register| is_in(register, from)) {
        bail!("--from {from}: no register here is in that language");
    }
    let mut sources = inputs.sources.clone();
    let mut taken = Updated::default();
    if options.fixes {
        for TakenValues { new, count } in taken_values(inputs, registers, project, from)? {
            taken.fixes += count;
            taken.put(new, &mut sources);
        }
    }
    if options.stubs {
        let before = sources.clone();
        let now = registers_of(&before, &project.settings).all;
        taken.take_entries(&now, &mut sources, project, from)?;
    }
    let now = registers_of(&sources, &project.settings).all;
    let mut updated = updated_from_leading(inputs, &now, project, options, edits)?;
    updated.fixes += taken.fixes;
    updated.stubs += taken.stubs;
    updated.withheld.splice(0..0, taken.withheld);
    updated.left.splice(0..0, taken.left);
    updated.new.extend(taken.new);
    Ok(updated)
}

fn is_in(register: &Register<'_>, language: &str) -> bool {
    register.is_in(language)
}

/// A leading register with values of a translation.
struct TakenValues {
    new: NewText,
    count: usize,
}

/// The leading registers with the values of their translations in a language, but for those that
/// were changed later in the leading register.
fn taken_values(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    from: &str,
) -> Result<Vec<TakenValues>> {
    let mut taken = Vec::new();
    let settings = &project.settings;
    let policies = policies(registers, settings);
    let pages = project.pages();
    let environment = Environment { edits: None, ..project.environment(&pages, None) };
    for AlignedPair { pair, .. } in aligned_pairs(registers, &policies, settings) {
        let place = inputs.place_of(pair.leading.source).filter(|_| is_in(pair.mirror, from));
        let Some(at) = place else { continue };
        let contradicted = NewerValues::contradicted(&mirror::contradictions(&pair));
        if contradicted.is_empty() {
            continue;
        }
        let later = project.later_changes(&pair, &contradicted).leading;
        let mut values = contradicted.without(&later);
        values.extend(renamed(&pair, &values));
        let fixed = fix::take_values(pair.leading, pair.mirror, settings, &values, environment);
        let Some(fixed) = fixed else { continue };
        let ids: Vec<&str> = values.iter().map(|(name, _)| name).collect();
        let target = project.edit_target(pair.leading, pair.policies[0]);
        let source = edit::with_rows_of(target, &fixed.source, &ids)
            .map_err(|why| anyhow!("{}: {why}", pair.leading.source.path()))?;
        taken.push(TakenValues { new: NewText { at, source }, count: fixed.count });
    }
    Ok(taken)
}

/// The IDs among values, by those that the translation has.
fn renamed(pair: &Pair<'_>, values: &NewerValues) -> NewerValues {
    let ids = values.iter().filter(|(_, key)| *key == Key::Id);
    let name = |(name, key)| Some((pair.mirror.name(pair.translation_of(name)?)?, key));
    ids.filter_map(name).collect()
}

/// The translations as their leading registers would have them.
fn updated_from_leading(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    options: UpdateOptions<'_>,
    edits: &dyn LastEdits,
) -> Result<Updated> {
    let mut updated = Updated::default();
    let policies = policies(registers, &project.settings);
    for AlignedPair { pair, .. } in aligned_pairs(registers, &policies, &project.settings) {
        let Some(at) = inputs.place_of(pair.mirror.source) else { continue };
        let source = updated.update(&pair, project, options, edits)?;
        updated.new.extend(source.map(|source| NewText { at, source }));
    }
    Ok(updated)
}

/// A translation with the entries that it lacks.
fn stub(pair: &Pair<'_>, project: &Project, choice: StubChoice) -> Result<Stubbed> {
    let path = pair.mirror.source.path();
    edit::stub(pair, &project.settings, choice).map_err(|_| unreadable(path))
}

/// The same for a translation that was fixed, and is read again.
fn stub_fixed(
    pair: &Pair<'_>,
    fixed: &Source,
    project: &Project,
    choice: StubChoice,
) -> Result<Stubbed> {
    let settings = &project.settings;
    let mirror =
        Register::parse(fixed, settings.reading()).map_err(|_| unreadable(fixed.path()))?;
    let policy = project.policy(&mirror);
    let policies = [pair.policies[0], &policy];
    stub(&Pair::new(pair.leading, &mirror, policies, &settings.vocabulary), project, choice)
}

/// Which versions of some registers git knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KnownHistory {
    /// None of at least one of them.
    None,
    /// The older ones of at least one are cut off.
    Part,
    All,
}

/// Which versions of some registers git knows.
pub(crate) fn known_history(registers: &[Register<'_>], project: &Project) -> KnownHistory {
    let mut known = KnownHistory::All;
    for register in registers {
        match project.repository_file(register.source.path()) {
            Ok(file) if file.repository.is_shallow().is_ok_and(|is_shallow| !is_shallow) => {}
            Ok(_) => return KnownHistory::Part,
            Err(_) => known = KnownHistory::None,
        }
    }
    known
}

/// The translations with the record that the entries of some IDs were compared, of each those that are wanted by
/// its path and their ID.
pub(crate) fn accepted(
    inputs: &Inputs,
    registers: &[Register<'_>],
    project: &Project,
    ids: &[String],
    is_wanted: impl Fn(&str, &str) -> bool,
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
            if is_wanted(pair.mirror.source.path(), id) {
                compared.push(entries);
            }
        }
        let old = pair.mirror.source;
        if compared.is_empty() {
            continue;
        }
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
