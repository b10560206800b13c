//! Which form a register is in, and so what may be asked of it.

use super::{Entry, Form};
use crate::vocabulary::Key;

/// The form of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Today's form: a heading for each gap, and all the fields that make it closeable.
    #[default]
    BackendGap,
    /// Any other: its own columns and labels are what can be asked of it.
    Generic,
}

/// The keys that today's form has and few others do, with how much each tells.
const TELLING: [(Key, usize); 12] = [
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
const ENOUGH: usize = 4;

impl Profile {
    /// The profile of entries that are headings.
    pub(super) fn of(text: &str, entries: &[Entry]) -> Self {
        let has = |key: Key| entries.iter().any(|entry| entry.field(key).is_some());
        // A field of its own for the ID is today's form; elsewhere the heading holds it.
        let is_listed = |entry: &Entry| {
            let id = entry.field(Key::Id).filter(|_| entry.form == Form::Heading);
            id.is_some_and(|field| !field.span.of(text).starts_with('|'))
        };
        let told = TELLING.iter().filter(|(key, _)| has(*key)).map(|(_, points)| points);
        if entries.iter().any(is_listed) || told.sum::<usize>() >= ENOUGH {
            Self::BackendGap
        } else {
            Self::Generic
        }
    }
}
