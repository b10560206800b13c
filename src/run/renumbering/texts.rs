//! What other texts say of entries that move: pages, other entries, the configuration, baselines.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Move, Renumbering, place};
use crate::files::{self, seen_from, slashed};
use crate::finding::{Edit, applied};
use crate::register::Register;
use crate::run::base::Base;
use crate::run::comparison::{Compared, CurrentRegister, compared};
use crate::run::inputs::Inputs;
use crate::run::project::Project;
use crate::text::{Source, Span};
use crate::timeline;
use crate::values::{Mention, mentions};

/// Files in which people name IDs.
const KINDS: [&str; 5] = ["md", "markdown", "yaml", "yml", "json"];

/// The texts around the registers, and what they were at the base revision.
pub(super) struct OtherTexts<'p> {
    base: Option<Base<'p>>,
    /// By path, the lines of the registers at the base.
    lines: HashMap<String, HashSet<String>>,
    /// By the path of a register, the entries that came after the base.
    new: HashMap<String, HashSet<usize>>,
}

/// The entries that move, and where they are.
#[derive(Clone, Copy)]
pub(super) struct MovingEntries<'m> {
    pub registers: &'m [Register<'m>],
    pub moves: &'m [Move],
    /// The new ID of each old one.
    pub names: &'m HashMap<String, Option<String>>,
    pub project: &'m Project,
}

/// The new ID of each old one; nothing where several entries of it move.
pub(super) fn new_names(moves: &[Move]) -> HashMap<String, Option<String>> {
    let mut names: HashMap<String, Option<String>> = HashMap::new();
    for Move { old, new, .. } in moves {
        let name = names.entry(old.clone()).or_insert_with(|| Some(new.clone()));
        if name.as_ref().is_some_and(|name| name != new) {
            *name = None;
        }
    }
    names
}

/// The place of a mention, and the line that it is on.
fn line_of<'t>(text: &'t str, mention: &Mention) -> &'t str {
    let start = text[..mention.place.start].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}

impl<'p> OtherTexts<'p> {
    pub(super) fn of(
        revision: Option<&str>,
        inputs: &Inputs,
        project: &'p Project,
    ) -> Result<Self> {
        let none = Self { base: None, lines: HashMap::new(), new: HashMap::new() };
        let Some(revision) = revision else { return Ok(none) };
        let base = Base::of(project, inputs, revision, None)?;
        let old = base.registers(&project.settings)?.sources;
        let lines = old.iter().map(|source| {
            let lines = source.text().lines().map(str::to_owned).collect();
            (source.path().to_string(), lines)
        });
        let lines = lines.collect();
        let registers = inputs.registers(project);
        let current = inputs
            .sources
            .iter()
            .map(|source| CurrentRegister { source, register: registers.of_source(source) });
        let compared = compared(&old, current, &project.settings);
        let (paths, pairs): (Vec<_>, Vec<_>) =
            compared.into_iter().map(|Compared { path, snapshots }| (path, snapshots)).unzip();
        let transitions = timeline::transitions(&pairs).into_iter();
        let new = paths.into_iter().zip(transitions).map(|(path, transitions)| {
            let added = transitions.iter().filter(|one| one.before.is_none());
            (path, added.filter_map(|one| one.place).collect())
        });
        Ok(Self { new: new.collect(), lines, base: Some(base) })
    }

    /// Whether an entry came after the base.
    pub(super) fn is_new(&self, path: &str, entry: usize) -> bool {
        self.new.get(path).is_some_and(|entries| entries.contains(&entry))
    }

    /// Adds the edits of a register outside of the entries that move: what was added with them speaks
    /// of them.
    pub(super) fn add_mentions(
        &self,
        register: &Register<'_>,
        names: &HashMap<String, Option<String>>,
        edits: &mut Vec<Edit>,
        renumbering: &mut Renumbering,
    ) {
        let known = self.lines.get(&**register.source.path());
        let own: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
        let holders = register
            .entries
            .iter()
            .filter(|entry| register.id(entry).is_some_and(|id| names.contains_key(id)));
        // Each entry of that ID, and its row, speaks of itself.
        let spans = holders.flat_map(|entry| {
            let row = register.row_of(entry).map(|row| row.row.span);
            [Some(register.span_with_anchors(entry)), row].into_iter().flatten()
        });
        let spans: Vec<Span> = spans.collect();
        let is_own =
            |span: Span| own.contains(&span) || spans.iter().any(|holder| holder.contains(span));
        let found = self.found(register.source, names, known, renumbering);
        edits.extend(found.into_iter().filter(|edit| !is_own(edit.span)));
        if known.is_none() {
            let lines = unclear(register.source, names, &is_own);
            renumbering.left.extend(lines);
        }
    }

    /// The mentions in lines that came after the base, as edits.
    fn found(
        &self,
        source: &Source,
        names: &HashMap<String, Option<String>>,
        known: Option<&HashSet<String>>,
        renumbering: &mut Renumbering,
    ) -> Vec<Edit> {
        let (text, mut edits) = (source.text(), Vec::new());
        for (old, new) in names {
            for mention in mentions(text, old) {
                let is_known = known.is_none_or(|known| known.contains(line_of(text, &mention)));
                let start = mention.place.start;
                match new {
                    _ if mention.is_elsewhere && self.base.is_some() && !is_known => {
                        renumbering.elsewhere.push(place(source, start));
                    }
                    _ if mention.is_elsewhere => {}
                    Some(new) if !is_known => edits.push(Edit {
                        span: Span::new(start, mention.place.end),
                        text: mention.renamed(text, new),
                    }),
                    None if !is_known => renumbering.left.push(place(source, start)),
                    _ => {}
                }
            }
        }
        edits
    }

