//! What a register says of its entries at one revision.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::register::{Entry, Register};
use crate::text::Span;
use crate::values::day_of;
use crate::vocabulary::{Key, Vocabulary};

/// The snapshots of a register's entries, in order.
pub type EntrySnapshots = Vec<Arc<EntrySnapshot>>;

/// What a register says of one entry at one revision.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EntrySnapshot {
    /// Its ID.
    pub id: Option<String>,
    /// Its number, where numbers serve as IDs.
    pub number: Option<String>,
    /// Its ID, else its number, else its heading.
    pub name: String,
    /// Its heading, with the menu path.
    pub heading: String,
    /// The last part of its heading.
    pub title: String,
    /// Its fields, in order.
    pub fields: Vec<FieldSnapshot>,
    /// What it says in none of them.
    pub text: String,
    /// The manual pages and the endpoints that it names.
    pub points_at: Vec<String>,
}

/// What a field says at one revision. The style of its Markdown makes no difference.
#[derive(Debug, PartialEq, Eq)]
pub struct FieldSnapshot {
    /// The meaning of its label.
    pub key: Option<Key>,
    /// The label, if the vocabulary does not know it; else empty.
    pub label: String,
    /// The value.
    pub text: String,
}

/// A register at one revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterSnapshot {
    /// The tag of its language.
    pub language: Arc<str>,
    /// Its entries, in order.
    pub entries: EntrySnapshots,
}

/// A register at two revisions.
#[derive(Clone, Debug, Default)]
pub struct SnapshotPair {
    /// The tag of its language.
    pub language: String,
    /// The folder in which its IDs are unique; nothing for the whole project.
    pub scope: Option<PathBuf>,
    /// Its entries at the earlier revision.
    pub before: EntrySnapshots,
    /// Its entries at the later revision.
    pub after: EntrySnapshots,
}

/// A text in which each run of white space is one space, with none at its ends.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a register says in some places, on one line.
fn wordings(register: &Register<'_>, places: Vec<Span>) -> String {
    let wordings = places.into_iter().map(|span| single_spaced(&register.wording(span)));
    wordings.collect::<Vec<_>>().join(" ")
}

impl EntrySnapshot {
    /// What a register says of an entry.
    pub(crate) fn of(register: &Register<'_>, entry: &Entry) -> Self {
        let label = |span| single_spaced(register.text(span));
        let fields = entry.fields.iter().map(|field| FieldSnapshot {
            key: field.key,
            label: field.key.map_or_else(|| label(field.label), |_| String::new()),
            text: match register.given(entry, field) {
                // A value that is struck out as a whole says something else than the value.
                struck if struck.starts_with("~~") => single_spaced(struck),
                _ => register.wording(register.bare_span(field.value)),
            },
        });
        let points = [register.source_pages(entry), register.endpoints(entry)].concat();
        Self {
            id: register.id(entry).map(str::to_owned),
            number: None,
            name: register.spoken_name(entry).to_owned(),
            heading: register.wording(entry.heading),
            title: register.wording(entry.title),
            fields: fields.collect(),
            text: wordings(register, register.free_text_spans(entry)),
            points_at: points.into_iter().map(label).collect(),
        }
    }

    /// Its ID, or the number that serves as one.
    pub(crate) fn shown_id(&self) -> Option<String> {
        self.id.clone().or_else(|| self.number.clone())
    }

    /// The value of its first field of a key, unless it is empty.
    pub(crate) fn value(&self, key: Key) -> Option<&str> {
        let field = self.fields.iter().find(|field| field.key == Some(key))?;
        (!field.text.is_empty()).then_some(&*field.text)
    }

    /// The day of the repair, where a label such as `Closed on` or `Closing date` gives one, or where a note such as
    /// `Resolved` is a day.
    pub(super) fn closing_day(&self, words: &Vocabulary) -> Option<Date> {
        let is_closing = |field: &&FieldSnapshot| match field.key {
            None => words.is_of_repair_day(&field.label),
            Some(key) => key == Key::ClosureNote,
        };
        let mut closing = self.fields.iter().filter(is_closing);
        closing.find_map(|field| day_of(&field.text, words))
    }

    /// Its status, priority and owner, as far as it has them: `Open, P1, Desk`.
    pub(crate) fn summary(&self) -> String {
        let values = [Key::Status, Key::Priority, Key::Owner].map(|key| self.value(key));
        values.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Its fields of prose that are not empty.
    pub(super) fn prose(&self) -> impl Iterator<Item = &FieldSnapshot> {
        let is_prose = |field: &&FieldSnapshot| {
            let is_prose_key = |key: Key| {
                !key.is_copied() && !matches!(key, Key::Id | Key::SourcePage | Key::Endpoints)
            };
            !field.text.is_empty() && field.key.is_none_or(is_prose_key)
        };
        self.fields.iter().filter(is_prose)
    }

    /// Whether it has a field of prose that another snapshot of the same entry does not have.
    pub(crate) fn says_more_than(&self, other: &Self) -> bool {
        self.prose().any(|field| !other.prose().any(|before| before == field))
    }
}

impl RegisterSnapshot {
    /// What a register says now.
    pub fn of(register: &Register<'_>) -> Self {
        let has_ordinals = register.has_ordinals();
        let snapshot = |entry: &Entry| {
            let number = entry.number.filter(|_| has_ordinals && entry.id.is_none());
            let number = number.map(|number| register.plain(number).to_owned());
            Arc::new(EntrySnapshot { number, ..EntrySnapshot::of(register, entry) })
        };
        Self {
            language: Arc::from(&*register.tag),
            entries: register.entries.iter().map(snapshot).collect(),
        }
    }
}

impl SnapshotPair {
    pub(crate) fn of(before: RegisterSnapshot, after: RegisterSnapshot) -> Self {
        let language = if after.entries.is_empty() { before.language } else { after.language };
        let language = language.to_string();
        Self { language, scope: None, before: before.entries, after: after.entries }
    }
}
