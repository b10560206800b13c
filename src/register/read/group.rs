//! Entries found together: the rows of a table, or the items of lists.

use crate::register::{Entry, EntryTable};

/// The entries of one table, or of all lists.
#[derive(Debug)]
pub(super) struct EntryGroup {
    /// The table, where it is one.
    pub(crate) table: Option<EntryTable>,
    pub(crate) certainty: EntryCertainty,
    /// Whether its rows are entries, whatever sections say more about some of them.
    pub(crate) is_register: bool,
    pub(crate) entries: Vec<Entry>,
}

impl EntryGroup {
    /// Entries with IDs that are no rows.
    pub(super) fn of_ids(entries: Vec<Entry>) -> Self {
        let certainty = EntryCertainty::Identified;
        Self { table: None, certainty, is_register: false, entries }
    }

    /// The average length of its entries, whose cells may be padded or not.
    pub(super) fn richness(&self, text: &str) -> usize {
        let length: usize = self.entries.iter().map(|entry| length(entry.span.of(text))).sum();
        length / self.entries.len().max(1)
    }
}

/// The length of a text in which several blanks count as one.
#[expect(clippy::needless_bitwise_bool, reason = "many bytes are compared in one step")]
fn length(text: &str) -> usize {
    // As many pairs as a byte can count.
    const CHUNK: usize = 255;
    let is_blank = |byte: u8| (byte == b' ') | (byte == b'\t');
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    let pairs = bytes.chunks(CHUNK).zip(next.chunks(CHUNK));
    let more = pairs.map(|(firsts, seconds)| {
        let both = firsts.iter().zip(seconds).map(|(&a, &b)| u8::from(is_blank(a) & is_blank(b)));
        usize::from(both.fold(0_u8, u8::wrapping_add))
    });
    bytes.len() - more.sum::<usize>()
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
