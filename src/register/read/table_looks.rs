//! What tables show as a whole: their headers, and what their rows have in common.

use std::collections::{HashMap, HashSet};

use super::cell::bare;
use super::group::{EntryCertainty, EntryGroup};
use super::outline::Outline;
use super::sections::TableLook;
use super::sign_legend::is_sign;
use crate::document::Document;
use crate::register::{Entry, EntryTable, Form};
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
        state.is_some_and(|it| words.status_at_start(it).is_some())
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

/// The headings that have a number without a dot, by that number.
pub(super) fn numbered_headings<'t>(
    text: &'t str,
    document: &Document,
    outline: &Outline,
) -> HashMap<u32, &'t str> {
    let headings = outline.headings().iter();
    let content = |block: usize| document.blocks[block].content.of(text);
    headings.filter_map(|it| Some((it.ordinal?, content(it.place.block)))).collect()
}

/// Whether a table names numbered headings by their numbers, in an order of its own, and says of most of them a part
/// of their words again: it ranks these.
pub(super) fn ranks_headings(
    text: &str,
    group: &EntryGroup,
    headings: &HashMap<u32, &str>,
) -> bool {
    const SEVERAL: usize = 3;
    if group.table.is_none() || headings.len() < SEVERAL || group.entries.len() < SEVERAL {
        return false;
    }
    let words = |text: &str| -> HashSet<String> {
        let all = text.split(|c: char| !c.is_alphanumeric());
        all.filter(|word| word.chars().count() >= SEVERAL).map(fold).collect()
    };
    let (mut named, mut alike, mut own) = (0, 0, 0);
    for (row, count) in group.entries.iter().zip(1_u32..) {
        let Form::Row(cells) = &row.form else { return false };
        let Some(cell) = cells.cells.first().map(|cell| cell.of(text)) else { return false };
        let numbers: Option<Vec<u32>> = cell
            .split(['/', ','])
            .map(|it| it.trim().trim_start_matches('#').parse().ok())
            .collect();
        let numbers = numbers.unwrap_or_default();
        let titles: Option<Vec<&str>> =
            numbers.iter().map(|it| headings.get(it).copied()).collect();
        let Some(titles) = titles.filter(|titles| !titles.is_empty()) else { continue };
        let title = words(row.title.of(text));
        named += 1;
        own += usize::from(numbers == [count]);
        alike += usize::from(titles.iter().any(|it| !words(it).is_disjoint(&title)));
    }
    named * 10 >= group.entries.len() * 8 && alike * 2 >= named && own < named
}

/// The headers of the tables that rank entries which are known: the numbers of their rows are those of the IDs of
/// entries, and most rows say what these say.
pub(super) fn headers_of_ranks(
    text: &str,
    groups: &[EntryGroup],
    known: &[Entry],
) -> HashSet<String> {
    const SEVERAL: usize = 2;
    /// More entries of one number are those of as many kinds.
    const MOST_KINDS: usize = 4;
    let mut titles: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for entry in known {
        let number = entry.id.and_then(|id| id.of(text).rsplit_once(['-', ' ']));
        let Some((_, number)) =
            number.filter(|(_, it)| it.starts_with(|c: char| c.is_ascii_digit()))
        else {
            continue;
        };
        let number = number.trim_start_matches('0');
        let kinds = titles.entry(number).or_default();
        if kinds.len() < MOST_KINDS {
            kinds.push(entry);
        }
    }
    let mut rows: HashMap<String, Vec<&Entry>> = HashMap::new();
    for group in groups {
        if let Some(table) = &group.table {
            rows.entry(header(text, table)).or_default().extend(&group.entries);
        }
    }
    // The number of a row alone in its table is not taken for one.
    let number = |row: &Entry| {
        let row = row.span.of(text).trim_start_matches(['|', ' ']);
        row.split('|').next().unwrap_or_default().trim()
    };
    let ranked = |row: &&Entry| titles.get(number(row));
    let is_same = |row: &&Entry| {
        let alike = |entry: &&Entry| shares_a_word(row.title.of(text), entry.title.of(text));
        ranked(row).is_some_and(|all| all.iter().any(alike))
    };
    rows.retain(|_, rows| {
        rows.len() >= SEVERAL
            && rows.iter().all(|row| ranked(row).is_some())
            && rows.iter().filter(|row| is_same(row)).count() * 2 > rows.len()
    });
    rows.into_keys().collect()
}

/// Whether two titles have a word in common that is no short one.
fn shares_a_word(one: &str, other: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let words = |title: &str| -> HashSet<String> {
        let words = title.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() >= FEWEST_LETTERS).map(fold).collect()
    };
    !words(one).is_disjoint(&words(other))
}
