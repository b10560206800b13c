//! What a rule about a register and its translation sees.

use std::collections::HashSet;

use super::{Findings, History, LastEdits, Pages};
use crate::finding::{Extent, Level, Safety};
use crate::mirror::{
    self, Contradiction, ContradictionKind, LastEdited, LaterChanges, NewerValues, Outdated, Pair,
};
use crate::register::Register;
use crate::settings::Settings;
use crate::vocabulary::Key;

/// A register and its translation, and all that a rule needs to check them.
#[derive(Debug)]
pub(crate) struct PairContext<'a> {
    pub pair: &'a Pair<'a>,
    pub settings: &'a Settings,
    pub contradictions: Vec<Contradiction>,
    /// The prose that was changed after its translation, as far as the history is known.
    pub outdated: Vec<Outdated>,
    /// Whether the user asked for more details.
    pub is_verbose: bool,
}

impl<'a> PairContext<'a> {
    pub(crate) fn new(
        pair: &'a Pair<'a>,
        settings: &'a Settings,
        history: Option<&dyn History>,
        edits: Option<&dyn LastEdits>,
    ) -> Self {
        let outdated = history.and_then(|history| history.outdated(pair, settings.reading()));
        let is_verbose = history.is_some_and(History::is_verbose);
        let mut contradictions = mirror::contradictions(pair);
        match edits {
            Some(edits) => {
                keep_newer(pair, &mut contradictions, edits);
                keep_disputed(pair, &mut contradictions, edits);
            }
            None => make_safe(contradictions.iter_mut()),
        }
        let mut outdated = outdated.unwrap_or_default();
        // A value with a contradiction is reported once.
        if !outdated.is_empty() {
            let one_sided = pair.one_sided_names().map(|name| (Some(name), None));
            let contradicted = contradictions.iter().map(|one| (one.entry.as_deref(), one.key));
            let contradicted: HashSet<_> = contradicted.chain(one_sided).collect();
            outdated.retain(|one| !contradicted.contains(&(one.entry.as_deref(), one.key)));
        }
        Self { pair, settings, contradictions, outdated, is_verbose }
    }

    /// Takes away the repairs that would copy a page that does not exist, or write one that does not
    /// exist here over one that does.
    pub(crate) fn keep_pages(&mut self, pages: &dyn Pages) {
        let Pair { leading, mirror, .. } = *self.pair;
        let exists = |register: &Register<'_>, page: &str| {
            pages.exist(register.source.path(), &[page]).into_iter().next().flatten()
        };
        for one in self.contradictions.iter_mut().filter(|one| one.key == Some(Key::SourcePage)) {
            let Some((fix, (own, _))) = one.fix.as_ref().zip(one.leading) else { continue };
            let is_lost = fix.edits.iter().any(|edit| {
                exists(mirror, &edit.text) == Some(false)
                    && exists(mirror, mirror.text(edit.span)) == Some(true)
            });
            let why = if exists(leading, leading.text(own)) == Some(false) {
                "it is not copied: there is no such page; correct it in the source first"
            } else if is_lost {
                "it is not copied: there is no such page here, and the one that is named exists"
            } else {
                continue;
            };
            one.fix = None;
            one.help = Some(why.into());
        }
    }

    /// Reports every contradiction of a kind, and lets go of it: there may be very many.
    pub(crate) fn report_contradictions(&mut self, kind: ContradictionKind, found: &mut Findings) {
        let of_kind = self.contradictions.extract_if(.., |one| one.kind == kind);
        for one in mirror::one_sided(self.pair, kind).chain(of_kind) {
            report(self.pair, one, found);
        }
    }
}

