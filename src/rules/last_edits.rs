//! Which of two places that contradict each other was edited last.

use jiff::civil::Date;

use crate::mirror::{LaterChanges, NewerValues, Pair};
use crate::register::{EarlierPromise, Entry, Policy, Register};
use crate::text::Span;
use crate::triage::NewerCells;

/// Who wrote something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The author of the commit.
    pub author: String,
    /// The day of the commit.
    pub day: Date,
}

/// What a version control system knows of the last edits of a file. Where it knows nothing, the
/// entry is right against its table, and the leading register against its translation.
pub trait LastEdits: Sync {
    /// The cells of the triage table that were changed later than their entries.
    fn newer_cells(&self, _register: &Register<'_>) -> NewerCells {
        NewerCells::default()
    }

    /// Of the values in which a translation contradicts its register, those that were changed later
    /// on one side.
    fn later_changes(&self, _pair: &Pair<'_>, _contradicted: &NewerValues) -> LaterChanges {
        LaterChanges::default()
    }

    /// What a register promised before, where it states another SLA of a priority today.
    fn earlier_promises(&self, _register: &Register<'_>, _policy: &Policy) -> Vec<EarlierPromise> {
        Vec::new()
    }

    /// The entry that a comment was above when it was written, by its ID.
    fn first_below(&self, _register: &Register<'_>, _comment: Span) -> Option<String> {
        None
    }

    /// Who wrote each of some comments; nothing where that is not known, or not committed.
    fn writers(&self, _register: &Register<'_>, comments: &[Span]) -> Vec<Option<Writer>> {
        vec![None; comments.len()]
    }
}

/// The entry that a comment is in or above.
pub(crate) fn entry_below<'r>(register: &'r Register<'_>, comment: Span) -> Option<&'r Entry> {
    let after = &register.source.text()[comment.end as usize..];
    let target = comment.end + (after.len() - after.trim_start().len()) as u32;
    let until = register.entries.partition_point(|entry| entry.span.start <= target);
    let around = register.entries[..until].last().filter(|entry| target < entry.span.end);
    around.or_else(|| register.entries.get(until))
}
