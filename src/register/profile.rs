//! Which form a register is in, and so what may be asked of it.

use std::collections::HashSet;

use super::{Entry, Form};
use crate::vocabulary::Key;

/// The form of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
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
/// From so many points on the form is plain.
const ENOUGH: usize = 3;

impl Profile {
    /// The profile of entries that are headings.
    pub(super) fn of(text: &str, entries: &[Entry]) -> Self {
        // A table of fields below a heading is another form, as is an ID in the heading alone.
        let listed = || {
            let headings = entries.iter().filter(|entry| entry.form == Form::Heading);
            let fields = headings.flat_map(|entry| &entry.fields);
            fields.filter(|field| !field.span.of(text).starts_with('|'))
        };
        let has = |key: Key| listed().any(|field| field.key == Some(key));
        if has(Key::Id) {
            return Self::BackendGap;
        }
        let told: usize =
            TELLING.iter().filter(|(key, _)| has(*key)).map(|(_, points)| points).sum();
        let labels = |is_known: bool| {
            let fields = listed().filter(|field| field.key.is_some() == is_known);
            fields.map(|field| field.label.of(text)).collect::<HashSet<_>>().len()
        };
        // No other form asks for both.
        let is_complete = [Key::Sla, Key::SourcePage]
            .into_iter()
            .all(|key| entries.iter().any(|entry| entry.field(key).is_some()));
        let is_plain = told >= ENOUGH || is_complete;
        if is_plain || (told > 1 && labels(true) >= labels(false)) {
            Self::BackendGap
        } else {
            Self::Generic
        }
    }
}