    /// The other files that speak of the entries that move, before and after.
    pub(super) fn renamed(
        &self,
        moving: &MovingEntries<'_>,
        renumbering: &mut Renumbering,
    ) -> Result<Vec<(Source, Source)>> {
        let MovingEntries { registers, names, project, .. } = *moving;
        let own: HashSet<PathBuf> =
            registers.iter().map(|register| project.real(&**register.source.path())).collect();
        let mut all = Vec::new();
        for path in self.candidates(registers, project)? {
            if own.contains(&project.real(&path)) {
                continue;
            }
            let Ok(Ok(source)) = files::read_as(&slashed(&path), &path, &project.settings) else {
                continue;
            };
            if !names.keys().any(|old| !mentions(source.text(), old).is_empty())
                || is_other_register(&source, names, project)
            {
                continue;
            }
            let edits = self.edits_of(&source, moving, renumbering)?;
            if !edits.is_empty() {
                let new = Source::new(source.path().clone(), applied(source.text(), &edits));
                all.push((source, new));
            }
        }
        Ok(all)
    }

    fn edits_of(
        &self,
        source: &Source,
        moving: &MovingEntries<'_>,
        renumbering: &mut Renumbering,
    ) -> Result<Vec<Edit>> {
        let names = moving.names;
        if let Some(base) = &self.base {
            let path = Path::new(&**source.path());
            let old = match base.place(path) {
                Some((before, inner)) => before.text(&inner)?,
                None => None,
            };
            let old = old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            let known = old.unwrap_or_default().lines().map(str::to_owned).collect();
            return Ok(self.found(source, names, Some(&known), renumbering));
        }
        let text = source.text();
        let mut edits = Vec::new();
        for (old, new) in names {
            let is_cited = is_page_of_the_moved(source, old, moving);
            for mention in mentions(text, old) {
                match new {
                    _ if mention.is_elsewhere => {
                        renumbering.elsewhere.push(place(source, mention.place.start));
                    }
                    Some(new) if is_cited => {
                        let text = mention.renamed(text, new);
                        edits.push(Edit { span: mention.span(), text });
                    }
                    _ => renumbering.left.push(place(source, mention.place.start)),
                }
            }
        }
        Ok(edits)
    }

    /// The files that may speak of them: with a base, those that are not what they were.
    fn candidates(&self, registers: &[Register<'_>], project: &Project) -> Result<Vec<PathBuf>> {
        if let Some(base) = &self.base {
            let mut all = Vec::new();
            for before in &base.befores {
                let folder = project.real("");
                for path in files::texts_below(&before.root, &KINDS) {
                    let inner = slashed(&seen_from(&before.root, &path));
                    // What cannot be read is reported where it is looked at.
                    let now = files::bytes(&path, project.settings.max_bytes).ok();
                    if now.is_none() || before.text_then(&inner)? != now {
                        all.push(seen_from(&folder, &path));
                    }
                }
            }
            return Ok(all);
        }
        let first = registers.first().map(|register| project.real(&**register.source.path()));
        let folder = project.real("");
        let found = texts_around(first.as_deref(), project).into_iter();
        Ok(found.map(|path| seen_from(&folder, &path)).collect())
    }
}

/// The texts in the repository of a register, or in the folder where there is none.
pub(super) fn texts_around(register: Option<&Path>, project: &Project) -> Vec<PathBuf> {
    let root = register.and_then(Path::parent).and_then(files::repository_above);
    files::texts_below(&root.unwrap_or_else(|| project.folder.clone()), &KINDS)
}

/// Mentions outside of the entries of an ID: nobody knows which of them is meant.
fn unclear(
    source: &Source,
    names: &HashMap<String, Option<String>>,
    is_own: &dyn Fn(Span) -> bool,
) -> Vec<String> {
    let all = names.keys().flat_map(|old| mentions(source.text(), old));
    let all = all.filter(|mention| !mention.is_elsewhere);
    let places = all.map(|mention| mention.span());
    places.filter(|span| !is_own(*span)).map(|span| place(source, span.start as usize)).collect()
}

/// Whether a file is a register whose own entries have these IDs.
fn is_other_register(
    source: &Source,
    names: &HashMap<String, Option<String>>,
    project: &Project,
) -> bool {
    if !project.settings.is_register(source.path()) {
        return false;
    }
    let Ok(register) = Register::parse(source, project.settings.reading()) else { return true };
    register.entries.iter().any(|entry| register.id(entry).is_some_and(|id| names.contains_key(id)))
}

/// Whether a page is one that an entry of the ID cites which moves, and none that stays.
fn is_page_of_the_moved(source: &Source, old: &str, moving: &MovingEntries<'_>) -> bool {
    let MovingEntries { registers, moves, project, .. } = *moving;
    let path = slashed(&project.real(&**source.path()));
    let (mut by_moved, mut by_others) = (false, false);
    for (at, register) in registers.iter().enumerate() {
        for (place, entry) in register.entries.iter().enumerate() {
            if register.id(entry) != Some(old) {
                continue;
            }
            let pages = register.source_pages(entry).into_iter();
            let cites = pages
                .map(|page| register.text(page))
                .any(|page| page.len() > 3 && path.ends_with(page.trim_start_matches(['.', '/'])));
            let moves = moves.iter().any(|one| one.register == at && one.entry == place);
            by_moved |= cites && moves;
            by_others |= cites && !moves;
        }
    }
    by_moved && !by_others
}
