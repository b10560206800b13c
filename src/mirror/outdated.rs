//! Prose that was changed in the leading register after its translation was last changed.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::align::EntryPair;
use super::field_pairs::{FieldPair, FieldPairs};
use super::marks::{Reviewed, reviewed};
use super::pair::Pair;
use super::unknown_words::is_of_code;
use crate::register::{Entry, Field, Reading, Register};
use crate::text::{Source, Span};
use crate::timeline::{EntrySnapshot, RegisterSnapshot, SnapshotReader};
use crate::vocabulary::{Key, fold};

/// The time of a commit, or of the working tree.
#[derive(Clone, Debug)]
pub struct CommitTime {
    /// Nothing for what is not committed yet.
    pub commit: Option<String>,
    /// The day of the commit.
    pub day: Date,
    /// Its place among all commits of a run, the later the larger.
    pub place: i64,
}

/// A file as a commit left it, or as it is in the working tree.
#[derive(Clone, Debug)]
pub struct FileRevision {
    /// The time of that commit.
    pub time: CommitTime,
    /// The text.
    pub text: String,
}

/// A register as a commit left it, or as it is in the working tree.
#[derive(Clone, Debug)]
pub struct PastRegister {
    /// The time of that commit.
    pub time: CommitTime,
    /// What it said.
    pub content: PastContent,
}

/// What a register said.
#[derive(Clone, Debug)]
pub enum PastContent {
    /// Its text.
    Text(String),
    /// Its entries, where somebody read it before.
    Snapshot(Arc<RegisterSnapshot>),
}

impl From<FileRevision> for PastRegister {
    fn from(FileRevision { time, text }: FileRevision) -> Self {
        Self { time, content: PastContent::Text(text) }
    }
}

/// A field whose translation was not changed after it.
#[derive(Clone, Debug)]
pub struct Outdated {
    /// The entry: its ID, else its number.
    pub entry: Option<String>,
    /// The key of the field.
    pub key: Option<Key>,
    /// Whether it is the title of the entry, which is in no field.
    pub is_title: bool,
    /// Its label in the mirror.
    pub label: Span,
    /// The value in the mirror.
    pub span: Span,
    /// The value in the leading register.
    pub leading: Span,
    /// The commit that changed the leading value; nothing where it is not committed yet.
    pub commit: Option<String>,
    /// The day of that change.
    pub day: Date,
    /// The leading value before that change.
    pub before: String,
}

/// A field of prose in both registers, or what both say in no field.
pub(super) struct WatchedField<'p> {
    pub id: &'p str,
    pub name: Option<String>,
    /// The entry in the leading register and in the mirror.
    entries: [&'p Entry; 2],
    pub key: Option<Key>,
    /// Its label in the mirror.
    label: Span,
    /// What it says in the leading register and in the mirror.
    pub values: [Span; 2],
    /// What it is found by at other revisions, on the leading side and in the mirror.
    pub places: [FieldPlace; 2],
    /// When the translation got the value that it has.
    translated: Option<CommitTime>,
    /// The last change of the leading value, which came after that.
    pub changed: Option<LastChange>,
}

/// What a field is found by in its entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum FieldPlace {
    Labelled {
        key: Option<Key>,
        /// Its label, where that has no key.
        label: String,
        /// Its place among the fields of its key or label.
        nth: usize,
    },
    /// The title.
    Title,
    /// What is in no field.
    Text,
}

impl FieldPlace {
    fn of(register: &Register<'_>, entry: &Entry, field: &Field) -> Self {
        let label = |field: &Field| match field.key {
            Some(_) => String::new(),
            None => fold(&single_spaced(register.text(field.label))),
        };
        let own = label(field);
        let before = entry.fields.iter().take_while(|other| !std::ptr::eq(*other, field));
        let alike = before.filter(|other| other.key == field.key && label(other) == own);
        let nth = alike.count();
        Self::Labelled { key: field.key, label: own, nth }
    }

    /// What a snapshot of its entry says in its place.
    fn value_in<'s>(&self, entry: &'s EntrySnapshot) -> Option<&'s str> {
        let (key, label, nth) = match self {
            Self::Labelled { key, label, nth } => (key, label, nth),
            Self::Title => return Some(&entry.title),
            Self::Text => return Some(&entry.text),
        };
        let mut fields = entry
            .fields
            .iter()
            .filter(|field| field.key == *key && (key.is_some() || fold(&field.label) == *label));
        fields.nth(*nth).map(|field| &*field.text)
    }
}

