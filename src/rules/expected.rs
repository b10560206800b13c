//! The fields that are expected of a register: those of today's form, or those it has itself.

use crate::register::{Entry, Form, Profile, Register};
use crate::settings::Settings;
use crate::vocabulary::Key;

const REQUIRED: [Key; 9] = [
    Key::Id,
    Key::FirstSeen,
    Key::Status,
    Key::Priority,
    Key::Owner,
    Key::Sla,
    Key::SourcePage,
    Key::Symptom,
    Key::Verification,
];
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
    settings.required.as_deref().unwrap_or(&REQUIRED)
}

/// The keys every entry of a register must have.
pub(crate) fn required(register: &Register<'_>, settings: &Settings) -> Vec<Key> {
    match (&settings.required, profile(register, settings)) {
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
        (None, Profile::Generic) => Vec::new(),
    }
}

/// An ID, a title and a status, where the register has such a column, or most entries that are no
/// rows have them.
fn own_keys(register: &Register<'_>) -> Vec<Key> {
    let is_column = |key: Key| {
        let mut columns = register.entry_tables.iter().flat_map(|layout| &layout.columns);
        columns.any(|column| column.key == Some(key))
    };
    let has_rows = register.entries.iter().any(is_row);
    let usual = usual_keys(register);
    let mut keys = vec![Key::Id, Key::Gap, Key::Status];
    keys.retain(|key| (has_rows && is_column(*key)) || usual.contains(key));
    keys
}

/// Those of ID and status that most entries outside of tables have themselves.
pub(super) fn usual_keys(register: &Register<'_>) -> Vec<Key> {
    let others: Vec<&Entry> = register.entries.iter().filter(|entry| !is_row(entry)).collect();
    let has = |entry: &Entry, key: Key| match key {
        Key::Id => entry.id.is_some(),
        // A field of the whole section is not the entry's own.
        key => entry.field(key).is_some_and(|field| entry.span.contains(field.span)),
    };
    let is_usual =
        |key: &Key| others.iter().filter(|entry| has(entry, *key)).count() * 2 > others.len();
    [Key::Id, Key::Status].into_iter().filter(is_usual).collect()
}

fn is_row(entry: &Entry) -> bool {
    matches!(entry.form, Form::Row(_))
}
