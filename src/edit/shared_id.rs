//! Rows of an ID that several entries have: nothing says whose they are.

use std::fmt;

use crate::finding::counted;
use crate::register::{Register, TriageRow};
use crate::text::printable;

/// An ID that several entries have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SharedId {
    id: String,
    entries: usize,
    /// What gives one of them another ID.
    command: String,
}

impl SharedId {
    pub(super) fn of(register: &Register<'_>, row: &TriageRow) -> Self {
        let id = register.plain(row.id);
        let mut sharers = register.sharers(id);
        let entries = sharers.len();
        let last = sharers.next_back();
        let command = last.map(|entry| register.renumber_command(entry, &[])).unwrap_or_default();
        Self { id: id.to_owned(), entries, command }
    }
}

impl fmt::Display for SharedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = counted(self.entries, "entry is", "entries are");
        let [id, command] = [&self.id, &self.command].map(|text| printable(text));
        write!(f, "{entries} {id}, so their rows stay: `{command}` first")
    }
}
