//! Entries found together: the rows of a table, or the items of lists.

use crate::register::{Entry, EntryTable};

/// The entries of one table, or of all lists.
#[derive(Debug)]
pub(super) struct EntryGroup {
    /// The table, where it is one.
    pub(crate) table: Option<EntryTable>,
    pub(crate) certainty: EntryCertainty,
    pub(crate) entries: Vec<Entry>,
}

impl EntryGroup {
    /// The average length of its entries.
    pub(super) fn richness(&self) -> usize {
        let length: usize = self.entries.iter().map(|entry| entry.span.len()).sum();
        length / self.entries.len().max(1)
    }
}

/// How sure it is that the members of a group are entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EntryCertainty {
    /// Nothing in them says so; what is around them may.
    Unlikely,
    /// They may be, when nothing else in the file is.
    Perhaps,
    /// The columns of their table are those of things that are tracked.
    Tracked,
    /// What is around them says so.
    Chosen,
    /// They have IDs.
    Identified,
}