/// When a leading value became what it is, and what it was before.
#[derive(Clone, Debug)]
pub(super) struct LastChange {
    pub commit: Option<String>,
    pub day: Date,
    pub before: String,
}

/// The fields whose leading value changed after their translation. `revisions` are those of the
/// leading file and of the mirror, the newest first, and are read only as far as needed; the first is
/// the text of today.
pub(crate) fn outdated<E>(
    pair: &Pair<'_>,
    [own, theirs]: [impl Iterator<Item = Result<PastRegister, E>>; 2],
    reading: Reading<'_>,
) -> Result<Vec<Outdated>, E> {
    let mut watched = watched(pair);
    let side = |register, at| Side { register, at, reading };
    find_translations(&mut watched, side(pair.mirror, 1), theirs)?;
    find_changes(&mut watched, side(pair.leading, 0), own)?;
    let changed = watched.into_iter().filter(|field| !field.is_source(pair.mirror));
    Ok(changed.filter_map(WatchedField::outdated).collect())
}

impl WatchedField<'_> {
    /// Whether the leading prose was translated from that of the mirror: it was the same before. A name
    /// that was the same is another one now.
    fn is_source(&self, mirror: &Register<'_>) -> bool {
        let is_name = self.key.is_some_and(Key::is_copied);
        self.changed.as_ref().filter(|_| !is_name).is_some_and(|change| {
            let theirs = EntrySnapshot::of(mirror, self.entries[1]);
            self.places[1].value_in(&theirs) == Some(&change.before)
        })
    }

    pub(super) fn outdated(self) -> Option<Outdated> {
        let LastChange { commit, day, before } = self.changed?;
        Some(Outdated {
            entry: self.name,
            key: self.key,
            is_title: self.places[1] == FieldPlace::Title,
            label: self.label,
            span: self.values[1],
            leading: self.values[0],
            commit,
            day,
            before,
        })
    }
}

/// The fields of prose in both registers, without those of entries that were reviewed.
pub(super) fn watched<'p>(pair: &Pair<'p>) -> Vec<WatchedField<'p>> {
    pair.alignment.pairs.iter().flat_map(|entries| watched_of(pair, entries)).collect()
}

/// The same of two entries.
pub(super) fn watched_of<'p>(pair: &Pair<'p>, entries: &EntryPair<'p>) -> Vec<WatchedField<'p>> {
    let mut watched = Vec::new();
    let Some(id) = pair.leading.id(entries.leading) else { return watched };
    let reviewed = reviewed(pair, entries);
    if reviewed == Reviewed::All || pair.mirror.id(entries.mirror) != Some(id) {
        return watched;
    }
    let of = |(key, label), values, places| WatchedField {
        id,
        name: pair.leading.name(entries.leading),
        entries: [entries.leading, entries.mirror],
        key,
        label,
        values,
        places,
        translated: None,
        changed: None,
    };
    for fields in FieldPairs::of(pair, entries).pairs {
        if reviewed == Reviewed::Nothing && is_prose(pair, fields) {
            let FieldPair { leading, mirror } = fields;
            let places = [
                FieldPlace::of(pair.leading, entries.leading, leading),
                FieldPlace::of(pair.mirror, entries.mirror, mirror),
            ];
            watched.push(of((mirror.key, mirror.label), [leading.value, mirror.value], places));
        }
    }
    let others = [
        (titles(pair, entries), [FieldPlace::Title, FieldPlace::Title]),
        (free_texts(pair, entries), [FieldPlace::Text, FieldPlace::Text]),
    ];
    for (values, places) in others {
        // What is the same in both is not translated.
        let values =
            values.filter(|[own, theirs]| pair.leading.text(*own) != pair.mirror.text(*theirs));
        let no_label = |[_, theirs]: [Span; 2]| Span::at(theirs.start as usize);
        watched.extend(values.map(|values| of((None, no_label(values)), values, places)));
    }
    watched
}

/// The titles of both, where these are not in fields.
fn titles(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Option<[Span; 2]> {
    let title = |register: &Register<'_>, entry: &Entry| {
        let mut fields = entry.fields.iter();
        let is_field = fields.any(|field| field.value.contains(entry.title));
        (!is_field && !register.text(entry.title).is_empty()).then_some(entry.title)
    };
    Some([title(pair.leading, entries.leading)?, title(pair.mirror, entries.mirror)?])
}

