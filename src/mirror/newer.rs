//! Values of a translation that were changed later than those of the leading register. These may be
//! the right ones, so they are not overruled.

use std::collections::{HashMap, HashSet};

use memchr::memmem;

use super::contradiction::{Contradiction, ContradictionKind};
use super::literals::literals;
use super::outdated::{CommitTime, FileRevision};
use super::pair::Pair;
use crate::register::{Entry, Field, FormerIds, Policy, Reading, Register};
use crate::text::{Source, Span};
use crate::vocabulary::{Key, Vocabulary};

/// Values by the names of their entries and their keys; the name is empty in front of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewerValues(HashSet<(String, Key)>);

impl NewerValues {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the value that a contradiction is about is one of them.
    pub(crate) fn concerns(&self, one: &Contradiction) -> bool {
        let name = || one.entry.clone().unwrap_or_default();
        !self.is_empty() && one.key.is_some_and(|key| self.0.contains(&(name(), key)))
    }

    /// Leaves out those that are among others.
    pub(crate) fn without(mut self, others: &Self) -> Self {
        self.0.retain(|value| !others.0.contains(value));
        self
    }

    /// Adds others.
    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Each value, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Key)> {
        let mut all: Vec<(&str, Key)> = self.0.iter().map(|(name, key)| (&**name, *key)).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// The values of contradictions that have a repair which overwrites them.
    pub(crate) fn contradicted(contradictions: &[Contradiction]) -> Self {
        let is_overwritten = |one: &&Contradiction| {
            one.fix.is_some()
                && matches!(one.kind, ContradictionKind::Value | ContradictionKind::Code)
        };
        let overwritten = contradictions.iter().filter(is_overwritten);
        overwritten
            .filter_map(|one| Some((one.entry.clone().unwrap_or_default(), one.key?)))
            .collect()
    }
}

impl FromIterator<(String, Key)> for NewerValues {
    fn from_iter<I: IntoIterator<Item = (String, Key)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// Of the values in which a pair contradicts each other, which side changed them later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaterChanges {
    /// Later in the leading register.
    pub leading: NewerValues,
    /// Later in the translation.
    pub mirror: NewerValues,
    /// At the same time on both sides: each says what somebody meant.
    pub both: NewerValues,
}

impl LaterChanges {
    /// Adds those of other values.
    pub(crate) fn extend(&mut self, others: Self) {
        self.leading.extend(others.leading);
        self.mirror.extend(others.mirror);
        self.both.extend(others.both);
    }
}

#[derive(Clone, Copy)]
enum Side {
    Leading,
    Mirror,
}

/// Which side changed a value later.
#[derive(Clone, Copy)]
enum LaterSide {
    Leading,
    Mirror,
    /// One commit, or the working tree, changed both.
    Both,
}

/// Which side of each contradicted value was changed later. `revisions` are those of the leading
/// file and of the mirror, the newest first, and are read only as far as needed; the first is the
/// text of today. `is_later` says whether the second of two revisions comes after the first.
pub(crate) fn later_changes<E>(
    pair: &Pair<'_>,
    contradicted: &NewerValues,
    [own, theirs]: [impl Iterator<Item = Result<FileRevision, E>>; 2],
    reading: Reading<'_>,
    is_later: &dyn Fn(&CommitTime, &CommitTime) -> bool,
) -> Result<LaterChanges, E> {
    let own = LastChanges::of(Watch::of(pair, Side::Leading, contradicted), own, reading)?;
    let theirs = LastChanges::of(Watch::of(pair, Side::Mirror, contradicted), theirs, reading)?;
    let is_after = |one: Option<&CommitTime>, other: Option<&CommitTime>| match (one, other) {
        // What a side had from the beginning was not changed.
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one.commit != other.commit && is_later(one, other),
    };
    let later_side = |own: Option<&CommitTime>, theirs: Option<&CommitTime>| match (
        is_after(own, theirs),
        is_after(theirs, own),
    ) {
        (true, _) => Some(LaterSide::Mirror),
        (_, true) => Some(LaterSide::Leading),
        _ => (own.is_some() && theirs.is_some()).then_some(LaterSide::Both),
    };
    let mut later = LaterChanges::default();
    // One commit often changes several values, and git is asked about it once.
    let mut known: HashMap<[Option<usize>; 2], Option<LaterSide>> = HashMap::new();
    for (name, key) in contradicted.iter() {
        let places = [own.place(name, key), theirs.place(name, key)];
        let ask = || later_side(own.revision(places[0]), theirs.revision(places[1]));
        let values = match known.entry(places).or_insert_with(ask) {
            Some(LaterSide::Leading) => &mut later.leading,
            Some(LaterSide::Mirror) => &mut later.mirror,
            Some(LaterSide::Both) => &mut later.both,
            None => continue,
        };
        values.0.insert((name.to_owned(), key));
    }
    Ok(later)
}

