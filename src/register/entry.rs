//! An entry, its fields, and what it is in the file.

use super::{TableColumn, TriageRow};
use crate::text::{RareList, Span};
use crate::vocabulary::Key;

/// One gap.
#[derive(Debug)]
pub struct Entry {
    /// From its heading to the end of its last block.
    pub span: Span,
    /// The text of its heading, without number and ID.
    pub heading: Span,
    /// Its section number: `1.1`.
    pub(crate) number: Option<Span>,
    /// Its ID, from the field or else the heading.
    pub(crate) id: Option<Span>,
    /// The ID in its heading.
    pub(crate) heading_id: Option<Span>,
    /// The menu path in its heading, without the last step.
    pub(crate) area: Vec<Span>,
    /// The last step of the menu path in its heading.
    pub(crate) title: Span,
    /// Every field, in order, repeats included.
    pub fields: Vec<Field>,
    /// What the entry is in the file.
    pub(crate) form: Form,
    /// The cells of a summary table that repeat a field of this entry.
    pub(crate) repeats: RareList<Field>,
    /// What the headings above it say where it has a value of its own.
    pub(crate) overruled: RareList<(Key, Span)>,
    /// Of a row, the section elsewhere that says more about it, without fields of its own.
    pub(crate) detail: Option<Span>,
}

/// What an entry is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A heading, its fields below.
    Heading,
    /// A row of a table.
    Row(Box<EntryRow>),
    /// An item of a list.
    Item,
}

/// A table row that is an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryRow {
    /// The index of its table in [`super::Register::entry_tables`].
    pub(crate) table: u32,
    /// Its cells, one for each column.
    pub(crate) cells: Box<[Span]>,
    /// What Markdown shows nowhere, as it is behind the last column.
    pub(crate) excess: Option<Span>,
    /// How many cells it has in the file, where the header and most rows have another number.
    pub(crate) uneven: Option<u32>,
}

/// A table whose rows are entries, or summarise entries.
#[derive(Debug)]
pub(crate) struct EntryTable {
    pub(crate) span: Span,
    pub(crate) columns: Vec<TableColumn>,
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What the label means, where the vocabulary knows it.
    pub key: Option<Key>,
    /// The label, without marks and colon.
    pub label: Span,
    /// The value; when there is none, the empty span where it would be.
    pub value: Span,
    /// All of it: marker, label and value.
    pub(crate) span: Span,
}

impl Field {
    /// A value without a label of its own, as a heading, a box or an ID gives it.
    pub(super) fn unlabelled(key: Key, value: Span) -> Self {
        Self { key: Some(key), label: value, value, span: value }
    }

    /// Adds it to some fields, of which none has its key yet.
    pub(super) fn add_new(self, fields: &mut Vec<Self>) {
        if fields.iter().all(|known| known.key != self.key) {
            fields.push(self);
        }
    }
}

impl Entry {
    /// One of which no more is known than its title and where it is.
    pub(super) fn titled(span: Span, title: Span, form: Form) -> Self {
        Self {
            span,
            heading: title,
            number: None,
            id: None,
            heading_id: None,
            area: Vec::new(),
            title,
            fields: Vec::new(),
            form,
            repeats: RareList::default(),
            overruled: RareList::default(),
            detail: None,
        }
    }

    /// The first field of that key.
    pub fn field(&self, key: Key) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == Some(key))
    }

    /// Gives it a value that its own words say: of a key, that counts more than what the headings above say.
    pub(super) fn put_own(&mut self, key: Key, value: Span) {
        let own = Field::unlabelled(key, value);
        match self.fields.iter_mut().find(|field| field.key == Some(key)) {
            None => self.fields.push(own),
            Some(known) if known.span.end <= self.span.start => {
                let inherited = std::mem::replace(known, own);
                self.overruled.push((key, inherited.value));
            }
            Some(_) => {}
        }
    }

    /// Whether a field is written in its own place, and not in the row of a table that sums entries up.
    pub(crate) fn has_within(&self, field: &Field) -> bool {
        self.span.contains(field.span)
    }

    /// Whether it is a row with more or fewer cells than its table has columns, so that its values may be one
    /// column off.
    pub(crate) fn is_uneven(&self) -> bool {
        matches!(&self.form, Form::Row(row) if row.uneven.is_some())
    }

    /// Whether it is the row of a table that sums other entries up, as it has no section.
    pub(crate) fn is_row(&self, row: &TriageRow) -> bool {
        matches!(self.form, Form::Row(_)) && row.span.contains(self.span)
    }

    /// Whether the row has the only statement of a value of it.
    pub(crate) fn says_in(&self, row: &TriageRow) -> bool {
        self.fields.iter().any(|field| field.key != Some(Key::Id) && row.span.contains(field.value))
    }

    /// Whether it has no ID, and fields of one key only: too little to be surely an entry.
    pub(super) fn is_weak(&self) -> bool {
        let mut keys = self.fields.iter().filter_map(|field| field.key);
        let first = keys.find(|key| key.belongs_to_entry());
        self.id.is_none() && keys.all(|key| Some(key) == first || !key.belongs_to_entry())
    }

    /// Whether it is a section with a field of an entry, beside its ID.
    pub(super) fn is_written_out(&self) -> bool {
        let mut keys = self.fields.iter().filter_map(|field| field.key);
        self.form == Form::Heading && keys.any(|key| key != Key::Id && key.belongs_to_entry())
    }

    /// Where a finding about the entry as a whole points: its ID, else its heading.
    pub(crate) fn handle(&self) -> Span {
        self.id.unwrap_or(self.heading)
    }
}

/// Whether a span starts within one of the entries, and so belongs to it.
pub(super) fn is_within(entries: &[Entry], span: Span) -> bool {
    let before = entries.partition_point(|entry| entry.span.start <= span.start);
    before > 0 && span.start < entries[before - 1].span.end
}
