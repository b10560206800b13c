//! Three versions of a register → one, entry by entry and field by field.
//!
//! What one side changed is taken. What both changed in different ways is a conflict of that field
//! alone. Entries that both sides added stay, and of two with one ID one moves to the next free ID.

mod chunks;
mod columns;
mod document;
mod documents;
mod entry;
mod entry_version;
mod form;
mod gaps;
mod identity;
mod ids;
mod kept_cells;
mod lines;
mod moved_row;
mod moved_table_rows;
mod nodes;
mod numbers;
mod padding;
mod parts;
mod piece;
mod precedence;
mod rendering;
mod slots;
mod table;
mod table_nodes;
mod table_version;
mod three;
mod version;
mod weave;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;

use crate::document::Conflicts;
use crate::finding::{Edit, applied};
use crate::register::{Policy, Register};
use crate::settings::Settings;
use crate::text::{Source, Span};
use crate::vocabulary::Key;
use document::MergedDocument;
use documents::Documents;
use form::FileForm;
use identity::Triple;
use ids::IdInput;
use piece::Resolved;
use rendering::Rendering;
use version::Version;

pub(crate) use ids::{Beyond, MovedId};
pub(crate) use piece::Markers;
pub(crate) use precedence::Precedence;
pub(crate) use three::{Side, Three};

/// What is merged.
#[derive(Clone, Copy)]
pub(crate) struct MergeInput<'a> {
    /// The path of the file, as users see it.
    pub path: &'a str,
    pub texts: Three<&'a str>,
    pub settings: &'a Settings,
    pub beyond: &'a dyn Beyond,
}

/// A merged register.
#[derive(Debug)]
pub(crate) struct Merged {
    /// The text; each conflict is what the receiving side says.
    resolved: Resolved,
    edits: Vec<Edit>,
    form: FileForm,
    /// The entries that got another ID.
    pub moved: Vec<MovedId>,
}

impl Merged {
    /// How many conflicts it has.
    pub(crate) fn conflicts(&self) -> usize {
        self.resolved.conflicts.len()
    }

    /// The text, with markers around conflicts.
    pub(crate) fn text(&self, markers: &Markers) -> String {
        let conflicts = self.resolved.conflicts.iter().map(|conflict| Edit {
            span: Span::new(conflict.place.start, conflict.place.end),
            text: conflict.text(markers),
        });
        let edits: Vec<Edit> = conflicts.chain(self.edits.iter().cloned()).collect();
        self.form.written(&applied(&self.resolved.text, &edits))
    }
}

/// Why versions are not merged entry by entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmergeable {
    /// A version holds no entries, and nothing says that it is a register.
    NoRegister(Side),
    /// A version holds conflict markers.
    Conflicted(Side),
    /// A version is nested too deeply to be read.
    TooDeep(Side),
    /// The result would not be read as what was merged.
    Garbled,
}

impl fmt::Display for Unmergeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |side: &Side| match side {
            Side::Base => "the common ancestor",
            Side::Ours => "our version",
            Side::Theirs => "their version",
        };
        match self {
            Self::NoRegister(side) => write!(f, "{} is no register", name(side)),
            Self::Conflicted(side) => write!(f, "{} holds conflict markers", name(side)),
            Self::TooDeep(side) => write!(f, "{} is nested too deeply", name(side)),
            Self::Garbled => f.write_str("the merged register would not be read as it is meant"),
        }
    }
}

impl std::error::Error for Unmergeable {}

/// Merges three versions of a register.
pub(crate) fn merge(input: MergeInput<'_>) -> Result<Merged, Unmergeable> {
    let form = FileForm::of(if input.texts.ours.is_empty() {
        input.texts.theirs
    } else {
        input.texts.ours
    });
    if let Some(text) = trivial(input.texts) {
        let resolved = Resolved { text: text.to_owned(), ..Resolved::default() };
        let form = FileForm::of("");
        return Ok(Merged { resolved, edits: Vec::new(), form, moved: Vec::new() });
    }
    let plain = form.plain(input.texts);
    let sources = plain.map(|text| Source::new(input.path, text));
    check_conflicts(&sources)?;
    let versions = read(&sources, input.settings)?;
    let triples = identity::triples(&versions);
    let words = &input.settings.vocabulary;
    let gone = gone(&versions, &triples);
    let beyond = input.beyond;
    let ids = IdInput { versions: &versions, triples: &triples, gone: &gone, words, beyond };
    let choice = ids.choice();
    if choice.moved.is_empty() {
        let tied = Tied::of(triples, &choice.tied);
        return merged(&versions, &tied, input.settings, form, choice.moved);
    }
    let moved_of = |side: Side| choice.moved.iter().filter(move |moved| moved.side == side);
    let base = sources.base.text();
    let renamed = |version: &Version<'_>, side: Side| {
        let moved: Vec<&MovedId> = moved_of(side).collect();
        Source::new(input.path, ids::with_moved(version, base, &moved))
    };
    let sources = Three {
        base: Source::new(input.path, base),
        ours: renamed(&versions.ours, Side::Ours),
        theirs: renamed(&versions.theirs, Side::Theirs),
    };
    let again = read(&sources, input.settings)?;
    let counts =
        |versions: &Three<Version<'_>>| Side::ALL.map(|side| versions.get(side).entries.len());
    if counts(&again) != counts(&versions) {
        return Err(Unmergeable::Garbled);
    }
    let tied = Tied::of(triples, &choice.tied);
    merged(&again, &tied, input.settings, form, choice.moved)
}

