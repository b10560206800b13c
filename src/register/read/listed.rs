//! Entries of a file that the configuration lists as a register, and in which nothing is like entries otherwise.

use globset::GlobSet;

use super::declared;
use super::entries::FoundEntries;
use crate::document::Document;
use crate::register::{Declaration, Reading, Refusal, SuggestedPlace, Unread};
use crate::text::Source;

/// The members of the largest list, table or run of sections against which nothing speaks but that nothing says
/// that it holds gaps: the configuration does.
pub(super) fn find(
    source: &Source,
    document: &Document,
    reading: Reading<'_>,
    unread: &[Unread],
) -> Option<FoundEntries> {
    let may_be = |it: &&Unread| it.why >= Refusal::Finished;
    let best =
        unread.iter().filter(may_be).max_by_key(|it| (it.count, u32::MAX - it.span.start))?;
    let declaration = Declaration {
        files: GlobSet::empty(),
        places: vec![SuggestedPlace::of(source.text(), document, best).declared()],
        skipped: Vec::new(),
        states: Vec::new(),
        is_merged: true,
    };
    let (mut found, _) = declared::find(source, document, reading, &declaration);
    found.unread = unread.iter().filter(|it| *it != best).copied().collect();
    (!found.parts.entries.is_empty()).then_some(found)
}
