//! Prose of a source that was changed after its translation last was.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Pair, is_reviewed};
use crate::register::{Entry, Field, Reading, Register};
use crate::text::{Source, Span};
use crate::vocabulary::Key;

/// A file as it was from some moment on.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The commit that made it so; nothing for what is not committed yet.
    pub commit: Option<String>,
    /// The day of it.
    pub day: Date,
    /// Its place among all commits of a run, the later the larger.
    pub time: i64,
    /// The text.
    pub text: String,
}

/// A field whose translation lags behind.
#[derive(Debug)]
pub struct Outdated {
    /// The entry: its ID, else its number.
    pub entry: Option<String>,
    /// The key of the field.
    pub key: Option<Key>,
    /// The value in the translation.
    pub span: Span,
    /// The value in the source.
    pub leading: Span,
    /// The commit that changed the source; nothing for what is not committed yet.
    pub commit: Option<String>,
    /// The day it did.
    pub day: Date,
    /// What the source said before, where it said anything.
    pub before: Option<String>,
}

/// A field in both languages, and when each side last changed.
struct Watched<'p> {
    id: &'p str,
    entry: Option<String>,
    own: &'p Field,
    theirs: &'p Field,
    /// Which of the fields of that key it is.
    nth: usize,
    changes: [Option<Change>; 2],
}

/// When a field came to say what it says: in which revision, and what it said before.
struct Change {
    revision: usize,
    before: Option<String>,
}

/// The fields whose source changed after they did. `revisions` are those of both files, the newest
/// first, today's texts among them.
pub fn outdated(
    pair: &Pair<'_>,
    revisions: [&[Revision]; 2],
    reading: Reading<'_>,
) -> Vec<Outdated> {
    let mut watched = watched(pair);
    for (side, register) in [pair.leading, pair.mirror].into_iter().enumerate() {
        look_back(side, register, revisions[side], reading, &mut watched);
    }
    let lag = |field: Watched<'_>| -> Option<Outdated> {
        let [Some(own), Some(theirs)] = &field.changes else { return None };
        let (changed, translated) = (&revisions[0][own.revision], &revisions[1][theirs.revision]);
        let is_late = changed.time > translated.time
            && changed.commit != translated.commit
            && !said_so_then(pair.leading, revisions[0], translated.time, reading, &field);
        // What the source said from the beginning was not changed.
        (is_late && own.before.is_some()).then(|| Outdated {
            entry: field.entry,
            key: field.theirs.key,
            span: field.theirs.value,
            leading: field.own.value,
            commit: changed.commit.clone(),
            day: changed.day,
            before: own.before.clone(),
        })
    };
    watched.into_iter().filter_map(lag).collect()
}

/// Whether the source said the same when the translation was last written: it was changed, and
/// changed back.
fn said_so_then(
    register: &Register<'_>,
    revisions: &[Revision],
    time: i64,
    reading: Reading<'_>,
    field: &Watched<'_>,
) -> bool {
    let Some(then) = revisions.iter().find(|revision| revision.time <= time) else { return false };
    let source = Source::new(register.source.path().clone(), then.text.as_str());
    let Ok(older) = Register::read(&source, reading) else { return false };
    let entry = older.entries.iter().find(|entry| older.id(entry) == Some(field.id));
    let value = entry.and_then(|entry| {
        entry.fields.iter().filter(|other| other.key == field.own.key).nth(field.nth)
    });
    value.is_some_and(|value| said(&older, value) == said(register, field.own))
}

/// Every field of prose in both languages, but those that somebody has compared.
fn watched<'p>(pair: &Pair<'p>) -> Vec<Watched<'p>> {
    let mut watched = Vec::new();
    for entries in &pair.alignment.pairs {
        let Some(id) = pair.leading.id(entries.leading) else { continue };
        if is_reviewed(pair, entries) || pair.mirror.id(entries.mirror) != Some(id) {
            continue;
        }
        let prose = |entry: &'p Entry| {
            let is_prose = |field: &&Field| {
                field.key.is_some_and(|key| !key.is_copied() && key != Key::Id)
                    && !field.value.is_empty()
            };
            entry.fields.iter().filter(is_prose)
        };
        let mut counts: HashMap<Key, usize> = HashMap::new();
        for own in prose(entries.leading) {
            let Some(key) = own.key else { continue };
            let nth = counts.entry(key).or_default();
            let twin = prose(entries.mirror).filter(|field| field.key == own.key).nth(*nth);
            if let Some(theirs) = twin {
                let entry = pair.leading.name(entries.leading);
                watched.push(Watched { id, entry, own, theirs, nth: *nth, changes: [None, None] });
            }
            *nth += 1;
        }
    }
    watched
}

/// Finds for each field the revision in which it came to say what it says now.
fn look_back(
    side: usize,
    register: &Register<'_>,
    revisions: &[Revision],
    reading: Reading<'_>,
    watched: &mut [Watched<'_>],
) {
    let now: Vec<String> =
        watched.iter().map(|field| said(register, [field.own, field.theirs][side])).collect();
    let mut open: Vec<usize> = (0..watched.len()).collect();
    for (at, revision) in revisions.iter().enumerate().skip(1) {
        if open.is_empty() {
            return;
        }
        let source = Source::new(register.source.path().clone(), revision.text.as_str());
        let Ok(older) = Register::read(&source, reading) else { continue };
        let entries: HashMap<&str, &Entry> =
            older.entries.iter().rev().filter_map(|e| Some((older.id(e)?, e))).collect();
        open.retain(|&place| {
            let field = &mut watched[place];
            let key = [field.own, field.theirs][side].key;
            let then = entries.get(field.id).and_then(|entry| {
                entry.fields.iter().filter(|field| field.key == key).nth(field.nth)
            });
            let then = then.map(|field| said(&older, field));
            if then.as_ref() == Some(&now[place]) {
                return true;
            }
            field.changes[side] = Some(Change { revision: at - 1, before: then });
            false
        });
    }
    if let Some(oldest) = revisions.len().checked_sub(1) {
        for place in open {
            watched[place].changes[side] = Some(Change { revision: oldest, before: None });
        }
    }
}

/// What a field says, whatever its blanks and line ends.
fn said(register: &Register<'_>, field: &Field) -> String {
    register.text(field.value).split_whitespace().collect::<Vec<_>>().join(" ")
}
