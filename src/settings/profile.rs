//! What may be asked of a register: all that today's form holds, or what it holds itself.

use super::Settings;
use crate::register::{Entry, Form, Profile, Register};
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

impl Settings {
    /// The profile of a register: the configuration's, else the one that its form shows.
    pub fn profile(&self, register: &Register<'_>) -> Profile {
        self.profile.unwrap_or(register.profile)
    }

    /// Whether the configuration itself requires a key.
    pub fn asks_for(&self, key: Key) -> bool {
        self.required.as_ref().is_some_and(|keys| keys.contains(&key))
    }

    /// The keys every entry of a register in today's form must have.
    pub fn required_today(&self) -> &[Key] {
        self.required.as_deref().unwrap_or(&REQUIRED)
    }

    /// The keys every entry of a register must have.
    pub fn required(&self, register: &Register<'_>) -> Vec<Key> {
        match (&self.required, self.profile(register)) {
            (Some(configured), _) => configured.clone(),
            (None, Profile::BackendGap) => self.required_today().to_vec(),
            (None, Profile::Generic) => own(register),
        }
    }

    /// The keys an entry of a register should have.
    pub fn recommended(&self, register: &Register<'_>) -> Vec<Key> {
        match (&self.recommended, self.profile(register)) {
            (Some(configured), _) => configured.clone(),
            (None, Profile::BackendGap) => RECOMMENDED.to_vec(),
            (None, Profile::Generic) => Vec::new(),
        }
    }
}

/// An ID, a title and a status, where the register has such a column, or most entries that are no
/// rows have them.
fn own(register: &Register<'_>) -> Vec<Key> {
    let is_column = |key: Key| {
        let mut columns = register.entry_tables.iter().flat_map(|layout| &layout.columns);
        columns.any(|column| column.key == Some(key))
    };
    let has_rows = register.entries.iter().any(is_row);
    let usual = usual(register);
    let mut keys = vec![Key::Id, Key::Gap, Key::Status];
    keys.retain(|key| (has_rows && is_column(*key)) || usual.contains(key));
    keys
}

/// What most entries that are no rows have themselves.
pub fn usual(register: &Register<'_>) -> Vec<Key> {
    let others: Vec<&Entry> = register.entries.iter().filter(|entry| !is_row(entry)).collect();
    let has = |entry: &Entry, key: Key| match key {
        Key::Id => entry.id.is_some(),
        // What a section says of all its entries, they need not say again.
        key => entry.field(key).is_some_and(|field| entry.span.contains(field.span)),
    };
    let is_usual =
        |key: &Key| others.iter().filter(|entry| has(entry, *key)).count() * 2 > others.len();
    [Key::Id, Key::Status].into_iter().filter(is_usual).collect()
}

fn is_row(entry: &Entry) -> bool {
    matches!(entry.form, Form::Row(_))
}
