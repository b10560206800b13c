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
    /// The average length of its entries, whose cells may be padded or not.
    pub(super) fn richness(&self, text: &str) -> usize {
        let length: usize = self.entries.iter().map(|entry| length(entry.span.of(text))).sum();
        length / self.entries.len().max(1)
    }
}

/// The length of a text in which several blanks count as one.
fn length(text: &str) -> usize {
    let is_blank = |byte: u8| byte == b' ' || byte == b'\t';
    let bytes = text.as_bytes();
    let more = bytes.windows(2).filter(|pair| is_blank(pair[0]) && is_blank(pair[1])).count();
    bytes.len() - more
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
