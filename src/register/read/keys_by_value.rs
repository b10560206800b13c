//! Labels that mean what all values under them are: endpoints, durations, days, versions, names.

use std::collections::{HashMap, HashSet};

use super::short_values::is_name;
use crate::register::{Entry, EntryTable, Field, TriageTable};
use crate::text::{Span, between_breaks};
use crate::values::{DayReadings, Endpoint, Sla, day_of, is_version};
use crate::vocabulary::{Beside, Key, Vocabulary, fold};

/// Gives the labels of entries and tables the keys that all values under them have.
pub(super) fn take_keys(
    text: &str,
    entries: &mut [Entry],
    tables: &mut [EntryTable],
    words: &Vocabulary,
) {
    take_endpoints(text, entries, tables, words);
    take_days(text, entries, tables, words);
    take_deadlines(text, entries, tables, words);
    drop_repair_days(text, entries, tables, words);
    drop_other_owners(text, entries, words);
    // `Since: v4.0` is no first day.
    if all_are(is_version, entries, Key::FirstSeen, (text, words)) {
        take(None, entries, tables, |key, _| key == Some(Key::FirstSeen));
    }
}

/// The same where a configuration declares some keys, whose fields stay as they are.
pub(super) fn take_undeclared_keys(
    text: &str,
    entries: &mut [Entry],
    tables: &mut [EntryTable],
    words: &Vocabulary,
    is_declared: impl Fn(Key) -> bool,
) {
    if !is_declared(Key::Endpoints) {
        take_endpoints(text, entries, tables, words);
    }
    if ![Key::Due, Key::TargetVersion, Key::Sla].into_iter().any(is_declared) {
        take_days(text, entries, tables, words);
        take_deadlines(text, entries, tables, words);
    }
}

/// Takes the columns of summaries that are called as the deadlines of the entries for these.
pub(super) fn take_deadline_columns(tables: &mut [TriageTable], text: &str, entries: &[Entry]) {
    let columns = tables.iter_mut().flat_map(|table| &mut table.columns);
    for column in columns.filter(|column| column.key == Some(Key::TargetVersion)) {
        let label = fold(column.span.of(text));
        let fields = entries.iter().flat_map(|entry| &entry.fields);
        let mut deadlines = fields.filter(|field| field.key == Some(Key::Due));
        if deadlines.any(|field| fold(field.label.of(text)) == label) {
            column.key = Some(Key::Due);
        }
    }
}

/// Takes the fields under such a label for the endpoints of their entries, where no entry has any.
fn take_endpoints(
    text: &str,
    entries: &mut [Entry],
    tables: &mut [EntryTable],
    words: &Vocabulary,
) {
    if entries.iter().any(|entry| entry.field(Key::Endpoints).is_some()) {
        return;
    }
    // By the label, whether something else is written under it.
    let mut labels: HashMap<String, bool> = HashMap::new();
    let unknown = entries.iter().flat_map(|entry| &entry.fields).filter(|it| it.key.is_none());
    for Field { label, value, .. } in unknown {
        let value = value.of(text);
        if !value.trim().is_empty() && words.placeholder(value).is_none() {
            *labels.entry(fold(label.of(text))).or_default() |= !is_endpoints(value);
        }
    }
    labels.retain(|_, has_others| !*has_others);
    let mut names = labels.into_keys();
    // Of two such labels, nobody knows which the UI calls.
    let (Some(name), None) = (names.next(), names.next()) else { return };
    let is_named = |key: Option<Key>, label: Span| key.is_none() && fold(label.of(text)) == name;
    take(Some(Key::Endpoints), entries, tables, is_named);
}

/// Takes the days under a label such as `Until` for deadlines, where no entry has any and most values are days.
fn take_days(text: &str, entries: &mut [Entry], tables: &mut [EntryTable], words: &Vocabulary) {
    if entries.iter().any(|entry| entry.field(Key::Due).is_some()) {
        return;
    }
    let is_meant =
        |key: Option<Key>, label: Span| key.is_none() && words.is_deadline_of_days(label.of(text));
    let fields = entries.iter().flat_map(|entry| &entry.fields);
    let meant = fields.filter(|field| is_meant(field.key, field.label));
    let labels: HashSet<String> = meant.clone().map(|field| fold(field.label.of(text))).collect();
    let values = meant.map(|field| field.value.of(text));
    let given: Vec<&str> =
        values.filter(|it| !it.is_empty() && words.placeholder(it).is_none()).collect();
    let days = given.iter().filter(|value| is_day(value, words)).count();
    // Which of two such labels the deadline has is not known.
    if labels.len() == 1 && days > 0 && days * 2 > given.len() {
        take(Some(Key::Due), entries, tables, is_meant);
    }
}

/// Takes for owners only those below `Owner`, where an entry has both that and another word for it, `Team`.
pub(super) fn drop_other_owners(text: &str, entries: &mut [Entry], words: &Vocabulary) {
    for entry in entries {
        let owners = entry.fields.iter_mut();
        let owners =
            owners.filter(|field| field.key == Some(Key::Owner) && field.label != field.value);
        let owners: Vec<&mut Field> = owners.collect();
        // Nearly every entry has one, whatever its label is.
        if owners.len() < 2 {
            continue;
        }
        let is_named = |field: &Field| words.is_name(field.label.of(text), Key::Owner);
        let (named, others): (Vec<_>, Vec<_>) = owners.into_iter().partition(|it| is_named(it));
        if !named.is_empty() {
            for field in others {
                field.key = None;
            }
        }
    }
}