/// The contradicted values of one side.
struct Watch<'w> {
    register: &'w Register<'w>,
    policy: &'w Policy,
    words: &'w Vocabulary,
    values: Vec<WatchedValue<'w>>,
}

/// With more values than this, it is quicker to read a revision than to search it.
const FEW: usize = 8;

struct WatchedValue<'w> {
    name: &'w str,
    /// Nothing for what is in front of the entries.
    entry: Option<&'w Entry>,
    /// The name of that entry on this side.
    own_name: String,
    key: Key,
    /// What it is today.
    now: String,
}

impl<'w> Watch<'w> {
    fn of(pair: &Pair<'w>, side: Side, contradicted: &'w NewerValues) -> Self {
        let (register, policy) = match side {
            Side::Leading => (pair.leading, pair.policies[0]),
            Side::Mirror => (pair.mirror, pair.policies[1]),
        };
        let named = NamedEntries::of(register);
        // An entry may have another ID in the mirror.
        let translations = match side {
            Side::Leading => HashMap::new(),
            Side::Mirror => pair.translations(),
        };
        let watched = |(name, key): (&'w str, Key)| {
            let entry = translations.get(name).or(named.entries.get(name)).copied();
            let own_name = entry.and_then(|entry| register.name(entry)).unwrap_or_default();
            let now = match entry {
                Some(entry) if key == Key::Id => register.id(entry)?.to_owned(),
                Some(entry) => value_among(register, &entry.fields, key)?,
                None => named.value(name, key)?,
            };
            Some(WatchedValue { name, entry, own_name, key, now })
        };
        let values = contradicted.iter().filter_map(watched).collect();
        Self { register, policy, words: pair.words, values }
    }

    /// Whether an older text has the entries of all values as they are. That is seen without reading it.
    fn is_in(&self, older: &str) -> bool {
        let has = |span: Span| {
            memmem::find(older.as_bytes(), self.register.text(span).as_bytes()).is_some()
        };
        let is_there = |value: &WatchedValue<'_>| {
            value.entry.is_some_and(|entry| self.places(entry, value.key).all(has))
        };
        self.values.len() <= FEW && self.values.iter().all(is_there)
    }

    /// An entry, and the lines elsewhere that give a value of it: the row of a table that sums entries up.
    fn places<'e>(&'e self, entry: &'e Entry, key: Key) -> impl Iterator<Item = Span> + 'e {
        let is_elsewhere = move |field: &&Field| field.key == Some(key) && !entry.has_within(field);
        let elsewhere = entry.fields.iter().filter(is_elsewhere);
        let lines = elsewhere.map(|field| self.register.source.line_at(field.span.start as usize));
        std::iter::once(entry.span).chain(lines)
    }

    fn is_same(&self, key: Key, a: &str, b: &str) -> bool {
        a == b || (is_tracked(key) && self.policy.same_value(key, a, b, self.words))
    }
}