/// The entries that one side removed and the other left as they were.
fn gone(versions: &Three<Version<'_>>, triples: &[Triple]) -> HashSet<usize> {
    let documents =
        Documents { versions, triples, tied: &HashSet::new(), means_same: &|_, _, _| false };
    let is_removed = |triple: &Triple| {
        triple.base.is_some() && (triple.ours.is_none() || triple.theirs.is_none())
    };
    let removed = triples.iter().enumerate().filter(|(_, triple)| is_removed(triple));
    removed.map(|(at, _)| at).filter(|&at| !documents.is_disputed(at)).collect()
}

/// The result where one side changed nothing, or both the same.
fn trivial(texts: Three<&str>) -> Option<&str> {
    if texts.ours == texts.theirs || texts.base == texts.theirs {
        Some(texts.ours)
    } else if texts.base == texts.ours {
        Some(texts.theirs)
    } else {
        None
    }
}

fn check_conflicts(sources: &Three<Source>) -> Result<(), Unmergeable> {
    let conflicted = |side: &Side| Conflicts::of(sources.get(*side)).is_some();
    match Side::ALL.into_iter().find(conflicted) {
        Some(side) => Err(Unmergeable::Conflicted(side)),
        None => Ok(()),
    }
}

fn read<'s>(
    sources: &'s Three<Source>,
    settings: &Settings,
) -> Result<Three<Version<'s>>, Unmergeable> {
    let read = |side: Side| {
        let source = sources.get(side);
        let version = Version::read(source, settings.reading());
        let version = version.map_err(|_| Unmergeable::TooDeep(side))?;
        let register = &version.register;
        let is_register = !register.entries.is_empty() || register.is_recognised;
        if is_register || source.text().trim().is_empty() {
            Ok(version)
        } else {
            Err(Unmergeable::NoRegister(side))
        }
    };
    let (base, (ours, theirs)) = rayon::join(
        || read(Side::Base),
        || rayon::join(|| read(Side::Ours), || read(Side::Theirs)),
    );
    Ok(Three { base: base?, ours: ours?, theirs: theirs? })
}

/// Triples of which some hold two entries that have one ID.
struct Tied {
    triples: Vec<Triple>,
    tied: HashSet<usize>,
}

impl Tied {
    fn of(mut triples: Vec<Triple>, pairs: &[[usize; 2]]) -> Self {
        let mut tied = HashSet::new();
        for &[first, second] in pairs {
            let other = std::mem::take(&mut triples[second]);
            let own = &mut triples[first];
            own.ours = own.ours.or(other.ours);
            own.theirs = own.theirs.or(other.theirs);
            tied.insert(first);
        }
        Self { triples, tied }
    }
}

fn merged(
    versions: &Three<Version<'_>>,
    Tied { triples, tied }: &Tied,
    settings: &Settings,
    form: FileForm,
    moved: Vec<MovedId>,
) -> Result<Merged, Unmergeable> {
    let words = &settings.vocabulary;
    let policy = Policy::of(&versions.ours.register, &settings.promise, words);
    let means_same =
        |key: Key, a: &str, b: &str| key.is_typed() && policy.same_value(key, a, b, words);
    let documents = Documents { versions, triples, tied, means_same: &means_same };
    let MergedDocument { pieces, entries, loses_text } = document::merge(&documents);
    if loses_text {
        return Err(Unmergeable::Garbled);
    }
    let resolved = Resolved::of(&pieces);
    let path = versions.ours.register.source.path().clone();
    let source = Source::new(path, resolved.text.as_str());
    let register = Register::parse(&source, settings.reading());
    let register = register.map_err(|_| Unmergeable::Garbled)?;
    if !reads_as(&register, &entries, &documents) {
        return Err(Unmergeable::Garbled);
    }
    let rendering =
        Rendering { documents: &documents, register: &register, entries: &entries, settings };
    let mut edits = rendering.edits();
    // What is in conflict is for people to settle.
    let is_apart = |edit: &Edit| {
        let Span { start, end } = edit.span;
        let mut conflicts = resolved.conflicts.iter();
        conflicts.all(|conflict| {
            end as usize <= conflict.place.start || conflict.place.end <= start as usize
        })
    };
    edits.retain(is_apart);
    Ok(Merged { resolved, edits, form, moved })
}

/// Whether a merged register has the entries that were merged, with their IDs.
fn reads_as(register: &Register<'_>, entries: &[usize], documents: &Documents<'_>) -> bool {
    let has_id = |(entry, triple): (&crate::register::Entry, &usize)| {
        let id = register.id(entry);
        Side::ALL.into_iter().any(|side| {
            let version = documents.entry(*triple, side);
            version.is_some_and(|version| version.version.register.id(version.entry) == id)
        })
    };
    register.entries.len() == entries.len() && register.entries.iter().zip(entries).all(has_id)
}