/// Takes no first days from a label such as `Since` that only closed entries have: it is the day of the repair as
/// often as not.
fn drop_repair_days(
    text: &str,
    entries: &mut [Entry],
    tables: &mut [EntryTable],
    words: &Vocabulary,
) {
    let is_meant = |key: Option<Key>, label: Span| {
        key == Some(Key::FirstSeen) && words.beside(label.of(text)) == Some(Beside::Since)
    };
    // The heading above says so, and no field of the entry's own.
    let is_closed = |entry: &Entry| {
        let status = entry.field(Key::Status).filter(|it| !entry.span.contains(it.value));
        status.is_some_and(|status| words.says_repaired(status.value.of(text)))
    };
    let has = |entry: &&Entry| entry.fields.iter().any(|it| is_meant(it.key, it.label));
    let mut with = entries.iter().filter(has);
    // Where all are closed, nothing shows whether the open ones had it.
    if with.all(is_closed) && !entries.iter().all(is_closed) {
        take(None, entries, tables, is_meant);
    }
}

fn is_day(value: &str, words: &Vocabulary) -> bool {
    day_of(value, words).is_some() || DayReadings::of(value).is_some()
}

/// Takes deadlines for what they are in all entries, and that is free: durations for SLAs (`Due: 30 days`),
/// versions for those in which gaps are closed, names for owners (`By: Mia`). A version that is a day is a
/// deadline.
fn take_deadlines(
    text: &str,
    entries: &mut [Entry],
    tables: &mut [EntryTable],
    words: &Vocabulary,
) {
    let of = (text, words);
    let is_duration = |value: &str| Sla::parse(value, words).is_some();
    let has = |entries: &[Entry], key| entries.iter().any(|entry| entry.field(key).is_some());
    let mut give = |from, to, is_of_kind: &dyn Fn(&str) -> bool| {
        if !has(entries, to) && all_are(is_of_kind, entries, from, of) {
            take(Some(to), entries, tables, |key, _| key == Some(from));
        }
    };
    give(Key::Due, Key::Sla, &is_duration);
    give(Key::Due, Key::TargetVersion, &is_version);
    give(Key::Due, Key::Owner, &is_name);
    // One cell that is wrong or open leaves the others what they are: `2026-13-01`, `Q4`.
    if !has(entries, Key::Due) && most_are_days(entries, Key::TargetVersion, of) {
        take(Some(Key::Due), entries, tables, |key, _| key == Some(Key::TargetVersion));
    }
}

/// Whether most values of a key are days, and none is a version.
fn most_are_days(entries: &[Entry], key: Key, (text, words): (&str, &Vocabulary)) -> bool {
    let values = entries.iter().filter_map(|entry| Some(entry.field(key)?.value.of(text)));
    let given = values.filter(|value| !value.is_empty() && words.placeholder(value).is_none());
    let (days, others): (Vec<&str>, Vec<&str>) = given.partition(|value| is_day(value, words));
    days.len() > others.len() && !others.into_iter().any(is_version)
}

/// Whether entries have values of a key, and all of them are of a kind.
fn all_are(
    is_of_kind: impl Fn(&str) -> bool,
    entries: &[Entry],
    key: Key,
    (text, words): (&str, &Vocabulary),
) -> bool {
    let values = entries.iter().filter_map(|entry| Some(entry.field(key)?.value.of(text)));
    let given = values.filter(|value| !value.is_empty() && words.placeholder(value).is_none());
    let mut given = given.map(is_of_kind).peekable();
    given.peek().is_some() && given.all(|is_of_kind| is_of_kind)
}

/// Gives some fields and columns another key.
fn take(
    key: Option<Key>,
    entries: &mut [Entry],
    tables: &mut [EntryTable],
    is_meant: impl Fn(Option<Key>, Span) -> bool,
) {
    let fields = entries.iter_mut().flat_map(|entry| &mut entry.fields);
    for field in fields.filter(|field| is_meant(field.key, field.label)) {
        field.key = key;
    }
    let columns = tables.iter_mut().flat_map(|table| &mut table.columns);
    for column in columns.filter(|column| is_meant(column.key, column.span)) {
        column.key = key;
    }
}

/// Whether a value is a list of endpoints with their methods: `` `GET /a`, `PUT /b` ``.
fn is_endpoints(value: &str) -> bool {
    let lines = between_breaks(value).flat_map(|line| line.split([',', ';', '\n']));
    let parts = lines.map(|part| part.trim_matches(['`', '*', '-', ' ', '\r']));
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| Endpoint::parse(part).is_some_and(has_no_more))
}

/// Whether nothing is behind the path of an endpoint.
fn has_no_more(endpoint: Endpoint<'_>) -> bool {
    !endpoint.path.contains(char::is_whitespace)
}