fn report(pair: &Pair<'_>, one: Contradiction, found: &mut Findings) {
    let mut message = one.message;
    message += match one.edited {
        LastEdited::Source => "",
        LastEdited::Translation => "; the translation was changed later",
        LastEdited::Both => "; both were changed at once",
    };
    let finding = found.at(one.span, message);
    finding.entry(one.entry).fix(one.fix.map(|fix| *fix));
    if one.is_of_column {
        finding.reaches(Extent::Register);
    }
    // Each language is reviewed on its own day.
    if one.key == Some(Key::LastReviewed) {
        finding.at_most(Level::Warning);
    }
    let key = one.key.map(|key| pair.words.name(key));
    if let Some(field) = key.or(one.label.as_deref()) {
        finding.field(field);
    }
    if let Some((span, what)) = one.leading {
        finding.related_in(pair.leading.source.path(), span, what);
    }
    if let Some(help) = &one.help {
        finding.help(&**help);
    }
    if one.kind == ContradictionKind::Extra && one.help.is_none() {
        let theirs = &pair.mirror.tag;
        finding.help(format!(
            "`gapreg mirror --stub --from {theirs}` adds it to the source; else remove it"
        ));
    }
    if one.edited != LastEdited::Source {
        let [own, theirs] = [pair.leading, pair.mirror].map(|register| &register.tag);
        finding.help(format!(
            "`gapreg mirror --fix --from {theirs}` takes it into the leading register; `gapreg \
             mirror --fix --from {own}` overwrites it"
        ));
    }
}

/// Lets names be overwritten that may be translations; a state may be one for good.
fn make_safe<'c>(contradictions: impl Iterator<Item = &'c mut Contradiction>) {
    let is_name = |key: Key| key.is_copied() && key != Key::Status;
    for one in contradictions.filter(|one| one.key.is_some_and(is_name)) {
        if let Some(fix) = one.fix.as_mut() {
            fix.safety = Safety::Safe;
        }
    }
}

/// Takes away the repairs that would undo what people changed last in the translation. A name that may
/// be a translation is overwritten where the source was changed last.
fn keep_newer(pair: &Pair<'_>, contradictions: &mut [Contradiction], edits: &dyn LastEdits) {
    let contradicted = NewerValues::contradicted(contradictions);
    if !contradicted.is_empty() {
        let LaterChanges { leading, mirror, both } = edits.later_changes(pair, &contradicted);
        make_safe(contradictions.iter_mut().filter(|one| leading.concerns(one)));
        for one in contradictions.iter_mut() {
            let edited = match (mirror.concerns(one), both.concerns(one)) {
                (true, _) => LastEdited::Translation,
                (_, true) => LastEdited::Both,
                _ => continue,
            };
            let is_value = matches!(one.kind, ContradictionKind::Value | ContradictionKind::Code);
            if is_value && one.fix.take().is_some() {
                one.edited = edited;
            }
        }
    }
    let is_cell = |one: &Contradiction| one.kind == ContradictionKind::Table && one.fix.is_some();
    if contradictions.iter().any(is_cell) {
        // Another rule reports a cell that contradicts its own entry.
        let newer = [pair.leading, pair.mirror].map(|register| edits.newer_cells(register));
        for one in contradictions.iter_mut().filter(|one| is_cell(one)) {
            let Some((id, key)) = one.entry.as_deref().zip(one.key) else { continue };
            if newer.iter().any(|newer| newer.has(id, key)) {
                one.fix = None;
            }
        }
    }
}

/// Takes away the repairs of values whose cell in the table of the translation says yet another thing
/// and was changed later: written now, the value would look like the newer one.
fn keep_disputed(pair: &Pair<'_>, contradictions: &mut [Contradiction], edits: &dyn LastEdits) {
    let is_value = |one: &Contradiction| {
        matches!(one.kind, ContradictionKind::Value | ContradictionKind::Field) && one.fix.is_some()
    };
    if pair.mirror.triage.is_empty() || !contradictions.iter().any(is_value) {
        return;
    }
    let newer = edits.newer_cells(pair.mirror);
    for one in contradictions.iter_mut().filter(|one| is_value(one)) {
        let Some((id, key)) = one.entry.as_deref().zip(one.key) else { continue };
        if newer.has(id, key) && !pair.has_cell_of_source(id, key) {
            one.fix = None;
            one.help = Some(
                "not copied: the table has another value here, which was changed later; first \
                 `gapreg triage --pull` or `--overwrite`"
                    .into(),
            );
        }
    }
}
