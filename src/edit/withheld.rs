//! Values that are written nowhere, as they are not sound.

use std::fmt;

use crate::register::{Entry, Register};
use crate::text::printable;
use crate::vocabulary::{Key, Vocabulary};

/// A value of an entry that is not copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The name of the entry.
    pub id: String,
    /// The name of the field.
    pub field: String,
    /// The value.
    pub value: String,
}

impl Withheld {
    pub(super) fn of(register: &Register<'_>, entry: &Entry, key: Key, words: &Vocabulary) -> Self {
        let value = register.value_of(entry, key).unwrap_or_default().to_owned();
        Self {
            id: register.spoken_name(entry).to_owned(),
            field: words.name(key).to_owned(),
            value,
        }
    }
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [id, value] = [&self.id, &self.value].map(|text| printable(text));
        write!(f, "{id} {}: `{value}` is not copied: correct the entry first", self.field)
    }
}
