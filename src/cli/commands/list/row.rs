//! An entry of a list with its register, as a row of a table.

use std::borrow::Cow;

use super::json::{List, ListedEntry, ListedField, ListedRegister};
use crate::vocabulary::fold;

/// An entry and its register.
#[derive(Clone, Copy)]
pub(super) struct Row<'r, 'l> {
    pub register: &'r ListedRegister<'l>,
    pub entry: &'r ListedEntry<'l>,
}

/// Gives a value of an entry.
pub(super) type Attribute = for<'r, 'l> fn(Row<'r, 'l>) -> Cow<'r, str>;

/// All entries of a list.
pub(super) fn rows<'r, 'l>(list: &'r List<'l>) -> impl Iterator<Item = Row<'r, 'l>> {
    let of_register = |register: &'r ListedRegister<'l>| {
        register.entries.iter().map(move |entry| Row { register, entry })
    };
    list.registers.iter().flat_map(of_register)
}

impl<'r> Row<'r, '_> {
    /// Its state, else its status as it is written.
    pub(super) fn status_name(self) -> &'r str {
        self.entry.status.as_deref().or(self.entry.status_text.as_deref()).unwrap_or_default()
    }

    /// Who repairs it.
    pub(super) fn assignee(self) -> &'r str {
        self.entry.resolution_owner.as_deref().or(self.entry.owner.as_deref()).unwrap_or_default()
    }

    /// The values of the fields of a key or label, folded, each on lines of its own.
    pub(super) fn values(self, name: &str) -> Cow<'r, str> {
        let is_named =
            |field: &&ListedField<'_>| fold(field.key) == name || fold(field.label) == name;
        let mut values = self.entry.fields.iter().filter(is_named).map(|field| &field.value);
        let first = values.next().map_or(Cow::Borrowed(""), |value| Cow::Borrowed(value.as_ref()));
        values.fold(first, |all, value| format!("{all}\n{value}").into())
    }
}
