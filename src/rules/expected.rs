//! The fields that are expected of a register: those of today's form, or those it has itself.

use crate::register::{Entry, Form, Profile, REQUIRED, Register};
use crate::settings::Settings;
use crate::vocabulary::Key;

const RECOMMENDED: [Key; 6] = [
    Key::Environment,
    Key::TargetVersion,
    Key::Severity,
    Key::Impact,
    Key::Workaround,
    Key::EscalationPackage,
];

/// The profile of a register: that of the configuration, else the one that its form shows.
pub(super) fn profile(register: &Register<'_>, settings: &Settings) -> Profile {
    settings.profile.unwrap_or(register.profile)
}

/// The keys every entry of a register in today's form must have.
pub(crate) fn required_today(settings: &Settings) -> &[Key] {
    settings.promise.required.as_deref().unwrap_or(&REQUIRED)
}

/// The keys every entry of a register must have.
pub(crate) fn required(register: &Register<'_>, settings: &Settings) -> Vec<Key> {
    match (&settings.promise.required, profile(register, settings)) {
        (Some(configured), _) => configured.clone(),
        (None, Profile::BackendGap) => REQUIRED.to_vec(),
        (None, Profile::Generic) => own_keys(register),
    }
}

/// The keys an entry of a register should have.
pub(crate) fn recommended(register: &Register<'_>, settings: &Settings) -> Vec<Key> {
    match (&settings.recommended, profile(register, settings)) {
        (Some(configured), _) => configured.clone(),
        (None, Profile::BackendGap) => RECOMMENDED.to_vec(),
        (None, Profile::Generic) => {
            let keys = [Key::Owner, Key::Priority, Key::Severity].into_iter();
            keys.filter(|key| is_filled_in_most_rows(register, *key)).collect()
        }
    }
}

/// An ID, a title and a status, where the rows that have such a column keep it filled, as a rule, or
/// the entries that are no rows have them.
fn own_keys(register: &Register<'_>) -> Vec<Key> {
    let usual = usual_keys(register);
    let mut keys = vec![Key::Id, Key::Gap, Key::Status];
    keys.retain(|key| {
        is_kept_in_rows(register, *key) || usual.contains(key) || is_kept_in_summary(register, *key)
    });
    keys
}

/// Whether the rows that sum entries up have the status of these, as a rule.
fn is_kept_in_summary(register: &Register<'_>, key: Key) -> bool {
    let has_column = |entry: &&Entry| in_summary(register, entry, key);
    let rows = || register.entries.iter().filter(has_column);
    let is_said = |entry: &&Entry| entry.field(key).is_some_and(|field| !field.value.is_empty());
    key == Key::Status && is_rule(rows().filter(is_said).count(), rows().count())
}

/// Whether an entry with a section has a row with a column for a key. The heading has the title.
pub(super) fn in_summary(register: &Register<'_>, entry: &Entry, key: Key) -> bool {
    !is_row(entry)
        && key != Key::Gap
        && register.row_of(entry).is_some_and(|own| own.table.has(key))
}

/// Those of owner, priority and severity that three in four of the sections of a register in a form of its own have
/// under a label.
pub(super) fn keys_of_most_sections(register: &Register<'_>, settings: &Settings) -> Vec<Key> {
    const FEWEST: usize = 3;
    if profile(register, settings) != Profile::Generic || settings.recommended.is_some() {
        return Vec::new();
    }
    let sections = || register.entries.iter().filter(|entry| entry.form == Form::Heading);
    let all = sections().count();
    let is_usual = |key: &Key| {
        let has_label = |entry: &&Entry| {
            let own = entry.field(*key).filter(|field| field.label != field.value);
            own.is_some_and(|field| entry.has_within(field) && !field.value.is_empty())
        };
        let count = sections().filter(has_label).count();
        count >= FEWEST && count * 4 >= all * 3
    };
    [Key::Owner, Key::Priority, Key::Severity].into_iter().filter(is_usual).collect()
}

/// Whether the rows that have a column for a key fill it, as a rule.
fn is_kept_in_rows(register: &Register<'_>, key: Key) -> bool {
    let [filled, all] = filled_rows(register, key);
    is_rule(filled, all)
}

/// Whether three in four of the rows that have a column for a key fill it.
fn is_filled_in_most_rows(register: &Register<'_>, key: Key) -> bool {
    const FEWEST: usize = 3;
    let [filled, all] = filled_rows(register, key);
    filled >= FEWEST && filled * 4 >= all * 3
}

/// How many of the rows that have a column for a key fill it, and how many there are.
fn filled_rows(register: &Register<'_>, key: Key) -> [usize; 2] {
    let has_column = |entry: &&Entry| {
        let Form::Row(row) = &entry.form else { return false };
        let layout = register.entry_tables.get(row.table as usize);
        layout.is_some_and(|layout| layout.columns.iter().any(|column| column.key == Some(key)))
    };
    let rows = || register.entries.iter().filter(has_column);
    [rows().filter(|entry| has(entry, key)).count(), rows().count()]
}

/// Those of ID and status that the entries outside of tables have themselves, as a rule.
pub(super) fn usual_keys(register: &Register<'_>) -> Vec<Key> {
    let others: Vec<&Entry> = register.entries.iter().filter(|entry| !is_row(entry)).collect();
    let is_usual =
        |key: &Key| is_rule(others.iter().filter(|it| has(it, *key)).count(), others.len());
    [Key::Id, Key::Status].into_iter().filter(is_usual).collect()
}

/// Whether half of the entries of a register have a field or more.
pub(crate) fn is_frequent(register: &Register<'_>, key: Key) -> bool {
    let count = register.entries.iter().filter(|entry| has(entry, key)).count();
    count > 0 && count * 2 >= register.entries.len()
}

/// The keys that nearly all sections of a register have under a label, without those whose values are of a
/// type; none where there are fewer sections.
pub(crate) fn usual_of_sections(
    register: &Register<'_>,
    settings: &Settings,
    fewest: usize,
) -> Vec<Key> {
    // Today's form says what an entry has.
    if profile(register, settings) != Profile::Generic {
        return Vec::new();
    }
    let sections: Vec<&Entry> =
        register.entries.iter().filter(|entry| entry.form == Form::Heading).collect();
    let has_label = |entry: &&&Entry, key: Key| {
        let own = entry.field(key).filter(|field| field.label != field.value);
        own.is_some_and(|field| entry.has_within(field))
    };
    let is_usual = |key: &Key| {
        let count = sections.iter().filter(|entry| has_label(entry, *key)).count();
        is_rule(count, sections.len())
    };
    let is_open = |key: &Key| key.belongs_to_entry() && !key.is_typed() && *key != Key::Id;
    let keys = Key::built_in().map(|(key, _)| key).filter(is_open);
    keys.filter(|key| sections.len() >= fewest && is_usual(key)).collect()
}

/// Whether what so many of all have is the rule: nine in ten.
pub(super) fn is_rule(count: usize, all: usize) -> bool {
    all > 0 && count * 10 >= all * 9
}

fn has(entry: &Entry, key: Key) -> bool {
    match key {
        Key::Id => entry.id.is_some(),
        // A field of the whole section is not the entry's own.
        key => entry
            .field(key)
            .is_some_and(|field| entry.span.contains(field.span) && !field.value.is_empty()),
    }
}

fn is_row(entry: &Entry) -> bool {
    matches!(entry.form, Form::Row(_))
}