/// Where both say something in no field, from its start to its end.
fn free_texts(pair: &Pair<'_>, entries: &EntryPair<'_>) -> Option<[Span; 2]> {
    let around = |register: &Register<'_>, entry: &Entry| {
        let spans = register.free_text_spans(entry);
        Some(Span { start: spans.first()?.start, end: spans.last()?.end })
    };
    Some([around(pair.leading, entries.leading)?, around(pair.mirror, entries.mirror)?])
}

/// Whether both sides have a text for a field that each language has in its own words; so are names of
/// which only the other entries say that they stand for each other.
fn is_prose(pair: &Pair<'_>, FieldPair { leading, mirror }: FieldPair<'_>) -> bool {
    let texts = [pair.leading.text(leading.value), pair.mirror.text(mirror.value)];
    // A field of the register's own holds words, unless what it says is the same in each language.
    let are_words = || texts[0] != texts[1] && !texts.iter().any(|text| is_of_code(text));
    // A day is compared by what it means.
    let is_day = |at: usize| pair.policies[at].read_day(Key::Due, texts[at], pair.words).is_ok();
    let is_prose_key = match leading.key {
        None | Some(Key::Custom(_)) => are_words(),
        Some(Key::Due) => !(is_day(0) && is_day(1)),
        Some(key) if key.is_copied() => pair.is_name_of(key, texts),
        Some(key) => key != Key::Id,
    };
    leading.key == mirror.key && is_prose_key && texts.iter().all(|text| !text.is_empty())
}

/// Finds when each translation got the value that it has.
fn find_translations<E>(
    watched: &mut [WatchedField<'_>],
    mirror: Side<'_>,
    revisions: impl Iterator<Item = Result<PastRegister, E>>,
) -> Result<(), E> {
    let oldest = look_back(watched, mirror, revisions, |field, then| {
        if !then.is_same {
            field.translated = Some(then.newer.clone());
        }
        then.is_same
    })?;
    // What never was anything else is as old as the file.
    for field in watched.iter_mut().filter(|field| field.translated.is_none()) {
        field.translated.clone_from(&oldest);
    }
    Ok(())
}

/// Finds the leading values that were changed after their translations, and what they were before.
fn find_changes<E>(
    watched: &mut [WatchedField<'_>],
    leading: Side<'_>,
    revisions: impl Iterator<Item = Result<PastRegister, E>>,
) -> Result<(), E> {
    look_back(watched, leading, revisions, |field, then| {
        let Some(translated) = &field.translated else { return false };
        let is_before =
            |time: &CommitTime| time.place <= translated.place || time.commit == translated.commit;
        let is_over = then.time.place <= translated.place;
        if field.changed.is_none() && !then.is_same && !is_before(then.newer) {
            // A value that the leading register had from the beginning was not changed.
            let Some(before) = then.value.map(str::to_owned) else { return false };
            let CommitTime { commit, day, .. } = then.newer.clone();
            field.changed = Some(LastChange { commit, day, before });
        } else if is_over && then.is_same {
            // It was changed, and changed back.
            field.changed = None;
        }
        !is_over
    })?;
    Ok(())
}

/// One of the two registers.
#[derive(Clone, Copy)]
struct Side<'s> {
    register: &'s Register<'s>,
    /// The place of its entry among those of a field.
    at: usize,
    reading: Reading<'s>,
}

/// A field at an older revision.
struct OldField<'o> {
    time: &'o CommitTime,
    /// The revision after that.
    newer: &'o CommitTime,
    /// Whether it was what it is today.
    is_same: bool,
    /// What it was, where that is something else.
    value: Option<&'o str>,
}

/// An entry with fields that are looked for in older revisions.
struct OpenEntry {
    /// The ID that it has, or had in the revision that was read last.
    id: String,
    /// What it says today.
    now: Arc<EntrySnapshot>,
    /// The places of these fields.
    fields: Vec<usize>,
}

impl OpenEntry {
    /// Whether it said then what it says today. Of equal snapshots the older one is kept: the next
    /// revision has it, too, if nothing changed.
    fn is_alike(&mut self, then: &Arc<EntrySnapshot>) -> bool {
        let is_same = Arc::ptr_eq(then, &self.now);
        if !is_same && *then == self.now {
            self.now = then.clone();
            return true;
        }
        is_same
    }
}

