//! The labels and columns that registers have themselves, by the names that people type.

use crate::register::Register;
use crate::vocabulary::{Key, fold};

/// A label of a field, or the header of a column.
pub(crate) struct OwnLabel {
    pub name: String,
    /// The field that it is here.
    pub key: Option<Key>,
    /// Whether it is the header of a column.
    pub is_column: bool,
    /// The language of its register.
    pub language: String,
}

/// The label or column of a name; one that is a known field here before others.
pub(crate) fn own_label(registers: &[Register<'_>], name: &str) -> Option<OwnLabel> {
    let name = fold(name.trim());
    let mut unknown = None;
    for register in registers {
        let fields = register.entries.iter().flat_map(|entry| &entry.fields);
        let labelled = fields.filter(|field| field.label != field.value);
        let fields = labelled.map(|field| (field.label, field.key, false));
        let columns = register.entry_tables.iter().flat_map(|table| &table.columns);
        let columns = columns.map(|column| (column.span, column.key, true));
        for (span, key, is_column) in columns.chain(fields) {
            let label = register.text(span);
            if fold(label) != name {
                continue;
            }
            let (name, language) = (label.to_owned(), register.language.clone());
            let own = OwnLabel { name, key, is_column, language };
            if own.key.is_some() {
                return Some(own);
            }
            unknown.get_or_insert(own);
        }
    }
    unknown
}
