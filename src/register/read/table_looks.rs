//! What tables show as a whole: their headers, and what their rows have in common.

use std::collections::HashSet;

use super::cell::bare;
use super::group::{EntryCertainty, EntryGroup};
use super::sections::TableLook;
use super::sign_legend::is_sign;
use crate::register::{Entry, EntryTable};
use crate::vocabulary::{Key, Vocabulary, fold};

/// The headers that several tables have, folded.
pub(super) fn repeated_headers(text: &str, groups: &[EntryGroup]) -> HashSet<String> {
    let mut seen = HashSet::new();
    let headers = groups.iter().filter_map(|group| Some(header(text, group.table.as_ref()?)));
    headers.filter(|header| !seen.insert(header.clone())).collect()
}

/// The header of a table, folded.
pub(super) fn header(text: &str, table: &EntryTable) -> String {
    let cells = table.columns.iter().map(|column| fold(column.span.of(text)));
    cells.collect::<Vec<_>>().join("|")
}

/// What a table shows.
pub(super) fn table_look(
    text: &str,
    group: &EntryGroup,
    repeated: &HashSet<String>,
    words: &Vocabulary,
) -> Option<TableLook> {
    let table = group.table.as_ref()?;
    let is_known = |entry: &Entry| {
        let state = entry.field(Key::Status).map(|field| field.value.of(text));
        state.is_some_and(|it| words.status(it).or_else(|| words.leading_status(it)).is_some())
            || [Key::Priority, Key::Severity, Key::Owner]
                .iter()
                .any(|&it| entry.field(it).is_some())
    };
    Some(TableLook {
        is_understood: repeated.contains(&header(text, table))
            || group.entries.iter().any(is_known),
        start: table.span.start,
        rows: group.entries.len(),
        is_certain: group.certainty == EntryCertainty::Tracked,
        is_tracked: group.certainty >= EntryCertainty::Perhaps,
        is_repeated: repeated.contains(&header(text, table)),
        is_ticked: false,
        is_numbered: group.entries.iter().all(|entry| entry.number.is_some()),
        has_subject: table.columns.iter().any(|column| {
            let mut header = column.span.of(text).split(|c: char| !c.is_alphanumeric());
            column.key == Some(Key::Gap) || header.any(|word| words.is_subject(word))
        }),
    })
}

/// Whether all rows of a table are repaired by a sign, and its columns are neither those of gaps nor of who has
/// which first: `Print both sides | ✅ | lp -o sides`.
pub(super) fn is_ticked(text: &str, group: &EntryGroup, words: &Vocabulary) -> bool {
    let is_of_entries = |key: Option<Key>| {
        matches!(key, Some(Key::Id | Key::Gap | Key::Priority | Key::Severity | Key::Owner))
    };
    let mut columns = group.table.iter().flat_map(|table| &table.columns);
    let is_done = |entry: &Entry| {
        let state = entry.field(Key::Status).map(|field| bare(field.value.of(text)));
        entry.number.is_none() && state.is_some_and(|it| is_sign(it) && words.says_repaired(it))
    };
    !columns.any(|column| is_of_entries(column.key)) && group.entries.iter().all(is_done)
}