/// Shows fields what they were at older revisions, as long as they want to know; the oldest that was
/// reached.
fn look_back<E>(
    watched: &mut [WatchedField<'_>],
    side: Side<'_>,
    mut revisions: impl Iterator<Item = Result<PastRegister, E>>,
    mut show: impl FnMut(&mut WatchedField<'_>, OldField<'_>) -> bool,
) -> Result<Option<CommitTime>, E> {
    let (mut reader, today) = SnapshotReader::of(side.register);
    let mut open = open_entries(watched, side, &today);
    let used: HashSet<&str> = today.entries.iter().filter_map(|one| one.id.as_deref()).collect();
    let Some(mut newer) = revisions.next().transpose()?.map(|today| today.time) else {
        return Ok(None);
    };
    while !open.is_empty() {
        let Some(PastRegister { time, content }) = revisions.next().transpose()? else { break };
        let snapshot = match content {
            PastContent::Snapshot(snapshot) => Some(snapshot),
            PastContent::Text(text) => {
                let source = Source::new(side.register.source.path().clone(), text);
                reader.read(source, side.reading)
            }
        };
        if let Some(snapshot) = snapshot {
            let entries = KnownEntries::of(&snapshot, &used);
            for entry in &mut open {
                let then = entries.find(&mut entry.id, &entry.now);
                let is_alike = then.is_some_and(|then| entry.is_alike(then));
                entry.fields.retain(|&place| {
                    let field = &mut watched[place];
                    let then = then.filter(|_| !is_alike);
                    let value = then.and_then(|then| field.places[side.at].value_in(then));
                    let is_same = is_alike
                        || value.is_some() && value == field.places[side.at].value_in(&entry.now);
                    show(field, OldField { time: &time, newer: &newer, is_same, value })
                });
            }
            open.retain(|entry| !entry.fields.is_empty());
        }
        newer = time;
    }
    Ok(Some(newer))
}

fn open_entries(
    watched: &[WatchedField<'_>],
    side: Side<'_>,
    today: &RegisterSnapshot,
) -> Vec<OpenEntry> {
    let starts = side.register.entries.iter().map(|entry| entry.span.start);
    let today: HashMap<u32, &Arc<EntrySnapshot>> = starts.zip(&today.entries).collect();
    let mut open: Vec<OpenEntry> = Vec::new();
    for (place, field) in watched.iter().enumerate() {
        let Some(&now) = today.get(&field.entries[side.at].span.start) else { continue };
        match open.last_mut().filter(|last| Arc::ptr_eq(&last.now, now)) {
            Some(last) => last.fields.push(place),
            None => open.push(OpenEntry {
                id: field.id.to_owned(),
                now: now.clone(),
                fields: vec![place],
            }),
        }
    }
    open
}

/// The entries of a revision, in which those of today are found.
struct KnownEntries<'s> {
    /// By their IDs; of several with one ID, the first.
    by_id: HashMap<&'s str, &'s Arc<EntrySnapshot>>,
    /// By their titles; nothing where several have it.
    by_title: OnceCell<HashMap<&'s str, Option<&'s Arc<EntrySnapshot>>>>,
    snapshot: &'s RegisterSnapshot,
    /// The IDs of today.
    used: &'s HashSet<&'s str>,
}

impl<'s> KnownEntries<'s> {
    fn of(snapshot: &'s RegisterSnapshot, used: &'s HashSet<&'s str>) -> Self {
        let entries = snapshot.entries.iter().rev();
        let by_id = entries.filter_map(|entry| Some((entry.id.as_deref()?, entry))).collect();
        Self { by_id, by_title: OnceCell::new(), snapshot, used }
    }

    /// The entry with an ID, or where none has that, the one with the title that it has now and an ID
    /// that is not in use any more.
    fn find(&self, id: &mut String, now: &EntrySnapshot) -> Option<&'s Arc<EntrySnapshot>> {
        if let Some(same) = self.by_id.get(&**id) {
            return Some(same);
        }
        if now.title.is_empty() {
            return None;
        }
        let by_title = self.by_title.get_or_init(|| self.by_title());
        let then = by_title.get(&*now.title).copied().flatten()?;
        let former = then.id.as_deref().filter(|former| !self.used.contains(former))?;
        former.clone_into(id);
        Some(then)
    }

    fn by_title(&self) -> HashMap<&'s str, Option<&'s Arc<EntrySnapshot>>> {
        let mut by_title = HashMap::new();
        for entry in &self.snapshot.entries {
            let known = by_title.entry(&*entry.title);
            known.and_modify(|known| *known = None).or_insert(Some(entry));
        }
        by_title
    }
}

/// A text with one space for any white space.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