/// The revisions of a side, as far as they were read, and which of them changed each value to what
/// it is.
#[derive(Default)]
struct LastChanges<'w> {
    revisions: Vec<CommitTime>,
    /// By name and key, the place of the revision; none for what was so from the beginning.
    places: HashMap<(&'w str, Key), usize>,
}

impl<'w> LastChanges<'w> {
    fn of<E>(
        mut watch: Watch<'w>,
        mut revisions: impl Iterator<Item = Result<FileRevision, E>>,
        reading: Reading<'_>,
    ) -> Result<Self, E> {
        let mut changes = Self::default();
        while !watch.values.is_empty() {
            let Some(revision) = revisions.next().transpose()? else { break };
            // The values of the newest one are known.
            if let Some(newer) = changes.revisions.len().checked_sub(1)
                && !watch.is_in(&revision.text)
            {
                changes.settle(&mut watch, &revision.text, newer, reading);
            }
            changes.revisions.push(revision.time);
        }
        Ok(changes)
    }

    /// Takes the values that are not the same in an older text out of those that are watched.
    fn settle(&mut self, watch: &mut Watch<'w>, text: &str, newer: usize, reading: Reading<'_>) {
        let source = Source::new(watch.register.source.path().clone(), text);
        let Ok(older) = Register::parse(&source, reading) else { return };
        let (named, former) = (NamedEntries::of(&older), FormerIds::of(&older));
        for value in std::mem::take(&mut watch.values) {
            let then = match value.entry {
                // An entry that has another ID has its title still.
                Some(entry) if value.key == Key::Id => {
                    named.id_under(watch.register.text(entry.title))
                }
                entry => {
                    let id = entry.and_then(|entry| former.id_of(watch.register, entry));
                    named.value(id.unwrap_or(&value.own_name), value.key)
                }
            };
            match then {
                Some(then) if watch.is_same(value.key, &then, &value.now) => {
                    watch.values.push(value);
                }
                Some(_) => {
                    self.places.insert((value.name, value.key), newer);
                }
                // What was not there yet was written, and not changed.
                None => {}
            }
        }
    }

    fn place(&self, name: &str, key: Key) -> Option<usize> {
        self.places.get(&(name, key)).copied()
    }

    fn revision(&self, place: Option<usize>) -> Option<&CommitTime> {
        self.revisions.get(place?)
    }
}

/// The entries of a register by their names.
struct NamedEntries<'r> {
    register: &'r Register<'r>,
    entries: HashMap<String, &'r Entry>,
}

impl<'r> NamedEntries<'r> {
    fn of(register: &'r Register<'r>) -> Self {
        // Of several with one name, the first.
        let entries = register.entries.iter().rev();
        let entries = entries.filter_map(|entry| Some((register.name(entry)?, entry))).collect();
        Self { register, entries }
    }

    /// The ID of the only entry with a title.
    fn id_under(&self, title: &str) -> Option<String> {
        let entries = self.register.entries.iter();
        let mut entries = entries.filter(|entry| self.register.text(entry.title) == title);
        let (first, second) = (entries.next()?, entries.next());
        self.register.id(first).filter(|_| second.is_none()).map(str::to_owned)
    }

    /// The value of an entry; the name is empty in front of the entries.
    fn value(&self, name: &str, key: Key) -> Option<String> {
        let fields: &[Field] =
            if name.is_empty() { &self.register.metadata } else { &self.entries.get(name)?.fields };
        value_among(self.register, fields, key)
    }
}

/// A tracked value among fields; of prose, what no translation changes.
fn value_among(register: &Register<'_>, fields: &[Field], key: Key) -> Option<String> {
    let mut fields = fields.iter().filter(|field| field.key == Some(key));
    if is_tracked(key) {
        return fields.next().map(|field| register.bare(field.value).to_owned());
    }
    let texts: Vec<String> = fields
        .flat_map(|field| literals(register, field.value))
        .map(|literal| literal.text.into_owned())
        .collect();
    Some(texts.join("\n"))
}

fn is_tracked(key: Key) -> bool {
    key.is_copied() || key.is_of_register() || key == Key::Id
}
