//! The labels and columns that registers have themselves, by the names that people type.

use crate::register::Register;
use crate::text::Span;
use crate::vocabulary::{Key, fold};

/// A label of a field, or the header of a column.
pub(crate) struct OwnLabel {
    pub name: String,
    /// The fields that it is here; none where no field is known by it.
    pub keys: Vec<Key>,
}

/// The label or column of a name.
pub(crate) fn own_label(registers: &[Register<'_>], name: &str) -> Option<OwnLabel> {
    let name = fold(name.trim());
    let mut found: Option<OwnLabel> = None;
    for register in registers {
        let fields = register.entries.iter().flat_map(|entry| &entry.fields);
        let labelled = fields.filter(|field| field.label != field.value);
        let fields = labelled.map(|field| (field.label, field.key));
        let columns = register.entry_tables.iter().flat_map(|table| &table.columns);
        let tracked = register.triage.iter().flat_map(|table| &table.columns);
        let columns = columns.chain(tracked).map(|column| (column.span, column.key));
        let is_named = |(label, _): &(Span, _)| fold(register.text(*label)) == name;
        for (label, key) in columns.chain(fields).filter(is_named) {
            let known = || OwnLabel { name: register.text(label).to_owned(), keys: Vec::new() };
            found.get_or_insert_with(known).keys.extend(key);
        }
    }
    found
}
