//! Detects today's form of a register.

use std::collections::HashSet;

use crate::document::{Document, Table};
use crate::register::{Entry, Field, Form, Profile};
use crate::vocabulary::{Key, Vocabulary};

/// From this many entries on, a register shows how it is kept.
const SEVERAL: usize = 3;

/// The keys that today's form has and few others have, each with its points.
const TYPICAL: [(Key, usize); 12] = [
    (Key::Sla, 2),
    (Key::SourcePage, 2),
    (Key::EscalationPackage, 2),
    (Key::FirstSeen, 1),
    (Key::Environment, 1),
    (Key::Priority, 1),
    (Key::Owner, 1),
    (Key::TargetVersion, 1),
    (Key::Workaround, 1),
    (Key::Endpoints, 1),
    (Key::ResolutionOwner, 1),
    (Key::Verification, 1),
];

/// Several entries of today's form without IDs as fields have one of these among them.
const TELLING: [Key; 4] =
    [Key::SourcePage, Key::EscalationPackage, Key::Symptom, Key::Verification];

/// From this many points on, it is today's form.
const ENOUGH: usize = 3;

/// The form of entries that are headings.
pub(super) fn profile(
    text: &str,
    document: &Document,
    entries: &[Entry],
    words: &Vocabulary,
) -> Profile {
    if is_in_table(text, document, entries, words) {
        return Profile::Generic;
    }
    // Fields in a table below a heading are a sign of another form, so they do not count here.
    let listed = || {
        let headings = entries.iter().filter(|entry| entry.form == Form::Heading);
        let fields = headings.flat_map(|entry| &entry.fields);
        fields.filter(|field| !field.span.of(text).starts_with('|'))
    };
    let has = |key: Key| listed().any(|field| field.key == Some(key));
    if has(Key::Id) {
        return Profile::BackendGap;
    }
    let headings = || entries.iter().filter(|entry| entry.form == Form::Heading);
    // `Discovered` is First Seen, and no sign of today's form.
    let is_named =
        |field: &&Field| field.key.is_some_and(|key| words.is_name(field.label.of(text), key));
    let is_shown = |key: Key| listed().any(|field| field.key == Some(key) && is_named(&field));
    // Where entries have few fields of today's form, that is how this register is kept, however few they are.
    let is_new = headings().count() < SEVERAL;
    if !TELLING.into_iter().any(is_shown) {
        return Profile::Generic;
    }
    let points: usize =
        TYPICAL.iter().filter(|(key, _)| is_shown(*key)).map(|(_, points)| points).sum();
    let labels = |is_known: bool| {
        let fields = listed().filter(|field| field.key.is_some() == is_known);
        fields.map(|field| field.label.of(text)).collect::<HashSet<_>>().len()
    };
    // No other form has both.
    let is_complete = [Key::Sla, Key::SourcePage]
        .into_iter()
        .all(|key| entries.iter().any(|entry| entry.field(key).is_some()));
    let is_certain = points >= ENOUGH || is_complete;
    // One entry with a priority and an owner does not make the others of this form.
    let typical = |entry: &&Entry| {
        let has = |key: Key| entry.field(key).is_some();
        TYPICAL.iter().filter(|(key, _)| has(*key)).map(|(_, points)| points).sum::<usize>() > 1
    };
    if headings().filter(typical).count() * 2 < headings().count() {
        return Profile::Generic;
    }
    // An owner, and a priority in words of their own, are in registers of all forms.
    let is_usual = |key: &Key| matches!(key, Key::Priority | Key::Owner);
    let is_numbered = |field: &Field| {
        field.key == Some(Key::Priority) && words.priority(field.value.of(text)).is_some()
    };
    let is_typical = TYPICAL.iter().any(|(key, _)| !is_usual(key) && is_shown(*key))
        || TELLING.into_iter().any(has)
        || listed().any(is_numbered);
    let is_new = is_new && is_typical && labels(false) <= 1;
    if is_certain || (is_new && points > 1 && labels(true) >= labels(false)) {
        Profile::BackendGap
    } else {
        Profile::Generic
    }
}

/// Whether a table says the states of entries that say nothing of the kind themselves: today's form has a
/// field for each in the entry.
fn is_in_table(text: &str, document: &Document, entries: &[Entry], words: &Vocabulary) -> bool {
    let is_said = |entry: &Entry| {
        let keys = [Key::Status, Key::Priority, Key::Owner, Key::Sla];
        keys.into_iter().any(|key| entry.field(key).is_some())
    };
    let has_states = |table: &Table| {
        let keys = || table.header().iter().filter_map(|cell| words.key(cell.of(text)));
        [Key::Id, Key::Status].into_iter().all(|key| keys().any(|own| own == key))
    };
    !entries.iter().any(is_said) && document.tables.iter().any(has_states)
}
