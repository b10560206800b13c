//! Prose that was changed in the leading register after its translation was last changed.

use std::collections::HashMap;

use jiff::civil::Date;

use super::align::EntryPair;
use super::field_pairs::FieldPair;
use super::marks::is_reviewed;
use super::pair::Pair;
use crate::register::{Entry, Field, Reading, Register};
use crate::text::{Source, Span};
use crate::vocabulary::Key;

/// A file as a commit left it, or as it is in the working tree.
#[derive(Clone, Debug)]
pub struct FileRevision {
    /// Nothing for a text that is not committed yet.
    pub commit: Option<String>,
    /// The day of the commit.
    pub day: Date,
    /// Its place among all commits of a run, the later the larger.
    pub time: i64,
    /// The text.
    pub text: String,
}

/// A field whose translation was not changed after it.
#[derive(Clone, Debug)]
pub struct Outdated {
    /// The entry: its ID, else its number.
    pub entry: Option<String>,
    /// The key of the field.
    pub key: Option<Key>,
    /// The value in the mirror.
    pub span: Span,
    /// The value in the leading register.
    pub leading: Span,
    /// The commit that changed the leading value; nothing where it is not committed yet.
    pub commit: Option<String>,
    /// The day of that change.
    pub day: Date,
    /// The leading value before that change, where there was one.
    pub before: Option<String>,
}

/// A field of prose in both registers, and the last change of each.
pub(super) struct WatchedField<'p> {
    pub id: &'p str,
    pub entry: Option<String>,
    pub fields: FieldPair<'p>,
    /// Its place among the fields of its key.
    pub nth: usize,
    last_changes: [Option<LastChange>; 2],
}

/// The revision in which a field got its value, and the value before.
struct LastChange {
    revision: usize,
    before: Option<String>,
}

/// The fields whose leading value changed after their translation. `revisions` are those of the
/// leading file and of the mirror, the newest first; the first is the text of today.
pub(crate) fn outdated(
    pair: &Pair<'_>,
    revisions: [&[FileRevision]; 2],
    reading: Reading<'_>,
) -> Vec<Outdated> {
    let mut watched = watched(pair);
    for (side, register) in [pair.leading, pair.mirror].into_iter().enumerate() {
        find_last_changes(side, register, revisions[side], reading, &mut watched);
    }
    let outdated = |field| outdated_field(pair, field, revisions, reading);
    watched.into_iter().filter_map(outdated).collect()
}

fn outdated_field(
    pair: &Pair<'_>,
    field: WatchedField<'_>,
    revisions: [&[FileRevision]; 2],
    reading: Reading<'_>,
) -> Option<Outdated> {
    let [Some(own), Some(theirs)] = &field.last_changes else { return None };
    let (changed, translated) = (&revisions[0][own.revision], &revisions[1][theirs.revision]);
    if changed.time <= translated.time || changed.commit == translated.commit {
        return None;
    }
    // A value that the leading register had from the beginning was not changed.
    if own.before.is_none()
        || was_same_at(pair.leading, revisions[0], translated.time, reading, &field)
    {
        return None;
    }
    Some(Outdated {
        entry: field.entry,
        key: field.fields.mirror.key,
        span: field.fields.mirror.value,
        leading: field.fields.leading.value,
        commit: changed.commit.clone(),
        day: changed.day,
        before: own.before.clone(),
    })
}

/// Whether the leading value was the same when the translation was changed: it was changed, and
/// changed back.
fn was_same_at(
    register: &Register<'_>,
    revisions: &[FileRevision],
    time: i64,
    reading: Reading<'_>,
    field: &WatchedField<'_>,
) -> bool {
    let Some(then) = revisions.iter().find(|revision| revision.time <= time) else { return false };
    let source = Source::new(register.source.path().clone(), then.text.as_str());
    let Ok(older) = Register::parse(&source, reading) else { return false };
    let entry = older.entries.iter().find(|entry| older.id(entry) == Some(field.id));
    let key = field.fields.leading.key;
    let value = entry.and_then(|entry| nth_of_key(entry, key, field.nth));
    let now = field.fields.leading.value;
    value.is_some_and(|then| register.says_the_same(now, &older, then.value))
}

/// The fields of prose in both registers, without those of entries that were reviewed.
pub(super) fn watched<'p>(pair: &Pair<'p>) -> Vec<WatchedField<'p>> {
    let mut watched = Vec::new();
    for entries in &pair.alignment.pairs {
        let Some(id) = pair.leading.id(entries.leading) else { continue };
        if !is_reviewed(pair, entries) && pair.mirror.id(entries.mirror) == Some(id) {
            watched.extend(watched_of(pair, entries, id));
        }
    }
    watched
}

fn watched_of<'p>(pair: &Pair<'p>, entries: &EntryPair<'p>, id: &'p str) -> Vec<WatchedField<'p>> {
    let mut watched = Vec::new();
    let mut counts: HashMap<Key, usize> = HashMap::new();
    for leading in prose(entries.leading) {
        let Some(key) = leading.key else { continue };
        let count = counts.entry(key).or_default();
        let nth = *count;
        *count += 1;
        let twin = prose(entries.mirror).filter(|field| field.key == leading.key).nth(nth);
        let Some(mirror) = twin else { continue };
        let entry = pair.leading.name(entries.leading);
        let fields = FieldPair { leading, mirror };
        watched.push(WatchedField { id, entry, fields, nth, last_changes: [None, None] });
    }
    watched
}

fn prose(entry: &Entry) -> impl Iterator<Item = &Field> {
    let is_prose = |key: Key| !key.is_copied() && key != Key::Id;
    let fields = entry.fields.iter();
    fields.filter(move |field| field.key.is_some_and(is_prose) && !field.value.is_empty())
}

/// Finds the revision in which each field of a side got the value that it has.
fn find_last_changes(
    side: usize,
    register: &Register<'_>,
    revisions: &[FileRevision],
    reading: Reading<'_>,
    watched: &mut [WatchedField<'_>],
) {
    let mut open: Vec<usize> = (0..watched.len()).collect();
    for (at, revision) in revisions.iter().enumerate().skip(1) {
        if open.is_empty() {
            return;
        }
        let source = Source::new(register.source.path().clone(), revision.text.as_str());
        let Ok(older) = Register::parse(&source, reading) else { continue };
        let entries: HashMap<&str, &Entry> =
            older.entries.iter().rev().filter_map(|e| Some((older.id(e)?, e))).collect();
        let mut unchanged = Vec::new();
        for place in open {
            let watched = &mut watched[place];
            let field = [watched.fields.leading, watched.fields.mirror][side];
            let then = entries.get(watched.id);
            let then = then.and_then(|entry| nth_of_key(entry, field.key, watched.nth));
            if then.is_some_and(|then| register.says_the_same(field.value, &older, then.value)) {
                unchanged.push(place);
            } else {
                let before = then.map(|field| value_of(&older, field));
                watched.last_changes[side] = Some(LastChange { revision: at - 1, before });
            }
        }
        open = unchanged;
    }
    if let Some(oldest) = revisions.len().checked_sub(1) {
        for place in open {
            watched[place].last_changes[side] = Some(LastChange { revision: oldest, before: None });
        }
    }
}

fn nth_of_key(entry: &Entry, key: Option<Key>, nth: usize) -> Option<&Field> {
    entry.fields.iter().filter(|field| field.key == key).nth(nth)
}

/// The value of a field, with one space for any white space.
fn value_of(register: &Register<'_>, field: &Field) -> String {
    register.text(field.value).split_whitespace().collect::<Vec<_>>().join(" ")
}
